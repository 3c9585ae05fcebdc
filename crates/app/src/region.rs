//! A region: its data directory, its content, and what was computed from them and kept.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lake::{Judgement, Lake, LakeError, Rulings, Source, View};
use programmes::Programme;
use vocabulary::Kind;
use vocabulary::kind::AttributeId;

use crate::access::AccessScope;
use crate::clock::{Clock, Moment, When};
use crate::content::{Catalogue, ContentFiles};
use crate::failure::{Code, Failure};
use crate::identity::{self, IDENTITY};
use crate::judged::{self, JUDGEMENT};
use crate::model::{DISCLAIMER, NamedSubject, Notice};
use crate::population::{Population, Populations};
use crate::scoped_view::ScopedView;
use crate::settings::Settings;

/// An opened region.
#[derive(Debug)]
pub struct Region {
    directory: PathBuf,
    clock: Clock,
    /// The files that programmes are read from, to be read again elsewhere.
    programmes: ContentFiles,
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
            programmes: files.of_programmes(),
            lake: Lake::open(directory)?.with_clock(move || entries.now()),
            populations: Populations::default(),
        })
    }

    /// A region that has content and no data: what counts parts of a population elsewhere works with.
    pub(crate) fn of_content(content: ContentFiles, clock: Clock) -> Result<Self, Failure> {
        Ok(Self {
            directory: PathBuf::new(),
            clock,
            catalogue: Catalogue::read(&content)?,
            programmes: content,
            lake: Lake::open(Path::new(""))?,
            populations: Populations::default(),
        })
    }

    /// The files that programmes are read from: kinds, programmes, the tables of codes.
    pub(crate) fn programme_files(&self) -> &ContentFiles {
        &self.programmes
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
        self.populations.get(&self.lake, kind, moment, &self.rulings(kind, moment)?, &|id| self.reads(id))
    }

    /// The attributes that the statuses of a programme depend on, as it was written and as lower layers filled it in.
    fn reads(&self, programme: &str) -> BTreeSet<AttributeId> {
        let library = &self.catalogue.library;
        let versions = library.programmes().chain(library.filled()).filter(|own| own.id == programme);
        versions.flat_map(Programme::attributes).collect()
    }

    /// What people had ruled by the moment about the subjects of a kind: who is who, and what was judged.
    pub(crate) fn rulings(&self, kind: &Arc<Kind>, moment: Moment) -> Result<Arc<Rulings>, Failure> {
        if [IDENTITY, JUDGEMENT].contains(&kind.id.as_str()) {
            return Ok(Arc::default());
        }
        let of = |id: &str| -> Result<Option<Arc<Population>>, Failure> {
            let ruling = self.catalogue.kinds().find(|kind| kind.id == id);
            ruling
                .map(|ruling| {
                    self.populations.get(&self.lake, ruling, moment, &Arc::default(), &|_| BTreeSet::new())
                })
                .transpose()
        };
        let (decided, judged) = (of(IDENTITY)?, of(JUDGEMENT)?);
        Ok(self.populations.rulings(kind, moment.as_of, [&decided, &judged], || {
            let decisions = decided.as_ref().map(|decided| identity::decisions(&decided.view, kind));
            let judgements = judged.as_ref().map(|judged| self.judgements(&judged.view, kind));
            Rulings { decisions: decisions.unwrap_or_default(), judgements: judgements.unwrap_or_default() }
        }))
    }

    /// The subject that a text names, among some kinds. A text that several kinds know, or nobody, names nobody.
    pub(crate) fn named(
        &self,
        scope: &AccessScope,
        kinds: &[String],
        text: &str,
        moment: Moment,
    ) -> Result<Option<NamedSubject>, Failure> {
        let mut found = None;
        for kind in kinds {
            let (kind, _) = self.catalogue.kind(kind)?;
            let population = self.population(kind, moment)?;
            let view = ScopedView::new(scope, &population);
            let Ok(subject) = view.find(text) else { continue };
            let (id, name) = (view.id(subject).to_owned(), view.name(subject).to_owned());
            if found.replace(NamedSubject { kind: kind.id.clone(), id, name }).is_some() {
                return Ok(None);
            }
        }
        Ok(found)
    }

    fn judgements(&self, judged: &View, kind: &Kind) -> Vec<Judgement> {
        if judged.is_empty() {
            return Vec::new();
        }
        let reader = judged::Reader::new(judged, kind, self.catalogue.library.programmes());
        reader.rows().into_iter().filter_map(|row| row.judgement.ok()).collect()
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
            LakeError::Stopped => Self::stopped(),
            LakeError::Retired(_) => Self::new(Code::RetiredSource, message, ""),
            LakeError::Io { .. } | LakeError::Damaged { .. } | LakeError::Busy(_) => {
                Self::new(Code::StorageFailed, message, "")
            }
        }
    }
}
