//! Entering a source or a retirement: under the lock one writer at a time, through the gate in one step for every reader.

use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use vocabulary::Kind;

use crate::lake::{GATE, LOCK, STAGING};
use crate::ledger::{Entered, Entry, Ledger};
use crate::listing::Listing;
use crate::retirement::{self, RETIREMENT_FORMAT, RETIREMENTS, Retirement};
use crate::scan::{Scanned, hex};
use crate::source::{ID_DIGITS, MANIFEST, MANIFEST_FORMAT, OriginalFile, Source, SourceSheet, kind_of_id};
use crate::{FileDigest, ImportReport, ImportRequest, Lake, LakeError, disk};

/// Tells the moment of an entry.
#[derive(Clone)]
pub(crate) struct EntryClock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl EntryClock {
    pub(crate) fn new(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }
}

impl fmt::Debug for EntryClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EntryClock")
    }
}

/// Whether a table is there already.
pub(crate) enum Standing {
    /// It is, as this source.
    Already(Box<Source>),
    /// It would be a new source of this id.
    New(String),
}

impl Lake {
    /// Takes a source out of use from now on (`at`, where the lake has no clock). Nothing is deleted, and a view of an earlier
    /// moment stays what it was. The manifest need not be readable: a damaged source can be retired.
    pub fn retire(&self, id: &str, reason: &str, by: &str, at: Timestamp) -> Result<Retirement, LakeError> {
        retirement::check_reason(reason)?;
        if kind_of_id(id).is_none() || !disk::exists(&self.sources_directory().join(id)) {
            return Err(no_source(id));
        }
        let mut writing = self.begin_writing()?;
        if let Some(record) = self.retirement_of(id)? {
            return Err(LakeError::Request(format!("来源 {id} {}，不必再停用", when(&record))));
        }
        let record = Retirement {
            format: RETIREMENT_FORMAT,
            source: id.to_owned(),
            reason: reason.trim().to_owned(),
            retired_at: at,
            retired_by: by.to_owned(),
            replaced_by: None,
        };
        writing.retire(record)
    }

    /// The retirement of a source, where it is retired.
    fn retirement_of(&self, id: &str) -> Result<Option<Retirement>, LakeError> {
        let (sources, damaged) = self.listing()?.read(kind_of_id(id))?;
        let known = sources.into_iter().find(|source| source.id == id).map(|source| source.retirement);
        let known = known.or_else(|| Some(damaged.into_iter().find(|own| own.id == id)?.retirement));
        Ok(known.flatten())
    }

    /// Whether a table with these words about it is there already. One that was retired is only taken again by name.
    pub(crate) fn standing(
        &self,
        kind: &Kind,
        request: &ImportRequest,
        file: &OriginalFile,
    ) -> Result<Standing, LakeError> {
        let Some(id) = self.chain(kind, request, file).pop() else {
            return Ok(Standing::New(source_id(kind, request, file, None)));
        };
        if request.replaces.contains(&id) {
            return Ok(Standing::New(source_id(kind, request, file, Some(&id))));
        }
        if let Some(record) = self.retirement_of(&id)? {
            return Err(LakeError::Retired(format!(
                "同样的表以前导入过（{id}），{}；确需再次收下，请加 --replaces {id}",
                when(&record)
            )));
        }
        let ledger = Ledger::read(self.directory())?;
        let digest = ledger.digests().get(&(Entered::Source, id.as_str())).copied().map(str::to_owned);
        let source = Source::read(&self.sources_directory().join(&id), digest.as_deref())?;
        Ok(Standing::Already(Box::new(source)))
    }

    /// The sources that hold this very table with these very words: the first, and those that took it again after a retirement.
    fn chain(&self, kind: &Kind, request: &ImportRequest, file: &OriginalFile) -> Vec<String> {
        let mut chain: Vec<String> = Vec::new();
        loop {
            let next = source_id(kind, request, file, chain.last().map(String::as_str));
            if !disk::exists(&self.sources_directory().join(&next)) {
                return chain;
            }
            chain.push(next);
        }
    }

    /// Of the sources that `request` replaces, those that are to be retired by the source `by`.
    pub(crate) fn to_retire(
        &self,
        kind: &Kind,
        request: &ImportRequest,
        by: &str,
        file: &OriginalFile,
    ) -> Result<Vec<String>, LakeError> {
        let mut retire = Vec::new();
        let (sources, damaged) = self.listing()?.read(Some(&kind.id))?;
        for id in &request.replaces {
            let source = sources.iter().find(|source| source.id == *id);
            let broken = damaged.iter().find(|source| source.id == *id);
            let record = match (source, broken) {
                (Some(source), _) => &source.retirement,
                (_, Some(broken)) => &broken.retirement,
                (None, None) => return Err(no_source(id)),
            };
            match record {
                Some(record) if record.replaced_by.as_deref() == Some(by) => continue,
                Some(_) if self.chain(kind, request, file).contains(id) => continue,
                Some(record) => {
                    return Err(LakeError::Request(format!("来源 {id} {}，不能再被代替", when(record))));
                }
                None => {}
            }
            if id == by {
                return Err(LakeError::Request(format!("来源 {id} 就是这张表本身，不能代替自己")));
            }
            if let Some(source) = source
                && source.list.as_deref() != request.list()
            {
                return Err(LakeError::Request(format!(
                    "来源 {id}（{}）与这张表不是同一种：一个是主体的表，一个是列表，或列表不同；请核对编号和 --list",
                    source.name
                )));
            }
            if !retire.contains(id) {
                retire.push(id.clone());
            }
        }
        Ok(retire)
    }

    /// Waits for the lock, clears away what a killed import left, and completes what it had not noted.
    pub(crate) fn begin_writing(&self) -> Result<Writing<'_>, LakeError> {
        if !disk::exists(self.directory()) {
            disk::make_directory(self.directory())?;
        }
        let lock = disk::lock(&self.directory().join(LOCK))?;
        let mut notes = Vec::new();
        let leftovers = disk::directories(&self.directory().join(STAGING))?;
        for leftover in &leftovers {
            disk::remove_directory(leftover)?;
        }
        if !leftovers.is_empty() {
            notes.push("上一次导入没有做完就中断了，它的残留已清理；此前导入的数据没有变化".to_owned());
        }
        let listing = self.listing()?;
        if let Some(line) = listing.ledger.broken.first() {
            let path = Ledger::path(self.directory());
            return Err(LakeError::damaged(&path, format!("第 {line} 行不能读取")));
        }
        let mut writing = Writing { lake: self, ledger: listing.ledger.clone(), notes, _lock: lock };
        writing.complete(&listing)?;
        Ok(writing)
    }
}

/// The right to write, held until dropped.
pub(crate) struct Writing<'l> {
    lake: &'l Lake,
    ledger: Ledger,
    /// What whoever writes next should be told.
    notes: Vec<String>,
    _lock: File,
}

impl Writing<'_> {
    fn directory(&self) -> &Path {
        self.lake.directory()
    }

    fn close_gate(&self) -> Result<File, LakeError> {
        disk::lock_writing(&self.directory().join(GATE))
    }

    /// The moment of an entry: never before an earlier one, even where somebody set the clock back.
    fn moment(&self, stated: Timestamp) -> Timestamp {
        let now = self.lake.clock.as_ref().map_or(stated, |clock| (clock.0)());
        self.ledger.latest().map_or(now, |latest| now.max(latest))
    }

    /// Notes what is there and was not noted: by an older program, or by one that was killed on the way.
    fn complete(&mut self, listing: &Listing) -> Result<(), LakeError> {
        let name = |path: &PathBuf| path.file_stem().map(|name| name.to_string_lossy().into_owned());
        let mut missing = Vec::new();
        for path in &listing.sources {
            let Some(id) = name(path).filter(|id| !self.ledger.has(Entered::Source, id)) else { continue };
            // One that is damaged already has no digest worth noting; `verify` tells of it.
            if let Ok(source) = Source::read(path, None) {
                let sha256 = FileDigest::of_file(&path.join(MANIFEST))?.sha256;
                let entry = Entry { what: Entered::Source, id, at: source.imported_at, sha256 };
                missing.push((entry, Some(source)));
            }
        }
        for path in &listing.retirements {
            let Some(id) = name(path).filter(|id| !self.ledger.has(Entered::Retirement, id)) else {
                continue;
            };
            if let Ok(record) = Retirement::read(path) {
                let sha256 = FileDigest::of_file(path)?.sha256;
                missing.push((Entry { what: Entered::Retirement, id, at: record.retired_at, sha256 }, None));
            }
        }
        missing.sort_by(|(a, _), (b, _)| (a.at, &a.id).cmp(&(b.at, &b.id)));
        if missing.is_empty() {
            return Ok(());
        }
        let _gate = self.close_gate()?;
        for (entry, source) in missing {
            self.ledger.append(self.lake.directory(), entry)?;
            let Some(source) = source else { continue };
            for id in &source.replaces {
                if !disk::exists(&Retirement::path(self.lake.directory(), id)) {
                    self.put_record(&Retirement::replaced(id, &source))?;
                }
            }
        }
        Ok(())
    }

    /// Puts a source in its place. From then on it is entered, whatever happens to the notes about it: what could not be
    /// noted is told, and completed by the next writer.
    pub(crate) fn enter(
        mut self,
        made: tempfile::TempDir,
        mut source: Source,
    ) -> Result<Vec<String>, LakeError> {
        let sources = self.lake.sources_directory();
        if !disk::exists(&sources) {
            disk::make_directory(&sources)?;
            disk::sync_directory(self.directory())?;
        }
        let _gate = self.close_gate()?;
        source.imported_at = self.moment(source.imported_at);
        let manifest = source.write(made.path())?;
        disk::sync_directory(made.path())?;
        disk::rename(&made.keep(), &sources.join(&source.id))?;
        disk::sync_directory(&sources)?;
        let entry = Entry {
            what: Entered::Source,
            id: source.id.clone(),
            at: source.imported_at,
            sha256: manifest.sha256,
        };
        let mut noted = self.ledger.append(self.lake.directory(), entry);
        for id in &source.replaces {
            noted = noted.and_then(|()| self.put_record(&Retirement::replaced(id, &source)));
        }
        if let Err(error) = noted {
            self.notes.push(format!("表已导入；登记没有写完（{error}），下次导入时自动补上"));
        }
        Ok(self.notes)
    }

    /// Retires a source in favour of one that was there before.
    pub(crate) fn replace(&mut self, id: &str, by: &Source) -> Result<Retirement, LakeError> {
        let now = self.moment(by.imported_at);
        self.retire(Retirement { retired_at: now, ..Retirement::replaced(id, by) })
    }

    /// Enters a retirement.
    pub(crate) fn retire(&mut self, mut record: Retirement) -> Result<Retirement, LakeError> {
        let _gate = self.close_gate()?;
        record.retired_at = self.moment(record.retired_at);
        self.put_record(&record)?;
        Ok(record)
    }

    /// Puts a record of retirement in its place and notes it.
    fn put_record(&mut self, record: &Retirement) -> Result<(), LakeError> {
        let lake = self.lake.directory();
        let (directory, path) = (lake.join(RETIREMENTS), Retirement::path(lake, &record.source));
        if !disk::exists(&directory) {
            disk::make_directory(&directory)?;
            disk::sync_directory(lake)?;
        }
        let bytes = record.bytes()?;
        let made = disk::temporary(&lake.join(STAGING))?;
        let written = made.path().join(RETIREMENTS);
        disk::write(&written, &bytes)?;
        disk::rename(&written, &path)?;
        disk::sync_directory(&directory)?;
        let entry = Entry {
            what: Entered::Retirement,
            id: record.source.clone(),
            at: record.retired_at,
            sha256: FileDigest::of_bytes(&bytes).sha256,
        };
        self.ledger.append(lake, entry)
    }
}

fn no_source(id: &str) -> LakeError {
    LakeError::Request(format!("没有来源 {id}；编号见 kechuang source list"))
}

/// Since when a source is retired, and why.
fn when(record: &Retirement) -> String {
    format!("已于 {} 停用（{}）", crate::source::day_in_china(record.retired_at), record.reason)
}

pub(crate) fn original(name: &str, scanned: &Scanned<'_>) -> OriginalFile {
    OriginalFile {
        name: name.to_owned(),
        bytes: scanned.size,
        sha256: scanned.sha256.clone(),
        format: scanned.format.describe(),
    }
}

/// The id follows from the table and from all that was said about it, except when and by whom it was imported, and from the
/// retired source that held the same before.
fn source_id(kind: &Kind, request: &ImportRequest, file: &OriginalFile, again: Option<&str>) -> String {
    let mut said = serde_json::json!({
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
    // Said only where they are given: sources of older programs keep their ids.
    if let Some(sharing) = request.sharing {
        said["sharing"] = sharing.word().into();
    }
    if let Some(period) = request.period {
        said["period"] = period.to_string().into();
    }
    if let Some(again) = again {
        said["again"] = again.into();
    }
    let digest = hex(&Sha256::digest(said.to_string().as_bytes()));
    format!("{}-{}", kind.id, &digest[..ID_DIGITS])
}

pub(crate) fn manifest(
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
        sharing: request.sharing,
        period: request.period,
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
        replaces: request.replaces.clone(),
        quality: report.quality.clone(),
        table: None,
        rejects_file: None,
        retirement: None,
    }
}
