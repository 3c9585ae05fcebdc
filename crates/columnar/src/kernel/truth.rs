//! Kleene's logic on bytes: false 0, unknown 1, true 2.

use std::sync::Arc;

use language::Value;
use language::value::Maybe;

use crate::vector::{ABSENT_WORD, FALSE, TRUE, UNKNOWN, Vector, Words, opposite};
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

/// Most codes that are looked for in a column one after the other.
const MAX_HITS: usize = 8;

/// Whether a word is one of a set; an absent one is none.
pub(crate) fn one_of(set: &[Arc<str>], a: &Vector, rows: usize) -> Vector {
    let of = |value: &Value| match value {
        Value::Text(Maybe::Known(word)) => TRUE * u8::from(set.contains(word)),
        Value::Text(Maybe::Absent) => FALSE,
        _ => UNKNOWN,
    };
    match a {
        Vector::Text(words) => Vector::Truth(among(words, |word| set.contains(word))),
        other => Vector::Truth((0..rows).map(|row| of(&other.value(row))).collect()),
    }
}

/// Whether a word passes; an absent one does not.
pub(super) fn among(words: &Words, passes: impl Fn(&Arc<str>) -> bool) -> Vec<u8> {
    let table: Vec<u8> = words.words.iter().map(|word| TRUE * u8::from(passes(word))).collect();
    let hits = (0u32..).zip(&table).filter(|(_, truth)| **truth == TRUE).map(|(code, _)| code);
    if hits.clone().count() <= MAX_HITS {
        // A code of no word is unknown.
        let count = table.len();
        let unknown =
            move |code: u32| if (code as usize >= count) & (code != ABSENT_WORD) { UNKNOWN } else { FALSE };
        let mut truths = wide::map(&words.codes, unknown);
        for hit in hits {
            wide::update(
                &mut truths,
                &words.codes,
                move |truth, code| if code == hit { TRUE } else { truth },
            );
        }
        return truths;
    }
    let byte = |code: &u32| match *code {
        ABSENT_WORD => FALSE,
        code => table.get(code as usize).copied().unwrap_or(UNKNOWN),
    };
    words.codes.iter().map(byte).collect()
}
