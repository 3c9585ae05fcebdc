//! `matters`: the ledger of what somebody has to do by a day, as it stands on the day asked for.

use std::collections::BTreeMap;

use documents::model::{Chart, ChartKind, Series};
use documents::{Cell, Column, Data, Figure, Formula, Source, Table};
use jiff::civil::Date;
use vocabulary::fact::Stated;
use vocabulary::kind::AttributeId;
use vocabulary::{Datum, Kind};

use super::names::{Desk, chinese_date};
use super::source;
use crate::failure::{Code, Failure};
use crate::scoped_view::{ScopedView, source_ref};

const KIND: &str = "matter";
/// The template's parameter: how many days ahead a matter counts as due soon.
const SOON: &str = "临期天数";
/// Units drawn, those with most matters first.
const DRAWN: usize = 15;

/// How a matter stands on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    ClosedInTime,
    ClosedLate,
    /// Closed, but nobody says by when it should have been, or when it was.
    ClosedUndated,
    Overdue,
    DueSoon,
    Running,
    /// Open, and nobody says until when.
    Undated,
    Stateless,
    Withdrawn,
}

/// What the ledger says of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    On(Date),
    /// There is none: no term was set.
    None,
    Unknown,
}

impl Told {
    fn date(self) -> Option<Date> {
        if let Self::On(date) = self { Some(date) } else { None }
    }

    fn shown(self) -> String {
        match self {
            Self::On(date) => chinese_date(date),
            Self::None => "无".to_owned(),
            Self::Unknown => "未知".to_owned(),
        }
    }
}

struct Matter {
    name: String,
    unit: Option<String>,
    progress: Option<String>,
    given: Told,
    due: Told,
    closed: Told,
    standing: Standing,
    source: Source,
}

/// A matter is closed where its state says so, or a day of closing has come; a state that is not told leaves it open to doubt.
fn standing(state: Option<&str>, due: Told, closed: Told, today: Date, soon: Date) -> Standing {
    let closed_on = closed.date().filter(|day| *day <= today);
    match state {
        Some("撤销") => Standing::Withdrawn,
        Some("办结") => match (due, closed_on) {
            (Told::On(due), Some(day)) if day <= due => Standing::ClosedInTime,
            (Told::On(_), Some(_)) => Standing::ClosedLate,
            // Whoever has no term cannot miss it.
            (Told::None, _) => Standing::ClosedInTime,
            _ => Standing::ClosedUndated,
        },
        None if closed_on.is_some() => standing(Some("办结"), due, closed, today, soon),
        None => Standing::Stateless,
        Some(_) => match due {
            Told::On(due) if due < today => Standing::Overdue,
            Told::On(due) if due <= soon => Standing::DueSoon,
            Told::On(_) | Told::None => Standing::Running,
            Told::Unknown => Standing::Undated,
        },
    }
}

pub(super) fn data(desk: &Desk<'_>) -> Result<Data, Failure> {
    let today = desk.moment.as_of;
    let matters = read(desk, today)?;
    let ledger = Source::new(format!("督办台账，{}的视图，逐项清点", chinese_date(today)));
    let count = |of: &dyn Fn(&Matter) -> bool| -> Data {
        let number = matters.iter().filter(|matter| of(matter)).count();
        Figure::number(number as f64, 0, "项", ledger.clone()).into()
    };
    let is = |standing: Standing| move |matter: &Matter| matter.standing == standing;
    let this_month = |day: Told| {
        day.date().is_some_and(|day| day <= today && day.first_of_month() == today.first_of_month())
    };
    let closed_now = |matter: &Matter| matter.is_closed() && this_month(matter.closed);
    let incomplete = |matter: &Matter| {
        matches!(matter.standing, Standing::ClosedUndated | Standing::Undated | Standing::Stateless)
    };
    let has = |of: &dyn Fn(&Matter) -> bool| Data::Flag(matters.iter().any(of));
    let table = |caption: &str, shown: Shown, of: &dyn Fn(&Matter) -> bool| {
        Data::table(listed(caption, shown, matters.iter().filter(|matter| of(matter)), today))
    };
    let units = units(&matters);
    Ok(Data::record([
        ("month", Data::text(format!("{}年{}月", today.year(), today.month()))),
        ("any", Data::Flag(!matters.is_empty())),
        ("total", count(&|matter| matter.standing != Standing::Withdrawn)),
        ("withdrawn", count(&is(Standing::Withdrawn))),
        ("closed", count(&Matter::is_closed)),
        ("open", count(&Matter::is_open)),
        ("stateless", count(&is(Standing::Stateless))),
        ("new", count(&|matter| matter.standing != Standing::Withdrawn && this_month(matter.given))),
        ("closed_now", count(&closed_now)),
        ("closed_in_time", count(&is(Standing::ClosedInTime))),
        ("closed_late", count(&is(Standing::ClosedLate))),
        ("closed_undated", count(&is(Standing::ClosedUndated))),
        ("overdue", count(&is(Standing::Overdue))),
        ("due_soon", count(&is(Standing::DueSoon))),
        ("undated", count(&is(Standing::Undated))),
        ("rate", Figure::maybe(rate(&matters.iter().collect::<Vec<_>>()), 1, "%", ledger.clone()).into()),
        ("units_table", Data::table(units_table(&units, &ledger))),
        ("units_chart", if units.is_empty() { Data::Unknown } else { Data::chart(chart(&units, &ledger)) }),
        ("has_overdue", has(&is(Standing::Overdue))),
        ("overdue_table", table("逾期未办结的事项", Shown::DaysPast, &is(Standing::Overdue))),
        ("has_due_soon", has(&is(Standing::DueSoon))),
        ("due_soon_table", table("即将到期的事项", Shown::DaysLeft, &is(Standing::DueSoon))),
        ("has_closed_now", has(&closed_now)),
        ("closed_table", table("本月办结的事项", Shown::Closed, &closed_now)),
        ("has_incomplete", has(&incomplete)),
        ("incomplete_table", table("状态或期限没有登记的事项", Shown::State, &incomplete)),
    ]))
}

impl Matter {
    fn is_closed(&self) -> bool {
        matches!(self.standing, Standing::ClosedInTime | Standing::ClosedLate | Standing::ClosedUndated)
    }

    fn is_open(&self) -> bool {
        matches!(self.standing, Standing::Overdue | Standing::DueSoon | Standing::Running | Standing::Undated)
    }
}

/// Every matter that the reader may see and that had been given by the day.
fn read(desk: &Desk<'_>, today: Date) -> Result<Vec<Matter>, Failure> {
    let days = desk.parameter(SOON).unwrap_or("0");
    let days: i32 = days.trim().parse().ok().filter(|days| (0..=366).contains(days)).ok_or_else(|| {
        let hint = "请写 0 到 366 的整数，如 --with 临期天数=10";
        Failure::new(Code::InvalidArgument, format!("临期天数“{days}”看不懂"), hint).at("with")
    })?;
    let soon = today.saturating_add(jiff::Span::new().days(days));
    let Ok((kind, _)) = desk.region.catalogue.kind(KIND) else { return Ok(Vec::new()) };
    let population = desk.region.population(kind, desk.moment)?;
    let view = ScopedView::new(desk.scope, &population);
    let ledger = Ledger { view, kind };
    let matters = view.subjects().map(|subject| ledger.matter(subject, today, soon));
    let mut matters: Vec<Matter> =
        matters.filter(|matter| matter.given.date().is_none_or(|day| day <= today)).collect();
    matters.sort_by(|a, b| (a.due.date(), &a.name).cmp(&(b.due.date(), &b.name)));
    Ok(matters)
}

/// The rows of the ledger.
struct Ledger<'v> {
    view: ScopedView<'v>,
    kind: &'v Kind,
}

impl Ledger<'_> {
    fn id(&self, name: &str) -> Option<AttributeId> {
        self.kind.attribute(name).map(|(id, _)| id)
    }

    fn text(&self, subject: usize, name: &str) -> Option<String> {
        self.id(name).and_then(|id| self.view.text(subject, id)).map(str::to_owned)
    }

    fn date(&self, subject: usize, name: &str) -> Told {
        match self.id(name).map(|id| self.view.cell(subject, id, None).stated) {
            Some(Stated::Known(Datum::Date(date))) => Told::On(date),
            Some(Stated::Absent) => Told::None,
            _ => Told::Unknown,
        }
    }

    fn matter(&self, subject: usize, today: Date, soon: Date) -> Matter {
        let (due, closed) = (self.date(subject, "办理期限"), self.date(subject, "办结日期"));
        let example = if self.view.is_example(subject) { "（示例）" } else { "" };
        Matter {
            name: format!("{}{example}", self.view.name(subject)),
            unit: self.text(subject, "责任单位"),
            progress: self.text(subject, "进展"),
            given: self.date(subject, "交办日期"),
            due,
            closed,
            standing: standing(self.text(subject, "办理状态").as_deref(), due, closed, today, soon),
            source: self.row_of(subject),
        }
    }

    /// The row that a matter stands on, by its state or else its term.
    fn row_of(&self, subject: usize) -> Source {
        let origin = ["办理期限", "办理状态", "责任单位"].iter().find_map(|name| {
            let provenance = self.view.cell(subject, self.id(name)?, None).provenance?;
            Some((self.view.source(provenance.source)?, provenance.row))
        });
        let Some((own, row)) = origin else { return Source::new("督办台账") };
        let (sheet, row) = own.place(row);
        source::of_fact(&[source_ref(own)], Some(0), sheet, Some(row))
    }
}

/// Matters of a unit that were to be closed: the share closed in time, in %. What nobody can judge is left out.
fn rate(matters: &[&Matter]) -> Option<f64> {
    let of = |standing| matters.iter().filter(|matter| matter.standing == standing).count() as f64;
    let in_time = of(Standing::ClosedInTime);
    let asked = in_time + of(Standing::ClosedLate) + of(Standing::Overdue);
    (asked > 0.0).then(|| in_time / asked * 100.0)
}

/// Matters by who answers for them, those with most first.
fn units(matters: &[Matter]) -> Vec<(String, Vec<&Matter>)> {
    let mut units: BTreeMap<String, Vec<&Matter>> = BTreeMap::new();
    for matter in matters.iter().filter(|matter| matter.standing != Standing::Withdrawn) {
        let unit = matter.unit.clone().unwrap_or_else(|| "责任单位未知".to_owned());
        units.entry(unit).or_default().push(matter);
    }
    let mut units: Vec<_> = units.into_iter().collect();
    units.sort_by_key(|(_, own)| std::cmp::Reverse(own.len()));
    units
}

/// What the table of units counts, and in which columns the rate finds its parts.
const COUNTED: [(&str, &[Standing]); 6] = [
    ("合计", &[]),
    ("按期办结", &[Standing::ClosedInTime]),
    ("逾期办结", &[Standing::ClosedLate]),
    ("在办未到期", &[Standing::DueSoon, Standing::Running]),
    ("逾期未办结", &[Standing::Overdue]),
    ("无法判断", &[Standing::ClosedUndated, Standing::Undated, Standing::Stateless]),
];

fn counted(matters: &[&Matter], (_, standings): (&str, &[Standing])) -> usize {
    if standings.is_empty() {
        return matters.len();
    }
    matters.iter().filter(|matter| standings.contains(&matter.standing)).count()
}

fn units_table(units: &[(String, Vec<&Matter>)], ledger: &Source) -> Table {
    let number = |value: usize| Figure::number(value as f64, 0, "", ledger.clone());
    let share = |row: usize, own: &[&Matter]| {
        let formula = Formula::new("{0}/({0}+{1}+{2})*100", [(row, 2), (row, 3), (row, 5)]);
        match rate(own) {
            Some(rate) => Cell::Computed(Figure::number(rate, 1, "%", ledger.clone()), formula),
            None => Cell::Text("—".to_owned()),
        }
    };
    let mut rows: Vec<Vec<Cell>> = (units.iter().enumerate())
        .map(|(row, (unit, own))| {
            let mut cells = vec![Cell::Text(unit.clone())];
            cells.extend(COUNTED.map(|column| Cell::Figure(number(counted(own, column)))));
            cells.push(share(row, own));
            cells
        })
        .collect();
    let all: Vec<&Matter> = units.iter().flat_map(|(_, own)| own.iter().copied()).collect();
    let last = rows.len();
    if last > 0 {
        let mut sums = vec![Cell::Text("合计".to_owned())];
        sums.extend(COUNTED.iter().enumerate().map(|(at, column)| {
            let formula = Formula::new("SUM({0}:{1})", [(0, at + 1), (last - 1, at + 1)]);
            Cell::Computed(number(counted(&all, *column)), formula)
        }));
        sums.push(share(last, &all));
        rows.push(sums);
    }
    let mut columns = vec![Column::words("责任单位")];
    columns.extend(COUNTED.map(|(heading, _)| Column::figures(heading)));
    columns.push(Column::figures("按期办结率（%）"));
    Table {
        caption: "各责任单位办理情况".to_owned(),
        columns,
        rows,
        remarks: vec![
            "按期办结率＝按期办结÷（按期办结＋逾期办结＋逾期未办结）；没有期限的事项办结即按期；状态、期限、办结日期没有登记的“无法判断”，不计入。已撤销的不计。".to_owned(),
        ],
    }
}

fn chart(units: &[(String, Vec<&Matter>)], ledger: &Source) -> Chart {
    let shown = &units[..units.len().min(DRAWN)];
    let series = COUNTED[1..].iter().map(|column| Series {
        name: column.0.to_owned(),
        values: shown.iter().map(|(_, own)| Some(counted(own, *column) as f64)).collect(),
    });
    Chart {
        caption: "各责任单位的事项".to_owned(),
        kind: ChartKind::Bars,
        categories: shown.iter().map(|(unit, _)| unit.clone()).collect(),
        series: series.collect(),
        unit: "项".to_owned(),
        decimals: 0,
        source: ledger.clone(),
    }
}

/// What the last but one column of a list of matters shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    DaysPast,
    DaysLeft,
    Closed,
    State,
}

fn listed<'m>(caption: &str, shown: Shown, matters: impl Iterator<Item = &'m Matter>, today: Date) -> Table {
    let days = |matter: &Matter, sign: f64| match matter.due.date() {
        Some(due) => {
            let days = f64::from((today - due).get_days()) * sign;
            Cell::Figure(Figure::number(days, 0, "天", matter.source.clone()))
        }
        None => Cell::Empty,
    };
    let words = |matter: &Matter| match matter.standing {
        Standing::Stateless => "办理状态未知",
        Standing::Undated => "在办，办理期限未知",
        Standing::ClosedUndated if matter.due == Told::Unknown => "已办结，办理期限未知",
        _ => "已办结，办结日期未知",
    };
    let rows = matters.map(|matter| {
        let own = match shown {
            Shown::DaysPast => days(matter, 1.0),
            Shown::DaysLeft => days(matter, -1.0),
            Shown::Closed => Cell::Text(matter.closed.shown()),
            Shown::State => Cell::Text(words(matter).to_owned()),
        };
        vec![
            Cell::Text(matter.name.clone()),
            Cell::Text(matter.unit.clone().unwrap_or_else(|| "未知".to_owned())),
            Cell::Text(matter.due.shown()),
            own,
            Cell::Text(matter.progress.clone().unwrap_or_else(|| "未报".to_owned())),
        ]
    });
    let own = match shown {
        Shown::DaysPast => Column::figures("已逾期（天）"),
        Shown::DaysLeft => Column::figures("还有（天）"),
        Shown::Closed => Column::words("办结日期"),
        Shown::State => Column::words("缺什么"),
    };
    Table {
        caption: caption.to_owned(),
        columns: vec![
            Column::words("事项"),
            Column::words("责任单位"),
            Column::words("办理期限"),
            own,
            Column::words("进展"),
        ],
        rows: rows.collect(),
        remarks: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Standing, Told, standing};

    fn of(state: Option<&str>, due: Told, closed: Told) -> Standing {
        standing(state, due, closed, date(2026, 6, 30), date(2026, 7, 10))
    }

    #[test]
    fn the_term_is_kept_on_its_day_and_missed_the_day_after() {
        let due = |month, day| Told::On(date(2026, month, day));
        assert_eq!(of(Some("在办"), due(6, 30), Told::Unknown), Standing::DueSoon);
        assert_eq!(of(Some("在办"), due(6, 29), Told::Unknown), Standing::Overdue);
        assert_eq!(of(Some("未办"), due(7, 10), Told::Unknown), Standing::DueSoon);
        assert_eq!(of(Some("未办"), due(7, 11), Told::Unknown), Standing::Running);
        assert_eq!(of(Some("办结"), due(6, 1), Told::On(date(2026, 6, 1))), Standing::ClosedInTime);
        assert_eq!(of(Some("办结"), due(6, 1), Told::On(date(2026, 6, 2))), Standing::ClosedLate);
    }

    #[test]
    fn what_is_not_told_is_neither_in_time_nor_late() {
        let day = Told::On(date(2026, 6, 1));
        assert_eq!(of(Some("办结"), Told::Unknown, day), Standing::ClosedUndated);
        assert_eq!(of(Some("办结"), day, Told::Unknown), Standing::ClosedUndated);
        assert_eq!(of(Some("在办"), Told::Unknown, Told::Unknown), Standing::Undated);
        assert_eq!(of(None, day, Told::Unknown), Standing::Stateless);
        // A day of closing says that it is closed; one that is still to come does not.
        assert_eq!(of(None, day, day), Standing::ClosedInTime);
        assert_eq!(of(None, day, Told::On(date(2026, 7, 1))), Standing::Stateless);
    }

    #[test]
    fn whoever_has_no_term_cannot_miss_it() {
        assert_eq!(of(Some("在办"), Told::None, Told::Unknown), Standing::Running);
        assert_eq!(of(Some("办结"), Told::None, Told::Unknown), Standing::ClosedInTime);
        assert_eq!(of(Some("撤销"), Told::On(date(2026, 1, 1)), Told::Unknown), Standing::Withdrawn);
    }
}
