//! Taking a source out of use from a moment on. Nothing is deleted: a view of an earlier moment still has it.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::limits::MAX_NAME_CHARS;
use crate::{LakeError, disk};

/// Version of the record that this program writes and reads.
pub(crate) const RETIREMENT_FORMAT: u32 = 1;

/// Name of the directory of the records.
pub(crate) const RETIREMENTS: &str = "retirements";

/// That a source is no longer used. Never changes, and is never taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retirement {
    /// Version of the record's format.
    pub format: u32,
    /// Id of the source.
    pub source: String,
    /// Why.
    pub reason: String,
    /// From when on: the moment of entry.
    pub retired_at: Timestamp,
    /// By whom.
    pub retired_by: String,
    /// Id of the source that stands in its place.
    pub replaced_by: Option<String>,
}

impl Retirement {
    /// That `source` was replaced by another one when that was imported.
    pub(crate) fn replaced(source: &str, by: &crate::Source) -> Self {
        Self {
            format: RETIREMENT_FORMAT,
            source: source.to_owned(),
            reason: format!("由“{}”代替", by.name),
            retired_at: by.imported_at,
            retired_by: by.imported_by.clone(),
            replaced_by: Some(by.id.clone()),
        }
    }

    /// Where the record of a source lies in the directory of a lake.
    pub(crate) fn path(lake: &Path, source: &str) -> PathBuf {
        lake.join(RETIREMENTS).join(format!("{source}.json"))
    }

    /// Reads a record.
    pub(crate) fn read(path: &Path) -> Result<Self, LakeError> {
        let text = match disk::read_text(path) {
            Err(LakeError::Io { error, .. }) => return Err(LakeError::damaged(path, error)),
            other => other?,
        };
        let record: Self = serde_json::from_str(&text).map_err(|error| LakeError::damaged(path, error))?;
        if record.format != RETIREMENT_FORMAT {
            let message =
                format!("停用记录的格式是 {}，本程序只认识 {RETIREMENT_FORMAT}，请升级程序", record.format);
            return Err(LakeError::damaged(path, message));
        }
        if path.file_stem().is_none_or(|name| name != record.source.as_str()) {
            return Err(LakeError::damaged(path, format!("记录里的编号是 {}，与文件名不符", record.source)));
        }
        Ok(record)
    }

    pub(crate) fn bytes(&self) -> Result<Vec<u8>, LakeError> {
        serde_json::to_vec_pretty(self).map_err(|error| LakeError::Request(error.to_string()))
    }
}

/// What is wrong with a reason, if anything.
pub(crate) fn check_reason(reason: &str) -> Result<(), LakeError> {
    if reason.trim().is_empty() {
        return Err(LakeError::Request("停用的理由是空的；请写明理由，如“单位填错，已另报”".to_owned()));
    }
    if reason.chars().count() > MAX_NAME_CHARS {
        return Err(LakeError::Request(format!("停用的理由超过 {MAX_NAME_CHARS} 个字，请缩短")));
    }
    Ok(())
}
