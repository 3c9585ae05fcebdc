//! A number, or nothing known. Unknown is a value, never 0; a result is never NaN and never infinite, by construction.

use std::fmt;

/// A finite number or unknown, in eight bytes.
///
/// Columns of values are the inner loop of ten thousand model runs, so unknown is kept as a NaN; it can be neither made nor seen from
/// outside: [`Value::new`] turns every number that is not finite into unknown, [`Value::get`] gives an option.
#[derive(Clone, Copy)]
pub struct Value(f64);

impl Value {
    /// Nothing known.
    pub const UNKNOWN: Self = Self(f64::NAN);

    /// A number; unknown where it is not finite.
    pub const fn new(number: f64) -> Self {
        // 0 is added so that no text shows −0.
        if number.is_finite() { Self(number + 0.0) } else { Self::UNKNOWN }
    }

    /// The number, if it is known.
    pub const fn get(self) -> Option<f64> {
        if self.0.is_nan() { None } else { Some(self.0) }
    }

    /// Whether it is known.
    pub const fn is_known(self) -> bool {
        !self.0.is_nan()
    }

    /// The number changed by a function; unknown stays unknown, and what the function cannot say is unknown.
    #[must_use]
    pub fn map(self, change: impl Fn(f64) -> f64) -> Self {
        self.get().map_or(Self::UNKNOWN, |number| Self::new(change(number)))
    }

    /// Shortest decimal text that reads back as the very same number; empty where unknown.
    pub fn text(self) -> String {
        let Some(number) = self.get() else { return String::new() };
        let size = number.abs();
        if size == 0.0 || (1e-6..1e16).contains(&size) { format!("{number}") } else { format!("{number:e}") }
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.get() {
            Some(number) => write!(f, "{number:?}"),
            None => f.write_str("?"),
        }
    }
}

impl From<Option<f64>> for Value {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Self::UNKNOWN, Self::new)
    }
}

/// The known numbers of a column.
pub fn known(column: &[Value]) -> impl Iterator<Item = f64> + '_ {
    column.iter().filter_map(|value| value.get())
}

/// Least and greatest known number.
pub fn bounds(column: &[Value]) -> Option<(f64, f64)> {
    known(column).fold(None, |bounds, number| match bounds {
        None => Some((number, number)),
        Some((least, greatest)) => Some((least.min(number), greatest.max(number))),
    })
}

/// Arithmetic mean of the known numbers.
pub fn mean(column: &[Value]) -> Option<f64> {
    let (count, sum) = known(column).fold((0usize, 0.0), |(count, sum), number| (count + 1, sum + number));
    if count == 0 {
        return None;
    }
    let first = sum / count as f64;
    // A second pass takes back what rounding lost.
    let mean = first + known(column).map(|number| number - first).sum::<f64>() / count as f64;
    mean.is_finite().then_some(mean)
}

/// Median of the known numbers.
pub fn median(column: &[Value]) -> Option<f64> {
    let mut numbers: Vec<f64> = known(column).collect();
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    let upper = *numbers.get(middle)?;
    if numbers.len() % 2 == 1 {
        return Some(upper);
    }
    Some(f64::midpoint(*numbers.get(middle - 1)?, upper))
}

/// Sample standard deviation (n − 1) of the known numbers; none of fewer than two.
pub fn deviation(column: &[Value]) -> Option<f64> {
    let mean = mean(column)?;
    let count = known(column).count();
    if count < 2 {
        return None;
    }
    let squares: f64 = known(column).map(|number| (number - mean).powi(2)).sum();
    Some((squares / (count - 1) as f64).sqrt())
}

/// Quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). `sorted` is ascending.
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and last")]
    let below = place.floor() as usize;
    let low = *sorted.get(below)?;
    let high = *sorted.get((below + 1).min(last))?;
    Some(low + (place - below as f64) * (high - low))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_finite_is_unknown() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(Value::new(number).get(), None);
        }
        assert_eq!(Value::new(1e308).map(|x| x * 10.0), Value::UNKNOWN);
        assert_eq!(Value::new(0.1).text(), "0.1");
        assert_eq!(Value::new(-0.0).text(), "0");
        assert_eq!(Value::new(1e300).text(), "1e300");
        assert_eq!(Value::UNKNOWN.text(), "");
    }

    #[test]
    fn statistics_leave_unknowns_out() {
        let column = [1.0, 2.0, f64::NAN, 6.0].map(Value::new);
        assert_eq!(mean(&column), Some(3.0));
        assert_eq!(median(&column), Some(2.0));
        assert_eq!(bounds(&column), Some((1.0, 6.0)));
        assert_eq!(deviation(&column), Some(7.0_f64.sqrt()));
        assert_eq!(mean(&[Value::UNKNOWN]), None);
        assert_eq!(deviation(&[Value::new(1.0)]), None);
    }

    #[test]
    fn quantiles_interpolate() {
        assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.05), Some(1.2));
        assert_eq!(quantile(&[1.0], 0.95), Some(1.0));
        assert_eq!(quantile(&[], 0.5), None);
    }
}
