//! The language is total: whatever the text and the facts, parsing, checking and evaluating come to an end without panic, and the
//! same input gives the same result.
#![expect(clippy::expect_used, reason = "a test may panic")]

#[path = "total/generator.rs"]
mod generator;

use std::sync::LazyLock;

use language::eval::Residual;
use language::limits::{MAX_EXPRESSION_BYTES, MAX_NESTING};
use language::{Context, Expr, Scope, Type, check, format, parse};
use proptest::prelude::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use vocabulary::fact::Cell;
use vocabulary::{Datum, Facts, Kind, facts_file};

fn enterprise() -> &'static Kind {
    static KIND: LazyLock<Kind> = LazyLock::new(|| {
        Kind::from_yaml("enterprise.yaml", include_str!("../../../content/kinds/enterprise.yaml"))
            .expect("shipped kind")
    });
    &KIND
}

/// Pieces that expressions are made of, and some that they are not.
const PIECES: [&str; 48] = [
    "研发费用",
    "营业收入",
    "职工总数",
    "知识产权",
    "成立日期",
    "居民企业",
    "技术领域",
    "净利润",
    "as_of",
    "类别",
    "有效",
    "[上年]",
    "[近3年]",
    "[2023]",
    "[",
    "]",
    "(",
    ")",
    "sum(",
    "count(",
    "max(",
    "mean_growth(",
    "growth(",
    "every(",
    " + ",
    " - ",
    " * ",
    " / ",
    " >= ",
    " < ",
    " = ",
    " != ",
    " and ",
    " or ",
    "not ",
    "if ",
    " then ",
    " else ",
    " in ",
    "..",
    "5%",
    "100万元",
    "0",
    "\"Ⅰ类\"",
    "@\"2024-01-01\"",
    ", ",
    "，",
    "`",
];

fn facts(kind: &Kind, seed: u8) -> Facts {
    let text = match seed % 4 {
        0 => "",
        1 => "成立日期: 2020-01-01\n研发费用: {2023: 0, 2024: 100万元}\n营业收入: {2024: 0}\n知识产权: []",
        2 => {
            "职工总数: {2022: 5, 2024: 7}\n净利润: {2024: -3万元}\n知识产权: {complete: false, items: [{类别: Ⅰ类}]}"
        }
        _ => {
            "研发费用: {2022: 9000000亿元, 2023: 9000000亿元, 2024: 0.01}\n营业收入: {2024: 无}\n居民企业: 是"
        }
    };
    facts_file::read(kind, text, jiff::civil::date(2025, 6, 30))
        .map_or_else(|_| Facts::empty(kind), |file| file.facts)
}

fn run(kind: &Kind, text: &str, seed: u8) -> String {
    explained(kind, &facts(kind, seed), text).1
}

/// The typed expression, and all that can be said about it on these facts.
fn explained(kind: &Kind, facts: &Facts, text: &str) -> (Expr, String) {
    let (ast, diagnostics) = parse(text);
    let scope = Scope { kind, parameters: &[], definitions: &[], definition_names: &[] };
    let (expr, more) = check(&ast, &scope);
    let value = Context::new(kind, facts, jiff::civil::date(2025, 6, 30), &[], &[]).traced().explain(&expr);
    let said = format!("{diagnostics:?} {more:?} {value:?}");
    (expr, said)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_in_any_order(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24), seed: u8) {
        let kind = enterprise();
        let text = pieces.concat();
        prop_assert_eq!(run(kind, &text, seed), run(kind, &text, seed));
    }

    #[test]
    fn any_text(text in ".{0,200}", seed: u8) {
        run(enterprise(), &text, seed);
    }
}

/// How many random expressions are run: a few thousand, or as many as `KECHUANG_TOTAL_CASES` asks for (`make test-total`: 100,000).
#[expect(clippy::disallowed_methods, reason = "how long a test runs is no setting of the product")]
fn cases() -> u64 {
    std::env::var("KECHUANG_TOTAL_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(5_000)
}

#[test]
fn expressions_by_the_grammar() {
    let kind = enterprise();
    let (mut typed, mut decided) = (0, 0);
    for seed in 0..cases() {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let depth = 1 + usize::try_from(seed % 4).expect("small");
        let text = generator::any(&mut rng, depth);
        let facts_text = generator::facts(&mut rng);
        let facts = facts_file::read(kind, &facts_text, jiff::civil::date(2025, 6, 30))
            .unwrap_or_else(|errors| panic!("seed {seed}: {errors:?}\n{facts_text}"))
            .facts;
        let (expr, said) = explained(kind, &facts, &text);
        assert_eq!(said, explained(kind, &facts, &text).1, "seed {seed}: {text}");
        typed += u64::from(expr.r#type != Type::Error);
        decided += u64::from(!said.contains("Unknown"));
        // The formatter keeps the tree and comes to rest.
        let Ok(once) = format(&text) else { continue };
        assert_eq!(format(&once).as_deref(), Ok(once.as_str()), "seed {seed}: {text}");
        assert_eq!(parse(&text).0.without_places(), parse(&once).0.without_places(), "seed {seed}: {text}");
    }
    // The generator is worth its name: most expressions check, some do not, and some are decided despite missing facts.
    assert!(typed * 10 > cases() * 5 && typed < cases(), "{typed} of {} check", cases());
    assert!(decided > 0 && decided < cases(), "{decided} of {} are decided", cases());
    println!("{} expressions, {typed} of them typed, {decided} decided", cases());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, ..ProptestConfig::default() })]

    /// Formatting keeps the tree: whatever parses prints to something that parses to the same.
    #[test]
    fn formatting_keeps_the_tree(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..12)) {
        let text = pieces.concat();
        if let Ok(once) = format(&text) {
            prop_assert_eq!(parse(&text).0.without_places(), parse(&once).0.without_places(), "{} became {}", text, once);
            prop_assert_eq!(format(&once), Ok(once));
        }
    }
}

/// What is left of an expression once some facts are known has, with any completion of them, the value that the expression has. Left
/// out: `first_known`, which reads silence as an answer, firms founded after years that they report on, and what turns out absent
/// (an unknown amount is taken to be some amount).
#[test]
fn what_is_left_means_the_same() {
    let kind = enterprise();
    let as_of = jiff::civil::date(2025, 6, 30);
    let (mut compared, mut smaller, mut products) = (0, 0, 0);
    for seed in 0..cases() {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let text = generator::any(&mut rng, 1 + usize::try_from(seed % 4).expect("small"));
        let read = |text: &str| facts_file::read(kind, text, as_of).expect("facts").facts;
        let known = read(&generator::facts(&mut rng));
        let told = read(&generator::facts(&mut rng).replace('无', "null"));
        let (expr, _) = explained(kind, &known, &text);
        if expr.r#type == Type::Error || text.contains("first_known") {
            continue;
        }
        let (founded, _) = kind.attribute("成立日期").expect("an attribute");
        let mut all = known.clone();
        for (id, _) in kind.iter().filter(|(id, _)| !known.has(*id) && *id != founded) {
            if told.list(id).is_none_or(|list| !list.items.is_empty()) {
                all.copy_attribute(id, &told);
            }
        }
        if !known.has(founded) {
            all.set_plain(founded, Cell::known(Datum::Date(jiff::civil::date(2015, 3, 1))));
        }
        let left = Residual::new(&Context::new(kind, &known, as_of, &[], &[]), [&expr]);
        let with_all = Context::new(kind, &all, as_of, &[], &[]);
        let rest = left.tests.first().expect("one a test");
        compared += 1;
        // Nothing times an unknown amount is nothing; should the amount prove absent, so is the product.
        if text.contains('*') && with_all.eval(rest) != with_all.eval(&expr) {
            products += 1;
            continue;
        }
        assert_eq!(with_all.eval(rest), with_all.eval(&expr), "seed {seed}: {text}");
        smaller += u64::from(*rest != expr);
    }
    assert!(compared * 2 > cases() && smaller * 2 > compared, "{smaller} of {compared} are smaller");
    assert!(products * 500 < compared, "{products} of {compared} differ by a product with nothing");
}

#[test]
fn limits_hold_at_and_one_past() {
    let nested = |depth: usize| format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
    let codes = |text: &str| parse(text).1.iter().map(|d| d.code).collect::<Vec<_>>();
    assert!(codes(&nested(MAX_NESTING - 1)).is_empty());
    assert_eq!(codes(&nested(MAX_NESTING)), ["too-deep"]);
    let long = |bytes: usize| format!("{}1", " ".repeat(bytes - 1));
    assert!(codes(&long(MAX_EXPRESSION_BYTES)).is_empty());
    assert_eq!(codes(&long(MAX_EXPRESSION_BYTES + 1)), ["expression-too-long"]);
    // Unary operators nest as well.
    assert_eq!(codes(&"not ".repeat(500)), ["too-deep"]);
}
