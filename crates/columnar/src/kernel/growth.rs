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
use crate::wide;

/// Most years that rates of growth are computed over here: the sum of two rates always fits 128 bits, in whatever order.
const MAX_YEARS: usize = 3;

/// A root is not looked at where the number differs from the power that it is compared with by more than this, relatively. Roots over
/// at most two periods are told apart at nine decimals at least.
const CLEAR: f64 = 1e-7;

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

/// `new / old - 1` as bounds of fractions.
type Rate = ((i128, i128), (i128, i128));

fn rate(old: (i64, i64), new: (i64, i64)) -> Rate {
    let (low, high) = quotient::one(new, old);
    let less_one = |(numer, denom): (i64, i64), none: i64| match numer == none {
        true => (0, 0),
        false => (i128::from(numer) - i128::from(denom), i128::from(denom)),
    };
    (less_one(low, NO_LOW), less_one(high, NO_HIGH))
}

/// The mean of the yearly rates of growth; absent with fewer than two members.
pub(super) fn mean_growth(members: &[Arc<Vector>], rows: usize) -> Option<Vector> {
    if members.len() / 2 > MAX_YEARS {
        return None;
    }
    let columns = Columns::of(members, rows)?;
    let mut out = Wide { low: Vec::with_capacity(rows), high: Vec::with_capacity(rows), absent: None };
    let mut absent = vec![0u8; rows];
    let mut all = Members::new();
    for row in 0..rows {
        if !columns.row(row, &mut all) {
            out.low.push((0, 0));
            out.high.push((0, 0));
            continue;
        }
        let rates: ArrayVec<Rate, MAX_YEARS> =
            all.windows(2).filter_map(|pair| Some(rate(pair[0]?, pair[1]?))).collect();
        let over = |(numer, denom): (i128, i128), by: i128| (numer, denom * by);
        let sum = |(a, b): (i128, i128), (c, d): (i128, i128)| {
            // Without a bound on one side there is none of the sum.
            if b == 0 || d == 0 { (0, 0) } else { (a * d + c * b, b * d) }
        };
        let (low, high) = match rates.as_slice() {
            [] => {
                absent[row] = 1;
                ((0, 1), (0, 1))
            }
            [(low, high)] => (*low, *high),
            [(low, high), (other, most), ..] => (over(sum(*low, *other), 2), over(sum(*high, *most), 2)),
        };
        out.low.push(low);
        out.high.push(high);
    }
    out.absent = absent.contains(&1).then_some(absent);
    Some(Vector::Wide(out))
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
    let (p, q) = (*number.numer(), *number.denom());
    // All bits that any bound has: where no product passes 128 bits, none has to be checked.
    let bits = |of: &[(i128, i128)]| {
        of.iter().fold((0, 0), |(numer, denom), bound| {
            (numer | bound.0.unsigned_abs(), denom | bound.1.unsigned_abs())
        })
    };
    let (low, high) = (bits(&wide.low), bits(&wide.high));
    let fits = |a: u128, b: i128| a.leading_zeros() + b.unsigned_abs().leading_zeros() > 128;
    let is_safe = fits(low.0 | high.0, q) && fits(low.1 | high.1, p);
    // Whether a bound reaches the number, or passes it.
    let reaches = |(numer, denom): (i128, i128), strictly: bool| -> Option<bool> {
        let (left, right) = if is_safe {
            (numer.wrapping_mul(q), p.wrapping_mul(denom))
        } else {
            (numer.checked_mul(q)?, p.checked_mul(denom)?)
        };
        Some(if strictly { left > right } else { left >= right })
    };
    let strictly = matches!(operator, Operator::Greater | Operator::AtMost);
    let is_reversed = match operator {
        Operator::AtLeast | Operator::Greater => false,
        Operator::Less | Operator::AtMost => true,
        _ => return None,
    };
    wide.low
        .iter()
        .zip(&wide.high)
        .map(|(low, high)| {
            let sure = low.1 != 0 && reaches(*low, strictly)?;
            let possible = high.1 == 0 || reaches(*high, strictly)?;
            let truth = u8::from(sure) + u8::from(possible);
            Some(if is_reversed { opposite(truth) } else { truth })
        })
        .collect()
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
