use std::path::Path;

use jiff::civil::Date;
use lake::{Basis, CoveredPeriod, ImportReport, ImportRequest, Input, Mapping, Meaning, Sharing, TableFile};

use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::failure::{Code, Failure};
use crate::job::Job;
use crate::limits::{MAX_REJECTS_SHOWN, MAX_UPLOAD_BYTES};
use crate::model::{
    ColumnRole, ImportAnswer, ImportColumn, ImportColumns, ImportSheet, RejectedCell, UnmappedColumn,
};
use crate::region::{Region, notice};

/// A table to read.
#[derive(Clone, Copy, Debug)]
pub enum Table<'a> {
    /// A file, read in place.
    Path(&'a Path),
    /// An upload.
    Bytes {
        /// Name of the file as the sender's machine has it.
        name: &'a str,
        /// Its bytes.
        bytes: &'a [u8],
    },
}

/// What is said about a table when it is imported.
#[derive(Clone, Debug, Default)]
pub struct ImportOrder {
    /// Id of the kind of its subjects.
    pub kind: String,
    /// What people call the source: 税务局 2024 汇算.
    pub source: String,
    /// The department it came from.
    pub department: Option<String>,
    /// On whose authority, or where it is published.
    pub authority: Option<String>,
    /// Under which licence it may be used.
    pub licence: Option<String>,
    /// 无条件共享, 有条件共享 or 不予共享.
    pub sharing: Option<String>,
    /// The time that it covers: `2024`, `2024-01..2024-06`.
    pub period: Option<String>,
    /// Ids of the sources in whose place it stands from now on.
    pub replaces: Vec<String>,
    /// 审计, 汇算, 统计, 自报 or 预计.
    pub basis: Option<String>,
    /// The day it was handed over.
    pub delivered: Option<Date>,
    /// The list attribute whose records its rows are.
    pub list: Option<String>,
    /// Mapping of columns, as YAML text.
    pub mapping: Option<String>,
    /// Who imports it.
    pub imported_by: String,
    /// Read and report only.
    pub dry_run: bool,
}

/// Whether the reader may import; told before a table is sent.
///
/// # Errors
/// Where they may not.
pub fn may_import(scope: &AccessScope) -> Result<(), Failure> {
    if scope.may_import() {
        return Ok(());
    }
    Err(Failure::new(Code::Forbidden, "访客不能导入数据", "请以区域工作人员的身份操作"))
}

/// Imports a table: good rows go in, each bad cell is told with its place and reason.
///
/// # Errors
/// Where the reader may not import, or the table as a whole cannot be read; then nothing was stored.
pub fn import(
    scope: &AccessScope,
    region: &Region,
    table: Table<'_>,
    order: &ImportOrder,
    job: &Job,
) -> Result<ImportAnswer, Failure> {
    may_import(scope)?;
    let moment = region.moment(When::default());
    let (kind, _) = region.catalogue.kind(&order.kind)?;
    let request = request(order, moment)?;
    let name = file_name(table);
    let file = table_file(table, &name)?;
    let report = if order.dry_run {
        region.lake().dry_run(kind, file, &request)?
    } else {
        region.lake().import_watched(kind, file, &request, &|rows| job.advance(rows))?
    };
    answer(region, report, order.dry_run, moment)
}

/// What the columns of a table are taken for: attributes, with what else may have been meant. Nothing is stored, and what a mapping can
/// mend is told, not refused.
///
/// # Errors
/// Where the reader may not import, or the file is no table.
pub fn import_columns(
    scope: &AccessScope,
    region: &Region,
    table: Table<'_>,
    order: &ImportOrder,
) -> Result<ImportColumns, Failure> {
    may_import(scope)?;
    let (kind, _) = region.catalogue.kind(&order.kind)?;
    let request = request(order, region.moment(When::default()))?;
    let name = file_name(table);
    let found = lake::columns(kind, table_file(table, &name)?, &request)?;
    let sheets = found.into_iter().map(|sheet| ImportSheet {
        name: sheet.name,
        problem: sheet.problem,
        columns: sheet.columns.into_iter().map(column).collect(),
    });
    Ok(ImportColumns { sheets: sheets.collect() })
}

fn column(own: lake::ColumnMeaning) -> ImportColumn {
    ImportColumn {
        header: own.heading,
        letter: own.letter,
        role: match own.meaning {
            Meaning::Identity => ColumnRole::Identity,
            Meaning::Year => ColumnRole::Year,
            Meaning::Value => ColumnRole::Value,
            Meaning::Kept => ColumnRole::Kept,
            Meaning::Ignored => ColumnRole::Ignored,
        },
        attribute: own.attribute,
        year: own.year,
        unit: own.unit,
        suggestion: own.suggestion,
        samples: own.samples,
    }
}

fn file_name(table: Table<'_>) -> String {
    match table {
        Table::Path(path) => {
            path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned())
        }
        Table::Bytes { name, .. } => base_name(name).to_owned(),
    }
}

fn request(order: &ImportOrder, moment: Moment) -> Result<ImportRequest, Failure> {
    let basis = match order.basis.as_deref() {
        None => None,
        Some(word) => Some(Basis::from_word(word).ok_or_else(|| {
            let words: Vec<_> = Basis::ALL.iter().map(|basis| basis.word()).collect();
            let message = format!("数据依据“{word}”不认识");
            Failure::new(Code::InvalidArgument, message, format!("可用的是 {}", words.join("、"))).at("basis")
        })?),
    };
    let mapping = order.mapping.as_deref().map(|text| Mapping::from_yaml("映射", text)).transpose()?;
    let mut request = ImportRequest::new(order.source.trim(), moment.known_at, order.imported_by.as_str());
    request.department.clone_from(&order.department);
    request.authority.clone_from(&order.authority);
    request.licence.clone_from(&order.licence);
    request.sharing = order.sharing.as_deref().map(sharing).transpose()?;
    let period = order.period.as_deref().map(CoveredPeriod::parse).transpose();
    request.period =
        period.map_err(|message| Failure::new(Code::InvalidArgument, message, "").at("period"))?;
    request.replaces.clone_from(&order.replaces);
    request.list.clone_from(&order.list);
    request.mapping = mapping;
    request.basis = basis;
    request.delivered = order.delivered;
    Ok(request)
}

fn sharing(word: &str) -> Result<Sharing, Failure> {
    Sharing::from_word(word).ok_or_else(|| {
        let words: Vec<_> = Sharing::ALL.iter().map(|class| class.word()).collect();
        let message = format!("共享类别“{word}”不认识");
        Failure::new(Code::InvalidArgument, message, format!("可用的是 {}", words.join("、"))).at("sharing")
    })
}

/// A table as the lake reads it. An upload is held in memory, so it is limited; a file is read in place.
pub(super) fn table_file<'a>(table: Table<'a>, name: &'a str) -> Result<TableFile<'a>, Failure> {
    let input = match table {
        Table::Path(path) => Input::Path(path),
        Table::Bytes { bytes, .. } if bytes.len() > MAX_UPLOAD_BYTES => {
            let message = format!("文件有 {} 字节，超过 {} MB", bytes.len(), MAX_UPLOAD_BYTES >> 20);
            let hint = "请拆分，或在服务器上用 kechuang import 导入";
            return Err(Failure::new(Code::LimitExceeded, message, hint).at("file"));
        }
        Table::Bytes { bytes, .. } => Input::Bytes(bytes),
    };
    Ok(TableFile { name, input })
}

/// Browsers send a bare name; others may send a path of their own machine, which is nobody's business.
pub(super) fn base_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// A report for the API.
pub(super) fn answer(
    region: &Region,
    report: ImportReport,
    dry_run: bool,
    moment: Moment,
) -> Result<ImportAnswer, Failure> {
    let sources = if dry_run { Vec::new() } else { region.known_sources(moment)? };
    Ok(ImportAnswer {
        source: report.source_id,
        dry_run,
        already_imported: report.already_imported,
        file: report.file,
        rows_read: report.rows_read,
        rows_in: report.rows_in,
        rows_rejected: report.rows_rejected,
        rejects: report
            .rejects
            .into_iter()
            .take(MAX_REJECTS_SHOWN)
            .map(|reject| RejectedCell {
                sheet: reject.sheet,
                row: reject.row,
                column: reject.column,
                value: reject.value,
                reason: reject.reason,
            })
            .collect(),
        rejects_total: report.rejects_total,
        unmapped: report
            .unmapped
            .into_iter()
            .map(|column| UnmappedColumn { header: column.heading, suggestion: column.suggestion })
            .collect(),
        notes: report.notes,
        findings: report
            .quality
            .iter()
            .flat_map(|quality| &quality.findings)
            .map(super::sources::finding_info)
            .collect(),
        notice: notice(moment, sources.iter()),
    })
}
