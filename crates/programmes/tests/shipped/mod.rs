//! The shipped content, as tests read it.
#![expect(clippy::expect_used, reason = "a test may panic")]
#![allow(dead_code, clippy::allow_attributes, reason = "each test binary uses a part of it")]

use std::path::{Path, PathBuf};

use programmes::{Finding, Library};
use vocabulary::Kind;

/// The text of a file below the crate.
pub(crate) fn read(path: impl AsRef<Path>) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    #[expect(clippy::disallowed_methods, reason = "a test reads shipped content")]
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files of a folder below the crate with an ending, by path.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut out = Vec::new();
    for entry in std::fs::read_dir(&folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.to_string_lossy().ends_with(ending) {
            out.push(path);
        }
    }
    out.sort();
    out
}

/// Every shipped kind.
pub(crate) fn kinds() -> Vec<Kind> {
    let kind =
        |path: &PathBuf| Kind::from_yaml(&path.to_string_lossy(), &read(path)).expect("a shipped kind");
    files("../../content/kinds", ".yaml").iter().map(kind).collect()
}

/// The national set.
pub(crate) fn library() -> (Library, Vec<Finding>) {
    let name = |path: &PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    let documents = files("../../content/programmes/cn", ".yaml");
    Library::load(&kinds(), documents.iter().map(|path| (name(path), read(path))))
}
