//! Lists of subjects with the evidence they rest on: which programme in which words, which data, which day, entered until when.

use std::path::{Path, PathBuf};

use lake::FileDigest;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use serde::Serialize;

use super::listing::Listing;
use super::run::{Found, Listed, Run, Told};
use super::tally::yuan;
use super::{Asked, Subjects};
use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::failure::{Code, Failure};
use crate::job::Job;
use crate::limits::MAX_XLSX_ROWS;
use crate::model::{DISCLAIMER, PopulationOrder};
use crate::present;
use crate::region::Region;
use crate::scoped_view::ScopedView;
use crate::text_table;

/// A list that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListWritten {
    /// How many subjects (and programmes) stand on it.
    pub rows: usize,
    /// The files.
    pub files: Vec<PathBuf>,
}

/// What a list rests on, frozen with it.
#[derive(Clone, Debug, Serialize)]
struct Evidence {
    #[serde(rename = "说明")]
    disclaimer: &'static str,
    #[serde(rename = "名单")]
    listing: &'static str,
    #[serde(rename = "范围", skip_serializing_if = "Vec::is_empty")]
    within: Vec<String>,
    #[serde(rename = "评估日")]
    as_of: String,
    #[serde(rename = "录入截止")]
    known_at: String,
    #[serde(rename = "程序版本")]
    program: &'static str,
    #[serde(rename = "主体数")]
    subjects: usize,
    #[serde(rename = "名单行数")]
    rows: usize,
    #[serde(rename = "数据版本")]
    view: String,
    #[serde(rename = "来源")]
    sources: Vec<String>,
    #[serde(rename = "政策")]
    programmes: Vec<ProgrammeEvidence>,
}

#[derive(Clone, Debug, Serialize)]
struct ProgrammeEvidence {
    #[serde(rename = "版本")]
    id: String,
    #[serde(rename = "名称")]
    name: String,
    #[serde(rename = "文件")]
    document: String,
    #[serde(rename = "内容文件")]
    path: String,
    #[serde(rename = "内容摘要（SHA-256）")]
    sha256: String,
    #[serde(rename = "参数")]
    parameters: Vec<String>,
}

/// Columns of a list.
const COLUMNS: usize = 15;
/// Those that hold points and amounts.
const NUMERIC: std::ops::Range<u16> = 9..13;

const HEADINGS: [&str; COLUMNS] = [
    "编号",
    "名称",
    "统一社会信用代码",
    "行政区划",
    "国民经济行业",
    "示例",
    "政策",
    "改前结论",
    "结论",
    "得分下限",
    "得分上限",
    "金额下限（元）",
    "金额上限（元）",
    "不符合的条件",
    "待定的条件",
];

/// Writes the subjects of a status (or one condition short) to a `.csv`, `.xlsx` or `.parquet` file, with the evidence that the list rests on:
/// a sheet of the workbook, else a file `….依据.json` beside it.
///
/// # Errors
/// As [`super::populations`], and where the file cannot be written.
pub fn population_list(
    scope: &AccessScope,
    region: &Region,
    subjects: Subjects<'_>,
    order: &PopulationOrder,
    listing: Listing,
    out: &Path,
    when: When,
) -> Result<ListWritten, Failure> {
    let ending = out.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if !matches!(ending.as_str(), "csv" | "xlsx" | "parquet") {
        let message = format!("{} 的扩展名应是 .csv、.xlsx 或 .parquet", out.display());
        return Err(Failure::new(Code::InvalidArgument, message, "请改文件名").at("out"));
    }
    let List { rows, evidence } = list(scope, region, subjects, order, listing, when)?;
    let files = match ending.as_str() {
        "xlsx" => {
            write(out, &workbook(&rows, &evidence)?)?;
            vec![out.to_owned()]
        }
        "csv" => {
            csv(out, &rows)?;
            vec![out.to_owned(), beside(out, &evidence)?]
        }
        _ => {
            lake::write_text_table(
                out,
                &HEADINGS,
                rows.iter().map(<[String; COLUMNS]>::as_slice),
                &json(&evidence)?,
            )?;
            vec![out.to_owned(), beside(out, &evidence)?]
        }
    };
    Ok(ListWritten { rows: rows.len(), files })
}

/// The same of the region's subjects as the bytes of a workbook.
///
/// # Errors
/// As [`super::populations`], and where the list is longer than a sheet.
pub fn population_workbook(
    scope: &AccessScope,
    region: &Region,
    order: &PopulationOrder,
    listing: Listing,
    when: When,
) -> Result<Vec<u8>, Failure> {
    let List { rows, evidence } = list(scope, region, Subjects::Lake, order, listing, when)?;
    workbook(&rows, &evidence)
}

/// The rows of a list of the region's subjects, as the columns of [`HEADINGS`] name them, for a document.
pub(crate) fn population_rows(
    scope: &AccessScope,
    region: &Region,
    order: &PopulationOrder,
    listing: Listing,
    when: When,
) -> Result<Vec<[String; COLUMNS]>, Failure> {
    Ok(list(scope, region, Subjects::Lake, order, listing, when)?.rows)
}

/// A list and what it rests on.
struct List {
    rows: Vec<[String; COLUMNS]>,
    evidence: Evidence,
}

fn list(
    scope: &AccessScope,
    region: &Region,
    subjects: Subjects<'_>,
    order: &PopulationOrder,
    listing: Listing,
    when: When,
) -> Result<List, Failure> {
    let moment = region.moment(when);
    let (population, asked) = Asked::with_population(region, subjects, order, moment)?;
    let view = ScopedView::new(scope, &population);
    let (run, found) = listed(scope, region, &asked, &view, order, listing, moment)?;
    let rows: Vec<[String; COLUMNS]> = found.listed.iter().map(|listed| cells(&view, &run, listed)).collect();
    let digest = match subjects {
        Subjects::Lake => None,
        Subjects::File(path) => Some(FileDigest::of_file(path)?.sha256),
    };
    let evidence =
        evidence(region, &view, &run, order, listing, moment, [found.subjects, rows.len()], digest);
    Ok(List { rows, evidence })
}

/// A run that gathers a list.
pub(super) fn listed<'r>(
    scope: &AccessScope,
    region: &'r Region,
    asked: &Asked<'r>,
    view: &ScopedView<'_>,
    order: &PopulationOrder,
    listing: Listing,
    moment: Moment,
) -> Result<(Run<'r>, Found), Failure> {
    listing.checked(order)?;
    let whole = PopulationOrder { group_by: Vec::new(), grid: Vec::new(), ..order.clone() };
    let run = asked.run(scope, region, &whole, &super::scenarios(&whole)?, moment, Told::Rows)?;
    let found = run.over(view, Some(listing), &Job::default())?;
    Ok((run, found))
}

fn cells(view: &ScopedView<'_>, run: &Run<'_>, listed: &Listed) -> [String; COLUMNS] {
    let programme = run.choices[listed.choice].members[listed.member];
    let ids = |conditions: &[u16]| {
        let ids = conditions.iter().filter_map(|at| programme.conditions.get(usize::from(*at)));
        ids.map(|condition| condition.id.as_str()).collect::<Vec<_>>().join("、")
    };
    let subject = listed.subject;
    let (least, most) =
        listed.score.map(|(least, most)| (present::decimal(least), present::decimal(most))).unzip();
    let (low, high) = match listed.amount {
        None => (String::new(), String::new()),
        Some((low, high)) => (yuan(low), high.map_or_else(|| "未知".to_owned(), yuan)),
    };
    [
        view.id(subject).to_owned(),
        view.name(subject).to_owned(),
        view.code(subject).unwrap_or_default().to_owned(),
        view.district_code(subject).unwrap_or_default().to_owned(),
        view.industry_code(subject).unwrap_or_default().to_owned(),
        if view.is_example(subject) { "示例".to_owned() } else { String::new() },
        programme.id.clone(),
        listed.before.map(|status| status.label().to_owned()).unwrap_or_default(),
        listed.status.label().to_owned(),
        least.unwrap_or_default(),
        most.unwrap_or_default(),
        low,
        high,
        ids(&listed.unmet),
        ids(&listed.unknown),
    ]
}

#[expect(clippy::too_many_arguments, reason = "each is a line of the evidence")]
fn evidence(
    region: &Region,
    view: &ScopedView<'_>,
    run: &Run<'_>,
    order: &PopulationOrder,
    listing: Listing,
    moment: Moment,
    [subjects, rows]: [usize; 2],
    file: Option<String>,
) -> Evidence {
    let mut sources: Vec<String> = view
        .all_sources()
        .map(|source| match &file {
            Some(digest) if source.list.is_none() => format!("{}（SHA-256 {digest}）", source.name),
            _ => format!("{}（{}，SHA-256 {}）", source.name, source.id, source.file.sha256),
        })
        .collect();
    sources.sort();
    let members = run.choices.iter().enumerate().flat_map(|(at, choice)| {
        choice.members.iter().enumerate().map(move |(member, programme)| (at, member, programme))
    });
    let programmes = members.map(|(at, member, programme)| {
        let variant = run.reformed(at, member);
        let parameters = programme.parameters.iter().enumerate().map(|(position, parameter)| {
            let on = parameter.on(moment.as_of);
            let value = variant.and_then(|variant| variant.parameters.get(position));
            let changed = value.is_some_and(|value| *value != on.value);
            let note = if changed { "（本次改过）" } else { "" };
            format!("{} = {}{note}", parameter.name, if changed { shown(value) } else { on.written.clone() })
        });
        ProgrammeEvidence {
            id: programme.id.clone(),
            name: programme.name.clone(),
            document: programme.document.clone(),
            path: region.catalogue.label(&programme.path).to_owned(),
            sha256: region.catalogue.digest(&programme.path),
            parameters: parameters.collect(),
        }
    });
    Evidence {
        disclaimer: DISCLAIMER,
        listing: listing.label(),
        within: order
            .within
            .iter()
            .map(|(name, label)| within(region, name, label.as_deref(), moment))
            .collect(),
        as_of: moment.as_of.to_string(),
        known_at: moment.known_at.to_string(),
        program: env!("CARGO_PKG_VERSION"),
        subjects,
        rows,
        view: file.unwrap_or_else(|| FileDigest::of_bytes(sources.join("\n").as_bytes()).sha256),
        sources,
        programmes: programmes.collect(),
    }
}

/// `行政区划 = 330106（西湖区）`.
fn within(region: &Region, attribute: &str, label: Option<&str>, moment: Moment) -> String {
    let place = label.and_then(|code| region.catalogue.regions.at(code, moment.as_of));
    let named = place.map(|place| format!("（{}）", place.name)).unwrap_or_default();
    format!("{attribute} = {}{named}", label.unwrap_or("未知"))
}

fn shown(value: Option<&language::Value>) -> String {
    use language::value::Maybe;
    match value {
        Some(language::Value::Number(Maybe::Known(interval))) => {
            interval.value().map_or_else(|| "未知".to_owned(), present::decimal)
        }
        Some(language::Value::Text(Maybe::Known(text))) => text.to_string(),
        Some(language::Value::Date(Maybe::Known(date))) => date.to_string(),
        _ => "未知".to_owned(),
    }
}

fn failed(path: &Path, error: impl std::fmt::Display) -> Failure {
    Failure::new(Code::StorageFailed, format!("不能写入：{error}"), "请检查路径和权限")
        .at(path.display().to_string())
}

fn json(evidence: &Evidence) -> Result<String, Failure> {
    serde_json::to_string_pretty(evidence).map_err(|error| {
        Failure::new(Code::StorageFailed, format!("依据不能写成 JSON：{error}"), "请报告这个问题")
    })
}

/// The evidence in a file of its own.
fn beside(out: &Path, evidence: &Evidence) -> Result<PathBuf, Failure> {
    let mut name = out.file_name().map(std::ffi::OsStr::to_os_string).unwrap_or_default();
    name.push(".依据.json");
    let path = out.with_file_name(name);
    write(&path, json(evidence)?.as_bytes())?;
    Ok(path)
}

#[expect(clippy::disallowed_methods, reason = "a list is written where it was asked for")]
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|error| failed(path, error))
}

fn csv(out: &Path, rows: &[[String; COLUMNS]]) -> Result<(), Failure> {
    let bytes = text_table::csv(&HEADINGS, rows).map_err(|error| failed(out, error))?;
    write(out, &bytes)
}

fn workbook(rows: &[[String; COLUMNS]], evidence: &Evidence) -> Result<Vec<u8>, Failure> {
    if rows.len() >= MAX_XLSX_ROWS {
        let message = format!("名单有 {} 行，XLSX 最多 {MAX_XLSX_ROWS} 行", rows.len());
        return Err(Failure::new(Code::LimitExceeded, message, "请写成 .csv 或 .parquet").at("out"));
    }
    let make = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let bold = Format::new().set_bold();
        let sheet = text_table::headed(&mut book, "名单", &HEADINGS, |_| 18)?;
        for (at, row) in (1u32..).zip(rows) {
            for (column, cell) in (0u16..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
                match cell.parse::<f64>() {
                    // Points and amounts are numbers; codes stay as they are written.
                    Ok(number) if NUMERIC.contains(&column) && cell.len() <= 15 => {
                        sheet.write_number(at, column, number)?;
                    }
                    _ => {
                        sheet.write_string(at, column, cell)?;
                    }
                }
            }
        }
        let sheet = book.add_worksheet();
        sheet.set_name("依据")?;
        sheet.set_column_width(0, 24)?;
        sheet.set_column_width(1, 100)?;
        for (at, (name, value)) in (0u32..).zip(lines(evidence)) {
            sheet.write_string_with_format(at, 0, name, &bold)?;
            sheet.write_string(at, 1, value)?;
        }
        book.save_to_buffer()
    };
    make().map_err(|error| {
        Failure::new(Code::StorageFailed, format!("名单不能写成 XLSX：{error}"), "请写成 .csv 或 .parquet")
    })
}

/// The evidence, a line each.
fn lines(evidence: &Evidence) -> Vec<(String, String)> {
    let mut lines: Vec<(String, String)> = [
        ("说明", evidence.disclaimer.to_owned()),
        ("名单", evidence.listing.to_owned()),
        ("评估日", evidence.as_of.clone()),
        ("录入截止", evidence.known_at.clone()),
        ("程序版本", evidence.program.to_owned()),
        ("主体数", evidence.subjects.to_string()),
        ("名单行数", evidence.rows.to_string()),
        ("数据版本", evidence.view.clone()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec();
    lines.extend(evidence.within.iter().map(|within| ("范围".to_owned(), within.clone())));
    lines.extend(evidence.sources.iter().map(|source| ("来源".to_owned(), source.clone())));
    for programme in &evidence.programmes {
        let named = format!("{}（{}）", programme.name, programme.document);
        lines.push((programme.id.clone(), named));
        lines.push(("内容文件".to_owned(), programme.path.clone()));
        lines.push(("内容摘要（SHA-256）".to_owned(), programme.sha256.clone()));
        lines.extend(programme.parameters.iter().map(|parameter| ("参数".to_owned(), parameter.clone())));
    }
    lines
}
