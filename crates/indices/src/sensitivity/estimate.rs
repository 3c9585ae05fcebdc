//! Estimators of Jansen (1999), «Analysis of variance designs for model output», Computer Physics Communications 117.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use crate::value::{Value, quantile};

/// How much a choice matters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Order {
    /// Share of the variance that goes with the choice alone.
    pub first: Estimate,
    /// Share of the variance that goes with the choice and everything it acts together with.
    pub total: Estimate,
}

/// An estimate with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate; unknown where nothing varies.
    pub value: Value,
    /// Lower end of the bootstrap interval.
    pub low: Value,
    /// Upper end of the bootstrap interval.
    pub high: Value,
}

/// Orders of all choices, and what varied.
pub(super) struct Orders {
    pub(super) variance: f64,
    pub(super) mean: f64,
    pub(super) choices: Vec<Order>,
}

/// S = 1 − Σ (f(B) − f(ABᵢ))² / (2N·V) and T = Σ (f(A) − f(ABᵢ))² / (2N·V), V the variance of A and B together.
pub(super) fn jansen(
    a: &[f64],
    b: &[f64],
    mixed: &[&[f64]],
    bootstrap: usize,
    tail: f64,
    seed: u64,
) -> Orders {
    let rows: Vec<usize> = (0..a.len()).collect();
    let (mean, variance) = spread(a, b, &rows);
    let told = indices(a, b, mixed, &rows);
    let drawn: Vec<Vec<(f64, f64)>> = (0..bootstrap as u64)
        .into_par_iter()
        .filter_map(|turn| {
            let mut dice = ChaCha8Rng::seed_from_u64(seed ^ (turn.wrapping_add(1) << 20));
            let rows: Vec<usize> = (0..a.len()).map(|_| dice.random_range(0..a.len())).collect();
            indices(a, b, mixed, &rows)
        })
        .collect();
    let interval = |value: Option<f64>, mut all: Vec<f64>| {
        all.sort_by(f64::total_cmp);
        Estimate {
            value: value.into(),
            low: quantile(&all, tail).filter(|_| value.is_some()).into(),
            high: quantile(&all, 1.0 - tail).filter(|_| value.is_some()).into(),
        }
    };
    let of = |choice: usize| drawn.iter().filter_map(move |drawn| drawn.get(choice));
    let one = |choice: usize| {
        let told = told.as_ref().and_then(|told| told.get(choice));
        Order {
            first: interval(told.map(|order| order.0), of(choice).map(|order| order.0).collect()),
            total: interval(told.map(|order| order.1), of(choice).map(|order| order.1).collect()),
        }
    };
    Orders { variance, mean, choices: (0..mixed.len()).map(one).collect() }
}

fn spread(a: &[f64], b: &[f64], rows: &[usize]) -> (f64, f64) {
    let both = || rows.iter().flat_map(|row| [a.get(*row), b.get(*row)]).flatten();
    let count = 2.0 * rows.len() as f64;
    let mean = both().sum::<f64>() / count;
    (mean, both().map(|y| (y - mean).powi(2)).sum::<f64>() / (count - 1.0))
}

/// First and total order of each choice over some rows; `None` where nothing varies.
fn indices(a: &[f64], b: &[f64], mixed: &[&[f64]], rows: &[usize]) -> Option<Vec<(f64, f64)>> {
    let (_, variance) = spread(a, b, rows);
    // Mean shifts are means of whole numbers: what varies less is rounding.
    if variance.is_nan() || variance < 1e-18 {
        return None;
    }
    let scale = 2.0 * rows.len() as f64 * variance;
    let squares = |one: &[f64], other: &[f64]| -> f64 {
        rows.iter().filter_map(|row| Some((one.get(*row)? - other.get(*row)?).powi(2))).sum()
    };
    Some(mixed.iter().map(|mixed| (1.0 - squares(b, mixed) / scale, squares(a, mixed) / scale)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ishigami's function (a = 7, b = 0.1), whose indices are known: S = 0.3139, 0.4424, 0; T = 0.5576, 0.4424, 0.2437.
    fn ishigami(x: &[f64]) -> f64 {
        let x: Vec<f64> = x.iter().map(|u| std::f64::consts::PI * (2.0 * u - 1.0)).collect();
        x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin()
    }

    #[test]
    fn indices_of_ishigami_are_found() {
        let sample = super::super::Sample { base: 8192, count: 3, seed: 3 };
        let y: Vec<f64> = (0..8192 * 5).map(|run| ishigami(&sample.run(run))).collect();
        let mixed: Vec<&[f64]> = y[2 * 8192..].chunks(8192).collect();
        let orders = jansen(&y[..8192], &y[8192..2 * 8192], &mixed, 200, 0.05, 1);
        let known = [(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)];
        for (order, (first, total)) in orders.choices.iter().zip(known) {
            let (s, t) = (order.first.value.get().expect("known"), order.total.value.get().expect("known"));
            assert!((s - first).abs() < 0.01 && (t - total).abs() < 0.01, "{s} {t} against {first} {total}");
            assert!(order.total.low.get().expect("low") <= t && t <= order.total.high.get().expect("high"));
        }
    }

    #[test]
    fn where_nothing_varies_nothing_is_told() {
        let flat = [2.0; 8];
        let orders = jansen(&flat, &flat, &[&flat], 10, 0.05, 1);
        assert_eq!(orders.choices[0].first.value, Value::UNKNOWN);
        assert!(orders.variance.abs() < 1e-300);
    }
}
