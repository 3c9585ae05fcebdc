//! From stored columns to vectors: null is unknown, and an unknown amount is at least zero unless it may be negative.

use arrow::array::Array;
use arrow::buffer::{BooleanBuffer, NullBuffer};
use language::Value;
use language::value::{Interval, Maybe};
use vocabulary::fact::Stated;

use crate::batch::{Cells, Values, days_of};
use crate::limits::MAX_FAST;
use crate::plan::graph::Shape;
use crate::vector::{
    ABSENT_DAY, ABSENT_WORD, FALSE, Fixed, NO_HIGH, NO_LOW, TRUE, UNKNOWN, UNKNOWN_DAY, UNKNOWN_WORD, Vector,
    Words,
};

/// The column of an attribute. `born`: rows that have no value in the year since they did not exist.
pub(crate) fn read(cells: Option<&Cells>, shape: Shape, unborn: Option<&[bool]>, rows: usize) -> Vector {
    let Some(cells) = cells else { return missing(shape, unborn, rows) };
    if !cells.ranges.is_empty() {
        return stated(cells, shape, unborn, rows);
    }
    let array = cells.values.array();
    let absent = absences(cells.absent.as_ref(), unborn, rows);
    let is_absent = |row: usize| absent.as_ref().is_some_and(|absent| absent[row] != 0);
    let nulls = array.nulls();
    match (&cells.values, shape) {
        (Values::Truth(values), Shape::Truth) => {
            let truth = |row: usize| match (is_absent(row), values.is_null(row)) {
                (true, _) => FALSE,
                (_, true) => UNKNOWN,
                _ => TRUE * u8::from(values.value(row)),
            };
            Vector::Truth((0..rows).map(truth).collect())
        }
        (Values::Number(values, scale), Shape::Number { signed }) => {
            number(values.values(), nulls, *scale, signed, absent)
                .unwrap_or_else(|| stated(cells, shape, unborn, rows))
        }
        (Values::Text(codes, words), Shape::Text) => {
            let code = |row: usize| match (is_absent(row), codes.is_null(row)) {
                (true, _) => ABSENT_WORD,
                (_, true) => UNKNOWN_WORD,
                _ => codes.value(row),
            };
            Vector::Text(Words { words: words.clone(), codes: (0..rows).map(code).collect() })
        }
        (Values::Date(_), Shape::Date) => {
            let day = |row: usize| match (is_absent(row), cells.day(row)) {
                (true, _) => ABSENT_DAY,
                (_, day) => day.unwrap_or(UNKNOWN_DAY),
            };
            Vector::Date((0..rows).map(day).collect())
        }
        _ => stated(cells, shape, unborn, rows),
    }
}

fn number(
    values: &[i64],
    nulls: Option<&NullBuffer>,
    scale: i64,
    signed: bool,
    absent: Option<Vec<u8>>,
) -> Option<Vector> {
    let least = if signed { NO_LOW } else { 0 };
    let (low, high): (Vec<i64>, Vec<i64>) = match nulls {
        None => (values.to_vec(), values.to_vec()),
        Some(nulls) => {
            let bound = |none: i64| {
                values.iter().zip(nulls.iter()).map(move |(value, known)| if known { *value } else { none })
            };
            (bound(least).collect(), bound(NO_HIGH).collect())
        }
    };
    let too_great = |held: &i64, none: i64| *held != none && (*held >= MAX_FAST || *held <= -MAX_FAST);
    let mut beyond = low.iter().any(|held| too_great(held, NO_LOW));
    beyond |= high.iter().any(|held| too_great(held, NO_HIGH));
    (!beyond).then_some(Vector::Fixed(Fixed { scale, low, high, absent }))
}

fn absences(absent: Option<&BooleanBuffer>, unborn: Option<&[bool]>, rows: usize) -> Option<Vec<u8>> {
    match (absent, unborn) {
        (None, None) => None,
        (Some(absent), None) => Some(absent.iter().map(u8::from).collect()),
        (absent, Some(unborn)) => Some(
            (0..rows)
                .map(|row| u8::from(unborn[row] || absent.is_some_and(|absent| absent.value(row))))
                .collect(),
        ),
    }
}

/// A column that the facts do not have: unknown in every row.
fn missing(shape: Shape, unborn: Option<&[bool]>, rows: usize) -> Vector {
    let value = unknown(shape);
    match unborn {
        Some(unborn) if unborn.contains(&true) => {
            let row = |row: usize| if unborn[row] { absent_value(shape) } else { value.clone() };
            Vector::of((0..rows).map(row).collect())
        }
        _ => Vector::Constant(value),
    }
}

/// Row by row: numbers too great for a fast column, and columns of an unexpected type.
fn stated(cells: &Cells, shape: Shape, unborn: Option<&[bool]>, rows: usize) -> Vector {
    let row = |row: usize| {
        if unborn.is_some_and(|unborn| unborn[row]) {
            return absent_value(shape);
        }
        match cells.stated(row) {
            Stated::Known(datum) => (&datum).into(),
            Stated::Absent => absent_value(shape),
            Stated::Unknown => unknown(shape),
        }
    };
    Vector::of((0..rows).map(row).collect())
}

fn absent_value(shape: Shape) -> Value {
    match shape {
        Shape::Truth => Value::Truth(language::Truth::False),
        Shape::Number { .. } => Value::Number(Maybe::Absent),
        Shape::Text => Value::Text(Maybe::Absent),
        Shape::Date => Value::Date(Maybe::Absent),
    }
}

fn unknown(shape: Shape) -> Value {
    match shape {
        Shape::Truth => Value::Truth(language::Truth::Unknown),
        Shape::Number { signed: true } => Value::any_number(),
        Shape::Number { signed: false } => Value::Number(Maybe::Known(Interval::at_least_zero())),
        Shape::Text => Value::Text(Maybe::Unknown),
        Shape::Date => Value::Date(Maybe::Unknown),
    }
}

/// Rows of subjects that did not exist in a year, by the date from which they do; nobody is, where that is not told.
pub(crate) fn unborn(born: Option<&Cells>, year: i16, rows: usize) -> Vec<bool> {
    let (Some(born), Some(first)) = (born, first_day_after(year)) else { return vec![false; rows] };
    (0..rows).map(|row| born.day(row).is_some_and(|day| day >= first)).collect()
}

fn first_day_after(year: i16) -> Option<i32> {
    jiff::civil::Date::new(year.checked_add(1)?, 1, 1).ok().map(days_of)
}

/// Whether a year belongs to the series of a subject: unknown where neither its first day nor a figure of the year is told.
pub(crate) fn included(cells: Option<&Cells>, born: Option<&Cells>, year: i16, rows: usize) -> Vector {
    let unborn = unborn(born, year, rows);
    let says_something =
        |row: usize| cells.is_some_and(|cells| cells.is_absent(row) || cells.values.array().is_valid(row));
    let is_told = |row: usize| born.is_some_and(|born| born.day(row).is_some());
    let row = |row: usize| match (unborn[row], is_told(row), says_something(row)) {
        (true, ..) => FALSE,
        (_, false, false) => UNKNOWN,
        _ => TRUE,
    };
    Vector::Truth((0..rows).map(row).collect())
}
