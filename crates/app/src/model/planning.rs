use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Assessment, Notice, Status, SubjectRef};

/// The least-cost set of changes that makes the status met.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlanInfo {
    /// The day on which it is met.
    pub target_date: Date,
    /// What all changes together cost: decimal text in 元, by the assumptions of the kind file or the costs given.
    pub cost: String,
    /// The same for people: 12万元.
    pub cost_shown: String,
    /// No cheaper plan exists; false where the search ended early.
    pub optimal: bool,
    /// What the plan rests on.
    pub assumptions: Vec<String>,
    /// What to change; empty: wait.
    pub changes: Vec<PlanChange>,
    /// Where open years start from.
    pub projection: Vec<ProjectedFact>,
}

/// A change of one fact, or records added to a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlanChange {
    /// 研发费用.
    pub attribute: String,
    /// Calendar year; null for a plain attribute or a list.
    #[schema(required = true)]
    pub period: Option<String>,
    /// Before: decimal text for money, a number, a word or 是/否; null where unknown.
    #[schema(value_type = Object)]
    pub from: serde_json::Value,
    /// After, likewise.
    #[schema(value_type = Object)]
    pub to: serde_json::Value,
    /// Unit of both; empty for words.
    pub unit: String,
    /// Before, for people.
    pub from_shown: String,
    /// After, for people.
    pub to_shown: String,
    /// How long it takes until it counts: 30天.
    pub lead_time: String,
    /// What it costs: decimal text in 元.
    pub cost: String,
    /// The same for people.
    pub cost_shown: String,
    /// What people call adding such a record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// The record to add.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub record: Option<serde_json::Value>,
}

/// The value of an open year before any change.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProjectedFact {
    /// 营业收入.
    pub attribute: String,
    /// The open year.
    pub period: String,
    /// The value, as in changes.
    #[schema(value_type = Object)]
    pub value: serde_json::Value,
    /// Its unit.
    pub unit: String,
    /// For people.
    pub shown: String,
    /// The year it was carried forward from; null: as stated.
    #[schema(required = true)]
    pub carried_from: Option<i16>,
}

/// Why there is no plan.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlanBlocked {
    /// The last day tried.
    pub target_date: Date,
    /// Ids of the conditions that stand in the way.
    pub conditions: Vec<String>,
    /// Why.
    pub reason: String,
    /// Certain; false where the search ended early.
    pub certain: bool,
}

/// The cultivation path of a subject.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PathInfo {
    /// Whose.
    pub subject: SubjectRef,
    /// From what one can have first to what comes last.
    pub rungs: Vec<RungInfo>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// How a rung stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RungStanding {
    /// 已取得.
    Held,
    /// 现在就符合.
    Met,
    /// 有计划可达到.
    Planned,
    /// 三年内达不到，或取决于评审.
    Blocked,
}

/// One rung of the path.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RungInfo {
    /// Version in force on the date of the rung.
    pub programme: String,
    /// Its family.
    pub family: String,
    /// 高新技术企业.
    pub name: String,
    /// Families that lead to it.
    pub after: Vec<String>,
    /// How it stands.
    pub standing: RungStanding,
    /// Earliest date on which it is met; of a held title the last day. Null where neither is known.
    #[schema(required = true)]
    pub date: Option<Date>,
    /// What it takes beyond the rungs before it.
    #[schema(required = true)]
    pub plan: Option<PlanInfo>,
    /// Why it cannot be planned.
    #[schema(required = true)]
    pub blocked: Option<PlanBlocked>,
}

/// The best set of programmes under exclusive groups and common caps.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BundleInfo {
    /// Whose.
    pub subject: SubjectRef,
    /// Those that are met, each with the least it gives.
    pub certain: BundleChoice,
    /// Those that are met or may still be, each with the most it can give.
    pub possible: BundleChoice,
    /// Every programme that is met or may be, with its amount.
    pub candidates: Vec<BundleItem>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// A chosen set.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BundleChoice {
    /// Version ids.
    pub programmes: Vec<String>,
    /// Sum after caps: decimal text in 元, the first year's, yearly and one-off amounts together.
    pub total: String,
    /// For people.
    pub total_shown: String,
    /// No better set exists.
    pub optimal: bool,
}

/// A programme that can be in the bundle.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BundleItem {
    /// Version id.
    pub programme: String,
    /// Its name.
    pub name: String,
    /// Met, or still unknown.
    pub status: Status,
    /// Least, decimal text in 元; null where it gives no money.
    #[schema(required = true)]
    pub min: Option<String>,
    /// Greatest; null where it gives no money or nothing bounds it.
    #[schema(required = true)]
    pub max: Option<String>,
    /// For people: 15万～25万元.
    pub shown: String,
    /// year or once; null where it gives no money.
    #[schema(required = true)]
    pub period: Option<String>,
    /// Groups of which one programme counts.
    pub exclusive: Vec<String>,
}

/// What to ask next, across programmes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QuestionSet {
    /// In the order that settles most with fewest questions.
    pub questions: Vec<QuestionInfo>,
    /// How the programmes stand as yet.
    pub answers: Vec<Assessment>,
    /// Programmes settled already.
    pub settled: usize,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// A question.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QuestionInfo {
    /// value: for a value, or one a year; checklist: which of these apply.
    pub form: QuestionForm,
    /// What it asks for; one attribute, unless it is a checklist.
    pub facts: Vec<AskedInfo>,
    /// Version ids of the programmes that the answer bears on.
    pub programmes: Vec<String>,
    /// The same by name.
    pub names: Vec<String>,
}

/// How a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum QuestionForm {
    /// For a value, or one a year.
    Value,
    /// Which of these apply: what is left unticked is 否 or 无.
    Checklist,
}

/// An attribute that a question asks for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AskedInfo {
    /// 职工总数.
    pub attribute: String,
    /// Calendar years; none for a plain attribute or a list.
    pub periods: Vec<String>,
    /// What is ticked, in a checklist; null otherwise.
    #[schema(required = true)]
    pub tick: Option<String>,
}
