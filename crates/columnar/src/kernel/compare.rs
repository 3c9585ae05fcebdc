//! Comparisons. With bounds `a` and `b`, `a >= b` is surely so where the least of `a` reaches the greatest of `b`, and possibly so
//! where the greatest of `a` reaches the least of `b`: a truth is the sum of both. An absent number answers every ordering with 否.

use language::Value;
use language::ast::Operator;
use language::value::{Interval, Maybe};
use num_integer::Integer;
use vocabulary::Number;

use super::arithmetic::{aligned, either_absent};
use super::{growth, quotient, truth};
use crate::limits::MAX_FAST;
use crate::vector::{ABSENT_DAY, FALSE, Fixed, TRUE, UNKNOWN, UNKNOWN_DAY, Vector, day_of, opposite};
use crate::wide;

pub(super) fn compare(operator: Operator, a: &Vector, b: &Vector, rows: usize) -> Option<Vector> {
    match (a, b) {
        (Vector::Fixed(a), Vector::Constant(Value::Number(Maybe::Known(constant)))) => {
            with_constant(operator, a, *constant)
        }
        (Vector::Constant(Value::Number(Maybe::Known(constant))), Vector::Fixed(b)) => {
            with_constant(turned(operator), b, *constant)
        }
        (Vector::Wide(_) | Vector::Root(_), Vector::Constant(constant)) => {
            growth::compare(operator, a, constant)
        }
        (Vector::Quotient(_), _) => quotient::compare(operator, a, b, rows),
        (_, Vector::Quotient(_)) => quotient::compare(turned(operator), b, a, rows),
        (Vector::Fixed(_), _) | (_, Vector::Fixed(_)) => {
            let (a, b) = aligned(a, b, rows)?;
            columns(operator, &a, &b)
        }
        (Vector::Text(a), Vector::Constant(Value::Text(Maybe::Known(b))))
        | (Vector::Constant(Value::Text(Maybe::Known(b))), Vector::Text(a)) => {
            let equal = || truth::among(a, |word| word == b);
            match operator {
                Operator::Equal => Some(Vector::Truth(equal())),
                Operator::NotEqual => Some(Vector::Truth(wide::map(&equal(), opposite))),
                _ => None,
            }
        }
        (Vector::Date(a), Vector::Constant(Value::Date(b))) => {
            Some(Vector::Truth(day(operator, a, day_of(b))))
        }
        (Vector::Constant(Value::Date(a)), Vector::Date(b)) => {
            Some(Vector::Truth(day(turned(operator), b, day_of(a))))
        }
        (Vector::Date(a), Vector::Date(b)) => {
            Some(Vector::Truth(a.iter().zip(b).map(|(a, b)| days(operator, *a, *b)).collect()))
        }
        _ => None,
    }
}

/// The operator with its sides exchanged.
pub(super) fn turned(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::Greater,
        Operator::Greater => Operator::Less,
        Operator::AtMost => Operator::AtLeast,
        Operator::AtLeast => Operator::AtMost,
        same => same,
    }
}

/// Truth of an ordering, by whether it is surely and possibly so; where a side is absent, 否.
pub(super) fn settled(truths: Vec<u8>, absent: Option<&Vec<u8>>) -> Vec<u8> {
    match absent {
        None => truths,
        Some(absent) => wide::map2(&truths, absent, |truth, absent| if absent == 0 { truth } else { FALSE }),
    }
}

/// Whole numbers `held` with `held / scale >= bound` are those from here on; past all finite ones where that is beyond them.
fn from(bound: Number, scale: i64) -> i64 {
    clamped(
        bound.numer().checked_mul(i128::from(scale)).map(|scaled| Integer::div_ceil(&scaled, bound.denom())),
        bound,
    )
}

/// Whole numbers `held` with `held / scale > bound` are those greater than this.
fn above(bound: Number, scale: i64) -> i64 {
    clamped(
        bound.numer().checked_mul(i128::from(scale)).map(|scaled| Integer::div_floor(&scaled, bound.denom())),
        bound,
    )
}

fn clamped(wide: Option<i128>, bound: Number) -> i64 {
    let limit = i128::from(MAX_FAST);
    let wide = wide.unwrap_or(if *bound.numer() < 0 { -limit } else { limit });
    i64::try_from(wide.clamp(-limit, limit)).unwrap_or(MAX_FAST)
}

fn with_constant(operator: Operator, a: &Fixed, constant: Interval) -> Option<Vector> {
    let both = |sure: Option<i64>, possible: Option<i64>, strict: bool| -> Vec<u8> {
        // A constant without a bound is never surely passed, and always possibly.
        let (sure_at, ever) = (sure.unwrap_or_default(), sure.is_some());
        let (possible_at, always) = (possible.unwrap_or_default(), possible.is_none());
        if strict {
            wide::map2(&a.low, &a.high, move |low, high| {
                u8::from((low > sure_at) & ever).wrapping_add(u8::from((high > possible_at) | always))
            })
        } else {
            wide::map2(&a.low, &a.high, move |low, high| {
                u8::from((low >= sure_at) & ever).wrapping_add(u8::from((high >= possible_at) | always))
            })
        }
    };
    let at_least =
        || both(constant.high.map(|b| from(b, a.scale)), constant.low.map(|b| from(b, a.scale)), false);
    let greater =
        || both(constant.high.map(|b| above(b, a.scale)), constant.low.map(|b| above(b, a.scale)), true);
    let opposite = |truths: Vec<u8>| wide::map(&truths, opposite);
    let truths = match operator {
        Operator::AtLeast => at_least(),
        Operator::Greater => greater(),
        Operator::Less => opposite(at_least()),
        Operator::AtMost => opposite(greater()),
        Operator::Equal | Operator::NotEqual => {
            let number = constant.value()?;
            let (least, greatest) = (from(number, a.scale), above(number, a.scale));
            let whole = least == greatest;
            let equal = wide::map2(&a.low, &a.high, move |low, high| {
                let known = if whole & (low == high) { TRUE } else { UNKNOWN };
                if (high < least) | (low > greatest) { FALSE } else { known }
            });
            let equal = settled(equal, a.absent.as_ref());
            return Some(Vector::Truth(if operator == Operator::Equal { equal } else { opposite(equal) }));
        }
        _ => return None,
    };
    Some(Vector::Truth(settled(truths, a.absent.as_ref())))
}

fn columns(operator: Operator, a: &Fixed, b: &Fixed) -> Option<Vector> {
    let absent = either_absent(a.absent.as_ref(), b.absent.as_ref());
    let at_least = |a: &Fixed, b: &Fixed| {
        wide::map4((&a.low, &a.high), (&b.low, &b.high), move |(low, high), (least, most)| {
            u8::from(low >= most) + u8::from(high >= least)
        })
    };
    let opposite = |truths: Vec<u8>| wide::map(&truths, opposite);
    let truths = match operator {
        Operator::AtLeast => at_least(a, b),
        Operator::AtMost => at_least(b, a),
        Operator::Less => opposite(at_least(a, b)),
        Operator::Greater => opposite(at_least(b, a)),
        Operator::Equal | Operator::NotEqual => {
            let row = move |row: usize| {
                let gone = |of: &Fixed| super::arithmetic::marked(of, row);
                match (gone(a), gone(b)) {
                    (true, true) => return TRUE,
                    (false, false) => {}
                    _ => return FALSE,
                }
                if a.high[row] < b.low[row] || b.high[row] < a.low[row] {
                    FALSE
                } else if a.low[row] == a.high[row] && b.low[row] == b.high[row] {
                    TRUE
                } else {
                    UNKNOWN
                }
            };
            let equal: Vec<u8> = (0..a.low.len()).map(row).collect();
            return Some(Vector::Truth(if operator == Operator::Equal { equal } else { opposite(equal) }));
        }
        _ => return None,
    };
    Some(Vector::Truth(settled(truths, absent.as_ref())))
}

/// Days against one that is the same in every row.
fn day(operator: Operator, a: &[i32], b: i32) -> Vec<u8> {
    /// A loop for each operator: none of them chooses in its rows.
    fn each(a: &[i32], b: i32, passes: impl Fn(i32, i32) -> bool, of_absent: u8) -> Vec<u8> {
        wide::map(a, move |a| {
            let told = if a == ABSENT_DAY { of_absent } else { TRUE * u8::from(passes(a, b)) };
            if a == UNKNOWN_DAY { UNKNOWN } else { told }
        })
    }
    if b <= UNKNOWN_DAY {
        return a.iter().map(|a| days(operator, *a, b)).collect();
    }
    match operator {
        Operator::Equal => each(a, b, |a, b| a == b, FALSE),
        Operator::NotEqual => each(a, b, |a, b| a != b, TRUE),
        Operator::Less => each(a, b, |a, b| a < b, FALSE),
        Operator::AtMost => each(a, b, |a, b| a <= b, FALSE),
        Operator::Greater => each(a, b, |a, b| a > b, FALSE),
        _ => each(a, b, |a, b| a >= b, FALSE),
    }
}

/// Two days: an absent one answers every ordering with 否, and equals only another absent one.
fn days(operator: Operator, a: i32, b: i32) -> u8 {
    let truth = |truth: bool| TRUE * u8::from(truth);
    let equality = matches!(operator, Operator::Equal | Operator::NotEqual);
    let unknown = a == UNKNOWN_DAY || b == UNKNOWN_DAY;
    let absent = a == ABSENT_DAY || b == ABSENT_DAY;
    match operator {
        _ if equality && unknown => UNKNOWN,
        Operator::Equal => truth(a == b),
        Operator::NotEqual => truth(a != b),
        _ if absent => FALSE,
        _ if unknown => UNKNOWN,
        Operator::Less => truth(a < b),
        Operator::AtMost => truth(a <= b),
        Operator::Greater => truth(a > b),
        _ => truth(a >= b),
    }
}
