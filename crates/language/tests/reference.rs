//! `docs/language.md` is the specification: every «表达式 | 结果» row of it is run here.
#![expect(clippy::expect_used, reason = "a test may panic")]

use jiff::civil::Date;
use language::ir::Function;
use language::value::{Interval, Maybe, Truth, Value};
use language::{Context, Scope, check, parse, render};
use vocabulary::yaml::{self, Value as Yaml};
use vocabulary::{Dimension, Facts, Kind, facts_file};

const REFERENCE: &str = include_str!("../../../docs/language.md");

fn enterprise() -> Kind {
    Kind::from_yaml("enterprise.yaml", include_str!("../../../content/kinds/enterprise.yaml"))
        .expect("shipped kind")
}

/// What an expression comes to, as the reference writes it.
fn outcome(kind: &Kind, facts: &Facts, as_of: Date, text: &str) -> String {
    let (ast, mut diagnostics) = parse(text);
    let scope = Scope { kind, parameters: &[], definitions: &[], definition_names: &[] };
    let (expr, more) = check(&ast, &scope);
    diagnostics.extend(more);
    if let Some(first) = diagnostics.first() {
        return format!("错误：{}", first.code);
    }
    let dimension = expr.r#type.dimension().unwrap_or(Dimension::ONE);
    match Context::new(kind, facts, as_of, &[], &[]).eval(&expr) {
        Value::Truth(Truth::True) => "是".to_owned(),
        Value::Truth(Truth::False) => "否".to_owned(),
        Value::Truth(Truth::Unknown) | Value::Text(Maybe::Unknown) | Value::Date(Maybe::Unknown) => {
            "未知".to_owned()
        }
        // A quotient of money and heads is shown in the reference as 万元/人.
        Value::Number(Maybe::Known(Interval { low: Some(low), high }))
            if high == Some(low) && dimension == Dimension::MONEY / Dimension::PERSON =>
        {
            format!("{}/人", render::number(low, Dimension::MONEY, false))
        }
        Value::Number(number) => render::interval(&number, dimension, expr.percent),
        Value::Text(Maybe::Known(text)) => text.to_string(),
        Value::Date(Maybe::Known(date)) => date.to_string(),
        Value::Text(Maybe::Absent) | Value::Date(Maybe::Absent) => "无".to_owned(),
        other => format!("{other:?}"),
    }
}

#[test]
fn every_row_of_the_reference_holds() {
    let kind = enterprise();
    let mut facts = Facts::empty(&kind);
    let mut as_of = jiff::civil::date(2025, 6, 30);
    let (mut rows, mut wrong, mut block) = (0, Vec::new(), None::<String>);
    for line in REFERENCE.lines() {
        match (&mut block, line) {
            (None, "```facts") => block = Some(String::new()),
            (Some(text), "```") => {
                (facts, as_of) = facts_block(&kind, text);
                block = None;
            }
            (Some(text), line) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, line) => {
                let Some((expression, expected)) = row(line) else { continue };
                rows += 1;
                let found = outcome(&kind, &facts, as_of, expression);
                if found != expected {
                    wrong.push(format!("{expression}: expected {expected}, found {found}"));
                }
            }
        }
    }
    assert!(rows > 80, "the reference has {rows} rows: was its layout changed?");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn row(line: &str) -> Option<(&str, &str)> {
    let (expression, expected) = line.strip_prefix("| `")?.split_once("` | ")?;
    let expected = expected.strip_suffix(" |")?;
    // Rows of the table of functions name a function alone.
    Function::find(expression).is_none().then_some((expression, expected))
}

fn facts_block(kind: &Kind, text: &str) -> (Facts, Date) {
    let Yaml::Mapping(entries) = yaml::parse(text).expect("a facts block").value else { panic!("a mapping") };
    let as_of: Date = entries[0].1.text().and_then(|text| text.parse().ok()).expect("as_of first");
    let file = facts_file::read_node(kind, &entries[1].1, as_of).expect("valid facts");
    (file.facts, as_of)
}

#[test]
fn every_function_is_in_the_reference() {
    for (_, name, usage) in Function::ALL {
        assert!(
            REFERENCE.contains(&format!("| `{name}` | {usage} |")),
            "{name} is missing from docs/language.md"
        );
    }
}

#[test]
fn every_diagnostic_code_is_in_the_reference() {
    let mut codes = std::collections::BTreeSet::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            #[expect(clippy::disallowed_methods, reason = "a test reads the source it is about")]
            let source = std::fs::read_to_string(&path).expect("readable");
            let coded = |text: &&str| {
                text.contains('-')
                    && text
                        .split('-')
                        .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()))
            };
            codes.extend(source.split('"').filter(coded).map(str::to_owned));
        }
    }
    assert!(codes.len() >= 22, "{codes:?}");
    let table = REFERENCE.split("## 诊断代码").nth(1).expect("the table of codes");
    let documented: std::collections::BTreeSet<String> =
        (table.split("\n## ").next().expect("a section").lines())
            .filter_map(|line| line.strip_prefix("| ")?.split(' ').next().filter(|code| code.contains('-')))
            .filter(|code| !code.starts_with('-'))
            .map(str::to_owned)
            .collect();
    assert_eq!(codes, documented);
}
