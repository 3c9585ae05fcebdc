//! `subject`, `assessments`, `path`: one subject, its facts with their sources, the programmes, and what comes next.

use documents::{Cell, Column, Data, Figure, Source, Table};

use super::names::{Desk, chinese_date};
use super::source;
use crate::failure::Failure;
use crate::model::{
    Assessment, AttributeFacts, BundleInfo, Condition, FactState, FactValue, PlanInfo, Profile, RungStanding,
    Status,
};
use crate::use_cases::{Planning, assess_subject, bundle_of_subject, path_of_subject, profile as profile_of};

/// Years of a yearly fact shown in a table.
const YEARS: usize = 5;
/// Unmet conditions told for a programme.
const MOST_REASONS: usize = 4;

/// What generated subjects are marked with.
const EXAMPLE: &str = "示例，由程序生成，不描述任何真实主体";

pub(super) fn profile(desk: &Desk<'_>) -> Result<Data, Failure> {
    let (kind, id) = desk.subject()?;
    let profile = profile_of(desk.scope, desk.region, kind, id, desk.when)?;
    let mut tables = Vec::new();
    let (mut known, mut unknown, mut withheld) = (0, Vec::new(), 0);
    for group in &profile.groups {
        for attribute in &group.attributes {
            match attribute.state {
                FactState::Known | FactState::Absent => known += 1,
                FactState::Unknown => unknown.push(attribute.name.clone()),
                FactState::Withheld => withheld += 1,
            }
        }
        if let Some(table) = group_table(&profile, &group.name, &group.attributes) {
            tables.push(Data::record([("name", Data::text(&group.name)), ("table", Data::table(table))]));
        }
    }
    let counted = Source::new("本区域数据目录，按词汇里的属性逐项清点");
    let plain = |name: &str| -> Data {
        let attribute =
            profile.groups.iter().flat_map(|group| &group.attributes).find(|own| own.name == name);
        attribute
            .and_then(|own| own.value.as_ref())
            .map_or(Data::Unknown, |value| Data::Figure(figure(&profile, value)))
    };
    let latest = |name: &str| -> Data {
        let attribute =
            profile.groups.iter().flat_map(|group| &group.attributes).find(|own| own.name == name);
        let fact = attribute.and_then(|own| own.years.iter().rev().find(|fact| fact.value.is_some()));
        let Some((fact, value)) = fact.and_then(|fact| Some((fact, fact.value.as_ref()?))) else {
            return Data::Unknown;
        };
        let told = figure(&profile, value);
        let words = format!("{}年{}", fact.year, told.shown);
        Data::Figure(told.shown_as(words))
    };
    Ok(Data::record([
        ("name", Data::text(&profile.name)),
        ("code", Data::maybe(profile.code.clone().filter(|_| !profile.example))),
        ("example", Data::Flag(profile.example)),
        ("example_words", Data::text(EXAMPLE)),
        ("district", Data::maybe(profile.district.as_ref().map(|own| own.name.clone()))),
        ("industry", Data::maybe(profile.industry.as_ref().map(|own| own.name.clone()))),
        ("founded", plain("成立日期")),
        ("staff", latest("职工总数")),
        ("revenue", latest("营业收入")),
        ("research", latest("研发费用")),
        ("intensity", latest("研发强度")),
        ("known_count", Figure::number(f64::from(known), 0, "项", counted.clone()).into()),
        ("unknown_count", Figure::number(unknown.len() as f64, 0, "项", counted.clone()).into()),
        ("withheld_count", Figure::number(f64::from(withheld), 0, "项", counted).into()),
        ("has_withheld", Data::Flag(withheld > 0)),
        ("unknown", Data::list(unknown.into_iter().map(Data::text))),
        ("groups", Data::List(tables)),
    ]))
}

fn figure(profile: &Profile, value: &FactValue) -> Figure {
    let source = source::of_fact(&profile.sources, value.source, value.sheet.as_deref(), value.row);
    Figure::words(value.text.clone(), source)
}

/// A group's known facts: plain ones a line each, yearly ones over the latest years.
fn group_table(profile: &Profile, name: &str, attributes: &[AttributeFacts]) -> Option<Table> {
    let mut years: Vec<i16> =
        attributes.iter().flat_map(|own| own.years.iter().map(|fact| fact.year)).collect();
    years.sort_unstable();
    years.dedup();
    let years: Vec<i16> = years.iter().rev().take(YEARS).rev().copied().collect();
    let mut rows = Vec::new();
    for attribute in attributes.iter().filter(|own| matches!(own.state, FactState::Known | FactState::Absent))
    {
        let mut cells = vec![Cell::Text(attribute.name.clone())];
        let plain = match (&attribute.value, &attribute.list, attribute.state) {
            (Some(value), ..) => Cell::Figure(figure(profile, value)),
            (None, Some(list), _) => {
                let at_least = if list.complete { "" } else { "至少" };
                let record = list.records.first();
                let source = source::of_fact(
                    &profile.sources,
                    record.and_then(|own| own.source),
                    None,
                    record.and_then(|own| own.row),
                );
                Cell::Figure(Figure::words(format!("{at_least}{}条", list.total), source))
            }
            (None, None, FactState::Absent) => Cell::Text("无".to_owned()),
            _ => Cell::Empty,
        };
        cells.push(plain);
        for year in &years {
            let fact = attribute.years.iter().find(|fact| fact.year == *year);
            cells.push(match fact.map(|fact| (fact.state, fact.value.as_ref())) {
                Some((_, Some(value))) => Cell::Figure(figure(profile, value)),
                Some((FactState::Absent, None)) => Cell::Text("无".to_owned()),
                _ if attribute.yearly => Cell::Text("未知".to_owned()),
                _ => Cell::Empty,
            });
        }
        rows.push(cells);
    }
    if rows.is_empty() {
        return None;
    }
    let mut columns = vec![Column::words("属性"), Column::words("取值")];
    columns.extend(years.iter().map(|year| Column::figures(format!("{year}年"))));
    Some(Table { caption: format!("{}：{name}", profile.name), columns, rows, remarks: Vec::new() })
}

pub(super) fn assessments(desk: &Desk<'_>) -> Result<Data, Failure> {
    let (kind, id) = desk.subject()?;
    let programmes: Vec<String> = desk.order.programme.clone().into_iter().collect();
    let set = assess_subject(
        desk.scope,
        desk.region,
        kind,
        id,
        &programmes,
        Some(&Planning::default()),
        desk.when,
    )?;
    let assessed = |answer: &Assessment| {
        let document = desk.region.catalogue.library.programmes().find(|own| own.id == answer.programme);
        let document = document.map_or_else(String::new, |own| format!("，{}", own.document));
        Source::new(format!(
            "本产品按《{}》（{}{document}）对照{}的事实预评估",
            answer.name,
            answer.programme,
            chinese_date(answer.as_of)
        ))
    };
    let one = |answer: &Assessment| {
        let source = assessed(answer);
        let mut reasons = Vec::new();
        unmet(&answer.conditions, &mut reasons);
        let missing = answer.missing.iter().map(|own| match &own.period {
            Some(period) => format!("{}（{period}）", own.attribute),
            None => own.attribute.clone(),
        });
        let mut missing: Vec<String> = missing.collect();
        missing.dedup();
        let reasons =
            reasons.into_iter().take(MOST_REASONS).map(|reason| Figure::words(reason, source.clone()).into());
        Data::record([
            ("id", Data::text(&answer.programme)),
            ("name", Data::text(&answer.name)),
            ("status", Data::text(answer.status.label())),
            ("met", Data::Flag(answer.status == Status::Met)),
            ("unmet", Data::Flag(answer.status == Status::Unmet)),
            ("unknown", Data::Flag(answer.status == Status::Unknown)),
            ("reasons", Data::list(reasons)),
            ("missing", Data::list(missing.iter().take(8).map(Data::text))),
            ("missing_count", Figure::number(missing.len() as f64, 0, "项", source.clone()).into()),
            ("amount", amount(answer, &source)),
            ("plan", answer.plan.as_ref().map_or(Data::Unknown, |plan| told_plan(plan, &source))),
            (
                "blocked",
                answer.plan_blocked.as_ref().map_or(Data::Unknown, |own| {
                    Data::Figure(Figure::words(own.reason.clone(), source.clone()))
                }),
            ),
        ])
    };
    let of = |status: Status| Data::list(set.answers.iter().filter(|own| own.status == status).map(one));
    let counted = Source::new(format!("本产品按{}施行的政策逐项预评估", chinese_date(desk.moment.as_of)));
    let count = |status: Status| {
        let count = set.answers.iter().filter(|own| own.status == status).count();
        Data::Figure(Figure::number(count as f64, 0, "项", counted.clone()))
    };
    let rows = set.answers.iter().filter(|own| own.status != Status::NotApplicable).map(|answer| {
        let mut reasons = Vec::new();
        unmet(&answer.conditions, &mut reasons);
        vec![
            Cell::Text(answer.name.clone()),
            Cell::Text(answer.status.label().to_owned()),
            Cell::Figure(Figure::words(
                reasons.first().cloned().unwrap_or_else(|| "—".to_owned()),
                counted.clone(),
            )),
        ]
    });
    let table = Table {
        caption: format!("{}对照各项政策", set.subject.name),
        columns: vec![Column::words("政策"), Column::words("结论"), Column::words("首要原因")],
        rows: rows.collect(),
        remarks: vec!["预评估，不构成认定结论；不适用的没有列出。".to_owned()],
    };
    Ok(Data::record([
        ("met", of(Status::Met)),
        ("unmet", of(Status::Unmet)),
        ("unknown", of(Status::Unknown)),
        ("met_count", count(Status::Met)),
        ("unmet_count", count(Status::Unmet)),
        ("unknown_count", count(Status::Unknown)),
        ("withheld", Data::list(set.withheld.iter().map(Data::text))),
        ("table", Data::table(table)),
    ]))
}

/// Reasons of tests that are not met, or open where none is unmet.
fn unmet(conditions: &[Condition], reasons: &mut Vec<String>) {
    let mut open = Vec::new();
    let mut failed = Vec::new();
    walk(conditions, &mut failed, &mut open);
    let chosen = if failed.is_empty() { open } else { failed };
    for reason in chosen {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
}

fn walk(conditions: &[Condition], failed: &mut Vec<String>, open: &mut Vec<String>) {
    for condition in conditions {
        if condition.children.is_empty() {
            let article =
                condition.article.as_ref().map_or_else(String::new, |article| format!("（{article}）"));
            let reason = condition.reason.clone().unwrap_or_else(|| condition.text.clone());
            match condition.status {
                Status::Unmet => failed.push(format!("{reason}{article}")),
                Status::Unknown => open.push(format!("{reason}{article}")),
                Status::Met | Status::NotApplicable => {}
            }
        } else if condition.status != Status::Met {
            walk(&condition.children, failed, open);
        }
    }
}

fn amount(answer: &Assessment, source: &Source) -> Data {
    let Some(amount) = &answer.amount else { return Data::Unknown };
    let yuan = |text: &Option<String>| {
        let number = text.as_ref().and_then(|text| vocabulary::number::parse_decimal(text));
        number.map(crate::present::money)
    };
    let period = if amount.period == "year" { "每年" } else { "一次性" };
    let words = match (yuan(&amount.min), yuan(&amount.max)) {
        (Some(min), Some(max)) if min == max => format!("{period}{min}"),
        (Some(min), Some(max)) => format!("{period}{min}至{max}"),
        (Some(min), None) => format!("{period}不少于{min}"),
        _ => return Data::Unknown,
    };
    Figure::words(words, source.clone()).into()
}

fn told_plan(plan: &PlanInfo, source: &Source) -> Data {
    let change = |own: &crate::model::PlanChange| {
        let what = own.action.clone().unwrap_or_else(|| {
            let period = own.period.as_ref().map_or_else(String::new, |period| format!("{period}年"));
            format!("{period}{}由{}到{}", own.attribute, own.from_shown, own.to_shown)
        });
        Data::Figure(Figure::words(
            format!("{what}（约{}，提前{}）", own.cost_shown, own.lead_time),
            source.clone(),
        ))
    };
    Data::record([
        ("date", Data::text(chinese_date(plan.target_date))),
        ("cost", Figure::words(plan.cost_shown.clone(), source.clone()).into()),
        ("wait", Data::Flag(plan.changes.is_empty())),
        ("changes", Data::list(plan.changes.iter().map(change))),
        ("assumptions", Data::list(plan.assumptions.iter().map(Data::text))),
    ])
}

pub(super) fn path(desk: &Desk<'_>) -> Result<Data, Failure> {
    let (kind, id) = desk.subject()?;
    let path = path_of_subject(desk.scope, desk.region, kind, id, &Planning::default(), desk.when)?;
    let bundle = bundle_of_subject(desk.scope, desk.region, kind, id, &[], desk.when)?;
    let computed =
        Source::new(format!("本产品按{}的事实与内置的费用、时间假定计算", chinese_date(desk.moment.as_of)));
    let rung = |rung: &crate::model::RungInfo| {
        let standing = match rung.standing {
            RungStanding::Held => "已取得",
            RungStanding::Met => "现在就符合",
            RungStanding::Planned => "有计划可以达到",
            RungStanding::Blocked => "三年内达不到或取决于评审",
        };
        let cost = rung.plan.as_ref().map_or_else(|| "—".to_owned(), |plan| plan.cost_shown.clone());
        vec![
            Cell::Text(rung.name.clone()),
            Cell::Text(standing.to_owned()),
            Cell::Text(rung.date.map_or("未知".to_owned(), |date| date.to_string())),
            Cell::Figure(Figure::words(cost, computed.clone())),
            Cell::Text(rung.blocked.as_ref().map_or_else(String::new, |own| own.reason.clone())),
        ]
    };
    let rungs = Table {
        caption: "培育路径".to_owned(),
        columns: vec![
            Column::words("阶梯"),
            Column::words("进展"),
            Column::words("最早"),
            Column::figures("费用（假定）"),
            Column::words("卡在哪里"),
        ],
        rows: path.rungs.iter().map(rung).collect(),
        remarks: vec!["费用和时间是可以替换的假定（--costs），不是预算。".to_owned()],
    };
    Ok(Data::record([
        ("table", Data::table(rungs)),
        ("any", Data::Flag(!path.rungs.is_empty())),
        ("bundle_total", Figure::words(bundle.certain.total_shown.clone(), computed.clone()).into()),
        ("bundle_possible", Figure::words(bundle.possible.total_shown.clone(), computed.clone()).into()),
        ("bundle_any", Data::Flag(!bundle.candidates.is_empty())),
        ("bundle_table", Data::table(bundle_table(&bundle, &computed))),
    ]))
}

fn bundle_table(bundle: &BundleInfo, computed: &Source) -> Table {
    let rows = bundle.candidates.iter().map(|item| {
        let chosen = if bundle.certain.programmes.contains(&item.programme) {
            "选入"
        } else if bundle.possible.programmes.contains(&item.programme) {
            "补齐事实后可能选入"
        } else {
            "不同时享受"
        };
        vec![
            Cell::Text(item.name.clone()),
            Cell::Text(item.status.label().to_owned()),
            Cell::Figure(Figure::words(item.shown.clone(), computed.clone())),
            Cell::Text(chosen.to_owned()),
        ]
    });
    Table {
        caption: "就高不重复之下的政策组合".to_owned(),
        columns: vec![
            Column::words("政策"),
            Column::words("结论"),
            Column::figures("金额"),
            Column::words("组合"),
        ],
        rows: rows.collect(),
        remarks: vec!["金额是第一年的合计，每年的与一次性的一并计入。".to_owned()],
    }
}
