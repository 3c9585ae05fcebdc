//! `course`: how the province's main figures went; `targets`: what laws and plans ask for, and how far it is.

use documents::model::{Chart, ChartKind, Series};
use documents::{Cell, Column, Data, Figure, Formula, Source, Table};
use indices::regional::{Goal, Target, TargetStanding, path};

use super::index::Standing;
use super::names::Desk;
use super::source;
use crate::content::SetTarget;
use crate::failure::Failure;
use crate::model::{FactState, Profile};
use crate::use_cases::profile;

/// Columns whose course is told: column, name, unit, divisor to that unit, decimals, and whether it is a ratio, whose change
/// is told in percentage points.
const MAIN: [(&str, &str, &str, f64, usize, bool); 7] = [
    ("研发经费", "全社会研发经费", "亿元", 1.0, 1, false),
    ("研发强度", "研发经费投入强度", "%", 1.0, 2, true),
    ("研发人员", "研发人员折合全时当量", "万人年", 10_000.0, 2, false),
    ("财政科技支出", "财政科技支出", "亿元", 1.0, 1, false),
    ("有效发明专利", "有效发明专利", "万件", 10_000.0, 2, false),
    ("技术输出合同额", "技术输出合同成交额", "亿元", 10_000.0, 1, false),
    ("高技术主营收入", "高技术产业主营业务收入", "亿元", 1.0, 1, false),
];
/// Years of the course.
const YEARS: usize = 6;
/// Provinces beside the own one in the chart of intensity.
const BESIDE: usize = 3;
/// The kind whose subjects are places with yearly figures.
const PLACE: &str = "region";

pub(super) fn data(desk: &Desk<'_>) -> Result<Data, Failure> {
    let standing = Standing::of(desk)?;
    let panel = desk.panel()?;
    let years: Vec<i32> =
        standing.units.years.iter().copied().filter(|year| *year <= standing.year).collect();
    let years = years.get(years.len().saturating_sub(YEARS)..).unwrap_or_default();
    let (first, last) = (years.first().copied().unwrap_or(0), years.last().copied().unwrap_or(0));
    let (mut rows, mut told) = (Vec::new(), Vec::new());
    for (column, name, unit, divisor, decimals, ratio) in MAIN {
        let series = panel.series(standing.units, &standing.code, column);
        let at = |year: i32| series.iter().find(|(own, ..)| *own == year).copied();
        let figure = |year: i32| {
            let (_, value, row) = at(year).unwrap_or((year, None, 0));
            Figure::maybe(
                value.map(|value| value / divisor),
                decimals,
                unit,
                panel.source(standing.units, row, &[column]),
            )
        };
        let row = rows.len();
        let mut cells = vec![Cell::Text(name.to_owned()), Cell::Text(unit.to_owned())];
        cells.extend(years.iter().map(|year| Cell::Figure(figure(*year))));
        let (from, to) = (figure(first), figure(last));
        let ends = from.number.zip(to.number);
        let ends_at = [(row, 2), (row, years.len() + 1)];
        let span = f64::from((last - first).max(1));
        let derived = panel.derived(standing.units, &standing.code, column, (first, last));
        let growth = ends
            .filter(|(from, to)| !ratio && *from > 0.0 && *to > 0.0)
            .map(|(from, to)| ((to / from).powf(1.0 / span) - 1.0) * 100.0);
        let change = ends.filter(|_| ratio).map(|(from, to)| to - from);
        let growth = Figure::maybe(growth, 1, "%", derived.clone());
        let change = Figure::maybe(change, 2, "个百分点", derived);
        cells.push(if ratio {
            Cell::Empty
        } else {
            Cell::Computed(
                growth.clone(),
                Formula::new(format!("(({{1}}/{{0}})^(1/{})-1)*100", last - first), ends_at),
            )
        });
        cells.push(if ratio {
            Cell::Computed(change.clone(), Formula::new("{1}-{0}", ends_at))
        } else {
            Cell::Empty
        });
        rows.push(cells);
        told.push((
            column.to_owned(),
            Data::record([
                ("name", Data::text(name)),
                ("from", from.into()),
                ("to", to.into()),
                ("change", if ratio { change.into() } else { growth.into() }),
                ("is_ratio", Data::Flag(ratio)),
            ]),
        ));
    }
    let mut columns = vec![Column::words("指标"), Column::words("单位")];
    columns.extend(years.iter().map(|year| Column::figures(format!("{year}年"))));
    columns.push(Column::figures("年均增长（%）"));
    columns.push(Column::figures("变化（百分点）"));
    let table = Table {
        caption: format!("{}主要指标{first}—{last}年", standing.name),
        columns,
        rows: one_source(rows, panel, &standing),
        remarks: vec!["金额按当年价格，没有扣除价格变动；年均增长按首末两年计算。".to_owned()],
    };
    Ok(Data::record([
        ("first".to_owned(), Data::text(first.to_string())),
        ("last".to_owned(), Data::text(last.to_string())),
        ("table".to_owned(), Data::table(table)),
        ("chart".to_owned(), Data::chart(intensity(desk, &standing)?)),
        ("by".to_owned(), Data::Record(told)),
    ]))
}

/// A table of many rows and columns of one file tells the file once; its cells are told apart by their headings.
fn one_source(rows: Vec<Vec<Cell>>, panel: &super::panel::Panel, standing: &Standing<'_>) -> Vec<Vec<Cell>> {
    let whole = panel.whole(standing.units, &[&standing.code]);
    let cell = |cell: Cell| match cell {
        Cell::Figure(figure) => Cell::Figure(Figure { source: whole.clone(), ..figure }),
        Cell::Computed(figure, formula) => {
            Cell::Computed(Figure { source: whole.clone(), ..figure }, formula)
        }
        other => other,
    };
    rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect()
}

/// Intensity over the years beside the provinces with the highest.
fn intensity(desk: &Desk<'_>, standing: &Standing<'_>) -> Result<Chart, Failure> {
    const COLUMN: &str = "研发强度";
    let panel = desk.panel()?;
    let years: Vec<i32> =
        standing.units.years.iter().copied().filter(|year| *year <= standing.year).collect();
    let mut leaders: Vec<usize> =
        standing.ranked.iter().copied().filter(|row| *row != standing.row).collect();
    leaders.sort_by(|a, b| {
        let of = |row: &usize| panel.figure(*row, COLUMN).unwrap_or(f64::NEG_INFINITY);
        of(b).total_cmp(&of(a))
    });
    let shown: Vec<usize> = std::iter::once(standing.row).chain(leaders.into_iter().take(BESIDE)).collect();
    let codes: Vec<&str> = shown.iter().map(|row| standing.units.code(*row)).collect();
    let series = shown.iter().map(|row| {
        let row = *row;
        let found = panel.series(standing.units, standing.units.code(row), COLUMN);
        let value = |year: &i32| found.iter().find(|(own, ..)| own == year).and_then(|(_, value, _)| *value);
        Series { name: standing.units.name(row).to_owned(), values: years.iter().map(value).collect() }
    });
    Ok(Chart {
        caption: format!("研发经费投入强度：{}与强度最高的几个地区", standing.name),
        kind: ChartKind::Lines,
        categories: years.iter().map(ToString::to_string).collect(),
        series: series.collect(),
        unit: "%".to_owned(),
        decimals: 2,
        source: panel.whole(standing.units, &codes),
    })
}

/// Yearly figures of a place, each with its source.
struct Course {
    name: String,
    unit: String,
    figures: Vec<(i32, f64, Source)>,
}

/// `targets`.
pub(super) fn targets(desk: &Desk<'_>) -> Result<Data, Failure> {
    let standing = Standing::of(desk)?;
    let own = desk.settings.code.clone();
    let targets = desk.region.catalogue.templates.targets()?;
    let mine =
        targets.iter().filter(|target| target.place == standing.code || Some(&target.place) == own.as_ref());
    let mut items = Vec::new();
    let mut rows = Vec::new();
    for target in mine {
        let told = Told::of(desk, &standing, target)?;
        rows.push(vec![
            Cell::Text(told.place.clone()),
            Cell::Text(target.text.clone()),
            Cell::Text(target.source.clone()),
            Cell::Figure(Figure::words(told.verdict.shown.clone(), told.verdict.source.clone())),
        ]);
        items.push(Data::record([
            ("place", Data::text(told.place)),
            ("indicator", Data::text(target.indicator.clone())),
            ("judged", Data::Flag(told.judged)),
            ("text", Data::Figure(Figure::words(target.text.clone(), Source::new(&target.source)))),
            ("source", Data::text(target.source.clone())),
            ("verdict", told.verdict.into()),
            ("detail", Data::List(told.detail.into_iter().map(Data::from).collect())),
            ("note", if target.note.is_empty() { Data::Unknown } else { Data::text(target.note.clone()) }),
        ]));
    }
    let table = Table {
        caption: "对照法规和规划写明的目标".to_owned(),
        columns: vec![
            Column::words("地区"),
            Column::words("原文"),
            Column::words("出处"),
            Column::words("走到哪里"),
        ],
        rows,
        remarks: Vec::new(),
    };
    Ok(Data::record([("items", Data::List(items)), ("table", Data::table(table))]))
}

/// A target and how far it is.
struct Told {
    place: String,
    /// In a few words.
    verdict: Figure,
    /// Sentences, each with its source.
    detail: Vec<Figure>,
    /// False: the figures for it are unknown.
    judged: bool,
}

impl Told {
    fn of(desk: &Desk<'_>, standing: &Standing<'_>, target: &SetTarget) -> Result<Self, Failure> {
        let place = if target.place == standing.code {
            standing.name.clone()
        } else {
            desk.region
                .catalogue
                .regions
                .at(&target.place, desk.moment.as_of)
                .map_or_else(|| target.place.clone(), |place| place.name.clone())
        };
        let course = course_of(desk, standing, target, &target.indicator)?;
        if let Some(faster) = &target.faster {
            let other = course_of(desk, standing, target, &faster.than)?;
            return Ok(Self::faster(place, target, &course, &other, faster.by));
        }
        Ok(Self::goal(place, target, &course))
    }

    fn unknown(place: String, course: &Course) -> Self {
        let source = Source::new(format!("本区域数据里没有“{}”的历年数", course.name));
        let verdict = Figure::words("无法判断", source.clone());
        let detail = Figure::words(format!("没有{place}{}的历年数，无法判断", course.name), source);
        Self { place, verdict, detail: vec![detail], judged: false }
    }

    fn goal(place: String, target: &SetTarget, course: &Course) -> Self {
        let until = target.until.unwrap_or(target.from);
        let goal = match (target.level, target.growth) {
            (Some(level), _) => Goal::Level(level),
            (None, growth) => Goal::Growth(growth.unwrap_or(0.0)),
        };
        let series: Vec<(i32, f64)> = course.figures.iter().map(|(year, value, _)| (*year, *value)).collect();
        let found = path(&series, &Target { from: target.from, until, goal });
        if found.standing == TargetStanding::Unknown {
            return Self::unknown(place, course);
        }
        let decimals = if course.unit == "%" { 2 } else { 1 };
        let at = |year: i32| course.figures.iter().find(|(own, ..)| *own == year);
        let shown = |value: f64| format!("{}{}", documents::model::grouped(value, decimals), course.unit);
        let mut detail = Vec::new();
        if let Some((_, value, source)) = at(until) {
            detail.push(Figure::words(format!("{until}年为{}", shown(*value)), source.clone()));
        }
        let word = match found.standing {
            TargetStanding::Reached => "到期已达到",
            TargetStanding::Missed => "到期没有达到",
            TargetStanding::OnPath => "未到期，按现在的速度能达到",
            TargetStanding::Behind => "未到期，按现在的速度达不到",
            TargetStanding::Unknown => "无法判断",
        };
        // A level may be reached after its day.
        let later = target.level.and_then(|level| {
            course.figures.iter().find(|(year, value, _)| *year > until && *value >= level)
        });
        if let (TargetStanding::Missed, Some((year, value, source))) = (found.standing, later) {
            detail.push(Figure::words(format!("{year}年达到{}", shown(*value)), source.clone()));
        }
        if let Some((year, value, source)) = course.figures.last().filter(|(year, ..)| *year != until) {
            detail.push(Figure::words(format!("最近的{year}年为{}", shown(*value)), source.clone()));
        }
        let source = Source::new(format!("由{place}“{}”各年的数与目标比较", course.name));
        if let (TargetStanding::OnPath | TargetStanding::Behind, Some(projected)) =
            (found.standing, found.projected.get())
        {
            detail.push(Figure::words(
                format!("按{}年以来的平均速度推到{until}年为{}", target.from, shown(projected)),
                source.clone(),
            ));
        }
        Self { place, verdict: Figure::words(word, source), detail, judged: true }
    }

    fn faster(place: String, target: &SetTarget, course: &Course, other: &Course, by: f64) -> Self {
        if course.figures.is_empty() || other.figures.is_empty() {
            let missing = if course.figures.is_empty() { course } else { other };
            return Self::unknown(place, missing);
        }
        let growth = |course: &Course, year: i32| {
            let at =
                |year: i32| course.figures.iter().find(|(own, ..)| *own == year).map(|(_, value, _)| *value);
            at(year - 1)
                .zip(at(year))
                .filter(|(before, _)| *before > 0.0)
                .map(|(before, after)| (after / before - 1.0) * 100.0)
        };
        let (mut held, mut failed, mut detail) = (Vec::new(), Vec::new(), Vec::new());
        for (year, _, source) in course.figures.iter().filter(|(year, ..)| *year >= target.from) {
            let Some((own, than)) = growth(course, *year).zip(growth(other, *year)) else { continue };
            let list = if own >= than + by { &mut held } else { &mut failed };
            list.push(year.to_string());
            let words = format!("{year}年{}{}，{}{}", course.name, grew(own), other.name, grew(than));
            detail.push(Figure::words(words, Source::new(format!("由前后两年的数算出；{}", source.text()))));
        }
        let source = Source::new(format!("由{place}“{}”“{}”各年的增长率比较", course.name, other.name));
        let verdict = match (held.as_slice(), failed.as_slice()) {
            ([], []) => "无法判断".to_owned(),
            (_, []) => format!("{}年都高于", held.join("、")),
            ([], _) => format!("{}年都没有高于", failed.join("、")),
            _ => format!("{}年高于，{}年没有高于", held.join("、"), failed.join("、")),
        };
        Self { place, verdict: Figure::words(verdict, source), detail, judged: true }
    }
}

/// 增长12.5%, 下降8.5%.
fn grew(growth: f64) -> String {
    format!("{}{}%", if growth < 0.0 { "下降" } else { "增长" }, documents::model::grouped(growth.abs(), 1))
}

/// The yearly figures that a target speaks of: of the province from its table, of another place from the lake.
fn course_of(
    desk: &Desk<'_>,
    standing: &Standing<'_>,
    target: &SetTarget,
    indicator: &str,
) -> Result<Course, Failure> {
    if target.place == standing.code {
        let panel = desk.panel()?;
        let unit = if panel.has(indicator) { standing.unit_of_column(indicator) } else { String::new() };
        let series = panel.series(standing.units, &standing.code, indicator);
        let figures = series.into_iter().filter_map(|(year, value, row)| {
            Some((year, value?, panel.source(standing.units, row, &[indicator])))
        });
        return Ok(Course { name: indicator.to_owned(), unit, figures: figures.collect() });
    }
    let empty = Course { name: indicator.to_owned(), unit: String::new(), figures: Vec::new() };
    let Ok(place) = profile(desk.scope, desk.region, PLACE, &target.place, desk.when) else {
        return Ok(empty);
    };
    Ok(of_profile(&place, indicator).unwrap_or(empty))
}

fn of_profile(place: &Profile, indicator: &str) -> Option<Course> {
    let attribute =
        place.groups.iter().flat_map(|group| &group.attributes).find(|own| own.name == indicator)?;
    let known = attribute.years.iter().filter(|fact| fact.state == FactState::Known);
    // Values are in the base unit: ratios as fractions, money in 元.
    let (unit, scale) = match attribute.unit.as_deref() {
        Some("%") => ("%", 100.0),
        Some("亿元") => ("亿元", 1e-8),
        Some(other) => (other, 1.0),
        None => ("", 1.0),
    };
    let figures = known.filter_map(|fact| {
        let value = fact.value.as_ref()?;
        let source = source::of_fact(&place.sources, value.source, value.sheet.as_deref(), value.row);
        Some((i32::from(fact.year), value.value.parse::<f64>().ok()? * scale, source))
    });
    Some(Course { name: indicator.to_owned(), unit: unit.to_owned(), figures: figures.collect() })
}

impl Standing<'_> {
    /// Unit of a column of the table: that of an indicator, or of a size.
    fn unit_of_column(&self, column: &str) -> String {
        let indicators = self.framework.nodes.iter().filter_map(|node| node.indicator.as_ref());
        let of_indicator = indicators.filter(|own| own.column == column).map(|own| own.unit.clone());
        let of_size =
            self.framework.denominators.iter().filter(|own| own.column == column).map(|own| own.unit.clone());
        of_indicator.chain(of_size).next().unwrap_or_default()
    }
}
