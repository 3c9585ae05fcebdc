//! What an import answers: what went in, and what was wrong with which cell.

use serde::{Deserialize, Serialize};

use crate::Quality;

/// A bad cell. All bad cells of a row are listed; the row as a whole stays out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    /// Sheet of the workbook.
    pub sheet: Option<String>,
    /// Row as the person sees it in the file: the first line is row 1.
    pub row: u64,
    /// Heading and letter of the column: `研发费用[2024]（C 列）`; empty where the whole row is meant.
    pub column: String,
    /// The cell as found, shortened.
    pub value: String,
    /// What was expected and how to mend it.
    pub reason: String,
}

/// A column whose heading names no attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnmappedColumn {
    /// Sheet of the workbook.
    pub sheet: Option<String>,
    /// Its heading as found.
    pub heading: String,
    /// Its letter: `C`.
    pub letter: String,
    /// The attribute that may have been meant.
    pub suggestion: Option<String>,
}

/// One sheet (or the whole of a text table) that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetReport {
    /// Its name; `None` for text tables and Parquet.
    pub name: Option<String>,
    /// Data rows read, blank ones not counted.
    pub rows_read: u64,
    /// Rows that went in.
    pub rows_in: u64,
    /// The last row read, as a person sees it.
    pub last_row: u32,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Id of the stored source; `None` for a dry run and where no row was good.
    pub source_id: Option<String>,
    /// What people call it.
    pub source: String,
    /// Name of the file.
    pub file: String,
    /// Id of the kind.
    pub kind: String,
    /// The list attribute whose records these are.
    pub list: Option<String>,
    /// How the file was read: `CSV（UTF-8，逗号分隔）`, `XLSX`, `Parquet`.
    pub format: String,
    /// The sheets that were read.
    pub sheets: Vec<SheetReport>,
    /// Data rows read, blank ones not counted.
    pub rows_read: u64,
    /// Rows that went in.
    pub rows_in: u64,
    /// Rows that stayed out.
    pub rows_rejected: u64,
    /// The first bad cells, at most [`crate::limits::MAX_REPORTED_REJECTS`].
    pub rejects: Vec<Reject>,
    /// How many bad cells there were.
    pub rejects_total: u64,
    /// Columns kept as raw text only.
    pub unmapped: Vec<UnmappedColumn>,
    /// What was assumed, rounded or left out.
    pub notes: Vec<String>,
    /// What the table looks like; `None` where no row was good, or an older program imported it.
    pub quality: Option<Quality>,
    /// The very same import was done before; nothing changed.
    pub already_imported: bool,
}
