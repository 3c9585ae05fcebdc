//! Steps row by row, or once for each different value where one column of few values decides.

use std::sync::Arc;

use language::eval::Step;
use language::{Context, Truth, Value};
use rustc_hash::FxHashMap;

use crate::limits::MAX_WORDS;
use crate::vector::{ABSENT_WORD, FALSE, TRUE, UNKNOWN_WORD, Vector, day_value};

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

/// Applies `f` once for each different value of a column that has few.
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
        Vector::Date(days) => {
            let mut known: FxHashMap<i32, u32> = FxHashMap::default();
            let mut values = Vec::new();
            let positions = days.iter().map(|day| {
                *known.entry(*day).or_insert_with(|| {
                    values.push(f(day_value(*day)));
                    u32::try_from(values.len() - 1).unwrap_or(u32::MAX)
                })
            });
            let positions = positions.collect();
            (values, positions)
        }
        _ => return None,
    };
    Some(Vector::of(values).taken(&positions))
}
