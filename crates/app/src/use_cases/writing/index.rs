//! `index`: the province in the index of provinces: score, place and how sure it is, pillars, indicators.

use documents::model::{Chart, ChartKind, Series, grouped};
use documents::{Cell, Column, Data, Figure, Source, Table};
use indices::{Framework, Units};

use super::names::Desk;
use super::region::province;
use crate::failure::{Code, Failure};
use crate::model::StandingInfo;
use crate::use_cases::IndexRun;

/// Provinces shown on either side of the place in a comparison.
const NEIGHBOURS: usize = 4;
/// Years of the history shown in sentences and tables.
const YEARS: usize = 6;
/// Leaders shown beside the place in a chart of the history.
const LEADERS: usize = 3;

/// A place `4` as people write it.
pub(super) fn ordinal(place: usize) -> String {
    format!("第{place}位")
}

/// A figure that is a place.
pub(super) fn place_figure(place: Option<usize>, source: Source) -> Figure {
    match place {
        Some(place) => Figure::number(place as f64, 0, "位", source).shown_as(ordinal(place)),
        None => Figure::maybe(None, 0, "位", source),
    }
}

/// The province among the units of the latest year.
pub(super) struct Standing<'d> {
    pub(super) run: &'d IndexRun,
    pub(super) units: &'d Units,
    pub(super) framework: &'d Framework,
    /// The province's row in the latest year.
    pub(super) row: usize,
    pub(super) year: i32,
    pub(super) code: String,
    pub(super) name: String,
    /// All rows of that year with a place, best first.
    pub(super) ranked: Vec<usize>,
}

impl<'d> Standing<'d> {
    pub(super) fn of(desk: &'d Desk<'_>) -> Result<Self, Failure> {
        let run = desk.run()?;
        let (units, framework) = (run.units(), run.framework());
        let (code, name) = province(desk)?;
        let own = (0..units.len()).filter(|row| units.code(*row) == code);
        // The latest year in which the province has a place.
        let row = own
            .filter(|row| run.place_of(*row, framework.root()).is_some())
            .max_by_key(|row| units.year(*row));
        let row = row.ok_or_else(|| {
            Failure::new(Code::InvalidArgument, format!("{name}没有得分"), "请核对省域数据表").at("with")
        })?;
        let year = units.year(row);
        let mut ranked: Vec<(usize, usize)> = (0..units.len())
            .filter(|row| units.year(*row) == year)
            .filter_map(|row| Some((run.place_of(row, framework.root())?, row)))
            .collect();
        ranked.sort_unstable();
        let ranked = ranked.into_iter().map(|(_, row)| row).collect();
        Ok(Self { run, units, framework, row, year, code, name, ranked })
    }

    /// The rows of the year around the province's place, best first.
    fn neighbours(&self) -> &[usize] {
        let at = self.ranked.iter().position(|row| *row == self.row).unwrap_or(0);
        // As many as fit on either side; near an end the other side gives.
        let wanted = NEIGHBOURS * 2 + 1;
        let from = at.saturating_sub(NEIGHBOURS).min(self.ranked.len().saturating_sub(wanted));
        self.ranked.get(from..(from + wanted).min(self.ranked.len())).unwrap_or_default()
    }

    /// Groups right below the index.
    fn pillars(&self) -> Vec<usize> {
        let root = self.framework.root();
        self.framework.nodes.get(root).map(|node| node.children.clone()).unwrap_or_default()
    }

    pub(super) fn node_name(&self, node: usize) -> &str {
        self.framework.nodes.get(node).map_or("", |node| node.name.as_str())
    }

    /// The row of the year that has the best place in a node.
    pub(super) fn best(&self, node: usize) -> Option<usize> {
        self.ranked.iter().copied().min_by_key(|row| self.run.place_of(*row, node).unwrap_or(usize::MAX))
    }

    /// The middle of the year's figures of an indicator.
    pub(super) fn median(&self, node: usize) -> Option<f64> {
        let mut known: Vec<f64> =
            self.ranked.iter().filter_map(|row| self.run.figure_of(*row, node)).collect();
        known.sort_by(f64::total_cmp);
        let middle = known.len() / 2;
        match known.len() {
            0 => None,
            even if even.is_multiple_of(2) => {
                Some(f64::midpoint(*known.get(middle - 1)?, *known.get(middle)?))
            }
            _ => known.get(middle).copied(),
        }
    }

    /// Indicators with their places in the framework.
    pub(super) fn indicators(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.framework.width())
            .filter(|node| self.framework.nodes.get(*node).is_some_and(|node| node.indicator.is_some()))
    }

    /// Where an indicator's figure of a row comes from: its column, and the one it is divided by.
    pub(super) fn source(&self, desk: &Desk<'_>, row: usize, node: usize) -> Result<Source, Failure> {
        let Some(indicator) = self.framework.nodes.get(node).and_then(|node| node.indicator.as_ref()) else {
            return Ok(Source::new("本产品计算"));
        };
        let mut columns = vec![indicator.column.as_str()];
        let size = indicator.denominator.and_then(|(at, _)| self.framework.denominators.get(at));
        columns.extend(size.map(|size| size.column.as_str()));
        Ok(desk.panel()?.source(self.units, row, &columns))
    }

    /// Unit, decimals and divisor in which an indicator's figure is shown. What a quotient is in, its definition says.
    pub(super) fn unit(&self, node: usize) -> (String, usize, f64) {
        let node = self.framework.nodes.get(node);
        let Some(indicator) = node.and_then(|node| node.indicator.as_ref()) else {
            return (String::new(), 2, 1.0);
        };
        let definition = node.map_or("", |node| node.definition.as_str());
        match (indicator.denominator, indicator.unit.as_str()) {
            (Some(_), _) if definition.contains("百分比") || definition.contains("（%）") => {
                ("%".to_owned(), 2, 1.0)
            }
            (Some(_), unit) if definition.starts_with("每千人年") => (format!("{unit}/千人年"), 2, 1.0),
            (Some(_), _) => ("（比值）".to_owned(), 4, 1.0),
            (None, unit) => shown_in(unit),
        }
    }

    /// An indicator's figure of a row.
    pub(super) fn figure(&self, desk: &Desk<'_>, row: usize, node: usize) -> Result<Figure, Failure> {
        Ok(self.figure_from(row, node, self.source(desk, row, node)?))
    }

    /// The same with a source told otherwise.
    fn figure_from(&self, row: usize, node: usize, source: Source) -> Figure {
        let (unit, decimals, divisor) = self.unit(node);
        Figure::maybe(self.run.figure_of(row, node).map(|value| value / divisor), decimals, &unit, source)
    }
}

/// Unit, decimals and divisor in which a figure held in `unit` is shown: money in 亿元, since 万元 of a province are long.
pub(super) fn shown_in(unit: &str) -> (String, usize, f64) {
    match unit {
        "万元" => ("亿元".to_owned(), 1, 10_000.0),
        "亿元" => ("亿元".to_owned(), 1, 1.0),
        "%" => ("%".to_owned(), 2, 1.0),
        other => (other.to_owned(), 0, 1.0),
    }
}

pub(super) fn data(desk: &Desk<'_>) -> Result<Data, Failure> {
    let standing = Standing::of(desk)?;
    let sure = desk.sensitivity()?;
    let panel = desk.panel()?;
    let (run, root) = (standing.run, standing.framework.root());
    let computed = panel.computed("省域创新指数", standing.year);
    let tail = sure.interval.0 * 100.0;
    let interval_words = format!("{:.0}%", 100.0 - 2.0 * tail);
    let doubt = panel.computed(
        &format!("敏感性分析，{}次运行，位次的第{tail:.0}至第{:.0}百分位", sure.runs, 100.0 - tail),
        standing.year,
    );
    let of = |row: usize| {
        let (code, year) = (standing.units.code(row), standing.units.year(row));
        sure.units.iter().find(|unit| unit.code == code && unit.year == Some(year))
    };
    let own = of(standing.row);
    let bound = |value: Option<f64>| place_figure(value.map(round_place), doubt.clone());
    let (low, high) = (own.and_then(|own| own.rank_low), own.and_then(|own| own.rank_high));
    let pillars = pillars(&standing, &computed);
    let gap = |row: Option<usize>| -> Data {
        row.map_or(Data::Unknown, |row| Data::text(standing.units.name(row)))
    };
    let at = standing.ranked.iter().position(|row| *row == standing.row).unwrap_or(0);
    let above = at.checked_sub(1).and_then(|at| standing.ranked.get(at)).copied();
    let below = standing.ranked.get(at + 1).copied();
    // Whose interval overlaps the province's: nobody can tell them apart for sure.
    let overlaps = standing
        .ranked
        .iter()
        .copied()
        .filter(|row| *row != standing.row)
        .filter(|row| of(*row).zip(own).is_some_and(|(other, own)| overlap(other, own)));
    let overlaps: Vec<Data> = overlaps.map(|row| Data::text(standing.units.name(row))).collect();
    let estimated: Vec<Data> = standing
        .indicators()
        .filter(|node| run.is_estimated(standing.row, *node))
        .map(|node| Data::text(standing.node_name(node)))
        .collect();
    let estimated_count = Figure::number(
        estimated.len() as f64,
        0,
        "项",
        panel.computed("没有公布、按本省前后年份估计的指标数", standing.year),
    );
    let history = history(desk, &standing)?;
    let mut members = vec![
        ("name".to_owned(), Data::text(standing.framework.name.clone())),
        ("year".to_owned(), Data::text(standing.year.to_string())),
        ("notes".to_owned(), Data::list(standing.framework.notes.iter().map(Data::text))),
        ("source".to_owned(), Data::text(standing.framework.source.clone())),
        (
            "units".to_owned(),
            Figure::number(
                standing.ranked.len() as f64,
                0,
                "个",
                panel.computed("有得分的省级地区数", standing.year),
            )
            .into(),
        ),
        (
            "score".to_owned(),
            Figure::maybe(run.score_of(standing.row, root), 1, "分", computed.clone()).into(),
        ),
        ("rank".to_owned(), place_figure(run.place_of(standing.row, root), computed.clone()).into()),
        ("rank_low".to_owned(), bound(low).into()),
        ("rank_high".to_owned(), bound(high).into()),
        (
            "certain".to_owned(),
            Data::Flag(low.zip(high).is_some_and(|(low, high)| round_place(low) == round_place(high))),
        ),
        ("interval".to_owned(), Data::text(interval_words)),
        ("above".to_owned(), gap(above)),
        ("below".to_owned(), gap(below)),
        ("overlaps".to_owned(), Data::List(overlaps)),
        ("estimated".to_owned(), Data::List(estimated)),
        ("estimated_count".to_owned(), estimated_count.into()),
        ("pillars_table".to_owned(), Data::table(pillars_table(&standing, &computed))),
        ("neighbours_table".to_owned(), Data::table(neighbours(&standing, &of, &computed, &doubt))),
        ("intervals_chart".to_owned(), Data::chart(intervals(&standing, &of, &doubt))),
        ("indicators_table".to_owned(), Data::table(indicators(desk, &standing)?)),
        ("choices_table".to_owned(), Data::table(choices(desk, &standing)?)),
    ];
    members.push(("strongest".to_owned(), pillars.first().cloned().unwrap_or(Data::Unknown)));
    members.push(("weakest".to_owned(), pillars.last().cloned().unwrap_or(Data::Unknown)));
    members.push(("pillars".to_owned(), Data::List(pillars)));
    members.extend(history);
    Ok(Data::Record(members))
}

/// Quantiles of places may lie between two.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place is small and positive")]
fn round_place(place: f64) -> usize {
    place.round().max(1.0) as usize
}

fn overlap(one: &StandingInfo, other: &StandingInfo) -> bool {
    let interval = |unit: &StandingInfo| unit.rank_low.zip(unit.rank_high);
    interval(one).zip(interval(other)).is_some_and(|((a, b), (c, d))| a <= d && c <= b)
}

/// Pillars, the province's best place first.
fn pillars(standing: &Standing<'_>, computed: &Source) -> Vec<Data> {
    let mut pillars = standing.pillars();
    pillars.sort_by_key(|node| standing.run.place_of(standing.row, *node).unwrap_or(usize::MAX));
    let one = |node: &usize| {
        let best = standing.best(*node);
        Data::record([
            ("name", Data::text(standing.node_name(*node))),
            (
                "score",
                Figure::maybe(standing.run.score_of(standing.row, *node), 1, "分", computed.clone()).into(),
            ),
            ("rank", place_figure(standing.run.place_of(standing.row, *node), computed.clone()).into()),
            ("best", Data::maybe(best.map(|row| standing.units.name(row)))),
            (
                "best_score",
                Figure::maybe(
                    best.and_then(|row| standing.run.score_of(row, *node)),
                    1,
                    "分",
                    computed.clone(),
                )
                .into(),
            ),
        ])
    };
    pillars.iter().map(one).collect()
}

fn pillars_table(standing: &Standing<'_>, computed: &Source) -> Table {
    let cell = |value: Option<f64>| Cell::Figure(Figure::maybe(value, 1, "分", computed.clone()));
    let rows = standing.pillars().into_iter().enumerate().map(|(at, node)| {
        let best = standing.best(node);
        let own = standing.run.score_of(standing.row, node);
        let top = best.and_then(|row| standing.run.score_of(row, node));
        let behind = own.zip(top).map(|(own, top)| own - top);
        vec![
            Cell::Text(standing.node_name(node).to_owned()),
            cell(own),
            Cell::Figure(place_figure(standing.run.place_of(standing.row, node), computed.clone())),
            Cell::Text(best.map_or_else(String::new, |row| standing.units.name(row).to_owned())),
            cell(top),
            Cell::Computed(
                Figure::maybe(behind, 1, "分", computed.clone()),
                documents::Formula::new("{0}-{1}", [(at, 1), (at, 4)]),
            ),
        ]
    });
    Table {
        caption: format!("{}年{}各方面的得分与位次", standing.year, standing.name),
        columns: vec![
            Column::words("方面"),
            Column::figures("得分"),
            Column::figures("位次"),
            Column::words("最高的地区"),
            Column::figures("最高得分"),
            Column::figures("与最高之差"),
        ],
        rows: rows.collect(),
        remarks: Vec::new(),
    }
}

type Of<'a> = dyn Fn(usize) -> Option<&'a StandingInfo> + 'a;

fn neighbours(standing: &Standing<'_>, of: &Of<'_>, computed: &Source, doubt: &Source) -> Table {
    let root = standing.framework.root();
    let pillars = standing.pillars();
    let score = |row: usize, node: usize| {
        Cell::Figure(Figure::maybe(standing.run.score_of(row, node), 1, "分", computed.clone()))
    };
    let rows = standing.neighbours().iter().map(|row| {
        let place = |value: Option<f64>| Cell::Figure(place_figure(value.map(round_place), doubt.clone()));
        let sure = of(*row);
        let mut cells = vec![
            Cell::Figure(place_figure(standing.run.place_of(*row, root), computed.clone())),
            Cell::Text(standing.units.name(*row).to_owned()),
            score(*row, root),
            place(sure.and_then(|sure| sure.rank_low)),
            place(sure.and_then(|sure| sure.rank_high)),
        ];
        cells.extend(pillars.iter().map(|node| score(*row, *node)));
        cells
    });
    let mut columns = vec![
        Column::figures("位次"),
        Column::words("地区"),
        Column::figures("得分"),
        Column::figures("位次下限"),
        Column::figures("位次上限"),
    ];
    columns.extend(pillars.iter().map(|node| Column::figures(standing.node_name(*node))));
    Table {
        caption: format!("{}年与位次相近地区的比较", standing.year),
        columns,
        rows: rows.collect(),
        remarks: vec![
            "位次下限、上限是换用其他合理的计算方法之后位次所在的范围；两地的范围重叠，就不能断言谁先谁后。"
                .to_owned(),
        ],
    }
}

fn intervals(standing: &Standing<'_>, of: &Of<'_>, doubt: &Source) -> Chart {
    let rows = standing.neighbours();
    let values = |value: &dyn Fn(&StandingInfo) -> Option<f64>| {
        rows.iter().map(|row| of(*row).and_then(value)).collect()
    };
    let series = |name: &str, values| Series { name: name.to_owned(), values };
    Chart {
        caption: format!("{}年位次及其范围", standing.year),
        kind: ChartKind::Intervals,
        categories: rows.iter().map(|row| standing.units.name(*row).to_owned()).collect(),
        series: vec![
            series("位次", values(&|unit| unit.rank.map(|rank| rank as f64))),
            series("下限", values(&|unit| unit.rank_low)),
            series("上限", values(&|unit| unit.rank_high)),
        ],
        unit: "位".to_owned(),
        decimals: 0,
        source: doubt.clone(),
    }
}

/// Every indicator: the province, the middle, the best.
fn indicators(desk: &Desk<'_>, standing: &Standing<'_>) -> Result<Table, Failure> {
    let panel = desk.panel()?;
    let middle = panel.computed("各省级地区的中位数", standing.year);
    let places = panel.computed("按指标排的位次", standing.year);
    // The columns of the file are told by the name of the indicator; a source for every cell would fill a page.
    let own_source = panel.row(standing.units, standing.row);
    let best_source = panel.computed("各省级地区里位次最前的数，取自该地区的行", standing.year);
    let mut rows = Vec::new();
    for pillar in standing.pillars() {
        let children =
            standing.framework.nodes.get(pillar).map(|node| node.children.clone()).unwrap_or_default();
        for node in children {
            let (unit, decimals, divisor) = standing.unit(node);
            // Where nobody's figure is known, nobody is best.
            let best = standing.best(node).filter(|row| standing.run.figure_of(*row, node).is_some());
            let best_figure = match best {
                Some(row) => standing.figure_from(row, node, best_source.clone()),
                None => Figure::maybe(None, 0, "", best_source.clone()),
            };
            let own = standing.figure_from(standing.row, node, own_source.clone());
            let mark = if standing.run.is_estimated(standing.row, node) { "（估计）" } else { "" };
            rows.push(vec![
                Cell::Text(standing.node_name(pillar).to_owned()),
                Cell::Text(format!("{}{mark}", standing.node_name(node))),
                Cell::Text(unit.clone()),
                Cell::Figure(own),
                Cell::Figure(place_figure(standing.run.place_of(standing.row, node), places.clone())),
                Cell::Figure(Figure::maybe(
                    standing.median(node).map(|value| value / divisor),
                    decimals,
                    &unit,
                    middle.clone(),
                )),
                Cell::Figure(best_figure),
                Cell::Text(best.map_or_else(String::new, |row| standing.units.name(row).to_owned())),
            ]);
        }
    }
    Ok(Table {
        caption: format!("{}年{}各项指标", standing.year, standing.name),
        columns: vec![
            Column::words("方面"),
            Column::words("指标"),
            Column::words("单位"),
            Column::figures("本省"),
            Column::figures("位次"),
            Column::figures("中位数"),
            Column::figures("最高"),
            Column::words("最高的地区"),
        ],
        rows,
        remarks: vec![
            "本省一栏“未知”的，当年没有公布；位次据本省前后年份的估计排出，名称后注“估计”。".to_owned(),
        ],
    })
}

/// Which choice of method matters.
fn choices(desk: &Desk<'_>, standing: &Standing<'_>) -> Result<Table, Failure> {
    let sure = desk.sensitivity()?;
    let source = desk.panel()?.computed("敏感性分析的总效应指数", standing.year);
    let share = |value: Option<f64>| {
        Cell::Figure(Figure::maybe(value.map(|value| value * 100.0), 0, "%", source.clone()))
    };
    let rows = sure.choices.iter().map(|choice| {
        vec![
            Cell::Text(choice.name.clone()),
            Cell::Text(choice.between.clone()),
            share(choice.total_order.value),
        ]
    });
    Ok(Table {
        caption: "哪项计算方法的选择影响位次".to_owned(),
        columns: vec![Column::words("选择"), Column::words("在哪些做法之间"), Column::figures("总效应（%）")],
        rows: rows.collect(),
        remarks: vec!["总效应是位次平均变动的方差里与这项选择有关的部分；各项合计可以超过一百，因为几项选择会一起起作用。".to_owned()],
    })
}

/// The province's places over the years, and a chart beside the leaders.
fn history(desk: &Desk<'_>, standing: &Standing<'_>) -> Result<Vec<(String, Data)>, Failure> {
    let root = standing.framework.root();
    let panel = desk.panel()?;
    let (units, run) = (standing.units, standing.run);
    let row_of = |code: &str, year: i32| {
        (0..units.len()).find(|row| units.code(*row) == code && units.year(*row) == year)
    };
    let years: Vec<i32> = units.years.iter().copied().filter(|year| *year <= standing.year).collect();
    let shown = years.get(years.len().saturating_sub(YEARS)..).unwrap_or_default().to_vec();
    let computed = |year: i32| panel.computed("省域创新指数", year);
    let value = |code: &str, year: i32| row_of(code, year).and_then(|row| run.score_of(row, root));
    let place = |year: i32| row_of(&standing.code, year).and_then(|row| run.place_of(row, root));
    // One source for the table: its years are its columns.
    let span = Source::new(computed(standing.year).text().replace(&format!("{}年", standing.year), "历年"));
    let mut columns = vec![Column::words("项目")];
    columns.extend(shown.iter().map(|year| Column::figures(format!("{year}年"))));
    columns.push(Column::figures("期间变化"));
    let last = shown.len();
    let change = |values: &[Option<f64>], decimals: usize, unit: &str, row: usize| {
        let change = values.first().copied().flatten().zip(values.last().copied().flatten());
        let figure = Figure::maybe(change.map(|(first, last)| last - first), decimals, unit, span.clone());
        Cell::Computed(figure, documents::Formula::new("{1}-{0}", [(row, 1), (row, last)]))
    };
    let scores: Vec<Option<f64>> = shown.iter().map(|year| value(&standing.code, *year)).collect();
    let places: Vec<Option<f64>> = shown.iter().map(|year| place(*year).map(|place| place as f64)).collect();
    let line = |name: &str, values: &[Option<f64>], decimals: usize, unit: &str, row: usize| {
        let mut cells = vec![Cell::Text(name.to_owned())];
        cells.extend(
            values.iter().map(|value| Cell::Figure(Figure::maybe(*value, decimals, unit, span.clone()))),
        );
        cells.push(change(values, decimals, unit, row));
        cells
    };
    let table = Table {
        caption: format!("{}历年得分与位次", standing.name),
        columns,
        rows: vec![line("得分", &scores, 1, "分", 0), line("位次", &places, 0, "位", 1)],
        remarks: vec!["各年用同一把尺，年度之间可比；位次变小是前移。".to_owned()],
    };
    let mut compared: Vec<usize> =
        standing.ranked.iter().copied().filter(|row| *row != standing.row).take(LEADERS).collect();
    compared.insert(0, standing.row);
    let series = compared.iter().map(|row| Series {
        name: units.name(*row).to_owned(),
        values: years.iter().map(|year| value(units.code(*row), *year)).collect(),
    });
    let chart = Chart {
        caption: format!("{}与领先地区的历年得分", standing.name),
        kind: ChartKind::Lines,
        categories: years.iter().map(ToString::to_string).collect(),
        series: series.collect(),
        unit: "分".to_owned(),
        decimals: 1,
        source: span.clone(),
    };
    let (first, latest) = (shown.first().copied().unwrap_or(standing.year), standing.year);
    let moved = place(first).zip(place(latest));
    let words = match moved {
        Some((before, after)) if before > after => format!("前移{}位", before - after),
        Some((before, after)) if before < after => format!("后移{}位", after - before),
        Some(_) => "没有变化".to_owned(),
        None => "未知".to_owned(),
    };
    let gained = scores
        .first()
        .copied()
        .flatten()
        .zip(scores.last().copied().flatten())
        .map(|(first, last)| last - first);
    let gained = gained.map_or("未知".to_owned(), |gained| {
        format!("{}{}分", if gained < 0.0 { "减少" } else { "提高" }, grouped(gained.abs(), 1))
    });
    Ok(vec![
        ("history_table".to_owned(), Data::table(table)),
        ("history_chart".to_owned(), Data::chart(chart)),
        ("history_from".to_owned(), Data::text(first.to_string())),
        ("rank_before".to_owned(), place_figure(place(first), computed(first)).into()),
        ("rank_moved".to_owned(), Figure::words(words, span.clone()).into()),
        ("score_moved".to_owned(), Figure::words(gained, span).into()),
    ])
}
