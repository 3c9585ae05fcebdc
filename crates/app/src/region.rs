//! A region: its data directory, its content, and what was computed from them and kept.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lake::{Decision, Lake, LakeError, Source};
use vocabulary::Kind;

use crate::access::AccessScope;
use crate::clock::{Clock, Moment, When};
use crate::content::{Catalogue, ContentFiles};
use crate::failure::{Code, Failure};
use crate::identity::{self, IDENTITY};
use crate::model::{DISCLAIMER, Notice};
use crate::population::{Population, Populations};
use crate::settings::Settings;

/// An opened region.
#[derive(Debug)]
pub struct Region {
    directory: PathBuf,
    clock: Clock,
    /// Its content, read and checked.
    pub catalogue: Catalogue,
    lake: Lake,
    populations: Populations,
}

impl Region {
    /// Opens the region in a data directory. `DIR/content` adds to `content` or stands in its place. Nothing is created.
    ///
    /// # Errors
    /// Where content or directory cannot be used.
    pub fn open(directory: &Path, content: ContentFiles, clock: Clock) -> Result<Self, Failure> {
        let files = content.with_directory(&directory.join("content"))?;
        let entries = clock.clone();
        Ok(Self {
            directory: directory.to_owned(),
            clock,
            catalogue: Catalogue::read(&files)?,
            lake: Lake::open(directory)?.with_clock(move || entries.now()),
            populations: Populations::default(),
        })
    }

    /// The data directory.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The lake in it.
    pub fn lake(&self) -> &Lake {
        &self.lake
    }

    /// The clock that was handed in.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The region's name and code, as `DIR/region.yaml` says; read each time, since it is small and may be edited.
    pub(crate) fn settings(&self) -> Result<Settings, Failure> {
        Settings::read(&self.directory)
    }

    /// The clocks of an answer.
    pub(crate) fn moment(&self, when: When) -> Moment {
        self.clock.resolve(when)
    }

    /// Every source that stands at the moment, in the order of import.
    pub(crate) fn known_sources(&self, moment: Moment) -> Result<Vec<Source>, Failure> {
        let sources = self.populations.sources(&self.lake)?;
        Ok(sources.iter().filter(|source| source.stands_at(moment.known_at)).cloned().collect())
    }

    /// Every source entered by the moment that can be read, retired ones too.
    pub(crate) fn entered_sources(&self, moment: Moment) -> Result<Vec<Source>, Failure> {
        let sources = self.populations.sources(&self.lake)?;
        Ok(sources.iter().filter(|source| source.imported_at <= moment.known_at).cloned().collect())
    }

    /// All subjects of a kind as known at the moment.
    pub(crate) fn population(&self, kind: &Arc<Kind>, moment: Moment) -> Result<Arc<Population>, Failure> {
        self.populations.get(&self.lake, kind, moment, &self.decisions(kind, moment)?)
    }

    /// What people had decided by the moment about who is who.
    pub(crate) fn decisions(&self, kind: &Arc<Kind>, moment: Moment) -> Result<Vec<Decision>, Failure> {
        match self.catalogue.kinds().find(|kind| kind.id == IDENTITY) {
            Some(identity) if kind.id != IDENTITY => {
                let decided = self.populations.get(&self.lake, identity, moment, &[])?;
                Ok(identity::decisions(&decided.view, kind))
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Computes what the first pages need: every population, and the statuses of all enterprises for an officer.
    ///
    /// # Errors
    /// Where the lake cannot be read.
    pub fn warm(&self) -> Result<(), Failure> {
        let moment = self.moment(When::default());
        for kind in self.catalogue.kinds() {
            self.population(kind, moment)?;
        }
        let population = self.population(self.catalogue.enterprise(), moment)?;
        let programmes = self.catalogue.library.in_force(moment.as_of);
        population.statuses(&AccessScope::officer(), &programmes, moment.as_of);
        Ok(())
    }
}

/// The notice of an answer that rests on `sources`.
pub(crate) fn notice<'s>(moment: Moment, sources: impl Iterator<Item = &'s Source>) -> Notice {
    Notice {
        disclaimer: DISCLAIMER.to_owned(),
        as_of: moment.as_of,
        known_at: moment.known_at,
        freshest_data: sources.filter_map(|source| source.delivered).max(),
    }
}

impl From<LakeError> for Failure {
    fn from(error: LakeError) -> Self {
        let message = error.to_string();
        match error {
            LakeError::Unreadable { file, .. } | LakeError::Headings { file, .. } => {
                Self::new(Code::InvalidTable, message, "").at(file)
            }
            LakeError::Limit { file, .. } => Self::new(Code::LimitExceeded, message, "").at(file),
            LakeError::Mapping { .. } => {
                Self::new(Code::InvalidTable, message, "请改正映射文件").at("mapping")
            }
            LakeError::Request(_) => Self::new(Code::InvalidArgument, message, ""),
            LakeError::Retired(_) => Self::new(Code::RetiredSource, message, ""),
            LakeError::Io { .. } | LakeError::Damaged { .. } | LakeError::Busy(_) => {
                Self::new(Code::StorageFailed, message, "")
            }
        }
    }
}
