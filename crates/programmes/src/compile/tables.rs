//! Decision tables as expressions. Hit policies (OMG DMN 1.5, §8.2.11): `first` and `unique` are a chain of `if`, in which rows
//! that overlap under `unique` are for the linter to find; `max`, `min` and `sum` combine every row that fits, the row without
//! `when` standing for those that do not.

use language::ast::{Ast, AstKind, Operator};
use language::ir::{Function, Node};
use language::{Expr, Interval, Scope, Span, Type, parse, parse_test_of};

use super::POINTS;
use super::names::{expression, interval, number};
use crate::document::{RawRow, RawTable};
use crate::finding::{Findings, meant};

/// A row, typed.
struct Row {
    /// `None`: otherwise.
    when: Option<Expr>,
    then: Expr,
}

pub(super) fn expression_of(
    table: &RawTable,
    subjects: &[String],
    scope: &Scope<'_>,
    findings: &mut Findings,
) -> Expr {
    let mut rows: Vec<Row> = Vec::new();
    for (at, raw) in table.rows.iter().enumerate() {
        if raw.when.is_empty() && at + 1 < table.rows.len() {
            findings.error(raw.then.at, "table-overlap", "没有 when 的行后面还有别的行，永远用不到");
        }
        let when = condition(table, raw, subjects, scope, findings);
        let then = match interval(&raw.then) {
            Some(interval) => number(interval),
            None => expression(&raw.then, parse(&raw.then.text), scope, findings),
        };
        if let Some(first) = rows.iter().map(|row| &row.then).find(|then| then.r#type != Type::Error)
            && then.r#type != Type::Error
            && first.r#type != then.r#type
        {
            let message = format!("表的各行应给出同一种值：前面是{}，这里是{}", first.r#type, then.r#type);
            findings.error(raw.then.at, "type-mismatch", message);
        }
        rows.push(Row { when, then });
    }
    let hit = table.hit.as_ref();
    let policy = hit.map_or("first", |text| text.text.as_str());
    let has_rest = rows.last().is_some_and(|row| row.when.is_none());
    match policy {
        "sum" if has_rest => {
            let message = format!("表“{}”各行相加，不用写没有 when 的行", table.name.text);
            findings.error(table.name.at, "table-overlap", message);
        }
        "first" | "unique" | "max" | "min" if !has_rest => {
            let message = format!("表“{}”最后一行应没有 when（其余情况）", table.name.text);
            findings.error(table.name.at, "table-gap", message);
        }
        _ => {}
    }
    if matches!(policy, "max" | "min" | "sum")
        && let Some(row) =
            rows.iter().find(|row| row.then.r#type.dimension().is_none() && row.then.r#type != Type::Error)
    {
        let message = format!("hit: {policy} 的各行应是数，这里是{}", row.then.r#type);
        findings.error(table.name.at, "type-mismatch", message);
        return number(Interval::ANY);
    }
    match policy {
        "first" | "unique" => chain(rows),
        "max" => combined(rows, Function::Max),
        "min" => combined(rows, Function::Min),
        "sum" => sum(rows),
        other => {
            let at = hit.map_or(table.name.at, |text| text.at);
            let hint = meant(other, &["first", "unique", "max", "min", "sum"]);
            let message = format!("hit“{other}”应是 first、unique、max、min 或 sum{hint}");
            findings.error(at, "bad-document", message);
            number(Interval::ANY)
        }
    }
}

/// A row's tests, all of which must hold; `None`: otherwise.
fn condition(
    table: &RawTable,
    raw: &RawRow,
    subjects: &[String],
    scope: &Scope<'_>,
    findings: &mut Findings,
) -> Option<Expr> {
    let wanted = subjects.len().max(1);
    if !raw.when.is_empty() && raw.when.len() != wanted {
        let message =
            format!("表“{}”的 when 应有 {wanted} 项，这里有 {} 项", table.name.text, raw.when.len());
        findings.error(raw.when[0].at, "bad-document", message);
        return None;
    }
    let mut all: Option<Expr> = None;
    for (at, when) in raw.when.iter().enumerate().filter(|(_, when)| when.text != "-" || subjects.is_empty())
    {
        let parsed = match subjects.get(at) {
            Some(name) => {
                let subject = Ast { span: Span::default(), kind: AstKind::Name(name.clone()) };
                parse_test_of(&subject, &when.text)
            }
            None => parse(&when.text),
        };
        let test = expression(when, parsed, scope, findings);
        if !matches!(test.r#type, Type::Bool | Type::Error) {
            findings.error(when.at, "type-mismatch", "when 应是一个是否判断");
        }
        all = Some(match all {
            None => test,
            Some(left) => typed(Type::Bool, Node::And(Box::new(left), Box::new(test))),
        });
    }
    // A row of dashes alone fits whatever it is, without being the row for all others.
    all.or_else(|| (!raw.when.is_empty()).then(|| typed(Type::Bool, Node::Truth(true))))
}

/// The first row that fits.
fn chain(rows: Vec<Row>) -> Expr {
    let mut out: Option<Expr> = None;
    for row in rows.into_iter().rev() {
        out = Some(match (row.when, out) {
            (None, _) => row.then,
            (Some(when), rest) => {
                let rest = rest.unwrap_or_else(|| number(Interval::ANY));
                choice(when, row.then, rest)
            }
        });
    }
    out.unwrap_or_else(|| number(Interval::ANY))
}

/// The greatest or least of the rows that fit and the row for all others.
fn combined(mut rows: Vec<Row>, function: Function) -> Expr {
    let Some(rest) = rows.pop().map(|row| row.then) else { return number(Interval::ANY) };
    if rows.is_empty() {
        return rest;
    }
    let r#type = rest.r#type;
    let choices = rows.into_iter().map(|row| match row.when {
        Some(when) => choice(when, row.then, rest.clone()),
        None => row.then,
    });
    let mut arguments: Vec<Expr> = choices.collect();
    arguments.push(rest);
    typed(r#type, Node::Call(function, arguments))
}

/// All rows that fit, added up.
fn sum(rows: Vec<Row>) -> Expr {
    let mut out: Option<Expr> = None;
    for row in rows {
        let zero = Expr { r#type: row.then.r#type, ..number(Interval::exact(0.into())) };
        let part = match row.when {
            Some(when) => choice(when, row.then, zero),
            None => row.then,
        };
        out = Some(match out {
            None => part,
            Some(left) => {
                let r#type = part.r#type;
                typed(r#type, Node::Arithmetic(Operator::Add, Box::new(left), Box::new(part)))
            }
        });
    }
    out.unwrap_or_else(|| number(Interval::exact(0.into())))
}

fn choice(when: Expr, yes: Expr, no: Expr) -> Expr {
    let percent = yes.percent || no.percent;
    let r#type = if yes.r#type == Type::Error { POINTS } else { yes.r#type };
    Expr { percent, ..typed(r#type, Node::If(Box::new(when), Box::new(yes), Box::new(no))) }
}

fn typed(r#type: Type, node: Node) -> Expr {
    Expr { span: Span::default(), r#type, percent: false, node }
}
