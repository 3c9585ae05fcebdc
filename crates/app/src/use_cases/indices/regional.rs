//! Regional comparison: cards of places with a guard on what may be compared, targets, inequality between districts.

use indices::Value;
use indices::regional::{
    Bound, Card, Confidence, Figure, Goal, Target, TargetStanding, Trait, Verdict, Year, card, concentration,
    gini, path, theil,
};

use crate::failure::{Code, Failure};
use crate::model::{
    CardInfo, CardLine, DifferenceInfo, FigureInfo, GrowthInfo, QuotientInfo, RivalInfo, SpreadInfo,
    TargetInfo, TheilGroupInfo, YearFigure,
};
use crate::use_cases::Rows;

/// The columns of a figures' table; the English ones are those of published collections of figures.
const COLUMNS: [(&str, &[&str]); 12] = [
    ("id", &["编号", "id"]),
    ("indicator", &["指标", "indicator"]),
    ("scope", &["范围", "scope"]),
    ("definition", &["口径", "definition"]),
    ("place", &["名称", "地区", "place"]),
    ("stated", &["文中年份", "年度", "year_in_text", "year"]),
    ("proposed", &["推定年份", "year_likely"]),
    ("confidence", &["年份把握", "year_conf"]),
    ("value", &["取值", "value"]),
    ("unit", &["单位", "unit"]),
    ("bound", &["比较", "op"]),
    ("source", &["来源", "source"]),
];

/// The card of a place from a table of figures, beside those of the places `against` (every other where none is told). `accept` uses proposed years where they are at least likely; the card says so.
///
/// # Errors
/// Where the table has no such columns, or no figure of the place.
pub fn region_card(
    table: Rows<'_>,
    place: &str,
    against: &[String],
    accept: bool,
) -> Result<CardInfo, Failure> {
    let figures = read_figures(table)?;
    if !figures.iter().any(|figure| figure.place == place) {
        let mut known: Vec<&str> = figures.iter().map(|figure| figure.place.as_str()).collect();
        known.sort_unstable();
        known.dedup();
        let message = format!("表里没有“{place}”的数");
        return Err(
            Failure::new(Code::InvalidArgument, message, format!("现有：{}", known.join("、"))).at("--place")
        );
    }
    let mut found = told(&card(&figures, place, accept), accept);
    if !against.is_empty() {
        for line in &mut found.lines {
            line.rivals.retain(|rival| against.contains(&rival.figure.place));
        }
    }
    Ok(found)
}

fn read_figures((name, bytes): Rows<'_>) -> Result<Vec<Figure>, Failure> {
    let mut places: Option<Vec<Option<usize>>> = None;
    let mut figures = Vec::new();
    lake::text_rows(name, bytes, |record| {
        let Some(places) = &places else {
            let find = |names: &[&str]| record.iter().position(|heading| names.contains(&heading.trim()));
            let found: Vec<Option<usize>> = COLUMNS.iter().map(|(_, names)| find(names)).collect();
            for (key, names) in COLUMNS {
                let needed = ["indicator", "place", "value", "unit"].contains(&key);
                if needed && find(names).is_none() {
                    return Err(format!("没有“{}”列", names.first().copied().unwrap_or_default()));
                }
            }
            places = Some(found);
            return Ok(());
        };
        let cell = |key: &str| {
            let at = COLUMNS
                .iter()
                .position(|(other, _)| *other == key)
                .and_then(|at| places.get(at).copied().flatten());
            at.and_then(|at| record.get(at)).map_or("", str::trim)
        };
        figures.push(figure(name, &cell));
        Ok(())
    })?;
    Ok(figures)
}

fn figure<'r>(source: &str, cell: &dyn Fn(&str) -> &'r str) -> Figure {
    // 大科学装置(在建): what stands in brackets is the scope.
    let written = cell("indicator").replace('（', "(").replace('）', ")");
    let (indicator, bracket) = match written.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((indicator, scope)) => (indicator.to_owned(), scope.to_owned()),
        None => (written.clone(), String::new()),
    };
    let scope = if cell("scope").is_empty() { bracket } else { cell("scope").to_owned() };
    Figure {
        id: cell("id").to_owned(),
        indicator,
        scope,
        definition: cell("definition").to_owned(),
        unit: cell("unit").to_owned(),
        place: cell("place").to_owned(),
        year: Year {
            stated: year(cell("stated")),
            proposed: year(cell("proposed")),
            confidence: match cell("confidence") {
                "certain" | "确定" => Some(Confidence::Certain),
                "likely" | "较可能" => Some(Confidence::Likely),
                "unsure" | "存疑" => Some(Confidence::Unsure),
                _ => None,
            },
        },
        value: Value::from(cell("value").replace(',', "").parse().ok()),
        bound: match cell("bound") {
            ">" | ">=" | "超过" => Bound::Above,
            "<" | "<=" | "≈<" | "不到" => Bound::Below,
            "≈" | "约" => Bound::About,
            _ => Bound::Exact,
        },
        source: if cell("source").is_empty() { source.to_owned() } else { cell("source").to_owned() },
    }
}

/// The first four digits in a row: `2023(range start)` is 2023; a span such as 2021-2025 is no single year.
fn year(text: &str) -> Option<i32> {
    let plain = text.trim();
    let spans = plain.len() == 9 && plain.contains(['-', '/']);
    let digits: String = plain.chars().take_while(char::is_ascii_digit).collect();
    if spans || digits.len() != 4 { None } else { digits.parse().ok() }
}

fn told(card: &Card, accept: bool) -> CardInfo {
    let figure = |figure: &Figure| FigureInfo {
        id: figure.id.clone(),
        place: figure.place.clone(),
        year: figure.year.stated,
        proposed_year: figure.year.proposed,
        confidence: figure.year.confidence.map(|confidence| {
            match confidence {
                Confidence::Certain => "certain",
                Confidence::Likely => "likely",
                Confidence::Unsure => "unsure",
            }
            .to_owned()
        }),
        used_year: figure.year.used(accept),
        value: figure.value.get(),
        unit: figure.unit.clone(),
        scope: figure.scope.clone(),
        bound: match figure.bound {
            Bound::Exact => "=",
            Bound::About => "≈",
            Bound::Above => ">",
            Bound::Below => "<",
        }
        .to_owned(),
        source: figure.source.clone(),
    };
    CardInfo {
        place: card.place.clone(),
        accepts_proposals: accept,
        lines: (card.lines.iter())
            .map(|line| CardLine {
                indicator: line.figures.first().map(|figure| figure.indicator.clone()).unwrap_or_default(),
                scope: line.figures.first().map(|figure| figure.scope.clone()).unwrap_or_default(),
                figures: line.figures.iter().map(figure).collect(),
                growth: line.growth.map(|growth| GrowthInfo {
                    from: growth.from,
                    to: growth.to,
                    times: growth.times,
                    yearly: growth.yearly.get(),
                }),
                rank: line.rank.map(|rank| rank.0),
                of: line.rank.map(|rank| rank.1),
                rivals: (line.rivals.iter())
                    .map(|rival| RivalInfo {
                        figure: figure(&rival.figure),
                        verdict: match rival.verdict {
                            Verdict::Comparable => "comparable",
                            Verdict::Flagged => "flagged",
                            Verdict::Refused => "refused",
                        }
                        .to_owned(),
                        ratio: rival.ratio,
                        differences: (rival.differences.iter())
                            .map(|difference| DifferenceInfo {
                                of: trait_word(difference.of).to_owned(),
                                left: difference.left.clone(),
                                right: difference.right.clone(),
                            })
                            .collect(),
                    })
                    .collect(),
            })
            .collect(),
    }
}

fn trait_word(of: Trait) -> &'static str {
    match of {
        Trait::Indicator => "指标",
        Trait::Scope => "范围",
        Trait::Definition => "口径",
        Trait::Unit => "单位",
        Trait::Year => "年份",
        Trait::YearDoubtful => "年份存疑",
        Trait::Source => "来源",
        Trait::Bound => "精确程度",
        Trait::Unknown => "取值",
    }
}

/// What a target is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TargetOrder {
    /// The year it is counted from.
    pub from: i32,
    /// The year by which it is to be reached.
    pub until: i32,
    /// Mean growth a year of at least so much (0.15 is 15 %).
    pub growth: Option<f64>,
    /// A figure of at least so much.
    pub level: Option<f64>,
}

/// Whether a column of a units' table, of one unit, is on the way to a target.
///
/// # Errors
/// Where the table has no such column or unit, or the target says neither growth nor level.
pub fn region_target(
    table: Rows<'_>,
    unit: &str,
    column: &str,
    order: TargetOrder,
) -> Result<TargetInfo, Failure> {
    let goal = match (order.growth, order.level) {
        (Some(growth), None) => Goal::Growth(growth),
        (None, Some(level)) => Goal::Level(level),
        _ => {
            let hint = "写 --growth 0.15（每年至少增长 15%）或 --level 4.0，二者之一";
            return Err(Failure::new(Code::InvalidArgument, "没有写明目标", hint).at("--growth"));
        }
    };
    let sheet = Sheet::read(table)?;
    let (years, figures) = (sheet.column(&["年度", "year", "Year", "Time"])?, sheet.column(&[column])?);
    let rows = sheet.rows_of(unit)?;
    let mut series = Vec::new();
    for row in rows {
        let year = sheet.cell(row, years).trim_end_matches(".0").parse::<i32>().ok();
        if let (Some(year), Some(figure)) = (year, sheet.number(row, figures)?) {
            series.push((year, figure));
        }
    }
    let found = path(&series, &Target { from: order.from, until: order.until, goal });
    Ok(TargetInfo {
        unit: unit.to_owned(),
        indicator: column.to_owned(),
        standing: match found.standing {
            TargetStanding::Reached => "reached",
            TargetStanding::Missed => "missed",
            TargetStanding::OnPath => "on_path",
            TargetStanding::Behind => "behind",
            TargetStanding::Unknown => "unknown",
        }
        .to_owned(),
        figures: series
            .iter()
            .map(|(year, figure)| YearFigure { year: *year, value: Some(*figure) })
            .collect(),
        needed: found
            .needed
            .iter()
            .map(|(year, value)| YearFigure { year: *year, value: value.get() })
            .collect(),
        growth: found.growth.get(),
        projected: found.projected.get(),
        growth_from_here: found.from_here.get(),
    })
}

/// Inequality of a column between units, in proportion to another one, by group.
///
/// # Errors
/// Where the table has no such column, or nothing can be shared out.
pub fn region_spread(
    table: Rows<'_>,
    column: &str,
    size: Option<&str>,
    group: Option<&str>,
) -> Result<SpreadInfo, Failure> {
    let sheet = Sheet::read(table)?;
    let at = sheet.column(&[column])?;
    let size_at = size.map(|size| sheet.column(&[size])).transpose()?;
    let group_at = group.map(|group| sheet.column(&[group])).transpose()?;
    let (mut codes, mut totals, mut sizes, mut groups, mut unknown) = (vec![], vec![], vec![], vec![], 0);
    for row in 0..sheet.rows.len() {
        let size = match size_at {
            Some(at) => sheet.number(row, at)?,
            None => Some(1.0),
        };
        match (sheet.number(row, at)?, size) {
            (Some(total), Some(size)) => {
                codes.push(sheet.cell(row, 0));
                totals.push(total);
                sizes.push(size);
                groups.push(group_at.map_or("全部", |at| sheet.cell(row, at)));
            }
            _ => unknown += 1,
        }
    }
    let refuse = || {
        let message = format!("“{column}”不能算不均等：要有正的总量、不小于 0 的数和正的规模");
        Failure::new(Code::InvalidTable, message, "请核对这一列和规模列").at(table.0)
    };
    let theil = theil(&totals, &sizes, &groups).ok_or_else(refuse)?;
    let found = concentration(&totals, &sizes, 3).ok_or_else(refuse)?;
    Ok(SpreadInfo {
        column: column.to_owned(),
        size: size.map(str::to_owned),
        units: totals.len(),
        unknown,
        gini: gini(&totals, &sizes).ok_or_else(refuse)?,
        theil: theil.total,
        theil_between: theil.between,
        theil_within: theil.within,
        groups: (theil.groups.into_iter())
            .map(|group| TheilGroupInfo { name: group.name, share: group.share, theil: group.theil })
            .collect(),
        first_shares: found.shares,
        herfindahl: found.herfindahl,
        quotients: (codes.iter().zip(found.quotients))
            .map(|(code, quotient)| QuotientInfo { code: (*code).to_owned(), quotient })
            .collect(),
    })
}

/// A table as text.
struct Sheet<'a> {
    name: &'a str,
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl<'a> Sheet<'a> {
    fn read((name, bytes): Rows<'a>) -> Result<Self, Failure> {
        let mut sheet = Self { name, headings: Vec::new(), rows: Vec::new() };
        lake::text_rows(name, bytes, |record| {
            let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
            if sheet.headings.is_empty() {
                sheet.headings = cells;
            } else if cells.iter().any(|cell| !cell.is_empty()) {
                sheet.rows.push(cells);
            }
            Ok(())
        })?;
        Ok(sheet)
    }

    fn column(&self, names: &[&str]) -> Result<usize, Failure> {
        self.headings.iter().position(|heading| names.contains(&heading.as_str())).ok_or_else(|| {
            let message = format!("表里没有“{}”列", names.first().copied().unwrap_or_default());
            let hint = format!("现有的列：{}", self.headings.join("、"));
            Failure::new(Code::InvalidTable, message, hint).at(self.name)
        })
    }

    fn cell(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|row| row.get(column)).map_or("", String::as_str)
    }

    fn number(&self, row: usize, column: usize) -> Result<Option<f64>, Failure> {
        let text = self.cell(row, column);
        indices::units::number(text).map_err(|message| {
            let heading = self.headings.get(column).map_or("", String::as_str);
            Failure::new(Code::InvalidTable, format!("第 {} 行“{heading}”列：{message}", row + 2), "")
                .at(self.name)
        })
    }

    /// The rows of a unit, by any of the first two columns.
    fn rows_of(&self, unit: &str) -> Result<Vec<usize>, Failure> {
        let is = |row: &usize| self.cell(*row, 0) == unit || self.cell(*row, 1) == unit;
        let rows: Vec<usize> = (0..self.rows.len()).filter(is).collect();
        if rows.is_empty() {
            let message = format!("表里没有单位“{unit}”");
            return Err(
                Failure::new(Code::InvalidArgument, message, "请用第一、二列里的代码或名称").at("--unit")
            );
        }
        Ok(rows)
    }
}
