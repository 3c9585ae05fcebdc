//! `if`: the value of one branch, or what both agree on where the condition is unknown.

use std::borrow::Cow;
use std::sync::Arc;

use language::Value;
use language::value::Maybe;

use super::quotient::magnitude;
use crate::vector::{
    ABSENT_WORD, FALSE, Fixed, NO_HIGH, NO_LOW, TRUE, UNKNOWN, UNKNOWN_WORD, Vector, Wide, Words, bounds_at,
    lcm,
};
use crate::{spare, wide};

pub(super) fn choice(condition: &Vector, yes: &Vector, no: &Vector, rows: usize) -> Option<Vector> {
    let condition = condition.truths(rows);
    let is_truth = |vector: &Vector| matches!(vector, Vector::Truth(_) | Vector::Constant(Value::Truth(_)));
    if is_truth(yes) && is_truth(no) {
        let (yes, no) = (yes.truths(rows), no.truths(rows));
        let row = move |condition: u8, yes: u8, no: u8| {
            let either = if yes == no { yes } else { UNKNOWN };
            let known = if condition == TRUE { yes } else { no };
            if condition == UNKNOWN { either } else { known }
        };
        return Some(Vector::Truth(wide::map3(&condition, &yes, &no, row)));
    }
    let is_number = |vector: &Vector| {
        matches!(vector, Vector::Fixed(_) | Vector::Constant(Value::Number(Maybe::Known(_) | Maybe::Absent)))
    };
    if is_number(yes) && is_number(no) {
        let scale = lcm(yes.scale()?, no.scale()?)?;
        let (yes, no) = (Side::of(yes, scale)?, Side::of(no, scale)?);
        return Some(Vector::Fixed(numbers(&condition, &yes, &no, scale)));
    }
    let is_text = |vector: &Vector| matches!(vector, Vector::Text(_) | Vector::Constant(Value::Text(_)));
    if is_text(yes) && is_text(no) {
        return Some(Vector::Text(words(&condition, yes, no)));
    }
    fractions(&condition, yes, no).map(Vector::Wide)
}

/// One of two words; unknown where it may be either.
fn words(condition: &[u8], yes: &Vector, no: &Vector) -> Words {
    let mut all: Vec<Arc<str>> = Vec::new();
    let (yes, no) = (coded(yes, &mut all, condition.len()), coded(no, &mut all, condition.len()));
    let codes = wide::map3(condition, &yes, &no, |truth, yes, no| {
        let known = if truth == TRUE { yes } else { no };
        if (truth == UNKNOWN) & (yes != no) { UNKNOWN_WORD } else { known }
    });
    Words { words: all.into(), codes }
}

/// A side of a choice of words, by positions in a list that both sides share.
fn coded<'v>(side: &'v Vector, all: &mut Vec<Arc<str>>, rows: usize) -> Cow<'v, [u32]> {
    let mut place = |word: &Arc<str>| {
        let known = all.iter().position(|known| known == word).unwrap_or_else(|| {
            all.push(Arc::clone(word));
            all.len() - 1
        });
        u32::try_from(known).unwrap_or(UNKNOWN_WORD)
    };
    let code = match side {
        Vector::Text(words) => {
            let places: Vec<u32> = words.words.iter().map(place).collect();
            if (0..).zip(&places).all(|(own, place)| own == *place) {
                return Cow::Borrowed(&words.codes);
            }
            // Codes of what is absent or unknown have no place in the list.
            let placed = |code: &u32| places.get(*code as usize).copied().unwrap_or(*code);
            return Cow::Owned(words.codes.iter().map(placed).collect());
        }
        Vector::Constant(Value::Text(Maybe::Known(word))) => place(word),
        Vector::Constant(Value::Text(Maybe::Absent)) => ABSENT_WORD,
        _ => UNKNOWN_WORD,
    };
    Cow::Owned(vec![code; rows])
}

/// Numbers of which some have a divisor a row.
fn fractions(condition: &[u8], yes: &Vector, no: &Vector) -> Option<Wide> {
    let rows = condition.len();
    let (mut lows, mut highs) = (spare::column(rows), spare::column(rows));
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
        (lows[row], highs[row]) = bounds.unwrap_or(((0, 1), (0, 1)));
        absent[row] = u8::from(bounds.is_none());
    }
    Some(Wide::new(lows, highs, absent.contains(&1).then_some(absent)))
}

/// The lesser or greater of two bounds; without one of them there is none. `None` where they do not fit beside each other.
fn outer(a: (i128, i128), b: (i128, i128), least: bool) -> Option<(i128, i128)> {
    if a.1 == 0 || b.1 == 0 {
        return Some((0, 0));
    }
    let first_is_less = a.0.checked_mul(b.1)? <= b.0.checked_mul(a.1)?;
    Some(if first_is_less == least { a } else { b })
}

/// A side of a choice of numbers: the same in every row, or a column.
enum Side<'v> {
    Same(i64, i64),
    Absent,
    Column(Cow<'v, Fixed>),
}

impl<'v> Side<'v> {
    fn of(side: &'v Vector, scale: i64) -> Option<Self> {
        match side {
            Vector::Constant(Value::Number(Maybe::Known(interval))) => {
                bounds_at(*interval, scale).map(|(low, high)| Self::Same(low, high))
            }
            Vector::Constant(Value::Number(Maybe::Absent)) => Some(Self::Absent),
            Vector::Fixed(fixed) => fixed.rescaled(scale).map(Self::Column),
            _ => None,
        }
    }

    /// 1 in rows where it is absent.
    fn absent(&self) -> Absences<'_> {
        match self {
            Self::Absent => Absences::Same(1),
            Self::Column(fixed) => fixed.absent.as_deref().map_or(Absences::Same(0), Absences::Column),
            Self::Same(..) => Absences::Same(0),
        }
    }

    /// What no bound is greater than, as [`Fixed`] has it.
    fn most(&self) -> u64 {
        match self {
            Self::Same(low, high) => magnitude(&[*low, *high]),
            Self::Absent => 0,
            Self::Column(fixed) => fixed.most,
        }
    }

    fn low(&self) -> Bounds<'_> {
        match self {
            Self::Same(low, _) => Bounds::Same(*low),
            Self::Absent => Bounds::Same(0),
            Self::Column(fixed) => Bounds::Column(&fixed.low),
        }
    }

    fn high(&self) -> Bounds<'_> {
        match self {
            Self::Same(_, high) => Bounds::Same(*high),
            Self::Absent => Bounds::Same(0),
            Self::Column(fixed) => Bounds::Column(&fixed.high),
        }
    }
}

/// The least or the greatest bounds of a side.
#[derive(Clone, Copy)]
enum Bounds<'v> {
    Same(i64),
    Column(&'v [i64]),
}

fn numbers(condition: &[u8], yes: &Side<'_>, no: &Side<'_>, scale: i64) -> Fixed {
    let low = chosen(condition, yes.low(), no.low(), i64::min);
    let high = chosen(condition, yes.high(), no.high(), i64::max);
    let most = yes.most().max(no.most());
    let mut out = Fixed { scale, low, high, absent: None, most };
    if let Some((absent, open)) = absences(condition, yes.absent(), no.absent()) {
        if open.contains(&1) {
            // Absent or some number: nothing is known of it.
            for (row, _) in open.iter().enumerate().filter(|(_, open)| **open == 1) {
                (out.low[row], out.high[row]) = (NO_LOW, NO_HIGH);
            }
        }
        out.absent = Some(absent);
    }
    out
}

/// 1 where a side is absent.
#[derive(Clone, Copy)]
enum Absences<'v> {
    Same(u8),
    Column(&'v [u8]),
}

/// 1 where the side that is taken is absent, or both are of which one is taken; and 1 where one of those is; `None` where neither ever is.
fn absences(condition: &[u8], yes: Absences<'_>, no: Absences<'_>) -> Option<(Vec<u8>, Vec<u8>)> {
    // By masks of bytes, as `chosen` does it.
    let absent = move |truth: u8, yes: u8, no: u8| {
        let is = |other: u8| u8::from(truth == other);
        is(TRUE) & yes | is(FALSE) & no | is(UNKNOWN) & yes & no
    };
    let open = move |truth: u8, yes: u8, no: u8| u8::from(truth == UNKNOWN) & (yes ^ no);
    Some(match (yes, no) {
        (Absences::Same(0), Absences::Same(0)) => return None,
        (Absences::Same(yes), Absences::Same(no)) => (
            wide::map(condition, move |truth| absent(truth, yes, no)),
            wide::map(condition, move |truth| open(truth, yes, no)),
        ),
        (Absences::Column(yes), Absences::Same(no)) => (
            wide::map2(condition, yes, move |truth, yes| absent(truth, yes, no)),
            wide::map2(condition, yes, move |truth, yes| open(truth, yes, no)),
        ),
        (Absences::Same(yes), Absences::Column(no)) => (
            wide::map2(condition, no, move |truth, no| absent(truth, yes, no)),
            wide::map2(condition, no, move |truth, no| open(truth, yes, no)),
        ),
        (Absences::Column(yes), Absences::Column(no)) => {
            (wide::map3(condition, yes, no, absent), wide::map3(condition, yes, no, open))
        }
    })
}

/// The bounds of the side that is taken, or the outer ones of both.
fn chosen(
    condition: &[u8],
    yes: Bounds<'_>,
    no: Bounds<'_>,
    outer: impl Fn(i64, i64) -> i64 + Copy,
) -> Vec<i64> {
    // By masks and not by branches, which no processor could foretell.
    let mask = move |truth: u8, other: u8| -i64::from(truth == other);
    let pick = move |truth: u8, yes: i64, no: i64| {
        yes & mask(truth, TRUE) | no & mask(truth, FALSE) | outer(yes, no) & mask(truth, UNKNOWN)
    };
    match (yes, no) {
        (Bounds::Same(yes), Bounds::Same(no)) => {
            let either = outer(yes, no);
            wide::map(condition, move |truth| {
                yes & mask(truth, TRUE) | no & mask(truth, FALSE) | either & mask(truth, UNKNOWN)
            })
        }
        (Bounds::Same(yes), Bounds::Column(no)) => {
            wide::map2(condition, no, move |truth, no| pick(truth, yes, no))
        }
        (Bounds::Column(yes), Bounds::Same(no)) => {
            wide::map2(condition, yes, move |truth, yes| pick(truth, yes, no))
        }
        (Bounds::Column(yes), Bounds::Column(no)) => wide::map3(condition, yes, no, pick),
    }
}
