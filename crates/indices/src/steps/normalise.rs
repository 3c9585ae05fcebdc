//! Normalisation: figures of different units are brought to one scale on which more is better (handbook, step 5).
//!
//! Every method has a natural scale; `range` takes it to another by a straight line, in the same way for all: what is 0 on the natural scale
//! goes to the lower end, what is 1 to the upper. The z-score has no ends: −3 and +3 stand for them, so that its mean lies in the middle.

use crate::rank::{Ties, ascending};
use crate::value::{Value, bounds, deviation, known, mean};

/// A method.
#[derive(Clone, Debug, PartialEq)]
pub enum Method {
    /// As it is, only turned by direction.
    None,
    /// (x − min)/(max − min); 0–100 where no range is given.
    MinMax,
    /// (x − mean)/s·sd + mean′, s with n − 1.
    ZScore {
        /// The mean of the scores.
        mean: f64,
        /// Their standard deviation.
        sd: f64,
    },
    /// (x − from)/(to − from), a straight line through two given figures; 0–100 where no range is given.
    Scaled {
        /// The figure that scores 0.
        from: f64,
        /// The figure that scores 1.
        to: f64,
    },
    /// 1 − (max − x)/(max − min).
    DistanceToMax,
    /// 1 − (x_ref − x)/(x_ref − min), of a reference unit.
    DistanceToReference {
        /// The code of the unit.
        unit: String,
        /// Whether scores above 1 become 1.
        cap: bool,
    },
    /// (x − min)/(target − min); of an indicator where less is better (max − x)/(max − target). Not defined of a target that the worst
    /// has reached; with `cap` all score 1 there.
    DistanceToTarget {
        /// The indicator's target.
        target: Option<f64>,
        /// Whether scores above 1 become 1.
        cap: bool,
    },
    /// x/max. Where less is better, of min + max − x.
    FractionOfMax,
    /// (rank − 1)/(n − 1).
    PercentileRank(Ties),
    /// Rank from 1, the best has the greatest.
    Rank(Ties),
    /// Rank − 1: points of Borda, one for each unit that is worse.
    Borda(Ties),
    /// (x − low)/(high − low) between two goalposts; where less is better (high − x)/(high − low).
    Goalposts {
        /// The figure at the lower goalpost.
        low: Option<f64>,
        /// The figure at the upper goalpost.
        high: Option<f64>,
        /// Whether scores beyond the goalposts stop at them.
        cap: bool,
    },
}

/// How figures are normalised.
#[derive(Clone, Debug, PartialEq)]
pub struct Normalise {
    /// The method.
    pub method: Method,
    /// The scale of the scores.
    pub range: Option<(f64, f64)>,
    /// Each year by itself; otherwise all years of a panel on one scale.
    pub each_year: bool,
}

impl Default for Normalise {
    fn default() -> Self {
        Self { method: Method::MinMax, range: None, each_year: false }
    }
}

/// Normalised scores.
#[derive(Clone, Debug, PartialEq)]
pub struct Normalised {
    /// The scores; more is better.
    pub column: Vec<Value>,
    /// Lower and upper end of the scale together: a score s turned round is `mirror − s`. None where the scale has no middle.
    pub mirror: Option<f64>,
}

/// Normalises a column. `up`: more is better. `reference`: the row of the reference unit, where the method asks for one. All scores are
/// unknown where the method is not defined of the column, as of equal numbers.
pub fn normalise(column: &[Value], how: &Normalise, up: bool, reference: Option<usize>) -> Normalised {
    let turned: Vec<Value> =
        if up { column.to_vec() } else { column.iter().map(|value| value.map(|x| -x)).collect() };
    let (natural, scale) = natural(&turned, column, &how.method, up, reference);
    let (low, high) = scale;
    let usual = match how.method {
        Method::MinMax | Method::Scaled { .. } => Some((0.0, 100.0)),
        _ => None,
    };
    let Some((from, to)) = how.range.or(usual).filter(|_| how.method != Method::None && high > low) else {
        let mirror = (how.method != Method::None).then_some(low + high);
        return Normalised { column: natural, mirror };
    };
    let stretch = |x: f64| (x - low) / (high - low) * (to - from) + from;
    Normalised { column: natural.iter().map(|value| value.map(stretch)).collect(), mirror: Some(from + to) }
}

/// Scores on the method's natural scale, and its ends.
fn natural(
    turned: &[Value],
    column: &[Value],
    method: &Method,
    up: bool,
    reference: Option<usize>,
) -> (Vec<Value>, (f64, f64)) {
    let unit = (0.0, 1.0);
    let line = |from: Option<f64>, to: Option<f64>| line(turned, from, to);
    let ends = bounds(turned);
    let (least, greatest) = (ends.map(|ends| ends.0), ends.map(|ends| ends.1));
    let sign = if up { 1.0 } else { -1.0 };
    let capped = |scores: Vec<Value>, cap: bool| -> Vec<Value> {
        scores.iter().map(|score| if cap { score.map(|x| x.min(1.0)) } else { *score }).collect()
    };
    match method {
        Method::None => (turned.to_vec(), unit),
        Method::MinMax | Method::DistanceToMax => (line(least, greatest), unit),
        Method::ZScore { mean, sd } => (z_scores(turned, *mean, *sd), (mean - 3.0 * sd, mean + 3.0 * sd)),
        Method::Scaled { from, to } => {
            let (from, to) = if up { (*from, *to) } else { (-to, -from) };
            (line(Some(from), Some(to)), unit)
        }
        Method::DistanceToReference { cap, .. } => {
            let at = reference.and_then(|row| turned.get(row)).and_then(|value| value.get());
            (capped(line(least, at), *cap), unit)
        }
        Method::DistanceToTarget { target, cap } => {
            let target = target.map(|target| target * sign);
            // A target that the worst has reached would turn the line round, and the better would score less.
            match (least, target) {
                (Some(least), Some(target)) if target <= least && *cap => {
                    (turned.iter().map(|value| value.map(|_| 1.0)).collect(), unit)
                }
                (Some(least), Some(target)) if target <= least => (vec![Value::UNKNOWN; turned.len()], unit),
                _ => (capped(line(least, target), *cap), unit),
            }
        }
        Method::FractionOfMax => {
            // Turned figures would be negative and their fractions upside down: where less is better they are mirrored in their bounds.
            let mirror = bounds(column).map(|(low, high)| low + high);
            let best = bounds(column).map(|(_, high)| high).filter(|best| *best > 0.0);
            let score = |value: &Value| match (value.get(), best, mirror) {
                (Some(x), Some(best), Some(mirror)) => Value::new(if up { x } else { mirror - x } / best),
                _ => Value::UNKNOWN,
            };
            (column.iter().map(score).collect(), unit)
        }
        Method::PercentileRank(ties) => {
            let count = known(turned).count() as f64;
            let ranks = ascending(turned, *ties);
            (ranks.iter().map(|rank| rank.map(|rank| (rank - 1.0) / (count - 1.0))).collect(), unit)
        }
        Method::Rank(ties) => (ascending(turned, *ties), (1.0, known(turned).count() as f64)),
        Method::Borda(ties) => {
            let ranks = ascending(turned, *ties).iter().map(|rank| rank.map(|rank| rank - 1.0)).collect();
            (ranks, (0.0, known(turned).count() as f64 - 1.0))
        }
        Method::Goalposts { low, high, cap } => {
            let (low, high) = if up { (*low, *high) } else { (high.map(|x| -x), low.map(|x| -x)) };
            let scores = line(low, high);
            let kept = |x: f64| if *cap { x.clamp(0.0, 1.0) } else { x };
            (scores.iter().map(|score| score.map(kept)).collect(), unit)
        }
    }
}

/// The straight line that is 0 at `from` and 1 at `to`; unknown where they are not apart.
fn line(column: &[Value], from: Option<f64>, to: Option<f64>) -> Vec<Value> {
    match (from, to) {
        #[expect(clippy::float_cmp, reason = "only equal ends have no line")]
        (Some(from), Some(to)) if from != to => {
            // Halved only where the width of the scale is beyond the greatest double.
            let part = if (to - from).is_finite() { 1.0 } else { 0.5 };
            let width = to * part - from * part;
            column.iter().map(|value| value.map(|x| (x * part - from * part) / width)).collect()
        }
        _ => vec![Value::UNKNOWN; column.len()],
    }
}

fn z_scores(column: &[Value], to_mean: f64, to_sd: f64) -> Vec<Value> {
    match (mean(column), deviation(column)) {
        (Some(mean), Some(sd)) if sd > 0.0 => {
            column.iter().map(|value| value.map(|x| (x - mean) / sd * to_sd + to_mean)).collect()
        }
        _ => vec![Value::UNKNOWN; column.len()],
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn scores(method: Method, range: Option<(f64, f64)>, up: bool, numbers: &[f64]) -> Vec<Option<f64>> {
        let column: Vec<Value> = numbers.iter().copied().map(Value::new).collect();
        let how = Normalise { method, range, each_year: false };
        normalise(&column, &how, up, Some(1)).column.iter().map(|value| value.get()).collect()
    }

    const TIES: Ties = Ties::Min;

    #[rstest]
    #[case(Method::MinMax, None, true, [0.0, 50.0, 100.0])]
    #[case(Method::MinMax, Some((1.0, 3.0)), false, [3.0, 2.0, 1.0])]
    #[case(Method::ZScore { mean: 0.0, sd: 1.0 }, None, true, [-1.0, 0.0, 1.0])]
    #[case(Method::ZScore { mean: 0.0, sd: 1.0 }, Some((0.0, 60.0)), true, [20.0, 30.0, 40.0])]
    #[case(Method::Scaled { from: 0.0, to: 40.0 }, None, true, [25.0, 50.0, 75.0])]
    #[case(Method::Scaled { from: 0.0, to: 40.0 }, Some((0.0, 1.0)), false, [0.75, 0.5, 0.25])]
    #[case(Method::DistanceToMax, None, true, [0.0, 0.5, 1.0])]
    #[case(Method::DistanceToReference { unit: String::new(), cap: false }, None, true, [0.0, 1.0, 2.0])]
    #[case(Method::DistanceToReference { unit: String::new(), cap: true }, None, false, [1.0, 1.0, 0.0])]
    #[case(Method::DistanceToTarget { target: Some(50.0), cap: false }, None, true, [0.0, 0.25, 0.5])]
    #[case(Method::DistanceToTarget { target: Some(20.0), cap: true }, None, false, [1.0, 1.0, 0.0])]
    #[case(Method::FractionOfMax, None, true, [10.0 / 30.0, 20.0 / 30.0, 1.0])]
    #[case(Method::FractionOfMax, None, false, [1.0, 20.0 / 30.0, 10.0 / 30.0])]
    #[case(Method::PercentileRank(TIES), None, true, [0.0, 0.5, 1.0])]
    #[case(Method::Rank(TIES), None, false, [3.0, 2.0, 1.0])]
    #[case(Method::Rank(TIES), Some((0.0, 1.0)), true, [0.0, 0.5, 1.0])]
    #[case(Method::Borda(TIES), None, true, [0.0, 1.0, 2.0])]
    #[case(Method::Goalposts { low: Some(15.0), high: Some(25.0), cap: true }, None, true, [0.0, 0.5, 1.0])]
    #[case(Method::Goalposts { low: Some(0.0), high: Some(40.0), cap: true }, None, false, [0.75, 0.5, 0.25])]
    #[case(Method::None, None, false, [-10.0, -20.0, -30.0])]
    fn each_method_follows_its_definition(
        #[case] method: Method,
        #[case] range: Option<(f64, f64)>,
        #[case] up: bool,
        #[case] expected: [f64; 3],
    ) {
        assert_eq!(scores(method, range, up, &[10.0, 20.0, 30.0]), expected.map(Some));
    }

    #[test]
    fn equal_numbers_score_nothing() {
        for method in [Method::MinMax, Method::ZScore { mean: 0.0, sd: 1.0 }, Method::DistanceToMax] {
            assert_eq!(scores(method, None, true, &[5.0, 5.0]), [None, None]);
        }
        assert_eq!(scores(Method::PercentileRank(TIES), None, true, &[5.0]), [None]);
        assert_eq!(scores(Method::FractionOfMax, None, true, &[0.0, -1.0]), [None, None]);
        assert_eq!(scores(Method::MinMax, None, true, &[]), []);
    }

    #[test]
    fn a_target_that_all_have_reached_never_rewards_the_worse() {
        let target = |cap| Method::DistanceToTarget { target: Some(5.0), cap };
        assert_eq!(scores(target(false), None, true, &[10.0, 20.0]), [None, None]);
        assert_eq!(scores(target(true), None, true, &[10.0, 20.0]), [Some(1.0), Some(1.0)]);
        assert_eq!(scores(target(true), None, true, &[4.0, 20.0]), [Some(0.0), Some(1.0)]);
    }

    #[test]
    fn a_scale_wider_than_doubles_is_still_a_scale() {
        assert_eq!(
            scores(Method::MinMax, None, true, &[-1e308, 0.0, 1e308]),
            [Some(0.0), Some(50.0), Some(100.0)]
        );
    }
}
