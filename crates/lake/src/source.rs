//! A source as the lake keeps it: `sources/<id>/{manifest.json, table.parquet, rejects.csv}`.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::quality::Quality;
use crate::{
    Basis, CoveredPeriod, FileDigest, LakeError, Mapping, Reject, Retirement, Sharing, SheetReport,
    UnmappedColumn, disk,
};

/// Version of the manifest that this program writes and reads.
pub const MANIFEST_FORMAT: u32 = 1;

/// Hexadecimal digits of an id.
pub(crate) const ID_DIGITS: usize = 16;

/// Names of the files of a source.
pub(crate) const MANIFEST: &str = "manifest.json";
pub(crate) const TABLE: &str = "table.parquet";
pub(crate) const REJECTS: &str = "rejects.csv";

/// The original file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalFile {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// How it was read: `CSV（UTF-8，逗号分隔）`, `XLSX`, `Parquet`.
    pub format: String,
}

/// A sheet that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceSheet {
    /// Its name; `None` for text tables and Parquet.
    pub name: Option<String>,
    /// What is added to a row of this sheet to give [`vocabulary::fact::Provenance::row`]: 0 for the first sheet.
    pub offset: u32,
}

/// A table as it came, and what was said about it. Never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// [`MANIFEST_FORMAT`].
    pub format: u32,
    /// Its id: same file, kind, name, mapping, list, basis and dates give the same id.
    pub id: String,
    /// Id of the kind.
    pub kind: String,
    /// What people call it.
    pub name: String,
    /// The department it came from.
    pub department: Option<String>,
    /// On whose authority it may be used.
    pub authority: Option<String>,
    /// Under which licence it may be used.
    pub licence: Option<String>,
    /// With whom it may be shared.
    #[serde(default)]
    pub sharing: Option<Sharing>,
    /// The time that it covers.
    #[serde(default)]
    pub period: Option<CoveredPeriod>,
    /// On what ground its figures stand.
    pub basis: Option<Basis>,
    /// The day it was handed over, where that was said.
    pub delivered: Option<Date>,
    /// When it was imported.
    pub imported_at: Timestamp,
    /// By whom.
    pub imported_by: String,
    /// The original file.
    pub file: OriginalFile,
    /// The sheets that were read, in their order.
    pub sheets: Vec<SourceSheet>,
    /// The mapping it was read with.
    pub mapping: Option<Mapping>,
    /// The list attribute whose records its rows are.
    pub list: Option<String>,
    /// Whether the records are all there are, for a list.
    pub complete: bool,
    /// Data rows read.
    pub rows_read: u64,
    /// Rows that went in.
    pub rows_in: u64,
    /// Rows that stayed out.
    pub rows_rejected: u64,
    /// Bad cells, all in `rejects.csv`.
    pub rejects: u64,
    /// Columns kept as raw text only.
    pub unmapped: Vec<UnmappedColumn>,
    /// What was assumed, rounded or left out.
    pub notes: Vec<String>,
    /// What the report said of each sheet.
    pub sheet_reports: Vec<SheetReport>,
    /// The first bad cells, as in the report.
    pub first_rejects: Vec<Reject>,
    /// Ids of the sources in whose place it stands from its import on.
    #[serde(default)]
    pub replaces: Vec<String>,
    /// What its table looks like; `None` where an older program imported it.
    #[serde(default)]
    pub quality: Option<Quality>,
    /// `table.parquet` as it was written; `None` where an older program imported it.
    #[serde(default)]
    pub table: Option<FileDigest>,
    /// `rejects.csv` as it was written.
    #[serde(default)]
    pub rejects_file: Option<FileDigest>,
    /// Since when it is no longer used; a record of its own, not part of the manifest.
    #[serde(skip)]
    pub retirement: Option<Retirement>,
}

impl Source {
    /// The day from which the table can have been known: when it was handed over, else when it was imported (in China).
    pub fn known_from(&self) -> Date {
        self.delivered.unwrap_or_else(|| day_in_china(self.imported_at))
    }

    /// Whether it is used in an answer of what was known at a moment: entered by then, and not retired by then.
    pub fn stands_at(&self, known_at: Timestamp) -> bool {
        self.imported_at <= known_at
            && self.retirement.as_ref().is_none_or(|record| record.retired_at > known_at)
    }

    /// The sheet and the row in it that a person sees, for the row of a provenance.
    pub fn place(&self, row: u32) -> (Option<&str>, u32) {
        let sheet = self.sheets.iter().rev().find(|sheet| sheet.offset < row).or(self.sheets.first());
        sheet.map_or((None, row), |sheet| (sheet.name.as_deref(), row.saturating_sub(sheet.offset)))
    }

    /// Reads the manifest in a source's directory; `sha256` as it was when it was entered, where that is known.
    pub(crate) fn read(directory: &Path, sha256: Option<&str>) -> Result<Self, LakeError> {
        let path = directory.join(MANIFEST);
        let bytes = match disk::read_bytes(&path) {
            Err(LakeError::Io { error, .. }) => return Err(LakeError::damaged(&path, error)),
            other => other?,
        };
        let version: FormatOnly =
            serde_json::from_slice(&bytes).map_err(|error| LakeError::damaged(&path, error))?;
        if version.format != MANIFEST_FORMAT {
            let message =
                format!("清单格式是 {}，本程序只认识 {MANIFEST_FORMAT}，请升级程序", version.format);
            return Err(LakeError::damaged(&path, message));
        }
        let source: Self =
            serde_json::from_slice(&bytes).map_err(|error| LakeError::damaged(&path, error))?;
        if directory.file_name().is_none_or(|name| name != source.id.as_str()) {
            return Err(LakeError::damaged(&path, format!("清单里的编号是 {}，与目录名不符", source.id)));
        }
        if sha256.is_some_and(|entered| FileDigest::of_bytes(&bytes).sha256 != entered) {
            return Err(LakeError::damaged(&path, "内容与录入时不同（SHA-256 不符）"));
        }
        Ok(source)
    }

    /// Writes the manifest and tells its digest.
    pub(crate) fn write(&self, directory: &Path) -> Result<FileDigest, LakeError> {
        let bytes = serde_json::to_vec_pretty(self).map_err(|error| LakeError::Request(error.to_string()))?;
        disk::write(&directory.join(MANIFEST), &bytes)?;
        Ok(FileDigest::of_bytes(&bytes))
    }
}

/// The kind of the source of an id, which is `kind-` and sixteen hexadecimal digits; `None` for anything else.
pub(crate) fn kind_of_id(id: &str) -> Option<&str> {
    let (kind, digits) = id.rsplit_once('-')?;
    let hexadecimal = digits.len() == ID_DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    (hexadecimal && !kind.is_empty()).then_some(kind)
}

/// The calendar day of a moment in China, which has one time zone and no summer time.
pub(crate) fn day_in_china(moment: Timestamp) -> Date {
    moment.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(8))).date()
}

#[derive(Deserialize)]
struct FormatOnly {
    format: u32,
}
