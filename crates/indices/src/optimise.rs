//! Weights found by search: the correlations of the parts with the whole become equal, or add up to the most
//! (Becker et al. 2017, «Weights and importance in composite indicators», Ecological Indicators 80).
//!
//! A compass search on the logarithms of the weights: all stay positive, the same input gives the same weights.

use crate::correlation::pearson;
use crate::steps::aggregate::{Aggregate, Refused, aggregate};
use crate::steps::weigh::Aim;
use crate::value::Value;

/// Most evaluations of the aim.
const MAX_TURNS: usize = 4_000;
/// The search ends when steps on the logarithm are smaller.
const SMALLEST_STEP: f64 = 1e-6;

/// Weights of the parts of a group; they add up to 1. Equal weights where nothing can be correlated.
///
/// # Errors
/// Where the parts cannot be aggregated.
pub fn weights(parts: &[&[Value]], how: Aggregate, aim: Aim) -> Result<Vec<f64>, Refused> {
    let count = parts.len();
    let mut logs = vec![0.0; count];
    let mut best = miss(parts, &logs, how, aim)?;
    let (mut step, mut turns) = (1.0, 1);
    while step > SMALLEST_STEP && turns < MAX_TURNS && count > 1 {
        let mut better = false;
        for at in 0..count {
            for way in [step, -step] {
                let mut other = logs.clone();
                if let Some(slot) = other.get_mut(at) {
                    *slot = (*slot + way).clamp(-12.0, 12.0);
                }
                let found = miss(parts, &other, how, aim)?;
                turns += 1;
                if found < best {
                    (best, logs, better) = (found, other, true);
                    break;
                }
            }
        }
        if !better {
            step /= 2.0;
        }
    }
    Ok(shares(&logs))
}

fn shares(logs: &[f64]) -> Vec<f64> {
    let weights: Vec<f64> = logs.iter().map(|log| log.exp()).collect();
    let total: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / total).collect()
}

/// How far weights are from the aim.
fn miss(parts: &[&[Value]], logs: &[f64], how: Aggregate, aim: Aim) -> Result<f64, Refused> {
    let whole = aggregate(parts, &shares(logs), how)?;
    let correlations: Vec<f64> = parts.iter().map(|part| pearson(part, &whole).unwrap_or(0.0)).collect();
    let total: f64 = correlations.iter().sum();
    Ok(match aim {
        Aim::Information => -total,
        Aim::Balance if total <= 0.0 => f64::INFINITY,
        Aim::Balance => {
            let even = 1.0 / correlations.len() as f64;
            correlations.iter().map(|r| (even - r / total).powi(2)).sum()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn balanced_weights_make_correlations_equal() {
        let parts: Vec<Vec<Value>> = [
            [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0],
            [3.0, 1.0, 2.0, 6.0, 4.0, 8.0, 5.0, 7.0],
            [4.0, 8.0, 1.0, 5.0, 2.0, 7.0, 3.0, 6.0],
        ]
        .map(|part| part.map(Value::new).to_vec())
        .into();
        let parts: Vec<&[Value]> = parts.iter().map(Vec::as_slice).collect();
        let how = Aggregate::default();
        let found = weights(&parts, how, Aim::Balance).expect("weights");
        assert!((found.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let whole = aggregate(&parts, &found, how).expect("scores");
        let r: Vec<f64> = parts.iter().map(|part| pearson(part, &whole).expect("known")).collect();
        assert!((r[0] - r[1]).abs() < 1e-3 && (r[0] - r[2]).abs() < 1e-3, "{r:?} with {found:?}");
        // Solved by hand from the correlation matrix: 0.9082 : 0.0617 : 0.9406.
        for (weight, share) in found.iter().zip([0.9082, 0.0617, 0.9406]) {
            assert!((weight - share / 1.9105).abs() < 1e-3, "{found:?}");
        }
    }
}
