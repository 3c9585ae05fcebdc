//! The language is total: whatever the text and the facts, parsing, checking and evaluating come to an end without panic, and the
//! same input gives the same result.
#![expect(clippy::expect_used, reason = "a test may panic")]

use language::limits::{MAX_EXPRESSION_BYTES, MAX_NESTING};
use language::{Context, Scope, check, parse};
use proptest::prelude::*;
use vocabulary::{Facts, Kind, facts_file};

fn enterprise() -> Kind {
    Kind::from_yaml("enterprise.yaml", include_str!("../../../content/kinds/enterprise.yaml"))
        .expect("shipped kind")
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
    let (ast, diagnostics) = parse(text);
    let scope = Scope { kind, parameters: &[], definitions: &[], definition_names: &[] };
    let (expr, more) = check(&ast, &scope);
    let facts = facts(kind, seed);
    let value = Context::new(kind, &facts, jiff::civil::date(2025, 6, 30), &[], &[]).traced().explain(&expr);
    format!("{diagnostics:?} {more:?} {value:?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_in_any_order(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24), seed: u8) {
        let kind = enterprise();
        let text = pieces.concat();
        prop_assert_eq!(run(&kind, &text, seed), run(&kind, &text, seed));
    }

    #[test]
    fn any_text(text in ".{0,200}", seed: u8) {
        run(&enterprise(), &text, seed);
    }
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
