//! A programme in words: each clause beside what the program tests, so that a clerk who reads no formulas can compare the two.
//! Definitions and parameters are explained where they are first used.

mod glossary;
mod markdown;
mod speaker;
mod tables;
mod terms;

use crate::programme::{Programme, Term};

pub use terms::{READING, relations, validity, windows};

/// A programme in words, part by part, in the order of reading.
#[derive(Clone, Debug)]
pub struct Words {
    /// When it applies at all; empty: always.
    pub applies: Vec<Line>,
    /// What must hold, all of it.
    pub conditions: Vec<Clause>,
    /// The scorecard.
    pub score: Option<Score>,
    /// Which class a subject belongs to.
    pub class: Option<Class>,
    /// What one gets, in money.
    pub amount: Option<Amount>,
    /// Decision tables, imported ones too.
    pub tables: Vec<Table>,
    /// Definitions that nothing above has used.
    pub unused: Vec<Line>,
}

/// A sentence, and what is said below it: the parts of a group, the names that are explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The sentence.
    pub text: String,
    /// What belongs to it.
    pub below: Vec<Line>,
}

/// A condition, or a group of them.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Id within the programme.
    pub id: String,
    /// Article.
    pub article: String,
    /// The clause's own words.
    pub text: String,
    /// Less sure than the document.
    pub likely: bool,
    /// What it asks.
    pub asks: Asks,
}

/// What a condition asks.
#[derive(Clone, Debug)]
pub enum Asks {
    /// What the program tests.
    Test(Vec<Line>),
    /// Who judges.
    Review(String),
    /// How the members combine, and the members.
    Group(String, Vec<Clause>),
}

/// A scorecard.
#[derive(Clone, Debug)]
pub struct Score {
    /// Name of the total.
    pub name: String,
    /// Highest total.
    pub of: String,
    /// What is added up.
    pub items: Vec<ScoreItem>,
}

/// An item of a scorecard.
#[derive(Clone, Debug)]
pub struct ScoreItem {
    /// A definition or table.
    pub name: String,
    /// Highest points.
    pub of: String,
    /// What it is made of.
    pub lines: Vec<Line>,
}

/// How subjects are told apart.
#[derive(Clone, Debug)]
pub struct Class {
    /// The definition or table that says it.
    pub name: String,
    /// What it is made of.
    pub lines: Vec<Line>,
}

/// What one gets, in money.
#[derive(Clone, Debug)]
pub struct Amount {
    /// Every year or once.
    pub term: Term,
    /// Article.
    pub article: String,
    /// The clause's own words.
    pub text: String,
    /// How it is computed, and its limit.
    pub lines: Vec<Line>,
}

/// A decision table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Article.
    pub article: String,
    /// The version it was imported from.
    pub of: Option<String>,
    /// Which row counts, and what the rows are made of.
    pub lines: Vec<Line>,
    /// Heads of the columns that are tested.
    pub columns: Vec<String>,
    /// The rows, in order.
    pub rows: Vec<Row>,
}

/// A row of a decision table.
#[derive(Clone, Debug)]
pub struct Row {
    /// What is tested, column by column.
    pub tests: Vec<String>,
    /// What it gives.
    pub gives: String,
}

/// The programme in words, part by part.
pub fn words(programme: &Programme) -> Words {
    let mut speaker = speaker::Speaker::new(programme);
    let applies = programme.applies.as_ref().map(|test| speaker.test(&test.source));
    Words {
        applies: applies.unwrap_or_default(),
        conditions: programme.conditions.iter().map(|condition| speaker.clause(condition)).collect(),
        score: speaker.score(),
        class: speaker.class(),
        amount: speaker.amount(),
        tables: programme.written.tables.iter().map(|table| speaker.table(table)).collect(),
        unused: speaker.unused(),
    }
}

/// The programme as a clerk proofreads it against the document: Chinese Markdown.
pub fn in_words(programme: &Programme) -> String {
    markdown::write(programme, &words(programme))
}

/// Every year or once, as people say it.
pub fn term(term: Term) -> &'static str {
    match term {
        Term::Yearly => "每年",
        Term::Once => "一次性",
    }
}
