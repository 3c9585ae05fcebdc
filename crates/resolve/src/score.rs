//! Weights of pairs, in bits, with as few comparisons as will do.

use rayon::prelude::*;

use crate::evidence::{Evidence, NO_EVIDENCE};
use crate::model::train::{Trained, first, second};
use crate::table::MISSING;

/// Pairs that one task of a core takes at a time.
const CHUNK: usize = 8192;

/// A pair of rows and the bits for «the same», prior included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scored {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) bits: f32,
}

/// Scores pairs of rows.
pub(crate) struct Scorer {
    pub(crate) evidence: Evidence,
    pub(crate) trained: Trained,
    prior: f32,
    weights: Vec<Vec<f32>>,
    /// Per comparison, the best weight of two values that are not the same.
    inexact: Vec<f32>,
}

impl Scorer {
    #[expect(clippy::cast_possible_truncation, reason = "bits of a weight")]
    pub(crate) fn new(evidence: Evidence, trained: Trained) -> Self {
        let weights: Vec<Vec<f32>> = trained
            .model
            .comparisons
            .iter()
            .map(|comparison| comparison.levels.iter().map(|level| level.weight as f32).collect())
            .collect();
        let inexact = evidence.comparisons.iter().zip(&weights).zip(&trained.adjustments).map(|((c, w), added)| {
            // Several names may share one though their sets differ: level 0 without equal codes.
            let names = c.role == crate::settings::Role::OrganisationName || c.role == crate::settings::Role::Text;
            let best = w.iter().skip(usize::from(!names)).copied().fold(f32::MIN, f32::max);
            let most = added.iter().copied().fold(0.0, f32::max);
            best + if names { most } else { 0.0 }
        });
        let inexact = inexact.collect();
        Self { prior: trained.model.prior_weight() as f32, evidence, weights, inexact, trained }
    }

    /// Weight of a level; exact agreement counts more on a rare value.
    fn weight(&self, at: usize, level: u8, a: u32, b: u32) -> f32 {
        if level == NO_EVIDENCE {
            return 0.0;
        }
        let weight = self.weights[at][level as usize];
        if level != 0 {
            return weight;
        }
        let codes = &self.evidence.comparisons[at].codes;
        let added = &self.trained.adjustments[at];
        let (x, y) = (added[codes[a as usize] as usize], added[codes[b as usize] as usize]);
        weight + x.min(y)
    }

    /// Bits of a pair.
    pub(crate) fn bits(&self, a: u32, b: u32) -> f32 {
        let levels = (0..self.weights.len()).map(|at| (at, self.evidence.level(at, a, b)));
        self.prior + levels.map(|(at, level)| self.weight(at, level, a, b)).sum::<f32>()
    }

    /// Levels and weights of a pair, per comparison.
    pub(crate) fn steps(&self, a: u32, b: u32) -> Vec<(u8, f32)> {
        let levels = self.evidence.levels(a, b);
        levels.iter().enumerate().map(|(at, level)| (*level, self.weight(at, *level, a, b))).collect()
    }

    /// Bits of a pair, or `None` as soon as they cannot reach `least`.
    fn at_least(&self, a: u32, b: u32, least: f32, open: &mut Vec<usize>) -> Option<f32> {
        open.clear();
        let (mut sum, mut room) = (self.prior, 0.0);
        for (at, comparison) in self.evidence.comparisons.iter().enumerate() {
            let (x, y) = (comparison.codes[a as usize], comparison.codes[b as usize]);
            if x == y && x != MISSING {
                sum += self.weight(at, 0, a, b);
            } else if x != MISSING && y != MISSING || comparison.swap.is_some() {
                open.push(at);
                room += self.inexact[at].max(0.0);
            }
        }
        for at in open.iter() {
            if sum + room < least {
                return None;
            }
            room -= self.inexact[*at].max(0.0);
            sum += self.weight(*at, self.evidence.level(*at, a, b), a, b);
        }
        (sum >= least).then_some(sum)
    }

    /// All pairs that reach `least` bits, in the order of `pairs`.
    pub(crate) fn score(&self, pairs: &[u64], least: f32) -> Vec<Scored> {
        let chunk = |pairs: &[u64]| {
            let mut open = Vec::new();
            let scored = pairs.iter().filter_map(|pair| {
                let (a, b) = (first(*pair), second(*pair));
                self.at_least(a, b, least, &mut open).map(|bits| Scored { a, b, bits })
            });
            scored.collect::<Vec<_>>()
        };
        pairs.par_chunks(CHUNK).map(chunk).collect::<Vec<_>>().concat()
    }
}
