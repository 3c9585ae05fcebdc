//! A value as the lake holds it: small, exact, of one of four shapes.
//!
//! Money is a whole number of 分, a ratio a whole number of 1e-8, anything else a whole number, or of 1e-8 where a
//! column has fractions (CONTRACT «View columns»).

use std::sync::Arc;

use jiff::Span;
use jiff::civil::Date;
use num_traits::CheckedMul;
use vocabulary::fact::Stated;
use vocabulary::{AttributeType, Datum, Dimension, Number};

/// What one unit of the whole number held stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Scale {
    /// 1.
    Whole,
    /// 0.01: 分.
    Fen,
    /// 1e-8.
    E8,
}

/// Whole numbers of 1e-8 stay below 18 digits, as decimal(18,8) wants it.
pub(crate) const E8_LIMIT: i64 = 1_000_000_000_000_000_000;
/// 1 in 1e-8.
pub(crate) const E8_ONE: i64 = 100_000_000;

impl Scale {
    pub(crate) fn per_one(self) -> i64 {
        match self {
            Self::Whole => 1,
            Self::Fen => 100,
            Self::E8 => E8_ONE,
        }
    }

    pub(crate) fn number(self, held: i64) -> Number {
        match self {
            Self::Whole => Number::from_integer(i128::from(held)),
            scale => Number::new(i128::from(held), i128::from(scale.per_one())),
        }
    }
}

/// The shape of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    Bool,
    Date,
    Text,
    /// Money: always 分.
    Money,
    /// A ratio: always 1e-8.
    Ratio,
    /// Anything else that is counted or measured: whole until a fraction turns up.
    Count,
    /// A list attribute in a table of subjects: all that can be said there is 无.
    Marker,
}

impl Shape {
    pub(crate) fn of(kind: &AttributeType) -> Self {
        match kind {
            AttributeType::Boolean => Self::Bool,
            AttributeType::Date => Self::Date,
            AttributeType::Text | AttributeType::Enumeration(_) => Self::Text,
            AttributeType::List(_) => Self::Marker,
            AttributeType::Number(unit) if unit.dimension == Dimension::MONEY => Self::Money,
            AttributeType::Number(unit) if matches!(unit.symbol, "%" | "‰") => Self::Ratio,
            AttributeType::Number(_) => Self::Count,
        }
    }
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Unknown,
    Absent,
    Bool(bool),
    /// Days since 1970-01-01.
    Date(i32),
    Number(i64, Scale),
    Text(Arc<str>),
}

/// Something finer than the lake holds was rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rounded(pub(crate) bool);

impl Value {
    /// Packs what was stated for a column of `shape`.
    ///
    /// # Errors
    /// Why it cannot be held: too large.
    pub(crate) fn pack(stated: Stated, shape: Shape) -> Result<(Self, Rounded), &'static str> {
        let exact = Rounded(false);
        Ok(match stated {
            Stated::Unknown => (Self::Unknown, exact),
            Stated::Absent => (Self::Absent, exact),
            Stated::Known(Datum::Bool(yes)) => (Self::Bool(yes), exact),
            Stated::Known(Datum::Text(text)) => (Self::Text(text), exact),
            Stated::Known(Datum::Date(date)) => (Self::Date(days_of(date)), exact),
            // A table of the lake holds one value a cell; a judgement's interval is two columns of its own kind.
            Stated::Known(Datum::Range(..)) => return Err("区间不能作为一格"),
            Stated::Known(Datum::Number(number)) => {
                let scale = match shape {
                    Shape::Money => Scale::Fen,
                    Shape::Count if number.is_integer() => Scale::Whole,
                    _ => Scale::E8,
                };
                // Whole numbers, and those over a hundred: most of all there are, and no fraction has to be reduced for them.
                if let Some(held) = held_whole(number, scale) {
                    return Ok((Self::Number(held, scale), exact));
                }
                let scaled = number
                    .checked_mul(&Number::from_integer(i128::from(scale.per_one())))
                    .ok_or("数值过大")?;
                let whole = if scaled.is_integer() { scaled } else { scaled.round() };
                let held = i64::try_from(whole.to_integer()).map_err(|_| "数值过大")?;
                if scale == Scale::E8 && held.unsigned_abs() >= E8_LIMIT.unsigned_abs() {
                    return Err("带小数的数和比例应小于 100 亿");
                }
                (Self::Number(held, scale), Rounded(!scaled.is_integer()))
            }
        })
    }

    /// Back to what the vocabulary knows.
    pub(crate) fn stated(&self) -> Stated {
        match self {
            Self::Unknown => Stated::Unknown,
            Self::Absent => Stated::Absent,
            Self::Bool(yes) => Stated::Known(Datum::Bool(*yes)),
            Self::Date(days) => {
                date_of(*days).map_or(Stated::Unknown, |date| Stated::Known(Datum::Date(date)))
            }
            Self::Number(held, scale) => Stated::Known(Datum::Number(scale.number(*held))),
            Self::Text(text) => Stated::Known(Datum::Text(Arc::clone(text))),
        }
    }
}

/// A number that is whole at its scale and far from the limits.
fn held_whole(number: Number, scale: Scale) -> Option<i64> {
    let (numer, denom) = (i64::try_from(*number.numer()).ok()?, i64::try_from(*number.denom()).ok()?);
    let per_one = scale.per_one();
    (per_one % denom == 0).then_some(())?;
    let held = numer.checked_mul(per_one / denom)?;
    (scale != Scale::E8 || held.unsigned_abs() < E8_LIMIT.unsigned_abs()).then_some(held)
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// Days since 1970-01-01.
pub(crate) fn days_of(date: Date) -> i32 {
    i32::try_from(date.duration_since(EPOCH).as_hours() / 24).unwrap_or_default()
}

/// The date so many days after 1970-01-01; `None` outside of the calendar.
pub(crate) fn date_of(days: i32) -> Option<Date> {
    EPOCH.checked_add(Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(numer: i128, denom: i128) -> Stated {
        Stated::Known(Datum::Number(Number::new(numer, denom)))
    }

    #[test]
    fn money_is_held_in_fen() {
        let packed = Value::pack(number(12345, 100), Shape::Money);
        assert_eq!(packed, Ok((Value::Number(12345, Scale::Fen), Rounded(false))));
        let finer = Value::pack(number(12345, 1000), Shape::Money);
        assert_eq!(
            finer,
            Ok((Value::Number(1235, Scale::Fen), Rounded(true))),
            "half a 分 goes up, and is told"
        );
    }

    #[test]
    fn counts_are_whole_until_a_fraction_comes() {
        assert_eq!(Value::pack(number(7, 1), Shape::Count).map(|p| p.0), Ok(Value::Number(7, Scale::Whole)));
        let half = Value::pack(number(15, 2), Shape::Count).map(|p| p.0);
        assert_eq!(half, Ok(Value::Number(750_000_000, Scale::E8)));
    }

    #[test]
    fn decimals_stay_within_eighteen_digits() {
        let limit = 10i128.pow(10);
        assert!(Value::pack(number(limit - 1, 1), Shape::Ratio).is_ok());
        assert!(Value::pack(number(limit, 1), Shape::Ratio).is_err());
    }

    #[test]
    fn dates_there_and_back() {
        for (year, month, day) in [(1970, 1, 1), (1949, 10, 1), (2024, 2, 29), (1600, 2, 28), (9999, 12, 31)]
        {
            let date = jiff::civil::date(year, month, day);
            assert_eq!(date_of(days_of(date)), Some(date));
        }
        assert_eq!(days_of(jiff::civil::date(1969, 12, 31)), -1);
        assert_eq!(date_of(i32::MAX), None);
    }
}
