//! Where rejects go: all of them to `rejects.csv`, the first ones into the report.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::limits::MAX_REPORTED_REJECTS;
use crate::{LakeError, Reject, disk};

/// Collects rejects.
#[derive(Debug, Default)]
pub(crate) struct RejectLog {
    pub(crate) kept: Vec<Reject>,
    pub(crate) total: u64,
    pub(crate) rows: u64,
    file: Option<RejectFile>,
}

#[derive(Debug)]
struct RejectFile {
    path: PathBuf,
    writer: csv::Writer<File>,
}

impl RejectLog {
    /// A log that also writes to a file, made with the first reject.
    pub(crate) fn beside(path: &Path) -> Result<Self, LakeError> {
        let mut file = disk::create(path)?;
        // Excel takes a CSV for UTF-8 only with a byte order mark.
        let write = |error| LakeError::io("写入", path, error);
        file.write_all("\u{feff}".as_bytes()).map_err(write)?;
        let mut writer = csv::Writer::from_writer(file);
        let heading = ["sheet", "row", "column", "value", "reason"];
        writer.write_record(heading).map_err(|error| write(error.into()))?;
        Ok(Self { file: Some(RejectFile { path: path.to_owned(), writer }), ..Self::default() })
    }

    /// Takes the bad cells of one row.
    pub(crate) fn add(&mut self, bad: &mut Vec<Reject>) -> Result<(), LakeError> {
        self.rows += 1;
        for reject in bad.drain(..) {
            self.total += 1;
            if let Some(RejectFile { path, writer }) = &mut self.file {
                let sheet = reject.sheet.as_deref().unwrap_or_default();
                let row = reject.row.to_string();
                let value = inert(&reject.value);
                writer
                    .write_record([sheet, &row, &reject.column, &value, &reject.reason])
                    .map_err(|error| LakeError::io("写入", path, error.into()))?;
            }
            if self.kept.len() < MAX_REPORTED_REJECTS {
                self.kept.push(reject);
            }
        }
        Ok(())
    }

    /// All rejects are safely on disk when this returns.
    pub(crate) fn finish(&mut self) -> Result<(), LakeError> {
        let Some(RejectFile { path, mut writer }) = self.file.take() else { return Ok(()) };
        writer.flush().map_err(|error| LakeError::io("写入", &path, error))?;
        disk::sync(&path, writer.get_ref())
    }
}

/// A value that a spreadsheet would run as a formula gets an apostrophe before it.
pub fn inert(value: &str) -> String {
    if value.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{value}") } else { value.to_owned() }
}
