//! Tests that share unknown facts, explored together: which truths they can take at once, and which of these lie one fact apart.
//! Over 600 lines because the walks and the grid work on one state; they are to be split along it.
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
use super::threshold::{Comparison, apart, comparisons, root, through};
use super::tree::Tree;
use super::unknowns::{Scene, Unknown};
use language::eval::Extent;

/// Rounds of improving one fact after another towards a completion in which the tests hold.
const ROUNDS: usize = 3;
/// Walks from such a completion to where a test fails.
const WALKS: usize = 4;
/// Values of a fact that are tried first: the ends of its range.
const ENDS: usize = 3;
/// The same, where it may count either way.
const MIDDLE: usize = 16;
/// Completions of a component that are gone through one by one.
const GRID: usize = 4096;
/// Facts of a component up to which thresholds are solved for before it is gone through.
const SOLVED: usize = 4;
/// Parts of expressions, and readings of records, that this may cost: some tens of milliseconds.
const GRID_WORK: usize = 1_000_000;
/// Random completions of a component too large for that.
const PROBES: usize = 12;

/// An unknown fact and the values tried for it.
pub(super) struct Variable {
    pub(super) unknown: Unknown,
    pub(super) choices: Vec<Choice>,
    /// More of it may help as well as harm.
    pub(super) mixed: bool,
}

/// Two sets of truths that lie one fact apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    /// Position among the component's facts.
    pub(super) variable: usize,
    /// Positions in [`Component::seen`].
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether it makes two statuses, provided that other components can take the truths this needs.
    pub(super) counts: bool,
}

/// Evaluations that may still be made, in readings of a record.
pub(super) struct Work {
    pub(super) left: usize,
    /// What one evaluation costs.
    pub(super) each: usize,
}

impl Work {
    /// Takes one evaluation. The last one is made in full: a truth left over from another completion would be a lie.
    fn take(&mut self) {
        self.left = self.left.saturating_sub(self.each);
    }

    pub(super) fn is_over(&self) -> bool {
        self.left < self.each
    }
}

pub(super) struct Component<'s, 'p> {
    scene: Scene<'p>,
    tree: &'s Tree<'p>,
    /// Positions of its tests and facts in the whole.
    pub(super) leaves: Vec<usize>,
    pub(super) members: Vec<usize>,
    tests: Vec<&'p Expr>,
    variables: Vec<&'s Variable>,
    /// By fact: which tests read it.
    readers: Vec<Vec<usize>>,
    comparisons: Vec<Option<Vec<Comparison<'p>>>>,
    now: Vec<Choice>,
    truths: Vec<Truth>,
    at: usize,
    /// Truths that the tests take together.
    pub(super) seen: Vec<Vec<Truth>>,
    pub(super) edges: Vec<Edge>,
    /// By fact and test: an edge turns the test and, as far as other components let it, the status.
    shown: Vec<Vec<bool>>,
    /// By test of the whole: the least and the greatest truth it is thought to take.
    bounds: Vec<(Truth, Truth)>,
}

impl<'s, 'p> Component<'s, 'p> {
    pub(super) fn new(
        scene: Scene<'p>,
        leaves: Vec<usize>,
        members: Vec<usize>,
        tree: &'s Tree<'p>,
        all: &'s [Variable],
    ) -> Self {
        let all_leaves = &tree.leaves;
        let tests: Vec<&Expr> =
            leaves.iter().filter_map(|at| all_leaves.get(*at)).map(|leaf| &leaf.test.expr).collect();
        let variables: Vec<&Variable> = members.iter().filter_map(|at| all.get(*at)).collect();
        let readers: Vec<Vec<usize>> = members
            .iter()
            .map(|member| {
                (0..leaves.len()).filter(|l| all_leaves[leaves[*l]].reads.contains(member)).collect()
            })
            .collect();
        Self {
            scene,
            tree,
            comparisons: tests.iter().map(|_| None).collect(),
            now: Vec::new(),
            truths: vec![Truth::Unknown; tests.len()],
            at: 0,
            seen: Vec::new(),
            edges: Vec::new(),
            shown: vec![vec![false; tests.len()]; variables.len()],
            bounds: vec![(Truth::False, Truth::True); tree.leaves.len()],
            leaves,
            members,
            tests,
            variables,
            readers,
        }
    }

    /// Whether each fact has been seen to turn some test where that counts.
    fn is_complete(&self) -> bool {
        self.shown.iter().all(|shown| shown.contains(&true))
    }

    /// Makes its facts again what they are.
    pub(super) fn clear(&self, facts: &mut Facts, known: &Facts) {
        for variable in &self.variables {
            facts.copy_attribute(variable.unknown.attribute, known);
        }
    }

    /// Whether a fact has turned any test so far.
    pub(super) fn has_shown(&self, variable: usize) -> bool {
        self.edges.iter().any(|edge| edge.variable == variable)
    }

    /// Looks where hints lead.
    pub(super) fn look(&mut self, facts: &mut Facts, random: &mut ChaCha8Rng, work: &mut Work) {
        self.start(facts, 0, work);
        for leaf in 0..self.tests.len() {
            let readers: Vec<usize> =
                (0..self.variables.len()).filter(|v| self.readers[*v].contains(&leaf)).collect();
            let target = self.target(leaf);
            self.improve(facts, &target, work);
            self.try_all(facts, leaf, work);
            let best = self.now.clone();
            for walk in 0..WALKS {
                if readers.iter().all(|v| self.shown[*v][leaf]) || work.is_over() {
                    break;
                }
                let mut order = readers.clone();
                match walk {
                    0 => {}
                    1 => order.reverse(),
                    _ => order.shuffle(random),
                }
                self.walk(facts, leaf, &order, &target, walk, work);
                self.move_to(facts, &best, work);
            }
        }
    }

    /// Looks again where what the other components can take is known.
    pub(super) fn look_again(
        &mut self,
        facts: &mut Facts,
        bounds: &[(Truth, Truth)],
        random: &mut ChaCha8Rng,
        work: &mut Work,
    ) {
        self.bounds = bounds.to_vec();
        let before = self.shown.clone();
        self.shown.iter_mut().for_each(|shown| shown.fill(false));
        for at in 0..self.edges.len() {
            let Edge { variable, from, to, .. } = self.edges[at];
            let counts = self.counts(from, to);
            self.edges[at].counts = counts;
            for (leaf, shown) in self.shown[variable].iter_mut().enumerate() {
                *shown |= counts && self.seen[from][leaf] != self.seen[to][leaf];
            }
        }
        // Where nothing came to count less, looking again would find the same.
        if self.shown != before && !self.is_complete() {
            self.restore(facts);
            self.look(facts, random, work);
        }
    }

    /// The truths with which a test counts most, and holds.
    fn target(&self, leaf: usize) -> Vec<Truth> {
        let mut turning = vec![false; self.tree.leaves.len()];
        turning[self.leaves[leaf]] = true;
        let wants = self.tree.wants(&turning);
        self.leaves.iter().map(|at| wants[*at]).collect()
    }

    /// Goes through all completions, where these are few, or probes some at random. `false`: what has not shown may still exist.
    pub(super) fn go_through(&mut self, facts: &mut Facts, random: &mut ChaCha8Rng, work: &mut Work) -> bool {
        self.restore(facts);
        let choices = self.all_choices(facts, work);
        let product = choices.iter().try_fold(1usize, |product, choices| {
            product.checked_mul(choices.len().max(1)).filter(|product| *product <= GRID)
        });
        let mut nodes = self.tests.len() * work.each;
        self.tests.iter().for_each(|test| through(test, self.scene, &mut |_| nodes += 1));
        match product {
            Some(product) if product * nodes <= GRID_WORK => {
                self.grid(facts, &choices, product, &mut Work { left: usize::MAX, each: 1 });
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
                        let target = self.target(leaf);
                        self.improve(facts, &target, work);
                        self.walk(facts, leaf, &order, &target, probe, work);
                    }
                }
                self.is_complete()
            }
        }
    }

    /// The values tried for each fact, with those at which its tests turn here and where another fact lies at an end of its range.
    fn all_choices(&mut self, facts: &mut Facts, work: &mut Work) -> Vec<Vec<Choice>> {
        let mut out: Vec<Vec<Choice>> =
            self.variables.iter().map(|variable| variable.choices.clone()).collect();
        if self.variables.len() > SOLVED {
            return out;
        }
        let here = self.now.clone();
        for other in 0..self.variables.len() {
            for choice in self.variables[other].choices.iter().take(ENDS) {
                self.change(facts, other, choice.clone(), work);
                for (v, choices) in out.iter_mut().enumerate() {
                    for leaf in self.readers[v].clone() {
                        for found in self.thresholds(facts, v, leaf, work) {
                            if !choices.contains(&found) {
                                choices.push(found);
                            }
                        }
                    }
                }
            }
            self.move_to(facts, &here, work);
        }
        out
    }

    /// All completions; those that differ in one fact are compared.
    fn grid(&mut self, facts: &mut Facts, choices: &[Vec<Choice>], product: usize, work: &mut Work) {
        let sizes: Vec<usize> = choices.iter().map(Vec::len).collect();
        let mut found: Vec<usize> = Vec::with_capacity(product);
        for number in 0..product {
            let mut rest = number;
            let mut changed = false;
            let mut turned = vec![false; self.tests.len()];
            for (v, size) in sizes.iter().enumerate() {
                let choice = choices[v][rest % size].clone();
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

    /// States its facts as they stood when it was left.
    fn restore(&self, facts: &mut Facts) {
        for (variable, choice) in self.variables.iter().zip(&self.now) {
            set(facts, variable.unknown, choice);
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

    /// Changes one fact after another so that the tests come nearer to the truths aimed at.
    fn improve(&mut self, facts: &mut Facts, target: &[Truth], work: &mut Work) {
        for _ in 0..ROUNDS {
            let before = distance(&self.truths, target, None);
            for leaf in 0..self.tests.len() {
                for v in 0..self.variables.len() {
                    if self.truths[leaf] == target[leaf] || work.is_over() {
                        break;
                    }
                    if !self.readers[v].contains(&leaf) {
                        continue;
                    }
                    let variable = self.variables[v];
                    self.improve_one(facts, v, &variable.choices, target, work);
                    if self.truths[leaf] != target[leaf] {
                        let thresholds = self.thresholds(facts, v, leaf, work);
                        self.improve_one(facts, v, &thresholds, target, work);
                    }
                }
            }
            let after = distance(&self.truths, target, None);
            if after == 0 || after >= before {
                return;
            }
        }
    }

    fn improve_one(
        &mut self,
        facts: &mut Facts,
        v: usize,
        choices: &[Choice],
        target: &[Truth],
        work: &mut Work,
    ) {
        let mut best = distance(&self.truths, target, None);
        for choice in choices {
            if work.is_over() {
                return;
            }
            let old = self.now[v].clone();
            self.change(facts, v, choice.clone(), work);
            let found = distance(&self.truths, target, None);
            if found >= best {
                self.change(facts, v, old, work);
            } else if found == 0 {
                return;
            } else {
                best = found;
            }
        }
    }

    /// At this completion, tries each fact that has not yet turned a test that reads it.
    fn try_all(&mut self, facts: &mut Facts, leaf: usize, work: &mut Work) {
        for v in 0..self.variables.len() {
            if !self.readers[v].contains(&leaf) || self.shown[v][leaf] || work.is_over() {
                continue;
            }
            let old = self.now[v].clone();
            let before = self.at;
            // The ends of its range decide for most facts; all values, where it may count either way.
            let variable = self.variables[v];
            let count = if variable.mixed { MIDDLE } else { ENDS };
            for choice in variable.choices.iter().take(count) {
                self.change(facts, v, choice.clone(), work);
                self.note(v, before);
                if self.shown[v][leaf] || work.is_over() {
                    break;
                }
            }
            if variable.mixed && !self.shown[v][leaf] {
                for choice in self.thresholds(facts, v, leaf, work) {
                    self.change(facts, v, choice, work);
                    self.note(v, before);
                }
            }
            self.change(facts, v, old, work);
        }
    }

    /// Makes the facts of a test worse as long as it holds, so that it stands as near to its turn as it can; there each further
    /// step turns it, and on the other side of such a step the other facts are tried. The same again from unknown to failing.
    fn walk(
        &mut self,
        facts: &mut Facts,
        leaf: usize,
        order: &[usize],
        target: &[Truth],
        walk: usize,
        work: &mut Work,
    ) {
        let others = distance(&self.truths, target, Some(leaf));
        while self.truths[leaf] != Truth::False {
            let truth = self.truths[leaf];
            let mut turns: Vec<(usize, Choice)> = Vec::new();
            for v in order {
                let choices = &self.variables[*v].choices;
                if choices.len() < 2 {
                    continue;
                }
                let worse = choices[1 + walk % (choices.len() - 1)].clone();
                let old = self.now[*v].clone();
                self.change(facts, *v, worse.clone(), work);
                // Where other tests would come to count less, it stays.
                let spoils = distance(&self.truths, target, Some(leaf)) > others;
                if self.truths[leaf] != truth && !spoils {
                    turns.push((*v, worse));
                }
                if self.truths[leaf] != truth || spoils {
                    self.change(facts, *v, old, work);
                }
            }
            let mut lower = None;
            for (v, worse) in turns.into_iter().rev() {
                if work.is_over() || order.iter().all(|v| self.shown[*v][leaf]) {
                    return;
                }
                let old = self.now[v].clone();
                self.change(facts, v, worse.clone(), work);
                self.try_all(facts, leaf, work);
                if order.iter().any(|v| !self.shown[*v][leaf]) {
                    for step in self.thresholds(facts, v, leaf, work) {
                        self.change(facts, v, step, work);
                        self.try_all(facts, leaf, work);
                    }
                    self.change(facts, v, worse.clone(), work);
                }
                if self.truths[leaf] < truth
                    && lower.as_ref().is_none_or(|(_, _, least)| self.truths[leaf] > *least)
                {
                    lower = Some((v, worse, self.truths[leaf]));
                }
                self.change(facts, v, old, work);
            }
            let Some((v, worse, _)) = lower else { return };
            self.change(facts, v, worse, work);
        }
    }

    /// Values of a fact at which a comparison of the test turns here, and a little beside.
    fn thresholds(&mut self, facts: &mut Facts, v: usize, leaf: usize, work: &mut Work) -> Vec<Choice> {
        let variable = self.variables[v];
        if !is_number(variable.unknown, self.scene) {
            return Vec::new();
        }
        let sides = self.comparisons[leaf]
            .get_or_insert_with(|| comparisons(self.tests[leaf], self.scene))
            .iter()
            .filter(|comparison| comparison.reads.contains(&variable.unknown))
            .map(|comparison| comparison.sides)
            .collect::<Vec<_>>();
        let old = self.now[v].clone();
        let here = match &old {
            Choice::Value(Datum::Number(number)) if !number.is_zero() => *number,
            _ => Number::from_integer(1),
        };
        let two = Number::from_integer(2);
        let points = [here, here * two, here * Number::from_integer(3)];
        let mut columns: Vec<Vec<Option<Number>>> = Vec::new();
        for point in points {
            work.take();
            set(facts, variable.unknown, &Choice::Value(Datum::Number(point)));
            let context = self.scene.context(facts);
            columns.push(sides.iter().map(|sides| apart(&context, *sides)).collect());
        }
        set(facts, variable.unknown, &old);
        let signed = self.scene.kind.get(variable.unknown.attribute).signed;
        let mut out: Vec<Choice> = Vec::new();
        let mut columns = columns.into_iter();
        let (Some(first), Some(second), Some(third)) = (columns.next(), columns.next(), columns.next())
        else {
            return Vec::new();
        };
        for ((a, b), c) in first.into_iter().zip(second).zip(third) {
            let (Some(a), Some(b), Some(c)) = (a, b, c) else { continue };
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

    /// Notes that changing one fact alone leads from there to here.
    fn note(&mut self, v: usize, from: usize) {
        self.edge(v, from, self.at);
    }

    fn put(&mut self, facts: &mut Facts, v: usize, choice: Choice) {
        set(facts, self.variables[v].unknown, &choice);
        self.now[v] = choice;
    }

    fn evaluate(&mut self, facts: &Facts, which: impl Fn(usize) -> bool, work: &mut Work) {
        let context = self.scene.context(facts);
        for (leaf, test) in self.tests.iter().enumerate() {
            if which(leaf) {
                work.take();
                self.truths[leaf] = context.eval(test).truth();
            }
        }
        let found = self.seen.iter().position(|seen| *seen == self.truths);
        self.at = found.unwrap_or_else(|| {
            self.seen.push(self.truths.clone());
            self.seen.len() - 1
        });
    }

    fn counts(&self, from: usize, to: usize) -> bool {
        let mut turning = vec![false; self.tree.leaves.len()];
        for ((leaf, a), b) in self.leaves.iter().zip(&self.seen[from]).zip(&self.seen[to]) {
            turning[*leaf] = a != b;
        }
        let mut truths = self.tree.wants(&turning);
        for (truth, (least, most)) in truths.iter_mut().zip(&self.bounds) {
            *truth = (*truth).clamp(*least, *most);
        }
        place(&mut truths, &self.leaves, &self.seen[from]);
        let before = self.tree.status(&truths);
        place(&mut truths, &self.leaves, &self.seen[to]);
        self.tree.status(&truths) != before
    }

    fn edge(&mut self, variable: usize, from: usize, to: usize) {
        if from == to {
            return;
        }
        let edge = Edge { variable, from: from.min(to), to: from.max(to), counts: false };
        let known = |other: &Edge| (other.variable, other.from, other.to) == (variable, edge.from, edge.to);
        if !self.edges.iter().any(known) {
            let same = self.edges.iter().find(|other| (other.from, other.to) == (edge.from, edge.to));
            let counts = same.map_or_else(|| self.counts(edge.from, edge.to), |other| other.counts);
            for (leaf, shown) in self.shown[variable].iter_mut().enumerate() {
                *shown |= counts && self.seen[from][leaf] != self.seen[to][leaf];
            }
            self.edges.push(Edge { counts, ..edge });
        }
    }
}

/// Puts the truths of some leaves among those of all.
pub(super) fn place(truths: &mut [Truth], leaves: &[usize], values: &[Truth]) {
    for (leaf, value) in leaves.iter().zip(values) {
        if let Some(slot) = truths.get_mut(*leaf) {
            *slot = *value;
        }
    }
}

/// How far truths are from those aimed at, one test apart.
fn distance(truths: &[Truth], target: &[Truth], apart: Option<usize>) -> u8 {
    let pairs = truths.iter().zip(target).enumerate().filter(|(leaf, _)| apart != Some(*leaf));
    pairs.map(|(_, (truth, target))| (*truth as u8).abs_diff(*target as u8)).sum()
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
