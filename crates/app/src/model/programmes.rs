use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::Notice;

/// Every programme.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgrammeList {
    /// By family, then by date.
    pub items: Vec<ProgrammeSummary>,
    /// Where the words that were looked for stand; empty where none were.
    pub passages: Vec<Passage>,
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
    /// What one gets: `title` a title that is then held, `money` an amount, `benefit` what its words tell and no more.
    pub outcomes: Vec<String>,
    /// Whether one can apply on the as-of date of the notice; null: the document says no window.
    #[schema(required = true)]
    pub open: Option<bool>,
}

/// Words of a programme in which what was looked for occurs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Passage {
    /// Version id.
    pub programme: String,
    /// Section of its page: identity, clauses, amount, parameters, definitions, evidence.
    pub section: String,
    /// Article, or what it is called.
    pub place: String,
    /// The words around it.
    pub text: String,
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

/// What changed between two versions.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgrammeDiff {
    /// Version id of the earlier one.
    pub before: String,
    /// Version id of the later one.
    pub after: String,
    /// In words, a sentence each.
    pub differences: Vec<String>,
    /// The same, item by item.
    pub changes: Vec<ChangeInfo>,
    /// For the subjects at hand; null where there are none.
    #[schema(required = true)]
    pub population: Option<PopulationShift>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// Something that two versions say differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChangeInfo {
    /// What sort of thing.
    pub subject: ChangeSubject,
    /// Its name, id or key.
    pub name: String,
    /// As it was; null: it was not there.
    #[schema(required = true)]
    pub before: Option<String>,
    /// As it is; null: it went.
    #[schema(required = true)]
    pub after: Option<String>,
    /// All of it in one sentence; within a text `[-…-]` went and `{+…+}` came.
    pub text: String,
}

/// A sort of thing that versions say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeSubject {
    /// 名称、文号、施行期.
    Identity,
    /// 参数.
    Parameter,
    /// 定义.
    Definition,
    /// 决策表.
    Table,
    /// 评分.
    Score,
    /// 条件.
    Condition,
    /// 得到什么.
    Benefit,
    /// 材料.
    Evidence,
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
