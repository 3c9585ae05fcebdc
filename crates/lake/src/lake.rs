//! The lake on disk: `sources/<id>/` for each source, `staging/` for imports under way, `lock` for one import at a time.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use vocabulary::Kind;
use vocabulary::kind::AttributeId;

use crate::limits::{MAX_CHECK_ROWS, MAX_ROWS};
use crate::reject::RejectLog;
use crate::scan::{self, Scanned};
use crate::sink::Sink;
use crate::source::{MANIFEST_FORMAT, OriginalFile, REJECTS, Source, SourceSheet, TABLE};
use crate::view::{self, Candidate, Clocks, Origin, View};
use crate::{Decision, ImportReport, ImportRequest, LakeError, TableFile, disk, import};

/// The sources of a region, in a directory. Sources are only ever added, each as a whole.
#[derive(Clone, Debug)]
pub struct Lake {
    directory: PathBuf,
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
    let (format, file) = (scanned.format, original(table.name, &scanned));
    let outcome =
        import::run(kind, table.name, scanned, request, MAX_CHECK_ROWS, Vec::new(), RejectLog::default())?;
    let report = outcome.report(kind, table.name, format, request);
    let source = manifest(kind, request, file, String::new(), &report);
    let list = import::list_of(kind, request)?;
    let view = view::build(kind, &[Origin::memory(source, list, outcome.store)], &[])?;
    Ok(Checked { report, view })
}

impl Lake {
    /// A lake in `directory`, which is made by the first import.
    pub fn open(directory: &Path) -> Result<Self, LakeError> {
        if disk::exists(directory) && !directory.is_dir() {
            let error = std::io::Error::new(std::io::ErrorKind::NotADirectory, "不是目录");
            return Err(LakeError::io("打开", directory, error));
        }
        Ok(Self { directory: directory.to_owned() })
    }

    /// The directory of the lake.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    fn sources_directory(&self) -> PathBuf {
        self.directory.join("sources")
    }

    /// Adds a table as a source of `kind`. The same table with the same words about it changes nothing. Where no row is good,
    /// nothing is stored. A kill at any moment leaves the lake as it was before.
    pub fn import(
        &self,
        kind: &Kind,
        table: TableFile<'_>,
        request: &ImportRequest,
    ) -> Result<ImportReport, LakeError> {
        request.validate()?;
        import::list_of(kind, request)?;
        let scanned = scan::scan(table)?;
        let (format, file) = (scanned.format, original(table.name, &scanned));
        let id = source_id(kind, request, &file);
        let directory = self.sources_directory().join(&id);
        if disk::exists(&directory) {
            return already_imported(&directory);
        }
        disk::make_directory(&self.directory)?;
        let _lock = disk::lock(&self.directory.join("lock"))?;
        // Whoever had the lock before may have imported this very table; whoever died with it left a staging directory.
        if disk::exists(&directory) {
            return already_imported(&directory);
        }
        let staging = self.directory.join("staging");
        for leftover in disk::directories(&staging)? {
            disk::remove_directory(&leftover)?;
        }
        let parts = disk::temporary(&staging)?;
        let made = disk::temporary(&staging)?;
        let log = RejectLog::beside(&made.path().join(REJECTS))?;
        let outcome =
            import::run(kind, table.name, scanned, request, MAX_ROWS, Sink::new(parts.path()), log)?;
        let mut report = outcome.report(kind, table.name, format, request);
        if report.rows_in == 0 {
            return Ok(report);
        }
        let source = manifest(kind, request, file, id, &report);
        outcome.store.finish(&made.path().join(TABLE))?;
        source.write(made.path())?;
        disk::sync_directory(made.path())?;
        disk::make_directory(&self.sources_directory())?;
        disk::rename(&made.keep(), &directory)?;
        disk::sync_directory(&self.sources_directory())?;
        report.source_id = Some(source.id);
        Ok(report)
    }

    /// All sources, by the time of their import.
    pub fn sources(&self) -> Result<Vec<Source>, LakeError> {
        let directories = disk::directories(&self.sources_directory())?;
        let mut sources = directories.iter().map(|path| Source::read(path)).collect::<Result<Vec<_>, _>>()?;
        sources.sort_by(|a, b| (a.imported_at, &a.id).cmp(&(b.imported_at, &b.id)));
        Ok(sources)
    }

    /// What is known of all subjects of a kind, with `clocks.known_at` as the last moment of entry. Of two decisions about the same
    /// subjects the later in the list counts.
    pub fn view(&self, kind: &Kind, clocks: Clocks, decisions: &[Decision]) -> Result<View, LakeError> {
        let decisions = holding(decisions, clocks);
        view::build(kind, &self.origins(kind, clocks)?, &decisions)
    }

    /// Everything that any source says of one attribute of a subject (by its id), and which of it stands.
    pub fn explain(
        &self,
        kind: &Kind,
        clocks: Clocks,
        decisions: &[Decision],
        subject_id: &str,
        attribute: AttributeId,
    ) -> Result<Vec<Candidate>, LakeError> {
        let decisions = holding(decisions, clocks);
        view::candidates(kind, &self.origins(kind, clocks)?, &decisions, subject_id, attribute)
    }

    fn origins(&self, kind: &Kind, clocks: Clocks) -> Result<Vec<Origin>, LakeError> {
        let mut origins = Vec::new();
        for source in self.sources()? {
            if source.kind != kind.id || source.imported_at > clocks.known_at {
                continue;
            }
            let path = self.sources_directory().join(&source.id).join(TABLE);
            let list = source.list.as_deref().map(|name| crate::plan::list_attribute(kind, name));
            let list = list.transpose().map_err(|message| LakeError::damaged(&path, message))?;
            origins.push(Origin::file(source, list, path));
        }
        Ok(origins)
    }

    /// The file with all rejects of a source.
    pub fn rejects_file(&self, source_id: &str) -> PathBuf {
        self.sources_directory().join(source_id).join(REJECTS)
    }
}

fn holding(decisions: &[Decision], clocks: Clocks) -> Vec<Decision> {
    decisions.iter().filter(|decision| decision.holds(clocks.as_of)).cloned().collect()
}

fn original(name: &str, scanned: &Scanned<'_>) -> OriginalFile {
    OriginalFile {
        name: name.to_owned(),
        bytes: scanned.size,
        sha256: scanned.sha256.clone(),
        format: scanned.format.describe(),
    }
}

/// The id follows from the table and from all that was said about it, except when and by whom it was imported.
fn source_id(kind: &Kind, request: &ImportRequest, file: &OriginalFile) -> String {
    const HEX_DIGITS: usize = 16;
    let said = serde_json::json!({
        "kind": kind.id,
        "sha256": file.sha256,
        "source": request.source,
        "department": request.department,
        "authority": request.authority,
        "licence": request.licence,
        "mapping": request.mapping,
        "list": request.list(),
        "basis": request.basis,
        "delivered": request.delivered,
    });
    let digest = scan::hex(&Sha256::digest(said.to_string().as_bytes()));
    format!("{}-{}", kind.id, &digest[..HEX_DIGITS])
}

fn manifest(
    kind: &Kind,
    request: &ImportRequest,
    file: OriginalFile,
    id: String,
    report: &ImportReport,
) -> Source {
    let mut offset = 0;
    let sheets = report.sheets.iter().map(|sheet| {
        let own = SourceSheet { name: sheet.name.clone(), offset };
        offset += sheet.last_row;
        own
    });
    Source {
        format: MANIFEST_FORMAT,
        id,
        kind: kind.id.clone(),
        name: request.source.clone(),
        department: request.department.clone(),
        authority: request.authority.clone(),
        licence: request.licence.clone(),
        basis: request.basis,
        delivered: request.delivered,
        imported_at: request.imported_at,
        imported_by: request.imported_by.clone(),
        file,
        sheets: sheets.collect(),
        mapping: request.mapping.clone(),
        list: request.list().map(str::to_owned),
        complete: request.mapping.as_ref().and_then(|mapping| mapping.complete).unwrap_or(true),
        rows_read: report.rows_read,
        rows_in: report.rows_in,
        rows_rejected: report.rows_rejected,
        rejects: report.rejects_total,
        unmapped: report.unmapped.clone(),
        notes: report.notes.clone(),
        sheet_reports: report.sheets.clone(),
        first_rejects: report.rejects.clone(),
    }
}

/// The report of the import that was done before, from its manifest.
fn already_imported(directory: &Path) -> Result<ImportReport, LakeError> {
    let source = Source::read(directory)?;
    Ok(ImportReport {
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
        already_imported: true,
    })
}
