//! Definitions, tables and the score total share one name space. They may stand in any order in the file; they are typed in
//! order of dependence, and a cycle is an error.

use std::collections::HashSet;

use language::ast::{Ast, AstKind};
use language::check::Named;
use language::ir::Node;
use language::{Diagnostic, Expr, Interval, Scope, Span, Type, check, parse, parse_test_of};
use vocabulary::number::parse_decimal;
use vocabulary::{Kind, Number};

use super::POINTS;
use crate::document::{Document, RawTable};
use crate::finding::{Findings, Text};
use crate::programme::Definitions;

pub(super) struct Defined {
    pub(super) definitions: Definitions,
}

impl Defined {
    pub(super) fn named(&self) -> Vec<Option<Named>> {
        let names = self.definitions.names.iter().zip(&self.definitions.expressions);
        names.map(|(name, expr)| named(name, expr)).collect()
    }
}

/// A thing to define, before it is typed.
enum Raw<'d> {
    Formula(&'d Text),
    Table(&'d RawTable, Option<String>),
    Total(Vec<&'d Text>),
}

struct Pending<'d> {
    name: String,
    at: &'d Text,
    raw: Raw<'d>,
    /// Names it may use: a superset, found in the text.
    uses: HashSet<String>,
}

pub(super) fn define(
    document: &Document,
    kind: &Kind,
    parameters: &[Named],
    findings: &mut Findings,
) -> Defined {
    let pending = pending(document);
    let names: Vec<String> = pending.iter().map(|pending| pending.name.clone()).collect();
    for (at, one) in pending.iter().enumerate() {
        let taken = names[..at].contains(&one.name) || parameters.iter().any(|named| named.name == one.name);
        if taken || kind.attribute(&one.name).is_some() {
            let message = format!("名称“{}”已是另一个定义、参数或属性，请换一个", one.name);
            findings.error(one.at.at, "duplicate-name", message);
        }
    }
    let mut expressions: Vec<Option<Expr>> = vec![None; names.len()];
    let mut named_so_far: Vec<Option<Named>> = vec![None; names.len()];
    let mut left: Vec<usize> = (0..names.len()).collect();
    while !left.is_empty() {
        let ready = |at: &usize| {
            (names.iter().zip(&expressions))
                .all(|(name, done)| done.is_some() || !pending[*at].uses.contains(name))
        };
        // Where nothing is ready there is a cycle: typing one of it reports that.
        let at = left.iter().position(ready).unwrap_or(0);
        let at = left.remove(at);
        let scope = Scope { kind, parameters, definitions: &named_so_far, definition_names: &names };
        let expr = pending[at].raw.typed(&scope, findings);
        named_so_far[at] = named(&names[at], &expr);
        expressions[at] = Some(expr);
    }
    let sources = pending.iter().map(|pending| pending.raw.source()).collect();
    let expressions = expressions.into_iter().flatten().collect();
    Defined { definitions: Definitions { names, sources, expressions } }
}

fn pending(document: &Document) -> Vec<Pending<'_>> {
    let uses = |texts: &[&Text]| {
        let mut names = HashSet::new();
        for text in texts {
            let (tokens, _) = language::token::tokens(&text.text);
            names.extend(tokens.into_iter().filter_map(|token| match token.kind {
                language::token::TokenKind::Name(name) | language::token::TokenKind::Quoted(name) => {
                    Some(name)
                }
                _ => None,
            }));
        }
        names
    };
    let mut out = Vec::new();
    for definition in &document.definitions {
        let formula = &definition.formula;
        out.push(Pending {
            name: definition.name.text.clone(),
            at: &definition.name,
            raw: Raw::Formula(formula),
            uses: uses(&[formula]),
        });
    }
    for table in &document.tables {
        let rows: Vec<&Text> = table.rows.iter().flat_map(|(when, then)| when.iter().chain([then])).collect();
        let subject = table.on.as_ref().map(|on| {
            let name = format!("{}·依据", table.name.text);
            let raw = Raw::Formula(on);
            out.push(Pending { name: name.clone(), at: on, raw, uses: uses(&[on]) });
            name
        });
        let mut used = uses(&rows);
        used.extend(subject.clone());
        let raw = Raw::Table(table, subject);
        out.push(Pending { name: table.name.text.clone(), at: &table.name, raw, uses: used });
    }
    if let Some(score) = &document.score {
        let items: Vec<&Text> = score.items.iter().map(|(name, _)| name).collect();
        let uses = items.iter().map(|item| item.text.clone()).collect();
        out.push(Pending { name: score.name.text.clone(), at: &score.name, raw: Raw::Total(items), uses });
    }
    out
}

fn named(name: &str, expr: &Expr) -> Option<Named> {
    let usable = expr.r#type != Type::Error;
    usable.then(|| Named { name: name.to_owned(), r#type: expr.r#type, percent: expr.percent })
}

impl Raw<'_> {
    fn source(&self) -> String {
        match self {
            Self::Formula(text) => text.text.clone(),
            _ => String::new(),
        }
    }

    fn typed(&self, scope: &Scope<'_>, findings: &mut Findings) -> Expr {
        match self {
            Self::Formula(text) => expression(text, parse(&text.text), scope, findings),
            Self::Table(table, subject) => table_expression(table, subject.as_deref(), scope, findings),
            Self::Total(items) => {
                let zero = number(Interval::exact(0.into()));
                items.iter().fold(zero, |sum, item| {
                    let ast = Ast { span: Span::default(), kind: AstKind::Name(item.text.clone()) };
                    let part = points(expression(item, (ast, Vec::new()), scope, findings), item, findings);
                    let node = Node::Arithmetic(language::ast::Operator::Add, Box::new(sum), Box::new(part));
                    Expr { span: Span::default(), r#type: POINTS, percent: false, node }
                })
            }
        }
    }
}

/// A decision table with hit policy *first* is a chain of `if`.
fn table_expression(
    table: &RawTable,
    subject: Option<&str>,
    scope: &Scope<'_>,
    findings: &mut Findings,
) -> Expr {
    let last = table.rows.last();
    if last.is_none_or(|(when, _)| when.is_some()) {
        let message = format!("表“{}”最后一行应没有 when（其余情况）", table.name.text);
        findings.error(table.name.at, "table-gap", message);
    }
    let subject = subject.map(|name| Ast { span: Span::default(), kind: AstKind::Name(name.to_owned()) });
    let mut chain: Option<Expr> = None;
    for (when, then) in table.rows.iter().rev() {
        let value = match interval(then) {
            Some(interval) => number(interval),
            None => points(expression(then, parse(&then.text), scope, findings), then, findings),
        };
        chain = Some(match (when, chain) {
            (None, None) => value,
            (None, Some(_)) => {
                findings.error(then.at, "table-overlap", "没有 when 的行后面还有别的行，永远用不到");
                value
            }
            (Some(when), rest) => {
                let parsed = match &subject {
                    Some(subject) => parse_test_of(subject, &when.text),
                    None => parse(&when.text),
                };
                let condition = expression(when, parsed, scope, findings);
                if !matches!(condition.r#type, Type::Bool | Type::Error) {
                    findings.error(when.at, "type-mismatch", "when 应是一个是否判断");
                }
                let rest = rest.unwrap_or_else(|| number(Interval::ANY));
                let node = Node::If(Box::new(condition), Box::new(value), Box::new(rest));
                Expr { span: Span::default(), r#type: POINTS, percent: false, node }
            }
        });
    }
    chain.unwrap_or_else(|| number(Interval::ANY))
}

fn expression(
    text: &Text,
    (ast, mut diagnostics): (Ast, Vec<Diagnostic>),
    scope: &Scope<'_>,
    findings: &mut Findings,
) -> Expr {
    let (expr, more) = check(&ast, scope);
    diagnostics.extend(more);
    findings.expression(text, diagnostics);
    expr
}

fn points(expr: Expr, text: &Text, findings: &mut Findings) -> Expr {
    if !matches!(expr.r#type, POINTS | Type::Error) {
        findings.error(text.at, "type-mismatch", format!("分值应是没有单位的数，这里是{}", expr.r#type));
    }
    expr
}

/// `7..8`: points that an expert decides within.
fn interval(text: &Text) -> Option<Interval> {
    let (low, high) = text.text.split_once("..")?;
    let bound = |s: &str| -> Option<Number> { parse_decimal(s.trim()) };
    let (low, high) = (bound(low)?, bound(high)?);
    (low <= high).then_some(Interval { low: Some(low), high: Some(high) })
}

fn number(interval: Interval) -> Expr {
    Expr { span: Span::default(), r#type: POINTS, percent: false, node: Node::Number(interval) }
}
