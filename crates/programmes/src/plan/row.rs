//! Linear conditions on the variables: `Σ coefficient × steps >= least`.

use num_traits::{CheckedMul, Signed, Zero};
use vocabulary::Number;
use vocabulary::number::to_f64;

use super::affine::Affine;
use super::space::Space;

/// A linear condition that every point of the box that meets the requirement fulfils.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) terms: Vec<(usize, f64)>,
    pub(super) least: f64,
}

impl Row {
    /// What float arithmetic may be off by, relative to the magnitudes of a row.
    pub(super) const SLACK: f64 = 1e-9;

    /// `affine >= 0`, or `> 0` where strict, for whole numbers of steps: with whole coefficients without a common divisor the right
    /// side may be rounded up (Chvátal 1973), so that no fraction of a step and no equality is left to search through.
    pub(super) fn exact(affine: &Affine, strict: bool) -> Option<Self> {
        let mut scale: i128 = 1;
        for (_, coefficient) in &affine.terms {
            scale = lcm(scale, *coefficient.denom())?;
        }
        let mut common: i128 = 0;
        let mut whole = Vec::new();
        for (variable, coefficient) in &affine.terms {
            let value = coefficient.checked_mul(&Number::from_integer(scale))?.to_integer();
            common = gcd(common, value);
            whole.push((*variable, value));
        }
        if common.is_zero() {
            return None;
        }
        let constant = affine.constant.checked_mul(&Number::new(scale, common.abs()))?;
        let least = if strict {
            (-constant).floor().to_integer().checked_add(1)?
        } else {
            (-constant).ceil().to_integer()
        };
        let terms = whole.into_iter().map(|(variable, value)| (variable, (value / common.abs()) as f64));
        Some(Self { terms: terms.collect(), least: least as f64 })
    }

    /// A condition that was computed in floats: relaxed by what they may be off by.
    pub(super) fn relaxed(terms: Vec<(usize, f64)>, least: f64, magnitude: f64) -> Option<Self> {
        let terms: Vec<(usize, f64)> = terms.into_iter().filter(|(_, n)| *n != 0.0).collect();
        let fit = least.is_finite() && magnitude.is_finite() && terms.iter().all(|(_, n)| n.is_finite());
        (fit && !terms.is_empty()).then_some(Self { terms, least: least - Self::SLACK * magnitude })
    }

    /// Narrows a box to what the row leaves of it. `None` where that is nothing; else whether it changed.
    pub(super) fn narrow(&self, space: &mut Space) -> Option<bool> {
        let most = |space: &Space, (variable, coefficient): (usize, f64)| {
            coefficient
                * if coefficient > 0.0 { space.high[variable] as f64 } else { space.low[variable] as f64 }
        };
        let total: f64 = self.terms.iter().map(|term| most(space, *term)).sum();
        let magnitude: f64 = self.terms.iter().map(|term| most(space, *term).abs()).sum();
        let slack = total - self.least + Self::SLACK * 1e-3 * (magnitude + self.least.abs());
        if slack < 0.0 {
            return None;
        }
        let mut changed = false;
        for (variable, coefficient) in &self.terms {
            // Moving this variable alone from its best end uses up the slack.
            let steps = (slack / coefficient.abs() + 1e-6).floor();
            if steps >= (space.high[*variable] - space.low[*variable]) as f64 {
                continue;
            }
            #[expect(clippy::cast_possible_truncation, reason = "below the width of the box")]
            let steps = steps as i64;
            let (low, high) = (space.low[*variable], space.high[*variable]);
            changed |= if *coefficient > 0.0 {
                space.narrow(*variable, high - steps, high)
            } else {
                space.narrow(*variable, low, low + steps)
            };
        }
        Some(changed)
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn lcm(a: i128, b: i128) -> Option<i128> {
    (a / gcd(a, b).max(1)).checked_mul(b)
}

/// The same function in floats.
pub(super) fn floats(affine: &Affine) -> (Vec<(usize, f64)>, f64) {
    (affine.terms.iter().map(|(variable, n)| (*variable, to_f64(*n))).collect(), to_f64(affine.constant))
}

/// Costs as whole multiples of their greatest common part. `None` where they do not fit.
pub(super) fn whole_units(costs: &[Number]) -> Option<(Vec<i128>, Number)> {
    let mut scale: i128 = 1;
    for cost in costs {
        scale = lcm(scale, *cost.denom())?;
    }
    let whole: Vec<i128> = (costs.iter())
        .map(|cost| cost.checked_mul(&Number::from_integer(scale)).map(|n| n.to_integer()))
        .collect::<Option<_>>()?;
    let common = whole.iter().fold(0, |so_far, n| gcd(so_far, *n)).max(1);
    debug_assert!(whole.iter().all(|n| !n.is_negative()), "costs are checked before");
    Some((whole.into_iter().map(|n| n / common).collect(), Number::new(common, scale)))
}
