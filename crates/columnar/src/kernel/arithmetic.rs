//! Sums, differences and products of bounds over one divisor, as `language::value::Interval` defines them.

use std::borrow::Cow;

use language::Value;
use language::ast::Operator;
use language::value::Maybe;
use vocabulary::Number;

use super::quotient::{self, magnitude};
use crate::limits::MAX_FAST;
use crate::vector::{ABSENT_DAY, Fixed, NO_HIGH, NO_LOW, UNKNOWN_DAY, Vector, day_of, lcm};
use crate::wide;

pub(super) fn arithmetic(operator: Operator, a: &Vector, b: &Vector, rows: usize) -> Option<Vector> {
    match operator {
        Operator::Add => added(a, b, false, rows),
        Operator::Subtract => days_between(a, b, rows).or_else(|| added(a, b, true, rows)),
        Operator::Multiply => match (constant(a), constant(b)) {
            (_, Some(number)) => times(a, number),
            (Some(number), _) => times(b, number),
            _ => product(&*a.fixed(a.scale()?, rows)?, &*b.fixed(b.scale()?, rows)?),
        },
        Operator::Divide => match constant(b) {
            Some(number) => over(a, number),
            None => quotient::quotient(a, b, rows),
        },
        _ => None,
    }
}

/// Days from one date to another, as the interpreter counts them; `None` where a side is no date.
fn days_between(a: &Vector, b: &Vector, rows: usize) -> Option<Vector> {
    let (a, b) = (days(a, rows)?, days(b, rows)?);
    let (mut low, mut high) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    let mut absent = vec![0; rows];
    for ((a, b), absent) in a.iter().zip(b.iter()).zip(&mut absent) {
        *absent = u8::from(*a == ABSENT_DAY || *b == ABSENT_DAY);
        let between = i64::from(*a) - i64::from(*b);
        let is_told = *a > UNKNOWN_DAY && *b > UNKNOWN_DAY;
        low.push(if is_told { between } else { NO_LOW });
        high.push(if is_told { between } else { NO_HIGH });
    }
    let absent = absent.contains(&1).then_some(absent);
    // Days of 32 bits.
    Some(Vector::Fixed(Fixed { scale: 1, low, high, absent, most: 1 << 32 }))
}

fn days(of: &Vector, rows: usize) -> Option<Cow<'_, [i32]>> {
    match of {
        Vector::Date(days) => Some(Cow::Borrowed(days)),
        Vector::Constant(Value::Date(date)) => Some(Cow::Owned(vec![day_of(date); rows])),
        _ => None,
    }
}

/// A number that is the same in every row, and known.
fn constant(of: &Vector) -> Option<Number> {
    match of {
        Vector::Constant(Value::Number(Maybe::Known(interval))) => interval.value(),
        _ => None,
    }
}

/// Where either is absent.
pub(super) fn either_absent(a: Option<&Vec<u8>>, b: Option<&Vec<u8>>) -> Option<Vec<u8>> {
    match (a, b) {
        (None, None) => None,
        (Some(one), None) | (None, Some(one)) => Some(one.clone()),
        (Some(a), Some(b)) => Some(wide::map2(a, b, move |a, b| a | b)),
    }
}

/// Two columns of numbers over their least common divisor.
pub(super) fn aligned<'v>(
    a: &'v Vector,
    b: &'v Vector,
    rows: usize,
) -> Option<(std::borrow::Cow<'v, Fixed>, std::borrow::Cow<'v, Fixed>)> {
    let scale = lcm(a.scale()?, b.scale()?)?;
    Some((a.fixed(scale, rows)?, b.fixed(scale, rows)?))
}

fn added(a: &Vector, b: &Vector, minus: bool, rows: usize) -> Option<Vector> {
    let (a, b) = aligned(a, b, rows)?;
    // Neither is so great that a sum leaves 64 bits: all bounds stay below `MAX_FAST`.
    let sums = |a: &[i64], b: &[i64], open_a: i64, open_b: i64| -> Vec<i64> {
        if minus {
            let sum = move |a: i64, b: i64| {
                if (a == open_a) | (b == open_b) { open_a } else { a.wrapping_sub(b) }
            };
            wide::map2(a, b, sum)
        } else {
            let sum = move |a: i64, b: i64| {
                if (a == open_a) | (b == open_b) { open_a } else { a.wrapping_add(b) }
            };
            wide::map2(a, b, sum)
        }
    };
    let (second_low, second_high) = if minus { (&b.high, &b.low) } else { (&b.low, &b.high) };
    let (open_low, open_high) = if minus { (NO_HIGH, NO_LOW) } else { (NO_LOW, NO_HIGH) };
    let (low, high) =
        (sums(&a.low, second_low, NO_LOW, open_low), sums(&a.high, second_high, NO_HIGH, open_high));
    let absent = either_absent(a.absent.as_ref(), b.absent.as_ref());
    let sum = Fixed { scale: a.scale, low, high, absent, most: a.most.saturating_add(b.most) };
    sum.is_below(MAX_FAST.unsigned_abs()).then_some(Vector::Fixed(sum))
}

pub(super) fn negate(a: &Vector) -> Option<Vector> {
    let Vector::Fixed(a) = a else { return None };
    let turned = |held: &i64| match *held {
        NO_LOW => NO_HIGH,
        NO_HIGH => NO_LOW,
        held => -held,
    };
    Some(Vector::Fixed(Fixed {
        scale: a.scale,
        low: a.high.iter().map(turned).collect(),
        high: a.low.iter().map(turned).collect(),
        absent: a.absent.clone(),
        most: a.most,
    }))
}

/// Numerator and denominator in 64 bits.
fn parts(number: Number) -> Option<(i64, i64)> {
    let (numer, denom) = (i64::try_from(*number.numer()).ok()?, i64::try_from(*number.denom()).ok()?);
    (numer.abs() < MAX_FAST && denom < MAX_FAST).then_some((numer, denom))
}

/// Times a constant. A product with an unbounded factor is bounded only where neither can be negative.
fn times(a: &Vector, constant: Number) -> Option<Vector> {
    let (numer, denom) = parts(constant)?;
    let a = match a {
        Vector::Fixed(a) => a,
        Vector::Quotient(a) => return quotient::times(a, numer, denom).map(Vector::Quotient),
        _ => return None,
    };
    if numer == 0 {
        let zero = vec![0; a.low.len()];
        let absent = a.absent.clone();
        return Some(Vector::Fixed(Fixed { scale: 1, low: zero.clone(), high: zero, absent, most: 0 }));
    }
    let common = num_integer::gcd(numer, a.scale);
    let by = numer / common;
    let scale = (a.scale / common).checked_mul(denom).filter(|scale| *scale < MAX_FAST)?;
    if !a.is_below(((MAX_FAST - 1) / by.abs()).unsigned_abs()) {
        return None;
    }
    let most = a.most.saturating_mul(by.unsigned_abs());
    let low = wide::map2(&a.low, &a.high, move |from, to| {
        let is_open = (from == NO_LOW) | (to == NO_HIGH);
        let closed = if by > 0 { from.wrapping_mul(by) } else { to.wrapping_mul(by) };
        let is_bounded = !is_open | ((by > 0) & (from >= 0));
        if is_bounded { closed } else { NO_LOW }
    });
    let high = wide::map2(&a.low, &a.high, move |from, to| {
        let is_open = (from == NO_LOW) | (to == NO_HIGH);
        let closed = if by > 0 { to.wrapping_mul(by) } else { from.wrapping_mul(by) };
        if is_open { NO_HIGH } else { closed }
    });
    Some(Vector::Fixed(Fixed { scale, low, high, absent: a.absent.clone(), most }))
}

/// Divided by a constant.
fn over(a: &Vector, constant: Number) -> Option<Vector> {
    let Vector::Fixed(a) = a else { return None };
    let (numer, denom) = parts(constant)?;
    if numer == 0 {
        // Unknown, but for rows that are absent.
        let (low, high) = (vec![NO_LOW; a.low.len()], vec![NO_HIGH; a.low.len()]);
        return Some(Vector::Fixed(Fixed { scale: 1, low, high, absent: a.absent.clone(), most: 0 }));
    }
    let by = denom * numer.signum();
    let common = num_integer::gcd(by, a.scale);
    let (by, scale) = (by / common, (a.scale / common).checked_mul(numer.abs())?);
    if scale >= MAX_FAST {
        return None;
    }
    if !a.is_below(((MAX_FAST - 1) / by.abs()).unsigned_abs()) {
        return None;
    }
    let most = a.most.saturating_mul(by.unsigned_abs());
    let scaled = |held: &[i64], none: i64, turned: i64| {
        wide::map(held, move |held| if held == none { turned } else { held.wrapping_mul(by) })
    };
    let (low, high) = if by > 0 {
        (scaled(&a.low, NO_LOW, NO_LOW), scaled(&a.high, NO_HIGH, NO_HIGH))
    } else {
        (scaled(&a.high, NO_HIGH, NO_LOW), scaled(&a.low, NO_LOW, NO_HIGH))
    };
    Some(Vector::Fixed(Fixed { scale, low, high, absent: a.absent.clone(), most }))
}

fn product(a: &Fixed, b: &Fixed) -> Option<Vector> {
    let scale = a.scale.checked_mul(b.scale).filter(|scale| *scale < MAX_FAST)?;
    let absent = either_absent(a.absent.as_ref(), b.absent.as_ref());
    let limit = MAX_FAST.unsigned_abs();
    let greatest = |of: &Fixed| magnitude(&of.low).max(magnitude(&of.high));
    let mut most = a.most.saturating_mul(b.most);
    if most >= limit {
        most = greatest(a).saturating_mul(greatest(b));
    }
    if most < limit {
        let (of_a, of_b) = ((&*a.low, &*a.high), (&*b.low, &*b.high));
        let low = wide::map4(of_a, of_b, move |a, b| small_product(a, b).0);
        let high = wide::map4(of_a, of_b, move |a, b| small_product(a, b).1);
        return Some(Vector::Fixed(Fixed { scale, low, high, absent, most }));
    }
    let mut low = Vec::with_capacity(a.low.len());
    let mut high = Vec::with_capacity(a.low.len());
    let narrow = |wide: i128| i64::try_from(wide).ok().filter(|held| held.abs() < MAX_FAST);
    let times = |a: i64, b: i64| i128::from(a) * i128::from(b);
    for row in 0..a.low.len() {
        let (p, q, r, s) = (a.low[row], a.high[row], b.low[row], b.high[row]);
        let open = p == NO_LOW || q == NO_HIGH || r == NO_LOW || s == NO_HIGH;
        let (from, to) = if (p, q) == (0, 0) || (r, s) == (0, 0) {
            (0, 0)
        } else if open {
            if p >= 0 && r >= 0 {
                let to = if q == NO_HIGH || s == NO_HIGH { NO_HIGH } else { narrow(times(q, s))? };
                (narrow(times(p, r))?, to)
            } else {
                (NO_LOW, NO_HIGH)
            }
        } else {
            let corners = [times(p, r), times(p, s), times(q, r), times(q, s)];
            let least = corners.iter().min().copied().unwrap_or_default();
            let greatest = corners.iter().max().copied().unwrap_or_default();
            (narrow(least)?, narrow(greatest)?)
        };
        low.push(from);
        high.push(to);
    }
    Some(Vector::Fixed(Fixed { scale, low, high, absent, most }))
}

/// A product that fits 64 bits, as `product` has it: by choices and not by branches, so that it widens.
#[inline(always)]
fn small_product((p, q): (i64, i64), (r, s): (i64, i64)) -> (i64, i64) {
    let times = i64::wrapping_mul;
    let is_zero = ((p == 0) & (q == 0)) | ((r == 0) & (s == 0));
    let is_open = (p == NO_LOW) | (q == NO_HIGH) | (r == NO_LOW) | (s == NO_HIGH);
    let is_positive = (p >= 0) & (r >= 0);
    let is_endless = (q == NO_HIGH) | (s == NO_HIGH);
    let least = times(p, r).min(times(p, s)).min(times(q, r).min(times(q, s)));
    let most = times(p, r).max(times(p, s)).max(times(q, r).max(times(q, s)));
    let from = if is_positive { times(p, r) } else { NO_LOW };
    let to = if is_positive & !is_endless { times(q, s) } else { NO_HIGH };
    let low = if is_open { from } else { least };
    let high = if is_open { to } else { most };
    (if is_zero { 0 } else { low }, if is_zero { 0 } else { high })
}

/// The least or greatest of several numbers; an absent one does not compete.
pub(super) fn extreme(first: &Vector, rest: &[&Vector], greatest: bool, rows: usize) -> Option<Vector> {
    let mut scale = first.scale()?;
    for vector in rest {
        scale = lcm(scale, vector.scale()?)?;
    }
    let mut out = first.fixed(scale, rows)?.into_owned();
    for vector in rest {
        let other = vector.fixed(scale, rows)?;
        let further = |a: i64, b: i64| if greatest { a.max(b) } else { a.min(b) };
        let mut low = wide::map2(&out.low, &other.low, further);
        let mut high = wide::map2(&out.high, &other.high, further);
        if out.absent.is_some() || other.absent.is_some() {
            for row in 0..rows {
                // An absent one does not compete.
                if marked(&other, row) {
                    (low[row], high[row]) = (out.low[row], out.high[row]);
                } else if marked(&out, row) {
                    (low[row], high[row]) = (other.low[row], other.high[row]);
                }
            }
            out.absent = both_absent(out.absent.as_ref(), other.absent.as_ref());
        }
        (out.low, out.high, out.most) = (low, high, out.most.max(other.most));
    }
    Some(Vector::Fixed(out))
}

/// Where both are absent.
fn both_absent(a: Option<&Vec<u8>>, b: Option<&Vec<u8>>) -> Option<Vec<u8>> {
    a.zip(b).map(|(a, b)| wide::map2(a, b, move |a, b| a & b))
}

pub(super) fn marked(fixed: &Fixed, row: usize) -> bool {
    fixed.absent.as_ref().is_some_and(|absent| absent[row] != 0)
}
