//! Tests of the lake as a whole, by what they are about.
#![expect(
    clippy::disallowed_methods,
    reason = "tests look at the files that were written, and at the time that passed"
)]

use jiff::Timestamp;
use jiff::civil::date;
use vocabulary::{Kind, Number};

use crate::{Checked, Clocks, ImportReport, ImportRequest, Input, Lake, LakeError, TableFile, View, check};

mod broken;
mod care;
mod csv;
mod decisions;
mod demo;
mod document;
mod export;
mod headings;
mod identity;
mod lake;
mod lists;
mod parts;
mod quality;
mod reuse;
mod workbook;

pub(crate) fn enterprise() -> Kind {
    Kind::from_yaml("enterprise.yaml", include_str!("../../../content/kinds/enterprise.yaml"))
        .expect("shipped kind")
}

/// An empty lake, and the directory that it is in.
pub(crate) fn lake_in() -> (tempfile::TempDir, Lake) {
    let directory = tempfile::tempdir().expect("a directory");
    let lake = Lake::open(&directory.path().join("lake")).expect("a lake");
    (directory, lake)
}

/// A day in the life of an importer.
pub(crate) fn request(source: &str) -> ImportRequest {
    let at: Timestamp = "2025-06-30T08:00:00Z".parse().expect("a moment");
    ImportRequest { delivered: Some(date(2025, 6, 30)), ..ImportRequest::new(source, at, "测试员") }
}

pub(crate) fn table<'a>(name: &'a str, bytes: &'a [u8]) -> TableFile<'a> {
    TableFile { name, input: Input::Bytes(bytes) }
}

pub(crate) fn checked(bytes: &[u8]) -> Result<Checked, LakeError> {
    check(&enterprise(), table("表.csv", bytes), &request("税务局 2024 汇算"))
}

pub(crate) fn clocks() -> Clocks {
    Clocks { as_of: date(2025, 6, 30), known_at: "2026-01-01T00:00:00Z".parse().expect("a moment") }
}

pub(crate) fn lake_in_a_directory() -> (tempfile::TempDir, Lake) {
    let directory = tempfile::tempdir().expect("a directory");
    let lake = Lake::open(&directory.path().join("lake")).expect("a lake");
    (directory, lake)
}

pub(crate) fn import(lake: &Lake, text: &str, request: &ImportRequest) -> ImportReport {
    lake.import(&enterprise(), table("表.csv", text.as_bytes()), request).expect("an import")
}

pub(crate) fn number(view: &View, subject: usize, attribute: &str, year: Option<i16>) -> Option<Number> {
    let id = view.kind().attribute(attribute).expect(attribute).0;
    view.number(subject, id, year)
}

pub(crate) fn text<'v>(view: &'v View, subject: usize, attribute: &str) -> Option<&'v str> {
    view.text(subject, view.kind().attribute(attribute).expect(attribute).0)
}

/// Rejects as lines: row, column, value, reason.
pub(crate) fn rejects(report: &ImportReport) -> String {
    let lines: Vec<String> = report
        .rejects
        .iter()
        .map(|reject| format!("{} | {} | {} | {}", reject.row, reject.column, reject.value, reject.reason))
        .collect();
    lines.join("\n")
}
