//! Kleene's logic on bytes: false 0, unknown 1, true 2.

use std::sync::Arc;

use language::Value;
use language::value::Maybe;

use crate::vector::{ABSENT_WORD, FALSE, TRUE, UNKNOWN, UNKNOWN_WORD, Vector, opposite};
use crate::wide;

pub(super) fn not(a: &Vector, rows: usize) -> Vector {
    Vector::Truth(wide::map(&a.truths(rows), opposite))
}

pub(crate) fn and(a: &Vector, b: &Vector, rows: usize) -> Vector {
    let (a, b) = (a.truths(rows), b.truths(rows));
    Vector::Truth(wide::map2(&a, &b, u8::min))
}

pub(crate) fn or(a: &Vector, b: &Vector, rows: usize) -> Vector {
    let (a, b) = (a.truths(rows), b.truths(rows));
    Vector::Truth(wide::map2(&a, &b, u8::max))
}

pub(crate) fn at_least(wanted: usize, all: &[Arc<Vector>], rows: usize) -> Vector {
    let (mut sure, mut possible) = (vec![0u16; rows], vec![0u16; rows]);
    for vector in all {
        let truths = vector.truths(rows);
        wide::update(&mut sure, &truths, |sure, truth| sure + u16::from(truth == TRUE));
        wide::update(&mut possible, &truths, |possible, truth| possible + u16::from(truth != FALSE));
    }
    let reached = move |count: u16| u8::from(usize::from(count) >= wanted);
    Vector::Truth(wide::map2(&sure, &possible, move |sure, possible| reached(sure) + reached(possible)))
}

pub(crate) fn is_unknown(a: &Vector, rows: usize) -> Vector {
    Vector::Truth(wide::map(&a.truths(rows), |truth| TRUE * u8::from(truth == UNKNOWN)))
}

/// A truth, and what a case says where it is unknown.
pub(crate) fn assume(a: &Vector, case: &Vector, rows: usize) -> Vector {
    let (a, case) = (a.truths(rows), case.truths(rows));
    Vector::Truth(wide::map2(&a, &case, |truth, case| if truth == UNKNOWN { case } else { truth }))
}

/// The first that is known.
pub(super) fn first_known(all: &[&Vector], rows: usize) -> Vector {
    let mut out = vec![UNKNOWN; rows];
    for vector in all {
        wide::update(&mut out, &vector.truths(rows), |out, truth| if out == UNKNOWN { truth } else { out });
    }
    Vector::Truth(out)
}

/// Whether a word is one of a set; an absent one is none.
pub(crate) fn one_of(set: &[Arc<str>], a: &Vector, rows: usize) -> Vector {
    let of = |value: &Value| match value {
        Value::Text(Maybe::Known(word)) => TRUE * u8::from(set.contains(word)),
        Value::Text(Maybe::Absent) => FALSE,
        _ => UNKNOWN,
    };
    match a {
        Vector::Text(words) => {
            let table: Vec<u8> = words.words.iter().map(|word| TRUE * u8::from(set.contains(word))).collect();
            let byte = |code: &u32| match *code {
                ABSENT_WORD => FALSE,
                UNKNOWN_WORD => UNKNOWN,
                code => table.get(code as usize).copied().unwrap_or(UNKNOWN),
            };
            Vector::Truth(words.codes.iter().map(byte).collect())
        }
        other => Vector::Truth((0..rows).map(|row| of(&other.value(row))).collect()),
    }
}
