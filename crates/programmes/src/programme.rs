//! A programme, typed and ready to assess.

mod terms;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use language::ir::Node as Formula;
use language::{Expr, Value};
use vocabulary::Kind;
use vocabulary::kind::AttributeId;
use vocabulary::yaml::Node;

use crate::document::{Document, RawTest};

pub use terms::{Amount, Cap, Delegate, Term, Title, Transition, Window, WindowDay};

/// A programme version.
#[derive(Clone, Debug)]
pub struct Programme {
    /// Version id, such as `cn.hnte.2016`.
    pub id: String,
    /// Family id, such as `cn.hnte`.
    pub family: String,
    /// What people call it.
    pub name: String,
    /// Kind of the applicant.
    pub kind: String,
    /// That kind, with the attributes of the subjects in other roles beside its own.
    pub subject: Arc<Kind>,
    /// Other subjects: role and id of its kind.
    pub roles: Vec<(String, String)>,
    /// Who issued it.
    pub authority: String,
    /// Title and number of the document.
    pub document: String,
    /// Where it is in force.
    pub territory: String,
    /// `certain` or `likely`.
    pub confidence: String,
    /// First day in force, where known.
    pub from: Option<Date>,
    /// Last day in force, where known.
    pub until: Option<Date>,
    /// Version ids it replaces.
    pub replaces: Vec<String>,
    /// Purposes for which it goes on after another version has replaced it.
    pub transition: Vec<Transition>,
    /// Purposes for which another version still stands in its place.
    pub deferred: Vec<Transition>,
    /// When one can apply; empty: not known.
    pub windows: Vec<Window>,
    /// Version ids whose parameters, definitions and tables it uses.
    pub imports: Vec<String>,
    /// Dated, cited figures.
    pub parameters: Vec<Parameter>,
    /// Named formulas and tables, by position.
    pub definitions: Definitions,
    /// The scorecard.
    pub score: Option<Scorecard>,
    /// Position of the definition that says which class a subject belongs to.
    pub class: Option<usize>,
    /// What one gets, in money.
    pub amount: Option<Amount>,
    /// Groups of programmes of which one counts (就高不重复).
    pub exclusive: Vec<String>,
    /// Groups of programmes whose amounts together are limited.
    pub caps: Vec<Cap>,
    /// Families that it adds to.
    pub tops_up: Vec<String>,
    /// The title that one then holds.
    pub grants: Option<Title>,
    /// Families that come next on the cultivation path.
    pub next: Vec<String>,
    /// What a lower layer may fill in.
    pub delegates: Vec<Delegate>,
    /// Id of the file of a lower layer that filled it in here.
    pub filled_by: Option<String>,
    /// When the programme applies at all.
    pub applies: Option<Test>,
    /// The conditions, all of which must hold.
    pub conditions: Vec<Condition>,
    /// What one gets, in words.
    pub benefits: Vec<String>,
    /// How long a recognition lasts, in words.
    pub validity: Option<String>,
    /// What to hand in.
    pub evidence: Vec<String>,
    /// Where one applies.
    pub channel: Option<String>,
    /// Whom one asks.
    pub contact: Option<String>,
    /// What a reader should know.
    pub notes: Vec<String>,
    /// File it was read from.
    pub path: String,
    /// As it was written, with positions.
    pub written: Arc<Document>,
    pub(crate) base: Option<Node>,
    pub(crate) tests: Vec<RawTest>,
}

impl Programme {
    /// Whether this version is in force on a day. An unknown bound is taken as open.
    pub fn in_force(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether this version is the one for a purpose (申请类型; none: not a review) on a day.
    pub fn in_force_for(&self, purpose: Option<&str>, day: Date) -> bool {
        let concerns = |transition: &&Transition| Some(transition.purpose.as_str()) == purpose;
        if self.deferred.iter().filter(concerns).any(|transition| day <= transition.until) {
            return false;
        }
        let goes_on = self.transition.iter().filter(concerns).any(|transition| day <= transition.until);
        self.in_force(day) || goes_on && self.from.is_none_or(|from| from <= day)
    }

    /// First two, four or six digits of the region where it is in force; `None`: everywhere.
    pub fn region(&self) -> Option<&str> {
        terms::region_of(&self.territory)
    }

    /// The parameters' values on a day.
    pub fn parameter_values(&self, day: Date) -> Vec<Value> {
        self.parameters.iter().map(|parameter| parameter.on(day).value.clone()).collect()
    }

    /// The attributes that any of its formulas looks at, each once, in order; those, too, that say since when there can be figures.
    pub fn attributes(&self) -> BTreeSet<AttributeId> {
        let tests = self.tests().map(|(_, test)| &test.expr);
        let formulas =
            tests.chain(self.applies.as_ref().map(|test| &test.expr)).chain(&self.definitions.expressions);
        let mut out = BTreeSet::new();
        for formula in formulas {
            formula.walk(&mut |node| match node.node {
                Formula::Plain(id) | Formula::Yearly(id, _) | Formula::Series(id, _) | Formula::List(id) => {
                    out.insert(id);
                    out.extend(self.subject.get(id).born);
                }
                _ => {}
            });
        }
        out
    }

    /// All tests with the conditions they belong to, depth first.
    pub fn tests(&self) -> impl Iterator<Item = (&Condition, &Test)> {
        fn collect<'p>(conditions: &'p [Condition], out: &mut Vec<(&'p Condition, &'p Test)>) {
            for condition in conditions {
                match &condition.body {
                    Body::Test(test) => out.push((condition, test)),
                    Body::Review(_) => {}
                    Body::Group(_, children) => collect(children, out),
                }
            }
        }
        let mut out = Vec::new();
        collect(&self.conditions, &mut out);
        out.into_iter()
    }
}

/// A dated, cited figure.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where it comes from.
    pub article: String,
    /// The version it was imported from.
    pub of: Option<String>,
    /// Values over time, oldest first; never empty.
    pub values: Vec<ParameterValue>,
}

/// A value of a parameter from a day on.
#[derive(Clone, Debug)]
pub struct ParameterValue {
    /// From which day; unknown: from the start.
    pub from: Option<Date>,
    /// The value.
    pub value: Value,
    /// As written: `10%`, `5000万元`; `未知` where nobody has said it.
    pub written: String,
}

impl Parameter {
    /// The value on a day: the latest that has begun, else the first.
    pub fn on(&self, day: Date) -> &ParameterValue {
        let begun = self.values.iter().rev().find(|value| value.from.is_none_or(|from| from <= day));
        begun.unwrap_or(&self.values[0])
    }
}

/// Named formulas and tables: three parallel columns, by position.
#[derive(Clone, Debug, Default)]
pub struct Definitions {
    /// Names.
    pub names: Vec<String>,
    /// Texts that the expressions were parsed from.
    pub sources: Vec<String>,
    /// The expressions.
    pub expressions: Vec<Expr>,
}

impl Definitions {
    /// Position of a name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other == name)
    }
}

/// A scorecard.
#[derive(Clone, Debug)]
pub struct Scorecard {
    /// Position of the total among the definitions.
    pub total: usize,
    /// Highest total, as written.
    pub of: i64,
    /// Items.
    pub items: Vec<ScoreItem>,
}

/// An item of a scorecard.
#[derive(Clone, Debug)]
pub struct ScoreItem {
    /// Position among the definitions.
    pub definition: usize,
    /// Highest points.
    pub of: i64,
}

/// A condition or a group of conditions.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Its id, unique in the programme.
    pub id: String,
    /// Article.
    pub article: String,
    /// The clause's own words.
    pub text: String,
    /// `likely` where the clause is less sure than the document.
    pub confidence: Option<String>,
    /// What it asks.
    pub body: Body,
}

/// What a condition asks.
#[derive(Clone, Debug)]
pub enum Body {
    /// An expression.
    Test(Test),
    /// Left to people, says to whom: always unknown.
    Review(String),
    /// A group.
    Group(Group, Vec<Condition>),
}

/// How a group folds its conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// All of them.
    All,
    /// One of them.
    Any,
    /// So many of them.
    AtLeast(usize),
}

/// A typed test and the text it was parsed from.
#[derive(Clone, Debug)]
pub struct Test {
    /// The text.
    pub source: String,
    /// The expression, of type 是否.
    pub expr: Expr,
}
