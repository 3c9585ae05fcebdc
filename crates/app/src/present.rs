//! Values as people read them: `1,234.5万元`, `4.3%`, 是, 2019-03-01; and exactly, as scripts read them.

use documents::model::separated;
use num_traits::{CheckedMul, Signed};
use vocabulary::number::format_decimal;
use vocabulary::{AttributeType, Datum, Dimension, Number, Unit};

/// Decimals of 万元 and 亿元 on pages: more is noise in a table; the exact value goes with every fact.
const MONEY_DIGITS: u32 = 2;
/// Decimals of a percentage: more would be noise.
const PERCENT_DIGITS: u32 = 2;
/// Decimals of other numbers.
const DIGITS: u32 = 2;
/// Decimals of a value for scripts: money to 分, ratios to 10⁻⁸ as in the view.
const EXACT_DIGITS: u32 = 8;

/// Exact text in the base unit: `12345000`, `0.043`, 是, 2019-03-01.
pub(crate) fn exact(datum: &Datum) -> String {
    match datum {
        Datum::Bool(true) => "是".to_owned(),
        Datum::Bool(false) => "否".to_owned(),
        Datum::Number(number) => format_decimal(*number, EXACT_DIGITS),
        Datum::Range(low, high) => {
            format!("{}..{}", format_decimal(*low, EXACT_DIGITS), format_decimal(*high, EXACT_DIGITS))
        }
        Datum::Text(text) => text.to_string(),
        Datum::Date(date) => date.to_string(),
    }
}

/// A plain number for scripts.
pub(crate) fn decimal(number: Number) -> String {
    format_decimal(number, EXACT_DIGITS)
}

/// Text for people, in a fitting unit.
pub(crate) fn shown(r#type: &AttributeType, datum: &Datum) -> String {
    match (r#type, datum) {
        (AttributeType::Number(unit), Datum::Number(number)) => quantity(*number, *unit),
        _ => exact(datum),
    }
}

/// An amount of money in a fitting unit.
pub(crate) fn money(value: Number) -> String {
    Unit::find("元").map_or_else(String::new, |unit| quantity(value, unit))
}

/// A quantity held in the base unit of `unit`'s dimension, for people.
pub(crate) fn quantity(value: Number, unit: Unit) -> String {
    if unit.symbol == "%" {
        let hundredfold = value.checked_mul(&Number::from_integer(100)).unwrap_or(value);
        return format!("{}%", separated(&format_decimal(hundredfold, PERCENT_DIGITS)));
    }
    if unit.dimension == Dimension::MONEY {
        let (scale, symbol) = match value.abs() {
            m if m >= Number::from_integer(100_000_000) => (100_000_000, "亿元"),
            m if m >= Number::from_integer(10_000) => (10_000, "万元"),
            _ => (1, "元"),
        };
        let scaled = value / Number::from_integer(scale);
        return format!("{}{symbol}", separated(&format_decimal(scaled, MONEY_DIGITS)));
    }
    if unit.dimension == Dimension::RENT {
        // A rent is spoken of by the month, never by the year in which it is held.
        return format!("{}{}", separated(&format_decimal(value / unit.scale(), DIGITS)), unit.symbol);
    }
    let digits = format_decimal(value, DIGITS);
    match unit.symbol {
        // 个 is the unit of calendar years and the like: 2,023个 would be nonsense.
        "个" => digits,
        symbol => format!("{}{}", separated(&digits), base_symbol(unit).unwrap_or(symbol)),
    }
}

/// The base unit's symbol where it is not the unit's own: values are held in base units.
fn base_symbol(unit: Unit) -> Option<&'static str> {
    (!unit.dimension.is_one()).then(|| unit.base().symbol)
}

/// The unit of exact text: `元` for 万元; a ratio has none.
pub(crate) fn base_unit(unit: Unit) -> &'static str {
    if unit.symbol == "%" || unit.symbol == "‰" { "" } else { base_symbol(unit).unwrap_or(unit.symbol) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown_in(symbol: &str, numerator: i128, denominator: i128) -> String {
        quantity(Number::new(numerator, denominator), Unit::find(symbol).expect("a unit"))
    }

    #[test]
    fn quantities_as_people_read_them() {
        assert_eq!(shown_in("元", 12_345_000, 1), "1,234.5万元");
        assert_eq!(shown_in("万元", 12_345_000, 1), "1,234.5万元");
        assert_eq!(shown_in("元", 99_999_999_999, 1), "1,000亿元");
        assert_eq!(shown_in("元", 9_999, 1), "9,999元");
        assert_eq!(shown_in("元", 10_000, 1), "1万元");
        assert_eq!(shown_in("元", -25_000, 1), "-2.5万元");
        assert_eq!(shown_in("%", 43, 1000), "4.3%");
        assert_eq!(shown_in("人", 1_234, 1), "1,234人");
        assert_eq!(shown_in("项", 7, 1), "7项");
        assert_eq!(shown_in("元/㎡·月", 12 * 65, 1), "65元/㎡·月");
        assert_eq!(shown_in("个", 2023, 1), "2023");
    }

    #[test]
    fn exact_text_keeps_the_fen() {
        assert_eq!(exact(&Datum::Number(Number::new(1_234_567_891, 100))), "12345678.91");
        assert_eq!(exact(&Datum::Bool(false)), "否");
    }
}
