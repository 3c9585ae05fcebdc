//! From a file to a source. An import and a dry run are the same code; they differ in where chunks and rejects go.

use vocabulary::Kind;
use vocabulary::kind::AttributeId;

use crate::chunk::Batch;
use crate::gather::{Gather, Store};
use crate::layout::Layout;
use crate::limits::{MAX_COLUMNS, MAX_ROWS};
use crate::peek::SheetColumns;
use crate::plan::{self, Plan, PlanError, Planner};
use crate::reject::RejectLog;
use crate::scan::{Format, Scanned};
use crate::{
    ImportReport, ImportRequest, LakeError, QualityFinding, Reject, SheetReport, UnmappedColumn,
    parquet_table, text_table, xlsx_table,
};

/// Told how many rows were read since it was told last; ends the import by answering that it is no longer wanted.
pub type Watch<'w> = dyn Fn(u64) -> bool + Sync + 'w;

/// How much is read at most, and who watches.
#[derive(Clone, Copy)]
pub(crate) struct Bounds<'w> {
    pub(crate) max_rows: u64,
    pub(crate) watch: &'w Watch<'w>,
}

/// What was read from a file.
pub(crate) struct Outcome<S> {
    pub(crate) store: S,
    pub(crate) sheets: Vec<SheetReport>,
    pub(crate) rejects: Vec<Reject>,
    pub(crate) rejects_total: u64,
    pub(crate) rows_rejected: u64,
    pub(crate) unmapped: Vec<UnmappedColumn>,
    pub(crate) notes: Vec<String>,
    /// Negative numbers where none can be.
    pub(crate) negative: Vec<QualityFinding>,
}

impl<S> Outcome<S> {
    pub(crate) fn rows_read(&self) -> u64 {
        self.sheets.iter().map(|sheet| sheet.rows_read).sum()
    }

    pub(crate) fn rows_in(&self) -> u64 {
        self.sheets.iter().map(|sheet| sheet.rows_in).sum()
    }

    pub(crate) fn report(
        &self,
        kind: &Kind,
        file: &str,
        format: Format,
        request: &ImportRequest,
    ) -> ImportReport {
        ImportReport {
            source_id: None,
            source: request.source.clone(),
            file: file.to_owned(),
            kind: kind.id.clone(),
            list: request.list().map(str::to_owned),
            format: format.describe(),
            sheets: self.sheets.clone(),
            rows_read: self.rows_read(),
            rows_in: self.rows_in(),
            rows_rejected: self.rows_rejected,
            rejects: self.rejects.clone(),
            rejects_total: self.rejects_total,
            unmapped: self.unmapped.clone(),
            notes: self.notes.clone(),
            quality: None,
            already_imported: false,
        }
    }
}

/// The list attribute an import is about.
pub(crate) fn list_of(kind: &Kind, request: &ImportRequest) -> Result<Option<AttributeId>, LakeError> {
    request.list().map(|name| plan::list_attribute(kind, name)).transpose().map_err(LakeError::Request)
}

/// The plans of the sheets of a file, with what is to be told about them.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) unmapped: Vec<UnmappedColumn>,
    pub(crate) notes: Vec<String>,
}

impl Told {
    /// Makes the plan of one sheet and keeps what it tells.
    pub(crate) fn plan(
        &mut self,
        planner: &Planner<'_>,
        file: &str,
        sheet: Option<&str>,
        headings: &[String],
    ) -> Result<Result<Plan, PlanError>, LakeError> {
        if headings.len() > MAX_COLUMNS {
            return Err(LakeError::too_many_columns(file));
        }
        let planned = planner.plan(sheet, headings);
        if let Ok(plan) = &planned {
            self.unmapped.extend(plan.unmapped.iter().cloned());
            for note in &plan.notes {
                let note = sheet.map_or_else(|| note.clone(), |sheet| format!("工作表“{sheet}”：{note}"));
                self.notes.push(note);
            }
        }
        Ok(planned)
    }
}

/// Reads a file: every row is either stored or rejected.
pub(crate) fn run<S: Store>(
    kind: &Kind,
    file: &str,
    scanned: Scanned<'_>,
    request: &ImportRequest,
    bounds: Bounds<'_>,
    store: S,
    log: RejectLog,
) -> Result<Outcome<S>, LakeError> {
    let layout = Layout { kind, list: list_of(kind, request)? };
    let planner = Planner::new(layout, request);
    let mut gather = Gather::new(layout, file, bounds.max_rows, bounds.watch, store, log);
    let mut told = Told::default();
    read(file, scanned, request, &planner, &mut told, &mut gather)?;
    told.notes.extend(gather.finish()?);
    gather.log.finish()?;
    if let Some(list) = layout.list
        && request.mapping.as_ref().is_none_or(|mapping| mapping.complete.is_none())
    {
        let name = &kind.get(list).name;
        told.notes
            .push(format!("本表视为表中各主体“{name}”的全部记录；如不全，请在映射文件写 complete: false"));
    }
    let rows_read: u64 = gather.sheets.iter().map(|sheet| sheet.rows_read).sum();
    if rows_read == 0 {
        return Err(LakeError::unreadable(file, "只有表头，没有数据行；请检查是否选对了文件或工作表"));
    }
    Ok(Outcome {
        store: gather.store,
        sheets: gather.sheets,
        rejects: gather.log.kept,
        rejects_total: gather.log.total,
        rows_rejected: gather.log.rows,
        unmapped: told.unmapped,
        notes: told.notes,
        negative: gather.negative.findings(),
    })
}

/// What the columns of every sheet mean, with their first values. Nothing is refused for what a mapping can mend.
pub(crate) fn peek(
    kind: &Kind,
    file: &str,
    scanned: Scanned<'_>,
    request: &ImportRequest,
) -> Result<Vec<SheetColumns>, LakeError> {
    let layout = Layout { kind, list: list_of(kind, request)? };
    let planner = Planner::peeking(layout, request);
    let nowhere = Vec::<Batch>::new();
    let mut gather = Gather::new(layout, file, MAX_ROWS, &|_| true, nowhere, RejectLog::default()).peeking();
    read(file, scanned, request, &planner, &mut Told::default(), &mut gather)?;
    Ok(gather.seen())
}

fn read<S: Store>(
    file: &str,
    scanned: Scanned<'_>,
    request: &ImportRequest,
    planner: &Planner<'_>,
    told: &mut Told,
    gather: &mut Gather<'_, S>,
) -> Result<(), LakeError> {
    let mapping = request.mapping.as_ref();
    let header_row = mapping.and_then(|mapping| mapping.header_row).unwrap_or(1);
    match scanned.format {
        Format::Text(dialect) => {
            text_table::read(file, dialect, scanned.bytes, planner, header_row, told, gather)
        }
        Format::Xlsx => {
            let sheet = mapping.and_then(|mapping| mapping.sheet.as_deref());
            xlsx_table::read(file, scanned.bytes, sheet, planner, header_row, told, gather)
        }
        Format::Parquet => parquet_table::read(file, scanned.bytes, planner, told, gather),
    }
}

/// Runs a library that reads files; `None` where it panicked, as the Parquet reader does on some damaged files (found by the
/// property tests).
pub(crate) fn contained<T>(read: impl FnOnce() -> T) -> Option<T> {
    // What the library leaves half-done is dropped by every caller: nothing half-read gets further.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).ok()
}

/// Keeps chunks in memory: for a dry run.
impl Store for Vec<Batch> {
    fn store(&mut self, batch: Batch) -> Result<(), LakeError> {
        self.push(batch);
        Ok(())
    }
}

impl Store for crate::sink::Sink {
    fn store(&mut self, batch: Batch) -> Result<(), LakeError> {
        self.write(batch)
    }
}
