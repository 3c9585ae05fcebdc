//! Kinds of things (企业, 高校院所, 科创平台, 区划 …) and their attributes, read from `content/kinds/*.yaml`.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{Dimension, Unit};

/// Most attributes one kind may have, and most fields one list may have.
pub const MAX_ATTRIBUTES: usize = 4096;

/// Position of an attribute in its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AttributeId(pub u16);

/// Position of a field in the records of a list attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldId(pub u16);

/// Who may read an attribute (DESIGN §4); enforced where a view is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Sensitivity {
    /// Anybody.
    #[serde(rename = "公开")]
    Public,
    /// Officers of the region.
    #[default]
    #[serde(rename = "内部")]
    Internal,
    /// Only with the subject's consent for a named purpose.
    #[serde(rename = "授权")]
    Consent,
}

/// The way in which an applicant can move an attribute in open years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Changeable {
    /// Not in the applicant's hands.
    #[default]
    No,
    /// Only upwards.
    Up,
    /// Only downwards.
    Down,
    /// Both ways.
    Either,
}

/// What values an attribute takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeType {
    /// 是否.
    Boolean,
    /// A quantity; values are held in the base unit of the dimension. `unit` is the one shown and assumed in files
    /// for a plain number (元 for money by CONTRACT).
    Number(Unit),
    /// Free text.
    Text,
    /// One of a list of words, in the order of the list.
    Enumeration(Vec<String>),
    /// A calendar date.
    Date,
    /// Records with fields.
    List(Vec<Field>),
}

impl AttributeType {
    /// Dimension of a number, `None` for anything else.
    pub fn dimension(&self) -> Option<Dimension> {
        match self {
            Self::Number(unit) => Some(unit.dimension),
            _ => None,
        }
    }
}

/// A field of a list's records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, unique in the list.
    pub name: String,
    /// Never a list.
    pub r#type: AttributeType,
    /// Where the value was not stated, it follows from another field: (that field, its value → this value).
    pub infer: Option<(FieldId, HashMap<String, String>)>,
}

/// An attribute of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name, unique in the kind; `组.项` for a part of a group.
    pub name: String,
    /// What values it takes.
    pub r#type: AttributeType,
    /// A value per calendar year.
    pub yearly: bool,
    /// May be negative (profit, net assets); an unknown value of any other number is at least zero.
    pub signed: bool,
    /// Who may read it.
    pub sensitivity: Sensitivity,
    /// Departments whose word is taken, most trusted first; any other comes after them.
    pub sources: Vec<String>,
    /// How an applicant can move it.
    pub changeable: Changeable,
    /// Computed from this formula, never entered.
    pub derived: Option<String>,
    /// What it means, for people.
    pub description: String,
    /// Heading under which pages show it.
    pub group: String,
}

/// A kind of thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// English identifier: `enterprise`.
    pub id: String,
    /// Chinese name: 企业.
    pub name: String,
    /// Attribute that holds a nation-wide code of the subject, if the kind has one.
    pub code: Option<AttributeId>,
    /// Attribute that holds the subject's name.
    pub title: AttributeId,
    /// Date from which the subject exists; years before it are excluded from periods.
    pub born: Option<AttributeId>,
    /// In the order of the file.
    pub attributes: Vec<Attribute>,
    by_name: HashMap<String, AttributeId>,
}

impl Kind {
    /// Reads a kind file. `path` is for messages only.
    pub fn from_yaml(path: &str, text: &str) -> Result<Self, KindError> {
        let raw: RawKind = serde_saphyr::from_str(text)
            .map_err(|error| KindError { path: path.to_owned(), message: error.to_string() })?;
        raw.resolve().map_err(|message| KindError { path: path.to_owned(), message })
    }

    /// The attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<(AttributeId, &Attribute)> {
        let id = *self.by_name.get(name)?;
        Some((id, self.get(id)))
    }

    /// The attribute at a position of this kind.
    ///
    /// # Panics
    /// On an id of another kind that is out of range here.
    pub fn get(&self, id: AttributeId) -> &Attribute {
        &self.attributes[usize::from(id.0)]
    }

    /// All attributes with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (AttributeId, &Attribute)> {
        (0u16..).map(AttributeId).zip(&self.attributes)
    }

    /// The name nearest to `name` by edit distance, if one is near enough to be a slip of the pen.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        nearest(name, self.attributes.iter().map(|attribute| attribute.name.as_str()))
    }
}

/// The candidate nearest to `name`, at most a third of its characters (and at least one) away.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).max(1);
    candidates
        .map(|candidate| (edit_distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (above + 1).min(row[j] + 1).min(diagonal + usize::from(ca != *cb));
            diagonal = above;
        }
    }
    row[b.len()]
}

/// A kind file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {message}")]
pub struct KindError {
    path: String,
    message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKind {
    kind: String,
    name: String,
    #[serde(default)]
    code: Option<String>,
    title: String,
    #[serde(default)]
    born: Option<String>,
    groups: Vec<RawGroup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    name: String,
    #[serde(default)]
    sensitivity: Option<Sensitivity>,
    #[serde(default)]
    sources: Vec<String>,
    attributes: Vec<RawAttribute>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawType {
    Boolean,
    Number,
    Text,
    Enumeration,
    Date,
    List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAttribute {
    name: String,
    r#type: RawType,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default)]
    record: Vec<RawField>,
    #[serde(default)]
    yearly: bool,
    #[serde(default)]
    signed: bool,
    #[serde(default)]
    sensitivity: Option<Sensitivity>,
    #[serde(default)]
    sources: Option<Vec<String>>,
    #[serde(default)]
    changeable: Changeable,
    #[serde(default)]
    derived: Option<String>,
    #[serde(default)]
    description: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawField {
    name: String,
    r#type: RawType,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default)]
    infer: Option<RawInfer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawInfer {
    from: String,
    values: HashMap<String, String>,
}

impl RawKind {
    fn resolve(self) -> Result<Kind, String> {
        let mut attributes = Vec::new();
        let mut by_name = HashMap::new();
        for group in self.groups {
            for raw in group.attributes {
                let id = u16::try_from(attributes.len()).ok().filter(|id| usize::from(*id) < MAX_ATTRIBUTES);
                let id = id.ok_or(format!("一个类别最多 {MAX_ATTRIBUTES} 个属性"))?;
                if by_name.insert(raw.name.clone(), AttributeId(id)).is_some() {
                    return Err(format!("属性“{}”出现了两次，请删去一处", raw.name));
                }
                attributes.push(Attribute {
                    r#type: resolve_type(&raw.name, raw.r#type, raw.unit.as_deref(), raw.values, raw.record)?,
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
        Ok(Kind {
            code: self.code.as_deref().map(find).transpose()?,
            title: find(&self.title)?,
            born: self.born.as_deref().map(find).transpose()?,
            id: self.kind,
            name: self.name,
            attributes,
            by_name,
        })
    }
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
