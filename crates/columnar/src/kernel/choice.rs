//! `if`: the value of one branch, or what both agree on where the condition is unknown.

use language::Value;
use language::value::Maybe;

use super::arithmetic::{aligned, marked};
use crate::vector::{FALSE, Fixed, NO_HIGH, NO_LOW, TRUE, UNKNOWN, Vector, Wide};

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
    fractions(&condition, yes, no).map(Vector::Wide)
}

/// Numbers of which some have a divisor a row.
fn fractions(condition: &[u8], yes: &Vector, no: &Vector) -> Option<Wide> {
    let rows = condition.len();
    let mut out = Wide { low: Vec::with_capacity(rows), high: Vec::with_capacity(rows), absent: None };
    let mut absent = vec![0u8; rows];
    for (row, truth) in condition.iter().enumerate() {
        let bounds = match *truth {
            TRUE => yes.fraction(row)?,
            FALSE => no.fraction(row)?,
            _ => match (yes.fraction(row)?, no.fraction(row)?) {
                (None, None) => None,
                // Absent or some number: nothing is known of it.
                (None, Some(_)) | (Some(_), None) => Some(((0, 0), (0, 0))),
                (Some((a, b)), Some((c, d))) => Some((outer(a, c, true)?, outer(b, d, false)?)),
            },
        };
        let (low, high) = bounds.unwrap_or(((0, 1), (0, 1)));
        absent[row] = u8::from(bounds.is_none());
        out.low.push(low);
        out.high.push(high);
    }
    out.absent = absent.contains(&1).then_some(absent);
    Some(out)
}

/// The lesser or greater of two bounds; without one of them there is none. `None` where they do not fit beside each other.
fn outer(a: (i128, i128), b: (i128, i128), least: bool) -> Option<(i128, i128)> {
    if a.1 == 0 || b.1 == 0 {
        return Some((0, 0));
    }
    let first_is_less = a.0.checked_mul(b.1)? <= b.0.checked_mul(a.1)?;
    Some(if first_is_less == least { a } else { b })
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
