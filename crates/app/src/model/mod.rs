//! What the use-cases answer: plain data, the shape of the API. Keys in English, content in Chinese as written.

mod assessment;
mod care;
mod check;
mod conflicts;
mod history;
mod identity;
mod import;
mod indices;
mod job;
mod kinds;
mod map;
mod meta;
mod notice;
mod overview;
mod planning;
mod populations;
mod profile;
mod programme;
mod programmes;
mod quality;
mod query;
mod records;
mod report;
mod search;
mod similar;
mod subjects;

pub use assessment::{
    Amount, Assessment, AssessmentSet, Condition, Missing, Score, ScoreItem, Shortfall, Status, SubjectRef,
    ValueUsed,
};
pub use care::{BackupAnswer, VerifyAnswer, VerifyProblem};
pub use check::{CheckList, CheckResult, CheckRow, CheckSheet, Found, SheetSubject, StatusCount};
pub use conflicts::{ConflictInfo, ConflictPage, ConflictingAttribute, ToldInfo};
pub use history::{
    AttributeChanges, CandidateInfo, Cause, ChangedSubject, Explanation, FactChange, ListChanges, MergeInfo,
    StatusChange, SubjectChanges,
};
pub use identity::{DecisionOrder, DecisionStored, DuplicatePair, Duplicates, Evidence, LinkedRows};
pub use import::{
    ColumnRole, ImportAnswer, ImportColumn, ImportColumns, ImportSheet, RejectedCell, SourceInfo, SourceList,
    UnmappedColumn,
};
pub use indices::{
    CardInfo, CardLine, ChoiceInfo, CoherenceInfo, ComparisonInfo, ComponentInfo, DenominatorInfo,
    DifferenceInfo, FigureInfo, FlagInfo, FrameworkDetail, FrameworkList, FrameworkNode, FrameworkSummary,
    GrowthInfo, IndexNode, IndexNote, IndexRunInfo, IndexUnit, IntervalInfo, LeverInfo, LeversInfo, LookInfo,
    MovedNode, NodeChangeInfo, QuotientInfo, RemovedInfo, RivalInfo, ScreenedUnit, SensitivityInfo,
    SpreadInfo, StandingInfo, TargetInfo, TheilGroupInfo, UnitChangeInfo, UnitColumnsInfo, WhatIfEdit,
    WhatIfInfo, WhatIfUnit, YearFigure,
};
pub use job::JobProgress;
pub use kinds::{AttributeInfo, FieldInfo, GroupInfo, KindDetail, KindList, KindSummary, ValueType};
pub use map::{
    MapArea, MapFigures, MapIndicator, MapInfo, MapLayer, MapMeasure, MapPlace, MapPrecision, MapSubjects,
    MapTiles,
};
pub use meta::{LimitsInfo, Meta};
pub use notice::{DISCLAIMER, Notice};
pub use overview::{DistrictCount, Figure, KindCount, Overview, ProgrammeCount};
pub use planning::{
    AskedInfo, BundleChoice, BundleInfo, BundleItem, PathInfo, PlanBlocked, PlanChange, PlanInfo,
    ProjectedFact, QuestionForm, QuestionInfo, QuestionSet, RungInfo, RungStanding,
};
pub use populations::{
    ConditionTally, DifferenceGroup, GridPoint, ListedSubject, ParameterAxis, ParameterChange,
    PopulationAmount, PopulationAnswer, PopulationDifference, PopulationGroup, PopulationList,
    PopulationOrder, PopulationProgramme, ReformedPopulation, WantingTally,
};
pub use profile::{
    AttributeFacts, FactState, FactValue, GroupFacts, ListFacts, NamedSubject, Profile, RecordFacts,
    SourceRef, YearFact,
};
pub use programme::{
    AmountInfo, ClassInfo, ConditionInfo, ParameterInfo, ProgrammeDetail, ProgrammeLink, ScoreInfo,
    ScoreItemInfo, TableInfo, TableRow, TestInfo, WordsLine,
};
pub use programmes::{
    ChangeInfo, ChangeSubject, ContentFinding, Passage, PopulationShift, ProgrammeDiff, ProgrammeList,
    ProgrammeSummary,
};
pub use quality::{ColumnInfoQuality, DamagedInfo, FindingInfo, QualityInfo, RetirementInfo, SourceDetail};
pub use query::{QueryAnswer, QueryColumn};
pub use records::{JudgementInfo, Judgements, RelationInfo, Relations, Standing};
pub use report::{
    ProposedMeasure, ReportFinding, ReportReading, StatedFigure, StatedValue, TemplateInfo, TemplateList,
    TemplateParameter, TermLink,
};
pub use search::{SearchAnswer, SearchHit, SearchMatch};
pub use similar::{SimilarAnswer, SimilarSubject};
pub use subjects::{CellText, CodeName, ColumnInfo, ProgrammeStatus, RosterEntry, SubjectPage, SubjectRow};
