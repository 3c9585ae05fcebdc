//! What a rule looks at: one programme, its file, the library around it.

use jiff::civil::Date;
use language::{Context, Value};
use vocabulary::yaml::{Node, Position};
use vocabulary::{Facts, Kind};

use super::{FairCompetition, LintContext, written};
use crate::library::Library;
use crate::programme::{Body, Condition, Group, Programme};

/// Most days on which a programme is looked at, one for each set of parameters.
const MAX_REGIMES: usize = 16;

pub(crate) struct Subject<'a> {
    pub(super) programme: &'a Programme,
    pub(super) library: &'a Library,
    pub(super) kind: &'a Kind,
    pub(super) as_of: Date,
    pub(super) fair_competition: Option<&'a FairCompetition>,
    pub(super) root: &'a Node,
    /// Facts of a subject of which nothing is known.
    pub(super) nothing: Facts,
}

impl<'a> Subject<'a> {
    pub(super) fn new(
        programme: &'a Programme,
        library: &'a Library,
        with: &LintContext<'a>,
    ) -> Option<Self> {
        Some(Self {
            programme,
            library,
            kind: &programme.subject,
            as_of: with.as_of,
            fair_competition: with.fair_competition,
            root: programme.written.root.as_deref()?,
            nothing: Facts::empty(&programme.subject),
        })
    }

    /// Where the programme says its id: the place of what is missing.
    pub(super) fn top(&self) -> Position {
        self.at("id")
    }

    /// Where the value of a key of the file stands.
    pub(super) fn at(&self, key: &str) -> Position {
        written::field(self.root, key).map_or(self.root.at, |node| node.at)
    }

    /// Whether the file says something under a key.
    pub(super) fn says(&self, key: &str) -> bool {
        written::field(self.root, key).is_some_and(|node| {
            let mut texts = Vec::new();
            written::texts(node, &mut texts);
            !texts.is_empty()
        })
    }

    /// Where a condition stands: its test, its review or its id.
    pub(super) fn condition_at(&self, condition: &Condition) -> Position {
        let Some(node) = written::condition(self.root, &condition.id) else { return self.top() };
        let place = ["test", "review", "id"].iter().find_map(|key| written::field(node, key));
        place.map_or(node.at, |node| node.at)
    }

    /// A day in force for every set of parameters that counts within the programme's validity, earliest first.
    pub(super) fn regimes(&self) -> Vec<Date> {
        let programme = self.programme;
        let first = programme.from.or(programme.until).unwrap_or(self.as_of);
        let changes = programme.parameters.iter().flat_map(|parameter| parameter.values.iter());
        let mut days: Vec<Date> =
            changes.filter_map(|value| value.from).filter(|day| programme.in_force(*day)).collect();
        days.push(if programme.in_force(self.as_of) { self.as_of } else { first });
        days.sort();
        days.dedup();
        days.truncate(MAX_REGIMES);
        days
    }

    /// Evaluates with no facts at all: what an expression is bounded by in any case.
    pub(super) fn without_facts<'c>(&'c self, day: Date, parameters: &'c [Value]) -> Context<'c> {
        Context::new(self.kind, &self.nothing, day, parameters, &self.programme.definitions.expressions)
    }

    /// The conditions that must all hold, groups of `all` opened.
    pub(super) fn conjuncts(&self) -> Vec<&'a Condition> {
        fn open<'c>(conditions: &'c [Condition], out: &mut Vec<&'c Condition>) {
            for condition in conditions {
                match &condition.body {
                    Body::Group(Group::All, children) => open(children, out),
                    _ => out.push(condition),
                }
            }
        }
        let mut out = Vec::new();
        open(&self.programme.conditions, &mut out);
        out
    }
}
