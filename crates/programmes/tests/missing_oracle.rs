//! The missing facts of small programmes against brute force: exactly those are named of which two completions that differ in
//! nothing else have different statuses.
#![expect(clippy::expect_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fmt::Write;

use programmes::missing::missing;
use programmes::{Library, Programme, Status, status};
use rand::Rng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use vocabulary::fact::{Cell, ListFact, Record, Stated};
use vocabulary::kind::AttributeId;
use vocabulary::{Datum, Facts, Kind, Number};

const KIND: &str = "
kind: thing
name: 物
title: 名
groups:
  - name: 组
    attributes:
      - {name: 名, type: text}
      - {name: 甲, type: boolean}
      - {name: 乙, type: boolean}
      - {name: 丙, type: boolean}
      - {name: 色, type: enumeration, values: [红, 绿, 蓝]}
      - {name: 数, type: number, unit: 项}
      - {name: 量, type: number, unit: 项}
      - {name: 表, type: list, record: [{name: 好, type: boolean}, {name: 类, type: enumeration, values: [子, 丑]}]}
";

const HEAD: &str = "
id: t.x.1
family: t.x
name: 试
kind: thing
authority: 试
document: 试
territory: 试
confidence: certain
tables:
  - {name: 色分, on: 色, rows: [{when: '\"红\"', then: 3}, {when: '\"绿\"', then: 1..2}, {then: 0}]}
  - {name: 数分, on: 数, rows: [{when: '>= 4', then: 2}, {when: '>= 2', then: 1}, {then: 0}]}
definitions:
  - {name: 总分, formula: 色分 + 数分}
";

const AS_OF: jiff::civil::Date = jiff::civil::date(2025, 6, 30);

/// A test over the facts of the kind, some of them at random.
fn test(random: &mut ChaCha8Rng, depth: usize) -> String {
    if depth > 0 && random.random_bool(0.45) {
        let (a, b) = (test(random, depth - 1), test(random, depth - 1));
        return match random.random_range(0..4) {
            0 => format!("({a} and {b})"),
            1 => format!("({a} or {b})"),
            2 => format!("not ({a})"),
            _ => format!("(if {} then {a} else {b})", test(random, 0)),
        };
    }
    let limit = random.random_range(1..6);
    match random.random_range(0..14) {
        0 | 1 => "甲".to_owned(),
        2 | 3 => "乙".to_owned(),
        4 => "丙".to_owned(),
        5 => "色 = \"红\"".to_owned(),
        6 => "色 in (\"红\", \"绿\")".to_owned(),
        7 => format!("数 >= {limit}"),
        8 => format!("量 < {limit}"),
        9 => format!("数 + 量 >= {limit}"),
        10 => format!("总分 >= {limit}"),
        11 => format!("数 in [{}..{limit}]", limit - 1),
        12 => format!("count(表[好 and 类 = \"子\"]) >= {limit}"),
        _ => format!("count(表[类 = \"丑\"]) < {limit}"),
    }
}

/// Conditions, in groups or not, as YAML flow.
fn condition(random: &mut ChaCha8Rng, depth: usize, number: &mut usize) -> String {
    *number += 1;
    let head = format!("id: c{number}, article: 一, text: 试");
    if depth > 0 && random.random_bool(0.4) {
        let count = random.random_range(2..4);
        let of: Vec<String> = (0..count).map(|_| condition(random, depth - 1, number)).collect();
        let of = of.join(", ");
        return match random.random_range(0..3) {
            0 => format!("{{{head}, all: [{of}]}}"),
            1 => format!("{{{head}, any: [{of}]}}"),
            _ => format!("{{{head}, at_least: 2, of: [{of}]}}"),
        };
    }
    if random.random_bool(0.05) {
        return format!("{{{head}, review: 专家}}");
    }
    format!("{{{head}, test: '{}'}}", test(random, 2))
}

fn document(random: &mut ChaCha8Rng) -> String {
    let mut out = HEAD.to_owned();
    if random.random_bool(0.3) {
        writeln!(out, "applies: '{}'", test(random, 1)).expect("text");
    }
    out.push_str("conditions:\n");
    let mut number = 0;
    for _ in 0..random.random_range(1..4) {
        writeln!(out, "  - {}", condition(random, 2, &mut number)).expect("text");
    }
    out
}

fn programme(kind: &Kind, text: &str) -> Programme {
    let (library, findings) = Library::load(std::slice::from_ref(kind), [("t.yaml".to_owned(), text.to_owned())]);
    let programme = library.programmes().next().cloned();
    programme.unwrap_or_else(|| panic!("{findings:?}\n{text}"))
}

/// All values of a fact, as far as small constants tell them apart.
enum Values {
    Data(Vec<Datum>),
    Lists(Vec<ListFact>),
}

fn values(kind: &Kind, name: &str) -> Values {
    let half = |n: i128| Datum::Number(Number::new(n, 2));
    let (_, attribute) = kind.attribute(name).expect("of the kind");
    match &attribute.r#type {
        vocabulary::AttributeType::Boolean => Values::Data(vec![Datum::Bool(false), Datum::Bool(true)]),
        vocabulary::AttributeType::Enumeration(words) => {
            Values::Data(words.iter().map(|word| Datum::Text(word.as_str().into())).collect())
        }
        vocabulary::AttributeType::Number(_) => Values::Data((0..14).map(half).collect()),
        _ => {
            let record = |good: bool, kind: &str| Record {
                fields: vec![Stated::Known(Datum::Bool(good)), Stated::Known(Datum::Text(kind.into()))],
                provenance: None,
            };
            let mut lists = Vec::new();
            for passing in 0..7 {
                for failing in 0..7 {
                    let mut items = vec![record(true, "子"); passing];
                    items.extend(vec![record(true, "丑"); failing]);
                    lists.push(ListFact { complete: true, items });
                }
            }
            Values::Lists(lists)
        }
    }
}

fn set(facts: &mut Facts, id: AttributeId, values: &Values, at: usize) {
    match values {
        Values::Data(data) => facts.set_plain(id, Cell::known(data[at].clone())),
        Values::Lists(lists) => facts.set_list(id, lists[at].clone()),
    }
}

fn length(values: &Values) -> usize {
    match values {
        Values::Data(data) => data.len(),
        Values::Lists(lists) => lists.len(),
    }
}

/// Names of the facts of which two completions that differ in nothing else have different statuses.
fn brute_force(programme: &Programme, kind: &Kind, known: &Facts, unknown: &[&str]) -> BTreeSet<String> {
    let ids: Vec<AttributeId> = unknown.iter().map(|name| kind.attribute(name).expect("known").0).collect();
    let values: Vec<Values> = unknown.iter().map(|name| values(kind, name)).collect();
    let sizes: Vec<usize> = values.iter().map(length).collect();
    let product: usize = sizes.iter().product();
    let mut facts = known.clone();
    let mut found: Vec<Status> = Vec::with_capacity(product);
    for number in 0..product {
        let mut rest = number;
        for ((id, values), size) in ids.iter().zip(&values).zip(&sizes) {
            set(&mut facts, *id, values, rest % size);
            rest /= size;
        }
        found.push(status(programme, &facts, AS_OF));
    }
    let mut out = BTreeSet::new();
    let mut stride = 1;
    for (name, size) in unknown.iter().zip(&sizes) {
        let matters = (0..product).any(|number| {
            let digit = number / stride % size;
            found[number] != found[number - digit * stride]
        });
        if matters {
            out.insert((*name).to_owned());
        }
        stride *= size;
    }
    out
}

#[test]
fn missing_facts_are_those_that_brute_force_finds() {
    let kind = Kind::from_yaml("thing.yaml", KIND).expect("kind");
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let (mut compared, mut listed, mut left_out) = (0, 0, 0);
    while compared < 600 {
        let text = document(&mut random);
        let programme = programme(&kind, &text);
        // Some facts are told, so that at most four are left and brute force stays small.
        let mut unknown = vec!["甲", "乙", "丙", "色", "数", "量", "表"];
        let mut facts = Facts::empty(&kind);
        while unknown.len() > 4 {
            let name = *unknown.choose(&mut random).expect("not empty");
            unknown.retain(|other| *other != name);
            let values = values(&kind, name);
            let at = random.random_range(0..length(&values));
            set(&mut facts, kind.attribute(name).expect("known").0, &values, at);
        }
        if unknown.contains(&"表") && unknown.contains(&"数") && unknown.contains(&"量") {
            continue;
        }
        if status(&programme, &facts, AS_OF) != Status::Unknown {
            continue;
        }
        compared += 1;
        let expected = brute_force(&programme, &kind, &facts, &unknown);
        let found: BTreeSet<String> =
            missing(&programme, &kind, &facts, AS_OF).into_iter().map(|missing| missing.attribute).collect();
        let told: Vec<String> = kind
            .iter()
            .map(|(id, a)| {
                format!("{} {:?} {:?}", a.name, facts.plain(id), facts.list(id).map(|l| l.items.len()))
            })
            .collect();
        assert_eq!(found, expected, "of {told:?} of {unknown:?} in\n{text}");
        listed += expected.len();
        left_out += unknown.len() - expected.len();
    }
    // Both ways of going wrong are put to the test often.
    assert!(listed > 600 && left_out > 400, "{listed} listed, {left_out} left out");
}
