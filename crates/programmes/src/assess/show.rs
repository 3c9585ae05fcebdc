//! Quantities in answers: money is a decimal string in 元, other numbers are JSON numbers.

use language::Value;
use language::value::{Interval, Maybe};
use serde_json::Value as Json;
use vocabulary::number::{format_decimal, to_f64};
use vocabulary::{Dimension, Number};

/// Decimals of a value given as text: enough that any ratio of amounts in 分 is told from its threshold.
const DIGITS: u32 = 12;

/// A value as decimal text.
pub(crate) fn decimal(value: Number) -> String {
    format_decimal(value, DIGITS)
}

/// A JSON number: an integer where it is one.
pub(crate) fn json_number(value: Number) -> Json {
    match i64::try_from(value.to_integer()) {
        Ok(integer) if value.is_integer() => Json::from(integer),
        _ => Json::from(to_f64(value)),
    }
}

/// A quantity: money as decimal text (CONTRACT), anything else as a number.
pub(crate) fn quantity(value: Number, dimension: Dimension) -> Json {
    if dimension == Dimension::MONEY { Json::from(decimal(value)) } else { json_number(value) }
}

/// Name of a dimension's base unit in answers.
pub(crate) fn unit(dimension: Dimension, percent: bool) -> String {
    match dimension.is_one() {
        true if percent => "比例".to_owned(),
        true => String::new(),
        false => dimension.to_string(),
    }
}

/// Least and greatest points, within 0 and the highest possible.
pub(crate) fn bounds(value: &Value, of: i64) -> (Json, Json) {
    let Value::Number(Maybe::Known(Interval { low, high })) = value else {
        return (Json::from(0), Json::from(of));
    };
    (low.map_or(Json::from(0), json_number), high.map_or(Json::from(of), json_number))
}
