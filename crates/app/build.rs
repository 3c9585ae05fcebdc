//! Content and demo data are embedded in the crate: a change to any of their files must rebuild it.

fn main() {
    for directory in ["../../content", "../../demo"] {
        println!("cargo::rerun-if-changed={directory}");
    }
}
