//! Lists the files of the built web app, to be embedded. Without a build of it the list is empty and the server says how to
//! make one, so that Rust alone is enough to work on the rest.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let variable = |name: &str| env::var_os(name).map(PathBuf::from).unwrap_or_default();
    let dist = variable("CARGO_MANIFEST_DIR").join("../../web/dist");
    let mut files = Vec::new();
    if dist.is_dir() {
        gather(&dist, &mut files)?;
    }
    files.sort();
    let mut code = String::from("/// Every file of the web app.\nstatic ASSETS: &[Asset] = &[\n");
    for file in &files {
        let name = file.strip_prefix(&dist).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
        let path = fs::canonicalize(file)?.to_string_lossy().into_owned();
        writeln!(code, "    ({name:?}, include_bytes!({path:?})),").map_err(io::Error::other)?;
    }
    code.push_str("];\n");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", dist.display());
    write_list(&variable("OUT_DIR").join("assets.rs"), &code)
}

#[expect(clippy::disallowed_methods, reason = "a build script writes what it generates")]
fn write_list(path: &Path, code: &str) -> io::Result<()> {
    fs::write(path, code)
}

fn gather(directory: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
