//! Quotients are kept as numerator and divisor and compared by multiplying across, in 128 bits.

use language::Value;
use language::ast::Operator;
use language::value::{Interval, Maybe};
use vocabulary::Number;

use super::arithmetic::{aligned, either_absent};
use super::compare::settled;
use crate::limits::MAX_FAST;
use crate::vector::{Fixed, NO_HIGH, NO_LOW, Quotient, Vector, opposite};
use crate::{spare, wide};

/// `a / b`, as `Interval::over` defines it: unknown where the divisor is or may be zero.
pub(super) fn quotient(a: &Vector, b: &Vector, rows: usize) -> Option<Vector> {
    let (a_scale, b_scale) = (a.scale()?, b.scale()?);
    let (a, b) = (a.fixed(a_scale, rows)?, b.fixed(b_scale, rows)?);
    let common = num_integer::gcd(a_scale, b_scale);
    divided(&a, &b, (b_scale / common, a_scale / common)).map(Vector::Quotient)
}

fn divided(a: &Fixed, b: &Fixed, factor: (i64, i64)) -> Option<Quotient> {
    let (of_a, of_b) = ((&*a.low, &*a.high), (&*b.low, &*b.high));
    let (low, high) = wide::map4x4(of_a, of_b, one);
    let absent = either_absent(a.absent.as_ref(), b.absent.as_ref());
    // A divisor is one of the second, or 1.
    Some(Quotient { factor, low, high, absent, most: (a.most, b.most.max(1)) })
}

/// The negative. The two bounds that are not there are the least number and the greatest: each the other turned round, bit by bit.
#[inline(always)]
fn turned(held: i64) -> i64 {
    let is_none = (held == NO_LOW) | (held == NO_HIGH);
    if is_none { !held } else { held.wrapping_neg() }
}

/// One quotient, as `Interval::over` defines it; both bounds as numerator and divisor. By choices and not by branches, so that it widens.
#[inline(always)]
pub(super) fn one(a: (i64, i64), b: (i64, i64)) -> ((i64, i64), (i64, i64)) {
    let is_negative = b.1 < 0;
    let from = if is_negative { turned(a.1) } else { a.0 };
    let to = if is_negative { turned(a.0) } else { a.1 };
    let least = if is_negative { turned(b.1) } else { b.0 };
    let greatest = if is_negative { turned(b.0) } else { b.1 };
    let is_unknown = least <= 0;
    let low = bound(from, NO_LOW, is_unknown, if from >= 0 { greatest } else { least });
    let high = bound(to, NO_HIGH, is_unknown, if to < 0 { greatest } else { least });
    (low, high)
}

/// A bound takes the greatest divisor where it points towards zero, and the least where away from it.
#[inline(always)]
fn bound(held: i64, none: i64, is_unknown: bool, divisor: i64) -> (i64, i64) {
    let is_none = is_unknown | (held == none);
    let is_open = divisor == NO_HIGH;
    let numer = if is_open { 0 } else { held };
    let denom = if is_open | is_none { 1 } else { divisor };
    (if is_none { none } else { numer }, denom)
}

/// `new / old - 1`.
pub(super) fn growth(old: &Vector, new: &Vector, rows: usize) -> Option<Vector> {
    let (new, old) = aligned(new, old, rows)?;
    let mut out = divided(&new, &old, (1, 1))?;
    // The difference of two bounds fits 64 bits.
    let less_one = |(numer, denom): &mut (Vec<i64>, Vec<i64>), none: i64| {
        *numer = wide::map2(
            numer,
            denom,
            move |numer, denom| {
                if numer == none { none } else { numer.wrapping_sub(denom) }
            },
        );
    };
    less_one(&mut out.low, NO_LOW);
    less_one(&mut out.high, NO_HIGH);
    out.most.0 = out.most.0.saturating_add(out.most.1);
    let limit = MAX_FAST.unsigned_abs();
    let fits = out.most.0 < limit || magnitude(&out.low.0) < limit && magnitude(&out.high.0) < limit;
    fits.then_some(Vector::Quotient(out))
}

/// Times a constant of that numerator and denominator.
pub(super) fn times(a: &Quotient, numer: i64, denom: i64) -> Option<Quotient> {
    if numer <= 0 {
        return None;
    }
    let common = num_integer::gcd(numer, a.factor.1);
    let (numer, divisor) = (numer / common, a.factor.1 / common);
    let common = num_integer::gcd(a.factor.0, denom);
    let (other, denom) = (a.factor.0 / common, denom / common);
    let factor = (numer.checked_mul(other)?, divisor.checked_mul(denom)?);
    (factor.0 < MAX_FAST && factor.1 < MAX_FAST).then_some(())?;
    let mut out = a.clone();
    out.factor = factor;
    // A product with an unbounded factor is bounded only where neither can be negative.
    for row in 0..out.low.0.len() {
        let (low, high) = (out.low.0[row], out.high.0[row]);
        if high == NO_HIGH && low < 0 || low == NO_LOW {
            (out.low.0[row], out.low.1[row]) = (NO_LOW, 1);
            (out.high.0[row], out.high.1[row]) = (NO_HIGH, 1);
        }
    }
    Some(out)
}

/// A column of fractions, whatever it was: numerators and divisors of a bound, or one divisor for all.
struct Fractions<'v> {
    factor: (i64, i64),
    low: Side<'v>,
    high: Side<'v>,
    /// No numerator, and no divisor, is greater in magnitude.
    most: (u64, u64),
}

pub(super) fn compare(operator: Operator, a: &Vector, b: &Vector, rows: usize) -> Option<Vector> {
    let Vector::Quotient(a) = a else { return None };
    if let Vector::Constant(Value::Number(Maybe::Known(constant))) = b
        && let Some(truths) = with_constant(operator, a, *constant)
    {
        return Some(Vector::Truth(settled(truths, a.absent.as_ref())));
    }
    let fixed;
    let (b, b_absent) = match b {
        Vector::Quotient(b) => (fractions(b), b.absent.as_ref()),
        other => {
            let scale = other.scale()?;
            fixed = other.fixed(scale, rows)?;
            let (low, high) = ((&*fixed.low, None), (&*fixed.high, None));
            let most = (fixed.most, 1);
            (Fractions { factor: (1, scale), low, high, most }, fixed.absent.as_ref())
        }
    };
    let absent = either_absent(a.absent.as_ref(), b_absent);
    let a = fractions(a);
    let opposite = |truths: Vec<u8>| wide::map(&truths, opposite);
    let truths = match operator {
        Operator::AtLeast => at_least(&a, &b)?,
        Operator::AtMost => at_least(&b, &a)?,
        Operator::Less => opposite(at_least(&a, &b)?),
        Operator::Greater => opposite(at_least(&b, &a)?),
        _ => return None,
    };
    Some(Vector::Truth(settled(truths, absent.as_ref())))
}

/// Against a number that is the same in every row; `None` where a product does not fit 64 bits.
fn with_constant(operator: Operator, a: &Quotient, constant: Interval) -> Option<Vec<u8>> {
    let is_strict = matches!(operator, Operator::Greater | Operator::AtMost);
    let is_reversed = match operator {
        Operator::AtLeast | Operator::Greater => false,
        Operator::Less | Operator::AtMost => true,
        _ => return None,
    };
    let rows = a.low.0.len();
    let passes = |(numer, denom): &(Vec<i64>, Vec<i64>), none: i64, otherwise: u8, bound: Number| {
        let left = i128::from(a.factor.0).checked_mul(*bound.denom())?;
        let right = i128::from(a.factor.1).checked_mul(*bound.numer())?;
        let common = num_integer::gcd(left, right);
        let (left, right) = (i64::try_from(left / common).ok()?, i64::try_from(right / common).ok()?);
        let fits = |held: &[i64], most: u64, factor: i64| {
            let fits = |most: u64| most.saturating_mul(factor.unsigned_abs()) < MAX_FAST.unsigned_abs();
            fits(most) || fits(magnitude(held))
        };
        if !fits(numer, a.most.0, left) || !fits(denom, a.most.1, right) {
            return None;
        }
        let told = move |numer: i64, passed: bool| if numer == none { otherwise } else { u8::from(passed) };
        Some(if is_strict {
            wide::map2(numer, denom, move |numer, denom| {
                told(numer, numer.wrapping_mul(left) > denom.wrapping_mul(right))
            })
        } else {
            wide::map2(numer, denom, move |numer, denom| {
                told(numer, numer.wrapping_mul(left) >= denom.wrapping_mul(right))
            })
        })
    };
    // A constant without a bound is never surely passed, and always possibly.
    let mut truths = match constant.high {
        Some(bound) => passes(&a.low, NO_LOW, 0, bound)?,
        None => vec![0; rows],
    };
    let possible = match constant.low {
        Some(bound) => passes(&a.high, NO_HIGH, 1, bound)?,
        None => vec![1; rows],
    };
    truths = wide::map2(&truths, &possible, u8::wrapping_add);
    Some(if is_reversed { wide::map(&truths, opposite) } else { truths })
}

fn fractions(of: &Quotient) -> Fractions<'_> {
    let low = (&*of.low.0, Some(&*of.low.1));
    Fractions { factor: of.factor, low, high: (&*of.high.0, Some(&*of.high.1)), most: of.most }
}

/// Surely where the least of `a` reaches the greatest of `b`, possibly where the greatest of `a` reaches the least of `b`.
fn at_least(a: &Fractions<'_>, b: &Fractions<'_>) -> Option<Vec<u8>> {
    let left = i128::from(a.factor.0.checked_mul(b.factor.1)?);
    let right = i128::from(b.factor.0.checked_mul(a.factor.1)?);
    let common = num_integer::gcd(left, right);
    let factors = (left / common, right / common);
    // Where the greatest product that can come about fits 64 bits, so do all.
    let product = |numer: u64, denom: u64, factor: i128| {
        u128::from(numer).saturating_mul(u128::from(denom)).saturating_mul(factor.unsigned_abs())
    };
    let limit = u128::from(MAX_FAST.unsigned_abs());
    let is_narrow =
        product(a.most.0, b.most.1, factors.0) < limit && product(b.most.0, a.most.1, factors.1) < limit;
    let sure = reaches(a.low, b.high, factors, is_narrow)?;
    let possible = reaches(a.high, b.low, factors, is_narrow)?;
    Some(wide::map2(&sure, &possible, u8::wrapping_add))
}

/// At least the greatest magnitude of a bound that is there, and below the next power of two: all bits that any has.
pub(crate) fn magnitude(held: &[i64]) -> u64 {
    let bits = |held: i64| {
        let is_there = (held != NO_LOW) & (held != NO_HIGH);
        held.unsigned_abs() & u64::from(is_there).wrapping_neg()
    };
    wide::fold(held, 0u64, move |all, held| all | bits(held))
}

/// Numerators, and divisors where they are not all one.
type Side<'v> = (&'v [i64], Option<&'v [i64]>);

/// 1 where a bound surely reaches another: `p / q * left >= r / s * right`. `is_narrow`: the products are known to fit 64 bits.
fn reaches(
    (p, q): Side<'_>,
    (r, s): Side<'_>,
    (left, right): (i128, i128),
    is_narrow: bool,
) -> Option<Vec<u8>> {
    let told = move |p: i64, r: i64| {
        if p == NO_LOW || r == NO_HIGH {
            Some(0)
        } else if p == NO_HIGH || r == NO_LOW {
            Some(1)
        } else {
            None
        }
    };
    let rows = p.len();
    // The greatest product that can come about: where it fits 64 bits, so do all.
    let size = |numer: &[i64], denom: Option<&[i64]>, factor: i128| {
        let product = u128::from(magnitude(numer)) * u128::from(denom.map_or(1, magnitude));
        product.checked_mul(factor.unsigned_abs())
    };
    let fits = |size: Option<u128>| size.is_some_and(|size| size < MAX_FAST.unsigned_abs().into());
    if is_narrow || fits(size(p, s, left)) && fits(size(r, q, right)) {
        let (left, right) = (i64::try_from(left).ok()?, i64::try_from(right).ok()?);
        let open = move |p: i64, r: i64| (p == NO_LOW) | (r == NO_HIGH) | (p == NO_HIGH) | (r == NO_LOW);
        let sure = move |p: i64, r: i64| ((p == NO_HIGH) | (r == NO_LOW)) & (p != NO_LOW) & (r != NO_HIGH);
        let row = move |p: i64, q: i64, r: i64, s: i64| {
            let reached = p.wrapping_mul(s).wrapping_mul(left) >= r.wrapping_mul(q).wrapping_mul(right);
            u8::from((open(p, r) & sure(p, r)) | (!open(p, r) & reached))
        };
        return Some(match (q, s) {
            (Some(q), Some(s)) => {
                let one: Vec<i64> = wide::map2(p, s, i64::wrapping_mul);
                let other: Vec<i64> = wide::map2(r, q, i64::wrapping_mul);
                let reached = wide::map2(&one, &other, move |one, other| {
                    u8::from(one.wrapping_mul(left) >= other.wrapping_mul(right))
                });
                [one, other].into_iter().for_each(spare::keep);
                wide::map3(
                    p,
                    r,
                    &reached,
                    move |p, r, reached| {
                        if open(p, r) { u8::from(sure(p, r)) } else { reached }
                    },
                )
            }
            (Some(q), None) => wide::map3(p, q, r, move |p, q, r| row(p, q, r, 1)),
            (None, Some(s)) => wide::map3(p, r, s, move |p, r, s| row(p, 1, r, s)),
            (None, None) => wide::map2(p, r, move |p, r| row(p, 1, r, 1)),
        });
    }
    let divisor = |of: Option<&[i64]>, row: usize| of.map_or(1, |of| of[row]);
    (0..rows)
        .map(|row| {
            let (p, r) = (p[row], r[row]);
            if let Some(told) = told(p, r) {
                return Some(told);
            }
            let one = i128::from(p) * i128::from(divisor(s, row));
            let other = i128::from(r) * i128::from(divisor(q, row));
            if (left, right) == (1, 1) {
                return Some(u8::from(one >= other));
            }
            Some(u8::from(one.checked_mul(left)? >= other.checked_mul(right)?))
        })
        .collect()
}
