//! Weights of pairs, in bits, with as few comparisons as will do.

use rayon::prelude::*;

use crate::evidence::{Evidence, NO_EVIDENCE};
use crate::model::ComparisonModel;
use crate::model::train::{Trained, first, second};
use crate::settings::Role;
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
    weights: Vec<Weights>,
}

/// Bits of the levels of one comparison.
struct Weights {
    plain: Vec<f32>,
    /// The comparison it depends on, bits where that one agrees exactly, and where it does not.
    depends: Option<(usize, Vec<f32>, Vec<f32>)>,
    /// Best bits of two values that are not the same.
    inexact: f32,
}

impl Weights {
    #[expect(clippy::cast_possible_truncation, reason = "bits of a weight")]
    fn new(model: &ComparisonModel, role: Role, added: &[f32]) -> Self {
        let bits = |weights: &[f64]| weights.iter().map(|weight| *weight as f32).collect::<Vec<f32>>();
        let plain: Vec<f32> = model.levels.iter().map(|level| level.weight as f32).collect();
        let depends = model.depends.as_ref().map(|d| (d.on, bits(&d.agreeing), bits(&d.apart)));
        // Several names may share one though their sets differ: level 0 without equal codes.
        let names = matches!(role, Role::OrganisationName | Role::Text);
        let tables = std::iter::once(&plain).chain(depends.iter().flat_map(|(_, x, y)| [x, y]));
        let best = tables.flat_map(|w| w.iter().skip(usize::from(!names))).copied().fold(0.0, f32::max);
        let most = added.iter().copied().fold(0.0, f32::max);
        Self { plain, depends, inexact: best + if names { most } else { 0.0 } }
    }
}

impl Scorer {
    #[expect(clippy::cast_possible_truncation, reason = "bits of a weight")]
    pub(crate) fn new(evidence: Evidence, trained: Trained) -> Self {
        let models = trained.model.comparisons.iter().zip(&trained.adjustments);
        let weights =
            models.zip(&evidence.comparisons).map(|((model, added), c)| Weights::new(model, c.role, added));
        Self { prior: trained.model.prior_weight() as f32, weights: weights.collect(), evidence, trained }
    }

    /// Weight of a level; exact agreement counts more on a rare value, and less where it follows from another column.
    fn weight(&self, at: usize, level: u8, a: u32, b: u32) -> f32 {
        if level == NO_EVIDENCE {
            return 0.0;
        }
        let weights = &self.weights[at];
        let mut weight = weights.plain[level as usize];
        if let Some((on, agreeing, apart)) = &weights.depends {
            let codes = &self.evidence.comparisons[*on].codes;
            let (x, y) = (codes[a as usize], codes[b as usize]);
            if x != MISSING && x == y {
                // How common the value is at large does not matter among rows that share the other one.
                return agreeing[level as usize];
            }
            if x != MISSING && y != MISSING {
                weight = apart[level as usize];
            }
        }
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
                room += self.weights[at].inexact;
            }
        }
        for at in open.iter() {
            if sum + room < least {
                return None;
            }
            room -= self.weights[*at].inexact;
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
