//! What was in the directory of a lake at one moment, and what of it can be read.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::lake::SOURCES;
use crate::ledger::{Entered, Ledger};
use crate::retirement::{RETIREMENTS, Retirement};
use crate::source::{Source, kind_of_id};
use crate::{LakeError, disk};

/// The names of all that was entered by one moment. What they name never changes.
#[derive(Debug)]
pub(crate) struct Listing {
    pub(crate) sources: Vec<PathBuf>,
    pub(crate) retirements: Vec<PathBuf>,
    pub(crate) ledger: Ledger,
}

/// A source whose manifest cannot be read.
#[derive(Debug)]
pub struct DamagedSource {
    /// Its id, which is the name of its directory.
    pub id: String,
    /// What is wrong, and how to mend it.
    pub error: LakeError,
    /// When it was entered, where the ledger knows.
    entered_at: Option<Timestamp>,
    /// Since when it is no longer used.
    pub retirement: Option<Retirement>,
}

impl DamagedSource {
    /// Whether it may have a say in what was known at a moment.
    pub(crate) fn may_stand_at(&self, known_at: Timestamp) -> bool {
        self.entered_at.is_none_or(|entered| entered <= known_at)
            && self.retirement.as_ref().is_none_or(|record| record.retired_at > known_at)
    }
}

impl Listing {
    /// Lists a directory; the caller keeps writers out meanwhile.
    pub(crate) fn of(lake: &Path) -> Result<Self, LakeError> {
        Ok(Self {
            sources: disk::directories(&lake.join(SOURCES))?,
            retirements: disk::files(&lake.join(RETIREMENTS))?,
            ledger: Ledger::read(lake)?,
        })
    }

    /// Names of sources, then of records of retirement.
    pub(crate) fn names(lake: &Path) -> Result<Vec<String>, LakeError> {
        let paths = [disk::directories(&lake.join(SOURCES))?, disk::files(&lake.join(RETIREMENTS))?];
        let name = |path: &PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(paths.iter().flatten().filter_map(name).collect())
    }

    /// Reads the manifests of a kind, or of all: those that can be read by the time of their import, and those that cannot.
    ///
    /// # Errors
    /// Where a record of retirement is damaged: without it nobody knows what stands.
    pub(crate) fn read(&self, kind: Option<&str>) -> Result<(Vec<Source>, Vec<DamagedSource>), LakeError> {
        let wanted = |name: &str| kind.is_none_or(|kind| kind_of_id(name) == Some(kind));
        let mut records = BTreeMap::new();
        for path in &self.retirements {
            if path.file_stem().is_some_and(|name| wanted(&name.to_string_lossy())) {
                let record = Retirement::read(path)?;
                records.insert(record.source.clone(), record);
            }
        }
        let digests = self.ledger.digests();
        let entered: HashMap<&str, Timestamp> = self
            .ledger
            .entries
            .iter()
            .filter(|own| own.what == Entered::Source)
            .map(|own| (own.id.as_str(), own.at))
            .collect();
        let (mut sources, mut damaged) = (Vec::new(), Vec::new());
        for path in &self.sources {
            let id = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if !wanted(&id) {
                continue;
            }
            match Source::read(path, digests.get(&(Entered::Source, id.as_str())).copied()) {
                Ok(source) => sources.push(source),
                Err(error) => damaged.push(DamagedSource {
                    entered_at: entered.get(id.as_str()).copied(),
                    retirement: records.get(&id).cloned(),
                    id,
                    error,
                }),
            }
        }
        // A kill between a source and the records of those it replaces leaves the word of its manifest.
        for by in &sources {
            for id in &by.replaces {
                records.entry(id.clone()).or_insert_with(|| Retirement::replaced(id, by));
            }
        }
        for source in &mut sources {
            source.retirement = records.get(&source.id).cloned();
        }
        sources.sort_by(|a, b| (a.imported_at, &a.id).cmp(&(b.imported_at, &b.id)));
        Ok((sources, damaged))
    }
}
