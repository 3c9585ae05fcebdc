//! Weights of pairs, in bits, with as few comparisons as will do.

use rayon::prelude::*;

use crate::evidence::{Evidence, NO_EVIDENCE};
use crate::model::ComparisonModel;
use crate::model::dependence::near;
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
    /// Comparisons, each after the one it depends on.
    order: Vec<usize>,
}

/// Bits of the levels of one comparison.
struct Weights {
    plain: Vec<f32>,
    /// The comparison it depends on, bits where that one agrees, and where it does not.
    depends: Option<(usize, Vec<f32>, Vec<f32>)>,
    /// Best bits of two values that are not the same.
    inexact: f32,
    /// Best bits of all.
    most: f32,
}

/// Level not looked at yet.
const OPEN: u8 = 14;

impl Weights {
    #[expect(clippy::cast_possible_truncation, reason = "bits of a weight")]
    fn new(model: &ComparisonModel, role: Role, added: &[f32]) -> Self {
        let bits = |weights: &[f64]| weights.iter().map(|weight| *weight as f32).collect::<Vec<f32>>();
        let plain: Vec<f32> = model.levels.iter().map(|level| level.weight as f32).collect();
        let depends = model.depends.as_ref().map(|d| (d.on, bits(&d.agreeing), bits(&d.apart)));
        // Several names may share one though their sets differ: level 0 without equal codes.
        let names = matches!(role, Role::OrganisationName | Role::Text);
        let tables = || std::iter::once(&plain).chain(depends.iter().flat_map(|(_, x, y)| [x, y]));
        let best = |skip: usize| tables().flat_map(|w| w.iter().skip(skip)).copied().fold(0.0, f32::max);
        let most = best(0) + added.iter().copied().fold(0.0, f32::max);
        let inexact = if names { most } else { best(1) };
        Self { plain, depends, inexact, most }
    }
}

impl Scorer {
    #[expect(clippy::cast_possible_truncation, reason = "bits of a weight")]
    pub(crate) fn new(evidence: Evidence, trained: Trained) -> Self {
        let models = trained.model.comparisons.iter().zip(&trained.adjustments);
        let weights =
            models.zip(&evidence.comparisons).map(|((model, added), c)| Weights::new(model, c.role, added));
        let weights: Vec<Weights> = weights.collect();
        let mut order: Vec<usize> = Vec::new();
        // What a column depends on comes before it; dependences are a tree, so each round places one at least.
        while order.len() < weights.len() {
            let placed = |at: &usize| weights[*at].depends.as_ref().is_none_or(|(on, ..)| order.contains(on));
            let next: Vec<usize> =
                (0..weights.len()).filter(|at| !order.contains(at)).filter(placed).collect();
            order.extend(next);
        }
        Self { prior: trained.model.prior_weight() as f32, weights, order, evidence, trained }
    }

    /// Weight of a comparison in a pair of these levels; exact agreement counts more on a rare value, and less where it
    /// follows from another column.
    fn weight(&self, at: usize, levels: &[u8], a: u32, b: u32) -> f32 {
        let level = levels[at];
        if level == NO_EVIDENCE {
            return 0.0;
        }
        let weights = &self.weights[at];
        let mut weight = weights.plain[level as usize];
        if let Some((on, agreeing, apart)) = &weights.depends
            && levels[*on] != NO_EVIDENCE
        {
            if near(levels[*on], self.evidence.comparisons[*on].plain_levels()) {
                // How common the value is at large does not matter among rows that share the other one.
                return agreeing[level as usize];
            }
            weight = apart[level as usize];
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
        self.prior + self.steps(a, b).iter().map(|(_, bits)| bits).sum::<f32>()
    }

    /// Levels and weights of a pair, per comparison.
    pub(crate) fn steps(&self, a: u32, b: u32) -> Vec<(u8, f32)> {
        let levels = self.evidence.levels(a, b);
        (0..levels.len()).map(|at| (levels[at], self.weight(at, &levels, a, b))).collect()
    }

    /// Bits of a pair, or `None` as soon as they cannot reach `least`.
    fn at_least(&self, a: u32, b: u32, least: f32, levels: &mut [u8]) -> Option<f32> {
        // First what needs no look at the values: which are equal, and the best that the others can add.
        let mut room = self.prior;
        for (at, comparison) in self.evidence.comparisons.iter().enumerate() {
            let (x, y) = (comparison.codes[a as usize], comparison.codes[b as usize]);
            if x == y && x != MISSING {
                levels[at] = 0;
                let added = self.trained.adjustments[at][x as usize];
                let depends = self.weights[at].depends.is_some();
                room += if depends { self.weights[at].most } else { self.weights[at].plain[0] + added };
            } else if x != MISSING && y != MISSING || comparison.swap.is_some() {
                levels[at] = OPEN;
                room += self.weights[at].inexact;
            } else {
                levels[at] = NO_EVIDENCE;
            }
        }
        for at in &self.order {
            if room < least {
                return None;
            }
            let weights = &self.weights[*at];
            if levels[*at] == OPEN {
                levels[*at] = self.evidence.level(*at, a, b);
                room += self.weight(*at, levels, a, b) - weights.inexact;
            } else if levels[*at] == 0 && weights.depends.is_some() {
                room += self.weight(*at, levels, a, b) - weights.most;
            }
        }
        (room >= least).then_some(room)
    }

    /// All pairs that reach `least` bits, in the order of `pairs`.
    pub(crate) fn score(&self, pairs: &[u64], least: f32) -> Vec<Scored> {
        let chunk = |pairs: &[u64]| {
            let mut levels = vec![OPEN; self.weights.len()];
            let scored = pairs.iter().filter_map(|pair| {
                let (a, b) = (first(*pair), second(*pair));
                self.at_least(a, b, least, &mut levels).map(|bits| Scored { a, b, bits })
            });
            scored.collect::<Vec<_>>()
        };
        pairs.par_chunks(CHUNK).map(chunk).collect::<Vec<_>>().concat()
    }
}
