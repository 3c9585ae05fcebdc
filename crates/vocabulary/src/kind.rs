//! Kinds of things (企业, 高校院所, 科创平台, 区划 …) and their attributes, read from `content/kinds/*.yaml`.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::fact::Record;
use crate::{Dimension, Number, Unit};

mod document;
mod identity;
mod layers;

pub use document::days;
pub use layers::{KindFile, extended_kind};

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

impl Sensitivity {
    /// The Chinese word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Public => "公开",
            Self::Internal => "内部",
            Self::Consent => "授权",
        }
    }
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

/// How the codes of a kind are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeFormat {
    /// GB 32100 统一社会信用代码, with its check digit.
    CreditCode,
    /// Any text: a publication number, a registration number, a code of the region's own.
    Text,
}

/// The attribute that holds a credit code, where the kind does not say what its codes are.
const CREDIT_CODE: &str = "统一社会信用代码";

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
    /// The least by which it moves and what that takes; an assumption of planning, which users override.
    pub step: Step,
    /// The words of an enumeration are listed from the highest to the lowest: moving up goes towards the first.
    pub descending: bool,
    /// It is a part of that attribute and cannot exceed it: 科技人员数 of 职工总数.
    pub at_most: Option<AttributeId>,
    /// Records that an applicant can add to a list.
    pub additions: Vec<Addition>,
    /// Who gives this judgement, where the attribute is one (专家, 部门的平台): it may be an interval, and nobody else fills it in.
    pub assessor: Option<String>,
    /// What a visitor ticks who has any of it, where most have none: 有技术转让所得. Unticked means 否 or 无.
    pub tick: Option<String>,
    /// Kinds of which the text names a subject, by code or name: 对象 of a relation.
    pub refers: Vec<String>,
    /// Date from which the subject of the attribute exists: years before it are excluded from periods.
    pub born: Option<AttributeId>,
    /// Computed from this formula, never entered.
    pub derived: Option<String>,
    /// What it means, for people.
    pub description: String,
    /// Heading under which pages show it.
    pub group: String,
}

/// The least move of an attribute and what it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// In base units; of no meaning for 是否 and words, which move by one rung.
    pub by: Number,
    /// What one step costs, in 元.
    pub cost: Number,
    /// Days until a move counts.
    pub lead_days: u32,
}

/// A record that can be added to a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// What people call doing so: 申请软件著作权.
    pub name: String,
    /// The record as it then stands.
    pub record: Record,
    /// Field that holds the day on which it came about, which planning fills in.
    pub dated: Option<FieldId>,
    /// What one costs, in 元.
    pub cost: Number,
    /// Days from now until one counts.
    pub lead_days: u32,
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
    /// How its codes are checked; of no meaning without `code`.
    pub code_format: CodeFormat,
    /// Attribute that holds the subject's name.
    pub title: AttributeId,
    /// Attributes that together say which subject is meant where no code does: the name alone, or 姓名 and 工作单位. Never empty.
    pub identity: Vec<AttributeId>,
    /// Attributes that lists show; empty: the first few.
    pub columns: Vec<AttributeId>,
    /// Date from which the subject exists; years before it are excluded from periods.
    pub born: Option<AttributeId>,
    /// In the order of the file.
    pub attributes: Vec<Attribute>,
    by_name: HashMap<String, AttributeId>,
}

impl Kind {
    /// Reads a kind file. `path` is for messages only.
    ///
    /// # Errors
    /// Where it cannot be used.
    pub fn from_yaml(path: &str, text: &str) -> Result<Self, KindError> {
        Self::from_layers(KindFile { path, text }, &[])
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

    /// This kind with the attributes of other subjects beside its own, each under the name of its role: `被投企业.职工总数`. Its own
    /// attributes keep their ids, so that facts of the plain kind are facts of this one.
    ///
    /// # Errors
    /// Where there are more than [`MAX_ATTRIBUTES`], or a role is named like an attribute.
    pub fn with_roles<'k>(
        &self,
        roles: impl IntoIterator<Item = (&'k str, &'k Self)>,
    ) -> Result<Self, String> {
        let mut out = self.clone();
        for (role, kind) in roles {
            if out.by_name.contains_key(role) {
                return Err(format!("角色“{role}”与{}的属性重名", self.name));
            }
            let first = out.attributes.len();
            if first + kind.attributes.len() > MAX_ATTRIBUTES {
                return Err(format!("属性连同各角色的属性超过 {MAX_ATTRIBUTES} 个"));
            }
            let moved = |id: AttributeId| AttributeId(id.0 + u16::try_from(first).unwrap_or(u16::MAX));
            for (id, attribute) in kind.iter() {
                let name = format!("{role}.{}", attribute.name);
                out.by_name.insert(name.clone(), moved(id));
                out.attributes.push(Attribute {
                    name,
                    // What another subject does is not in the applicant's hands.
                    changeable: Changeable::No,
                    additions: Vec::new(),
                    at_most: None,
                    tick: None,
                    born: attribute.born.map(moved),
                    group: role.to_owned(),
                    ..attribute.clone()
                });
            }
        }
        Ok(out)
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
