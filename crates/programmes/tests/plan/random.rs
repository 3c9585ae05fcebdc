//! Random small programmes and facts: no cheaper plan exists, tie by tie, and what a plan may not touch it does not.

use jiff::civil::{Date, date};
use programmes::plan::{PlanOutcome, PlanRequest, plan};
use programmes::{Status, status};
use proptest::prelude::*;
use vocabulary::fact::Stated;
use vocabulary::kind::Changeable;
use vocabulary::{AttributeType, Datum, Number};

use crate::brute::{best, carried_out, key};
use crate::firm;

const AS_OF: Date = date(2025, 6, 30);

/// Comparisons of one or two figures, ratios, sums, growth, words, counts and points. `N` is a small number.
const TESTS: [&str; 24] = [
    "人数[上年] >= N人",
    "人数[上年] <= N人",
    "科技人员[上年] / 人数[上年] >= N0%",
    "研发[上年] / 收入[上年] >= N0%",
    "sum(研发[近2年]) / sum(收入[近2年]) >= N0%",
    "sum(研发[近2年]) >= N万元",
    "负债[上年] / 收入[上年] < N0%",
    "growth(收入[前2年], 收入[上年]) >= N0%",
    "mean_growth(收入[近3年]) > N0%",
    "mean(研发[近2年]) >= N万元",
    "等级 in (\"甲\", \"乙\")",
    "等级 = \"甲\" or 收入[上年] >= N万元",
    "认证",
    "认证 or count(成果[有效]) >= 2",
    "count(成果[类别 = \"专利\"]) >= 1",
    "count(成果) >= 3",
    "any(成果[日期 >= as_of - 1年])",
    "(if 收入[上年] <= N万元 then 研发[上年] >= 3万元 else 研发[上年] >= 2万元)",
    "总分 > N",
    "cagr(收入[近3年]) >= N0%",
    "round(研发[上年] / 收入[上年], 1) >= 0.N",
    "ceil(人数[上年] / 2) <= N人",
    "floor(科技人员[上年] / 3人) >= 1",
    "every(研发[近2年] / 收入[近2年] >= N0%)",
];

const TABLES: &str = "
definitions:
  - {name: 研发占比, formula: \"研发[上年] / 收入[上年]\"}
tables:
  - name: 研发分
    on: 研发占比
    rows:
      - {when: \">= 50%\", then: 5..6}
      - {when: \"[20%..50%)\", then: 2..3}
      - {then: 0}
  - name: 成果分
    rows:
      - {when: 'count(成果[类别 = \"专利\"]) >= 1', then: 4}
      - {when: count(成果) >= 2, then: 2..3}
      - {then: 0}
score:
  name: 总分
  of: 10
  items: [{name: 研发分, of: 6}, {name: 成果分, of: 4}]
";

#[derive(Clone, Debug)]
struct Instance {
    body: String,
    facts: String,
    target: Date,
}

fn test() -> impl Strategy<Value = String> {
    (0..TESTS.len(), 1..9u32).prop_map(|(at, n)| TESTS[at].replace('N', &n.to_string()))
}

fn conditions() -> impl Strategy<Value = String> {
    let leaf = test().prop_map(|test| vec![test]);
    let group = (0..3usize, prop::collection::vec(test(), 2..4)).prop_map(|(how, tests)| {
        let mut out = vec![["any", "all", "at_least"][how].to_owned()];
        out.extend(tests);
        out
    });
    prop::collection::vec(prop_oneof![2 => leaf, 1 => group], 1..3).prop_map(|conditions| {
        let mut out = "conditions:\n".to_owned();
        let quoted = |test: &str| format!("'{test}'");
        for (at, parts) in conditions.iter().enumerate() {
            let head = format!("  - {{id: c{at}, article: 一, text: 试, ");
            let child = |n: usize, test: &str| format!("{{id: c{at}-{n}, test: {}}}", quoted(test));
            let children = |parts: &[String]| {
                let all: Vec<String> = parts.iter().enumerate().map(|(n, test)| child(n, test)).collect();
                all.join(", ")
            };
            out += &match &parts[..] {
                [test] => format!("{head}test: {}}}\n", quoted(test)),
                [how, rest @ ..] if how == "at_least" => {
                    format!("{head}at_least: 2, of: [{}]}}\n", children(rest))
                }
                [how, rest @ ..] => format!("{head}{how}: [{}]}}\n", children(rest)),
                [] => String::new(),
            };
        }
        out
    })
}

fn instance() -> impl Strategy<Value = Instance> {
    let years = |low: u32, high: u32| prop::collection::vec(prop::option::weighted(0.9, low..high), 3);
    let facts = (
        (years(1, 9), years(0, 5), years(0, 6), years(0, 9), years(0, 7)),
        (0..4usize, 0..4usize, 0..5usize, 2018..2025i16),
    );
    (conditions(), facts, 0..2u32).prop_map(|(conditions, (figures, others), later)| {
        let (people, experts, research, income, debt) = figures;
        let (level, certified, works, born) = others;
        let yearly = |name: &str, values: &[Option<u32>], unit: &str| {
            let year = |(at, value): (usize, &Option<u32>)| {
                let value = value.map_or("null".to_owned(), |value| format!("{value}{unit}"));
                format!("{}: {value}", 2022 + at)
            };
            let years: Vec<String> = values.iter().enumerate().map(year).collect();
            format!("{name}: {{{}}}\n", years.join(", "))
        };
        let mut facts = format!("成立日期: {born}-05-01\n");
        facts += &yearly("人数", &people, "人");
        facts += &yearly("科技人员", &experts, "人");
        facts += &yearly("研发", &research, "万元");
        facts += &yearly("收入", &income, "万元");
        facts += &yearly("负债", &debt, "万元");
        facts += ["等级: 甲\n", "等级: 乙\n", "等级: 丙\n", ""][level];
        facts += ["认证: 是\n", "认证: 否\n", "认证: 无\n", ""][certified];
        facts += [
            "成果: []\n",
            "成果: [{类别: 软著, 有效: 是}]\n",
            "成果: {complete: false, items: [{类别: 软著}]}\n",
            "成果: [{类别: 专利, 有效: 否, 日期: 2024-01-01}]\n",
            "",
        ][works];
        let body = format!("{TABLES}{conditions}");
        let target = if later == 0 { date(2026, 6, 30) } else { date(2027, 3, 31) };
        Instance { body, facts, target }
    })
}

/// So many steps of each move, and no more than this altogether: what can be tried out.
const STEPS: i128 = 12;
const AFFORDABLE: i128 = 32;

fn check(instance: &Instance) -> Result<(), TestCaseError> {
    let programme = firm::programme(&instance.body);
    let stated = firm::facts(&instance.facts);
    let clocks = (AS_OF, instance.target);
    let request = PlanRequest { target: Some(instance.target), ..PlanRequest::new(AS_OF) };
    let outcome = plan(&programme, &stated, &request).expect("a good request");
    let affordable = Number::from_integer(AFFORDABLE);
    let mentioned = mentioned(&instance.body);
    match outcome {
        PlanOutcome::Blocked(blocked) => {
            let found = best(&programme, &stated, clocks, &mentioned, (Number::from_integer(20), STEPS));
            prop_assert_eq!(found, None, "blocked by {:?}, but there is a plan", blocked);
            prop_assert!(blocked.certain, "{:?}", blocked);
            prop_assert!(!blocked.conditions.is_empty(), "{:?}", blocked);
        }
        PlanOutcome::Plan(plan) => {
            prop_assert!(plan.optimal);
            let after = carried_out(&programme, &stated, clocks, &plan.changes);
            prop_assert_eq!(status(&programme, &after, instance.target), Status::Met, "{:?}", plan);
            let sum: Number = plan.changes.iter().map(|change| change.cost).sum();
            prop_assert_eq!(sum, plan.cost);
            for change in &plan.changes {
                allowed(&programme, change)?;
            }
            prop_assert!(plan.changes.is_sorted_by_key(|change| (change.attribute.clone(), change.year)));
            let limit = plan.cost.min(affordable);
            let found = best(&programme, &stated, clocks, &mentioned, (limit, STEPS));
            if plan.cost <= affordable {
                prop_assert_eq!(found, Some(key(&programme, &plan)));
            } else {
                prop_assert_eq!(found, None, "a cheaper plan than {:?}", plan);
            }
        }
    }
    Ok(())
}

/// The attributes that the conditions can look at, by what they are called; 科技人员 are a part of 人数.
fn mentioned(body: &str) -> Vec<&'static str> {
    let (_, conditions) = body.split_once("conditions:").expect("conditions");
    let mut out: Vec<&str> = ["人数", "科技人员", "研发", "收入", "负债", "等级", "认证", "成果"]
        .into_iter()
        .filter(|name| conditions.contains(name))
        .collect();
    if conditions.contains("总分") {
        out.extend(["研发", "收入", "成果"]);
    }
    if out.iter().any(|name| ["人数", "科技人员"].contains(name)) {
        out.extend(["人数", "科技人员"]);
    }
    out
}

/// Only open years, only in the direction the kind allows.
fn allowed(
    programme: &programmes::Programme,
    change: &programmes::plan::Change,
) -> Result<(), TestCaseError> {
    let (_, attribute) = programme.subject.attribute(&change.attribute).expect("an attribute");
    prop_assert!(change.year.is_none_or(|year| year >= AS_OF.year()), "{:?}", change);
    prop_assert!(attribute.changeable != Changeable::No, "{:?}", change);
    if let (Stated::Known(Datum::Number(from)), Stated::Known(Datum::Number(to))) = (&change.from, &change.to)
    {
        match attribute.changeable {
            Changeable::Up => prop_assert!(to > from, "{:?}", change),
            Changeable::Down => prop_assert!(to < from, "{:?}", change),
            _ => prop_assert!(to != from, "{:?}", change),
        }
        if let AttributeType::Number(_) = attribute.r#type {
            prop_assert!(((to - from) / attribute.step.by).is_integer(), "{:?}", change);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_cheaper_plan_exists(instance in instance()) {
        check(&instance)?;
    }
}
