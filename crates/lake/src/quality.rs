//! What a table looks like: how much of each column is unknown, what stands twice, what is out of range, and what jumped since
//! the last delivery. Computed once, at import, and kept in the manifest. Nothing here keeps a row out: it is for people to look at.

use serde::{Deserialize, Serialize};

mod column_scan;
mod jumps;
mod measure;
mod table;

pub(crate) use jumps::{jumps, previous};
pub(crate) use measure::measure;
pub(crate) use table::Table;

/// What a table looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quality {
    /// Its columns, in the order in which they are stored.
    pub columns: Vec<ColumnQuality>,
    /// Rows that say, word for word, what an earlier row says.
    pub duplicate_rows: u64,
    /// Rows about a subject (and year) that an earlier row is about; `None` for a list, where that is no fault.
    pub duplicate_keys: Option<u64>,
    /// What a person should look at.
    pub findings: Vec<QualityFinding>,
}

/// What a column looks like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnQuality {
    /// Its name: 营业收入_2024; a column that no attribute was found for has its heading.
    pub column: String,
    /// The attribute, where there is one.
    pub attribute: Option<String>,
    /// The year of a yearly attribute.
    pub year: Option<i16>,
    /// Rows that could say something: all of them, or those of its year where each row is of one year.
    pub rows: u64,
    /// Rows that say nothing.
    pub unknown: u64,
    /// Rows that say 无.
    pub absent: u64,
    /// The lower median of a column of numbers, as decimal text in its base unit (元 for money).
    pub median: Option<String>,
    /// Shares above 100 %.
    pub above_one: u64,
    /// Dates after the day on which the table can have been known.
    pub in_future: u64,
}

impl ColumnQuality {
    /// Rows that say a value.
    pub fn known(&self) -> u64 {
        self.rows.saturating_sub(self.unknown).saturating_sub(self.absent)
    }
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QualityCode {
    /// Negative numbers where none can be; their rows stayed out.
    Negative,
    /// Shares above 100 %.
    ShareAboveOne,
    /// Dates in the future.
    FutureDate,
    /// Rows that stand twice.
    DuplicateRows,
    /// Subjects (and years) that stand twice.
    DuplicateKeys,
    /// Far fewer rows than last time.
    RowsDropped,
    /// Ten times as much as last time, or a tenth: a unit was mistaken.
    UnitSlip,
    /// Nothing in a column that had values last time.
    ColumnEmptied,
}

impl QualityCode {
    /// As scripts see it; the same as in the manifest.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Negative => "negative",
            Self::ShareAboveOne => "share_above_one",
            Self::FutureDate => "future_date",
            Self::DuplicateRows => "duplicate_rows",
            Self::DuplicateKeys => "duplicate_keys",
            Self::RowsDropped => "rows_dropped",
            Self::UnitSlip => "unit_slip",
            Self::ColumnEmptied => "column_emptied",
        }
    }
}

/// Something that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualityFinding {
    /// What it is about.
    pub code: QualityCode,
    /// Where: 营业收入_2024，第 7 行.
    pub place: String,
    /// What is there.
    pub found: String,
    /// What was expected, and how to mend it.
    pub expected: String,
}
