//! Indices: frameworks, runs, how sure they are. One file, though long: shapes without logic, as the API shows them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A framework in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FrameworkSummary {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it measures.
    pub description: String,
    /// Who published it.
    pub source: String,
    /// An example, not for use.
    pub example: bool,
    /// What a reader must know.
    pub notes: Vec<String>,
    /// How many indicators it has.
    pub indicators: usize,
    /// How many of them have no data.
    pub missing: usize,
    /// Its levels, indicators included.
    pub levels: usize,
    /// Which file stands.
    pub file: String,
}

/// Frameworks.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FrameworkList {
    /// By id.
    pub items: Vec<FrameworkSummary>,
    /// What is wrong with files that cannot be used.
    pub broken: Vec<String>,
}

/// A framework with its text.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FrameworkDetail {
    /// What it is.
    pub summary: FrameworkSummary,
    /// The file (YAML).
    pub text: String,
    /// Which columns of a table say which unit a row is.
    pub units: UnitColumnsInfo,
    /// Sizes that indicators are divided by.
    pub denominators: Vec<DenominatorInfo>,
    /// Nodes, indicators first, the index last.
    pub nodes: Vec<FrameworkNode>,
    /// Which file has the units' table that comes with it.
    #[schema(required = true)]
    pub data_file: Option<String>,
    /// That table (CSV); null where the framework comes without figures.
    #[schema(required = true)]
    pub data: Option<String>,
    /// Figures of places that come with it, for cards (CSV).
    #[schema(required = true)]
    pub figures: Option<String>,
}

/// Which columns of a units' table say which unit a row is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitColumnsInfo {
    /// The unit's code.
    pub code: String,
    /// Its name.
    #[schema(required = true)]
    pub name: Option<String>,
    /// The year, in a panel.
    #[schema(required = true)]
    pub time: Option<String>,
    /// Groups of units.
    pub groups: Vec<String>,
}

/// A size that indicators are divided by.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DenominatorInfo {
    /// What indicators call it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Its column.
    pub column: String,
}

/// A node as the framework has it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FrameworkNode {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// 1 for indicators.
    pub level: usize,
    /// The node above.
    #[schema(required = true)]
    pub parent: Option<String>,
    /// The nodes below, in the order of the file.
    pub children: Vec<String>,
    /// Weight among its siblings as given.
    pub weight: f64,
    /// More is better.
    pub more_is_better: bool,
    /// What it says of itself.
    pub definition: String,
    /// Unit of an indicator's figures.
    pub unit: String,
    /// What is counted.
    pub scope: String,
    /// Where figures come from.
    pub source: String,
    /// The attribute of the vocabulary.
    #[schema(required = true)]
    pub attribute: Option<String>,
    /// Column of its figures in the units' table; empty of a group.
    pub column: String,
    /// The size it is divided by.
    #[schema(required = true)]
    pub denominator: Option<String>,
    /// A target to reach.
    #[schema(required = true)]
    pub target: Option<f64>,
    /// No figures are known.
    pub missing: bool,
}

/// A run: scores and places of every unit, and what to know of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IndexRunInfo {
    /// The framework.
    pub framework: FrameworkSummary,
    /// The seed of noise on weights.
    pub seed: u64,
    /// The id of the index itself.
    pub root: String,
    /// Units in the order of their places; those without a score last.
    pub units: Vec<IndexUnit>,
    /// Nodes, indicators first, the index last.
    pub nodes: Vec<IndexNode>,
    /// Units that were screened out.
    pub screened_out: Vec<ScreenedUnit>,
    /// How many figures were estimated.
    pub imputed: usize,
    /// How many points were treated.
    pub treated: usize,
    /// What is worth a look.
    pub notes: Vec<IndexNote>,
}

/// A unit's score and place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IndexUnit {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The year, in a panel.
    #[schema(required = true)]
    pub year: Option<i32>,
    /// Its score; null where unknown.
    #[schema(required = true)]
    pub score: Option<f64>,
    /// Its place among units of the year: 1 is best.
    #[schema(required = true)]
    pub rank: Option<usize>,
    /// Scores of all nodes in the order of `nodes`.
    pub scores: Vec<Option<f64>>,
}

/// A node.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IndexNode {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// 1 for indicators.
    pub level: usize,
    /// The node above.
    #[schema(required = true)]
    pub parent: Option<String>,
    /// More is better.
    pub more_is_better: bool,
    /// Share among its siblings, as used; null where it takes no part.
    #[schema(required = true)]
    pub weight: Option<f64>,
    /// Share in the index.
    #[schema(required = true)]
    pub effective_weight: Option<f64>,
    /// Unit of an indicator's figures.
    pub unit: String,
}

/// A unit that was screened out.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScreenedUnit {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The year, in a panel.
    #[schema(required = true)]
    pub year: Option<i32>,
    /// Why.
    pub reason: String,
    /// Share of indicators known.
    #[schema(required = true)]
    pub available: Option<f64>,
}

/// Something worth a look.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IndexNote {
    /// Stable code.
    pub code: String,
    /// The node it is about.
    pub node: String,
    /// What is so.
    pub message: String,
}

/// How sure an index is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SensitivityInfo {
    /// The framework.
    pub framework: FrameworkSummary,
    /// The seed.
    pub seed: u64,
    /// Model runs made: `sample` × (choices + 2).
    pub runs: usize,
    /// Rows of the matrices A and B.
    pub sample: usize,
    /// Quantiles between which intervals lie.
    pub interval: (f64, f64),
    /// What the indices are of: mean_rank_shift.
    pub target: String,
    /// Mean of the mean absolute shift in place.
    pub mean_rank_shift: f64,
    /// Variance of the mean absolute shift in place; 0: no choice changes any place.
    pub variance: f64,
    /// The choices, and how much each matters.
    pub choices: Vec<ChoiceInfo>,
    /// Units in the order of their places.
    pub units: Vec<StandingInfo>,
}

/// How much a choice matters.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChoiceInfo {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is between.
    pub between: String,
    /// First-order index: share of variance by the choice alone.
    pub first_order: IntervalInfo,
    /// Total-order index: share of variance with everything it acts together with.
    pub total_order: IntervalInfo,
}

/// An estimate with its bootstrap interval.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct IntervalInfo {
    /// The estimate; null where nothing varies.
    #[schema(required = true)]
    pub value: Option<f64>,
    /// Lower end.
    #[schema(required = true)]
    pub low: Option<f64>,
    /// Upper end.
    #[schema(required = true)]
    pub high: Option<f64>,
}

/// How sure a unit's place is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandingInfo {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The year, in a panel.
    #[schema(required = true)]
    pub year: Option<i32>,
    /// Score as the framework has it.
    #[schema(required = true)]
    pub score: Option<f64>,
    /// Place as the framework has it.
    #[schema(required = true)]
    pub rank: Option<usize>,
    /// Mean place.
    #[schema(required = true)]
    pub rank_mean: Option<f64>,
    /// Median place.
    #[schema(required = true)]
    pub rank_median: Option<f64>,
    /// Better end of the interval.
    #[schema(required = true)]
    pub rank_low: Option<f64>,
    /// Worse end of the interval.
    #[schema(required = true)]
    pub rank_high: Option<f64>,
    /// Best place of any run.
    #[schema(required = true)]
    pub rank_best: Option<usize>,
    /// Worst place of any run.
    #[schema(required = true)]
    pub rank_worst: Option<usize>,
    /// Lower end of the score's interval.
    #[schema(required = true)]
    pub score_low: Option<f64>,
    /// Upper end of the score's interval.
    #[schema(required = true)]
    pub score_high: Option<f64>,
    /// Share of the runs in which the unit has a place.
    pub ranked: f64,
}

/// What changed between two runs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ComparisonInfo {
    /// Units of both runs, the greatest change in place first.
    pub units: Vec<UnitChangeInfo>,
    /// Units of the first run only.
    pub before_only: Vec<String>,
    /// Units of the second run only.
    pub after_only: Vec<String>,
    /// Nodes of the first run only.
    pub nodes_before_only: Vec<String>,
    /// Nodes of the second run only.
    pub nodes_after_only: Vec<String>,
    /// Pearson's correlation of the scores.
    #[schema(required = true)]
    pub score_correlation: Option<f64>,
    /// Spearman's correlation of the places.
    #[schema(required = true)]
    pub rank_correlation: Option<f64>,
    /// Mean absolute change in place.
    #[schema(required = true)]
    pub mean_rank_shift: Option<f64>,
    /// Common nodes.
    pub nodes: Vec<NodeChangeInfo>,
}

/// How a unit changed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitChangeInfo {
    /// Its code.
    pub code: String,
    /// The year, in a panel.
    #[schema(required = true)]
    pub year: Option<i32>,
    /// Score before.
    #[schema(required = true)]
    pub score_before: Option<f64>,
    /// Score after.
    #[schema(required = true)]
    pub score_after: Option<f64>,
    /// Place before.
    #[schema(required = true)]
    pub rank_before: Option<usize>,
    /// Place after.
    #[schema(required = true)]
    pub rank_after: Option<usize>,
    /// The nodes whose scores changed most.
    pub moved: Vec<MovedNode>,
}

/// A node whose score changed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MovedNode {
    /// The node.
    pub node: String,
    /// Score before.
    #[schema(required = true)]
    pub before: Option<f64>,
    /// Score after.
    #[schema(required = true)]
    pub after: Option<f64>,
}

/// How a node changed over all units.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NodeChangeInfo {
    /// The node.
    pub node: String,
    /// Mean absolute change of its scores.
    #[schema(required = true)]
    pub mean_change: Option<f64>,
    /// Correlation of its scores before and after.
    #[schema(required = true)]
    pub correlation: Option<f64>,
}

/// Whether indicators belong together, and what each part does.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LookInfo {
    /// The framework.
    pub framework: FrameworkSummary,
    /// Groups from the lowest level up.
    pub groups: Vec<CoherenceInfo>,
    /// The index without each part.
    pub removed: Vec<RemovedInfo>,
}

/// What holds a group together.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CoherenceInfo {
    /// The group.
    pub node: String,
    /// Its parts that have scores.
    pub parts: Vec<String>,
    /// Correlations of the parts, row by row.
    pub correlations: Vec<Vec<Option<f64>>>,
    /// Correlations of the parts with the group.
    pub with_group: Vec<Option<f64>>,
    /// Correlations of the parts with the index.
    pub with_index: Vec<Option<f64>>,
    /// Cronbach's alpha.
    #[schema(required = true)]
    pub cronbach_alpha: Option<f64>,
    /// First principal component.
    #[schema(required = true)]
    pub component: Option<ComponentInfo>,
    /// What is worth a look.
    pub flags: Vec<FlagInfo>,
}

/// A principal component.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ComponentInfo {
    /// One for each part.
    pub loadings: Vec<f64>,
    /// Share of variance explained.
    pub explained: f64,
    /// All eigenvalues, greatest first.
    pub eigenvalues: Vec<f64>,
    /// Complete units used.
    pub units: usize,
}

/// Two parts that say the same, or speak against each other.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FlagInfo {
    /// redundant or opposed.
    pub kind: String,
    /// One part.
    pub one: String,
    /// The other part, or the group.
    pub other: String,
    /// Their correlation.
    pub correlation: f64,
}

/// The index without a part.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RemovedInfo {
    /// The part.
    pub node: String,
    /// Its level.
    pub level: usize,
    /// Mean absolute shift in place without it.
    #[schema(required = true)]
    pub mean_rank_shift: Option<f64>,
}

/// A figure that is thought to be other.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct WhatIfEdit {
    /// The unit's code or unique name.
    pub unit: String,
    /// The year, in a panel; the latest unless told.
    pub year: Option<i32>,
    /// The indicator's id.
    pub indicator: String,
    /// The figure as it would stand in the table; null: unknown.
    pub value: Option<f64>,
}

/// The index with some figures changed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WhatIfInfo {
    /// The framework.
    pub framework: FrameworkSummary,
    /// Units whose score or place changes.
    pub units: Vec<WhatIfUnit>,
}

/// A unit before and after.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WhatIfUnit {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The year, in a panel.
    #[schema(required = true)]
    pub year: Option<i32>,
    /// Score before.
    #[schema(required = true)]
    pub score_before: Option<f64>,
    /// Score after.
    #[schema(required = true)]
    pub score_after: Option<f64>,
    /// Place before.
    #[schema(required = true)]
    pub rank_before: Option<usize>,
    /// Place after.
    #[schema(required = true)]
    pub rank_after: Option<usize>,
}

/// What would move a unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LeversInfo {
    /// The framework.
    pub framework: FrameworkSummary,
    /// The unit's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The year, in a panel.
    #[schema(required = true)]
    pub year: Option<i32>,
    /// Its score.
    #[schema(required = true)]
    pub score: Option<f64>,
    /// Its place.
    #[schema(required = true)]
    pub rank: Option<usize>,
    /// Interval of its place.
    #[schema(required = true)]
    pub rank_interval: Option<(f64, f64)>,
    /// The name of the unit above.
    #[schema(required = true)]
    pub above: Option<String>,
    /// Its score.
    #[schema(required = true)]
    pub above_score: Option<f64>,
    /// Interval of its place.
    #[schema(required = true)]
    pub above_interval: Option<(f64, f64)>,
    /// Indicators, the most for its effort first.
    pub levers: Vec<LeverInfo>,
}

/// What one indicator can do.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LeverInfo {
    /// Its id.
    pub indicator: String,
    /// Its name.
    pub name: String,
    /// Unit of the figures.
    pub unit: String,
    /// The figure now.
    #[schema(required = true)]
    pub now: Option<f64>,
    /// The figure after a step of a tenth of the standard deviation between units.
    #[schema(required = true)]
    pub stepped: Option<f64>,
    /// Effort of the step.
    pub effort: f64,
    /// Change of the score.
    #[schema(required = true)]
    pub gain: Option<f64>,
    /// Change of the score for each unit of effort.
    #[schema(required = true)]
    pub gain_per_effort: Option<f64>,
    /// The place afterwards.
    #[schema(required = true)]
    pub rank: Option<usize>,
    /// The figure with which the unit passes the one above; null: not even with the best figure of any unit.
    #[schema(required = true)]
    pub to_pass: Option<f64>,
}

/// A place's card.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CardInfo {
    /// The place.
    pub place: String,
    /// Whether proposed years were used.
    pub accepts_proposals: bool,
    /// An indicator with its scope a line.
    pub lines: Vec<CardLine>,
}

/// An indicator of a place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CardLine {
    /// The indicator.
    pub indicator: String,
    /// Which of it.
    pub scope: String,
    /// Figures, oldest first.
    pub figures: Vec<FigureInfo>,
    /// How it grew.
    #[schema(required = true)]
    pub growth: Option<GrowthInfo>,
    /// Rank among comparable places.
    #[schema(required = true)]
    pub rank: Option<usize>,
    /// How many comparable places there are, this one among them.
    #[schema(required = true)]
    pub of: Option<usize>,
    /// Other places.
    pub rivals: Vec<RivalInfo>,
}

/// A figure of a place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FigureInfo {
    /// Identifier of the record.
    pub id: String,
    /// Whose it is.
    pub place: String,
    /// The year as the text has it.
    #[schema(required = true)]
    pub year: Option<i32>,
    /// The year that somebody proposes.
    #[schema(required = true)]
    pub proposed_year: Option<i32>,
    /// certain, likely or unsure.
    #[schema(required = true)]
    pub confidence: Option<String>,
    /// The year that was used.
    #[schema(required = true)]
    pub used_year: Option<i32>,
    /// The number.
    #[schema(required = true)]
    pub value: Option<f64>,
    /// Its unit.
    pub unit: String,
    /// Which of it.
    pub scope: String,
    /// =, ≈, > or <.
    pub bound: String,
    /// Where it comes from.
    pub source: String,
}

/// How a figure grew.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GrowthInfo {
    /// From which year.
    pub from: i32,
    /// To which year.
    pub to: i32,
    /// Times.
    pub times: f64,
    /// A year, compound.
    #[schema(required = true)]
    pub yearly: Option<f64>,
}

/// Another place's figure.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RivalInfo {
    /// The figure.
    pub figure: FigureInfo,
    /// comparable, flagged or refused.
    pub verdict: String,
    /// How many times it the place's figure is; null where refused.
    #[schema(required = true)]
    pub ratio: Option<f64>,
    /// In what they differ.
    pub differences: Vec<DifferenceInfo>,
}

/// A difference between two figures.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DifferenceInfo {
    /// In what.
    pub of: String,
    /// What the one says.
    pub left: String,
    /// What the other says.
    pub right: String,
}

/// A path to a target.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TargetInfo {
    /// The unit.
    pub unit: String,
    /// The column.
    pub indicator: String,
    /// reached, missed, on_path, behind or unknown.
    pub standing: String,
    /// Figures known.
    pub figures: Vec<YearFigure>,
    /// Figures needed, growing evenly to the deadline.
    pub needed: Vec<YearFigure>,
    /// Growth a year so far.
    #[schema(required = true)]
    pub growth: Option<f64>,
    /// The deadline's figure if growth goes on.
    #[schema(required = true)]
    pub projected: Option<f64>,
    /// Growth a year needed from the latest figure on.
    #[schema(required = true)]
    pub growth_from_here: Option<f64>,
}

/// A year's figure.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct YearFigure {
    /// The year.
    pub year: i32,
    /// The figure.
    #[schema(required = true)]
    pub value: Option<f64>,
}

/// Inequality between units.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SpreadInfo {
    /// The column.
    pub column: String,
    /// In proportion to which column; null: each unit counts the same.
    #[schema(required = true)]
    pub size: Option<String>,
    /// Units counted.
    pub units: usize,
    /// Units left out because something is unknown.
    pub unknown: usize,
    /// Gini's coefficient.
    pub gini: f64,
    /// Theil's T.
    pub theil: f64,
    /// The part between groups.
    pub theil_between: f64,
    /// The part within groups.
    pub theil_within: f64,
    /// Groups.
    pub groups: Vec<TheilGroupInfo>,
    /// Share of the first, first two, first three units.
    pub first_shares: Vec<f64>,
    /// Herfindahl–Hirschman.
    pub herfindahl: f64,
    /// Location quotient of each unit.
    pub quotients: Vec<QuotientInfo>,
}

/// A group's part in Theil's T.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TheilGroupInfo {
    /// Its name.
    pub name: String,
    /// Its share of the total.
    pub share: f64,
    /// Its own T.
    pub theil: f64,
}

/// A unit's location quotient.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QuotientInfo {
    /// Its code.
    pub code: String,
    /// Its share of the total over its share of the size.
    pub quotient: f64,
}
