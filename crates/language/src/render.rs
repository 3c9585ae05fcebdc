//! Numbers and reasons in Chinese: 研发强度 4.3%，低于 5%.

mod reason;

use num_traits::{CheckedMul, Zero};
use vocabulary::number::format_decimal;
use vocabulary::{Dimension, Number, Period};

use crate::value::{Interval, Maybe};

pub use reason::{Names, Reason, Shortfall, reasons};

/// Decimals shown of a percentage; more would be noise, fewer could hide which side of a threshold a value is on.
const PERCENT_DIGITS: u32 = 4;
/// Decimals shown of other numbers.
const DIGITS: u32 = 4;

/// A number with its unit: money in 元, 万元 or 亿元, a percentage as such.
pub fn number(value: Number, dimension: Dimension, percent: bool) -> String {
    if percent && dimension.is_one() {
        let hundredfold = value.checked_mul(&Number::from_integer(100)).unwrap_or(value);
        return format!("{}%", format_decimal(hundredfold, PERCENT_DIGITS));
    }
    if dimension == Dimension::MONEY {
        let magnitude = if value < Number::zero() { -value } else { value };
        let (scale, unit) = match magnitude {
            m if m >= Number::from_integer(100_000_000) => (100_000_000, "亿元"),
            m if m >= Number::from_integer(10_000) => (10_000, "万元"),
            _ => (1, "元"),
        };
        return format!("{}{unit}", format_decimal(value / Number::from_integer(scale), 6));
    }
    let digits = format_decimal(value, DIGITS);
    if dimension.is_one() { digits } else { format!("{digits}{dimension}") }
}

/// All that a number may still be: `64～75`, `不低于 20`, `未知`, `无`.
pub fn interval(value: &Maybe<Interval>, dimension: Dimension, percent: bool) -> String {
    let show = |bound| number(bound, dimension, percent);
    match value {
        Maybe::Absent => "无".to_owned(),
        Maybe::Unknown | Maybe::Known(Interval { low: None, high: None }) => "未知".to_owned(),
        Maybe::Known(Interval { low: Some(low), high: Some(high) }) if low == high => show(*low),
        Maybe::Known(Interval { low: Some(low), high: Some(high) }) => {
            let (low, high) = (show(*low), show(*high));
            if low == high { low } else { format!("{low}～{high}") }
        }
        Maybe::Known(Interval { low: Some(low), high: None }) if low.is_zero() => "未知".to_owned(),
        Maybe::Known(Interval { low: Some(low), high: None }) => format!("不低于 {}", show(*low)),
        Maybe::Known(Interval { low: None, high: Some(high) }) => format!("不高于 {}", show(*high)),
    }
}

/// A period as people say it behind an attribute: nothing for 上年.
fn period_suffix(period: Period) -> String {
    if period == Period::YearsBefore(1) { String::new() } else { format!("（{period}）") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_read_them() {
        let money = |n: i128, d: i128| number(Number::new(n, d), Dimension::MONEY, false);
        assert_eq!(money(50_000_000, 1), "5000万元");
        assert_eq!(money(123_456_789, 1), "1.234568亿元");
        assert_eq!(money(999, 100), "9.99元");
        assert_eq!(number(Number::new(43, 1000), Dimension::ONE, true), "4.3%");
        assert_eq!(number(Number::new(1, 3), Dimension::ONE, true), "33.3333%");
        assert_eq!(number(Number::from_integer(12), Dimension::PERSON, false), "12人");
    }

    #[test]
    fn intervals_as_people_read_them() {
        let score = |low, high| {
            let bounds =
                Interval { low: Some(Number::from_integer(low)), high: Some(Number::from_integer(high)) };
            interval(&Maybe::Known(bounds), Dimension::ONE, false)
        };
        assert_eq!(score(64, 75), "64～75");
        assert_eq!(score(64, 64), "64");
        assert_eq!(interval(&Maybe::Known(Interval::ANY), Dimension::ONE, false), "未知");
    }
}
