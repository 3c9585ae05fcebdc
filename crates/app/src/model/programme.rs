use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::{ContentFinding, Notice, ProgrammeSummary, Status};

/// A programme with all that it says, its formulas in words beside its clauses.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgrammeDetail {
    /// As in the list.
    #[serde(flatten)]
    pub summary: ProgrammeSummary,
    /// Which file stands: built in, or the region's own.
    pub file: String,
    /// What a reader should know.
    pub notes: Vec<String>,
    /// What one gets, in words.
    pub benefits: Vec<String>,
    /// How long a recognition lasts, in words.
    #[schema(required = true)]
    pub validity: Option<String>,
    /// When one can apply, in words; empty: not known.
    pub windows: Vec<String>,
    /// Where one applies.
    #[schema(required = true)]
    pub channel: Option<String>,
    /// Whom one asks.
    #[schema(required = true)]
    pub contact: Option<String>,
    /// What it is beside other programmes: groups, limits, titles, what comes next, what is left to lower layers.
    pub relations: Vec<String>,
    /// Versions whose parameters, definitions and tables it uses.
    pub imports: Vec<ProgrammeLink>,
    /// How years and unknown facts are meant in all that is said in words.
    pub reading: String,
    /// When the programme applies at all, as a formula.
    #[schema(required = true)]
    pub applies: Option<String>,
    /// The same in words; empty: always.
    pub applies_words: Vec<WordsLine>,
    /// Its conditions.
    pub conditions: Vec<ConditionInfo>,
    /// Its scorecard.
    #[schema(required = true)]
    pub score: Option<ScoreInfo>,
    /// How it tells subjects apart.
    #[schema(required = true)]
    pub class: Option<ClassInfo>,
    /// What one gets, in money.
    #[schema(required = true)]
    pub amount: Option<AmountInfo>,
    /// Its decision tables, imported ones too.
    pub tables: Vec<TableInfo>,
    /// Definitions that nothing above has explained, in words.
    pub definitions: Vec<WordsLine>,
    /// Its dated parameters.
    pub parameters: Vec<ParameterInfo>,
    /// Documents an applicant must bring.
    pub evidence: Vec<String>,
    /// Embedded tests.
    pub tests: Vec<TestInfo>,
    /// What the linter says of its file, errors first and advice (`note`) last.
    pub findings: Vec<ContentFinding>,
    /// Other versions of the family.
    pub versions: Vec<ProgrammeSummary>,
    /// The version before it in the family; null: there is none.
    #[schema(required = true)]
    pub previous: Option<String>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// Another programme, by version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProgrammeLink {
    /// Version id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A sentence, and what is said below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WordsLine {
    /// The sentence.
    pub text: String,
    /// The parts of a group, or the names that are explained.
    #[schema(no_recursion)]
    pub below: Vec<WordsLine>,
}

/// A condition as the document states it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConditionInfo {
    /// Id within the programme.
    pub id: String,
    /// all, any, at_least or test.
    pub op: String,
    /// How many an at_least needs.
    #[schema(required = true)]
    pub n: Option<u32>,
    /// 第十一条（四）.
    #[schema(required = true)]
    pub article: Option<String>,
    /// The clause's own words.
    pub text: String,
    /// The formula of a test.
    #[schema(required = true)]
    pub formula: Option<String>,
    /// The same in words; empty for groups and for what is left to people.
    pub words: Vec<WordsLine>,
    /// Who judges, where it is left to people.
    #[schema(required = true)]
    pub review: Option<String>,
    /// `likely` where the encoding of the clause is less sure than that of the whole document.
    #[schema(required = true)]
    pub confidence: Option<String>,
    /// The conditions below.
    #[schema(no_recursion)]
    pub children: Vec<ConditionInfo>,
}

/// A scorecard: the sum of its items.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScoreInfo {
    /// Name of the total.
    pub name: String,
    /// Highest total, as written.
    pub of: String,
    /// Items.
    pub items: Vec<ScoreItemInfo>,
}

/// An item of a scorecard.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScoreItemInfo {
    /// A definition or table.
    pub name: String,
    /// Highest points, as written.
    pub of: String,
    /// What it is made of, where nothing before has said it.
    pub words: Vec<WordsLine>,
}

/// How subjects are told apart.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClassInfo {
    /// The definition or table that says it.
    pub name: String,
    /// What it is made of, where nothing before has said it.
    pub words: Vec<WordsLine>,
}

/// What one gets, in money.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AmountInfo {
    /// year or once.
    pub period: String,
    /// Where that is said; empty: nowhere.
    pub article: String,
    /// The clause's own words; may be empty.
    pub text: String,
    /// The formula.
    pub formula: String,
    /// The formula of its limit.
    #[schema(required = true)]
    pub cap: Option<String>,
    /// Both in words.
    pub words: Vec<WordsLine>,
}

/// A decision table.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TableInfo {
    /// Its name.
    pub name: String,
    /// Where it comes from; empty: not said.
    pub article: String,
    /// The version it was imported from; null: it is this version's own.
    #[schema(required = true)]
    pub of: Option<String>,
    /// Which row counts, and what is tested, in words.
    pub words: Vec<WordsLine>,
    /// Heads of the columns that are tested; what a row gives comes after them.
    pub columns: Vec<String>,
    /// Rows, in order.
    pub rows: Vec<TableRow>,
}

/// A row of a decision table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TableRow {
    /// What is tested, column by column, in words.
    pub tests: Vec<String>,
    /// What it gives, in words.
    pub gives: String,
}

/// A named value that formulas use, from a date on. One that changed over time is listed once per value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ParameterInfo {
    /// 科技人员占比下限.
    pub name: String,
    /// As written: `10%`.
    pub value: String,
    /// 第十一条（四）.
    pub article: String,
    /// The version it was imported from; null: it is this version's own.
    #[schema(required = true)]
    pub of: Option<String>,
    /// Holds from this date; null: from the start.
    #[schema(required = true)]
    pub from: Option<Date>,
    /// Whether it is the value on the as-of date of the notice.
    pub current: bool,
}

/// An embedded test: what it shows and what must come out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TestInfo {
    /// What it shows.
    pub name: String,
    /// At which date.
    pub as_of: Date,
    /// The status that must come out; null: the file names none that there is.
    #[schema(required = true)]
    pub status: Option<Status>,
}
