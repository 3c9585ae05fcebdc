//! Expectation–maximisation over patterns of levels.

use crate::evidence::NO_EVIDENCE;
use crate::limits::{CONVERGED, MAX_ITERATIONS};
use crate::model::dependence::{Parent, near};

/// Weight of the assumption that most matches agree exactly, in pairs: it decides only where data are few.
const ASSUMED_PAIRS: f64 = 4.0;

/// Share of matches assumed to agree exactly before data speak.
const ASSUMED_EXACT: f64 = 0.8;

/// Pairs added to each level of u, so that a level never seen at random is rare, not impossible.
const SMOOTHING: f64 = 0.5;

/// The least share of the raw chance of exact agreement that is left after the matches in it are taken out.
const LEAST_CHANCE: f64 = 0.02;

/// Patterns of levels with how many pairs have each. Levels are per comparison; 15 is missing.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    /// Levels of each pattern and its number of pairs.
    pub counts: Vec<(Vec<u8>, f64)>,
}

/// What EM estimates from.
#[derive(Clone, Debug)]
pub struct Estimate {
    /// Number of levels of each comparison.
    pub levels: Vec<usize>,
    /// The same without the level of swapped columns.
    pub plain: Vec<usize>,
    /// Patterns of the blocked pairs; counts stand for all blocked pairs.
    pub blocked: Patterns,
    /// Patterns of pairs taken at random.
    pub random: Patterns,
    /// All pairs there are.
    pub possible: f64,
    /// Chance of exact agreement of two random rows that both have a value, matches included, per comparison.
    pub exact: Vec<f64>,
    /// For each comparison, the one it depends on among pairs that are not the same.
    pub parents: Vec<Option<Parent>>,
    /// Who competes with whom, where two tables are linked.
    pub rivals: Option<Rivals>,
    /// Prior to start from.
    pub start: f64,
}

/// Blocked pairs of two tables. A row seldom has two partners: where many rows of the other table fit equally well, each is
/// the less likely. The milder side counts, so that a row may have several partners that fit nothing else.
#[derive(Clone, Debug)]
pub struct Rivals {
    /// Row, other row, and index of the pattern among the blocked ones.
    pub pairs: Vec<(u32, u32, u32)>,
    /// Rows of both tables.
    pub rows: usize,
    /// Blocked pairs that one of these stands for. Where it is more than one, whole left rows were sampled, and only they
    /// have all their rivals here.
    pub scale: f64,
}

impl Rivals {
    /// Sum over the pairs of each pattern of the chance to be the same, given the odds of each pattern.
    fn totals(&self, odds: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.rows];
        for (a, b, pattern) in &self.pairs {
            sums[*a as usize] += odds[*pattern as usize];
            sums[*b as usize] += odds[*pattern as usize];
        }
        let mut totals = vec![0.0; odds.len()];
        for (a, b, pattern) in &self.pairs {
            let left = sums[*a as usize];
            let all = if self.scale > 1.0 { left } else { left.min(sums[*b as usize]) };
            totals[*pattern as usize] += self.scale * odds[*pattern as usize] / (1.0 + all);
        }
        totals
    }
}

/// m and u of each comparison and level, the prior, and the iterations it took.
#[derive(Clone, Debug)]
pub struct Parameters {
    /// Chances among pairs that are the same.
    pub m: Vec<Vec<f64>>,
    /// Chances among pairs that are not.
    pub u: Vec<Vec<f64>>,
    /// The same where the comparison depends on another one: where that one agrees, and where it does not.
    pub given: Vec<Option<Given>>,
    /// Chance that a random pair is the same.
    pub prior: f64,
    /// Iterations.
    pub iterations: usize,
}

/// u of a comparison that depends on another one.
#[derive(Clone, Debug)]
pub struct Given {
    /// The other one.
    pub of: usize,
    /// Levels of the other one, without the one for swapped columns.
    plain: usize,
    /// Chances where the other one agrees, exactly or nearly.
    pub agreeing: Vec<f64>,
    /// Chances where it does not.
    pub apart: Vec<f64>,
}

impl Parameters {
    /// u of a level of comparison `at` in a pair with these levels.
    fn chance(&self, at: usize, levels: &[u8]) -> f64 {
        let level = levels[at] as usize;
        match &self.given[at] {
            Some(given) if near(levels[given.of], given.plain) => given.agreeing[level],
            Some(given) if levels[given.of] != NO_EVIDENCE => given.apart[level],
            _ => self.u[at][level],
        }
    }
}

/// What is left of the chances where the other column does not agree.
fn depend(parents: &[Option<Parent>], plain: &[usize], u: &[Vec<f64>]) -> Vec<Option<Given>> {
    let one = |(chances, parent): (&Vec<f64>, &Option<Parent>)| {
        let parent = parent.as_ref()?;
        let plain = plain[parent.of];
        let agrees =
            (0u8..).zip(&u[parent.of]).filter(|(level, _)| near(*level, plain)).map(|(_, chance)| chance);
        let agrees = agrees.sum::<f64>().min(0.999);
        let rest = chances.iter().zip(&parent.given).map(|(all, given)| {
            // Never less than a tenth: both chances are estimates.
            ((all - agrees * given) / (1.0 - agrees)).max(0.1 * all)
        });
        let apart = rest.collect();
        Some(Given { of: parent.of, plain, agreeing: parent.given.clone(), apart })
    };
    u.iter().zip(parents).map(one).collect()
}

/// Sums of one side (the same, or not) per comparison and level.
type Sums = Vec<Vec<f64>>;

/// Estimates m, u and the prior.
pub fn estimate(given: &Estimate) -> Parameters {
    let assumed: Vec<Vec<f64>> = given.levels.iter().map(|levels| assumed(*levels)).collect();
    let mut parameters = Parameters {
        m: assumed.clone(),
        u: chances(&weigh(given, given.random.counts.iter().map(|(levels, count)| (levels, *count))), None),
        given: Vec::new(),
        prior: given.start,
        iterations: 0,
    };
    raw_exact(given, &mut parameters.u);
    parameters.given = depend(&given.parents, &given.plain, &parameters.u);
    for iteration in 1..=MAX_ITERATIONS {
        let same = |levels: &[u8]| {
            let odds = odds(&parameters, levels);
            odds / (1.0 + odds)
        };
        let matches: Vec<f64> = match &given.rivals {
            Some(rivals) => {
                let odds = given.blocked.counts.iter().map(|(levels, _)| odds(&parameters, levels));
                rivals.totals(&odds.collect::<Vec<f64>>())
            }
            None => given.blocked.counts.iter().map(|(levels, count)| count * same(levels)).collect(),
        };
        let total: f64 = matches.iter().sum();
        let matched = weigh(given, given.blocked.counts.iter().map(|(levels, _)| levels).zip(matches));
        let random = &given.random.counts;
        let chance =
            weigh(given, random.iter().map(|(levels, count)| (levels, count * (1.0 - same(levels)))));
        let m = chances(&matched, Some(&assumed));
        let mut u = chances(&chance, None);
        exact_chance(given, &matched, &mut u);
        // At least one match is assumed, at most half of all pairs.
        let prior = (total.max(1.0) / given.possible).clamp(f64::MIN_POSITIVE, 0.5);
        let moved =
            parameters.m.iter().zip(&m).flat_map(|(x, y)| x.iter().zip(y)).map(|(x, y)| (x - y).abs());
        let moved = moved.fold((prior / parameters.prior).ln().abs() * 0.1, f64::max);
        let depending = depend(&given.parents, &given.plain, &u);
        parameters = Parameters { m, u, given: depending, prior, iterations: iteration };
        if moved < CONVERGED {
            break;
        }
    }
    parameters
}

fn assumed(levels: usize) -> Vec<f64> {
    let rest = 1.0 - ASSUMED_EXACT;
    let others = levels.saturating_sub(1).max(1) as f64;
    (0..levels).map(|level| if level == 0 { ASSUMED_EXACT } else { rest / others }).collect()
}

/// Largest odds, so that sums of odds stay finite.
const SURE: f64 = 1e12;

/// Odds that a pair with these levels is the same.
fn odds(parameters: &Parameters, levels: &[u8]) -> f64 {
    let mut odds = parameters.prior / (1.0 - parameters.prior);
    for (at, level) in levels.iter().enumerate().filter(|(_, level)| **level != NO_EVIDENCE) {
        odds *= parameters.m[at][*level as usize] / parameters.chance(at, levels);
    }
    odds.min(SURE)
}

fn weigh<'a>(given: &Estimate, patterns: impl Iterator<Item = (&'a Vec<u8>, f64)>) -> Sums {
    let mut sums: Sums = given.levels.iter().map(|levels| vec![0.0; *levels]).collect();
    for (levels, weight) in patterns {
        for (sum, level) in sums.iter_mut().zip(levels).filter(|(_, level)| **level != NO_EVIDENCE) {
            sum[*level as usize] += weight;
        }
    }
    sums
}

fn chances(sums: &Sums, assumed: Option<&Vec<Vec<f64>>>) -> Vec<Vec<f64>> {
    let smooth = |at: usize, level: usize| assumed.map_or(SMOOTHING, |a| ASSUMED_PAIRS * a[at][level]);
    let one = |(at, sum): (usize, &Vec<f64>)| {
        let smoothed: Vec<f64> = sum.iter().enumerate().map(|(level, n)| n + smooth(at, level)).collect();
        let total: f64 = smoothed.iter().sum();
        smoothed.iter().map(|n| n / total).collect()
    };
    sums.iter().enumerate().map(one).collect()
}

fn raw_exact(given: &Estimate, u: &mut [Vec<f64>]) {
    for (chances, exact) in u.iter_mut().zip(&given.exact) {
        set_exact(chances, *exact);
    }
}

/// Exact agreement is counted over all pairs, not sampled; the matches found so far are taken out of it.
fn exact_chance(given: &Estimate, matched: &Sums, u: &mut [Vec<f64>]) {
    for ((chances, exact), matched) in u.iter_mut().zip(&given.exact).zip(matched) {
        let left = (exact - matched[0] / given.possible).max(LEAST_CHANCE * exact);
        set_exact(chances, left);
    }
}

/// Sets the chance of level 0 and scales the others to what is left.
fn set_exact(chances: &mut [f64], exact: f64) {
    let exact = exact.clamp(f64::MIN_POSITIVE, 0.999);
    let others: f64 = chances.iter().skip(1).sum();
    for chance in chances.iter_mut().skip(1) {
        *chance *= (1.0 - exact) / others;
    }
    chances[0] = exact;
}

#[cfg(test)]
mod tests {
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;
    use rustc_hash::FxHashMap;

    use super::*;

    /// Draws pairs from a known model and gives them to EM unlabelled.
    #[test]
    fn known_parameters_are_found_again() {
        let m = [[0.9, 0.06, 0.04], [0.7, 0.2, 0.1], [0.8, 0.1, 0.1], [0.6, 0.3, 0.1]];
        let u = [[0.01, 0.02, 0.97], [0.05, 0.05, 0.9], [0.001, 0.009, 0.99], [0.1, 0.1, 0.8]];
        let (pairs, prior) = (400_000, 0.01);
        let mut dice = ChaCha8Rng::seed_from_u64(7);
        let mut counts: FxHashMap<Vec<u8>, f64> = FxHashMap::default();
        let mut exact = vec![0.0; 4];
        for _ in 0..pairs {
            let chances = if dice.random::<f64>() < prior { &m } else { &u };
            let levels: Vec<u8> = chances
                .iter()
                .map(|[first, second, _]| match dice.random::<f64>() {
                    x if x < *first => 0,
                    x if x < first + second => 1,
                    _ => 2,
                })
                .collect();
            exact.iter_mut().zip(&levels).filter(|(_, level)| **level == 0).for_each(|(sum, _)| *sum += 1.0);
            *counts.entry(levels).or_default() += 1.0;
        }
        for sum in &mut exact {
            *sum /= f64::from(pairs);
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by(|a, b| a.0.cmp(&b.0));
        let found = estimate(&Estimate {
            levels: vec![3; 4],
            plain: vec![3; 4],
            blocked: Patterns { counts: counts.clone() },
            random: Patterns { counts },
            possible: f64::from(pairs),
            exact,
            parents: vec![None; 4],
            rivals: None,
            start: 0.001,
        });
        assert!((found.prior - prior).abs() < 0.001, "prior {}", found.prior);
        for at in 0..4 {
            for level in 0..3 {
                assert!((found.m[at][level] - m[at][level]).abs() < 0.03, "m {at} {level} {:?}", found.m[at]);
                assert!(
                    (found.u[at][level] - u[at][level]).abs() < 0.005,
                    "u {at} {level} {:?}",
                    found.u[at]
                );
            }
        }
    }

    #[test]
    fn a_missing_value_is_no_evidence() {
        let parameters = Parameters {
            m: vec![vec![0.9, 0.1]],
            u: vec![vec![0.1, 0.9]],
            given: vec![None],
            prior: 0.2,
            iterations: 0,
        };
        assert!((odds(&parameters, &[NO_EVIDENCE]) - 0.25).abs() < 1e-12);
    }
}
