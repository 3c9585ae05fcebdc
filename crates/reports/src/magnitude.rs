//! Values of different scale made comparable: 0.4万亿元 and 4000亿元 are one amount.

use num_traits::{CheckedDiv, CheckedMul};
use vocabulary::Number;

use crate::figure::Figure;

/// A unit without its scale, and what one of it is worth: `万亿元` is 元 times 10¹².
pub fn scale(unit: &str) -> (Number, &str) {
    let mut factor = Number::from_integer(1);
    let mut rest = unit;
    while let Some(c) = rest.chars().next() {
        let times = match c {
            '万' => 10_000,
            '亿' => 100_000_000,
            '千' if !rest.starts_with("千米") && !rest.starts_with("千瓦") && !rest.starts_with("千克") => {
                1_000
            }
            _ => break,
        };
        factor *= Number::from_integer(times);
        rest = &rest[c.len_utf8()..];
    }
    (factor, rest)
}

/// Classifiers that count the same: 4家实验室 and 4个实验室.
pub fn same_unit(a: &str, b: &str) -> bool {
    const COUNTS: [&str; 8] = ["家", "个", "所", "座", "户", "处", "项", "件"];
    const PEOPLE: [&str; 3] = ["人", "名", "位"];
    a == b || COUNTS.contains(&a) && COUNTS.contains(&b) || PEOPLE.contains(&a) && PEOPLE.contains(&b)
}

/// The value of a figure in its unit without scale.
pub fn amount(figure: &Figure) -> Option<(Number, &str)> {
    let (factor, unit) = scale(&figure.unit);
    Some((figure.value.number()?.checked_mul(&factor)?, unit))
}

/// How far two numbers are apart, as a part of the greater one; `None` where both are zero or it cannot be told.
pub fn gap(a: Number, b: Number) -> Option<Number> {
    let zero = Number::from_integer(0);
    let size = |x: Number| if x < zero { -x } else { x };
    let greater = size(a).max(size(b));
    let difference = if a > b { a - b } else { b - a };
    difference.checked_div(&greater)
}

/// Half a unit of the last decimal that a number was written with: what rounding may hide.
pub fn rounding(value: Number) -> Number {
    let mut step = Number::from_integer(1);
    let mut scaled = value;
    for _ in 0..8 {
        if scaled.is_integer() {
            break;
        }
        scaled *= Number::from_integer(10);
        step /= Number::from_integer(10);
    }
    step / Number::from_integer(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_taken_apart() {
        assert_eq!(scale("万亿元"), (Number::from_integer(1_000_000_000_000), "元"));
        assert_eq!(scale("千瓦"), (Number::from_integer(1), "千瓦"));
        assert!(same_unit("家", "个") && !same_unit("家", "人"));
        assert_eq!(rounding(Number::new(345, 100)), Number::new(5, 1000));
    }
}
