use jiff::civil::Date;
use serde::Deserialize;

use crate::failure::{Code, Failure};

/// `demo/region.yaml`: which tables make up the demo region.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// GB/T 2260 code.
    pub(super) region: String,
    /// 杭州市.
    pub(super) name: String,
    /// What a reader should know.
    #[serde(rename = "notice")]
    _notice: String,
    /// Tables, in the order of import.
    pub(super) files: Vec<TableEntry>,
    /// The map.
    pub(super) districts: MapEntry,
    /// Enterprises to generate.
    pub(super) generated: Generated,
}

/// One table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableEntry {
    pub(super) file: String,
    pub(super) kind: String,
    pub(super) source: String,
    pub(super) department: Option<String>,
    pub(super) authority: Option<String>,
    pub(super) licence: Option<String>,
    pub(super) basis: Option<String>,
    pub(super) delivered: Option<Date>,
    pub(super) list: Option<String>,
}

/// The map and where it is from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MapEntry {
    pub(super) file: String,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "licence")]
    _licence: String,
    #[serde(rename = "valid_from")]
    _valid_from: Date,
}

/// How many enterprises to generate, and from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Generated {
    /// How many.
    pub(super) enterprises: u64,
    /// Same seed, same enterprises.
    pub(super) seed: u64,
    /// The last calendar year with accounts: stated, so that the demo opened in another year is not another demo.
    pub(super) last_year: i16,
    /// The day that their figures pretend to be of.
    pub(super) delivered: Date,
}

impl Manifest {
    pub(super) fn read(text: &str) -> Result<Self, Failure> {
        serde_saphyr::from_str(text).map_err(|error| {
            Failure::new(Code::InvalidContent, format!("演示区域的清单不能使用：{error}"), "请改正清单")
                .at("demo/region.yaml")
        })
    }
}
