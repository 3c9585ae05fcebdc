//! Conditions: ids are unique, every test is a 是否, every clause is quoted with its article.

use std::collections::HashSet;

use language::{Scope, Type, check, parse};

use crate::document::{RawBody, RawCondition};
use crate::finding::{Findings, Text};
use crate::programme::{Body, Condition, Group, Test};

pub(super) fn compile_all(
    raw: &[RawCondition],
    scope: &Scope<'_>,
    findings: &mut Findings,
) -> Vec<Condition> {
    let mut ids = HashSet::new();
    raw.iter().filter_map(|raw| compile(raw, None, scope, &mut ids, findings)).collect()
}

/// Compiles one condition. A child without article or text of its own takes those of the group around it.
fn compile<'r>(
    raw: &'r RawCondition,
    around: Option<&RawCondition>,
    scope: &Scope<'_>,
    ids: &mut HashSet<&'r str>,
    findings: &mut Findings,
) -> Option<Condition> {
    if !ids.insert(&raw.id.text) {
        findings.error(raw.id.at, "duplicate-name", format!("条件“{}”出现了两次", raw.id.text));
    }
    let article = raw.article.as_ref().or(around.and_then(|around| around.article.as_ref()));
    let text = raw.text.as_ref().or(around.and_then(|around| around.text.as_ref()));
    if article.is_none() || text.is_none() {
        let message = format!("条件“{}”应写明 article（条款）和 text（条款原文）", raw.id.text);
        findings.error(raw.id.at, "no-clause", message);
    }
    let group =
        |group: Group, children: &'r [RawCondition], ids: &mut HashSet<&'r str>, findings: &mut Findings| {
            if children.is_empty() {
                findings.error(raw.id.at, "empty-group", format!("条件组“{}”是空的", raw.id.text));
            }
            let children =
                children.iter().filter_map(|child| compile(child, Some(raw), scope, ids, findings));
            Body::Group(group, children.collect())
        };
    let body = match &raw.body {
        RawBody::Test(text) => Body::Test(test(text, scope, findings)?),
        RawBody::Review(text) => Body::Review(text.text.clone()),
        RawBody::All(children) => group(Group::All, children, ids, findings),
        RawBody::Any(children) => group(Group::Any, children, ids, findings),
        RawBody::AtLeast(number, children) => {
            let wanted = number.text.parse().ok().filter(|n| (1..=children.len()).contains(n));
            if wanted.is_none() {
                let message = format!("at_least 应是 1 到 {} 的整数", children.len());
                findings.error(number.at, "bad-document", message);
            }
            group(Group::AtLeast(wanted.unwrap_or(1)), children, ids, findings)
        }
    };
    let text_of = |text: Option<&Text>| text.map(|text| text.text.clone()).unwrap_or_default();
    Some(Condition {
        id: raw.id.text.clone(),
        article: text_of(article),
        text: text_of(text),
        confidence: raw.confidence.as_ref().map(|text| text.text.clone()),
        body,
    })
}

/// A 是否 expression of the document.
pub(super) fn test(text: &Text, scope: &Scope<'_>, findings: &mut Findings) -> Option<Test> {
    let (ast, mut diagnostics) = parse(&text.text);
    let (expr, more) = check(&ast, scope);
    diagnostics.extend(more);
    if !diagnostics.is_empty() {
        findings.expression(text, diagnostics);
        return None;
    }
    if expr.r#type != Type::Bool {
        findings.error(text.at, "type-mismatch", format!("条件应是一个是否判断，这里是{}", expr.r#type));
        return None;
    }
    Some(Test { source: text.text.clone(), expr })
}
