//! Numbers as people write them in tables and frameworks, the same on every machine: a point before decimals, never a comma.

/// Why a text is no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NotANumber {
    /// `Inf`, `1e999`: no figure is infinite.
    Infinite,
    /// `0,5` or `1,23`: commas only part groups of three digits before the point.
    Comma,
    /// No number at all.
    Text,
}

/// How a cell says that nothing is known.
const UNKNOWN: [&str; 13] =
    ["", "na", "n/a", "#n/a", "nan", "null", "-", "—", "——", "…", "...", "缺失", "未知"];

/// Whether a cell says that nothing is known, in capitals or not.
pub(crate) fn is_unknown(text: &str) -> bool {
    UNKNOWN.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Reads decimal text: `-1234.5`, `1,234.5`, `1.5e+16`; the nearest double, correctly rounded. Half-width digits only.
///
/// # Errors
/// Where it is no number, or is infinite.
pub(crate) fn parse(text: &str) -> Result<f64, NotANumber> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned.to_ascii_lowercase().as_str(), "inf" | "infinity" | "∞") {
        return Err(NotANumber::Infinite);
    }
    let mantissa = unsigned.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = if mantissa.contains(',') {
        if unsigned.len() != mantissa.len() || !well_grouped(mantissa) {
            return Err(NotANumber::Comma);
        }
        text.replace(',', "")
    } else {
        text.to_owned()
    };
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-');
    if !digits.chars().all(plain) || !digits.contains(|c: char| c.is_ascii_digit()) {
        return Err(NotANumber::Text);
    }
    let number: f64 = digits.parse().map_err(|_| NotANumber::Text)?;
    if number.is_finite() { Ok(number) } else { Err(NotANumber::Infinite) }
}

/// `1,234,567.8`: groups of three before the point, none after it.
fn well_grouped(unsigned: &str) -> bool {
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    !fraction.contains(',') && (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_double_is_read() {
        assert_eq!(parse("467.95526735685604"), Ok(467.955_267_356_856_04));
        assert_eq!(parse("-1,234,567.5"), Ok(-1_234_567.5));
        assert_eq!(parse("1.5e+16"), Ok(1.5e16));
    }

    #[test]
    fn what_may_be_meant_otherwise_is_refused() {
        assert_eq!(parse("0,5"), Err(NotANumber::Comma));
        assert_eq!(parse("1.234,5"), Err(NotANumber::Comma));
        assert_eq!(parse("1,23"), Err(NotANumber::Comma));
        assert_eq!(parse("-inf"), Err(NotANumber::Infinite));
        assert_eq!(parse("1e999"), Err(NotANumber::Infinite));
        for text in ["", "约3", "3%", "１２", "0x10", ".", "e"] {
            assert_eq!(parse(text), Err(NotANumber::Text), "{text}");
        }
        assert!(is_unknown("NA") && is_unknown("nan") && is_unknown("") && !is_unknown("0"));
    }
}
