use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Notice, SourceInfo};

/// One source in full.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SourceDetail {
    /// As in the list.
    pub source: SourceInfo,
    /// What its table looks like; null for a visitor, and where an older program imported it.
    #[schema(required = true)]
    pub quality: Option<QualityInfo>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// What a table looks like, computed when it was imported.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct QualityInfo {
    /// Rows that stayed out.
    pub rows_rejected: u64,
    /// Rows that say, word for word, what an earlier row says.
    pub duplicate_rows: u64,
    /// Rows about a subject (and year) that an earlier row is about; null for a list.
    #[schema(required = true)]
    pub duplicate_keys: Option<u64>,
    /// Its columns.
    pub columns: Vec<ColumnInfoQuality>,
    /// What a person should look at.
    pub findings: Vec<FindingInfo>,
}

/// What a column looks like.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ColumnInfoQuality {
    /// 营业收入_2024; a column that no attribute was found for has its heading.
    pub column: String,
    /// The attribute, where there is one.
    #[schema(required = true)]
    pub attribute: Option<String>,
    /// Rows that could say something.
    pub rows: u64,
    /// Rows that say nothing.
    pub unknown: u64,
    /// `unknown` in `rows`, from 0 to 1.
    pub unknown_share: f64,
    /// Rows that say 无.
    pub absent: u64,
    /// Median of numbers, as decimal text in the base unit.
    #[schema(required = true)]
    pub median: Option<String>,
    /// Shares above 100 %.
    pub above_one: u64,
    /// Dates in the future.
    pub in_future: u64,
}

/// Something that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FindingInfo {
    /// `negative`, `share_above_one`, `future_date`, `duplicate_rows`, `duplicate_keys`, `rows_dropped`, `unit_slip`,
    /// `column_emptied`.
    pub code: String,
    /// Where: 营业收入_2024，第 7 行.
    pub place: String,
    /// What is there.
    pub found: String,
    /// What was expected, and how to mend it.
    pub expected: String,
}

/// That a source is no longer used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RetirementInfo {
    /// From when on; an answer of what was known before still rests on it.
    pub retired_at: Timestamp,
    /// By whom; empty for a visitor.
    pub retired_by: String,
    /// Why.
    pub reason: String,
    /// Id of the source in its place.
    #[schema(required = true)]
    pub replaced_by: Option<String>,
}

/// A source that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DamagedInfo {
    /// Its id.
    pub id: String,
    /// What is wrong, and how to mend it.
    pub message: String,
}
