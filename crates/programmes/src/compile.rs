//! Document → programme: parses and types every expression, orders definitions, finds what cannot be meant.

mod conditions;
mod names;

use language::check::Named;
use language::{Context, Scope, Type, check, parse};
use vocabulary::{Dimension, Facts, Kind};

use crate::document::{Document, RawParameter};
use crate::finding::{Findings, Text};
use crate::programme::{Parameter, ParameterValue, Programme, ScoreItem, Scorecard};

/// Types a document. `None` where it has errors; the findings say which.
pub fn compile(document: &Document, path: &str, kind: &Kind, findings: &mut Findings) -> Option<Programme> {
    if document.kind.text != kind.id {
        findings.error(
            document.kind.at,
            "unknown-kind",
            format!("没有类别“{}”，可用：{}", document.kind.text, kind.id),
        );
        return None;
    }
    let confidence = &document.confidence;
    if !matches!(confidence.text.as_str(), "certain" | "likely") {
        findings.error(confidence.at, "bad-document", "confidence 应是 certain 或 likely");
    }
    identity(document, findings);
    let (parameters, parameter_names) = parameters(&document.parameters, kind, findings);
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
    unused_parameters(document, findings);
    let texts = |texts: &[Text]| texts.iter().map(|text| text.text.clone()).collect();
    (!findings.has_errors()).then(|| Programme {
        id: document.id.text.clone(),
        family: document.family.text.clone(),
        name: document.name.text.clone(),
        kind: document.kind.text.clone(),
        authority: document.authority.text.clone(),
        document: document.document.text.clone(),
        territory: document.territory.text.clone(),
        confidence: document.confidence.text.clone(),
        from: document.from,
        until: document.until,
        replaces: texts(&document.replaces),
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
        base: document.base.clone(),
        tests: document.tests.clone(),
        written: document.root.clone(),
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
    for parameter in &document.parameters {
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

/// Values of parameters are literals: `10%`, `5000万元`, `365天`, `-1`, `"省级"`.
fn parameters(raw: &[RawParameter], kind: &Kind, findings: &mut Findings) -> (Vec<Parameter>, Vec<Named>) {
    let empty = Scope { kind, parameters: &[], definitions: &[], definition_names: &[] };
    let facts = Facts::empty(kind);
    let mut parameters = Vec::new();
    let mut named: Vec<Named> = Vec::new();
    for raw in raw {
        let mut values = Vec::new();
        let mut r#type: Option<(Type, bool)> = None;
        for (from, text) in &raw.values {
            let (ast, mut diagnostics) = parse(&text.text);
            let (expr, more) = check(&ast, &empty);
            diagnostics.extend(more);
            if !diagnostics.is_empty() {
                findings.expression(text, diagnostics);
                continue;
            }
            if r#type.is_some_and(|(first, _)| first != expr.r#type) {
                findings.error(text.at, "type-mismatch", format!("参数“{}”前后的值单位不同", raw.name.text));
            }
            r#type.get_or_insert((expr.r#type, expr.percent));
            // A literal does not look at the date.
            let context = Context::new(kind, &facts, jiff::civil::Date::ZERO, &[], &[]);
            values.push(ParameterValue {
                from: *from,
                value: context.eval(&expr),
                written: text.text.clone(),
            });
        }
        values.sort_by_key(|value| value.from);
        let Some((r#type, percent)) = r#type else {
            findings.error(raw.name.at, "bad-document", format!("参数“{}”没有值", raw.name.text));
            continue;
        };
        if named.iter().any(|other| other.name == raw.name.text) {
            findings.error(raw.name.at, "duplicate-name", format!("名称“{}”出现了两次", raw.name.text));
        }
        named.push(Named { name: raw.name.text.clone(), r#type, percent });
        let (name, article) = (raw.name.text.clone(), raw.article.text.clone());
        parameters.push(Parameter { name, article, values });
    }
    (parameters, named)
}

fn number(text: &Text, findings: &mut Findings) -> Option<i64> {
    let number = text.text.parse().ok();
    if number.is_none() {
        findings.error(text.at, "bad-document", format!("“{}”应是整数", text.text));
    }
    number
}

fn unused_parameters(document: &Document, findings: &mut Findings) {
    let mut expressions: Vec<&str> = Vec::new();
    expressions.extend(document.definitions.iter().map(|definition| definition.formula.text.as_str()));
    for table in &document.tables {
        expressions.extend(table.on.iter().map(|text| text.text.as_str()));
        for (when, then) in &table.rows {
            expressions.extend(when.iter().chain([then]).map(|text| text.text.as_str()));
        }
    }
    expressions.extend(document.applies.iter().map(|text| text.text.as_str()));
    conditions::each_test(&document.conditions, &mut |text| expressions.push(text));
    for parameter in &document.parameters {
        let name = parameter.name.text.as_str();
        if !name.is_empty() && !expressions.iter().any(|text| text.contains(name)) {
            findings.warning(parameter.name.at, "unused-parameter", format!("参数“{name}”没有用到"));
        }
    }
}

/// The type of points and scores.
const POINTS: Type = Type::Number(Dimension::ONE);
