//! Definitions, tables and the score total share one name space. They may stand in any order in the file; they are typed in
//! order of dependence, and a cycle is an error.

use std::collections::HashSet;

use language::ast::{Ast, AstKind};
use language::check::Named;
use language::ir::Node;
use language::{Diagnostic, Expr, Interval, Scope, Span, Type, check, parse};
use vocabulary::number::parse_decimal;
use vocabulary::{Kind, Number};

use super::{POINTS, tables};
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
    Table(&'d RawTable, Vec<String>),
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
        let is_slot = document.slots.iter().any(|slot| slot.name.text == one.name);
        if taken || kind.attribute(&one.name).is_some() && !is_slot {
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
    // A slot that a lower layer fills stands in the place of the attribute of its name.
    for definition in document.slots.iter().chain(&document.definitions) {
        let formula = &definition.formula;
        out.push(Pending {
            name: definition.name.text.clone(),
            at: &definition.name,
            raw: Raw::Formula(formula),
            uses: uses(&[formula]),
        });
    }
    for table in &document.tables {
        let rows: Vec<&Text> = table.rows.iter().flat_map(|row| row.when.iter().chain([&row.then])).collect();
        let mut subjects = Vec::new();
        for (at, on) in table.on.iter().enumerate() {
            let number = if at == 0 { String::new() } else { (at + 1).to_string() };
            let name = format!("{}·依据{number}", table.name.text);
            let raw = Raw::Formula(on);
            out.push(Pending { name: name.clone(), at: on, raw, uses: uses(&[on]) });
            subjects.push(name);
        }
        let mut used = uses(&rows);
        used.extend(subjects.iter().cloned());
        let raw = Raw::Table(table, subjects);
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
            Self::Table(table, subjects) => tables::expression_of(table, subjects, scope, findings),
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

pub(super) fn expression(
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

pub(super) fn points(expr: Expr, text: &Text, findings: &mut Findings) -> Expr {
    if !matches!(expr.r#type, POINTS | Type::Error) {
        findings.error(text.at, "type-mismatch", format!("分值应是没有单位的数，这里是{}", expr.r#type));
    }
    expr
}

/// `7..8`: points that an expert decides within.
pub(super) fn interval(text: &Text) -> Option<Interval> {
    let (low, high) = text.text.split_once("..")?;
    let bound = |s: &str| -> Option<Number> { parse_decimal(s.trim()) };
    let (low, high) = (bound(low)?, bound(high)?);
    (low <= high).then_some(Interval { low: Some(low), high: Some(high) })
}

pub(super) fn number(interval: Interval) -> Expr {
    Expr { span: Span::default(), r#type: POINTS, percent: false, node: Node::Number(interval) }
}
