//! `if`: the value of one branch, or what both agree on where the condition is unknown.

use language::Value;
use language::value::Maybe;

use super::arithmetic::{aligned, marked};
use crate::vector::{FALSE, Fixed, NO_HIGH, NO_LOW, TRUE, UNKNOWN, Vector};

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
