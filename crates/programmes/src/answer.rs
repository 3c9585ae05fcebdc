//! The answer to an assessment, in the shape of CONTRACT «Answer». Quantities are in base units; money is a decimal string in 元.

use serde::Serialize;
use serde_json::Value as Json;
use vocabulary::fact::Provenance;

use language::Truth;

/// Status of a condition or of a whole programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 符合.
    Met,
    /// 不符合.
    Unmet,
    /// 待定.
    Unknown,
    /// 不适用.
    NotApplicable,
}

impl Status {
    /// As people say it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Met => "符合",
            Self::Unmet => "不符合",
            Self::Unknown => "待定",
            Self::NotApplicable => "不适用",
        }
    }
}

impl From<Truth> for Status {
    fn from(truth: Truth) -> Self {
        match truth {
            Truth::True => Self::Met,
            Truth::False => Self::Unmet,
            Truth::Unknown => Self::Unknown,
        }
    }
}

/// The answer for one subject and one programme.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// Version id.
    pub programme: String,
    /// Family id.
    pub family: String,
    /// Whether this version is in force at `as_of`.
    pub in_force: bool,
    /// Date of the assessment, `2025-06-30`.
    pub as_of: String,
    /// Name or id of the subject; empty where none was given.
    pub subject: String,
    /// Status of the whole.
    pub status: Status,
    /// The file of a lower layer that filled in what the programme delegates, where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filled_by: Option<String>,
    /// Whether the programme applies at all, where it says when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applies: Option<Box<ConditionAnswer>>,
    /// Class that the programme sorts the subject into, if it does so.
    pub class: Option<String>,
    /// The conditions.
    pub conditions: Vec<ConditionAnswer>,
    /// The score, where the programme has a scorecard.
    pub score: Option<ScoreAnswer>,
    /// What one gets if the conditions hold, where the programme says so and they still can.
    pub amount: Option<AmountAnswer>,
    /// Facts that can still change the status, most decisive first.
    pub missing: Vec<Missing>,
    /// How far each failed test was.
    pub shortfall: Vec<ShortfallAnswer>,
    /// Least-cost plan; null until planning is asked for.
    pub plan: Option<Json>,
}

/// The answer for one condition.
#[derive(Clone, Debug, Serialize)]
pub struct ConditionAnswer {
    /// Its id.
    pub id: String,
    /// `all`, `any`, `at_least` or `test`.
    pub op: &'static str,
    /// How many, for `at_least`.
    pub n: Option<usize>,
    /// Article.
    pub article: String,
    /// The clause's own words.
    pub text: String,
    /// `likely` where the clause is less sure than the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<String>,
    /// Its status.
    pub status: Status,
    /// Why, in words.
    pub reason: String,
    /// The values it rests on.
    pub values: Vec<ValueAnswer>,
    /// Conditions of the group.
    pub children: Vec<ConditionAnswer>,
}

/// A value that a condition rests on.
#[derive(Clone, Debug, Serialize)]
pub struct ValueAnswer {
    /// Attribute.
    pub attribute: String,
    /// `2024`, `2022..2024`, or null for a plain attribute or a list.
    pub period: Option<String>,
    /// The value; null is unknown, `无` absent.
    pub value: Option<String>,
    /// Its unit.
    pub unit: String,
    /// Where it comes from, as told by whoever keeps the sources.
    pub source: Option<String>,
    /// Where it comes from, for whoever keeps the sources.
    #[serde(skip)]
    pub provenance: Option<Provenance>,
}

/// The score: all that it may still be.
#[derive(Clone, Debug, Serialize)]
pub struct ScoreAnswer {
    /// Least.
    pub min: Json,
    /// Greatest.
    pub max: Json,
    /// Highest possible of the scorecard.
    pub of: i64,
    /// By item.
    pub items: Vec<ScoreItemAnswer>,
}

/// An item of the score.
#[derive(Clone, Debug, Serialize)]
pub struct ScoreItemAnswer {
    /// Its name.
    pub id: String,
    /// Least.
    pub min: Json,
    /// Greatest.
    pub max: Json,
    /// Highest possible.
    pub of: i64,
}

/// Amount of money.
#[derive(Clone, Debug, Serialize)]
pub struct AmountAnswer {
    /// Least, decimal text.
    pub min: Option<String>,
    /// Greatest, decimal text; null where nothing bounds it.
    pub max: Option<String>,
    /// 元.
    pub unit: &'static str,
    /// `year` or `once`.
    pub period: &'static str,
}

/// A fact that can still change the status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Attribute.
    pub attribute: String,
    /// `2024`, or null for a plain attribute or a list.
    pub period: Option<String>,
    /// Ids of the conditions that it can decide.
    pub decides: Vec<String>,
}

/// How far a failed test was: arithmetic, no advice.
#[derive(Clone, Debug, Serialize)]
pub struct ShortfallAnswer {
    /// Id of the condition.
    pub condition: String,
    /// What was compared.
    pub quantity: String,
    /// What it is.
    pub have: Json,
    /// What it has to reach, or not to exceed.
    pub need: Json,
    /// Unit of both.
    pub unit: String,
}
