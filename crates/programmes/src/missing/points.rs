//! The truths of tests at completions of the unknown facts they read. A completion is a point: for each fact the position of the
//! value it is given. Each point is evaluated once; on the way from one to the next only what the changed facts reach is evaluated.

use std::collections::HashMap;

use language::eval::Memo;
use language::{Expr, Truth};
use num_traits::Zero;
use vocabulary::fact::Cell;
use vocabulary::{Datum, Facts, Number};

use super::choices::{Choice, is_number};
use super::threshold::{Comparison, apart, comparisons, root};
use super::unknowns::{Scene, Unknown};

/// An unknown fact and the values tried for it.
pub(super) struct Variable {
    pub(super) unknown: Unknown,
    pub(super) choices: Vec<Choice>,
    /// More of it may help as well as harm.
    pub(super) mixed: bool,
    /// Positions of the definitions that read it.
    pub(super) definitions: Vec<usize>,
}

/// The facts on which completions are tried, and the evaluations that may still be made, in readings of a record.
pub(super) struct Trial {
    pub(super) facts: Facts,
    pub(super) left: usize,
    /// What one evaluation costs.
    pub(super) each: usize,
}

impl Trial {
    fn take(&mut self) {
        self.left = self.left.saturating_sub(self.each);
    }

    pub(super) fn is_over(&self) -> bool {
        self.left < self.each
    }
}

/// Position among the values of a fact.
pub(super) type ChoiceId = u16;

/// By fact: its value.
type Point = Box<[ChoiceId]>;

/// Stands for a value that is none of those tried.
const ELSEWHERE: ChoiceId = ChoiceId::MAX;

pub(super) struct Points<'s, 'p> {
    scene: Scene<'p>,
    tests: Vec<&'p Expr>,
    variables: Vec<&'s Variable>,
    /// By fact: which tests read it.
    pub(super) readers: Vec<Vec<usize>>,
    /// By fact: the values tried, and behind them those solved for.
    pools: Vec<Vec<Choice>>,
    comparisons: Vec<Option<Vec<Comparison<'p>>>>,
    /// The point at which the facts stand, the truths of the tests there, and which of these are to be looked at anew.
    stated: Vec<ChoiceId>,
    truths: Vec<Truth>,
    stale: Vec<bool>,
    /// Definitions evaluated where the facts stand.
    memo: Memo,
    /// By point: position in `seen`.
    known: HashMap<Point, usize>,
    /// Truths that the tests take together.
    pub(super) seen: Vec<Vec<Truth>>,
    /// By test, fact and point: the values at which a comparison turns.
    solved: HashMap<(usize, usize, Point), Vec<ChoiceId>>,
}

impl<'s, 'p> Points<'s, 'p> {
    pub(super) fn new(
        scene: Scene<'p>,
        tests: Vec<&'p Expr>,
        variables: Vec<&'s Variable>,
        readers: Vec<Vec<usize>>,
    ) -> Self {
        Self {
            scene,
            comparisons: tests.iter().map(|_| None).collect(),
            pools: variables.iter().map(|variable| variable.choices.clone()).collect(),
            stated: vec![ELSEWHERE; variables.len()],
            truths: vec![Truth::Unknown; tests.len()],
            stale: vec![true; tests.len()],
            memo: Memo::default(),
            known: HashMap::new(),
            seen: Vec::new(),
            solved: HashMap::new(),
            tests,
            variables,
            readers,
        }
    }

    /// Position in [`Self::seen`] of the truths at a point.
    pub(super) fn at(&mut self, point: &[ChoiceId], trial: &mut Trial) -> usize {
        if let Some(at) = self.known.get(point) {
            return *at;
        }
        self.state(point, trial);
        let context = self.scene.resumed(&trial.facts, std::mem::take(&mut self.memo));
        for ((test, truth), stale) in self.tests.iter().zip(&mut self.truths).zip(&mut self.stale) {
            if std::mem::take(stale) {
                trial.left = trial.left.saturating_sub(trial.each);
                *truth = context.eval(test).truth();
            }
        }
        self.memo = context.into_memo();
        let found = self.seen.iter().position(|seen| *seen == self.truths);
        let at = found.unwrap_or_else(|| {
            self.seen.push(self.truths.clone());
            self.seen.len() - 1
        });
        self.known.insert(point.into(), at);
        at
    }

    /// How many values are tried for a fact before any are solved for.
    pub(super) fn count(&self, v: usize) -> usize {
        self.variables[v].choices.len()
    }

    pub(super) fn is_mixed(&self, v: usize) -> bool {
        self.variables[v].mixed
    }

    /// Values of a fact at which a comparison of a test turns here, and a little beside.
    pub(super) fn thresholds(
        &mut self,
        point: &[ChoiceId],
        v: usize,
        test: usize,
        trial: &mut Trial,
    ) -> Vec<ChoiceId> {
        if !is_number(self.variables[v].unknown, self.scene) {
            return Vec::new();
        }
        let key = (test, v, point.into());
        if let Some(solved) = self.solved.get(&key) {
            return solved.clone();
        }
        let solved = self.solve(point, v, test, trial);
        self.solved.insert(key, solved.clone());
        solved
    }

    fn solve(&mut self, point: &[ChoiceId], v: usize, test: usize, trial: &mut Trial) -> Vec<ChoiceId> {
        let variable = self.variables[v];
        let comparisons =
            self.comparisons[test].get_or_insert_with(|| comparisons(self.tests[test], self.scene));
        let reading = comparisons.iter().filter(|comparison| comparison.reads.contains(&variable.unknown));
        let sides: Vec<_> = reading.map(|comparison| comparison.sides).collect();
        if sides.is_empty() {
            return Vec::new();
        }
        let here = match self.pools[v].get(usize::from(point[v])) {
            Some(Choice::Value(Datum::Number(number))) if !number.is_zero() => *number,
            _ => Number::from_integer(1),
        };
        self.state(point, trial);
        let points = [here, here * Number::from_integer(2), here * Number::from_integer(3)];
        let columns = points.map(|number| {
            trial.take();
            self.set(v, &Choice::Value(Datum::Number(number)), &mut trial.facts);
            let context = self.scene.resumed(&trial.facts, std::mem::take(&mut self.memo));
            let column: Vec<Option<Number>> = sides.iter().map(|sides| apart(&context, *sides)).collect();
            self.memo = context.into_memo();
            column
        });
        self.stated[v] = ELSEWHERE;
        let signed = self.scene.kind.get(variable.unknown.attribute).signed;
        let mut out: Vec<ChoiceId> = Vec::new();
        let [first, second, third] = columns;
        for ((a, b), c) in first.into_iter().zip(second).zip(third) {
            let (Some(a), Some(b), Some(c)) = (a, b, c) else { continue };
            let Some(found) = root([(points[0], a), (points[1], b), (points[2], c)]) else { continue };
            for value in [found, found * Number::new(999, 1000), found * Number::new(1001, 1000)] {
                if signed || *value.numer() >= 0 {
                    let id = self.pooled(v, Choice::Value(Datum::Number(value)));
                    if !out.contains(&id) {
                        out.push(id);
                    }
                }
            }
        }
        out
    }

    /// Makes the facts again what they were.
    pub(super) fn leave(&mut self, trial: &mut Trial, known: &Facts) {
        for variable in &self.variables {
            trial.facts.copy_attribute(variable.unknown.attribute, known);
        }
        self.stated.fill(ELSEWHERE);
        self.stale.fill(true);
        self.memo = Memo::default();
    }

    /// Position of a value, added where it is new.
    fn pooled(&mut self, v: usize, choice: Choice) -> ChoiceId {
        let pool = &mut self.pools[v];
        let at = pool.iter().position(|other| *other == choice).unwrap_or_else(|| {
            pool.push(choice);
            pool.len() - 1
        });
        ChoiceId::try_from(at).unwrap_or(0)
    }

    /// States the facts of a point, where they stand otherwise.
    fn state(&mut self, point: &[ChoiceId], trial: &mut Trial) {
        for (v, id) in point.iter().enumerate() {
            if self.stated[v] != *id
                && let Some(choice) = self.pools[v].get(usize::from(*id)).cloned()
            {
                self.set(v, &choice, &mut trial.facts);
                self.stated[v] = *id;
            }
        }
    }

    /// States one fact, and forgets what rested on it.
    fn set(&mut self, v: usize, choice: &Choice, facts: &mut Facts) {
        let variable = self.variables[v];
        set(facts, variable.unknown, choice);
        variable.definitions.iter().for_each(|at| self.memo.forget(*at));
        self.readers[v].iter().for_each(|test| self.stale[*test] = true);
    }

    /// What evaluating all tests once costs, in parts of expressions and readings of records.
    pub(super) fn weight(&self, trial: &Trial) -> usize {
        let mut parts = 0;
        for test in &self.tests {
            super::threshold::through(test, self.scene, &mut |_| parts += 1);
        }
        parts + self.tests.len() * trial.each
    }
}

/// States a fact.
pub(super) fn set(facts: &mut Facts, unknown: Unknown, choice: &Choice) {
    match choice {
        Choice::List(list) => facts.set_list(unknown.attribute, (**list).clone()),
        Choice::Value(datum) => unknown.state(facts, Cell::known(datum.clone())),
    }
}
