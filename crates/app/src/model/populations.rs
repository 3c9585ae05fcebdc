use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{CodeName, Notice, Status};

/// What is asked of a population.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PopulationOrder {
    /// Families or versions; empty: all in force.
    #[serde(default)]
    pub programmes: Vec<String>,
    /// Attributes to count by; 国民经济行业 by division (大类) or `国民经济行业:门类`, 规模 by the size standard in force.
    #[serde(default)]
    pub group_by: Vec<String>,
    /// Only subjects of this group, told as the key of a group is: `{"行政区划": "330106"}`; null: not known.
    #[serde(default)]
    pub within: BTreeMap<String, Option<String>>,
    /// A reform: parameters set otherwise, all at once.
    #[serde(default)]
    pub set: Vec<ParameterChange>,
    /// A grid: every combination of these values is tried, on top of the reform.
    #[serde(default)]
    pub grid: Vec<ParameterAxis>,
}

/// A parameter set otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ParameterChange {
    /// Family or version.
    pub programme: String,
    /// Name of the parameter.
    pub parameter: String,
    /// As a document writes it: `5000万元`, `4.3%`; a plain number of money is in 元.
    pub value: String,
}

/// A parameter and the values to try.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ParameterAxis {
    /// Family or version.
    pub programme: String,
    /// Name of the parameter.
    pub parameter: String,
    /// Values, written as for a change.
    pub values: Vec<String>,
}

/// How a population stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PopulationAnswer {
    /// How many subjects were looked at.
    pub subjects: usize,
    /// The programmes, with what they ask condition by condition.
    pub programmes: Vec<PopulationProgramme>,
    /// Counts and amounts by group.
    pub groups: Vec<PopulationGroup>,
    /// The same with the parameters set otherwise; only where a reform was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reform: Option<ReformedPopulation>,
    /// What the reform changes; only where one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<PopulationDifference>,
    /// Every combination of the grid; empty where none was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grid: Vec<GridPoint>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// A programme of a population.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PopulationProgramme {
    /// Version id.
    pub id: String,
    /// Family id.
    pub family: String,
    /// Name.
    pub name: String,
    /// The file of a lower layer that filled it in, where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filled_by: Option<String>,
    /// How many subjects it was the version for.
    pub subjects: u64,
    /// Condition by condition.
    pub conditions: Vec<ConditionTally>,
    /// For want of which facts subjects are unknown, the most frequent first; one may wait for several.
    pub wanting: Vec<WantingTally>,
}

/// A fact that subjects are unknown for want of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WantingTally {
    /// Attribute.
    pub attribute: String,
    /// Of how many unknown subjects a condition that is open reads it and it is not told.
    pub subjects: u64,
}

/// How a population stands to one condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ConditionTally {
    /// Its id.
    pub id: String,
    /// How many fail it.
    pub unmet: u64,
    /// Of how many it is not known.
    pub unknown: u64,
    /// How many fail it and no other.
    pub only: u64,
}

/// Counts and amounts of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PopulationGroup {
    /// What the group has in common; with several programmes, also which. Null: not known.
    pub key: BTreeMap<String, Option<String>>,
    /// Names of the codes in the key.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, String>,
    /// Which programme, as it was asked for.
    pub programme: String,
    /// 符合.
    pub met: u64,
    /// 不符合.
    pub unmet: u64,
    /// 待定.
    pub unknown: u64,
    /// 不适用.
    pub not_applicable: u64,
    /// Of those unmet: by one condition.
    pub near: u64,
    /// Money together; null where the programme gives none.
    #[schema(required = true)]
    pub amount: Option<PopulationAmount>,
}

/// Money of a group in 元: who qualifies surely gets at least `min`; with all who may still qualify it is at most `max`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PopulationAmount {
    /// Decimal text.
    #[schema(required = true)]
    pub min: Option<String>,
    /// Decimal text; null where nothing bounds it.
    #[schema(required = true)]
    pub max: Option<String>,
    /// Of those who qualify and whose facts are all known: exactly this.
    pub certain: String,
    /// How many may get money of which the amount is not known.
    pub uncertain: u64,
    /// Of those: how many whose amount nothing bounds from above.
    pub unbounded: u64,
}

/// Groups under a reform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReformedPopulation {
    /// What was set.
    pub set: Vec<ParameterChange>,
    /// Counts and amounts by group.
    pub groups: Vec<PopulationGroup>,
}

/// What a reform changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PopulationDifference {
    /// How many qualify now and did not before.
    pub gain: u64,
    /// How many qualified before and do not now.
    pub lose: u64,
    /// Of the gain: how many were known not to qualify.
    pub gain_known: u64,
    /// Of the loss: how many are known not to qualify.
    pub lose_known: u64,
    /// Money after, less money before; null where no programme gives any.
    #[schema(required = true)]
    pub amount: Option<PopulationAmount>,
    /// The same by group.
    pub groups: Vec<DifferenceGroup>,
}

/// What a reform changes for a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DifferenceGroup {
    /// As in the counts.
    pub key: BTreeMap<String, Option<String>>,
    /// Names of the codes in the key.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, String>,
    /// Which programme, as it was asked for.
    pub programme: String,
    /// How many qualify now and did not before.
    pub gain: u64,
    /// How many qualified before and do not now.
    pub lose: u64,
    /// Money after, less money before.
    #[schema(required = true)]
    pub amount: Option<PopulationAmount>,
}

/// One combination of a grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct GridPoint {
    /// What was set.
    pub set: Vec<ParameterChange>,
    /// Which programme, as it was asked for.
    pub programme: String,
    /// 符合.
    pub met: u64,
    /// 不符合.
    pub unmet: u64,
    /// 待定.
    pub unknown: u64,
    /// 不适用.
    pub not_applicable: u64,
    /// Of those unmet: by one condition.
    pub near: u64,
    /// How many qualify and do not as the law is.
    pub gain: u64,
    /// How many qualify as the law is and do not so.
    pub lose: u64,
    /// Money together.
    #[schema(required = true)]
    pub amount: Option<PopulationAmount>,
}

/// Subjects by name: who stands on a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PopulationList {
    /// How many stand on it.
    pub total: usize,
    /// The first of them, in the order of the view.
    pub rows: Vec<ListedSubject>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// A subject on a list, beside one programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ListedSubject {
    /// Id of the subject.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its credit code.
    #[schema(required = true)]
    pub code: Option<String>,
    /// Its district.
    #[schema(required = true)]
    pub district: Option<CodeName>,
    /// Whether the program generated it.
    pub example: bool,
    /// Version that stands for it.
    pub programme: String,
    /// Under the reform, where one was asked for.
    pub status: Status,
    /// As the law is; null where no reform was asked for.
    #[schema(required = true)]
    pub before: Option<Status>,
    /// Conditions that it fails.
    pub unmet: Vec<String>,
    /// Conditions of which it is not known.
    pub unknown: Vec<String>,
}
