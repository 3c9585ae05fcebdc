//! Aggregation: the scores below a node become its score (handbook, step 6).
//!
//! An unknown score is left out and the weights of the others grow in proportion. Where nothing is known, or less than asked for, the score
//! is unknown.

use super::copeland::copeland;
use crate::limits::MAX_COPELAND_UNITS;
use crate::value::Value;

/// A rule of aggregation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Rule {
    /// Σ w·x / Σ w: a weak score is made good by a strong one, unit for unit.
    #[default]
    Arithmetic,
    /// exp(Σ w·ln x / Σ w), of scores of at least 0.
    Geometric,
    /// Σ w / Σ (w/x), of scores of at least 0.
    Harmonic,
    /// (Σ w·x^p / Σ w)^(1/p), of scores of at least 0; p = 0 is the geometric mean.
    Power(f64),
    /// Pairwise comparison, see [`super::copeland`].
    Copeland,
}

/// How scores are aggregated.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Aggregate {
    /// The rule.
    pub rule: Rule,
    /// Least share of the scores below that must be known.
    pub available: Option<f64>,
}

/// Why scores cannot be aggregated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A mean that knows no negative numbers met one.
    #[error("{rule}不能用于负的得分")]
    Negative {
        /// Which mean.
        rule: &'static str,
        /// Which of the columns.
        column: usize,
        /// Which row.
        row: usize,
    },
    /// More units than pairs can be compared of.
    #[error("Copeland 两两比较最多 {MAX_COPELAND_UNITS} 个单位")]
    TooManyUnits,
}

/// The scores of a node from the columns below it. `weights` are not negative, one for each column.
///
/// # Errors
/// Where a geometric, harmonic or power mean meets a negative score.
pub fn aggregate(columns: &[&[Value]], weights: &[f64], how: Aggregate) -> Result<Vec<Value>, Refused> {
    let units = columns.first().map_or(0, |column| column.len());
    refuse_negative(columns, weights, how.rule)?;
    if how.rule == Rule::Copeland {
        if units > MAX_COPELAND_UNITS {
            return Err(Refused::TooManyUnits);
        }
        let mut scores = copeland(columns, weights);
        for (row, score) in scores.iter_mut().enumerate() {
            if !enough(columns, row, how.available) {
                *score = Value::UNKNOWN;
            }
        }
        return Ok(scores);
    }
    let one = |row: usize| {
        if enough(columns, row, how.available) {
            one(columns, weights, row, how.rule)
        } else {
            Value::UNKNOWN
        }
    };
    Ok((0..units).map(one).collect())
}

fn enough(columns: &[&[Value]], row: usize, least: Option<f64>) -> bool {
    let Some(least) = least else { return true };
    let known = columns.iter().filter(|column| column.get(row).is_some_and(|value| value.is_known())).count();
    known as f64 / columns.len() as f64 >= least
}

fn refuse_negative(columns: &[&[Value]], weights: &[f64], rule: Rule) -> Result<(), Refused> {
    let name = match rule {
        Rule::Geometric => "几何平均",
        Rule::Harmonic => "调和平均",
        // The first power mean is the arithmetic one.
        #[expect(clippy::float_cmp, reason = "exactly the first power")]
        Rule::Power(power) if power != 1.0 => "幂平均",
        _ => return Ok(()),
    };
    for (at, (column, weight)) in columns.iter().zip(weights).enumerate() {
        if let (true, Some(row)) =
            (*weight > 0.0, column.iter().position(|value| value.get().is_some_and(|score| score < 0.0)))
        {
            return Err(Refused::Negative { rule: name, column: at, row });
        }
    }
    Ok(())
}

/// The mean of one row. With a score of 0 and a weight on it the geometric mean, the harmonic one and those of negative power are 0: their limit.
fn one(columns: &[&[Value]], weights: &[f64], row: usize, rule: Rule) -> Value {
    let (mut sum, mut total) = (0.0, 0.0);
    let (mut least, mut greatest) = (f64::INFINITY, f64::NEG_INFINITY);
    for (column, weight) in columns.iter().zip(weights).filter(|(_, weight)| **weight > 0.0) {
        let Some(score) = column.get(row).and_then(|value| value.get()) else { continue };
        let low = match rule {
            Rule::Geometric | Rule::Harmonic => true,
            Rule::Power(power) => power <= 0.0,
            _ => false,
        };
        if low && score == 0.0 {
            return Value::new(0.0);
        }
        (least, greatest) = (least.min(score), greatest.max(score));
        total += weight;
        sum += weight
            * match rule {
                Rule::Arithmetic | Rule::Copeland => score,
                Rule::Geometric => score.ln(),
                Rule::Harmonic => score.recip(),
                Rule::Power(0.0) => score.ln(),
                Rule::Power(power) => score.powf(power),
            };
    }
    if total <= 0.0 {
        return Value::UNKNOWN;
    }
    let mean = match rule {
        Rule::Arithmetic | Rule::Copeland => sum / total,
        Rule::Geometric | Rule::Power(0.0) => (sum / total).exp(),
        Rule::Harmonic => total / sum,
        Rule::Power(power) if sum.is_normal() => (sum / total).powf(power.recip()),
        Rule::Power(power) => scaled_power(columns, weights, row, power),
    };
    // A mean lies between what it is of; exp(ln 100) is a little more than 100.
    if mean.is_finite() { Value::new(mean.clamp(least, greatest)) } else { Value::UNKNOWN }
}

/// The power mean of a row whose powers leave the range of doubles: of scores as parts of the one that weighs most, whose power is 1.
fn scaled_power(columns: &[&[Value]], weights: &[f64], row: usize, power: f64) -> f64 {
    let scores: Vec<(f64, f64)> = (columns.iter().zip(weights))
        .filter(|(_, weight)| **weight > 0.0)
        .filter_map(|(column, weight)| Some((column.get(row)?.get()?, *weight)))
        .collect();
    let pick = |a: f64, b: f64| if power > 0.0 { a.max(b) } else { a.min(b) };
    let outer = scores.iter().map(|(score, _)| *score).reduce(pick).unwrap_or_default();
    if outer <= 0.0 {
        return 0.0;
    }
    let total: f64 = scores.iter().map(|(_, weight)| weight).sum();
    let sum: f64 = scores.iter().map(|(score, weight)| weight * (score / outer).powf(power)).sum();
    outer * (sum / total).powf(power.recip())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(rule: Rule, rows: &[[f64; 2]], weights: [f64; 2]) -> Result<Vec<Option<f64>>, Refused> {
        let columns: Vec<Vec<Value>> =
            (0..2).map(|at| rows.iter().map(|row| Value::new(row[at])).collect()).collect();
        let columns: Vec<&[Value]> = columns.iter().map(Vec::as_slice).collect();
        let done = aggregate(&columns, &weights, Aggregate { rule, available: None })?;
        Ok(done.iter().map(|score| score.get()).collect())
    }

    const GAP: f64 = f64::NAN;

    #[test]
    fn means_follow_their_definitions_and_leave_gaps_out() {
        let rows = [[1.0, 4.0], [GAP, 9.0], [GAP, GAP]];
        let first = |rule| {
            let done = scores(rule, &rows, [1.0, 1.0]).expect("aggregated");
            assert!((done[1].expect("known") - 9.0).abs() < 1e-12, "{rule:?}");
            assert_eq!(done[2], None);
            done[0].expect("known")
        };
        assert_eq!(Some(first(Rule::Arithmetic)), Some(2.5));
        assert!((first(Rule::Geometric) - 2.0).abs() < 1e-15);
        assert_eq!(Some(first(Rule::Harmonic)), Some(1.6));
        assert_eq!(Some(first(Rule::Power(2.0))), Some((8.5_f64).sqrt()));
        assert!((first(Rule::Power(0.0)) - 2.0).abs() < 1e-15);
        assert!((first(Rule::Power(-1.0)) - 1.6).abs() < 1e-15);
    }

    #[test]
    fn powers_beyond_doubles_still_have_a_mean() {
        let mean = |power, row: [f64; 2]| {
            scores(Rule::Power(power), &[row], [1.0, 1.0]).expect("aggregated")[0].expect("known")
        };
        assert!((mean(100.0, [1e5, 5e4]) / (1e5 * 0.5_f64.powf(0.01)) - 1.0).abs() < 1e-12);
        assert!((mean(-100.0, [1e-5, 1e-4]) / (1e-5 * 0.5_f64.powf(-0.01)) - 1.0).abs() < 1e-12);
        assert!(mean(2.0, [0.0, 0.0]).abs() < 1e-300);
    }

    #[test]
    fn a_mean_never_leaves_the_bounds_of_its_scores() {
        for rule in [Rule::Arithmetic, Rule::Geometric, Rule::Harmonic, Rule::Power(0.3), Rule::Power(-1.7)] {
            for score in [100.0, 0.1, 1.0 / 3.0, 99.9] {
                assert_eq!(scores(rule, &[[score, score]], [0.1, 0.7]), Ok(vec![Some(score)]), "{rule:?}");
            }
        }
    }

    #[test]
    fn zero_is_the_limit_and_negative_is_refused() {
        for rule in [Rule::Geometric, Rule::Harmonic, Rule::Power(-2.0), Rule::Power(0.0)] {
            assert_eq!(scores(rule, &[[0.0, 4.0]], [1.0, 1.0]), Ok(vec![Some(0.0)]));
            assert!(matches!(
                scores(rule, &[[-1.0, 4.0]], [1.0, 1.0]),
                Err(Refused::Negative { row: 0, .. })
            ));
            // A score without weight does not count.
            assert_eq!(
                scores(rule, &[[-1.0, 4.0]], [0.0, 1.0]).map(|done| done[0].map(f64::round)),
                Ok(Some(4.0))
            );
        }
        assert_eq!(scores(Rule::Arithmetic, &[[-1.0, 4.0]], [1.0, 1.0]), Ok(vec![Some(1.5)]));
        assert_eq!(scores(Rule::Arithmetic, &[[1.0, 4.0]], [0.0, 0.0]), Ok(vec![None]));
    }

    #[test]
    fn too_little_known_is_unknown() {
        let columns = [[1.0, 1.0], [2.0, GAP]].map(|column| column.map(Value::new).to_vec());
        let columns: Vec<&[Value]> = columns.iter().map(Vec::as_slice).collect();
        let how = Aggregate { rule: Rule::Arithmetic, available: Some(0.6) };
        let done = aggregate(&columns, &[1.0, 1.0], how).expect("aggregated");
        assert_eq!(done, [Value::new(1.5), Value::UNKNOWN]);
    }
}
