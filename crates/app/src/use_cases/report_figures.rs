//! Figures of reports as a kind of the lake: a sheet for the analyst to confirm and import, and what was confirmed before.

use rust_xlsxwriter::{Workbook, XlsxError};
use vocabulary::number::parse_decimal;
use vocabulary::{Facts, Kind};

use reports::{Stored, StoredFact};

use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::{Code, Failure};
use crate::model::{ReportReading, StatedFigure, StatedValue};
use crate::region::Region;
use crate::scoped_view::ScopedView;
use crate::text_table;

/// The kind of figures.
const KIND: &str = "figure";

/// How a figure compares, as the kind says it.
const COMPARISONS: [(&str, &str); 8] = [
    ("=", EXACT),
    (">", "大于"),
    (">=", "不低于"),
    ("<", "小于"),
    ("<=", "不高于"),
    ("≈", "约"),
    ("up", "上升"),
    ("down", "下降"),
];
const EXACT: &str = "等于";

/// Columns of the sheet, as the kind names them.
const COLUMNS: [&str; 13] =
    ["编号", "名称", "指标", "地区", "年份", "期间", "比较", "数值", "单位", "来源", "原文", "位置", "核对"];

/// The figures of a report as a sheet that `import --kind figure` reads: the analyst strikes the rows that do not hold and says in 核对 how the
/// others were checked. Figures that are blacked out are left out.
///
/// # Errors
/// Where the file cannot be made.
pub fn figure_sheet(reading: &ReportReading, source: &str, is_workbook: bool) -> Result<Vec<u8>, Failure> {
    let rows: Vec<[String; 13]> =
        reading.figures.iter().filter_map(|figure| row(figure, source, "")).collect();
    if is_workbook {
        return workbook(&rows).map_err(|error| failed(&error));
    }
    text_table::csv(&COLUMNS, &rows).map_err(|error| failed(&error))
}

/// The same sheet as CSV, of figures that a person has confirmed: `checked` says who and how.
///
/// # Errors
/// Where nothing is said of how they were checked, or no report is named.
pub fn confirmed_figures(figures: &[StatedFigure], source: &str, checked: &str) -> Result<Vec<u8>, Failure> {
    for (name, text) in [("source", source), ("checked", checked)] {
        if text.trim().is_empty() {
            let message = "没有写明来源的报告，或怎样核对的";
            return Err(
                Failure::new(Code::InvalidArgument, message, "请写明，如 办公室对照原件核对").at(name)
            );
        }
    }
    let rows: Vec<[String; 13]> =
        figures.iter().filter_map(|figure| row(figure, source.trim(), checked.trim())).collect();
    text_table::csv(&COLUMNS, &rows).map_err(|error| failed(&error))
}

fn failed(error: &dyn std::fmt::Display) -> Failure {
    Failure::new(Code::StorageFailed, format!("数字表写不成：{error}"), "请报告这个问题")
}

fn row(figure: &StatedFigure, source: &str, checked: &str) -> Option<[String; 13]> {
    let value = match figure.value.as_ref()? {
        StatedValue::Whole(number) => number.to_string(),
        StatedValue::Decimal(number) => number.to_string(),
        StatedValue::Words(words) => words.clone(),
    };
    let year = figure.year.map(|year| year.to_string()).unwrap_or_default();
    let period = figure.period.clone().unwrap_or_default();
    let place = figure.place.clone().unwrap_or_default();
    let when = if year.is_empty() { &period } else { &year };
    let name = format!("{place}{when}{}", figure.indicator);
    Some([
        // Figures of one sentence differ in what they are of.
        format!("{source}#{}-{name}-{value}", figure.offset),
        name,
        figure.indicator.clone(),
        place,
        year,
        period,
        COMPARISONS
            .iter()
            .find(|(op, _)| *op == figure.op)
            .map(|(_, word)| *word)
            .unwrap_or_default()
            .to_owned(),
        value,
        figure.unit.clone(),
        source.to_owned(),
        figure.quote.replace('\n', ""),
        figure.offset.to_string(),
        checked.to_owned(),
    ])
}

fn workbook(rows: &[[String; 13]]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let width = |heading: &str| if heading == "原文" { 60 } else { 16 };
    let sheet = text_table::headed(&mut book, "数字", &COLUMNS, width)?;
    for (at, row) in (1u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(at, column, cell)?;
        }
    }
    book.save_to_buffer()
}

/// The figures of the region that were confirmed before.
pub(super) fn stored(scope: &AccessScope, region: &Region, when: When) -> Result<Stored, Failure> {
    // A region that keeps no such kind has none.
    let Ok((kind, _)) = region.catalogue.kind(KIND) else { return Ok(Stored::default()) };
    let population = region.population(kind, region.moment(when))?;
    let view = ScopedView::new(scope, &population);
    let facts = view.subjects().filter_map(|subject| stored_fact(kind, &view.facts(subject)));
    Ok(Stored { facts: facts.collect() })
}

/// A figure that is exact and of one year; any other is no measure for the ones of a report.
fn stored_fact(kind: &Kind, facts: &Facts) -> Option<StoredFact> {
    let text = |name: &str| -> Option<String> {
        match facts.plain(kind.attribute(name)?.0) {
            vocabulary::Lookup::Known(vocabulary::Datum::Text(text), _) => Some(text.to_string()),
            _ => None,
        }
    };
    let is_exact = text("比较").is_none_or(|word| word == EXACT);
    is_exact.then_some(())?;
    Some(StoredFact {
        place: text("地区")?,
        indicator: text("指标")?,
        year: text("年份")?.parse().ok()?,
        value: parse_decimal(&text("数值")?)?,
        unit: text("单位").unwrap_or_default(),
        source: text("来源").unwrap_or_default(),
    })
}
