use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::{DamagedInfo, FindingInfo, Notice, RetirementInfo};

/// What an import did, or would do (dry run).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportAnswer {
    /// Id of the source; null where nothing was stored.
    #[schema(required = true)]
    pub source: Option<String>,
    /// Nothing was stored.
    pub dry_run: bool,
    /// The same file had been imported before: nothing changed.
    pub already_imported: bool,
    /// File as named by the sender.
    pub file: String,
    /// Data rows read.
    pub rows_read: u64,
    /// Rows accepted.
    pub rows_in: u64,
    /// Rows refused.
    pub rows_rejected: u64,
    /// Bad cells, at most as many as a page shows.
    pub rejects: Vec<RejectedCell>,
    /// How many bad cells there are in all.
    pub rejects_total: u64,
    /// Columns that no attribute was found for: kept with the source, not used.
    pub unmapped: Vec<UnmappedColumn>,
    /// Choices made while reading that a person should know.
    pub notes: Vec<String>,
    /// What a person should look at: out of range, twice, or jumped since the last delivery.
    pub findings: Vec<FindingInfo>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// One cell that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RejectedCell {
    /// Name of the sheet (workbooks only).
    #[schema(required = true)]
    pub sheet: Option<String>,
    /// Row as a person sees it in the file: the header is row 1.
    pub row: u64,
    /// Header, and the letter of the column.
    pub column: String,
    /// As found.
    pub value: String,
    /// What is wrong, what was expected, how to mend it.
    pub reason: String,
}

/// A column that no attribute was found for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnmappedColumn {
    /// As in the header.
    pub header: String,
    /// The attribute with the nearest name.
    #[schema(required = true)]
    pub suggestion: Option<String>,
}

/// Every source in the lake.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SourceList {
    /// In the order of import.
    pub items: Vec<SourceInfo>,
    /// Sources that cannot be read; no view of their kind can be had until they are restored, replaced or retired.
    pub damaged: Vec<DamagedInfo>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// A source: a table as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SourceInfo {
    /// Its id.
    pub id: String,
    /// 税务局 2024 汇算.
    pub name: String,
    /// `enterprise`.
    pub kind: String,
    /// The list attribute whose records it holds.
    #[schema(required = true)]
    pub list: Option<String>,
    /// 税务局.
    #[schema(required = true)]
    pub department: Option<String>,
    /// Licence or authority under which it is used.
    #[schema(required = true)]
    pub licence: Option<String>,
    /// On whose authority it is used.
    #[schema(required = true)]
    pub authority: Option<String>,
    /// 无条件共享, 有条件共享 or 不予共享.
    #[schema(required = true)]
    pub sharing: Option<String>,
    /// The days that it covers: `2024-01-01..2024-12-31`.
    #[schema(required = true)]
    pub period: Option<String>,
    /// 审计, 汇算, 统计, 自报 or 预计.
    #[schema(required = true)]
    pub basis: Option<String>,
    /// When the department delivered it.
    #[schema(required = true)]
    pub delivered: Option<Date>,
    /// When it was entered here.
    pub imported_at: Timestamp,
    /// By whom.
    pub imported_by: String,
    /// Name of the original file.
    pub file: String,
    /// SHA-256 of the original file, hexadecimal.
    pub sha256: String,
    /// Rows accepted.
    pub rows: u64,
    /// Bad cells in its reject file.
    pub rejects: u64,
    /// How many things a person should look at; the source itself says which.
    pub findings: u64,
    /// Ids of the sources in whose place it stands.
    pub replaces: Vec<String>,
    /// Since when it is no longer used.
    #[schema(required = true)]
    pub retired: Option<RetirementInfo>,
}

/// What the columns of a table are taken for, before anything of it is imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportColumns {
    /// The sheets of a workbook; one without a name for any other table.
    pub sheets: Vec<ImportSheet>,
}

/// One sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportSheet {
    /// Its name (workbooks only).
    #[schema(required = true)]
    pub name: Option<String>,
    /// Why it cannot be imported with these meanings, and how to mend it.
    #[schema(required = true)]
    pub problem: Option<String>,
    /// From left to right.
    pub columns: Vec<ImportColumn>,
}

/// What a column is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnRole {
    /// The subject's code or name.
    Identity,
    /// The year of each row.
    Year,
    /// An attribute, or a field of the list.
    Value,
    /// Nothing known: kept as text, not used.
    Kept,
    /// Left out.
    Ignored,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportColumn {
    /// As in the header.
    pub header: String,
    /// Letter of the column.
    pub letter: String,
    /// What it is taken for.
    pub role: ColumnRole,
    /// The attribute or the field.
    #[schema(required = true)]
    pub attribute: Option<String>,
    /// The year of a yearly attribute; null where the column 年度 says it.
    #[schema(required = true)]
    pub year: Option<i16>,
    /// Unit of plain numbers, where the header or the mapping says one.
    #[schema(required = true)]
    pub unit: Option<String>,
    /// The attribute with the nearest name, where none was found.
    #[schema(required = true)]
    pub suggestion: Option<String>,
    /// The first values, shortened.
    pub samples: Vec<String>,
}
