//! Decision tables: which row counts, what is tested, what it gives.

use language::ast::{Ast, AstKind};
use language::words::{self, Glossary};
use language::{Span, parse, parse_test_of};

use super::Row;
use crate::document::{RawRow, RawTable};

/// Which row counts where several fit.
pub(super) fn policy(table: &RawTable) -> &'static str {
    match table.hit.as_ref().map_or("first", |hit| hit.text.as_str()) {
        "unique" => "各行互不重叠，符合哪一行用哪一行",
        "max" => "符合的各行中取最大的",
        "min" => "符合的各行中取最小的",
        "sum" => "符合的各行相加；没有一行符合时为 0",
        _ => "从上往下，第一个符合的行算数",
    }
}

/// What the rows look at, where it is more than a name.
pub(super) fn subjects(table: &RawTable, glossary: &dyn Glossary) -> Vec<String> {
    let formulas = table.on.iter().filter(|on| !is_name(&on.text));
    let said = formulas.map(|on| {
        let phrase = words::phrase(&parse(&on.text).0, &on.text, glossary);
        format!("看“{}”：{phrase}", on.text)
    });
    said.collect()
}

/// The formulas that a table is made of.
pub(super) fn formulas(table: &RawTable) -> impl Iterator<Item = &str> {
    let rows = table.rows.iter().flat_map(|row| row.when.iter().chain([&row.then]));
    table.on.iter().chain(rows).map(|text| text.text.as_str())
}

/// Heads of the columns that are tested.
pub(super) fn columns(table: &RawTable, glossary: &dyn Glossary) -> Vec<String> {
    match table.on.as_slice() {
        [] => vec!["条件".to_owned()],
        on => on.iter().map(|on| words::phrase(&parse(&on.text).0, &on.text, glossary)).collect(),
    }
}

/// The rows, of so many columns each.
pub(super) fn rows(table: &RawTable, columns: usize, glossary: &dyn Glossary) -> Vec<Row> {
    let row = |row: &RawRow| Row {
        tests: tests(row, columns, table.on.is_empty(), glossary),
        gives: result(&row.then.text, glossary),
    };
    table.rows.iter().map(row).collect()
}

fn tests(row: &RawRow, columns: usize, whole: bool, glossary: &dyn Glossary) -> Vec<String> {
    if row.when.is_empty() {
        let mut cells = vec!["其余情况".to_owned()];
        cells.resize(columns, String::new());
        return cells;
    }
    let subject = Ast { span: Span::default(), kind: AstKind::Name(String::new()) };
    (row.when.iter())
        .map(|when| match when.text.as_str() {
            "-" => "不论".to_owned(),
            text if whole => words::judgement(&parse(text).0, text, glossary).line(),
            text => words::predicate(&parse_test_of(&subject, text).0, text, glossary).trim().to_owned(),
        })
        .collect()
}

fn result(then: &str, glossary: &dyn Glossary) -> String {
    match then.split_once("..") {
        Some((low, high)) if !then.contains(['[', '(']) => {
            format!("{}～{}（专家裁量）", low.trim(), high.trim())
        }
        _ => words::phrase(&parse(then).0, then, glossary),
    }
}

fn is_name(text: &str) -> bool {
    matches!(parse(text).0.kind, AstKind::Name(_))
}
