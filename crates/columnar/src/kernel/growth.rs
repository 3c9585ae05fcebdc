//! Means and rates of growth over the years of a series.

use std::borrow::Cow;
use std::sync::Arc;

use arrayvec::ArrayVec;
use language::Value;
use language::ast::Operator;
use language::value::Maybe;
use vocabulary::Number;

use super::arithmetic::marked;
use super::compare::settled;
use super::quotient::{self, magnitude};
use crate::limits::MAX_FAST;
use crate::vector::{
    FALSE, Fixed, NO_HIGH, NO_LOW, Quotient, Root, TRUE, UNKNOWN, Vector, Wide, lcm, opposite,
};
use crate::{spare, wide};

/// Most years that rates of growth are computed over here: the sum of two rates always fits 128 bits, in whatever order.
const MAX_YEARS: usize = 3;

/// A root is not looked at where the number differs from the power that it is compared with by more than this, relatively. Roots over
/// at most two periods are told apart at nine decimals at least.
const CLEAR: f64 = 1e-7;

/// Fractions that differ from a number by more than this, relatively, are told apart by floating point, which has both nearer than 10⁻¹⁵.
const NEAR: f64 = 1e-12;

/// Members of a series in a row that surely belong to it: their bounds, `None` where the value is absent.
type Members = ArrayVec<Option<(i64, i64)>, MAX_YEARS>;

/// The members of a series as columns over one divisor.
struct Columns<'m> {
    included: Vec<Cow<'m, [u8]>>,
    values: Vec<Cow<'m, Fixed>>,
    scale: i64,
}

impl<'m> Columns<'m> {
    fn of(members: &'m [Arc<Vector>], rows: usize) -> Option<Self> {
        let mut scale = 1;
        for pair in members.chunks_exact(2) {
            scale = lcm(scale, pair[1].scale()?)?;
        }
        let mut out = Self { included: Vec::new(), values: Vec::new(), scale };
        for pair in members.chunks_exact(2) {
            out.included.push(pair[0].truths(rows));
            out.values.push(pair[1].fixed(scale, rows)?);
        }
        Some(out)
    }

    /// Puts the members in a row into `out`; `false` where some perhaps do not belong to it.
    fn row(&self, row: usize, out: &mut Members) -> bool {
        out.clear();
        for (included, values) in self.included.iter().zip(&self.values) {
            match included[row] {
                FALSE => {}
                TRUE => out.push((!marked(values, row)).then(|| (values.low[row], values.high[row]))),
                _ => return false,
            }
        }
        true
    }
}

/// The sum over how many there are, absent ones left out; absent without any.
pub(super) fn mean(members: &[Arc<Vector>], rows: usize) -> Option<Vector> {
    let columns = Columns::of(members, rows)?;
    let (mut low, mut high, mut count) = (vec![0; rows], vec![0; rows], vec![0; rows]);
    let mut is_unsure = vec![FALSE; rows];
    let mut most = 0u64;
    for (included, values) in columns.included.iter().zip(&columns.values) {
        // What is absent is never among them, whether it belongs to the series or not.
        let included = match &values.absent {
            None => Cow::Borrowed(&**included),
            Some(absent) => {
                let present = |truth, absent| if absent == 0 { truth } else { FALSE };
                Cow::Owned(wide::map2(included, absent, present))
            }
        };
        let sum = |so_far: &[i64], held: &[i64], none: i64| {
            wide::map3(so_far, held, &included, move |so_far: i64, held: i64, truth| {
                let sum = if (so_far == none) | (held == none) { none } else { so_far.wrapping_add(held) };
                if truth == TRUE { sum } else { so_far }
            })
        };
        (low, high) = (sum(&low, &values.low, NO_LOW), sum(&high, &values.high, NO_HIGH));
        most = most.saturating_add(values.most);
        let limit = MAX_FAST.unsigned_abs();
        if most >= limit && (magnitude(&low) >= limit || magnitude(&high) >= limit) {
            return None;
        }
        count = wide::map2(&count, &included, |count, truth| count + i64::from(truth == TRUE));
        is_unsure = wide::map2(&is_unsure, &included, |so_far, truth| so_far | u8::from(truth == UNKNOWN));
    }
    let bound = |held: &[i64], none: i64| {
        wide::map2(held, &is_unsure, move |held, is_unsure| if is_unsure == 0 { held } else { none })
    };
    let (low, high) = (bound(&low, NO_LOW), bound(&high, NO_HIGH));
    // A bound that is not there stands over 1.
    let over = |held: &[i64], none: i64| {
        wide::map2(held, &count, move |held, count: i64| if held == none { 1 } else { count.max(1) })
    };
    let absent = wide::map2(&count, &is_unsure, |count, is_unsure| u8::from(count == 0) & (1 ^ is_unsure));
    let (low_over, high_over) = (over(&low, NO_LOW), over(&high, NO_HIGH));
    Some(Vector::Quotient(Quotient {
        factor: (1, columns.scale),
        low: (low, low_over),
        high: (high, high_over),
        absent: absent.contains(&1).then_some(absent),
        most: (most, columns.values.len().max(1) as u64),
    }))
}

fn quotients(factor: (i64, i64), rows: usize) -> Quotient {
    let empty = || (Vec::with_capacity(rows), Vec::with_capacity(rows));
    Quotient { factor, low: empty(), high: empty(), absent: None, most: (u64::MAX, u64::MAX) }
}

fn push(out: &mut Quotient, low: (i64, i64), high: (i64, i64)) {
    out.low.0.push(low.0);
    out.low.1.push(low.1);
    out.high.0.push(high.0);
    out.high.1.push(high.1);
}

/// `new / old - 1` as bounds of fractions; a bound that is not there stands over zero. The difference of two bounds fits 64 bits.
#[inline(always)]
fn rate(old: (i64, i64), new: (i64, i64)) -> ((i64, i64), (i64, i64)) {
    let (low, high) = quotient::one(new, old);
    let less_one = |(numer, denom): (i64, i64), none: i64| match numer == none {
        true => (0, 0),
        false => (numer.wrapping_sub(denom), denom),
    };
    (less_one(low, NO_LOW), less_one(high, NO_HIGH))
}

/// Half the sum of two fractions; without one of them there is none.
#[inline(always)]
fn halfway((a, b): (i64, i64), (c, d): (i64, i64)) -> (i128, i128) {
    let times = |a: i64, b: i64| i128::from(a).wrapping_mul(i128::from(b));
    let denom = times(b, d).wrapping_mul(2);
    (if denom == 0 { 0 } else { times(a, d).wrapping_add(times(c, b)) }, denom)
}

/// Rates of growth from one year to another, by row: numerators and divisors of both bounds.
type Rates = (wide::Pair, wide::Pair);

fn rates(old: &Fixed, new: &Fixed) -> Rates {
    wide::map4x4((&old.low, &old.high), (&new.low, &new.high), rate)
}

/// Which rates there are in a row, in bits.
const FIRST: u8 = 1;
const SECOND: u8 = 2;
/// From the first year to the third, as the second surely is none of the series.
const ACROSS: u8 = 4;
/// A year perhaps belongs to the series.
const UNSURE: u8 = 8;

/// The mean of the yearly rates of growth; absent with fewer than two members.
pub(super) fn mean_growth(members: &[Arc<Vector>], rows: usize) -> Option<Vector> {
    if members.len() / 2 > MAX_YEARS {
        return None;
    }
    let columns = Columns::of(members, rows)?;
    let there = |at: usize| {
        let (included, values) = (columns.included.get(at)?, columns.values.get(at)?);
        Some(match &values.absent {
            None => wide::map(included, |truth| u8::from(truth == TRUE)),
            Some(absent) => {
                wide::map2(included, absent, |truth, absent| u8::from(truth == TRUE) & (1 ^ absent))
            }
        })
    };
    let mut which = vec![0u8; rows];
    for included in &columns.included {
        wide::update(&mut which, included, |which, truth| if truth == UNKNOWN { UNSURE } else { which });
    }
    let (mut first, mut second) = (Rates::default(), Rates::default());
    match (there(0), there(1), there(2), columns.values.as_slice()) {
        (Some(a), Some(b), None, [old, new]) => {
            let both = wide::map2(&a, &b, |a, b| FIRST * (a & b));
            wide::update(&mut which, &both, |which, both| which | both);
            first = rates(old, new);
        }
        (Some(a), Some(b), Some(c), [old, new, newest]) => {
            let told =
                wide::map3(&a, &b, &c, |a, b, c| (FIRST * (a & b)) | (SECOND * (b & c)) | (ACROSS * (a & c)));
            // Where the second is a year of the series there is no rate across it, whether or not it has a value.
            let told = wide::map2(&told, &columns.included[1], |told, truth| {
                if truth == FALSE { told & ACROSS } else { told & !ACROSS }
            });
            wide::update(&mut which, &told, |which, told| which | told);
            (first, second) = (rates(old, new), rates(new, newest));
        }
        (_, _, _, [] | [_]) => {}
        _ => return None,
    }
    let (mut low, mut high) = (spare::column(rows), spare::column(rows));
    let mut absent = vec![0u8; rows];
    for (row, ((low, high), absent)) in low.iter_mut().zip(&mut high).zip(&mut absent).enumerate() {
        let of = |((low, low_over), (high, high_over)): &Rates| {
            ((low[row], low_over[row]), (high[row], high_over[row]))
        };
        let wide = |(numer, denom): (i64, i64)| (i128::from(numer), i128::from(denom));
        (*low, *high) = match which[row] {
            0 => {
                *absent = 1;
                ((0, 1), (0, 1))
            }
            FIRST => (wide(of(&first).0), wide(of(&first).1)),
            SECOND => (wide(of(&second).0), wide(of(&second).1)),
            ACROSS => {
                let of = |values: &Fixed| (values.low[row], values.high[row]);
                let rate = rate(of(&columns.values[0]), of(&columns.values[2]));
                (wide(rate.0), wide(rate.1))
            }
            which if which & UNSURE == 0 => {
                let (one, other) = (of(&first), of(&second));
                (halfway(one.0, other.0), halfway(one.1, other.1))
            }
            _ => ((0, 0), (0, 0)),
        };
    }
    for ((a, b), (c, d)) in [first, second] {
        [a, b, c, d].into_iter().for_each(spare::keep);
    }
    Some(Vector::Wide(Wide::new(low, high, absent.contains(&1).then_some(absent))))
}

/// The compound rate of growth from the first member to the last; absent with fewer than two members.
pub(super) fn cagr(members: &[Arc<Vector>], rows: usize) -> Option<Vector> {
    if members.len() / 2 > MAX_YEARS {
        return None;
    }
    let columns = Columns::of(members, rows)?;
    let mut out = Root { of: quotients((1, 1), rows), periods: Vec::with_capacity(rows) };
    let mut absent = vec![0u8; rows];
    let mut all = Members::new();
    for row in 0..rows {
        let is_sure = columns.row(row, &mut all);
        let (low, high, periods) = match all.as_slice() {
            _ if !is_sure => ((NO_LOW, 1), (NO_HIGH, 1), 1),
            [Some(old), .., Some(new)] => {
                let (low, high) = quotient::one(*new, *old);
                (low, high, all.len() - 1)
            }
            _ => {
                absent[row] = 1;
                ((0, 1), (0, 1), 1)
            }
        };
        push(&mut out.of, low, high);
        out.periods.push(u8::try_from(periods).ok()?);
    }
    out.of.absent = absent.contains(&1).then_some(absent);
    Some(Vector::Root(out))
}

/// A column against an exact constant.
pub(super) fn compare(operator: Operator, a: &Vector, constant: &Value) -> Option<Vector> {
    let Value::Number(Maybe::Known(interval)) = constant else { return None };
    let number = interval.value()?;
    let (truths, absent) = match a {
        Vector::Wide(wide) => (wide_at(operator, wide, number)?, wide.absent.as_ref()),
        Vector::Root(root) => (root_at(operator, root, a, number)?, root.of.absent.as_ref()),
        _ => return None,
    };
    Some(Vector::Truth(settled(truths, absent)))
}

fn wide_at(operator: Operator, wide: &Wide, number: Number) -> Option<Vec<u8>> {
    /// Neither above nor below for sure.
    const TOO_NEAR: u8 = 3;
    let strictly = matches!(operator, Operator::Greater | Operator::AtMost);
    let is_reversed = match operator {
        Operator::AtLeast | Operator::Greater => false,
        Operator::Less | Operator::AtMost => true,
        _ => return None,
    };
    let bound = vocabulary::number::to_f64(number);
    let mut truths = wide::map2(&wide.near.0, &wide.near.1, move |low, high| {
        let is_clear = |near: f64| (near - bound).abs() > NEAR * (near.abs() + bound.abs());
        let truth = u8::from(low > bound).wrapping_add(u8::from(high > bound));
        if is_clear(low) & is_clear(high) { truth } else { TOO_NEAR }
    });
    let (p, q) = (*number.numer(), *number.denom());
    // Whether a bound reaches the number, or passes it.
    let reaches = |(numer, denom): (i128, i128)| -> Option<bool> {
        let (left, right) = (numer.checked_mul(q)?, p.checked_mul(denom)?);
        Some(if strictly { left > right } else { left >= right })
    };
    let unsettled = truths.iter_mut().enumerate().filter(|(_, truth)| **truth == TOO_NEAR);
    for (row, truth) in unsettled {
        let (low, high) = (wide.low[row], wide.high[row]);
        let sure = low.1 != 0 && reaches(low)?;
        let possible = high.1 == 0 || reaches(high)?;
        *truth = u8::from(sure) + u8::from(possible);
    }
    Some(if is_reversed { wide::map(&truths, opposite) } else { truths })
}

/// Roots against a number: `(x / y)^(1 / n) - 1` and `c` compare as `x / y` and `(1 + c)^n` do, where they are clearly apart; else
/// the root is computed.
fn root_at(operator: Operator, root: &Root, a: &Vector, number: Number) -> Option<Vec<u8>> {
    let is_reversed = match operator {
        Operator::AtLeast | Operator::Greater => false,
        Operator::Less | Operator::AtMost => true,
        _ => return None,
    };
    let bound: f64 = 1.0 + vocabulary::number::to_f64(number);
    if !(0.5..1000.0).contains(&bound) {
        return None;
    }
    let exactly = |row: usize| {
        let Value::Number(Maybe::Known(rate)) = a.value(row) else { return FALSE };
        let other = language::Interval::exact(number);
        let truth = match operator {
            Operator::AtLeast => !rate.less(other),
            Operator::Less => rate.less(other),
            Operator::Greater => other.less(rate),
            _ => !other.less(rate),
        };
        crate::vector::byte_of(truth)
    };
    let row = |row: usize| {
        let (low, high) =
            ((root.of.low.0[row], root.of.low.1[row]), (root.of.high.0[row], root.of.high.1[row]));
        if low.0 == NO_LOW || low.0 < 0 {
            return UNKNOWN;
        }
        let power = bound.powi(i32::from(root.periods[row]));
        // Above, below, or too near to tell.
        let side = |(numer, denom): (i64, i64)| {
            let ratio = numer as f64 / denom as f64;
            if ratio > power * (1.0 + CLEAR) {
                Some(true)
            } else if ratio < power * (1.0 - CLEAR) {
                Some(false)
            } else {
                None
            }
        };
        let possible = if high.0 == NO_HIGH { Some(true) } else { side(high) };
        match (side(low), possible) {
            (Some(sure), Some(possible)) => {
                let truth = u8::from(sure) + u8::from(possible);
                if is_reversed { opposite(truth) } else { truth }
            }
            _ => exactly(row),
        }
    };
    Some((0..root.periods.len()).map(row).collect())
}
