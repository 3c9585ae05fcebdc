//! Class, amount, windows, titles and groups of a document.

use language::{Expr, Scope, Type, check, parse};
use vocabulary::{AttributeType, Dimension};

use super::number;
use crate::document::{Document, RawAmount};
use crate::finding::{Findings, Text};
use crate::programme::{
    Amount, Cap, Definitions, Delegate, Term, Test, Title, Transition, Window, WindowDay,
};

pub(super) struct Terms {
    pub(super) transition: Vec<Transition>,
    pub(super) windows: Vec<Window>,
    pub(super) class: Option<usize>,
    pub(super) amount: Option<Amount>,
    pub(super) caps: Vec<Cap>,
    pub(super) grants: Option<Title>,
    pub(super) delegates: Vec<Delegate>,
}

impl Terms {
    pub(super) fn compile(
        document: &Document,
        scope: &Scope<'_>,
        definitions: &Definitions,
        findings: &mut Findings,
    ) -> Self {
        let article = |text: &Option<Text>| text.as_ref().map(|text| text.text.clone()).unwrap_or_default();
        Self {
            transition: document
                .transition
                .iter()
                .filter_map(|raw| {
                    Some(Transition {
                        purpose: raw.purpose.text.clone(),
                        until: raw.until?,
                        article: article(&raw.article),
                    })
                })
                .collect(),
            windows: document
                .windows
                .iter()
                .filter_map(|raw| {
                    let (opens, closes) = (day(&raw.opens, findings)?, day(&raw.closes, findings)?);
                    Some(Window { opens, closes, article: article(&raw.article) })
                })
                .collect(),
            class: document.class.as_ref().and_then(|name| class(name, definitions, findings)),
            amount: document.amount.as_ref().and_then(|raw| amount(raw, scope, findings)),
            caps: document
                .caps
                .iter()
                .filter_map(|(group, limit)| {
                    let Test { source, expr } = money(limit, scope, findings)?;
                    Some(Cap { group: group.text.clone(), limit: expr, written: source })
                })
                .collect(),
            grants: document.grants.as_ref().map(|raw| Title {
                name: raw.name.text.clone(),
                level: raw.level.as_ref().map(|text| text.text.clone()),
                years: raw
                    .years
                    .as_ref()
                    .and_then(|text| number(text, findings))
                    .and_then(|n| n.try_into().ok()),
            }),
            delegates: document
                .delegates
                .iter()
                .filter_map(|raw| {
                    let of = raw.of.as_ref().and_then(|text| number(text, findings));
                    delegated(&raw.name, scope, findings)?;
                    let (name, to) = (raw.name.text.clone(), raw.to.text.clone());
                    Some(Delegate { name, of, to, article: article(&raw.article) })
                })
                .collect(),
        }
    }
}

fn day(text: &Text, findings: &mut Findings) -> Option<WindowDay> {
    let day = WindowDay::parse(&text.text);
    if day.is_none() {
        let message = format!("“{}”应是每年的月日（如 03-01）或日期（如 2026-03-01）", text.text);
        findings.error(text.at, "bad-document", message);
    }
    day
}

fn class(name: &Text, definitions: &Definitions, findings: &mut Findings) -> Option<usize> {
    let at = definitions.position(&name.text);
    match at.and_then(|at| definitions.expressions.get(at)).map(|expr| expr.r#type) {
        Some(Type::Text) => return at,
        Some(Type::Error) => {}
        Some(other) => {
            let message = format!("class 应是结果为文字的定义或表，“{}”是{other}", name.text);
            findings.error(name.at, "type-mismatch", message);
        }
        None => {
            let near = vocabulary::kind::nearest(&name.text, definitions.names.iter().map(String::as_str));
            let hint = near.map(|near| format!("；是否想写“{near}”")).unwrap_or_default();
            findings.error(name.at, "unknown-name", format!("没有名为“{}”的定义或表{hint}", name.text));
        }
    }
    None
}

fn amount(raw: &RawAmount, scope: &Scope<'_>, findings: &mut Findings) -> Option<Amount> {
    let term = match raw.period.text.as_str() {
        "year" => Term::Yearly,
        "once" => Term::Once,
        other => {
            findings.error(raw.period.at, "bad-document", format!("period“{other}”应是 year 或 once"));
            return None;
        }
    };
    let formula = money(&raw.formula, scope, findings);
    let cap = raw.cap.as_ref().map(|cap| money(cap, scope, findings));
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.text.clone()).unwrap_or_default();
    Some(Amount {
        formula: formula?,
        cap: match cap {
            Some(cap) => Some(cap?),
            None => None,
        },
        term,
        article: text(&raw.article),
        text: text(&raw.text),
    })
}

/// An expression that is an amount of money.
fn money(text: &Text, scope: &Scope<'_>, findings: &mut Findings) -> Option<Test> {
    let expr = typed(text, scope, findings)?;
    if expr.r#type != Type::Number(Dimension::MONEY) {
        findings.error(text.at, "type-mismatch", format!("这里应是金额（元），实为{}", expr.r#type));
        return None;
    }
    Some(Test { source: text.text.clone(), expr })
}

fn typed(text: &Text, scope: &Scope<'_>, findings: &mut Findings) -> Option<Expr> {
    let (ast, mut diagnostics) = parse(&text.text);
    let (expr, more) = check(&ast, scope);
    diagnostics.extend(more);
    let sound = diagnostics.is_empty();
    findings.expression(text, diagnostics);
    sound.then_some(expr)
}

/// What is left to a lower layer is an attribute, so that it can be stated where nobody has said how it follows.
fn delegated(name: &Text, scope: &Scope<'_>, findings: &mut Findings) -> Option<()> {
    match scope.kind.attribute(&name.text) {
        Some((_, attribute)) if !matches!(attribute.r#type, AttributeType::List(_)) => Some(()),
        Some(_) => {
            findings.error(name.at, "type-mismatch", format!("“{}”是列表，不能留给下级规定", name.text));
            None
        }
        None => {
            let near = scope.kind.nearest(&name.text).map(|near| format!("；是否想写“{near}”"));
            let message = format!("{}没有属性“{}”{}", scope.kind.name, name.text, near.unwrap_or_default());
            findings.error(name.at, "unknown-name", message);
            None
        }
    }
}
