//! Correlations over the rows where both columns are known.

use crate::rank::{Ties, ascending};
use crate::value::Value;

/// Pearson's correlation. None of fewer than three shared rows, or where one side is constant in them.
pub fn pearson(a: &[Value], b: &[Value]) -> Option<f64> {
    let pairs: Vec<(f64, f64)> = a.iter().zip(b).filter_map(|(a, b)| Some((a.get()?, b.get()?))).collect();
    if pairs.len() < 3 {
        return None;
    }
    let count = pairs.len() as f64;
    let mean_a = pairs.iter().map(|pair| pair.0).sum::<f64>() / count;
    let mean_b = pairs.iter().map(|pair| pair.1).sum::<f64>() / count;
    let (mut both, mut of_a, mut of_b) = (0.0, 0.0, 0.0);
    for (x, y) in &pairs {
        let (x, y) = (x - mean_a, y - mean_b);
        both += x * y;
        of_a += x * x;
        of_b += y * y;
    }
    let scale = of_a.sqrt() * of_b.sqrt();
    // Beside the size of the numbers themselves: what rounding leaves of equal numbers is no variance.
    let flat = |squares: f64, mean: f64| squares <= (mean * 1e-14).powi(2) * count;
    if scale <= 0.0 || flat(of_a, mean_a) || flat(of_b, mean_b) {
        return None;
    }
    Some((both / scale).clamp(-1.0, 1.0)).filter(|r| r.is_finite())
}

/// Spearman's correlation: Pearson's of mean ranks over the shared rows.
pub fn spearman(a: &[Value], b: &[Value]) -> Option<f64> {
    let shared = |own: &Value, other: &Value| if other.is_known() { *own } else { Value::UNKNOWN };
    let of_a: Vec<Value> = a.iter().zip(b).map(|(a, b)| shared(a, b)).collect();
    let of_b: Vec<Value> = b.iter().zip(a).map(|(b, a)| shared(b, a)).collect();
    pearson(&ascending(&of_a, Ties::Average), &ascending(&of_b, Ties::Average))
}

/// Kendall's τ-b over the shared rows. None of fewer than two, or where one side is constant in them.
pub fn kendall(a: &[Value], b: &[Value]) -> Option<f64> {
    let pairs: Vec<(f64, f64)> = a.iter().zip(b).filter_map(|(a, b)| Some((a.get()?, b.get()?))).collect();
    let (mut balance, mut of_a, mut of_b) = (0i64, 0i64, 0i64);
    for (at, one) in pairs.iter().enumerate() {
        for other in pairs.iter().skip(at + 1) {
            let sign = |x: f64, y: f64| i64::from(x > y) - i64::from(x < y);
            let (x, y) = (sign(one.0, other.0), sign(one.1, other.1));
            balance += x * y;
            of_a += x.abs();
            of_b += y.abs();
        }
    }
    (of_a > 0 && of_b > 0).then(|| balance as f64 / (of_a as f64 * of_b as f64).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn correlations_use_shared_rows_only() {
        let a = [1.0, 2.0, 3.0, 4.0, f64::NAN].map(Value::new);
        let b = [1.0, 4.0, 9.0, 16.0, 1.0].map(Value::new);
        assert!((pearson(&a, &b).expect("known") - 0.984_374_038_697_697).abs() < 1e-12);
        assert!((spearman(&a, &b).expect("known") - 1.0).abs() < 1e-12);
        assert_eq!(kendall(&a, &b), Some(1.0));
        assert_eq!(pearson(&a, &[Value::new(0.1); 5]), None);
        assert_eq!(kendall(&a, &[Value::new(0.1); 5]), None);
        let c = [1.0, 2.0, 2.0, 3.0].map(Value::new);
        let d = [1.0, 3.0, 2.0, 2.0].map(Value::new);
        // Of six pairs three agree and one disagrees; each side has one tie: (3 − 1)/√(5·5).
        assert!((kendall(&c, &d).expect("known") - 0.4).abs() < 1e-12);
    }
}
