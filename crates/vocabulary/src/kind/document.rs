//! What a kind file says, and the kind that it comes to.

use std::collections::HashMap;

use serde::Deserialize;

use super::{
    Addition, Attribute, AttributeId, AttributeType, CREDIT_CODE, Changeable, CodeFormat, Field, FieldId,
    Kind, MAX_ATTRIBUTES, Sensitivity, Step, identity,
};
use crate::fact::{Record, Stated};
use crate::{Dimension, Number, Unit, cell, facts_file};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawKind {
    pub(super) kind: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) code: Option<String>,
    #[serde(default)]
    pub(super) code_format: Option<CodeFormat>,
    pub(super) title: String,
    #[serde(default)]
    pub(super) identity: Vec<String>,
    #[serde(default)]
    pub(super) columns: Vec<String>,
    #[serde(default)]
    pub(super) born: Option<String>,
    pub(super) groups: Vec<RawGroup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGroup {
    pub(super) name: String,
    #[serde(default)]
    pub(super) judgement: Option<String>,
    #[serde(default)]
    pub(super) sensitivity: Option<Sensitivity>,
    #[serde(default)]
    pub(super) sources: Vec<String>,
    pub(super) attributes: Vec<RawAttribute>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RawType {
    Boolean,
    Number,
    Text,
    Enumeration,
    Date,
    List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAttribute {
    pub(super) name: String,
    pub(super) r#type: RawType,
    #[serde(default)]
    pub(super) unit: Option<String>,
    #[serde(default)]
    pub(super) values: Vec<String>,
    #[serde(default)]
    pub(super) record: Vec<RawField>,
    #[serde(default)]
    pub(super) yearly: bool,
    #[serde(default)]
    pub(super) signed: bool,
    #[serde(default)]
    pub(super) sensitivity: Option<Sensitivity>,
    #[serde(default)]
    pub(super) sources: Option<Vec<String>>,
    #[serde(default)]
    pub(super) changeable: Changeable,
    #[serde(default)]
    pub(super) step: Option<String>,
    #[serde(default)]
    pub(super) cost: Option<String>,
    #[serde(default)]
    pub(super) lead: Option<String>,
    #[serde(default)]
    pub(super) descending: bool,
    #[serde(default)]
    pub(super) at_most: Option<String>,
    #[serde(default)]
    pub(super) additions: Vec<RawAddition>,
    #[serde(default)]
    pub(super) tick: Option<String>,
    #[serde(default)]
    pub(super) refers: Vec<String>,
    #[serde(default)]
    pub(super) judgement: Option<String>,
    #[serde(default)]
    pub(super) derived: Option<String>,
    #[serde(default)]
    pub(super) description: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAddition {
    pub(super) name: String,
    pub(super) record: HashMap<String, String>,
    #[serde(default)]
    pub(super) dated: Option<String>,
    pub(super) cost: String,
    pub(super) lead: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawField {
    pub(super) name: String,
    pub(super) r#type: RawType,
    #[serde(default)]
    pub(super) unit: Option<String>,
    #[serde(default)]
    pub(super) values: Vec<String>,
    #[serde(default)]
    pub(super) infer: Option<RawInfer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawInfer {
    pub(super) from: String,
    pub(super) values: HashMap<String, String>,
}

impl RawKind {
    pub(super) fn resolve(self) -> Result<Kind, String> {
        let mut attributes = Vec::new();
        let mut by_name = HashMap::new();
        let mut wholes: Vec<(usize, String)> = Vec::new();
        for group in self.groups {
            for raw in group.attributes {
                let id = u16::try_from(attributes.len()).ok().filter(|id| usize::from(*id) < MAX_ATTRIBUTES);
                let id = id.ok_or(format!("一个类别最多 {MAX_ATTRIBUTES} 个属性"))?;
                if by_name.insert(raw.name.clone(), AttributeId(id)).is_some() {
                    return Err(format!("属性“{}”出现了两次，请删去一处", raw.name));
                }
                let r#type =
                    resolve_type(&raw.name, raw.r#type, raw.unit.as_deref(), raw.values, raw.record)?;
                wholes.extend(raw.at_most.map(|whole| (attributes.len(), whole)));
                attributes.push(Attribute {
                    step: resolve_step(&raw.name, &r#type, raw.step, raw.cost, raw.lead)?,
                    descending: raw.descending,
                    at_most: None,
                    additions: resolve_additions(&raw.name, &r#type, raw.additions)?,
                    tick: raw.tick,
                    refers: resolve_refers(&raw.name, raw.r#type, raw.refers)?,
                    assessor: raw.judgement.or(group.judgement.clone()),
                    born: None,
                    r#type,
                    yearly: raw.yearly,
                    signed: raw.signed,
                    sensitivity: raw.sensitivity.or(group.sensitivity).unwrap_or_default(),
                    sources: raw.sources.unwrap_or_else(|| group.sources.clone()),
                    changeable: raw.changeable,
                    derived: raw.derived,
                    description: raw.description,
                    group: group.name.clone(),
                    name: raw.name,
                });
            }
        }
        let find = |name: &str| by_name.get(name).copied().ok_or(format!("没有名为“{name}”的属性"));
        let born = self.born.as_deref().map(find).transpose()?;
        for attribute in &mut attributes {
            attribute.born = born;
        }
        for (part, whole) in wholes {
            attributes[part].at_most = Some(find(&whole)?);
        }
        let code = self.code.as_deref().map(find).transpose()?;
        let title = find(&self.title)?;
        let code_format = match (code, self.code_format) {
            (None, Some(_)) => return Err("没有 code 的类别不用写 code_format".to_owned()),
            (_, Some(format)) => format,
            (Some(id), None) if attributes[usize::from(id.0)].name == CREDIT_CODE => CodeFormat::CreditCode,
            (_, None) => CodeFormat::Text,
        };
        let identity = identity::resolve(&attributes, title, code, &self.identity, &find)?;
        let columns = self.columns.iter().map(|name| find(name)).collect::<Result<_, _>>()?;
        Ok(Kind {
            code,
            code_format,
            title,
            identity,
            columns,
            born,
            id: self.kind,
            name: self.name,
            attributes,
            by_name,
        })
    }
}

fn resolve_refers(name: &str, r#type: RawType, refers: Vec<String>) -> Result<Vec<String>, String> {
    if refers.is_empty() || matches!(r#type, RawType::Text) {
        return Ok(refers);
    }
    Err(format!("属性“{name}”不是文字（text），不能用 refers 指向另一个主体"))
}

/// Days of `90天`, `2年` or `6月`; a year is counted as 365 days, a month as 30. `None` for anything else.
pub fn days(text: &str) -> Option<u32> {
    let number = |unit: &str| text.strip_suffix(unit).and_then(|n| n.trim().parse::<u32>().ok());
    (number("天").or_else(|| number("个月").or_else(|| number("月")).map(|n| n.saturating_mul(30))))
        .or_else(|| number("年").map(|n| n.saturating_mul(365)))
}

fn lead_time(name: &str, text: &str) -> Result<u32, String> {
    days(text).ok_or(format!("属性“{name}”的 lead“{text}”应是时间，如 90天、6月、2年"))
}

fn money(name: &str, key: &str, text: &str) -> Result<Number, String> {
    let unit = Unit::find("元").ok_or("没有单位“元”")?;
    cell::parse_quantity(text, unit).map_err(|error| format!("属性“{name}”的 {key}：{error}"))
}

fn resolve_step(
    name: &str,
    r#type: &AttributeType,
    step: Option<String>,
    cost: Option<String>,
    lead: Option<String>,
) -> Result<Step, String> {
    let by = match (step, r#type) {
        (Some(step), AttributeType::Number(unit)) => {
            let by = cell::parse_quantity(&step, *unit).map_err(|e| format!("属性“{name}”的 step：{e}"))?;
            if *by.numer() <= 0 {
                return Err(format!("属性“{name}”的 step“{step}”应大于零"));
            }
            by
        }
        (Some(_), _) => return Err(format!("属性“{name}”不是数，不用写 step")),
        (None, AttributeType::Number(unit)) if unit.dimension == Dimension::MONEY => {
            Number::from_integer(10_000)
        }
        (None, AttributeType::Number(unit)) => unit.scale(),
        (None, _) => Number::from_integer(1),
    };
    Ok(Step {
        by,
        cost: cost.map_or(Ok(Number::from_integer(1)), |cost| money(name, "cost", &cost))?,
        lead_days: lead.map_or(Ok(0), |lead| lead_time(name, &lead))?,
    })
}

fn resolve_additions(
    list: &str,
    r#type: &AttributeType,
    raw: Vec<RawAddition>,
) -> Result<Vec<Addition>, String> {
    let AttributeType::List(fields) = r#type else {
        return if raw.is_empty() {
            Ok(Vec::new())
        } else {
            Err(format!("属性“{list}”不是列表，没有 additions"))
        };
    };
    let position = |name: &str| {
        let at = fields.iter().position(|field| field.name == name);
        at.ok_or(format!("列表“{list}”没有字段“{name}”"))
    };
    let mut additions = Vec::new();
    for raw in raw {
        let mut record = Record { fields: vec![Stated::Unknown; fields.len()], provenance: None };
        for (field, text) in &raw.record {
            let at = position(field)?;
            record.fields[at] = cell::parse(&fields[at].r#type, text, None)
                .map_err(|error| format!("列表“{list}”的 additions“{}”：{field}：{error}", raw.name))?;
        }
        facts_file::infer(fields, &mut record);
        let dated = raw.dated.as_deref().map(position).transpose()?;
        additions.push(Addition {
            record,
            dated: dated.and_then(|at| u16::try_from(at).ok()).map(FieldId),
            cost: money(list, "cost", &raw.cost)?,
            lead_days: lead_time(list, &raw.lead)?,
            name: raw.name,
        });
    }
    Ok(additions)
}

fn resolve_type(
    name: &str,
    raw: RawType,
    unit: Option<&str>,
    values: Vec<String>,
    record: Vec<RawField>,
) -> Result<AttributeType, String> {
    let resolved = match raw {
        RawType::Boolean => AttributeType::Boolean,
        RawType::Text => AttributeType::Text,
        RawType::Date => AttributeType::Date,
        RawType::Number => {
            let symbol = unit.ok_or(format!("属性“{name}”是数，请写明 unit（如 元、%、人、项、年）"))?;
            AttributeType::Number(Unit::find(symbol).ok_or(format!("属性“{name}”的单位“{symbol}”不认识"))?)
        }
        RawType::Enumeration if values.is_empty() => {
            return Err(format!("属性“{name}”是枚举，请写明 values"));
        }
        RawType::Enumeration => AttributeType::Enumeration(values),
        RawType::List if record.is_empty() => return Err(format!("属性“{name}”是列表，请写明 record")),
        RawType::List => AttributeType::List(resolve_fields(name, record)?),
    };
    Ok(resolved)
}

fn resolve_fields(list: &str, record: Vec<RawField>) -> Result<Vec<Field>, String> {
    let names: Vec<String> = record.iter().map(|field| field.name.clone()).collect();
    let position = |name: &str| names.iter().position(|n| n == name).and_then(|at| u16::try_from(at).ok());
    let mut fields = Vec::new();
    for raw in record {
        let infer = match raw.infer {
            None => None,
            Some(infer) => {
                let from = position(&infer.from).ok_or(format!("列表“{list}”没有字段“{}”", infer.from))?;
                Some((FieldId(from), infer.values))
            }
        };
        if matches!(raw.r#type, RawType::List) {
            return Err(format!("列表“{list}”的字段“{}”不能再是列表", raw.name));
        }
        let r#type = resolve_type(&raw.name, raw.r#type, raw.unit.as_deref(), raw.values, Vec::new())?;
        fields.push(Field { name: raw.name, r#type, infer });
    }
    Ok(fields)
}
