//! Which unknown facts can still change the status: each that does so under some completion of the others, nothing else.
//!
//! A test is probed in two steps. First its unknown facts are completed at random and one at a time is flipped. Then, between two
//! completions with different outcomes, the facts are switched over one by one: where the outcome turns, the test stands at its
//! threshold, and there each fact not yet seen to matter is tried. Every fact listed has changed an outcome before our eyes.
//!
//! Groups are folded exactly: a fact of a child matters to `all` only if every other child can still hold, to `any` only if every
//! other can still fail. Conditions of one group are taken as independent of each other.

mod completion;
mod probe;
mod unknowns;

use jiff::civil::Date;
use language::{Context, Truth};
use vocabulary::{Facts, Kind};

use crate::answer::Missing;
use crate::assess::conditions::period;
use crate::assess::fold;
use crate::programme::{Body, Condition, Group, Programme, Test};

use completion::Completer;
use probe::TestProbe;
use unknowns::{Unknown, unknown_facts};

/// The facts that can still change the status of a programme, most decisive first.
pub fn missing(programme: &Programme, kind: &Kind, facts: &Facts, as_of: Date) -> Vec<Missing> {
    let parameters = programme.parameter_values(as_of);
    let mut probe = Probe { programme, kind, facts, as_of, parameters };
    let mut relevant = Vec::new();
    let mut branches: Vec<Branch> =
        programme.conditions.iter().map(|condition| probe.condition(condition)).collect();
    if let Some(applies) = &programme.applies {
        branches.push(probe.test("适用范围", applies));
    }
    for (unknown, condition) in folded(Group::All, branches).relevant {
        let attribute = kind.get(unknown.attribute).name.clone();
        let period = period(unknown.extent);
        let found =
            relevant.iter_mut().find(|m: &&mut Missing| m.attribute == attribute && m.period == period);
        match found {
            Some(missing) if missing.decides.contains(&condition) => {}
            Some(missing) => missing.decides.push(condition),
            None => relevant.push(Missing { attribute, period, decides: vec![condition] }),
        }
    }
    relevant.sort_by_key(|missing| std::cmp::Reverse(missing.decides.len()));
    relevant
}

/// What a condition can still become, and which unknown facts can make the difference.
struct Branch {
    can_hold: bool,
    can_fail: bool,
    relevant: Vec<(Unknown, String)>,
}

impl Branch {
    fn decided(truth: Truth) -> Self {
        Self { can_hold: truth != Truth::False, can_fail: truth != Truth::True, relevant: Vec::new() }
    }
}

struct Probe<'a> {
    programme: &'a Programme,
    kind: &'a Kind,
    facts: &'a Facts,
    as_of: Date,
    parameters: Vec<language::Value>,
}

impl Probe<'_> {
    fn condition(&mut self, condition: &Condition) -> Branch {
        match &condition.body {
            Body::Test(test) => self.test(&condition.id, test),
            Body::Review(_) => Branch { can_hold: true, can_fail: true, relevant: Vec::new() },
            Body::Group(group, children) => {
                folded(*group, children.iter().map(|child| self.condition(child)).collect())
            }
        }
    }

    fn test(&mut self, id: &str, test: &Test) -> Branch {
        let definitions = &self.programme.definitions.expressions;
        let now = Context::new(self.kind, self.facts, self.as_of, &self.parameters, definitions)
            .eval(&test.expr)
            .truth();
        if now != Truth::Unknown {
            return Branch::decided(now);
        }
        let unknowns = unknown_facts(&test.expr, definitions, self.kind, self.facts, self.as_of);
        let completer = Completer::new(test, definitions, &self.parameters, self.kind, self.as_of);
        let found = TestProbe::new(self, test, unknowns, completer).run();
        Branch {
            can_hold: found.can_hold,
            can_fail: found.can_fail,
            relevant: found.relevant.into_iter().map(|unknown| (unknown, id.to_owned())).collect(),
        }
    }
}

/// Folds what conditions can become. Exact for conditions that share no unknown fact.
fn folded(group: Group, branches: Vec<Branch>) -> Branch {
    let best = branches.iter().map(|branch| Truth::from(branch.can_hold));
    let worst = branches.iter().map(|branch| Truth::from(!branch.can_fail));
    let can_hold = fold(group, &mut best.collect::<Vec<_>>().into_iter()) == Truth::True;
    let can_fail = fold(group, &mut worst.collect::<Vec<_>>().into_iter()) == Truth::False;
    let relevant = if can_hold && can_fail {
        // With both outcomes open, every open child is decisive under some completion of the others.
        branches.into_iter().filter(|b| b.can_hold && b.can_fail).flat_map(|b| b.relevant).collect()
    } else {
        Vec::new()
    };
    Branch { can_hold, can_fail, relevant }
}
