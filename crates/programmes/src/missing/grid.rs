//! Components that are small enough are gone through point by point: what has not shown then does not exist. Larger ones are probed
//! at random.

use rand::Rng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::component::{Component, ENDS};
use super::points::{ChoiceId, Trial};

/// Completions of a component that are gone through one by one.
const GRID: usize = 4096;
/// Facts of a component up to which thresholds are solved for before it is gone through.
const SOLVED: usize = 4;
/// Parts of expressions, and readings of records, that this may cost: some tens of milliseconds.
const GRID_WORK: usize = 1_000_000;
/// Random completions of a component too large for that.
const PROBES: usize = 12;

impl Component<'_, '_> {
    /// Goes through all completions, where these are few, or probes some at random. `false`: what has not shown may still exist.
    pub(super) fn go_through(&mut self, random: &mut ChaCha8Rng, trial: &mut Trial) -> bool {
        let choices = self.all_choices(trial);
        let product = choices.iter().try_fold(1usize, |product, choices| {
            product.checked_mul(choices.len().max(1)).filter(|product| *product <= GRID)
        });
        match product {
            Some(product) if product * self.points.weight(trial) <= GRID_WORK => {
                // It has been weighed whole: the work left for searching is not its concern.
                let left = std::mem::replace(&mut trial.left, usize::MAX);
                self.grid(&choices, product, trial);
                trial.left = left;
                true
            }
            _ => {
                self.probe(random, trial);
                self.is_complete()
            }
        }
    }

    fn probe(&mut self, random: &mut ChaCha8Rng, trial: &mut Trial) {
        for probe in 0..PROBES {
            if self.is_complete() || trial.is_over() {
                return;
            }
            let counts = (0..self.members.len()).map(|v| self.points.count(v).max(1));
            let point: Vec<ChoiceId> =
                counts.map(|count| random.random_range(0..count).try_into().unwrap_or(0)).collect();
            self.move_to(&point, trial);
            for leaf in 0..self.leaves.len() {
                let mut order = self.readers_of(leaf);
                order.shuffle(random);
                let target = self.target(leaf);
                self.improve(&target, trial);
                self.walk(leaf, &order, &target, probe, trial);
            }
        }
    }

    /// The values tried for each fact, with those at which its tests turn here and where another fact lies at an end of its range.
    fn all_choices(&mut self, trial: &mut Trial) -> Vec<Vec<ChoiceId>> {
        let facts = 0..self.members.len();
        let tried = |v: usize| (0..self.points.count(v)).filter_map(|id| id.try_into().ok());
        let mut out: Vec<Vec<ChoiceId>> = facts.clone().map(|v| tried(v).collect()).collect();
        if self.members.len() > SOLVED {
            return out;
        }
        let here = self.now.clone();
        for other in facts {
            for choice in out[other].iter().copied().take(ENDS).collect::<Vec<_>>() {
                self.change(other, choice, trial);
                for (v, choices) in out.iter_mut().enumerate() {
                    for leaf in self.points.readers[v].clone() {
                        for found in self.thresholds(v, leaf, trial) {
                            if !choices.contains(&found) {
                                choices.push(found);
                            }
                        }
                    }
                }
            }
            self.move_to(&here, trial);
        }
        out
    }

    /// All completions; those that differ in one fact are compared.
    fn grid(&mut self, choices: &[Vec<ChoiceId>], product: usize, trial: &mut Trial) {
        let sizes: Vec<usize> = choices.iter().map(Vec::len).collect();
        let mut found: Vec<usize> = Vec::with_capacity(product);
        let mut point = self.now.clone();
        for number in 0..product {
            let mut rest = number;
            for ((slot, choices), size) in point.iter_mut().zip(choices).zip(&sizes) {
                *slot = choices[rest % size];
                rest /= size;
            }
            found.push(self.points.at(&point, trial));
        }
        let mut stride = 1;
        for (v, size) in sizes.iter().enumerate() {
            for number in (0..found.len()).filter(|number| number / stride % size == 0) {
                let mut line: Vec<usize> =
                    (0..*size).filter_map(|k| found.get(number + k * stride)).copied().collect();
                line.sort_unstable();
                line.dedup();
                for (k, from) in line.iter().enumerate() {
                    line[..k].iter().for_each(|to| self.edge(v, *from, *to));
                }
            }
            stride *= size;
        }
    }
}
