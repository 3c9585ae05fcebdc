//! All programme versions at hand, and which one a family means on a day.

mod layers;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use vocabulary::Kind;

use crate::compile::compile;
use crate::document::{self, Document};
use crate::finding::{Finding, Findings, meant};
use crate::programme::{Programme, Transition};

/// Programmes by id.
#[derive(Clone, Debug, Default)]
pub struct Library {
    programmes: Vec<Programme>,
    /// Versions as lower layers have filled them in, each beside the one it fills.
    filled: Vec<Programme>,
    /// Kinds of applicants, each with the attributes of every role that a programme of it names.
    kinds: BTreeMap<String, Arc<Kind>>,
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
    /// Reads programme files (path, text) for subjects of these kinds. Files with errors are left out; the findings say why.
    pub fn load(kinds: &[Kind], files: impl IntoIterator<Item = (String, String)>) -> (Self, Vec<Finding>) {
        let mut read: Vec<(Document, Findings)> = Vec::new();
        let mut list = Vec::new();
        for (path, text) in files {
            let mut findings = Findings::new(&path);
            match document::read(&text, &mut findings) {
                Some(document) => read.push((document, findings)),
                None => list.extend(findings.list),
            }
        }
        let kinds = layers::kinds_with_roles(kinds, &mut read);
        let documents: Vec<Document> = read.iter().map(|(document, _)| document.clone()).collect();
        let mut library = Self { kinds, ..Self::default() };
        for (document, mut findings) in read {
            let path = findings.path().to_owned();
            let is_fill = document.fills.is_some();
            let whole = layers::whole(document, &documents, &mut findings);
            if let Some(whole) = whole
                && let Some(kind) = library.applicant(&whole, &mut findings)
                && let Some(programme) = compile(&Arc::new(whole), &path, &kind, &mut findings)
            {
                library.add(programme, is_fill, &mut findings);
            }
            list.extend(findings.list);
        }
        library.programmes.sort_by(|a, b| a.id.cmp(&b.id));
        library.defer();
        (library, list)
    }

    fn applicant(&self, document: &Document, findings: &mut Findings) -> Option<Arc<Kind>> {
        let kind = self.kinds.get(&document.kind.text).cloned();
        if kind.is_none() {
            let known: Vec<&str> = self.kinds.keys().map(String::as_str).collect();
            let hint = meant(&document.kind.text, &known);
            let message = format!("没有类别“{}”，可用：{}{hint}", document.kind.text, known.join("、"));
            findings.error(document.kind.at, "unknown-kind", message);
        }
        kind
    }

    fn add(&mut self, mut programme: Programme, is_fill: bool, findings: &mut Findings) {
        let at = programme.written.id.at;
        if is_fill {
            programme.filled_by = Some(std::mem::take(&mut programme.id));
            let fills = programme.written.fills.as_ref().map(|text| text.text.clone());
            programme.id = fills.unwrap_or_default();
            self.filled.push(programme);
            return;
        }
        match self.programmes.iter().find(|other| other.id == programme.id) {
            Some(other) => {
                let message = format!("“{}”已在 {} 中", programme.id, other.path);
                findings.error(at, "duplicate-name", message);
            }
            None => self.programmes.push(programme),
        }
    }

    /// While a version goes on for a purpose, the one that replaces it does not yet stand for that purpose.
    fn defer(&mut self) {
        let going_on: Vec<(String, Vec<Transition>)> = (self.programmes.iter())
            .filter(|programme| !programme.transition.is_empty())
            .map(|programme| (programme.id.clone(), programme.transition.clone()))
            .collect();
        for programme in &mut self.programmes {
            for (_, transition) in going_on.iter().filter(|(id, _)| programme.replaces.contains(id)) {
                programme.deferred.extend(transition.iter().cloned());
            }
        }
    }

    /// A kind of applicants with the attributes of every role that a programme of it names: facts for any of them are read by it.
    pub fn kind(&self, id: &str) -> Option<&Arc<Kind>> {
        self.kinds.get(id)
    }

    /// All kinds of applicants.
    pub fn kinds(&self) -> impl Iterator<Item = &Arc<Kind>> {
        self.kinds.values()
    }

    /// The version as the layer of a region (GB/T 2260) has filled it in, the nearest layer first; the version itself where none
    /// has.
    pub fn localised<'l>(&'l self, programme: &'l Programme, region: Option<&str>) -> &'l Programme {
        let Some(code) = region else { return programme };
        let here = self.filled.iter().filter(|filled| {
            filled.id == programme.id && filled.region().is_some_and(|region| code.starts_with(region))
        });
        here.max_by_key(|filled| filled.region().map_or(0, str::len)).unwrap_or(programme)
    }

    /// Versions as lower layers have filled them in.
    pub fn filled(&self) -> impl Iterator<Item = &Programme> {
        self.filled.iter()
    }

    /// All versions, by id.
    pub fn programmes(&self) -> impl Iterator<Item = &Programme> {
        self.programmes.iter()
    }

    /// The version of that id, or the version of that family in force on `day` (the latest to begin).
    ///
    /// # Errors
    /// Where there is no such name, or the family has no version in force.
    pub fn select(&self, name: &str, day: Date) -> Result<&Programme, SelectError> {
        self.select_for(name, day, None)
    }

    /// As [`Library::select`], for a purpose (申请类型): a review may go on by an earlier version.
    ///
    /// # Errors
    /// As [`Library::select`].
    pub fn select_for(
        &self,
        name: &str,
        day: Date,
        purpose: Option<&str>,
    ) -> Result<&Programme, SelectError> {
        if let Some(programme) = self.programmes.iter().find(|programme| programme.id == name) {
            return Ok(programme);
        }
        let versions: Vec<&Programme> = self.programmes.iter().filter(|p| p.family == name).collect();
        if versions.is_empty() {
            let names = self.programmes.iter().flat_map(|p| [p.id.as_str(), p.family.as_str()]);
            let near = vocabulary::kind::nearest(name, names).map(str::to_owned);
            return Err(SelectError::Unknown { name: name.to_owned(), near });
        }
        let in_force = versions.iter().filter(|programme| programme.in_force_for(purpose, day));
        in_force.max_by_key(|programme| programme.from).copied().ok_or_else(|| SelectError::NoneInForce {
            family: name.to_owned(),
            day,
            versions: versions.iter().map(|programme| programme.id.clone()).collect(),
        })
    }

    /// The versions in force on a day, one a family, by id.
    pub fn in_force(&self, day: Date) -> Vec<&Programme> {
        self.in_force_for(day, None)
    }

    /// The versions in force on a day for a purpose, one a family, by id.
    pub fn in_force_for(&self, day: Date, purpose: Option<&str>) -> Vec<&Programme> {
        let mut families: Vec<&str> = self.programmes.iter().map(|p| p.family.as_str()).collect();
        families.dedup();
        families.iter().filter_map(|family| self.select_for(family, day, purpose).ok()).collect()
    }
}
