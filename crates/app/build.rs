//! Content and demo data are embedded in the crate: a change to any of their files must rebuild it.

#[expect(clippy::print_stdout, reason = "a build script speaks to cargo on stdout")]
fn main() {
    for directory in ["../../content", "../../demo"] {
        println!("cargo::rerun-if-changed={directory}");
    }
}
