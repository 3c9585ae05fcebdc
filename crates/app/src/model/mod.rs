//! What the use-cases answer: plain data, the shape of the API. Keys in English, content in Chinese as written.

mod assessment;
mod care;
mod check;
mod import;
mod kinds;
mod meta;
mod notice;
mod overview;
mod planning;
mod profile;
mod programmes;
mod quality;
mod subjects;

pub use assessment::{
    Amount, Assessment, AssessmentSet, Condition, Missing, Score, ScoreItem, Shortfall, Status, SubjectRef,
    ValueUsed,
};
pub use care::{BackupAnswer, VerifyAnswer, VerifyProblem};
pub use check::{CheckList, CheckResult, CheckRow, CheckSheet, Found, SheetSubject, StatusCount};
pub use import::{ImportAnswer, RejectedCell, SourceInfo, SourceList, UnmappedColumn};
pub use kinds::{AttributeInfo, FieldInfo, GroupInfo, KindDetail, KindList, KindSummary, ValueType};
pub use meta::{LimitsInfo, Meta};
pub use notice::{DISCLAIMER, Notice};
pub use overview::{DistrictCount, Figure, KindCount, Overview, ProgrammeCount};
pub use planning::{
    AskedInfo, BundleChoice, BundleInfo, BundleItem, PathInfo, PlanBlocked, PlanChange, PlanInfo,
    ProjectedFact, QuestionForm, QuestionInfo, QuestionSet, RungInfo, RungStanding,
};
pub use profile::{
    AttributeFacts, FactState, FactValue, GroupFacts, ListFacts, Profile, RecordFacts, SourceRef, YearFact,
};
pub use programmes::{
    ConditionInfo, ContentFinding, ParameterInfo, PopulationShift, ProgrammeDetail, ProgrammeDiff,
    ProgrammeList, ProgrammeSummary,
};
pub use quality::{ColumnInfoQuality, DamagedInfo, FindingInfo, QualityInfo, RetirementInfo, SourceDetail};
pub use subjects::{CellText, CodeName, ColumnInfo, ProgrammeStatus, RosterEntry, SubjectPage, SubjectRow};
