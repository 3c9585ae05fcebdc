//! Real figures from the shared data beside the repository, and shipped frameworks.

#![allow(
    dead_code,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::allow_attributes,
    reason = "each test uses some of it, and tests may panic and say why they skip"
)]

use std::path::PathBuf;

use indices::{Framework, Units, check, units::Reader};

/// The text of a file of the shared data; none, with the reason printed, where it is absent.
#[expect(clippy::disallowed_methods, reason = "tests read files")]
pub(crate) fn shared(file: &str) -> Option<String> {
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    let folder = std::env::var_os("KECHUANG_SHARED_DATA").map_or(beside, PathBuf::from);
    let text = std::fs::read_to_string(folder.join(file)).ok();
    if text.is_none() {
        println!("跳过：没有 {file}（设 KECHUANG_SHARED_DATA 或把数据放在工作区旁的 shared/data）");
    }
    text
}

/// The text of a shipped framework.
#[expect(clippy::disallowed_methods, reason = "tests read files")]
pub(crate) fn shipped(name: &str) -> String {
    let path = format!("{}/../../content/indices/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("a shipped framework")
}

/// A framework without anything wrong.
pub(crate) fn framework(text: &str) -> Framework {
    let (framework, findings) = check("框架.yaml", text);
    framework.unwrap_or_else(|| panic!("{findings:#?}"))
}

/// Units of CSV text.
pub(crate) fn units(framework: &Framework, text: &str) -> Units {
    try_units(framework, text).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// Units of CSV text, or what is wrong with it.
pub(crate) fn try_units(framework: &Framework, text: &str) -> Result<Units, Vec<indices::units::Problem>> {
    let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = rows.records().map(|row| row.expect("CSV"));
    let headings = rows.next().expect("a heading");
    let mut reader = Reader::new(framework, &headings.iter().collect::<Vec<_>>())?;
    rows.for_each(|row| reader.push(&row.iter().collect::<Vec<_>>()));
    reader.finish()
}

/// Every shipped framework: file name and text.
#[expect(clippy::disallowed_methods, reason = "tests read files")]
pub(crate) fn all_shipped() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/indices");
    let files = std::fs::read_dir(folder).expect("the frameworks").map(|file| file.expect("a file").path());
    let mut files: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).expect("text")))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

/// `docs/indices.md` with the pages of the steps.
#[expect(clippy::disallowed_methods, reason = "tests read files")]
pub(crate) fn documentation() -> String {
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs");
    let mut text = std::fs::read_to_string(format!("{docs}/indices.md")).expect("docs/indices.md");
    for file in std::fs::read_dir(format!("{docs}/indices")).expect("docs/indices") {
        text.push_str(&std::fs::read_to_string(file.expect("a file").path()).expect("text"));
    }
    text
}
