//! `if`: the value of one branch, or what both agree on where the condition is unknown.

use language::Value;
use std::sync::Arc;

use language::value::Maybe;

use super::arithmetic::{aligned, marked};
use crate::vector::{FALSE, Fixed, NO_HIGH, NO_LOW, TRUE, UNKNOWN, Vector, lcm};

pub(super) fn choice(condition: &Vector, yes: &Vector, no: &Vector, rows: usize) -> Option<Vector> {
    let condition = condition.truths(rows);
    let is_truth = |vector: &Vector| matches!(vector, Vector::Truth(_) | Vector::Constant(Value::Truth(_)));
    if is_truth(yes) && is_truth(no) {
        let (yes, no) = (yes.truths(rows), no.truths(rows));
        let row = |row: usize| match condition[row] {
            TRUE => yes[row],
            FALSE => no[row],
            _ if yes[row] == no[row] => yes[row],
            _ => UNKNOWN,
        };
        return Some(Vector::Truth((0..rows).map(row).collect()));
    }
    let is_number = |vector: &Vector| {
        matches!(vector, Vector::Fixed(_) | Vector::Constant(Value::Number(Maybe::Known(_) | Maybe::Absent)))
    };
    if is_number(yes) && is_number(no) {
        let (yes, no) = aligned(yes, no, rows)?;
        return Some(Vector::Fixed(numbers(&condition, &yes, &no)));
    }
    None
}

fn numbers(condition: &[u8], yes: &Fixed, no: &Fixed) -> Fixed {
    let low = |row: usize| match condition[row] {
        TRUE => yes.low[row],
        FALSE => no.low[row],
        _ => yes.low[row].min(no.low[row]),
    };
    let high = |row: usize| match condition[row] {
        TRUE => yes.high[row],
        FALSE => no.high[row],
        _ => yes.high[row].max(no.high[row]),
    };
    let rows = condition.len();
    let mut out = Fixed {
        scale: yes.scale,
        low: (0..rows).map(low).collect(),
        high: (0..rows).map(high).collect(),
        absent: None,
    };
    if yes.absent.is_some() || no.absent.is_some() {
        let mut absent = vec![0; rows];
        for row in 0..rows {
            let gone = (marked(yes, row), marked(no, row));
            match (condition[row], gone) {
                (TRUE, (true, _)) | (FALSE, (_, true)) | (UNKNOWN, (true, true)) => absent[row] = 1,
                // Absent or some number: nothing is known of it.
                (UNKNOWN, (true, false) | (false, true)) => {
                    (out.low[row], out.high[row]) = (NO_LOW, NO_HIGH);
                }
                _ => {}
            }
        }
        out.absent = Some(absent);
    }
    out
}

/// What several values agree on: numbers are covered, absent and some number is anything.
pub(crate) fn join(all: &[Arc<Vector>], rows: usize) -> Vector {
    joined(all, rows).unwrap_or_else(|| {
        let row = |row: usize| {
            let mut values = all.iter().map(|vector| vector.value(row));
            let first = values.next().unwrap_or_else(Value::any_number);
            values.fold(first, Value::join)
        };
        Vector::of((0..rows).map(row).collect())
    })
}

fn joined(all: &[Arc<Vector>], rows: usize) -> Option<Vector> {
    let mut scale = 1;
    for vector in all {
        scale = lcm(scale, vector.scale()?)?;
    }
    let (first, rest) = all.split_first()?;
    let mut out = first.fixed(scale, rows)?.into_owned();
    // How many of the values are absent.
    let mut absent = vec![0u32; rows];
    let mut count = |fixed: &Fixed| {
        if let Some(marks) = &fixed.absent {
            absent.iter_mut().zip(marks).for_each(|(absent, mark)| *absent += u32::from(*mark));
        }
    };
    count(&out);
    for vector in rest {
        let other = vector.fixed(scale, rows)?;
        count(&other);
        out.low.iter_mut().zip(&other.low).for_each(|(low, other)| *low = (*low).min(*other));
        out.high.iter_mut().zip(&other.high).for_each(|(high, other)| *high = (*high).max(*other));
    }
    let everywhere = u32::try_from(all.len()).unwrap_or(u32::MAX);
    for row in 0..rows {
        if absent[row] > 0 && absent[row] < everywhere {
            (out.low[row], out.high[row]) = (NO_LOW, NO_HIGH);
        }
    }
    let marks: Vec<u8> = absent.iter().map(|absent| u8::from(*absent == everywhere)).collect();
    out.absent = marks.contains(&1).then_some(marks);
    Some(Vector::Fixed(out))
}
