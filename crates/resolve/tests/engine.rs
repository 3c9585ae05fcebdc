//! The engine as a caller sees it: decisions, determinism, chaining, partners, explanations, bad settings.
#![expect(clippy::expect_used, reason = "tests fail by panicking")]

use proptest::prelude::*;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use resolve::{
    Basis, Cardinality, Decisions, Linkage, Node, ResolveError, Role, Settings, Table, dedupe, link,
};

const HEADINGS: [&str; 5] = ["编号", "姓名", "出生日期", "电话", "地址"];
const SURNAMES: [&str; 12] = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙"];
const GIVEN: [&str; 16] =
    ["伟", "芳", "娜", "敏", "静", "丽华", "强", "磊", "军", "洋", "勇", "艳红", "杰", "涛", "明远", "超"];
const ROADS: [&str; 8] = ["文三路", "天目山路", "中山路", "解放路", "人民路", "建设路", "龙井路", "西溪路"];

type Person = [String; 4];

fn people(count: usize, seed: u64) -> Vec<Person> {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let person = |dice: &mut ChaCha8Rng| {
        let mut pick = |words: &[&str]| words[dice.random_range(0..words.len())].to_owned();
        let (name, road) = (pick(&SURNAMES) + &pick(&GIVEN) + &pick(&GIVEN), pick(&ROADS));
        [
            name,
            format!(
                "{}-{:02}-{:02}",
                dice.random_range(1950..2000),
                dice.random_range(1..13),
                dice.random_range(1..29)
            ),
            format!("139{:08}", dice.random_range(0..99_999_999)),
            format!("杭州市{road}{}号", dice.random_range(1..300)),
        ]
    };
    (0..count).map(|_| person(&mut dice)).collect()
}

fn table(people: &[Person]) -> Table {
    let mut table = Table::new(HEADINGS);
    for (n, person) in people.iter().enumerate() {
        let id = n.to_string();
        table
            .push(std::iter::once(Some(&*id)).chain(person.iter().map(|cell| Some(&**cell))))
            .expect("five cells");
    }
    table
}

/// Two hundred people, the first hundred of them twice, with one field written otherwise.
fn doubled() -> Table {
    let mut all = people(200, 3);
    for n in 0..100 {
        let mut copy = all[n].clone();
        copy[n % 4] = match n % 4 {
            0 => copy[0].chars().take(2).collect(),
            1 => String::new(),
            2 => copy[2].replace("139", "138"),
            _ => copy[3].replace("杭州市", ""),
        };
        all.push(copy);
    }
    table(&all)
}

fn run(table: &Table, decisions: &Decisions) -> Linkage {
    dedupe(table, &Settings::default(), decisions).expect("resolved")
}

fn has(linkage: &Linkage, a: u32, b: u32) -> bool {
    linkage.pairs.iter().any(|pair| (pair.left, pair.right) == (Node::Left(a), Node::Left(b)))
}

#[test]
fn doubles_are_found_and_strangers_are_not() {
    let linkage = run(&doubled(), &Decisions::none());
    let expected: Vec<_> = (0..100).map(|n| (Node::Left(n), Node::Left(n + 200))).collect();
    let found: Vec<_> = linkage.pairs.iter().map(|pair| (pair.left, pair.right)).collect();
    assert_eq!(found, expected);
    assert!(linkage.clusters.iter().all(|cluster| cluster.len() == 2));
}

#[test]
fn the_same_tables_give_the_same_answer() {
    let (first, second) = (run(&doubled(), &Decisions::none()), run(&doubled(), &Decisions::none()));
    assert_eq!(first.pairs, second.pairs);
    assert_eq!(first.review, second.review);
    assert_eq!(first.model, second.model);
}

#[test]
fn people_outrank_the_model_and_their_word_is_carried_on() {
    let mut decisions = Decisions::none();
    decisions.different(Node::Left(0), Node::Left(200));
    // 5 and 6 are strangers to the model: the doubles of both join with them.
    decisions.same(Node::Left(5), Node::Left(6));
    let linkage = run(&doubled(), &decisions);
    assert!(!has(&linkage, 0, 200));
    assert!(has(&linkage, 5, 6) && has(&linkage, 5, 205));
    let decided = linkage.pairs.iter().find(|pair| (pair.left, pair.right) == (Node::Left(5), Node::Left(6)));
    assert_eq!(decided.map(|pair| (pair.basis, pair.probability)), Some((Basis::Decision, 1.0)));
    assert!(linkage.review.iter().all(|pair| (pair.left, pair.right) != (Node::Left(0), Node::Left(200))));
}

#[test]
fn different_is_carried_into_clusters() {
    // 200 was decided to be 0; what is not 200 is not 0 either.
    let mut decisions = Decisions::none();
    decisions.same(Node::Left(1), Node::Left(0)).different(Node::Left(0), Node::Left(201));
    let linkage = run(&doubled(), &decisions);
    assert!(has(&linkage, 0, 1) && !has(&linkage, 1, 201) && !has(&linkage, 0, 201));
}

#[test]
fn a_contradiction_is_an_error() {
    let mut decisions = Decisions::none();
    decisions.same(Node::Left(1), Node::Left(2)).different(Node::Left(2), Node::Left(1));
    let error = dedupe(&doubled(), &Settings::default(), &decisions).err().expect("contradictory");
    assert!(matches!(error, ResolveError::Contradiction { .. }), "{error}");
}

#[test]
fn two_tables_are_linked_one_to_one_unless_told_otherwise() {
    let left = people(300, 9);
    let mut right = left.clone();
    right.reverse();
    right.truncate(200);
    right.push(right[0].clone());
    right.push(right[0].clone());
    let (left, right) = (table(&left), table(&right));
    let linked =
        |settings: &Settings| link(&left, &right, settings, &Decisions::none()).expect("resolved").pairs;
    let one = linked(&Settings { cardinality: Cardinality::OneToOne, ..Settings::default() });
    assert_eq!(one.len(), 200);
    assert!(
        one.iter()
            .take(199)
            .all(|pair| matches!((pair.left, pair.right), (Node::Left(l), Node::Right(r)) if l + r == 299))
    );
    let many = linked(&Settings { cardinality: Cardinality::OneToMany, ..Settings::default() });
    assert_eq!(many.len(), 202);
}

#[test]
fn a_decision_across_tables_stands() {
    let left = table(&people(50, 1));
    let right = table(&people(50, 1));
    let mut decisions = Decisions::none();
    decisions.same(Node::Left(0), Node::Right(1)).different(Node::Left(2), Node::Right(2));
    let linkage = link(&left, &right, &Settings::default(), &decisions).expect("resolved");
    let partner =
        |row: u32| linkage.pairs.iter().find(|pair| pair.left == Node::Left(row)).map(|pair| pair.right);
    assert_eq!((partner(0), partner(2), partner(3)), (Some(Node::Right(1)), None, Some(Node::Right(3))));
}

#[test]
fn the_waterfall_adds_up() {
    let linkage = run(&doubled(), &Decisions::none());
    let pair = linkage.pairs[1];
    let why = linkage.explain(pair.left, pair.right).expect("both rows");
    let sum = why.prior + why.steps.iter().map(|step| step.bits).sum::<f64>();
    assert!((sum - why.total).abs() < 1e-9 && (why.total - pair.bits).abs() < 1e-3, "{why:?}");
    assert!((why.probability - pair.probability).abs() < 1e-3);
    let missing = why.steps.iter().find(|step| step.heading == "出生日期").expect("compared");
    assert_eq!((missing.level, missing.bits), ("缺失", 0.0), "a missing value is no evidence");
    assert!(linkage.explain(Node::Left(9999), pair.right).is_none());
}

#[test]
fn one_doubtful_row_does_not_chain_two_clusters() {
    // Two families of three rows, and one row with half of each.
    let mut all = people(150, 5);
    let (first, second) = (all[0].clone(), all[1].clone());
    all.extend([first.clone(), first.clone(), second.clone(), second.clone()]);
    all.push([first[0].clone(), first[1].clone(), second[2].clone(), second[3].clone()]);
    let linkage = run(&table(&all), &Decisions::none());
    let together = linkage
        .clusters
        .iter()
        .any(|cluster| cluster.contains(&Node::Left(0)) && cluster.contains(&Node::Left(1)));
    assert!(!together, "{:?}", linkage.clusters);
    assert!(has(&linkage, 0, 150) && has(&linkage, 1, 152));
}

#[test]
fn settings_are_checked() {
    let table = doubled();
    let error = |settings: Settings| {
        dedupe(&table, &settings, &Decisions::none()).err().expect("refused").to_string()
    };
    assert_eq!(
        error(Settings::default().role("姓氏", Role::Surname)),
        "设置中的列“姓氏”不在表中；现有的列：编号、姓名、出生日期、电话、地址"
    );
    assert_eq!(
        error(Settings { threshold: 1.5, ..Settings::default() }),
        "阈值 为 1.5，应在 0 与 1 之间，且复核下限不高于复核上限"
    );
    let mut nothing = Settings::default();
    for heading in HEADINGS {
        nothing = nothing.role(heading, Role::Ignore);
    }
    assert!(error(nothing).starts_with("没有可以比较的列"));
}

#[test]
fn tables_without_rows_have_no_pairs_to_find() {
    let empty = Table::new(HEADINGS);
    assert!(matches!(
        dedupe(&empty, &Settings::default(), &Decisions::none()),
        Err(ResolveError::NoEvidence { .. })
    ));
    let one = table(&people(1, 1));
    assert!(matches!(
        dedupe(&one, &Settings::default(), &Decisions::none()),
        Err(ResolveError::NoEvidence { .. })
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// Whatever the cells hold: an answer or an error, clusters disjoint, probabilities within bounds.
    #[test]
    fn any_table_is_answered(cells in prop::collection::vec(prop::collection::vec("\\PC{0,12}", 3), 2..30)) {
        let mut table = Table::new(["名称", "x", "地址"]);
        for row in &cells {
            table.push(row.iter().map(|cell| Some(&**cell))).expect("three cells");
        }
        let Ok(linkage) = dedupe(&table, &Settings::default(), &Decisions::none()) else { return Ok(()) };
        let mut seen = std::collections::HashSet::new();
        for node in linkage.clusters.iter().flatten() {
            prop_assert!(seen.insert(*node));
        }
        for pair in &linkage.pairs {
            prop_assert!(pair.left < pair.right && (0.0..=1.0).contains(&pair.probability));
        }
    }
}
