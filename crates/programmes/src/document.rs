//! A programme document as written: YAML → plain structures with positions. Says what is missing or misspelt; knows nothing of
//! what expressions mean.

mod fields;
mod read;

use std::sync::Arc;

use jiff::civil::Date;
use vocabulary::yaml::{Node, Position};

use crate::finding::Text;

pub use read::read;

/// A programme document.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Version id, such as `cn.hnte.2016`.
    pub id: Text,
    /// Family id, such as `cn.hnte`.
    pub family: Text,
    /// What people call it.
    pub name: Text,
    /// Kind of the applicant.
    pub kind: Text,
    /// Who issued it.
    pub authority: Text,
    /// Title and number of the document.
    pub document: Text,
    /// Where it is in force.
    pub territory: Text,
    /// `certain` or `likely`.
    pub confidence: Text,
    /// First day in force, where known.
    pub from: Option<Date>,
    /// Last day in force, where known.
    pub until: Option<Date>,
    /// Version ids it replaces.
    pub replaces: Vec<Text>,
    /// For which purposes this version goes on after another has replaced it.
    pub transition: Vec<RawTransition>,
    /// When one can apply.
    pub windows: Vec<RawWindow>,
    /// Other subjects: role and its kind.
    pub roles: Vec<(Text, Text)>,
    /// Version ids whose parameters, definitions and tables can be named here.
    pub imports: Vec<Text>,
    /// Parameters.
    pub parameters: Vec<RawParameter>,
    /// Named formulas.
    pub definitions: Vec<RawDefinition>,
    /// Decision tables.
    pub tables: Vec<RawTable>,
    /// The scorecard.
    pub score: Option<RawScore>,
    /// Name of the definition or table that says which class a subject belongs to.
    pub class: Option<Text>,
    /// What one gets, in money.
    pub amount: Option<RawAmount>,
    /// Groups of programmes of which one counts (就高不重复).
    pub exclusive: Vec<Text>,
    /// Groups of programmes whose amounts together are limited: group and limit.
    pub caps: Vec<(Text, Text)>,
    /// Families that this programme adds to.
    pub tops_up: Vec<Text>,
    /// The title that one then holds.
    pub grants: Option<RawTitle>,
    /// Families that come next on the cultivation path.
    pub next: Vec<Text>,
    /// What a lower layer may fill in.
    pub delegates: Vec<RawDelegate>,
    /// The version whose delegated slots this file fills; then it is no programme of its own.
    pub fills: Option<Text>,
    /// What it fills them with.
    pub slots: Vec<RawDefinition>,
    /// When the programme applies at all.
    pub applies: Option<Text>,
    /// The conditions, all of which must hold.
    pub conditions: Vec<RawCondition>,
    /// What one gets, in words.
    pub benefits: Vec<Text>,
    /// How long a recognition lasts, in words.
    pub validity: Option<Text>,
    /// What to hand in.
    pub evidence: Vec<Text>,
    /// Where one applies.
    pub channel: Option<Text>,
    /// Whom one asks.
    pub contact: Option<Text>,
    /// What a reader should know: missing facts, choices of encoding.
    pub notes: Vec<Text>,
    /// Facts that every embedded test starts from.
    pub base: Option<Node>,
    /// Embedded tests.
    pub tests: Vec<RawTest>,
    /// All of it as it was written, for findings that point into it.
    pub root: Option<Arc<Node>>,
}

/// For a purpose (申请类型) a version stays in force until a day.
#[derive(Clone, Debug)]
pub struct RawTransition {
    /// 申请类型, such as 复核.
    pub purpose: Text,
    /// Last day.
    pub until: Option<Date>,
    /// Where that is said.
    pub article: Option<Text>,
}

/// When one can apply: days of every year (`03-01`) or dates.
#[derive(Clone, Debug)]
pub struct RawWindow {
    /// First day.
    pub opens: Text,
    /// Last day.
    pub closes: Text,
    /// Where that is said.
    pub article: Option<Text>,
}

/// What one gets, in money.
#[derive(Clone, Debug)]
pub struct RawAmount {
    /// The formula, in money.
    pub formula: Text,
    /// At most, in money.
    pub cap: Option<Text>,
    /// `year` or `once`.
    pub period: Text,
    /// Where that is said.
    pub article: Option<Text>,
    /// The clause's own words.
    pub text: Option<Text>,
}

/// A title that a recognition gives: a record of 资质.
#[derive(Clone, Debug)]
pub struct RawTitle {
    /// 名称 of the record.
    pub name: Text,
    /// 级别 of the record.
    pub level: Option<Text>,
    /// How many years it lasts.
    pub years: Option<Text>,
}

/// A slot that a lower layer may fill.
#[derive(Clone, Debug)]
pub struct RawDelegate {
    /// The attribute that stands for it.
    pub name: Text,
    /// Highest points, where it gives points.
    pub of: Option<Text>,
    /// To whom it is left.
    pub to: Text,
    /// Where that is said.
    pub article: Option<Text>,
}

/// A parameter and its values over time.
#[derive(Clone, Debug)]
pub struct RawParameter {
    /// The version it was imported from.
    pub of: Option<String>,
    /// Unit of a parameter without any value: nobody has said it yet.
    pub unit: Option<Text>,
    /// Its name.
    pub name: Text,
    /// Where it comes from.
    pub article: Text,
    /// Values, each from a day (unknown: from the start); `None`: from then on it is not known.
    pub values: Vec<(Option<Date>, Option<Text>)>,
}

/// A named formula.
#[derive(Clone, Debug)]
pub struct RawDefinition {
    /// The version it was imported from.
    pub of: Option<String>,
    /// Its name.
    pub name: Text,
    /// What the document says.
    pub text: Option<Text>,
    /// The formula.
    pub formula: Text,
}

/// A decision table.
#[derive(Clone, Debug)]
pub struct RawTable {
    /// The version it was imported from.
    pub of: Option<String>,
    /// Its name.
    pub name: Text,
    /// Where it comes from.
    pub article: Option<Text>,
    /// Which row counts where several fit: `first` (also where nothing is written), `unique`, `max`, `min`, `sum`.
    pub hit: Option<Text>,
    /// What the rows test; none: each row is a condition of its own.
    pub on: Vec<Text>,
    /// The rows.
    pub rows: Vec<RawRow>,
}

/// A row of a decision table.
#[derive(Clone, Debug)]
pub struct RawRow {
    /// Its tests, one for each of `on` (`-`: whatever it is); none: otherwise.
    pub when: Vec<Text>,
    /// What it gives (`7..8`: points that an expert decides within).
    pub then: Text,
}

/// A scorecard.
#[derive(Clone, Debug)]
pub struct RawScore {
    /// Name of the total.
    pub name: Text,
    /// Highest total.
    pub of: Text,
    /// Names of definitions or tables, and their highest points.
    pub items: Vec<(Text, Text)>,
}

/// A condition or a group of conditions.
#[derive(Clone, Debug)]
pub struct RawCondition {
    /// Its id, unique in the programme.
    pub id: Text,
    /// Article.
    pub article: Option<Text>,
    /// The clause's own words.
    pub text: Option<Text>,
    /// `likely` where the clause is less sure than the document.
    pub confidence: Option<Text>,
    /// What it asks.
    pub body: RawBody,
}

/// What a condition asks.
#[derive(Clone, Debug)]
pub enum RawBody {
    /// An expression.
    Test(Text),
    /// Left to people: always unknown. The text says to whom.
    Review(Text),
    /// All of these.
    All(Vec<RawCondition>),
    /// One of these.
    Any(Vec<RawCondition>),
    /// So many of these.
    AtLeast(Text, Vec<RawCondition>),
}

/// An embedded test.
#[derive(Clone, Debug)]
pub struct RawTest {
    /// What it shows.
    pub name: Text,
    /// At which date.
    pub as_of: Date,
    /// Facts that replace those of `base`, attribute by attribute.
    pub facts: Option<Node>,
    /// Expected status of the whole.
    pub status: Text,
    /// Expected status by condition id.
    pub conditions: Vec<(Text, Text)>,
    /// Expected score, least and greatest.
    pub score: Option<(Text, Text)>,
    /// Expected class.
    pub class: Option<Text>,
    /// Expected amount, least and greatest.
    pub amount: Option<(Text, Text)>,
    /// Where it stands.
    pub at: Position,
}
