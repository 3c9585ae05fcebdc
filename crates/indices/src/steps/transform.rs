//! Transformations that draw in a long tail: logarithms of several customs, and Box–Cox.
//!
//! Each says of which column it is defined; of another it gives `None` and the column stays as it is.

use super::moments::skewness;
use crate::value::{Value, bounds, known};

/// A transformation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Transform {
    /// ln x, of positive numbers.
    Log,
    /// ln(x − min + 0.01·(max − min)): JRC COIN Tool.
    LogCt,
    /// The same for a tail to the right; −ln(max + 0.01·(max − min) − x) for one to the left.
    LogCtPlus,
    /// ln(x − min + 1): JRC COIN Tool, earlier form.
    LogCtOriginal,
    /// ln((max − 1)·(x − min)/(max − min) + 1): Global Innovation Index, appendix on adjusting outliers.
    LogGii,
    /// (x^λ − 1)/λ, ln x where λ = 0: Box and Cox (1964). λ by greatest likelihood where none is given. `shift`: of x − min + 1.
    BoxCox {
        /// λ.
        lambda: Option<f64>,
        /// Whether numbers are moved to start at 1.
        shift: bool,
    },
}

impl Transform {
    /// As frameworks name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::LogCt => "log_ct",
            Self::LogCtPlus => "log_ct_plus",
            Self::LogCtOriginal => "log_ct_original",
            Self::LogGii => "log_gii",
            Self::BoxCox { .. } => "box_cox",
        }
    }

    /// The transformed column; unknown stays unknown. `None` where the transformation is not defined of it, or all numbers are equal.
    pub fn apply(self, column: &[Value]) -> Option<Vec<Value>> {
        let (least, greatest) = bounds(column)?;
        let width = greatest - least;
        if width <= 0.0 || !width.is_finite() {
            return None;
        }
        let edge = 0.01 * width;
        let each =
            |change: &dyn Fn(f64) -> f64| column.iter().map(|value| value.map(change)).collect::<Vec<_>>();
        let done = match self {
            Self::Log if least > 0.0 => each(&f64::ln),
            Self::Log => return None,
            Self::LogCt => each(&|x| (x - least + edge).ln()),
            Self::LogCtPlus if skewness(column).is_some_and(|skewness| skewness <= 0.0) => {
                each(&|x| -(greatest + edge - x).ln())
            }
            Self::LogCtPlus => each(&|x| (x - least + edge).ln()),
            Self::LogCtOriginal => each(&|x| (x - least + 1.0).ln()),
            // At most 1 it would turn the order round, and below 0 be the logarithm of a negative number.
            Self::LogGii if greatest > 1.0 => each(&|x| ((greatest - 1.0) * (x - least) / width + 1.0).ln()),
            Self::LogGii => return None,
            Self::BoxCox { lambda, shift } => {
                let offset = if shift { 1.0 - least } else { 0.0 };
                if least + offset <= 0.0 {
                    return None;
                }
                let moved = each(&|x| x + offset);
                let lambda = lambda.unwrap_or_else(|| likeliest(&moved));
                moved.iter().map(|value| value.map(|x| power(x, lambda))).collect()
            }
        };
        // What was known stays known, and what differed still differs; otherwise the transformation lost the column.
        let kept = known(&done).count() == known(column).count();
        (kept && bounds(&done).is_some_and(|(low, high)| high > low)).then_some(done)
    }
}

fn power(x: f64, lambda: f64) -> f64 {
    if lambda == 0.0 { x.ln() } else { (x.powf(lambda) - 1.0) / lambda }
}

/// λ of greatest profile likelihood in [−2, 2], by golden section.
fn likeliest(column: &[Value]) -> f64 {
    let numbers: Vec<f64> = known(column).collect();
    let logs: f64 = numbers.iter().map(|x| x.ln()).sum();
    let likelihood = |lambda: f64| {
        let changed: Vec<f64> = numbers.iter().map(|x| power(*x, lambda)).collect();
        let count = changed.len() as f64;
        let mean = changed.iter().sum::<f64>() / count;
        let variance = changed.iter().map(|y| (y - mean).powi(2)).sum::<f64>() / count;
        -0.5 * count * variance.ln() + (lambda - 1.0) * logs
    };
    let ratio = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (-2.0, 2.0);
    for _ in 0..60 {
        let (left, right) = (high - ratio * (high - low), low + ratio * (high - low));
        if likelihood(left) < likelihood(right) { low = left } else { high = right }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(transform: Transform, column: &[f64]) -> Option<Vec<f64>> {
        let column: Vec<Value> = column.iter().copied().map(Value::new).collect();
        transform.apply(&column).map(|done| known(&done).collect())
    }

    #[test]
    fn logarithms_follow_their_definitions() {
        let column = [0.0, 10.0, 100.0];
        assert_eq!(
            numbers(Transform::LogCt, &column),
            Some(vec![1.0_f64.ln(), 11.0_f64.ln(), 101.0_f64.ln()])
        );
        assert_eq!(
            numbers(Transform::LogCtOriginal, &column),
            Some(vec![0.0, 11.0_f64.ln(), 101.0_f64.ln()])
        );
        // ln((100 − 1)·10/100 + 1) = ln 10.9: the reference implementation in R gives 10 back.
        let gii = numbers(Transform::LogGii, &column).expect("defined");
        assert!((gii[1] - 10.9_f64.ln()).abs() < 1e-15 && (gii[2] - 100.0_f64.ln()).abs() < 1e-14);
        assert_eq!(numbers(Transform::Log, &column), None);
        let left = numbers(Transform::LogCtPlus, &[0.0, 90.0, 95.0, 100.0]).expect("defined");
        assert_eq!(Some(left[3]), Some(-(1.0_f64.ln())));
        assert_eq!(Some(left[0]), Some(-(101.0_f64.ln())));
    }

    #[test]
    fn box_cox_finds_the_logarithm_of_a_lognormal() {
        let column: Vec<f64> = (1..200).map(|k| (f64::from(k) / 40.0).exp()).collect();
        let free = Transform::BoxCox { lambda: None, shift: false };
        let done = numbers(free, &column).expect("defined");
        let expected =
            numbers(Transform::BoxCox { lambda: Some(0.0), shift: false }, &column).expect("defined");
        // Uniform logarithms: λ is near 0, so the two agree closely at the lower end.
        assert!((done[0] - expected[0]).abs() < 0.05);
        assert_eq!(
            numbers(Transform::BoxCox { lambda: Some(2.0), shift: true }, &[1.0, 3.0]),
            Some(vec![0.0, 4.0])
        );
        assert_eq!(numbers(Transform::BoxCox { lambda: Some(1.0), shift: false }, &[-1.0, 3.0]), None);
    }

    #[test]
    fn equal_numbers_are_left_alone() {
        assert_eq!(numbers(Transform::LogCt, &[7.0, 7.0]), None);
        assert_eq!(numbers(Transform::LogGii, &[-5.0, -1.0]), None);
        // ln((0.5 − 1)·(x − 0.1)/0.4 + 1) falls with x.
        assert_eq!(numbers(Transform::LogGii, &[0.1, 0.5]), None);
    }
}
