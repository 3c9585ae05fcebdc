//! Any text as an expression: parsing, checking, evaluating and formatting end without panic; formatting comes to rest.
#![no_main]

use std::sync::LazyLock;

use language::{Context, Scope, check, format, format_test_of, parse};
use libfuzzer_sys::fuzz_target;
use vocabulary::{Facts, Kind, facts_file};

static KIND: LazyLock<Kind> = LazyLock::new(|| {
    Kind::from_yaml("enterprise.yaml", include_str!("../../content/kinds/enterprise.yaml")).expect("shipped kind")
});
static FACTS: LazyLock<Facts> = LazyLock::new(|| {
    let text = "成立日期: 2023-05-01\n研发费用: {2023: 0, 2024: 9000000亿元}\n营业收入: {2024: 0.01}\n知识产权: {complete: false, items: [{类别: Ⅰ类}]}";
    facts_file::read(&KIND, text, jiff::civil::date(2025, 6, 30)).expect("valid facts").facts
});

fuzz_target!(|text: &str| {
    let (ast, _) = parse(text);
    let scope = Scope { kind: &KIND, parameters: &[], definitions: &[], definition_names: &[] };
    let (expr, _) = check(&ast, &scope);
    Context::new(&KIND, &FACTS, jiff::civil::date(2025, 6, 30), &[], &[]).traced().explain(&expr);
    if let Ok(once) = format(text) {
        assert_eq!(format(&once).as_deref(), Ok(once.as_str()), "a fixed point");
    }
    if let Ok(once) = format_test_of(text) {
        assert_eq!(format_test_of(&once).as_deref(), Ok(once.as_str()), "a fixed point");
    }
});
