//! Exact numbers. Money, ratios and counts are rationals over `i128`; floating point never decides a condition.

use num_rational::Ratio;
use num_traits::{CheckedDiv, CheckedMul, Zero};

/// An exact rational. All arithmetic on it in this product is checked; overflow is *unknown*, never a wrong number.
pub type Number = Ratio<i128>;

/// Most digits a decimal literal may have: keeps every literal well inside `i128`.
pub const MAX_DECIMAL_DIGITS: usize = 30;

/// Largest exponent of a decimal literal, either way.
const MAX_EXPONENT: u32 = 20;

/// Reads decimal text such as `-1234.50` or, as programs write large numbers, `1.5e+16`. Signs inside and empty text are
/// refused (`None`).
pub fn parse_decimal(text: &str) -> Option<Number> {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return parse_plain(text) };
    let (negative, digits) = match exponent.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, exponent.strip_prefix('+').unwrap_or(exponent)),
    };
    let all_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let power: u32 = digits.parse().ok().filter(|power| all_digits && *power <= MAX_EXPONENT)?;
    let scale = Number::from_integer(10i128.pow(power));
    let mantissa = parse_plain(mantissa)?;
    if negative { mantissa.checked_div(&scale) } else { mantissa.checked_mul(&scale) }
}

fn parse_plain(text: &str) -> Option<Number> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() && fraction.is_empty() || whole.len() + fraction.len() > MAX_DECIMAL_DIGITS {
        return None;
    }
    if !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let numerator: i128 = format!("{whole}{fraction}").parse().ok()?;
    let denominator = 10i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let value = Number::new(numerator, denominator);
    Some(if negative { -value } else { value })
}

/// Writes a number as decimal text: exactly where it terminates within `digits` decimals, else rounded half away
/// from zero to `digits`. Trailing zeros are dropped.
pub fn format_decimal(value: Number, digits: u32) -> String {
    let scale = 10i128.pow(digits.min(18));
    let Some(scaled) = value.checked_mul(&Number::from_integer(scale)) else {
        // Only a number beyond 10^20 gets here: whole digits are all that can be said.
        return value.round().to_integer().to_string();
    };
    let rounded = scaled.round().to_integer();
    let (sign, magnitude) =
        if rounded < 0 { ("-", rounded.unsigned_abs()) } else { ("", rounded.unsigned_abs()) };
    let scale = scale.unsigned_abs();
    let (whole, fraction) = (magnitude / scale, magnitude % scale);
    if fraction.is_zero() {
        return format!("{sign}{whole}");
    }
    let fraction = format!("{fraction:0width$}", width = digits.min(18) as usize);
    format!("{sign}{whole}.{}", fraction.trim_end_matches('0'))
}

/// The nearest float, for charts and sorting only.
pub fn to_f64(value: Number) -> f64 {
    *value.numer() as f64 / *value.denom() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        assert_eq!(parse_decimal("0.1"), Some(Number::new(1, 10)));
        assert_eq!(parse_decimal("-12.50"), Some(Number::new(-25, 2)));
        assert_eq!(parse_decimal("1.5e+16"), Some(Number::from_integer(15_000_000_000_000_000)));
        assert_eq!(parse_decimal("25E-3"), Some(Number::new(1, 40)));
        for bad in ["1e", "e5", "1e5.5", "1e21", "1e--5", "1e5e5"] {
            assert_eq!(parse_decimal(bad), None, "{bad}");
        }
        assert_eq!(parse_decimal("."), None);
        assert_eq!(parse_decimal(&"9".repeat(31)), None);
    }

    #[test]
    fn formatting_drops_zeros_and_rounds_half_away() {
        assert_eq!(format_decimal(Number::new(25, 2), 4), "12.5");
        assert_eq!(format_decimal(Number::new(2, 3), 2), "0.67");
        assert_eq!(format_decimal(Number::new(-1, 8), 2), "-0.13");
        assert_eq!(format_decimal(Number::from_integer(100), 2), "100");
    }
}
