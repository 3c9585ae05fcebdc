//! Parameters: dated, cited literals; a stretch without a value is not known.

use language::check::Named;
use language::{Context, Scope, Type, Value, check, parse};
use vocabulary::{Facts, Kind, Unit};

use crate::document::RawParameter;
use crate::finding::{Findings, Text};
use crate::programme::{Parameter, ParameterValue};

/// Values of parameters are literals: `10%`, `5000万元`, `365天`, `-1`, `"省级"`.
pub(super) fn parameters(
    raw: &[RawParameter],
    kind: &Kind,
    findings: &mut Findings,
) -> (Vec<Parameter>, Vec<Named>) {
    let mut parameters = Vec::new();
    let mut named: Vec<Named> = Vec::new();
    for raw in raw {
        let mut values = Vec::new();
        let unit = raw.unit.as_ref().and_then(|text| unit(text, findings));
        let mut r#type: Option<(Type, bool)> =
            unit.map(|unit| (Type::Number(unit.dimension), unit.symbol == "%"));
        for (from, text) in &raw.values {
            let Some(text) = text else {
                let written = "未知".to_owned();
                values.push(ParameterValue { from: *from, value: Value::any_number(), written });
                continue;
            };
            let Some((value, found, percent)) = literal(text, kind, findings) else { continue };
            if r#type.is_some_and(|(first, _)| first != found) {
                findings.error(text.at, "type-mismatch", format!("参数“{}”前后的值单位不同", raw.name.text));
            }
            r#type.get_or_insert((found, percent));
            values.push(ParameterValue { from: *from, value, written: text.text.clone() });
        }
        values.sort_by_key(|value| value.from);
        let Some((r#type, percent)) = r#type else {
            let message = format!("参数“{}”没有值；还不知道的写明 unit（如 unit: 分）", raw.name.text);
            findings.error(raw.name.at, "bad-document", message);
            continue;
        };
        if values.is_empty() {
            let written = "未知".to_owned();
            values.push(ParameterValue { from: None, value: Value::any_number(), written });
        }
        if named.iter().any(|other| other.name == raw.name.text) {
            findings.error(raw.name.at, "duplicate-name", format!("名称“{}”出现了两次", raw.name.text));
        }
        named.push(Named { name: raw.name.text.clone(), r#type, percent });
        let (name, article, of) = (raw.name.text.clone(), raw.article.text.clone(), raw.of.clone());
        parameters.push(Parameter { name, article, of, values });
    }
    (parameters, named)
}

fn unit(text: &Text, findings: &mut Findings) -> Option<Unit> {
    let unit = Unit::find(&text.text);
    if unit.is_none() {
        let known: Vec<&str> = Unit::ALL.iter().map(|unit| unit.symbol).collect();
        let message = format!("不认识单位“{}”，可用：{}", text.text, known.join(" "));
        findings.error(text.at, "unknown-unit", message);
    }
    unit
}

/// A literal's value, type and whether it is best shown as a percentage.
pub(super) fn literal(text: &Text, kind: &Kind, findings: &mut Findings) -> Option<(Value, Type, bool)> {
    let empty = Scope { kind, parameters: &[], definitions: &[], definition_names: &[] };
    let (ast, mut diagnostics) = parse(&text.text);
    let (expr, more) = check(&ast, &empty);
    diagnostics.extend(more);
    if !diagnostics.is_empty() {
        findings.expression(text, diagnostics);
        return None;
    }
    // A literal does not look at the date.
    let facts = Facts::empty(kind);
    let value = Context::new(kind, &facts, jiff::civil::Date::ZERO, &[], &[]).eval(&expr);
    Some((value, expr.r#type, expr.percent))
}
