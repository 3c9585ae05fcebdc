//! Steps row by row, or once for each different value where one column of few values decides.

use std::sync::Arc;

use language::eval::Step;
use language::{Context, Truth, Value};

use crate::limits::MAX_WORDS;
use crate::vector::{ABSENT_DAY, ABSENT_WORD, FALSE, TRUE, UNKNOWN_DAY, UNKNOWN_WORD, Vector, day_value};

pub(super) fn step(context: &Context<'_>, step: Step, arguments: &[Arc<Vector>], rows: usize) -> Vector {
    let open: Vec<usize> =
        (0..arguments.len()).filter(|at| !matches!(arguments[*at].as_ref(), Vector::Constant(_))).collect();
    let with = |at: usize, value: Value| {
        let values = arguments.iter().enumerate().map(|(other, argument)| match argument.as_ref() {
            Vector::Constant(constant) if other != at => constant.clone(),
            _ => value.clone(),
        });
        context.step(step, values.collect())
    };
    match open.as_slice() {
        [] => {
            Vector::Constant(context.step(step, arguments.iter().map(|argument| argument.value(0)).collect()))
        }
        [at] => by_value(&arguments[*at], |value| with(*at, value))
            .unwrap_or_else(|| all(context, step, arguments, rows)),
        _ => all(context, step, arguments, rows),
    }
}

fn all(context: &Context<'_>, step: Step, arguments: &[Arc<Vector>], rows: usize) -> Vector {
    let row = |row: usize| context.step(step, arguments.iter().map(|argument| argument.value(row)).collect());
    Vector::of((0..rows).map(row).collect())
}

/// Applies `f` once for each different value of a column that has few, or of days.
fn by_value(column: &Vector, f: impl Fn(Value) -> Value) -> Option<Vector> {
    let (values, positions): (Vec<Value>, Vec<u32>) = match column {
        Vector::Truth(truths) => {
            let values = [Truth::False, Truth::Unknown, Truth::True].map(|truth| f(Value::Truth(truth)));
            (values.to_vec(), truths.iter().map(|truth| u32::from((*truth).clamp(FALSE, TRUE))).collect())
        }
        Vector::Text(words) if words.words.len() <= MAX_WORDS.min(2 * words.codes.len() + 64) => {
            let count = u32::try_from(words.words.len()).ok()?;
            let codes = (0..count).chain([ABSENT_WORD, UNKNOWN_WORD]);
            let position = |code: &u32| match *code {
                ABSENT_WORD => count,
                UNKNOWN_WORD => count + 1,
                code => code,
            };
            (codes.map(|code| f(words.value(code))).collect(), words.codes.iter().map(position).collect())
        }
        Vector::Date(days) => by_day(days, f)?,
        _ => return None,
    };
    Some(Vector::of(values).taken(&positions))
}

/// What `f` makes of each different day, and by row which of these it is. Days lie near each other: they are found in a table, from the
/// first of them to the last.
fn by_day(days: &[i32], f: impl Fn(Value) -> Value) -> Option<(Vec<Value>, Vec<u32>)> {
    const NEW: u32 = u32::MAX;
    let is_told = |day: &i32| *day != ABSENT_DAY && *day != UNKNOWN_DAY;
    let first = days.iter().copied().filter(is_told).min().unwrap_or_default();
    let last = days.iter().copied().filter(is_told).max().unwrap_or_default();
    let length = last.abs_diff(first) as usize + 1;
    if length > MAX_WORDS {
        return None;
    }
    let (mut table, mut others, mut values) = (vec![NEW; length], [NEW; 2], Vec::new());
    let positions = days.iter().map(|day| {
        let place = match *day {
            ABSENT_DAY => &mut others[0],
            UNKNOWN_DAY => &mut others[1],
            day => &mut table[day.abs_diff(first) as usize],
        };
        if *place == NEW {
            *place = u32::try_from(values.len()).unwrap_or(NEW);
            values.push(f(day_value(*day)));
        }
        *place
    });
    let positions = positions.collect();
    Some((values, positions))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What every day is told as, once for each different one and in the order of the rows; days too far apart are left.
    #[test]
    fn days_are_looked_at_once_each_as_far_apart_as_a_table_reaches() {
        let far = i32::try_from(MAX_WORDS).unwrap_or(i32::MAX);
        let days = [10, ABSENT_DAY, 10, far + 9, UNKNOWN_DAY, ABSENT_DAY];
        let looked = std::cell::Cell::new(0);
        let told = by_day(&days, |value| {
            looked.set(looked.get() + 1);
            value
        });
        let (values, positions) = told.unwrap_or_default();
        assert_eq!(looked.get(), 4);
        let by_row: Vec<Value> = positions.iter().map(|at| values[*at as usize].clone()).collect();
        assert_eq!(by_row, days.map(day_value));
        assert!(by_day(&[10, far + 10], |value| value).is_none());
    }
}
