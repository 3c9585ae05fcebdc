//! Denomination: an extensive figure is divided by the size of its unit, so that a small region can be compared with a large one
//! (handbook, step 1–2; `x / (d / scale)`, scale 10000 for «per ten thousand heads»).

use crate::value::Value;

/// The quotients. Where the denominator is unknown, zero or negative the quotient is unknown, never infinite.
pub fn denominate(column: &[Value], denominators: &[Value], scale: f64) -> Vec<Value> {
    (column.iter().zip(denominators))
        .map(|(value, denominator)| match (value.get(), denominator.get()) {
            (Some(value), Some(denominator)) if denominator > 0.0 => {
                Value::new(value / (denominator / scale))
            }
            _ => Value::UNKNOWN,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotient_is_never_infinite() {
        let column = [10.0, 10.0, 10.0, f64::NAN].map(Value::new);
        let sizes = [4.0, 0.0, -1.0, 5.0].map(Value::new);
        let done: Vec<_> = denominate(&column, &sizes, 100.0).iter().map(|value| value.get()).collect();
        assert_eq!(done, [Some(250.0), None, None, None]);
    }
}
