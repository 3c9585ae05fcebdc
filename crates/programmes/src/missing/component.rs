//! Tests that share unknown facts, explored together: which truths they can take at once, and which of these lie one fact apart.
//!
//! The search starts where the tests hold, as far as hints lead there, and tries each fact. What does not show there is tried along
//! walks to where tests fail: at each turn of a test the other facts are tried on both sides. Last, small components are gone
//! through completely, so that what has not shown then does not exist; large ones are probed at random.

use language::{Expr, Truth};
use num_traits::Zero;
use rand::seq::{IndexedRandom, SliceRandom};
use rand_chacha::ChaCha8Rng;
use vocabulary::fact::Cell;
use vocabulary::{Datum, Facts, Number};

use super::choices::{Choice, is_number};
use super::threshold::{apart, comparisons, root};
use super::tree::Leaf;
use super::unknowns::{Scene, Unknown};
use language::eval::Extent;

/// Rounds of improving one fact after another towards a completion in which the tests hold.
const ROUNDS: usize = 3;
/// Walks from such a completion to where a test fails.
const WALKS: usize = 6;
/// Completions of a component that are gone through one by one.
const GRID: usize = 4096;
/// Random completions of a component too large for that.
const PROBES: usize = 40;

/// An unknown fact and the values tried for it.
pub(super) struct Variable {
    pub(super) unknown: Unknown,
    pub(super) choices: Vec<Choice>,
}

/// Two sets of truths that lie one fact apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    /// Position among the component's facts.
    pub(super) variable: usize,
    /// Positions in [`Component::seen`].
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Evaluations that may still be made, in readings of a record.
pub(super) struct Work {
    pub(super) left: usize,
    /// What one evaluation costs.
    pub(super) each: usize,
}

impl Work {
    /// Takes one evaluation; `false` where none is left.
    fn take(&mut self) -> bool {
        match self.left.checked_sub(self.each) {
            Some(left) => {
                self.left = left;
                true
            }
            None => {
                self.left = 0;
                false
            }
        }
    }

    pub(super) fn is_over(&self) -> bool {
        self.left < self.each
    }
}

pub(super) struct Component<'s, 'p> {
    scene: Scene<'p>,
    /// Positions of its tests and facts in the whole.
    pub(super) leaves: Vec<usize>,
    pub(super) members: Vec<usize>,
    tests: Vec<&'p Expr>,
    variables: Vec<&'s Variable>,
    /// By fact: which tests read it.
    readers: Vec<Vec<usize>>,
    comparisons: Vec<Option<Vec<(&'p Expr, &'p Expr)>>>,
    now: Vec<Choice>,
    truths: Vec<Truth>,
    at: usize,
    /// Truths that the tests take together.
    pub(super) seen: Vec<Vec<Truth>>,
    pub(super) edges: Vec<Edge>,
    /// By fact and test: an edge turns the test.
    shown: Vec<Vec<bool>>,
}

impl<'s, 'p> Component<'s, 'p> {
    pub(super) fn new(
        scene: Scene<'p>,
        leaves: Vec<usize>,
        members: Vec<usize>,
        all_leaves: &[Leaf<'p>],
        all: &'s [Variable],
    ) -> Self {
        let tests: Vec<&Expr> =
            leaves.iter().filter_map(|at| all_leaves.get(*at)).map(|leaf| &leaf.test.expr).collect();
        let variables: Vec<&Variable> = members.iter().filter_map(|at| all.get(*at)).collect();
        let readers: Vec<Vec<usize>> = members
            .iter()
            .map(|member| (0..leaves.len()).filter(|l| all_leaves[leaves[*l]].reads.contains(member)).collect())
            .collect();
        Self {
            scene,
            comparisons: vec![None; tests.len()],
            now: Vec::new(),
            truths: vec![Truth::Unknown; tests.len()],
            at: 0,
            seen: Vec::new(),
            edges: Vec::new(),
            shown: vec![vec![false; tests.len()]; variables.len()],
            leaves,
            members,
            tests,
            variables,
            readers,
        }
    }

    /// Facts that have not yet been seen to turn a test that reads them.
    pub(super) fn is_complete(&self) -> bool {
        (self.shown.iter().zip(&self.readers)).all(|(shown, readers)| readers.iter().all(|leaf| shown[*leaf]))
    }

    /// Whether a fact has turned any test so far.
    pub(super) fn has_shown(&self, variable: usize) -> bool {
        self.edges.iter().any(|edge| edge.variable == variable)
    }

    /// Looks where hints lead.
    pub(super) fn look(&mut self, facts: &mut Facts, low: bool, random: &mut ChaCha8Rng, work: &mut Work) {
        self.start(facts, 0, work);
        self.improve(facts, true, work);
        self.try_all(facts, None, work);
        if low {
            let best = self.now.clone();
            self.start(facts, 1, work);
            self.improve(facts, false, work);
            self.try_all(facts, None, work);
            self.move_to(facts, &best, work);
        }
        let best = self.now.clone();
        for leaf in 0..self.tests.len() {
            for walk in 0..WALKS {
                let mut order: Vec<usize> =
                    (0..self.variables.len()).filter(|v| self.readers[*v].contains(&leaf)).collect();
                if order.iter().all(|variable| self.shown[*variable][leaf]) || work.is_over() {
                    break;
                }
                match walk {
                    0 => {}
                    1 => order.reverse(),
                    _ => order.shuffle(random),
                }
                self.walk(facts, leaf, &order, walk, work);
                self.move_to(facts, &best, work);
            }
        }
    }

    /// Goes through all completions, where these are few, or probes some at random. `false`: what has not shown may still exist.
    pub(super) fn go_through(&mut self, facts: &mut Facts, random: &mut ChaCha8Rng, work: &mut Work) -> bool {
        let product = self.variables.iter().try_fold(1usize, |product, variable| {
            product.checked_mul(variable.choices.len().max(1)).filter(|product| *product <= GRID)
        });
        match product {
            Some(product) if product * work.each <= work.left => {
                self.grid(facts, product, work);
                true
            }
            _ => {
                for probe in 0..PROBES {
                    if self.is_complete() || work.is_over() {
                        break;
                    }
                    let point: Vec<Choice> = (self.variables.iter())
                        .filter_map(|variable| variable.choices.choose(random).cloned())
                        .collect();
                    self.move_to(facts, &point, work);
                    for leaf in 0..self.tests.len() {
                        let mut order: Vec<usize> =
                            (0..self.variables.len()).filter(|v| self.readers[*v].contains(&leaf)).collect();
                        order.shuffle(random);
                        self.walk(facts, leaf, &order, probe, work);
                    }
                }
                self.is_complete()
            }
        }
    }

    /// All completions; those that differ in one fact are compared.
    fn grid(&mut self, facts: &mut Facts, product: usize, work: &mut Work) {
        let sizes: Vec<usize> = self.variables.iter().map(|variable| variable.choices.len()).collect();
        let mut found: Vec<usize> = Vec::with_capacity(product);
        for number in 0..product {
            let mut rest = number;
            let mut changed = false;
            let mut turned = vec![false; self.tests.len()];
            for (v, size) in sizes.iter().enumerate() {
                let choice = self.variables[v].choices[rest % size].clone();
                rest /= size;
                if self.now[v] != choice {
                    self.put(facts, v, choice);
                    self.readers[v].iter().for_each(|leaf| turned[*leaf] = true);
                    changed = true;
                }
            }
            if changed {
                self.evaluate(facts, |leaf| turned[leaf], work);
            }
            found.push(self.at);
        }
        let mut stride = 1;
        for (v, size) in sizes.iter().enumerate() {
            for (number, from) in found.iter().enumerate() {
                if number / stride % size != 0 {
                    continue;
                }
                let line: Vec<usize> =
                    (0..*size).filter_map(|k| found.get(number + k * stride)).copied().collect();
                debug_assert_eq!(line.first(), Some(from));
                for (k, from) in line.iter().enumerate() {
                    line[..k].iter().for_each(|to| self.edge(v, *from, *to));
                }
            }
            stride *= size;
        }
    }

    fn start(&mut self, facts: &mut Facts, which: usize, work: &mut Work) {
        let point: Vec<Choice> = (self.variables.iter())
            .filter_map(|variable| variable.choices.get(which).or(variable.choices.first()).cloned())
            .collect();
        if self.now.is_empty() {
            self.now.clone_from(&point);
            for (v, choice) in point.into_iter().enumerate() {
                self.put(facts, v, choice);
            }
            self.evaluate(facts, |_| true, work);
        } else {
            self.move_to(facts, &point, work);
        }
    }

    /// Changes one fact after another so that more tests hold (or fail).
    fn improve(&mut self, facts: &mut Facts, up: bool, work: &mut Work) {
        let rank = |truths: &[Truth]| -> usize {
            truths.iter().map(|t| if up { *t as usize } else { 2 - *t as usize }).sum()
        };
        let goal = if up { Truth::True } else { Truth::False };
        for _ in 0..ROUNDS {
            let before = rank(&self.truths);
            for leaf in 0..self.tests.len() {
                for v in 0..self.variables.len() {
                    if self.truths[leaf] == goal || work.is_over() {
                        break;
                    }
                    if !self.readers[v].contains(&leaf) {
                        continue;
                    }
                    let mut choices = self.variables[v].choices.clone();
                    choices.extend(self.thresholds(facts, v, leaf, work));
                    for choice in choices {
                        let old = (self.now[v].clone(), rank(&self.truths));
                        self.change(facts, v, choice, work);
                        if rank(&self.truths) <= old.1 {
                            self.change(facts, v, old.0, work);
                        } else if self.truths[leaf] == goal {
                            break;
                        }
                    }
                }
            }
            if rank(&self.truths) == before {
                return;
            }
        }
    }

    /// At this completion, tries each fact that has not yet turned a test (or one test) that reads it.
    fn try_all(&mut self, facts: &mut Facts, only: Option<usize>, work: &mut Work) {
        for v in 0..self.variables.len() {
            let open = |this: &Self| {
                this.readers[v].iter().any(|leaf| only.is_none_or(|only| only == *leaf) && !this.shown[v][*leaf])
            };
            if !open(self) {
                continue;
            }
            let old = self.now[v].clone();
            let count = self.variables[v].choices.len();
            for at in 0..count {
                if !open(self) || work.is_over() {
                    break;
                }
                let choice = self.variables[v].choices[at].clone();
                if choice != self.now[v] {
                    self.change(facts, v, old.clone(), work);
                    self.change(facts, v, choice, work);
                }
            }
            self.change(facts, v, old.clone(), work);
            if let Some(leaf) = only
                && open(self)
            {
                for choice in self.thresholds(facts, v, leaf, work) {
                    self.change(facts, v, choice, work);
                }
                self.change(facts, v, old, work);
            }
        }
    }

    /// Changes the facts of a test one by one for the worse; where it turns, tries the others on both sides and at the threshold.
    fn walk(&mut self, facts: &mut Facts, leaf: usize, order: &[usize], walk: usize, work: &mut Work) {
        for v in order {
            if work.is_over() {
                return;
            }
            let count = self.variables[*v].choices.len();
            if count < 2 {
                continue;
            }
            let choice = self.variables[*v].choices[1 + walk % (count - 1)].clone();
            let (old, before) = (self.now[*v].clone(), self.truths[leaf]);
            self.change(facts, *v, choice.clone(), work);
            if self.truths[leaf] == before {
                continue;
            }
            self.try_all(facts, Some(leaf), work);
            self.change(facts, *v, old, work);
            self.try_all(facts, Some(leaf), work);
            for threshold in self.thresholds(facts, *v, leaf, work) {
                self.change(facts, *v, threshold, work);
                self.try_all(facts, Some(leaf), work);
            }
            self.change(facts, *v, choice, work);
        }
    }

    /// Values of a fact at which a comparison of the test turns here, and a little beside.
    fn thresholds(&mut self, facts: &mut Facts, v: usize, leaf: usize, work: &mut Work) -> Vec<Choice> {
        let variable = self.variables[v];
        if !is_number(variable.unknown, self.scene) {
            return Vec::new();
        }
        let sides = self.comparisons[leaf]
            .get_or_insert_with(|| comparisons(self.tests[leaf], self.scene.definitions))
            .clone();
        let old = self.now[v].clone();
        let here = match &old {
            Choice::Value(Datum::Number(number)) if !number.is_zero() => *number,
            _ => Number::from_integer(1),
        };
        let two = Number::from_integer(2);
        let points = [here, here * two, here * Number::from_integer(3)];
        let mut columns: Vec<Vec<Option<Number>>> = Vec::new();
        for point in points {
            if !work.take() {
                return Vec::new();
            }
            set(facts, variable.unknown, &Choice::Value(Datum::Number(point)));
            let context = self.scene.context(facts);
            columns.push(sides.iter().map(|sides| apart(&context, *sides)).collect());
        }
        set(facts, variable.unknown, &old);
        let signed = self.scene.kind.get(variable.unknown.attribute).signed;
        let mut out: Vec<Choice> = Vec::new();
        for at in 0..sides.len() {
            let (Some(a), Some(b), Some(c)) = (columns[0][at], columns[1][at], columns[2][at]) else { continue };
            let Some(found) = root([(points[0], a), (points[1], b), (points[2], c)]) else { continue };
            for value in [found, found * Number::new(999, 1000), found * Number::new(1001, 1000)] {
                let choice = Choice::Value(Datum::Number(value));
                if (signed || value >= Number::zero()) && !out.contains(&choice) {
                    out.push(choice);
                }
            }
        }
        out
    }

    fn move_to(&mut self, facts: &mut Facts, point: &[Choice], work: &mut Work) {
        let mut turned = vec![false; self.tests.len()];
        for (v, choice) in point.iter().enumerate() {
            if self.now[v] != *choice {
                self.put(facts, v, choice.clone());
                self.readers[v].iter().for_each(|leaf| turned[*leaf] = true);
            }
        }
        self.evaluate(facts, |leaf| turned[leaf], work);
    }

    /// States one fact otherwise, and notes what that turns.
    fn change(&mut self, facts: &mut Facts, v: usize, choice: Choice, work: &mut Work) {
        if self.now[v] == choice {
            return;
        }
        let from = self.at;
        self.put(facts, v, choice);
        let readers = std::mem::take(&mut self.readers[v]);
        self.evaluate(facts, |leaf| readers.contains(&leaf), work);
        self.readers[v] = readers;
        self.edge(v, from, self.at);
    }

    fn put(&mut self, facts: &mut Facts, v: usize, choice: Choice) {
        set(facts, self.variables[v].unknown, &choice);
        self.now[v] = choice;
    }

    fn evaluate(&mut self, facts: &Facts, which: impl Fn(usize) -> bool, work: &mut Work) {
        let context = self.scene.context(facts);
        for (leaf, test) in self.tests.iter().enumerate() {
            if which(leaf) && work.take() {
                self.truths[leaf] = context.eval(test).truth();
            }
        }
        let found = self.seen.iter().position(|seen| *seen == self.truths);
        self.at = found.unwrap_or_else(|| {
            self.seen.push(self.truths.clone());
            self.seen.len() - 1
        });
    }

    fn edge(&mut self, variable: usize, from: usize, to: usize) {
        if from == to {
            return;
        }
        let edge = Edge { variable, from: from.min(to), to: from.max(to) };
        if !self.edges.contains(&edge) {
            for (leaf, shown) in self.shown[variable].iter_mut().enumerate() {
                *shown |= self.seen[from][leaf] != self.seen[to][leaf];
            }
            self.edges.push(edge);
        }
    }
}

/// States a fact.
pub(super) fn set(facts: &mut Facts, unknown: Unknown, choice: &Choice) {
    match (choice, unknown.extent) {
        (Choice::List(list), _) => facts.set_list(unknown.attribute, (**list).clone()),
        (Choice::Value(datum), Extent::Year(year)) => {
            facts.set_yearly(unknown.attribute, year, Cell::known(datum.clone()));
        }
        (Choice::Value(datum), _) => facts.set_plain(unknown.attribute, Cell::known(datum.clone())),
    }
}

