//! Exact arithmetic on fractions, with the common cases first: whole numbers, and parts that fit 64 bits. The results are those of
//! [`num_rational`], which pays for a greatest common divisor of 128-bit numbers each time.

use std::cmp::Ordering;

use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Zero};
use vocabulary::Number;

pub(super) fn add(a: Number, b: Number) -> Option<Number> {
    match whole(a, b) {
        Some((a, b)) => a.checked_add(b).map(Number::from_integer),
        None => a.checked_add(&b),
    }
}

pub(super) fn subtract(a: Number, b: Number) -> Option<Number> {
    match whole(a, b) {
        Some((a, b)) => a.checked_sub(b).map(Number::from_integer),
        None => a.checked_sub(&b),
    }
}

pub(super) fn multiply(a: Number, b: Number) -> Option<Number> {
    match whole(a, b) {
        Some((a, b)) => a.checked_mul(b).map(Number::from_integer),
        None => a.checked_mul(&b),
    }
}

/// `None` where the divisor is zero, or where the quotient does not fit.
pub(super) fn divide(a: Number, b: Number) -> Option<Number> {
    if b.is_zero() {
        return None;
    }
    let parts = whole(a, b).and_then(|(a, b)| Some((i64::try_from(a).ok()?, i64::try_from(b).ok()?)));
    match parts {
        Some((a, b)) => {
            let by = gcd(a.unsigned_abs(), b.unsigned_abs());
            let (a, b, by) = (i128::from(a), i128::from(b), i128::from(by) * i128::from(b.signum()));
            Some(Number::new_raw(a / by, b / by))
        }
        None => a.checked_div(&b),
    }
}

/// Order by cross-multiplication, where that fits: denominators are positive.
pub(super) fn compare(a: Number, b: Number) -> Ordering {
    if a.denom() == b.denom() {
        return a.numer().cmp(b.numer());
    }
    match (CheckedMul::checked_mul(a.numer(), b.denom()), CheckedMul::checked_mul(b.numer(), a.denom())) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => a.cmp(&b),
    }
}

fn whole(a: Number, b: Number) -> Option<(i128, i128)> {
    (*a.denom() == 1 && *b.denom() == 1).then(|| (*a.numer(), *b.numer()))
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number() -> impl Strategy<Value = Number> {
        let part = prop_oneof![-20i128..20, any::<i64>().prop_map(i128::from), any::<i128>()];
        let below = prop_oneof![Just(1i128), 1i128..20, 1..i128::MAX];
        (part, below).prop_filter_map("fits", |(a, b)| (a > i128::MIN).then(|| Number::new(a, b)))
    }

    proptest! {
        #[test]
        fn the_common_cases_agree_with_the_general_one(a in number(), b in number()) {
            prop_assert_eq!(add(a, b), a.checked_add(&b));
            prop_assert_eq!(subtract(a, b), a.checked_sub(&b));
            prop_assert_eq!(multiply(a, b), a.checked_mul(&b));
            prop_assert_eq!(divide(a, b), if b.is_zero() { None } else { a.checked_div(&b) });
            prop_assert_eq!(compare(a, b), a.cmp(&b));
        }
    }
}
