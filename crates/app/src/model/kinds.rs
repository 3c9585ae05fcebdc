use serde::Serialize;
use utoipa::ToSchema;

use super::Notice;

/// Every kind of subject.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct KindList {
    /// In the order of content.
    pub items: Vec<KindSummary>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// A kind of subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct KindSummary {
    /// `enterprise`.
    pub id: String,
    /// 企业.
    pub name: String,
    /// How many attributes it has.
    pub attributes: usize,
}

/// A kind with its attributes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct KindDetail {
    /// `enterprise`.
    pub id: String,
    /// 企业.
    pub name: String,
    /// The attribute that names a subject.
    pub title: String,
    /// The attribute that holds its nation-wide code.
    #[schema(required = true)]
    pub code: Option<String>,
    /// Attributes by group, in the order of content.
    pub groups: Vec<GroupInfo>,
    /// Which file stands for this kind: `内置:kinds/enterprise.yaml` or the region's own.
    pub file: String,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// Attributes under one heading.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GroupInfo {
    /// 财务.
    pub name: String,
    /// In the order of content.
    pub attributes: Vec<AttributeInfo>,
}

/// What kind of value an attribute takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ValueType {
    /// 是否.
    Boolean,
    /// A quantity with a unit.
    Number,
    /// Free text.
    Text,
    /// One of `values`.
    Enumeration,
    /// A calendar date.
    Date,
    /// Records with `fields`.
    List,
}

/// One attribute.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AttributeInfo {
    /// 研发费用.
    pub name: String,
    /// What value it takes.
    pub r#type: ValueType,
    /// Unit of a number, shown and assumed for a plain number.
    #[schema(required = true)]
    pub unit: Option<String>,
    /// A value per calendar year.
    pub yearly: bool,
    /// Words of an enumeration.
    pub values: Vec<String>,
    /// Fields of a list's records.
    pub fields: Vec<FieldInfo>,
    /// 公开, 内部 or 授权.
    pub sensitivity: String,
    /// Kinds of which the text names a subject, by code or name; empty for any other attribute.
    pub refers: Vec<String>,
    /// Whether and in which direction an applicant can move it: no, up, down, either.
    pub changeable: String,
    /// The formula of a derived attribute (never entered).
    #[schema(required = true)]
    pub derived: Option<String>,
    /// What it means.
    pub description: String,
    /// Departments whose word is taken, most trusted first.
    pub sources: Vec<String>,
}

/// A field of a list's records.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FieldInfo {
    /// 类型.
    pub name: String,
    /// What value it takes; never a list.
    pub r#type: ValueType,
    /// Unit of a number.
    #[schema(required = true)]
    pub unit: Option<String>,
    /// Words of an enumeration.
    pub values: Vec<String>,
}
