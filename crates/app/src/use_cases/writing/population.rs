//! `population` and `list`: a programme against every subject, a reform, and who stands on a list.

use std::collections::BTreeMap;

use documents::{Cell, Column, Data, Figure, Formula, Source, Table};

use super::names::{Desk, chinese_date};
use crate::failure::Failure;
use crate::job::Job;
use crate::model::{PopulationAmount, PopulationGroup, PopulationOrder};
use crate::present;
use crate::use_cases::{Listing, Subjects, population_rows, populations, programme};

/// Attribute by which the population is told apart.
const BY: &str = "行政区划";
/// Wanting facts told.
const WANTING: usize = 8;

fn order(desk: &Desk<'_>, by: &[&str]) -> Result<PopulationOrder, Failure> {
    Ok(PopulationOrder {
        programmes: vec![desk.programme()?.to_owned()],
        group_by: by.iter().map(|by| (*by).to_owned()).collect(),
        within: BTreeMap::new(),
        set: desk.order.set.clone(),
        grid: Vec::new(),
    })
}

fn money(amount: Option<&PopulationAmount>, source: &Source) -> Figure {
    let shown = |text: &Option<String>| {
        let number = text.as_ref().and_then(|text| vocabulary::number::parse_decimal(text));
        number.map(present::money)
    };
    let words = match amount.map(|amount| (shown(&amount.min), shown(&amount.max))) {
        None => "不涉及资金".to_owned(),
        Some((Some(min), Some(max))) if min == max => min,
        Some((Some(min), Some(max))) => format!("{min}至{max}"),
        Some((Some(min), None)) => format!("不少于{min}，上限未知"),
        Some((None, _)) => "未知".to_owned(),
    };
    Figure::words(words, source.clone())
}

fn label(group: &PopulationGroup) -> String {
    let words = group.key.iter().map(|(key, value)| match value {
        Some(value) => group.names.get(value).or_else(|| group.names.get(key)).unwrap_or(value).clone(),
        None => "未知".to_owned(),
    });
    words.collect::<Vec<_>>().join("、")
}

pub(super) fn data(desk: &Desk<'_>) -> Result<Data, Failure> {
    let detail = programme(desk.scope, desk.region, desk.programme()?, desk.when)?;
    let job = Job::default();
    let whole = populations(desk.scope, desk.region, Subjects::Lake, &order(desk, &[])?, desk.when, &job)?;
    let by = populations(desk.scope, desk.region, Subjects::Lake, &order(desk, &[BY])?, desk.when, &job)?;
    let law = format!("《{}》（{}，{}）", detail.summary.name, detail.summary.id, detail.summary.document);
    let assessed = Source::new(format!("本产品按{law}逐户预评估，{}", chinese_date(desk.moment.as_of)));
    let set = desk
        .order
        .set
        .iter()
        .map(|own| format!("{}={}", own.parameter, own.value))
        .collect::<Vec<_>>()
        .join("，");
    let tried = Source::new(format!("本产品按{law}并设{set}逐户试算，{}", chinese_date(desk.moment.as_of)));
    let count =
        |value: u64, source: &Source| Data::Figure(Figure::number(value as f64, 0, "家", source.clone()));
    let told = |groups: &[PopulationGroup], source: &Source| {
        let sum = |value: fn(&PopulationGroup) -> u64| groups.iter().map(value).sum::<u64>();
        Data::record([
            ("met", count(sum(|own| own.met), source)),
            ("unmet", count(sum(|own| own.unmet), source)),
            ("unknown", count(sum(|own| own.unknown), source)),
            ("near", count(sum(|own| own.near), source)),
            ("amount", money(groups.first().and_then(|own| own.amount.as_ref()), source).into()),
        ])
    };
    let (reform, difference) = match (&whole.reform, &whole.difference) {
        (Some(reform), Some(difference)) => (
            told(&reform.groups, &tried),
            Data::record([
                ("gain", count(difference.gain, &tried)),
                ("lose", count(difference.lose, &tried)),
                ("gain_known", count(difference.gain_known, &tried)),
                ("lose_known", count(difference.lose_known, &tried)),
                ("amount", money(difference.amount.as_ref(), &tried).into()),
            ]),
        ),
        _ => (Data::Unknown, Data::Unknown),
    };
    let changes = desk.order.set.iter().map(|own| {
        let now =
            detail.parameters.iter().find(|parameter| parameter.name == own.parameter && parameter.current);
        let source = Source::new(now.map_or_else(|| law.clone(), |now| format!("{law}{}", now.article)));
        Data::record([
            ("name", Data::text(&own.parameter)),
            ("now", now.map_or(Data::Unknown, |now| Data::Figure(Figure::words(now.value.clone(), source)))),
            (
                "value",
                Data::Figure(Figure::words(
                    own.value.clone(),
                    Source::new("写这份文稿时设定的试算值（--set）"),
                )),
            ),
        ])
    });
    let conditions = whole.programmes.first().map(|own| own.conditions.as_slice()).unwrap_or_default();
    let mut worst: Vec<_> = conditions.iter().filter(|own| own.unmet + own.unknown > 0).collect();
    worst.sort_by_key(|own| (std::cmp::Reverse(own.unmet), own.id.clone()));
    let texts: BTreeMap<String, String> = condition_texts(&detail.conditions);
    let rows = worst.iter().map(|own| {
        let cell = |value: u64| Cell::Figure(Figure::number(value as f64, 0, "", assessed.clone()));
        vec![
            Cell::Text(texts.get(&own.id).cloned().unwrap_or_else(|| own.id.clone())),
            cell(own.unmet),
            cell(own.only),
            cell(own.unknown),
        ]
    });
    let conditions_table = Table {
        caption: format!("{}：卡在哪些条件", detail.summary.name),
        columns: vec![
            Column::words("条件"),
            Column::figures("不符合"),
            Column::figures("只差这一条"),
            Column::figures("待定"),
        ],
        rows: rows.collect(),
        remarks: Vec::new(),
    };
    let wanting = whole.programmes.first().map(|own| own.wanting.as_slice()).unwrap_or_default();
    let wanting = wanting.iter().take(WANTING).map(|own| {
        Data::record([("name", Data::text(&own.attribute)), ("count", count(own.subjects, &assessed))])
    });
    Ok(Data::record([
        ("programme", Data::text(&detail.summary.name)),
        ("id", Data::text(&detail.summary.id)),
        ("document", Data::text(&detail.summary.document)),
        ("authority", Data::text(&detail.summary.authority)),
        ("subjects", count(whole.subjects as u64, &assessed)),
        ("now", told(&whole.groups, &assessed)),
        ("has_reform", Data::Flag(whole.reform.is_some())),
        ("reform", reform),
        ("difference", difference),
        ("changes", Data::list(changes)),
        ("wanting", Data::list(wanting)),
        ("conditions_table", Data::table(conditions_table)),
        ("by_table", Data::table(by_table(&by, &assessed, &tried))),
        ("examples", Data::Flag(has_examples(desk)?)),
    ]))
}

/// Whether generated subjects are among those counted.
fn has_examples(desk: &Desk<'_>) -> Result<bool, Failure> {
    let seen = crate::use_cases::overview(desk.scope, desk.region, desk.when)?;
    Ok(seen.kinds.iter().any(|kind| kind.kind == crate::content::ENTERPRISE && kind.examples > 0))
}

fn condition_texts(conditions: &[crate::model::ConditionInfo]) -> BTreeMap<String, String> {
    const LONGEST: usize = 40;
    let mut texts = BTreeMap::new();
    for condition in conditions {
        let article = condition.article.clone().unwrap_or_default();
        let mut text: String = condition.text.chars().take(LONGEST).collect();
        if condition.text.chars().count() > LONGEST {
            text.push('…');
        }
        texts.insert(condition.id.clone(), format!("{article} {text}").trim().to_owned());
        texts.extend(condition_texts(&condition.children));
    }
    texts
}

fn by_table(answer: &crate::model::PopulationAnswer, assessed: &Source, tried: &Source) -> Table {
    let cell =
        |value: u64, source: &Source| Cell::Figure(Figure::number(value as f64, 0, "", source.clone()));
    let after = |group: &PopulationGroup| {
        answer
            .reform
            .as_ref()
            .and_then(|reform| reform.groups.iter().find(|own| own.key == group.key))
            .map(|own| own.met)
    };
    let reformed = answer.reform.is_some();
    let mut columns = vec![
        Column::words("区县"),
        Column::figures("符合"),
        Column::figures("不符合"),
        Column::figures("待定"),
        Column::figures("不适用"),
    ];
    if reformed {
        columns.extend([Column::figures("改后符合"), Column::figures("增减")]);
    }
    let mut rows: Vec<Vec<Cell>> = (answer.groups.iter().enumerate())
        .map(|(at, group)| {
            let mut cells = vec![
                Cell::Text(label(group)),
                cell(group.met, assessed),
                cell(group.unmet, assessed),
                cell(group.unknown, assessed),
                cell(group.not_applicable, assessed),
            ];
            if let Some(after) = after(group) {
                let change = Figure::number(after as f64 - group.met as f64, 0, "", tried.clone());
                cells.push(cell(after, tried));
                cells.push(Cell::Computed(change, Formula::new("{1}-{0}", [(at, 1), (at, 5)])));
            } else if reformed {
                cells.extend([Cell::Empty, Cell::Empty]);
            }
            cells
        })
        .collect();
    if let Some(last) = rows.len().checked_sub(1) {
        let total = |column: usize, rows: &[Vec<Cell>]| {
            let numbers = rows.iter().filter_map(|row| row.get(column)?.figure()?.number);
            let source = if column < 5 { assessed } else { tried };
            let figure = Figure::number(numbers.sum(), 0, "", source.clone());
            Cell::Computed(figure, Formula::new("SUM({0}:{1})", [(0, column), (last, column)]))
        };
        let mut cells = vec![Cell::Text("合计".to_owned())];
        cells.extend((1..columns.len()).map(|column| total(column, &rows)));
        rows.push(cells);
    }
    Table { caption: "按区县".to_owned(), columns, rows, remarks: Vec::new() }
}

pub(super) fn list(desk: &Desk<'_>) -> Result<Data, Failure> {
    let detail = programme(desk.scope, desk.region, desk.programme()?, desk.when)?;
    let listing = desk.order.listing.unwrap_or(Listing::Met);
    let rows = population_rows(desk.scope, desk.region, &order(desk, &[])?, listing, desk.when)?;
    let examples = rows.iter().filter(|row| !row[5].is_empty()).count();
    let law = format!("《{}》（{}，{}）", detail.summary.name, detail.summary.id, detail.summary.document);
    let source = Source::new(format!("本产品按{law}逐户预评估，{}", chinese_date(desk.moment.as_of)));
    let count = Figure::number(rows.len() as f64, 0, "家", source.clone());
    let name_of = |code: &str| {
        let region = desk.region.catalogue.regions.at(code, desk.moment.as_of);
        region.map_or_else(
            || if code.is_empty() { "未知".to_owned() } else { code.to_owned() },
            |region| region.name.clone(),
        )
    };
    let cells = rows.iter().enumerate().map(|(at, row)| {
        let [_, name, code, district, _, example, _, _, verdict, .., unmet, open] = row;
        // A generated code is never shown as a real one.
        let code = if example.is_empty() { code.clone() } else { "示例，无真实代码".to_owned() };
        let why = [("不符合：", unmet), ("待定：", open)].into_iter().filter(|(_, text)| !text.is_empty());
        vec![
            Cell::Text((at + 1).to_string()),
            Cell::Text(name.clone()),
            Cell::Text(code),
            Cell::Text(name_of(district)),
            Cell::Text(verdict.clone()),
            Cell::Text(why.map(|(lead, text)| format!("{lead}{text}")).collect::<Vec<_>>().join("；")),
        ]
    });
    let table = Table {
        caption: format!("{}名单（{}）", detail.summary.name, listing_word(listing)),
        columns: vec![
            Column::words("序号"),
            Column::words("名称"),
            Column::words("统一社会信用代码"),
            Column::words("区县"),
            Column::words("结论"),
            Column::words("说明"),
        ],
        rows: cells.collect(),
        remarks: vec![format!(
            "依据{law}与{}的数据预评估，不构成认定结论。",
            chinese_date(desk.moment.as_of)
        )],
    };
    Ok(Data::record([
        ("programme", Data::text(&detail.summary.name)),
        ("document", Data::text(&detail.summary.document)),
        ("authority", Data::text(&detail.summary.authority)),
        ("listing", Data::text(listing_word(listing))),
        ("count", count.into()),
        ("any", Data::Flag(!rows.is_empty())),
        ("examples", Figure::number(examples as f64, 0, "家", source).into()),
        ("has_examples", Data::Flag(examples > 0)),
        ("channel", Data::maybe(detail.channel.clone())),
        ("contact", Data::maybe(detail.contact.clone())),
        ("table", Data::table(table)),
    ]))
}

fn listing_word(listing: Listing) -> &'static str {
    match listing {
        Listing::Met => "符合",
        Listing::Unmet => "不符合",
        Listing::Unknown => "待定",
        Listing::Near => "只差一项",
        Listing::Gain => "改后转为符合",
        Listing::Lose => "改后不再符合",
    }
}
