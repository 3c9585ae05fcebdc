use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Notice, SubjectRef};

/// Subjects that may be one and the same, for a person to look at.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Duplicates {
    /// `enterprise`.
    pub kind: String,
    /// The most probable first.
    pub pairs: Vec<DuplicatePair>,
    /// How many there are.
    pub total: usize,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// Two subjects that may be one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DuplicatePair {
    /// One.
    pub left: SubjectRef,
    /// The other.
    pub right: SubjectRef,
    /// Probability that they are one, 0–1.
    pub probability: f64,
    /// Bits that speak for it before anything is compared (negative: two subjects at random are not one).
    pub prior: f64,
    /// What each attribute adds, the loudest first.
    pub evidence: Vec<Evidence>,
}

/// What one attribute says about a pair.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Evidence {
    /// 名称.
    pub attribute: String,
    /// 相同, 相近, …
    pub level: String,
    /// Value of the one, normalised; null is unknown.
    #[schema(required = true)]
    pub left: Option<String>,
    /// Value of the other.
    #[schema(required = true)]
    pub right: Option<String>,
    /// Bits (log₂ of the Bayes factor): positive speaks for one and the same.
    pub bits: f64,
}

/// What a person decides about two subjects.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct DecisionOrder {
    /// Id, code or unique name of the one.
    pub subject: String,
    /// 同一主体, 不是同一主体 or 合并入.
    pub verdict: String,
    /// The other; it stays where both are one.
    pub object: String,
    /// From which day.
    #[serde(default)]
    pub since: Option<Date>,
    /// On what ground.
    #[serde(default)]
    pub reason: Option<String>,
}

/// A decision as it was stored.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DecisionStored {
    /// Id of the source that holds it.
    pub source: String,
    /// Id of the one.
    pub subject: String,
    /// What was decided.
    pub verdict: String,
    /// Id of the other.
    pub object: String,
}

/// Two rows of tables that are one and the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LinkedRows {
    /// Id of the row of the left table, or of the only one.
    pub left_id: String,
    /// Id of the row of the right table, or of the only one.
    pub right_id: String,
    /// Probability, 0–1.
    pub probability: f64,
}
