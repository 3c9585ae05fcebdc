//! What an import is asked to do: a table, and what is said about it.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::limits::MAX_NAME_CHARS;
use crate::source::day_in_china;
use crate::{CoveredPeriod, LakeError, Mapping, Sharing};

/// A table as it came: its file name and its bytes.
#[derive(Clone, Copy, Debug)]
pub struct TableFile<'a> {
    /// Name of the file, for messages and the manifest; never opened.
    pub name: &'a str,
    /// Where its bytes are.
    pub input: Input<'a>,
}

/// Where the bytes of a table are.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// In a file.
    Path(&'a Path),
    /// In memory: an upload, an embedded file.
    Bytes(&'a [u8]),
}

/// On what ground a figure stands (DESIGN §4 «Basis»).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Basis {
    /// From audited accounts.
    #[serde(rename = "审计")]
    Audited,
    /// From the annual tax settlement.
    #[serde(rename = "汇算")]
    TaxSettlement,
    /// From official statistics.
    #[serde(rename = "统计")]
    Statistics,
    /// Stated by the subject itself.
    #[serde(rename = "自报")]
    SelfReported,
    /// An estimate before the accounts close.
    #[serde(rename = "预计")]
    Estimate,
}

impl Basis {
    /// All of them, in the order in which they are named to people.
    pub const ALL: [Self; 5] =
        [Self::Audited, Self::TaxSettlement, Self::Statistics, Self::SelfReported, Self::Estimate];

    /// The Chinese word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Audited => "审计",
            Self::TaxSettlement => "汇算",
            Self::Statistics => "统计",
            Self::SelfReported => "自报",
            Self::Estimate => "预计",
        }
    }

    /// The basis of that Chinese word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.word() == word)
    }
}

/// What is said about a table when it is imported.
#[derive(Clone, Debug)]
pub struct ImportRequest {
    /// What people call the source: 税务局 2024 汇算.
    pub source: String,
    /// The department it came from.
    pub department: Option<String>,
    /// On whose authority it may be used.
    pub authority: Option<String>,
    /// Under which licence it may be used.
    pub licence: Option<String>,
    /// With whom it may be shared.
    pub sharing: Option<Sharing>,
    /// The time that it covers.
    pub period: Option<CoveredPeriod>,
    /// Ids of sources in whose place it stands from now on.
    pub replaces: Vec<String>,
    /// Which column means what, where the headings do not say it.
    pub mapping: Option<Mapping>,
    /// The list attribute whose records the rows are; wins over the mapping's.
    pub list: Option<String>,
    /// On what ground its figures stand.
    pub basis: Option<Basis>,
    /// The day it was handed over; unknown where not given.
    pub delivered: Option<Date>,
    /// Now. A lake with a clock of its own asks that again when the table is in.
    pub imported_at: Timestamp,
    /// Who imports it.
    pub imported_by: String,
}

impl ImportRequest {
    /// A request with nothing but a name and the clock.
    pub fn new(source: impl Into<String>, imported_at: Timestamp, imported_by: impl Into<String>) -> Self {
        Self {
            source: source.into(),
            department: None,
            authority: None,
            licence: None,
            sharing: None,
            period: None,
            replaces: Vec::new(),
            mapping: None,
            list: None,
            basis: None,
            delivered: None,
            imported_at,
            imported_by: imported_by.into(),
        }
    }

    /// The day from which the table can be known: when it was handed over, else today in China.
    pub(crate) fn known_from(&self) -> Date {
        self.delivered.unwrap_or_else(|| day_in_china(self.imported_at))
    }

    /// The list attribute named by the request or by its mapping.
    pub fn list(&self) -> Option<&str> {
        self.list.as_deref().or_else(|| self.mapping.as_ref()?.list.as_deref())
    }

    pub(crate) fn validate(&self) -> Result<(), LakeError> {
        if self.source.trim().is_empty() {
            return Err(LakeError::Request("来源名称是空的；请写明来源，如“税务局 2024 汇算”".to_owned()));
        }
        let texts =
            [Some(&self.source), self.department.as_ref(), self.authority.as_ref(), self.licence.as_ref()];
        for text in texts.into_iter().flatten().chain([&self.imported_by]) {
            if text.chars().count() > MAX_NAME_CHARS {
                let short: String = text.chars().take(20).collect();
                return Err(LakeError::Request(format!("“{short}…”超过 {MAX_NAME_CHARS} 个字，请缩短")));
            }
        }
        Ok(())
    }
}
