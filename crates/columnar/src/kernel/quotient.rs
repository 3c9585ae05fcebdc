//! Quotients are kept as numerator and divisor and compared by multiplying across, in 128 bits.

use language::ast::Operator;

use super::arithmetic::{aligned, either_absent};
use super::compare::settled;
use crate::limits::MAX_FAST;
use crate::vector::{Fixed, NO_HIGH, NO_LOW, Quotient, TRUE, Vector};

/// `a / b`, as `Interval::over` defines it: unknown where the divisor is or may be zero.
pub(super) fn quotient(a: &Vector, b: &Vector, rows: usize) -> Option<Vector> {
    let (a_scale, b_scale) = (a.scale()?, b.scale()?);
    let (a, b) = (a.fixed(a_scale, rows)?, b.fixed(b_scale, rows)?);
    let common = num_integer::gcd(a_scale, b_scale);
    divided(&a, &b, (b_scale / common, a_scale / common)).map(Vector::Quotient)
}

fn divided(a: &Fixed, b: &Fixed, factor: (i64, i64)) -> Option<Quotient> {
    let rows = a.low.len();
    let mut out = Quotient {
        factor,
        low: (Vec::with_capacity(rows), Vec::with_capacity(rows)),
        high: (Vec::with_capacity(rows), Vec::with_capacity(rows)),
        absent: either_absent(a.absent.as_ref(), b.absent.as_ref()),
    };
    for row in 0..rows {
        let (low, high) = one((a.low[row], a.high[row]), (b.low[row], b.high[row]));
        out.low.0.push(low.0);
        out.low.1.push(low.1);
        out.high.0.push(high.0);
        out.high.1.push(high.1);
    }
    Some(out)
}

fn turned(held: i64) -> i64 {
    match held {
        NO_LOW => NO_HIGH,
        NO_HIGH => NO_LOW,
        held => -held,
    }
}

/// One quotient, as `Interval::over` defines it; both bounds as numerator and divisor.
pub(super) fn one(a: (i64, i64), b: (i64, i64)) -> ((i64, i64), (i64, i64)) {
    let ((mut from, mut to), (mut least, mut greatest)) = (a, b);
    if greatest < 0 {
        (from, to) = (turned(to), turned(from));
        (least, greatest) = (turned(greatest), turned(least));
    }
    if least <= 0 {
        return ((NO_LOW, 1), (NO_HIGH, 1));
    }
    (bound(from, NO_LOW, from >= 0, (least, greatest)), bound(to, NO_HIGH, to < 0, (least, greatest)))
}

/// A bound takes the greatest divisor where it points towards zero, and the least where away from it.
fn bound(held: i64, none: i64, towards_zero: bool, (least, greatest): (i64, i64)) -> (i64, i64) {
    if held == none {
        return (none, 1);
    }
    match if towards_zero { greatest } else { least } {
        NO_HIGH => (0, 1),
        divisor => (held, divisor),
    }
}

/// `new / old - 1`.
pub(super) fn growth(old: &Vector, new: &Vector, rows: usize) -> Option<Vector> {
    let (new, old) = aligned(new, old, rows)?;
    let mut out = divided(&new, &old, (1, 1))?;
    let less_one = |(numer, denom): &mut (Vec<i64>, Vec<i64>), none: i64| {
        let mut fits = true;
        for (numer, denom) in numer.iter_mut().zip(denom) {
            if *numer != none {
                *numer -= *denom;
                fits &= numer.abs() < MAX_FAST;
            }
        }
        fits
    };
    let fits = less_one(&mut out.low, NO_LOW) && less_one(&mut out.high, NO_HIGH);
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
    let mut out = Quotient { factor, ..a.clone() };
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

/// A column of fractions, whatever it was.
struct Fractions<'v> {
    factor: (i64, i64),
    low: (&'v [i64], &'v [i64]),
    high: (&'v [i64], &'v [i64]),
}

pub(super) fn compare(operator: Operator, a: &Vector, b: &Vector, rows: usize) -> Option<Vector> {
    let Vector::Quotient(a) = a else { return None };
    let ones;
    let fixed;
    let (b, b_absent) = match b {
        Vector::Quotient(b) => (fractions(b), b.absent.as_ref()),
        other => {
            let scale = other.scale()?;
            fixed = other.fixed(scale, rows)?;
            ones = vec![1; rows];
            let b = Fractions { factor: (1, scale), low: (&fixed.low, &ones), high: (&fixed.high, &ones) };
            (b, fixed.absent.as_ref())
        }
    };
    let absent = either_absent(a.absent.as_ref(), b_absent);
    let a = fractions(a);
    let opposite = |truths: Vec<u8>| truths.into_iter().map(|truth| TRUE - truth).collect();
    let truths = match operator {
        Operator::AtLeast => at_least(&a, &b)?,
        Operator::AtMost => at_least(&b, &a)?,
        Operator::Less => opposite(at_least(&a, &b)?),
        Operator::Greater => opposite(at_least(&b, &a)?),
        _ => return None,
    };
    Some(Vector::Truth(settled(truths, absent.as_ref())))
}

fn fractions(of: &Quotient) -> Fractions<'_> {
    Fractions { factor: of.factor, low: (&of.low.0, &of.low.1), high: (&of.high.0, &of.high.1) }
}

/// Surely where the least of `a` reaches the greatest of `b`, possibly where the greatest of `a` reaches the least of `b`.
fn at_least(a: &Fractions<'_>, b: &Fractions<'_>) -> Option<Vec<u8>> {
    let left = i128::from(a.factor.0.checked_mul(b.factor.1)?);
    let right = i128::from(b.factor.0.checked_mul(a.factor.1)?);
    let common = num_integer::gcd(left, right);
    let (left, right) = (left / common, right / common);
    let reaches = |(p, q): (i64, i64), (r, s): (i64, i64)| -> Option<bool> {
        if p == NO_LOW || r == NO_HIGH {
            return Some(false);
        }
        if p == NO_HIGH || r == NO_LOW {
            return Some(true);
        }
        let (one, other) = (i128::from(p) * i128::from(s), i128::from(r) * i128::from(q));
        if left == 1 && right == 1 {
            return Some(one >= other);
        }
        Some(one.checked_mul(left)? >= other.checked_mul(right)?)
    };
    (0..a.low.0.len())
        .map(|row| {
            let (a_low, a_high) = ((a.low.0[row], a.low.1[row]), (a.high.0[row], a.high.1[row]));
            let (b_low, b_high) = ((b.low.0[row], b.low.1[row]), (b.high.0[row], b.high.1[row]));
            Some(u8::from(reaches(a_low, b_high)?) + u8::from(reaches(a_high, b_low)?))
        })
        .collect()
}
