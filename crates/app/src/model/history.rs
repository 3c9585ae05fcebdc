use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Notice, SourceRef, Status, SubjectRef};

/// Everything that any source says of one attribute of a subject, and why one value stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Explanation {
    /// Whose.
    pub subject: SubjectRef,
    /// 营业收入.
    pub attribute: String,
    /// Unit of a number.
    #[schema(required = true)]
    pub unit: Option<String>,
    /// Names of the fields of a list's records.
    pub fields: Vec<String>,
    /// By year, those that stand first.
    pub candidates: Vec<CandidateInfo>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// What one row of one source says.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CandidateInfo {
    /// Calendar year; null for a plain attribute or a list.
    #[schema(required = true)]
    pub year: Option<i16>,
    /// Exact, in the base unit; 无 where it is said not to exist; null for a record.
    #[schema(required = true)]
    pub value: Option<String>,
    /// As shown.
    #[schema(required = true)]
    pub text: Option<String>,
    /// A record's fields as shown; null is unknown.
    pub record: Vec<Option<String>>,
    /// Whose word it is.
    pub source: SourceRef,
    /// Sheet of a workbook.
    #[schema(required = true)]
    pub sheet: Option<String>,
    /// Row as a person sees it.
    pub row: u32,
    /// Whether the view shows it.
    pub stands: bool,
    /// The rule that decided.
    pub why: String,
    /// How far it is from the one that stands, as a share of that: 0.12; null where they cannot be compared.
    #[schema(required = true)]
    pub apart: Option<String>,
}

/// What changed about a subject between two dates: facts, law, who is who.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SubjectChanges {
    /// Whose.
    pub subject: SubjectRef,
    /// The first date; facts as known by its end.
    pub from: Date,
    /// The second date.
    pub to: Date,
    /// Facts that are otherwise now.
    pub facts: Vec<FactChange>,
    /// Subjects that are this one now, or the one that this was.
    pub merges: Vec<MergeInfo>,
    /// Programmes of which the status is otherwise now, and why.
    pub statuses: Vec<StatusChange>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// A fact that is otherwise now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FactChange {
    /// 营业收入.
    pub attribute: String,
    /// Calendar year; null for a plain attribute or a list.
    #[schema(required = true)]
    pub year: Option<i16>,
    /// As shown: 未知, 无, a value, or how many records.
    pub before: String,
    /// The same.
    pub after: String,
    /// Where the value now comes from.
    #[schema(required = true)]
    pub source: Option<String>,
}

/// Two subjects that became one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MergeInfo {
    /// Id of the one that is no more.
    pub from: String,
    /// Id of the one that stays.
    pub to: String,
}

/// A programme of which the status is otherwise now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StatusChange {
    /// Family.
    pub family: String,
    /// Name.
    pub name: String,
    /// Version in force before; null where none was.
    #[schema(required = true)]
    pub version_before: Option<String>,
    /// Version in force now.
    #[schema(required = true)]
    pub version_after: Option<String>,
    /// Before; null where no version was in force.
    #[schema(required = true)]
    pub before: Option<Status>,
    /// Now.
    #[schema(required = true)]
    pub after: Option<Status>,
    /// Without each of these it would not be what it is now.
    pub causes: Vec<Cause>,
}

/// What made a status change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A fact, or a merge of subjects.
    Fact,
    /// The law.
    Law,
    /// Time alone: another year counts as 上年, a firm grew older.
    Time,
}

/// What changed about all subjects of a kind between two dates.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ListChanges {
    /// `enterprise`.
    pub kind: String,
    /// The first date; facts as known by its end.
    pub from: Date,
    /// The second date.
    pub to: Date,
    /// Subjects that are new.
    pub added: Vec<SubjectRef>,
    /// How many are new.
    pub added_total: usize,
    /// Subjects that are no more, with the one that each is now, where there is one.
    pub gone: Vec<MergeInfo>,
    /// How many are no more.
    pub gone_total: usize,
    /// Subjects of which facts changed, most changes first.
    pub changed: Vec<ChangedSubject>,
    /// How many of them there are.
    pub changed_total: usize,
    /// By attribute, most changes first.
    pub attributes: Vec<AttributeChanges>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// How much changed about one subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChangedSubject {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Facts that are otherwise now.
    pub facts: usize,
}

/// How much changed about one attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AttributeChanges {
    /// 营业收入.
    pub attribute: String,
    /// Values that are otherwise now.
    pub values: usize,
}
