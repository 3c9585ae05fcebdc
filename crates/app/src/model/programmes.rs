use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::Notice;

/// Every programme.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgrammeList {
    /// By family, then by date.
    pub items: Vec<ProgrammeSummary>,
    /// What is wrong with content: a programme with an error is not used.
    pub findings: Vec<ContentFinding>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// A programme in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProgrammeSummary {
    /// Version id: `cn.hnte.2016`.
    pub id: String,
    /// Family id: `cn.hnte`.
    pub family: String,
    /// 高新技术企业.
    pub name: String,
    /// Issuing authority.
    pub authority: String,
    /// Document number: 国科发火〔2016〕32号.
    pub document: String,
    /// Where it holds: 全国.
    pub territory: String,
    /// Kind of its subject.
    pub kind: String,
    /// First day of force; null: unknown.
    #[schema(required = true)]
    pub from: Option<Date>,
    /// Last day of force; null: none set.
    #[schema(required = true)]
    pub until: Option<Date>,
    /// Whether it is in force on the as-of date of the notice.
    pub in_force: bool,
    /// How sure the encoding is: certain or likely.
    pub confidence: String,
}

/// A finding in a content file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ContentFinding {
    /// File.
    pub path: String,
    /// From 1.
    pub line: usize,
    /// From 1.
    pub column: usize,
    /// error, warning or note.
    pub level: String,
    /// Short code.
    pub code: String,
    /// What is wrong and how to mend it.
    pub message: String,
}

/// A programme with its clauses.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgrammeDetail {
    /// As in the list.
    #[serde(flatten)]
    pub summary: ProgrammeSummary,
    /// Which file stands: built in, or the region's own.
    pub file: String,
    /// What a reader should know.
    pub notes: Vec<String>,
    /// What one gets, in words.
    pub benefits: Vec<String>,
    /// How long a recognition lasts, in words.
    #[schema(required = true)]
    pub validity: Option<String>,
    /// When the programme applies at all, as a formula.
    #[schema(required = true)]
    pub applies: Option<String>,
    /// Its conditions.
    pub conditions: Vec<ConditionInfo>,
    /// Its dated parameters.
    pub parameters: Vec<ParameterInfo>,
    /// Documents an applicant must bring.
    pub evidence: Vec<String>,
    /// Other versions of the family.
    pub versions: Vec<ProgrammeSummary>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// A condition as the document states it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConditionInfo {
    /// Id within the programme.
    pub id: String,
    /// all, any, at_least or test.
    pub op: String,
    /// How many an at_least needs.
    #[schema(required = true)]
    pub n: Option<u32>,
    /// 第十一条（四）.
    #[schema(required = true)]
    pub article: Option<String>,
    /// The clause's own words.
    pub text: String,
    /// The formula of a test.
    #[schema(required = true)]
    pub formula: Option<String>,
    /// Who judges, where it is left to people.
    #[schema(required = true)]
    pub review: Option<String>,
    /// `likely` where the encoding of the clause is less sure than that of the whole document.
    #[schema(required = true)]
    pub confidence: Option<String>,
    /// The conditions below.
    #[schema(no_recursion)]
    pub children: Vec<ConditionInfo>,
}

/// A named value that formulas use, from a date on. One that changed over time is listed once per value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ParameterInfo {
    /// 科技人员占比下限.
    pub name: String,
    /// As written: `10%`.
    pub value: String,
    /// 第十一条（四）.
    pub article: String,
    /// Holds from this date; null: from the start.
    #[schema(required = true)]
    pub from: Option<Date>,
    /// Whether it is the value on the as-of date of the notice.
    pub current: bool,
}

/// What changed between two versions.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgrammeDiff {
    /// Version id of the earlier one.
    pub before: String,
    /// Version id of the later one.
    pub after: String,
    /// In words.
    pub differences: Vec<String>,
    /// For the subjects at hand; null where there are none.
    #[schema(required = true)]
    pub population: Option<PopulationShift>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// What a change of versions means for the subjects at hand.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PopulationShift {
    /// How many were looked at.
    pub total: usize,
    /// Met by both.
    pub both: usize,
    /// Met by the later version only.
    pub gained: usize,
    /// Met by the earlier version only.
    pub lost: usize,
    /// Met by neither.
    pub neither: usize,
    /// Unknown by one of them.
    pub unknown: usize,
    /// Some that moved.
    pub examples: Vec<String>,
}
