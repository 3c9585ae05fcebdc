use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::{NamedSubject, Notice, SourceRef, SubjectRef};

/// The dated relations of one subject to others.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Relations {
    /// Whose.
    pub subject: SubjectRef,
    /// Those in force first, then by day.
    pub relations: Vec<RelationInfo>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// One relation, read from the subject to the object.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RelationInfo {
    /// Id of the record (`relation:…`).
    pub id: String,
    /// 控股, 分公司, 依托单位, ….
    pub relation: String,
    /// `true`: the subject asked about is the relation's subject (甲 of 甲 控股 乙); `false`: its object.
    pub outgoing: bool,
    /// The other one, as written.
    pub other: String,
    /// The other one, where exactly one subject that the reader may see bears that code or name.
    #[schema(required = true)]
    pub other_subject: Option<NamedSubject>,
    /// Share held, as shown; null where not stated.
    #[schema(required = true)]
    pub share: Option<String>,
    /// First day; null where not known.
    #[schema(required = true)]
    pub from: Option<Date>,
    /// Last day; null where it has not ended, or is not known.
    #[schema(required = true)]
    pub until: Option<Date>,
    /// Whether it holds on the day asked for.
    pub standing: Standing,
    /// Registration, approval or agreement.
    #[schema(required = true)]
    pub basis: Option<String>,
    /// Whose word it is.
    #[schema(required = true)]
    pub source: Option<SourceRef>,
    /// Row as a person sees it.
    #[schema(required = true)]
    pub row: Option<u32>,
}

/// Whether a relation holds on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It does.
    Holds,
    /// Nobody said whether it has ended, or when it began.
    Unknown,
    /// It begins later.
    Later,
    /// It has ended.
    Ended,
}

/// What assessors judged of one subject.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Judgements {
    /// Whose.
    pub subject: SubjectRef,
    /// The latest first.
    pub judgements: Vec<JudgementInfo>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// One judgement.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JudgementInfo {
    /// Id of the record (`judgement:…`).
    pub id: String,
    /// Family or version it was made for; null: any.
    #[schema(required = true)]
    pub programme: Option<String>,
    /// Condition of the programme.
    #[schema(required = true)]
    pub condition: Option<String>,
    /// Attribute of the subject.
    #[schema(required = true)]
    pub attribute: Option<String>,
    /// Year, of a yearly attribute.
    #[schema(required = true)]
    pub year: Option<String>,
    /// Grade or points: 较高, 2–3.5 分.
    pub verdict: String,
    /// Who judged.
    #[schema(required = true)]
    pub by: Option<String>,
    /// When.
    #[schema(required = true)]
    pub on: Option<Date>,
    /// Minutes or form.
    #[schema(required = true)]
    pub basis: Option<String>,
    /// Whether assessments follow it.
    pub used: bool,
    /// Why, or why not.
    pub why: String,
    /// Whose word it is.
    #[schema(required = true)]
    pub source: Option<SourceRef>,
    /// Row as a person sees it.
    #[schema(required = true)]
    pub row: Option<u32>,
}
