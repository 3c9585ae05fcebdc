//! From stored columns to vectors: null is unknown, and an unknown amount is at least zero unless it may be negative.

use arrow::array::Array;
use arrow::buffer::{BooleanBuffer, NullBuffer};
use language::Value;
use language::value::{Interval, Maybe};
use vocabulary::fact::Stated;

use crate::batch::{CALENDAR, Cells, Values, days_of};
use crate::limits::MAX_FAST;
use crate::plan::graph::Shape;
use crate::vector::{
    ABSENT_DAY, ABSENT_WORD, FALSE, Fixed, NO_HIGH, NO_LOW, TRUE, UNKNOWN, UNKNOWN_DAY, UNKNOWN_WORD, Vector,
    Words,
};
use crate::wide;

/// The column of an attribute. `unborn`: 1 in rows that have no value in the year since they did not exist.
pub(crate) fn read(cells: Option<&Cells>, shape: Shape, unborn: Option<&[u8]>, rows: usize) -> Vector {
    let Some(cells) = cells else { return missing(shape, unborn, rows) };
    if !cells.ranges.is_empty() {
        return stated(cells, shape, unborn, rows);
    }
    let nulls = cells.values.array().nulls();
    match (&cells.values, shape) {
        (Values::Truth(values), Shape::Truth) => {
            let truths = wide::map(&wide::bits(values.values()), |yes| yes * TRUE);
            let mut truths = or_where_null(truths, nulls, UNKNOWN);
            set_absent(&mut truths, cells, unborn, FALSE);
            Vector::Truth(truths)
        }
        (Values::Number(values, scale), Shape::Number { signed }) => {
            match number(values.values(), nulls, *scale, signed) {
                Some(mut fixed) => {
                    fixed.absent = absences(cells, unborn, rows);
                    Vector::Fixed(fixed)
                }
                None => stated(cells, shape, unborn, rows),
            }
        }
        (Values::Text(codes, words), Shape::Text) => {
            let mut codes = or_where_null(codes.values().to_vec(), nulls, UNKNOWN_WORD);
            set_absent(&mut codes, cells, unborn, ABSENT_WORD);
            Vector::Text(Words { words: words.clone(), codes })
        }
        (Values::Date(_), Shape::Date) => {
            let mut days = days(cells, rows);
            set_absent(&mut days, cells, unborn, ABSENT_DAY);
            Vector::Date(days)
        }
        _ => stated(cells, shape, unborn, rows),
    }
}

/// Days of the calendar; unknown where they are not told, and absent where there is none.
pub(crate) fn days(cells: &Cells, rows: usize) -> Vec<i32> {
    let Values::Date(values) = &cells.values else { return vec![UNKNOWN_DAY; rows] };
    let in_calendar = |day: i32| if CALENDAR.contains(&day) { day } else { UNKNOWN_DAY };
    let days = wide::map(values.values(), in_calendar);
    let mut days = or_where_null(days, values.nulls(), UNKNOWN_DAY);
    set_absent(&mut days, cells, None, ABSENT_DAY);
    days
}

fn set<T: Copy>(all: &mut [T], rows: &BooleanBuffer, value: T) {
    rows.set_indices().for_each(|row| all[row] = value);
}

/// The same values, but for rows that are null.
fn or_where_null<T: Copy>(mut all: Vec<T>, nulls: Option<&NullBuffer>, value: T) -> Vec<T> {
    if let Some(nulls) = nulls.filter(|nulls| nulls.null_count() > 0) {
        let told = wide::bits(nulls.inner());
        wide::update(&mut all, &told, move |own, told| if told == 1 { own } else { value });
    }
    all
}

fn set_absent<T: Copy>(all: &mut [T], cells: &Cells, unborn: Option<&[u8]>, value: T) {
    if let Some(absent) = &cells.absent {
        set(all, absent, value);
    }
    if let Some(unborn) = unborn {
        all.iter_mut().zip(unborn).filter(|(_, unborn)| **unborn != 0).for_each(|(held, _)| *held = value);
    }
}

fn number(values: &[i64], nulls: Option<&NullBuffer>, scale: i64, signed: bool) -> Option<Fixed> {
    // All bits that any number has. The limit is a power of two: they reach it where one does.
    let most = wide::fold(values, 0u64, |all, held| all | held.unsigned_abs());
    if most >= MAX_FAST.unsigned_abs() {
        return None;
    }
    let (low, high) = match nulls.filter(|nulls| nulls.null_count() > 0) {
        None => (wide::map(values, |held| held), wide::map(values, |held| held)),
        Some(nulls) => {
            let told = wide::bits(nulls.inner());
            let bounds =
                |none: i64| wide::map2(values, &told, move |held, told| if told == 1 { held } else { none });
            (bounds(if signed { NO_LOW } else { 0 }), bounds(NO_HIGH))
        }
    };
    Some(Fixed { scale, low, high, absent: None, most })
}

fn absences(cells: &Cells, unborn: Option<&[u8]>, rows: usize) -> Option<Vec<u8>> {
    if cells.absent.is_none() && unborn.is_none() {
        return None;
    }
    let mut absent = unborn.map_or_else(|| vec![0; rows], <[u8]>::to_vec);
    if let Some(rows) = &cells.absent {
        set(&mut absent, rows, 1);
    }
    Some(absent)
}

/// A column that the facts do not have: unknown in every row.
fn missing(shape: Shape, unborn: Option<&[u8]>, rows: usize) -> Vector {
    let value = unknown(shape);
    match unborn {
        Some(unborn) => {
            let row = |row: usize| if unborn[row] == 0 { value.clone() } else { absent_value(shape) };
            Vector::of((0..rows).map(row).collect())
        }
        _ => Vector::Constant(value),
    }
}

/// Row by row: numbers too great for a fast column, and columns of an unexpected type.
fn stated(cells: &Cells, shape: Shape, unborn: Option<&[u8]>, rows: usize) -> Vector {
    let row = |row: usize| {
        if unborn.is_some_and(|unborn| unborn[row] != 0) {
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

/// 1 in rows of subjects that did not exist in a year, by the days from which they do; `None` where all did, or where that is not told.
pub(crate) fn unborn(born: Option<&[i32]>, year: i16) -> Option<Vec<u8>> {
    let first = first_day_after(year)?;
    // Neither of the two days that are none is so late.
    let unborn = wide::map(born?, |day| u8::from(day >= first));
    unborn.contains(&1).then_some(unborn)
}

fn first_day_after(year: i16) -> Option<i32> {
    jiff::civil::Date::new(year.checked_add(1)?, 1, 1).ok().map(days_of)
}

/// Whether a year belongs to the series of a subject: unknown where neither its first day nor a figure of the year is told.
pub(crate) fn included(
    cells: Option<&Cells>,
    born: Option<&[i32]>,
    unborn: Option<&[u8]>,
    rows: usize,
) -> Vector {
    let mut truths = match born {
        None => vec![UNKNOWN; rows],
        Some(born) => wide::map(born, |day| if day <= UNKNOWN_DAY { UNKNOWN } else { TRUE }),
    };
    if let Some(cells) = cells {
        match cells.values.array().nulls() {
            Some(told) => {
                let told = wide::bits(told.inner());
                truths = wide::map2(&truths, &told, |truth, told| if told == 1 { TRUE } else { truth });
            }
            None => truths.fill(TRUE),
        }
        if let Some(absent) = &cells.absent {
            set(&mut truths, absent, TRUE);
        }
    }
    if let Some(unborn) = unborn {
        truths = wide::map2(&truths, unborn, |truth, unborn| if unborn == 0 { truth } else { FALSE });
    }
    Vector::Truth(truths)
}
