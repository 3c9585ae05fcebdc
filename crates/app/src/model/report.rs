use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What was read from a report (CONTRACT «Reports»).
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ReportReading {
    /// Every figure, in the order of the text.
    pub figures: Vec<StatedFigure>,
    /// What does not hold, or cannot be checked. Nothing was repaired.
    pub findings: Vec<ReportFinding>,
    /// Measures that the report proposes.
    pub measures: Vec<ProposedMeasure>,
    /// The text that offsets count in, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A figure that a report states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StatedFigure {
    /// Canonical name where the lexicon knows it, else the text's own words.
    pub indicator: String,
    /// 杭州, 浙江, 余杭区, 全国; the text's word (全市) where the report names no place.
    #[schema(required = true)]
    pub place: Option<String>,
    /// Calendar year; null where the report says none.
    #[schema(required = true)]
    pub year: Option<i32>,
    /// A period that is no calendar year: `2019..2023`, `2023-01..2023-09`, 近3年.
    #[schema(required = true)]
    pub period: Option<String>,
    /// `=`, `>`, `>=`, `<`, `<=`, `≈`, `up` or `down`.
    pub op: String,
    /// Null where it is blacked out in the report.
    #[schema(required = true)]
    pub value: Option<StatedValue>,
    /// As written, with its scale: 亿元, 万名; 比值 for a ratio, 位 for a rank.
    pub unit: String,
    /// The report's own words.
    pub quote: String,
    /// Where the quote starts, in code points of the extracted text.
    pub offset: usize,
}

/// A number, or the names or structure that stand in its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum StatedValue {
    /// A whole number.
    Whole(i64),
    /// Any other number.
    Decimal(f64),
    /// Names (阿里、海康) or a structure (1廊2区3高地).
    Words(String),
}

/// Something in a report that does not hold or cannot be checked.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ReportFinding {
    /// Rule: the name of its page in docs/report-lint.
    pub code: String,
    /// What the rule is about, in a few words.
    pub title: String,
    /// The report's own words.
    pub quote: String,
    /// Where they start, in code points of the extracted text.
    pub offset: usize,
    /// What does not hold.
    pub message: String,
    /// What a person may do about it.
    pub proposal: String,
}

/// A measure that a report proposes.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ProposedMeasure {
    /// Who is to act, where the report says so.
    #[schema(required = true)]
    pub who: Option<String>,
    /// What is to be done.
    pub what: String,
    /// What is to be reached, where it is a figure.
    #[schema(required = true)]
    pub target: Option<String>,
    /// By when, where the report says so.
    #[schema(required = true)]
    pub deadline: Option<String>,
    /// Mechanisms that it speaks of.
    pub terms: Vec<TermLink>,
    /// The report's own words.
    pub quote: String,
    /// Where they start, in code points of the extracted text.
    pub offset: usize,
}

/// A mechanism of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TermLink {
    /// Id: H63.
    pub id: String,
    /// Name.
    pub term: String,
}

/// Templates of documents.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TemplateList {
    /// By id.
    pub items: Vec<TemplateInfo>,
    /// What is wrong with templates that cannot be used: file, line, column, message.
    pub broken: Vec<String>,
    /// What templates can read: name and what it is.
    pub names: Vec<String>,
}

/// A template.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TemplateInfo {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Which file stands: built in, or the region's own.
    pub file: String,
    /// What it reads; `subject` and others need one to be named.
    pub reads: Vec<String>,
    /// Its parameters.
    pub parameters: Vec<TemplateParameter>,
}

/// A parameter of a template.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TemplateParameter {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Used where none is given.
    #[schema(required = true)]
    pub default: Option<String>,
}
