//! Tests that share unknown facts, explored together: which truths they can take at once, and which of these lie one fact apart.
//!
//! The search starts where the tests hold, as far as hints lead there, and tries each fact. What does not show there is tried along
//! walks to where tests fail: at each turn of a test the other facts are tried on both sides. Last, small components are gone
//! through completely ([`super::grid`]), so that what has not shown then does not exist; large ones are probed at random.

use language::Truth;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use vocabulary::Facts;

use super::points::{ChoiceId, Points, Trial, Variable};
use super::tree::Tree;
use super::unknowns::Scene;

/// Rounds of improving one fact after another towards a completion in which the tests hold.
const ROUNDS: usize = 3;
/// Walks from such a completion to where a test fails.
const WALKS: usize = 4;
/// Values of a fact that are tried first: the ends of its range.
pub(super) const ENDS: usize = 3;
/// The same, where it may count either way.
const MIDDLE: usize = 16;

/// Two sets of truths that lie one fact apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    /// Position among the component's facts.
    pub(super) variable: usize,
    /// Positions among the truths seen.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether it makes two statuses, provided that other components can take the truths this needs.
    pub(super) counts: bool,
}

pub(super) struct Component<'s, 'p> {
    tree: &'s Tree<'p>,
    /// Positions of its tests and facts in the whole.
    pub(super) leaves: Vec<usize>,
    pub(super) members: Vec<usize>,
    pub(super) points: Points<'s, 'p>,
    /// Where the search stands, and the position of its truths among those seen.
    pub(super) now: Vec<ChoiceId>,
    pub(super) at: usize,
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
        let tests = leaves.iter().filter_map(|at| tree.leaves.get(*at)).map(|leaf| leaf.test).collect();
        let variables: Vec<&Variable> = members.iter().filter_map(|at| all.get(*at)).collect();
        let reads = |leaf: &usize, member: &usize| tree.leaves[leaves[*leaf]].reads.contains(member);
        let readers = (members.iter())
            .map(|member| (0..leaves.len()).filter(|leaf| reads(leaf, member)).collect())
            .collect();
        Self {
            tree,
            at: 0,
            edges: Vec::new(),
            shown: vec![vec![false; leaves.len()]; variables.len()],
            bounds: vec![(Truth::False, Truth::True); tree.leaves.len()],
            now: vec![0; variables.len()],
            points: Points::new(scene, tests, variables, readers),
            leaves,
            members,
        }
    }

    /// Truths that its tests take together.
    pub(super) fn seen(&self) -> &[Vec<Truth>] {
        &self.points.seen
    }

    /// Whether each fact has been seen to turn some test where that counts.
    pub(super) fn is_complete(&self) -> bool {
        self.shown.iter().all(|shown| shown.contains(&true))
    }

    /// Whether a fact has turned any test so far.
    pub(super) fn has_shown(&self, variable: usize) -> bool {
        self.edges.iter().any(|edge| edge.variable == variable)
    }

    /// Makes its facts again what they are.
    pub(super) fn leave(&mut self, trial: &mut Trial, known: &Facts) {
        self.points.leave(trial, known);
    }

    /// Looks where hints lead.
    pub(super) fn look(&mut self, random: &mut ChaCha8Rng, trial: &mut Trial) {
        self.move_to(&vec![0; self.members.len()], trial);
        let mut sought: Option<Vec<Truth>> = None;
        for leaf in 0..self.leaves.len() {
            let readers = self.readers_of(leaf);
            let target = self.target(leaf);
            // From where the same was sought in vain, the same would be tried again.
            if sought.as_ref() != Some(&target) {
                self.improve(&target, trial);
                sought = Some(target.clone());
            }
            self.try_all(leaf, trial);
            let best = self.now.clone();
            for walk in 0..WALKS {
                if readers.iter().all(|v| self.shown[*v][leaf]) || trial.is_over() {
                    break;
                }
                let mut order = readers.clone();
                match walk {
                    0 => {}
                    1 => order.reverse(),
                    _ => order.shuffle(random),
                }
                self.walk(leaf, &order, &target, walk, trial);
                self.move_to(&best, trial);
            }
        }
    }

    /// Looks again where what the other components can take is known.
    pub(super) fn look_again(
        &mut self,
        bounds: &[(Truth, Truth)],
        random: &mut ChaCha8Rng,
        trial: &mut Trial,
    ) {
        self.bounds = bounds.to_vec();
        let before = self.shown.clone();
        self.shown.iter_mut().for_each(|shown| shown.fill(false));
        for at in 0..self.edges.len() {
            let Edge { variable, from, to, .. } = self.edges[at];
            self.edges[at].counts = self.counts(from, to);
            self.show(self.edges[at], variable);
        }
        // Where nothing came to count less, looking again would find the same.
        if self.shown != before && !self.is_complete() {
            self.look(random, trial);
        }
    }

    pub(super) fn readers_of(&self, leaf: usize) -> Vec<usize> {
        (0..self.members.len()).filter(|v| self.points.readers[*v].contains(&leaf)).collect()
    }

    /// The truths with which a test counts most, and holds.
    pub(super) fn target(&self, leaf: usize) -> Vec<Truth> {
        let mut turning = vec![false; self.tree.leaves.len()];
        turning[self.leaves[leaf]] = true;
        let wants = self.tree.wants(&turning);
        self.leaves.iter().map(|at| wants[*at]).collect()
    }

    fn truths(&self) -> &[Truth] {
        &self.points.seen[self.at]
    }

    /// Changes one fact after another so that the tests come nearer to the truths aimed at.
    pub(super) fn improve(&mut self, target: &[Truth], trial: &mut Trial) {
        for _ in 0..ROUNDS {
            let before = distance(self.truths(), target, None);
            for leaf in 0..self.leaves.len() {
                for v in 0..self.members.len() {
                    if self.truths()[leaf] == target[leaf] || trial.is_over() {
                        break;
                    }
                    if !self.points.readers[v].contains(&leaf) {
                        continue;
                    }
                    self.improve_one(v, 0..self.choices(v), target, trial);
                    if self.truths()[leaf] != target[leaf] {
                        let thresholds = self.thresholds(v, leaf, trial);
                        self.improve_one(v, thresholds.into_iter(), target, trial);
                    }
                }
            }
            let after = distance(self.truths(), target, None);
            if after == 0 || after >= before {
                return;
            }
        }
    }

    fn improve_one(
        &mut self,
        v: usize,
        choices: impl Iterator<Item = ChoiceId>,
        target: &[Truth],
        trial: &mut Trial,
    ) {
        let mut best = distance(self.truths(), target, None);
        for choice in choices {
            if trial.is_over() {
                return;
            }
            let old = self.now[v];
            self.change(v, choice, trial);
            let found = distance(self.truths(), target, None);
            if found >= best {
                self.change(v, old, trial);
            } else if found == 0 {
                return;
            } else {
                best = found;
            }
        }
    }

    /// At this completion, tries each fact that has not yet turned a test that reads it.
    fn try_all(&mut self, leaf: usize, trial: &mut Trial) {
        for v in 0..self.members.len() {
            if !self.points.readers[v].contains(&leaf) || self.shown[v][leaf] || trial.is_over() {
                continue;
            }
            let (old, before) = (self.now[v], self.at);
            // The ends of its range decide for most facts; more values, where it may count either way.
            let count = if self.points.is_mixed(v) { MIDDLE } else { ENDS };
            for choice in (0..self.choices(v)).take(count) {
                self.change(v, choice, trial);
                self.edge(v, before, self.at);
                if self.shown[v][leaf] || trial.is_over() {
                    break;
                }
            }
            if self.points.is_mixed(v) && !self.shown[v][leaf] {
                for choice in self.thresholds(v, leaf, trial) {
                    self.change(v, choice, trial);
                    self.edge(v, before, self.at);
                }
            }
            self.change(v, old, trial);
        }
    }

    /// Makes the facts of a test worse as long as it holds, so that it stands as near to its turn as it can; there each further
    /// step turns it, and on the other side of such a step the other facts are tried. The same again from unknown to failing.
    pub(super) fn walk(
        &mut self,
        leaf: usize,
        order: &[usize],
        target: &[Truth],
        walk: usize,
        trial: &mut Trial,
    ) {
        let others = distance(self.truths(), target, Some(leaf));
        while self.truths()[leaf] != Truth::False {
            let truth = self.truths()[leaf];
            let mut turns: Vec<(usize, ChoiceId)> = Vec::new();
            for v in order {
                let count = self.points.count(*v);
                if count < 2 {
                    continue;
                }
                let worse = id(1 + walk % (count - 1));
                let old = self.now[*v];
                self.change(*v, worse, trial);
                // Where other tests would come to count less, it stays.
                let spoils = distance(self.truths(), target, Some(leaf)) > others;
                if self.truths()[leaf] != truth && !spoils {
                    turns.push((*v, worse));
                }
                if self.truths()[leaf] != truth || spoils {
                    self.change(*v, old, trial);
                }
            }
            let mut lower = None;
            for (v, worse) in turns.into_iter().rev() {
                if trial.is_over() || order.iter().all(|v| self.shown[*v][leaf]) {
                    return;
                }
                let old = self.now[v];
                self.change(v, worse, trial);
                self.try_all(leaf, trial);
                if order.iter().any(|v| !self.shown[*v][leaf]) {
                    for step in self.thresholds(v, leaf, trial) {
                        self.change(v, step, trial);
                        self.try_all(leaf, trial);
                    }
                    self.change(v, worse, trial);
                }
                let reached = self.truths()[leaf];
                if reached < truth && lower.as_ref().is_none_or(|(_, _, least)| reached > *least) {
                    lower = Some((v, worse, reached));
                }
                self.change(v, old, trial);
            }
            let Some((v, worse, _)) = lower else { return };
            self.change(v, worse, trial);
        }
    }

    fn choices(&self, v: usize) -> ChoiceId {
        id(self.points.count(v))
    }

    pub(super) fn thresholds(&mut self, v: usize, leaf: usize, trial: &mut Trial) -> Vec<ChoiceId> {
        self.points.thresholds(&self.now, v, leaf, trial)
    }

    pub(super) fn move_to(&mut self, point: &[ChoiceId], trial: &mut Trial) {
        self.now.copy_from_slice(point);
        self.at = self.points.at(&self.now, trial);
    }

    /// States one fact otherwise, and notes what that turns.
    pub(super) fn change(&mut self, v: usize, choice: ChoiceId, trial: &mut Trial) {
        if self.now[v] != choice {
            let from = self.at;
            self.now[v] = choice;
            self.at = self.points.at(&self.now, trial);
            self.edge(v, from, self.at);
        }
    }

    fn counts(&self, from: usize, to: usize) -> bool {
        let seen = &self.points.seen;
        let mut turning = vec![false; self.tree.leaves.len()];
        for ((leaf, a), b) in self.leaves.iter().zip(&seen[from]).zip(&seen[to]) {
            turning[*leaf] = a != b;
        }
        let mut truths = self.tree.wants(&turning);
        for (truth, (least, most)) in truths.iter_mut().zip(&self.bounds) {
            *truth = (*truth).clamp(*least, *most);
        }
        place(&mut truths, &self.leaves, &seen[from]);
        let before = self.tree.status(&truths);
        place(&mut truths, &self.leaves, &seen[to]);
        self.tree.status(&truths) != before
    }

    /// Notes that changing one fact alone leads from there to there.
    pub(super) fn edge(&mut self, variable: usize, from: usize, to: usize) {
        if from == to {
            return;
        }
        let edge = Edge { variable, from: from.min(to), to: from.max(to), counts: false };
        let known = |other: &Edge| (other.variable, other.from, other.to) == (variable, edge.from, edge.to);
        if !self.edges.iter().any(known) {
            let same = self.edges.iter().find(|other| (other.from, other.to) == (edge.from, edge.to));
            let counts = same.map_or_else(|| self.counts(edge.from, edge.to), |other| other.counts);
            let edge = Edge { counts, ..edge };
            self.show(edge, variable);
            self.edges.push(edge);
        }
    }

    fn show(&mut self, edge: Edge, variable: usize) {
        let (from, to) = (&self.points.seen[edge.from], &self.points.seen[edge.to]);
        for ((shown, a), b) in self.shown[variable].iter_mut().zip(from).zip(to) {
            *shown |= edge.counts && a != b;
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

/// Values tried for a fact are some hundreds at most.
fn id(position: usize) -> ChoiceId {
    ChoiceId::try_from(position).unwrap_or(ChoiceId::MAX)
}
