//! `city`: the region's own figures, and how they compare with other cities where they can be compared at all.

use documents::{Cell, Column, Data, Figure, Source, Table};

use super::names::Desk;
use super::source;
use crate::failure::Failure;
use crate::model::{CardInfo, FigureInfo};
use crate::use_cases::{framework_detail, overview, region_card};

/// The framework beside which the figures of cities stand.
const FRAMEWORK: &str = "city-comparison";

pub(super) fn data(desk: &Desk<'_>) -> Result<Data, Failure> {
    let (own_table, count) = own(desk)?;
    let card = card(desk)?;
    let (lines, table, refused) = card.as_ref().map_or_else(|| (Vec::new(), Table::default(), 0), compared);
    Ok(Data::record([
        ("name", Data::maybe(desk.settings.name.clone())),
        ("count", Figure::number(count as f64, 0, "项", Source::new("本区域数据目录，类别“区划”")).into()),
        ("table", Data::table(own_table)),
        ("has_card", Data::Flag(card.is_some())),
        ("lines", Data::List(lines)),
        ("compared_table", Data::table(table)),
        (
            "refused",
            Figure::number(refused as f64, 0, "处", Source::new("本产品逐对核对口径、范围、单位、年份"))
                .into(),
        ),
    ]))
}

/// Figures of the region itself, the latest of each, with definition and source.
fn own(desk: &Desk<'_>) -> Result<(Table, usize), Failure> {
    let seen = overview(desk.scope, desk.region, desk.when)?;
    let rows = seen.figures.iter().map(|figure| {
        let source = figure
            .source
            .as_ref()
            .map_or_else(|| Source::new("来源未知"), |own| Source::new(source::of_table(own)));
        vec![
            Cell::Text(figure.indicator.clone()),
            Cell::Text(figure.year.map_or("未知".to_owned(), |year| year.to_string())),
            Cell::Figure(Figure::words(figure.text.clone(), source)),
            Cell::Text(figure.definition.clone()),
        ]
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let count = rows.len();
    let table = Table {
        caption: format!("{}已有的数字（各项取最近一年）", desk.settings.name.clone().unwrap_or_default()),
        columns: vec![
            Column::words("指标"),
            Column::words("年份"),
            Column::figures("数值"),
            Column::words("口径"),
        ],
        rows,
        remarks: Vec::new(),
    };
    Ok((table, count))
}

/// The card of the city among the figures that come with the framework; none where there are none of it.
fn card(desk: &Desk<'_>) -> Result<Option<CardInfo>, Failure> {
    let Some(name) = &desk.settings.name else { return Ok(None) };
    let short = name.strip_suffix('市').unwrap_or(name);
    let Some(figures) = framework_detail(desk.region, FRAMEWORK)?.figures else { return Ok(None) };
    // Proposed years are shown as such, never taken for stated ones.
    Ok(region_card((FRAMEWORK, figures.as_bytes()), short, &[], false).ok())
}

fn figure(own: &FigureInfo) -> Figure {
    let id = if own.id.is_empty() { String::new() } else { format!("（{}）", own.id) };
    let source = Source::new(format!("{}{id}", own.source));
    let bound = match own.bound.as_str() {
        "≈" => "约",
        ">" => "超过",
        "<" => "不到",
        _ => "",
    };
    let decimals = own.value.map_or(0, |value| decimals(value));
    let told = Figure::maybe(own.value, decimals, &own.unit, source);
    let shown = format!("{bound}{}", told.shown);
    if own.value.is_some() { told.shown_as(shown) } else { told }
}

/// In a table, where the numbers of the records have a column of their own.
fn without_id(own: &FigureInfo) -> Figure {
    figure(&FigureInfo { id: String::new(), ..own.clone() })
}

/// As many decimals as a figure was told with, at most two.
fn decimals(value: f64) -> usize {
    [0, 1]
        .into_iter()
        .find(|digits| {
            let scale = if *digits == 0 { 1.0 } else { 10.0 };
            ((value * scale).round() - value * scale).abs() < 1e-9
        })
        .unwrap_or(2)
}

fn year(own: &FigureInfo) -> String {
    match (own.year, own.proposed_year) {
        (Some(year), Some(proposed)) if year != proposed => format!("文中{year}年，推定{proposed}年"),
        (Some(year), _) => format!("{year}年"),
        (None, Some(proposed)) => format!("文中没有写年份，推定{proposed}年"),
        (None, None) => "年份未知".to_owned(),
    }
}

/// Lines of the card in words, a table of comparisons, and how many were refused.
fn compared(card: &CardInfo) -> (Vec<Data>, Table, usize) {
    let mut lines = Vec::new();
    let mut rows = Vec::new();
    let mut refused = 0;
    for line in &card.lines {
        let Some(own) = line.figures.last() else { continue };
        let scope = if line.scope.is_empty() { String::new() } else { format!("（{}）", line.scope) };
        lines.push(Data::record([
            ("name", Data::text(format!("{}{scope}", line.indicator))),
            ("figure", figure(own).into()),
            ("year", Data::text(year(own))),
        ]));
        for rival in &line.rivals {
            let differences: Vec<String> = rival
                .differences
                .iter()
                .map(|difference| {
                    let side = |text: &str| {
                        if text.is_empty() { "未写明".to_owned() } else { text.replace("推定 ", "") }
                    };
                    let (left, right) = (side(&difference.left), side(&difference.right));
                    match difference.of.as_str() {
                        "年份存疑" => format!("年份系推定（{left}、{right}）"),
                        of => format!("{of}不同（{left}、{right}）"),
                    }
                })
                .collect();
            let verdict = match rival.verdict.as_str() {
                "comparable" => "可以比",
                "flagged" => "要当心",
                _ => "不能比",
            };
            refused += usize::from(rival.verdict == "refused");
            let computed = Source::new("由本行两个数相除");
            let ratio = rival.ratio.map(|ratio| Figure::number(ratio, 2, "倍", computed));
            let at = rows.len();
            rows.push(vec![
                Cell::Text(format!("{}{scope}", line.indicator)),
                Cell::Figure(without_id(own)),
                Cell::Text(rival.figure.place.clone()),
                Cell::Figure(without_id(&rival.figure)),
                match ratio {
                    Some(ratio) => {
                        Cell::Computed(ratio, documents::Formula::new("{0}/{1}", [(at, 1), (at, 3)]))
                    }
                    None => Cell::Empty,
                },
                Cell::Text(if differences.is_empty() {
                    verdict.to_owned()
                } else {
                    format!("{verdict}：{}", differences.join("；"))
                }),
                Cell::Text(format!("{} {}", own.id, rival.figure.id).trim().to_owned()),
            ]);
        }
    }
    let table = Table {
        caption: format!("{}与其他城市", card.place),
        columns: vec![
            Column::words("指标"),
            Column::figures(card.place.clone()),
            Column::words("城市"),
            Column::figures("该市"),
            Column::figures("倍数"),
            Column::words("能不能比"),
            Column::words("编号"),
        ],
        rows,
        remarks: vec!["范围、口径、单位不同的两个数不相除；年份是推定的，写明推定，不当作原文。".to_owned()],
    };
    (lines, table, refused)
}
