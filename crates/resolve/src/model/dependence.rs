//! Columns that agree together by chance: two strangers of one suburb share its postcode and state as well. Counting each
//! as if it were independent would make neighbours look like one person. So among pairs that are not the same, a column may
//! depend on one other (a tree, after Chow and Liu 1968), and its agreement is weighed given that the other agrees.
//! A mistyped suburb is the same suburb: near agreement of the other counts like exact agreement.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use crate::evidence::{Evidence, NO_EVIDENCE};
use crate::table::MISSING;

/// Pairs agreeing on a column that are looked at.
const SAMPLE: usize = 4_000;

/// Fewest of them that must be strangers for a dependence to be estimated.
const FEWEST: f64 = 30.0;

/// Standard deviations by which strangers must agree more often than by chance, for a dependence to be one.
const DEVIATIONS: f64 = 5.0;

/// Bits of agreement counted twice from which a dependence is taken into account.
const LEAST_BITS: f64 = 1.0;

/// Pairs added to each level.
const SMOOTHING: f64 = 0.5;

/// The column another one depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct Parent {
    /// Which comparison.
    pub of: usize,
    /// Chances of the levels of the dependent column among strangers who agree on the other.
    pub given: Vec<f64>,
}

/// For each comparison, the one it depends on.
pub(crate) fn parents(evidence: &Evidence, exact: &[f64], seed: u64) -> Vec<Option<Parent>> {
    let count = evidence.comparisons.len();
    let given: Vec<Vec<Option<Vec<f64>>>> = (0..count)
        .into_par_iter()
        .map(|at| among_agreeing(evidence, exact, at, seed ^ (at as u64 + 1)))
        .collect();
    // Edges by bits counted twice.
    let mut edges: Vec<(f64, usize, usize)> = Vec::new();
    for (of, others) in given.iter().enumerate() {
        for (on, chances) in others.iter().enumerate() {
            if let Some(chances) = chances {
                let bits = (chances[0] / exact[on].max(f64::MIN_POSITIVE)).log2();
                if bits >= LEAST_BITS {
                    edges.push((bits, of, on));
                }
            }
        }
    }
    edges.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut parents: Vec<Option<Parent>> = vec![None; count];
    for (_, of, on) in edges {
        if parents[on].is_none() && !leads_to(&parents, of, on) {
            parents[on] = given[of][on].clone().map(|given| Parent { of, given });
        }
    }
    parents
}

fn leads_to(parents: &[Option<Parent>], mut from: usize, to: usize) -> bool {
    while from != to {
        match &parents[from] {
            Some(parent) => from = parent.of,
            None => return false,
        }
    }
    true
}

/// Chances of the levels of every other column among strangers who agree exactly on column `at`.
fn among_agreeing(evidence: &Evidence, exact: &[f64], at: usize, seed: u64) -> Vec<Option<Vec<f64>>> {
    let pairs = agreeing(evidence, at, seed);
    let levels: Vec<Vec<u8>> = pairs.iter().map(|(a, b)| evidence.levels(*a, *b)).collect();
    let one = |on: usize| {
        if on == at {
            return None;
        }
        let mut sums = vec![0.0; evidence.comparisons[on].levels()];
        for levels in levels.iter().filter(|levels| strangers(evidence, levels, at, on)) {
            if levels[on] != NO_EVIDENCE {
                sums[levels[on] as usize] += 1.0;
            }
        }
        let total: f64 = sums.iter().sum();
        let smoothed = total + SMOOTHING * sums.len() as f64;
        let expected = total * exact[on];
        let more = sums[0] > expected + DEVIATIONS * expected.sqrt() + DEVIATIONS;
        (total >= FEWEST && more).then(|| sums.iter().map(|n| (n + SMOOTHING) / smoothed).collect())
    };
    (0..evidence.comparisons.len()).map(one).collect()
}

/// Whether a level of a column with `plain` levels is the same or nearly so: what depends on the column follows from it.
pub(crate) fn near(level: u8, plain: usize) -> bool {
    2 * usize::from(level) < plain
}

/// Whether most columns besides two are far apart: then the pair is not the same, whatever the two say.
fn strangers(evidence: &Evidence, levels: &[u8], at: usize, on: usize) -> bool {
    let (mut far, mut near) = (0, 0);
    for (other, level) in levels.iter().enumerate().filter(|(other, _)| *other != at && *other != on) {
        let last = evidence.comparisons[other].plain_levels() - 1;
        match *level {
            NO_EVIDENCE => {}
            level if level as usize == last || level as usize + 1 == last && last > 2 => far += 1,
            _ => near += 1,
        }
    }
    far > 0 && far >= 2 * near
}

/// Random pairs of rows with the same value in a column.
fn agreeing(evidence: &Evidence, at: usize, seed: u64) -> Vec<(u32, u32)> {
    let comparison = &evidence.comparisons[at];
    // Rows by value; those of the left table first within each.
    let mut starts = vec![0usize; comparison.counts.len() + 1];
    for (value, [l, r]) in comparison.counts.iter().enumerate() {
        starts[value + 1] = starts[value] + *l as usize + *r as usize;
    }
    let mut next = starts.clone();
    let mut rows = vec![0u32; starts[comparison.counts.len()]];
    for (row, code) in (0u32..).zip(&comparison.codes).filter(|(_, code)| **code != MISSING) {
        rows[next[*code as usize]] = row;
        next[*code as usize] += 1;
    }
    let mut sum = 0u64;
    let sums: Vec<u64> = comparison
        .counts
        .iter()
        .map(|[l, r]| {
            let (l, r) = (u64::from(*l), u64::from(*r));
            sum += if evidence.linking { l * r } else { l * l.saturating_sub(1) / 2 };
            sum
        })
        .collect();
    if sum == 0 {
        return Vec::new();
    }
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let pick = |_| {
        let drawn = dice.random_range(0..sum);
        let value = sums.partition_point(|sum| *sum <= drawn);
        let group = &rows[starts[value]..starts[value + 1]];
        if evidence.linking {
            let left = comparison.counts[value][0] as usize;
            (group[dice.random_range(0..left)], group[dice.random_range(left..group.len())])
        } else {
            let first = dice.random_range(0..group.len());
            let second = (first + dice.random_range(1..group.len())) % group.len();
            (group[first.min(second)], group[first.max(second)])
        }
    };
    let mut pairs: Vec<(u32, u32)> = (0..SAMPLE).map(pick).collect();
    // Where few pairs agree, the same ones are drawn again and again: each is one observation.
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
