//! All programme versions at hand, and which one a family means on a day.

use jiff::civil::Date;
use vocabulary::Kind;

use crate::compile::compile;
use crate::document;
use crate::finding::{Finding, Findings};
use crate::programme::Programme;

/// Programmes by id.
#[derive(Clone, Debug, Default)]
pub struct Library {
    programmes: Vec<Programme>,
}

/// Why no programme stands for a name on a day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectError {
    /// Neither a family nor a version.
    #[error("没有政策“{name}”{}", near.as_ref().map(|near| format!("；是否想写“{near}”")).unwrap_or_default())]
    Unknown {
        /// What was asked for.
        name: String,
        /// What may have been meant.
        near: Option<String>,
    },
    /// A family without a version in force on the day.
    #[error("“{family}”在 {day} 没有施行中的版本；已有版本：{}", versions.join("、"))]
    NoneInForce {
        /// The family.
        family: String,
        /// The day.
        day: Date,
        /// Its versions.
        versions: Vec<String>,
    },
}

impl Library {
    /// Reads programme files (path, text). Files with errors are left out; the findings say why.
    pub fn load(kind: &Kind, files: impl IntoIterator<Item = (String, String)>) -> (Self, Vec<Finding>) {
        let mut programmes: Vec<Programme> = Vec::new();
        let mut list = Vec::new();
        for (path, text) in files {
            let mut findings = Findings::new(&path);
            if let Some(document) = document::read(&text, &mut findings)
                && let Some(programme) = compile(&document, &path, kind, &mut findings)
            {
                match programmes.iter().find(|other| other.id == programme.id) {
                    Some(other) => findings.error(
                        document.id.at,
                        "duplicate-name",
                        format!("“{}”已在 {} 中", programme.id, other.path),
                    ),
                    None => programmes.push(programme),
                }
            }
            list.extend(findings.list);
        }
        programmes.sort_by(|a, b| a.id.cmp(&b.id));
        (Self { programmes }, list)
    }

    /// All versions, by id.
    pub fn programmes(&self) -> impl Iterator<Item = &Programme> {
        self.programmes.iter()
    }

    /// The version of that id, or the version of that family in force on `day` (the latest to begin).
    pub fn select(&self, name: &str, day: Date) -> Result<&Programme, SelectError> {
        if let Some(programme) = self.programmes.iter().find(|programme| programme.id == name) {
            return Ok(programme);
        }
        let versions: Vec<&Programme> = self.programmes.iter().filter(|p| p.family == name).collect();
        if versions.is_empty() {
            let names = self.programmes.iter().flat_map(|p| [p.id.as_str(), p.family.as_str()]);
            let near = vocabulary::kind::nearest(name, names).map(str::to_owned);
            return Err(SelectError::Unknown { name: name.to_owned(), near });
        }
        let in_force = versions.iter().filter(|programme| programme.in_force(day));
        in_force.max_by_key(|programme| programme.from).copied().ok_or_else(|| SelectError::NoneInForce {
            family: name.to_owned(),
            day,
            versions: versions.iter().map(|programme| programme.id.clone()).collect(),
        })
    }

    /// The versions in force on a day, one a family, by id.
    pub fn in_force(&self, day: Date) -> Vec<&Programme> {
        let mut families: Vec<&str> = self.programmes.iter().map(|p| p.family.as_str()).collect();
        families.dedup();
        families.iter().filter_map(|family| self.select(family, day).ok()).collect()
    }
}
