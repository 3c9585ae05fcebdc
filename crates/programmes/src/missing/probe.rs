//! Probing one test: which of its unknown facts change the outcome under some completion of the others.

use language::eval::Extent;
use language::{Context, Truth};
use vocabulary::fact::{Cell, Stated};
use vocabulary::{Facts, Lookup};

use super::Probe;
use super::completion::Completer;
use super::unknowns::Unknown;
use crate::programme::Test;

/// Random completions tried at most.
const COMPLETIONS: usize = 96;
/// Walks between two completions of different outcome tried at most.
const WALKS: usize = 240;
/// Completions in a row that show nothing new before the search goes on to walks.
const STALE_COMPLETIONS: usize = 12;
/// Walks in a row that show nothing new before the search ends: what matters little in a score is found late.
const STALE_WALKS: usize = 32;
/// Values of one fact tried in one place.
const FLIPS: usize = 6;
/// One completion in so many takes the place of one that was kept.
const RENEWAL: u32 = 16;
/// Completions kept of each outcome.
const KEPT: usize = 6;
/// Work that one test may cost, in readings of a record: well under a second. A list of tens of thousands of records is read anew in
/// each evaluation, so fewer evaluations can be afforded.
const WORK: usize = 1_000_000;
/// What one evaluation costs beside the records it reads.
const EVALUATION: usize = 20;

/// What probing a test found.
pub(super) struct Found {
    pub(super) can_hold: bool,
    pub(super) can_fail: bool,
    pub(super) relevant: Vec<Unknown>,
}

pub(super) struct TestProbe<'p, 'a> {
    probe: &'p Probe<'a>,
    test: &'p Test,
    unknowns: Vec<Unknown>,
    completer: Completer<'p>,
    matters: Vec<bool>,
    /// By outcome: 否, 未知 (an expert decides), 是.
    kept: [Vec<Facts>; 3],
    evaluations: usize,
}

impl<'p, 'a> TestProbe<'p, 'a> {
    pub(super) fn new(
        probe: &'p Probe<'a>,
        test: &'p Test,
        unknowns: Vec<Unknown>,
        completer: Completer<'p>,
    ) -> Self {
        let lists = probe.kind.iter().filter_map(|(id, _)| probe.facts.list(id));
        let records: usize = lists.map(|list| list.items.len()).sum();
        let matters = vec![false; unknowns.len()];
        let evaluations = WORK / (EVALUATION + records);
        Self { probe, test, unknowns, completer, matters, kept: Default::default(), evaluations }
    }

    pub(super) fn run(mut self) -> Found {
        if self.unknowns.is_empty() {
            // An expert's interval: no fact can settle it.
            return Found { can_hold: true, can_fail: true, relevant: Vec::new() };
        }
        self.complete_at_random();
        self.walk_between_outcomes();
        let [failed, open, held] = &self.kept;
        // Still unknown with all facts: an expert decides, either way.
        let can_hold = !held.is_empty() || !open.is_empty();
        let can_fail = !failed.is_empty() || !open.is_empty();
        // Where the work was cut short, asking for too much is the lesser fault.
        let cut_short = self.evaluations == 0;
        let relevant = self.unknowns.iter().zip(&self.matters).filter(|(_, matters)| **matters || cut_short);
        let relevant = relevant.map(|(unknown, _)| *unknown).collect();
        Found { can_hold: can_hold || cut_short, can_fail: can_fail || cut_short, relevant }
    }

    fn complete_at_random(&mut self) {
        let mut facts = self.probe.facts.clone();
        let mut stale = 0;
        for _ in 0..COMPLETIONS {
            let before = self.seen();
            for at in 0..self.unknowns.len() {
                self.completer.complete(&mut facts, self.probe.facts, self.unknowns[at]);
            }
            let outcome = self.outcome(&facts);
            self.try_each(&mut facts, outcome);
            stale = if self.seen() == before { stale + 1 } else { 0 };
            // As long as there is but one outcome there is nothing to walk between.
            if stale >= STALE_COMPLETIONS && self.outcomes() >= 2 || self.is_done() {
                return;
            }
        }
    }

    /// Flips, one at a time, each fact that has not been seen to matter.
    fn try_each(&mut self, facts: &mut Facts, outcome: Truth) {
        for at in 0..self.unknowns.len() {
            if self.matters[at] {
                continue;
            }
            let unknown = self.unknowns[at];
            let mut original = Facts::empty(self.probe.kind);
            original.copy_attribute(unknown.attribute, facts);
            for _ in 0..FLIPS {
                self.completer.complete(facts, self.probe.facts, unknown);
                if self.outcome(facts) != outcome {
                    self.matters[at] = true;
                    break;
                }
            }
            facts.copy_attribute(unknown.attribute, &original);
        }
    }

    fn walk_between_outcomes(&mut self) {
        let mut stale = 0;
        for _ in 0..WALKS {
            if stale >= STALE_WALKS || self.is_done() {
                return;
            }
            let before = self.seen();
            let Some((from, to)) = self.two_outcomes() else { return };
            self.walk(from, &to);
            stale = if self.seen() == before { stale + 1 } else { 0 };
        }
    }

    /// Switches the facts of `facts` over to those of `to` in random order; where the outcome turns, tries the others there.
    fn walk(&mut self, mut facts: Facts, to: &Facts) {
        let mut outcome = self.outcome(&facts);
        for at in self.completer.order(self.unknowns.len()) {
            let mut last = Facts::empty(self.probe.kind);
            last.copy_attribute(self.unknowns[at].attribute, &facts);
            transfer(&mut facts, to, self.unknowns[at]);
            let now = self.outcome(&facts);
            if now == outcome {
                continue;
            }
            self.matters[at] = true;
            self.try_each(&mut facts, now);
            // The other side of the threshold as well.
            let mut other_side = facts.clone();
            other_side.copy_attribute(self.unknowns[at].attribute, &last);
            self.try_each(&mut other_side, outcome);
            outcome = now;
        }
    }

    fn two_outcomes(&mut self) -> Option<(Facts, Facts)> {
        let present: Vec<usize> = (0..3).filter(|at| !self.kept[*at].is_empty()).collect();
        let (first, second) = self.completer.two_of(&present)?;
        let from = self.completer.one_of(&self.kept[first])?.clone();
        Some((from, self.completer.one_of(&self.kept[second])?.clone()))
    }

    fn outcome(&mut self, facts: &Facts) -> Truth {
        if self.evaluations == 0 {
            return Truth::Unknown;
        }
        self.evaluations -= 1;
        let probe = self.probe;
        let definitions = &probe.programme.definitions.expressions;
        let context = Context::new(probe.kind, facts, probe.as_of, &probe.parameters, definitions);
        let truth = context.eval(&self.test.expr).truth();
        let kept = &mut self.kept[truth as usize];
        if kept.len() < KEPT {
            kept.push(facts.clone());
        } else if self.completer.one_in(RENEWAL) {
            // Others than the first ones are kept too, lest all walks go between the same few places.
            let at = self.evaluations % KEPT;
            kept[at].clone_from(facts);
        }
        truth
    }

    fn outcomes(&self) -> usize {
        self.kept.iter().filter(|kept| !kept.is_empty()).count()
    }

    fn seen(&self) -> (usize, usize) {
        (self.matters.iter().filter(|matters| **matters).count(), self.outcomes())
    }

    fn is_done(&self) -> bool {
        let all_matter = self.matters.iter().all(|matters| *matters);
        self.evaluations == 0 || all_matter && self.outcomes() >= 2
    }
}

/// States one fact as another completion does.
fn transfer(facts: &mut Facts, from: &Facts, unknown: Unknown) {
    match unknown.extent {
        Extent::Year(year) => {
            let stated = match from.yearly(unknown.attribute, year) {
                Lookup::Known(datum, _) => Stated::Known(datum.clone()),
                Lookup::Absent(_) => Stated::Absent,
                Lookup::Unknown => Stated::Unknown,
            };
            facts.set_yearly(unknown.attribute, year, Cell { stated, provenance: None });
        }
        _ => facts.copy_attribute(unknown.attribute, from),
    }
}
