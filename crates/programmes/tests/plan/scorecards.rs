//! Random scorecards over one to three years: what the search leaves out, bounds and takes whole loses no plan and no tie.

use jiff::civil::{Date, date};
use programmes::plan::{PlanOutcome, PlanRequest, plan};
use programmes::{Status, status};
use proptest::prelude::*;
use vocabulary::Number;

use crate::brute::{best, carried_out, key};
use crate::firm;

const AS_OF: Date = date(2025, 6, 30);

/// Name of an item, its highest points, what it takes in the document, and the attributes that move it.
struct Item {
    name: &'static str,
    of: u32,
    definition: &'static str,
    table: &'static str,
    moves: &'static [&'static str],
}

const ITEMS: [Item; 6] = [
    Item {
        name: "研发分",
        of: 6,
        definition: "{name: 研发占比, formula: \"研发[上年] / 收入[上年]\"}",
        table: "on: 研发占比
    rows:
      - {when: \">= 60%\", then: 5..6}
      - {when: \"[30%..60%)\", then: 3..4}
      - {when: \"[10%..30%)\", then: 1..2}
      - {then: 0}",
        moves: &["研发", "收入"],
    },
    Item {
        name: "增长分",
        of: 4,
        definition: "{name: 增长率, formula: \"mean_growth(收入[近3年])\"}",
        table: "on: 增长率
    rows:
      - {when: \">= 40%\", then: 4}
      - {when: \"[20%..40%)\", then: 2}
      - {when: \"[0%..20%)\", then: 1}
      - {then: 0}",
        moves: &["收入"],
    },
    Item {
        name: "人才分",
        of: 3,
        definition: "{name: 人才占比, formula: \"科技人员[上年] / 人数[上年]\"}",
        table: "on: 人才占比
    rows:
      - {when: \">= 50%\", then: 3}
      - {when: \"[25%..50%)\", then: 1}
      - {then: 0}",
        moves: &["科技人员", "人数"],
    },
    Item {
        name: "成果分",
        of: 4,
        definition: "{name: 专利数, formula: 'count(成果[类别 = \"专利\"])'}",
        table: "rows:
      - {when: 专利数 >= 1, then: 4}
      - {when: count(成果) >= 3, then: 2..3}
      - {when: count(成果) >= 1, then: 1}
      - {then: 0}",
        moves: &["成果"],
    },
    Item {
        name: "投入分",
        of: 5,
        definition: "{name: 平均研发, formula: \"mean(研发[近3年])\"}",
        table: "rows:
      - {when: \"平均研发 >= 4万元 or 研发[上年] >= 5万元\", then: 5}
      - {when: \"平均研发 >= 2万元 or 研发[上年] >= 3万元\", then: 3}
      - {then: 0}",
        moves: &["研发"],
    },
    Item {
        name: "负债分",
        of: 3,
        definition: "{name: 负债率, formula: \"负债[上年] / 收入[上年]\"}",
        table: "on: 负债率
    rows:
      - {when: \"<= 50%\", then: 3}
      - {when: \"(50%..100%]\", then: 1}
      - {then: 0}",
        moves: &["负债", "收入"],
    },
];

#[derive(Clone, Debug)]
struct Instance {
    body: String,
    facts: String,
    moves: Vec<&'static str>,
    target: Date,
}

/// A scorecard of two items, the first perhaps capped, with a line to pass; perhaps a condition beside it.
fn programme() -> impl Strategy<Value = (String, Vec<&'static str>)> {
    let items = (0..ITEMS.len(), 1..ITEMS.len());
    (items, 2..9u32, prop::option::of(2..5u32), 0..3usize).prop_map(|((one, by), line, cap, beside)| {
        let items = [&ITEMS[one], &ITEMS[(one + by) % ITEMS.len()]];
        let cap = cap.unwrap_or(items[0].of).min(items[0].of);
        let mut body = "definitions:\n".to_owned();
        for item in items {
            body += &format!("  - {}\n", item.definition);
        }
        body += &format!("  - {{name: 首项, formula: \"min({}, {cap})\"}}\ntables:\n", items[0].name);
        for item in items {
            body += &format!("  - name: {}\n    {}\n", item.name, item.table);
        }
        let most = cap + items[1].of;
        body += &format!(
            "score:\n  name: 总分\n  of: {most}\n  items: [{{name: 首项, of: {cap}}}, {{name: {}, of: {}}}]\n",
            items[1].name, items[1].of
        );
        let line = line.min(most - 1);
        body += &format!("conditions:\n  - {{id: c0, article: 一, text: 试, test: 总分 > {line}}}\n");
        let mut moves: Vec<&str> = items.iter().flat_map(|item| item.moves).copied().collect();
        if beside == 1 {
            body += "  - {id: c1, article: 一, text: 试, test: \"收入[上年] >= 4万元 or 研发[上年] >= 2万元\"}\n";
            moves.extend(["收入", "研发"]);
        }
        moves.sort_unstable();
        moves.dedup();
        (body, moves)
    })
}

fn instance() -> impl Strategy<Value = Instance> {
    let years = |low: u32, high: u32| prop::collection::vec(prop::option::weighted(0.95, low..high), 3);
    let figures = (years(2, 8), years(0, 3), years(0, 4), years(1, 7), years(0, 9));
    (programme(), figures, 0..4usize, 1..4i16).prop_map(|((body, moves), figures, works, ahead)| {
        let (people, experts, research, income, debt) = figures;
        let yearly = |name: &str, values: &[Option<u32>], unit: &str| {
            let year = |(at, value): (usize, &Option<u32>)| {
                let value = value.map_or("null".to_owned(), |value| format!("{value}{unit}"));
                format!("{}: {value}", 2022 + at)
            };
            let years: Vec<String> = values.iter().enumerate().map(year).collect();
            format!("{name}: {{{}}}\n", years.join(", "))
        };
        let mut facts = "成立日期: 2015-05-01\n".to_owned();
        facts += &yearly("人数", &people, "人");
        facts += &yearly("科技人员", &experts, "人");
        facts += &yearly("研发", &research, "万元");
        facts += &yearly("收入", &income, "万元");
        facts += &yearly("负债", &debt, "万元");
        facts += [
            "成果: []\n",
            "成果: [{类别: 软著, 有效: 是}]\n",
            "成果: {complete: false, items: [{类别: 软著}]}\n",
            "",
        ][works];
        Instance { body, facts, moves, target: date(2025 + ahead, 6, 30) }
    })
}

/// So many steps of each move, and no more than this altogether: what can be tried out.
const STEPS: i128 = 11;
const AFFORDABLE: i128 = 22;

fn check(instance: &Instance) -> Result<(), TestCaseError> {
    let programme = firm::programme(&instance.body);
    let stated = firm::facts(&instance.facts);
    let clocks = (AS_OF, instance.target);
    let request = PlanRequest { target: Some(instance.target), ..PlanRequest::new(AS_OF) };
    let tried = |limit: Number| best(&programme, &stated, clocks, &instance.moves, (limit, STEPS));
    match plan(&programme, &stated, &request).expect("a good request") {
        PlanOutcome::Blocked(blocked) => {
            prop_assert!(blocked.certain, "{:?}", blocked);
            prop_assert_eq!(
                tried(Number::from_integer(14)),
                None,
                "blocked by {:?}, but there is a plan",
                blocked
            );
        }
        PlanOutcome::Plan(plan) => {
            prop_assert!(plan.optimal);
            let after = carried_out(&programme, &stated, clocks, &plan.changes);
            prop_assert_eq!(status(&programme, &after, instance.target), Status::Met, "{:?}", plan);
            let most = Number::from_integer(AFFORDABLE);
            let found = tried(plan.cost.min(most));
            if plan.cost <= most {
                prop_assert_eq!(found, Some(key(&programme, &plan)));
            } else {
                prop_assert_eq!(found, None, "a cheaper plan than {:?}", plan);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_cheaper_plan_passes_a_scorecard(instance in instance()) {
        check(&instance)?;
    }
}

/// Two different plans of one cost and as many changes: the addition whose name comes first, not the one that is listed first.
#[test]
fn a_tie_between_additions_goes_to_the_name_that_comes_first() {
    let body = "definitions:\n  - {name: 专利数, formula: 'count(成果[类别 = \"专利\"])'}\n  - {name: 研发占比, formula: \"研发[上年] / 收入[上年]\"}\n  - {name: 首项, formula: \"min(成果分, 4)\"}\ntables:\n  - name: 成果分\n    rows:\n      - {when: 专利数 >= 1, then: 4}\n      - {when: count(成果) >= 3, then: 2..3}\n      - {when: count(成果) >= 1, then: 1}\n      - {then: 0}\n  - name: 研发分\n    on: 研发占比\n    rows:\n      - {when: \">= 60%\", then: 5..6}\n      - {when: \"[30%..60%)\", then: 3..4}\n      - {when: \"[10%..30%)\", then: 1..2}\n      - {then: 0}\nscore:\n  name: 总分\n  of: 10\n  items: [{name: 首项, of: 4}, {name: 研发分, of: 6}]\nconditions:\n  - {id: c0, article: 一, text: 试, test: 总分 > 5}\n";
    let facts = "成立日期: 2015-05-01\n人数: {2022: null, 2023: null, 2024: null}\n科技人员: {2022: null, 2023: null, 2024: null}\n研发: {2022: null, 2023: null, 2024: 0万元}\n收入: {2022: null, 2023: null, 2024: 2万元}\n负债: {2022: null, 2023: null, 2024: null}\n成果: []\n";
    let instance = Instance {
        body: body.to_owned(),
        facts: facts.to_owned(),
        moves: vec!["成果", "收入", "研发"],
        target: date(2026, 6, 30),
    };
    check(&instance).expect("the best plan, tie by tie");
}
