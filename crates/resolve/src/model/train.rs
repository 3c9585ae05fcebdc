//! From evidence and proposed pairs to weights.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::evidence::{Comparison, Evidence, NO_EVIDENCE};
use crate::limits::{RANDOM_PAIRS, TRAINING_PAIRS};
use crate::model::dependence::parents;
use crate::model::em::{Estimate, Patterns, Rivals, estimate};
use crate::model::frequency::{adjustments, exact_chance};
use crate::model::{ComparisonModel, Depends, LevelModel, Model};

/// Share of the smaller table (or of the rows) assumed to have a partner before EM has looked.
const START: f64 = 0.25;

/// Pairs that one task of a core takes at a time.
const CHUNK: usize = 4096;

/// Random pairs drawn for each pair there is, at most.
const REDRAWS: usize = 4;

/// A trained model with what scoring needs.
pub(crate) struct Trained {
    pub(crate) model: Model,
    /// Per comparison and value, bits that exact agreement on it adds.
    pub(crate) adjustments: Vec<Vec<f32>>,
}

/// Learns from the proposed pairs.
pub(crate) fn train(evidence: &Evidence, proposed: &[u64], seed: u64) -> Trained {
    let possible = evidence.possible_pairs().max(1.0);
    let sampled = if evidence.linking { sample_rows(proposed) } else { sample(proposed) };
    let packed = levels(evidence, &sampled);
    let scale = proposed.len() as f64 / sampled.len().max(1) as f64;
    let blocked = patterns(evidence, &packed, scale);
    let rivals = evidence.linking.then(|| rivals(evidence, &sampled, &packed, scale));
    let random = patterns(evidence, &levels(evidence, &random_pairs(evidence, seed)), 1.0);
    let exact: Vec<f64> = evidence.comparisons.iter().map(|c| exact_chance(c, evidence)).collect();
    let (left, rows) = (f64::from(evidence.left), f64::from(evidence.rows));
    let smaller = if evidence.linking { left.min(rows - left) } else { rows };
    let counts = evidence.comparisons.iter().map(Comparison::levels).collect();
    let plain = evidence.comparisons.iter().map(Comparison::plain_levels).collect();
    let start = (START * smaller / possible).clamp(f64::MIN_POSITIVE, 0.5);
    let parents = parents(evidence, &exact, seed);
    let found = estimate(&Estimate {
        levels: counts,
        plain,
        blocked,
        random,
        possible,
        exact,
        parents,
        rivals,
        start,
    });
    let comparisons = evidence.comparisons.iter().enumerate().map(|(at, comparison)| {
        let (m, u) = (&found.m[at], &found.u[at]);
        let weights = even(m, u, comparison.plain_levels());
        let level = |(at, weight): (usize, f64)| LevelModel {
            // Levels are fewer than 15.
            name: comparison.level_name(u8::try_from(at).unwrap_or_default()),
            m: m[at],
            u: u[at],
            weight,
        };
        let levels = weights.into_iter().enumerate().map(level).collect();
        let depends = found.given[at].as_ref().map(|given| Depends {
            on: given.of,
            agreeing: even(m, &given.agreeing, comparison.plain_levels()),
            apart: even(m, &given.apart, comparison.plain_levels()),
        });
        ComparisonModel { heading: comparison.heading.clone(), levels, depends }
    });
    let comparisons: Vec<ComparisonModel> = comparisons.collect();
    let adjustments =
        evidence.comparisons.iter().zip(&found.u).map(|(c, u)| adjustments(c, evidence, u[0])).collect();
    let (prior, iterations) = (found.prior, found.iterations);
    Trained { model: Model { prior, comparisons, proposed: proposed.len(), iterations }, adjustments }
}

/// All pairs of every n-th left row: a row's rivals stay together.
fn sample_rows(pairs: &[u64]) -> Vec<u64> {
    let step = pairs.len().div_ceil(TRAINING_PAIRS).max(1);
    pairs.chunk_by(|x, y| first(*x) == first(*y)).step_by(step).flatten().copied().collect()
}

fn rivals(evidence: &Evidence, pairs: &[u64], packed: &[u128], scale: f64) -> Rivals {
    let patterns: FxHashMap<u128, u32> =
        sorted(packed).into_iter().map(|(pattern, _)| pattern).zip(0..).collect();
    // Every pair has its pattern among the counted ones.
    let index = |packed: &u128| patterns.get(packed).copied().unwrap_or_default();
    let pairs = pairs.iter().zip(packed).map(|(pair, packed)| (first(*pair), second(*pair), index(packed)));
    Rivals { pairs: pairs.collect(), rows: evidence.rows as usize, scale }
}

/// Every n-th pair, so that at most [`TRAINING_PAIRS`] are left. Pairs are sorted by row: no row is preferred.
fn sample(pairs: &[u64]) -> Vec<u64> {
    pairs.iter().step_by(pairs.len().div_ceil(TRAINING_PAIRS).max(1)).copied().collect()
}

fn random_pairs(evidence: &Evidence, seed: u64) -> Vec<u64> {
    let (left, rows) = (evidence.left, evidence.rows);
    if rows < 2 || evidence.linking && (left == 0 || left == rows) {
        return Vec::new();
    }
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut draw = || {
        let (a, b) = if evidence.linking {
            (dice.random_range(0..left), dice.random_range(left..rows))
        } else {
            (dice.random_range(0..rows), dice.random_range(0..rows))
        };
        u64::from(a) << 32 | u64::from(b)
    };
    // Drawing each pair many times over teaches nothing.
    let count = RANDOM_PAIRS.min(REDRAWS * (rows as usize).saturating_mul(rows as usize)).max(REDRAWS);
    (0..count).map(|_| draw()).filter(|pair| first(*pair) != second(*pair)).collect()
}

/// Levels of each pair, packed.
fn levels(evidence: &Evidence, pairs: &[u64]) -> Vec<u128> {
    pairs.par_iter().with_min_len(CHUNK).map(|pair| evidence.packed(first(*pair), second(*pair))).collect()
}

/// Each pattern with its number of pairs. Sums of floats depend on their order: a fixed one gives the same model every time.
fn sorted(packed: &[u128]) -> Vec<(u128, f64)> {
    let mut counts: FxHashMap<u128, f64> = FxHashMap::default();
    for pattern in packed {
        *counts.entry(*pattern).or_default() += 1.0;
    }
    let mut counts: Vec<(u128, f64)> = counts.into_iter().collect();
    counts.sort_unstable_by_key(|(pattern, _)| *pattern);
    counts
}

/// Counts patterns; each pair stands for `scale` pairs.
fn patterns(evidence: &Evidence, packed: &[u128], scale: f64) -> Patterns {
    let unpack = |pattern: u128| {
        let level = |at: usize| u8::try_from(pattern >> (4 * at) & 15).unwrap_or(NO_EVIDENCE);
        (0..evidence.comparisons.len()).map(level).collect::<Vec<u8>>()
    };
    Patterns { counts: sorted(packed).into_iter().map(|(pattern, n)| (unpack(pattern), n * scale)).collect() }
}

/// Row numbers of a packed pair.
pub(crate) fn first(pair: u64) -> u32 {
    (pair >> 32) as u32
}

/// See [`first`].
#[expect(clippy::cast_possible_truncation, reason = "two 32-bit numbers are packed into 64 bits")]
pub(crate) fn second(pair: u64) -> u32 {
    pair as u32
}

/// Weights log₂ m/u where less likeness never weighs more: neighbours that do are pooled (isotonic regression). The level
/// of swapped columns, after the plain ones, stands for itself.
fn even(m: &[f64], u: &[f64], plain: usize) -> Vec<f64> {
    // Blocks of (m, u, levels).
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    for (m, u) in m.iter().zip(u).take(plain) {
        blocks.push((*m, *u, 1));
        while let [.., (m1, u1, n1), (m2, u2, n2)] = blocks[..] {
            if m2 * u1 <= m1 * u2 {
                break;
            }
            blocks.truncate(blocks.len() - 2);
            blocks.push((m1 + m2, u1 + u2, n1 + n2));
        }
    }
    let mut weights: Vec<f64> =
        blocks.iter().flat_map(|(m, u, n)| std::iter::repeat_n((m / u).log2(), *n)).collect();
    weights.extend(m.iter().zip(u).skip(plain).map(|(m, u)| (m / u).log2()));
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_likeness_never_weighs_more() {
        let weights = even(&[0.5, 0.1, 0.3, 0.1], &[0.1, 0.3, 0.1, 0.5], 4);
        assert!(weights.is_sorted_by(|a, b| a >= b), "{weights:?}");
        assert!((weights[1] - weights[2]).abs() < 1e-12, "pooled {weights:?}");
        assert!((weights[0] - 5f64.log2()).abs() < 1e-12);
    }
}
