//! The lake on disk: `sources/<id>/` for each source, `retirements/<id>.json` for those no longer used, `ledger.jsonl` for what was
//! ever entered, `staging/` for imports under way, `lock` for one import at a time, `gate` between an entry and the readers.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use vocabulary::Kind;
use vocabulary::kind::AttributeId;

use crate::import::{Bounds, Watch};
use crate::layout::Layout;
use crate::limits::{MAX_CHECK_ROWS, MAX_ROWS};
use crate::listing::{DamagedSource, Listing};
use crate::peek::SheetColumns;
use crate::quality::{self, Quality, Table};
use crate::reject::RejectLog;
use crate::sink::Sink;
use crate::source::{REJECTS, Source, TABLE};
use crate::view::{self, Candidate, Clocks, Conflicts, Origin, View};
use crate::{
    FileDigest, ImportReport, ImportRequest, LakeError, Rulings, TableFile, disk, entry, import, scan,
};

/// Names in the directory of a lake.
pub(crate) const SOURCES: &str = "sources";
pub(crate) const STAGING: &str = "staging";
pub(crate) const LOCK: &str = "lock";
pub(crate) const GATE: &str = "gate";

/// The sources of a region, in a directory. Sources are only ever added, each as a whole.
#[derive(Clone, Debug)]
pub struct Lake {
    directory: PathBuf,
    pub(crate) clock: Option<entry::EntryClock>,
    /// Ids of the sources whose tables were compared with their digests by this program.
    intact: Arc<Mutex<HashSet<String>>>,
}

/// A dry run: what an import would say, and what it would hold.
#[derive(Debug)]
pub struct Checked {
    /// What an import would answer.
    pub report: ImportReport,
    /// The subjects of the good rows, and their facts.
    pub view: View,
}

/// Reads a table exactly as [`Lake::import`] does, and stores nothing.
pub fn check(kind: &Kind, table: TableFile<'_>, request: &ImportRequest) -> Result<Checked, LakeError> {
    request.validate()?;
    let scanned = scan::scan(table)?;
    let (format, file) = (scanned.format, entry::original(table.name, &scanned));
    let bounds = Bounds { max_rows: MAX_CHECK_ROWS, watch: &|_| true };
    let outcome = import::run(kind, table.name, scanned, request, bounds, Vec::new(), RejectLog::default())?;
    let mut report = outcome.report(kind, table.name, format, request);
    let list = import::list_of(kind, request)?;
    let layout = Layout { kind, list };
    let mut quality = quality::measure(&layout, &Table::memory(&outcome.store), request.known_from())?;
    quality.findings.splice(0..0, outcome.negative);
    report.quality = Some(quality);
    let source = entry::manifest(kind, request, file, String::new(), &report);
    let view = view::build(kind, &[Origin::memory(source, list, outcome.store)], &Rulings::default(), None)?;
    Ok(Checked { report, view })
}

/// What the columns of a table are taken for, before anything of it is imported. What a mapping can mend is told, not refused.
pub fn columns(
    kind: &Kind,
    table: TableFile<'_>,
    request: &ImportRequest,
) -> Result<Vec<SheetColumns>, LakeError> {
    let name = table.name;
    import::peek(kind, name, scan::scan(table)?, request)
}

impl Lake {
    /// A lake in `directory`, which is made by the first import.
    pub fn open(directory: &Path) -> Result<Self, LakeError> {
        if disk::exists(directory) && !directory.is_dir() {
            let error = std::io::Error::new(std::io::ErrorKind::NotADirectory, "不是目录");
            return Err(LakeError::io("打开", directory, error));
        }
        Ok(Self { directory: directory.to_owned(), clock: None, intact: Arc::default() })
    }

    /// The same lake with a clock of its own, asked at the moment in which a source or retirement is entered. Without one, the
    /// moment is the one at which its import began, and a view of a moment in between changes when the import is done.
    #[must_use]
    pub fn with_clock(self, now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self { clock: Some(entry::EntryClock::new(now)), ..self }
    }

    /// The directory of the lake.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    pub(crate) fn sources_directory(&self) -> PathBuf {
        self.directory.join(SOURCES)
    }

    /// Adds a table as a source of `kind`. The same table with the same words about it changes nothing. Where no row is good,
    /// nothing is stored. A kill at any moment leaves the lake as it was before.
    pub fn import(
        &self,
        kind: &Kind,
        table: TableFile<'_>,
        request: &ImportRequest,
    ) -> Result<ImportReport, LakeError> {
        self.import_watched(kind, table, request, &|_| true)
    }

    /// The same, watched by somebody who can end it: nothing is stored then.
    ///
    /// # Errors
    /// As [`Lake::import`], and [`LakeError::Stopped`].
    pub fn import_watched(
        &self,
        kind: &Kind,
        table: TableFile<'_>,
        request: &ImportRequest,
        watch: &Watch<'_>,
    ) -> Result<ImportReport, LakeError> {
        request.validate()?;
        import::list_of(kind, request)?;
        let scanned = scan::scan(table)?;
        let (format, file) = (scanned.format, entry::original(table.name, &scanned));
        let standing = self.standing(kind, request, &file)?;
        if let entry::Standing::Already(source) = standing
            && request.replaces.is_empty()
        {
            return Ok(already_imported(*source));
        }
        let mut writing = self.begin_writing()?;
        // Whoever had the lock before may have imported this very table.
        let id = match self.standing(kind, request, &file)? {
            entry::Standing::New(id) => id,
            entry::Standing::Already(source) => {
                for replaced in self.to_retire(kind, request, &source.id, &file)? {
                    writing.replace(&replaced, &source)?;
                }
                return Ok(already_imported(*source));
            }
        };
        let retire = self.to_retire(kind, request, &id, &file)?;
        let staging = self.directory.join(STAGING);
        let parts = disk::temporary(&staging)?;
        let made = disk::temporary(&staging)?;
        let log = RejectLog::beside(&made.path().join(REJECTS))?;
        let bounds = Bounds { max_rows: MAX_ROWS, watch };
        let mut outcome =
            import::run(kind, table.name, scanned, request, bounds, Sink::new(parts.path())?, log)?;
        let mut report = outcome.report(kind, table.name, format, request);
        if report.rows_in == 0 {
            return Ok(report);
        }
        let stored = made.path().join(TABLE);
        outcome.store.finish(&stored)?;
        let layout = Layout { kind, list: import::list_of(kind, request)? };
        let mut quality = quality::measure(&layout, &Table::open(&stored)?, request.known_from())?;
        quality.findings.splice(0..0, outcome.negative);
        self.add_jumps(&mut quality, report.rows_in, kind, request)?;
        report.quality = Some(quality);
        let mut source = entry::manifest(kind, request, file, id, &report);
        source.table = Some(FileDigest::of_file(&stored)?);
        source.rejects_file = Some(FileDigest::of_file(&made.path().join(REJECTS))?);
        source.replaces.retain(|id| retire.contains(id));
        report.source_id = Some(source.id.clone());
        // The last moment to change one's mind: what is entered stays, until it is retired.
        if !watch(0) {
            return Err(LakeError::Stopped);
        }
        let notes = writing.enter(made, source)?;
        report.notes.extend(notes);
        Ok(report)
    }

    /// Reads a table as [`Lake::import`] does, compares it with the last delivery, and stores nothing.
    pub fn dry_run(
        &self,
        kind: &Kind,
        table: TableFile<'_>,
        request: &ImportRequest,
    ) -> Result<ImportReport, LakeError> {
        let mut report = check(kind, table, request)?.report;
        if let Some(mut quality) = report.quality.take() {
            self.add_jumps(&mut quality, report.rows_in, kind, request)?;
            report.quality = Some(quality);
        }
        Ok(report)
    }

    /// Tells what jumped since the last delivery that can be read.
    fn add_jumps(
        &self,
        quality: &mut Quality,
        rows: u64,
        kind: &Kind,
        request: &ImportRequest,
    ) -> Result<(), LakeError> {
        let (sources, _) = self.listing()?.read(Some(&kind.id))?;
        if let Some(before) = quality::previous(sources.iter(), &kind.id, request) {
            quality.findings.extend(quality::jumps(rows, quality, before));
        }
        Ok(())
    }

    /// All sources, retired ones too, by the time of their import.
    ///
    /// # Errors
    /// Where any is damaged; [`Lake::readable_sources`] passes those over.
    pub fn sources(&self) -> Result<Vec<Source>, LakeError> {
        let (sources, damaged) = self.listing()?.read(None)?;
        damaged.into_iter().next().map_or(Ok(sources), |damaged| Err(damaged.error))
    }

    /// All sources that can be read, retired ones too, by the time of their import, and those that cannot.
    pub fn readable_sources(&self) -> Result<(Vec<Source>, Vec<DamagedSource>), LakeError> {
        self.listing()?.read(None)
    }

    /// What tells whether anything was entered since: the same as long as nothing was.
    pub fn state(&self) -> Result<Vec<String>, LakeError> {
        let _gate = disk::lock_reading(&self.directory.join(GATE))?;
        Listing::names(&self.directory)
    }

    pub(crate) fn listing(&self) -> Result<Listing, LakeError> {
        let _gate = disk::lock_reading(&self.directory.join(GATE))?;
        Listing::of(&self.directory)
    }

    /// What is known of all subjects of a kind, with `clocks.known_at` as the last moment of entry, and `clocks.as_of` as the last day
    /// of what was ruled.
    pub fn view(&self, kind: &Kind, clocks: Clocks, rulings: &Rulings) -> Result<View, LakeError> {
        view::build(kind, &self.origins(kind, clocks)?, &rulings.on(clocks.as_of), None)
    }

    /// The same view as [`Lake::view`] gives, taking over from an earlier one of the kind what the sources that came in since do not speak
    /// of: a delivery of one department touches its own attributes.
    pub fn view_after(
        &self,
        kind: &Kind,
        clocks: Clocks,
        rulings: &Rulings,
        before: &View,
    ) -> Result<View, LakeError> {
        view::build(kind, &self.origins(kind, clocks)?, &rulings.on(clocks.as_of), Some(before))
    }

    /// Everything that any source says of one attribute of a subject (by its id), and which of it stands.
    pub fn explain(
        &self,
        kind: &Kind,
        clocks: Clocks,
        rulings: &Rulings,
        subject_id: &str,
        attribute: AttributeId,
    ) -> Result<Vec<Candidate>, LakeError> {
        view::candidates(kind, &self.origins(kind, clocks)?, &rulings.on(clocks.as_of), subject_id, attribute)
    }

    /// Where sources say otherwise than what stands in a view, for the attributes that `wanted` picks. The view is one of this lake and
    /// these clocks.
    ///
    /// # Errors
    /// Where a source cannot be read, or one came or went since the view was made.
    pub fn conflicts(
        &self,
        view: &View,
        clocks: Clocks,
        rulings: &Rulings,
        wanted: impl Fn(AttributeId) -> bool,
    ) -> Result<Conflicts, LakeError> {
        let origins = self.origins(view.kind(), clocks)?;
        view::conflicts(view, &origins, &rulings.on(clocks.as_of), wanted)
    }

    fn origins(&self, kind: &Kind, clocks: Clocks) -> Result<Vec<Origin>, LakeError> {
        let (sources, damaged) = self.listing()?.read(Some(&kind.id))?;
        // A source that cannot be read may say anything, unless it is known to have no say at this moment.
        if let Some(damaged) = damaged.into_iter().find(|damaged| damaged.may_stand_at(clocks.known_at)) {
            return Err(damaged.error);
        }
        let mut origins = Vec::new();
        for source in sources {
            if !source.stands_at(clocks.known_at) {
                continue;
            }
            let path = self.sources_directory().join(&source.id).join(TABLE);
            self.check_table(&source, &path)?;
            let list = source.list.as_deref().map(|name| crate::plan::list_attribute(kind, name));
            let list = list.transpose().map_err(|message| LakeError::damaged(&path, message))?;
            origins.push(Origin::file(source, list, path));
        }
        Ok(origins)
    }

    /// Compares a table with its digest, once in the life of this program: a flipped bit must not become a figure.
    fn check_table(&self, source: &Source, path: &Path) -> Result<(), LakeError> {
        let Some(digest) = &source.table else { return Ok(()) };
        let intact = || self.intact.lock().unwrap_or_else(PoisonError::into_inner);
        if intact().contains(&source.id) {
            return Ok(());
        }
        let found = FileDigest::of_file(path).map_err(|error| match error {
            LakeError::Io { error, .. } => LakeError::damaged(path, error),
            other => other,
        })?;
        if let Some(difference) = digest.difference(&found) {
            return Err(LakeError::damaged(path, difference));
        }
        intact().insert(source.id.clone());
        Ok(())
    }

    /// The file with all rejects of a source.
    pub fn rejects_file(&self, source_id: &str) -> PathBuf {
        self.sources_directory().join(source_id).join(REJECTS)
    }
}

/// The report of the import that was done before, from its manifest.
fn already_imported(source: Source) -> ImportReport {
    ImportReport {
        source_id: Some(source.id),
        source: source.name,
        file: source.file.name,
        kind: source.kind,
        list: source.list,
        format: source.file.format,
        sheets: source.sheet_reports,
        rows_read: source.rows_read,
        rows_in: source.rows_in,
        rows_rejected: source.rows_rejected,
        rejects: source.first_rejects,
        rejects_total: source.rejects,
        unmapped: source.unmapped,
        notes: source.notes,
        quality: source.quality,
        already_imported: true,
    }
}
