//! Document → programme: parses and types every expression, orders definitions, finds what cannot be meant.

mod conditions;
mod names;
mod parameters;
mod tables;
mod terms;

use std::sync::Arc;

use language::check::Named;
use language::{Scope, Type};
use vocabulary::{Dimension, Kind};

use crate::document::Document;
use crate::finding::{Findings, Text};
use crate::programme::{Programme, ScoreItem, Scorecard};

/// Types a document for subjects of `kind`, which has the attributes of all roles. `None` where it has errors; the findings
/// say which.
pub fn compile(
    document: &Arc<Document>,
    path: &str,
    kind: &Arc<Kind>,
    findings: &mut Findings,
) -> Option<Programme> {
    let confidence = &document.confidence;
    if !matches!(confidence.text.as_str(), "certain" | "likely") {
        findings.error(confidence.at, "bad-document", "confidence 应是 certain 或 likely");
    }
    identity(document, findings);
    let (parameters, parameter_names) = parameters::parameters(&document.parameters, kind, findings);
    let definitions = names::define(document, kind, &parameter_names, findings);
    let named: Vec<Option<Named>> = definitions.named();
    let scope = Scope {
        kind,
        parameters: &parameter_names,
        definitions: &named,
        definition_names: &definitions.definitions.names,
    };
    let conditions = conditions::compile_all(&document.conditions, &scope, findings);
    if document.conditions.is_empty() {
        findings.error(document.id.at, "no-conditions", "一个条件也没有，无法评估");
    }
    let applies = document.applies.as_ref().and_then(|text| conditions::test(text, &scope, findings));
    let score = document.score.as_ref().and_then(|raw| {
        let of = number(&raw.of, findings)?;
        let item = |(name, of): &(Text, Text)| -> Option<ScoreItem> {
            Some(ScoreItem {
                definition: definitions.definitions.position(&name.text)?,
                of: number(of, findings)?,
            })
        };
        let items: Vec<ScoreItem> = raw.items.iter().filter_map(item).collect();
        let sum: i64 = items.iter().map(|item| item.of).sum();
        if sum != of && items.len() == raw.items.len() {
            findings.error(raw.of.at, "score-sum", format!("各项满分之和是 {sum}，与总分 {of} 不符"));
        }
        Some(Scorecard { total: definitions.definitions.position(&raw.name.text)?, of, items })
    });
    let terms = terms::Terms::compile(document, &scope, &definitions.definitions, findings);
    let texts = |texts: &[Text]| texts.iter().map(|text| text.text.clone()).collect();
    (!findings.has_errors()).then(|| Programme {
        id: document.id.text.clone(),
        family: document.family.text.clone(),
        name: document.name.text.clone(),
        kind: document.kind.text.clone(),
        subject: Arc::clone(kind),
        roles: document.roles.iter().map(|(role, kind)| (role.text.clone(), kind.text.clone())).collect(),
        authority: document.authority.text.clone(),
        document: document.document.text.clone(),
        territory: document.territory.text.clone(),
        confidence: document.confidence.text.clone(),
        from: document.from,
        until: document.until,
        replaces: texts(&document.replaces),
        transition: terms.transition,
        deferred: Vec::new(),
        windows: terms.windows,
        imports: texts(&document.imports),
        class: terms.class,
        amount: terms.amount,
        exclusive: texts(&document.exclusive),
        caps: terms.caps,
        tops_up: texts(&document.tops_up),
        grants: terms.grants,
        next: texts(&document.next),
        delegates: terms.delegates,
        filled_by: None,
        channel: document.channel.as_ref().map(|text| text.text.clone()),
        contact: document.contact.as_ref().map(|text| text.text.clone()),
        parameters,
        definitions: definitions.definitions,
        score,
        applies,
        conditions,
        benefits: texts(&document.benefits),
        validity: document.validity.as_ref().map(|text| text.text.clone()),
        evidence: texts(&document.evidence),
        notes: texts(&document.notes),
        path: path.to_owned(),
        written: Arc::clone(document),
        base: document.base.clone(),
        tests: document.tests.clone(),
    })
}

/// Ids and dates that fit together.
fn identity(document: &Document, findings: &mut Findings) {
    let plain = |text: &str| {
        text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-'))
    };
    let (id, family) = (&document.id, &document.family);
    for text in [id, family] {
        if !plain(&text.text) {
            findings.error(
                text.at,
                "bad-id",
                format!("“{}”只能有小写字母、数字、点和连字符，如 cn.hnte.2016", text.text),
            );
        }
    }
    let version = id.text.strip_prefix(family.text.as_str()).and_then(|rest| rest.strip_prefix('.'));
    if !id.text.is_empty() && !family.text.is_empty() && version.is_none_or(str::is_empty) {
        findings.error(id.at, "bad-id", format!("id 应是 family 加版本，如 {}.2026", family.text));
    }
    if document.from.zip(document.until).is_some_and(|(from, until)| until < from) {
        findings.error(id.at, "bad-validity", "until 早于 from，这个版本没有一天施行");
    }
    for parameter in document.parameters.iter().filter(|parameter| parameter.of.is_none()) {
        let first = parameter.values.iter().map(|(from, _)| *from).min().flatten();
        if first.is_some_and(|first| document.from.is_none_or(|from| from < first)) {
            let message = format!("参数“{}”的第一个值晚于政策施行之日，此前没有值", parameter.name.text);
            findings.error(parameter.name.at, "parameter-gap", message);
        }
    }
    for test in &document.tests {
        if !matches!(test.status.text.as_str(), "met" | "unmet" | "unknown" | "not_applicable") {
            let message = format!("“{}”应是 met、unmet、unknown 或 not_applicable", test.status.text);
            findings.error(test.status.at, "bad-document", message);
        }
    }
}

/// A whole number.
fn number(text: &Text, findings: &mut Findings) -> Option<i64> {
    let number = text.text.parse().ok();
    if number.is_none() {
        findings.error(text.at, "bad-document", format!("“{}”应是整数", text.text));
    }
    number
}

/// The type of points and scores.
const POINTS: Type = Type::Number(Dimension::ONE);
