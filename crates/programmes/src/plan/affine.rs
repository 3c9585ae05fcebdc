//! Exact linear functions of the numbers of steps.

use num_traits::{CheckedAdd, CheckedMul, Zero};
use vocabulary::Number;
use vocabulary::number::to_f64;

use super::range::Span;
use super::space::Space;

/// `constant + Σ coefficient × steps`, the terms by ascending variable, none of them zero.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Affine {
    pub(super) constant: Number,
    pub(super) terms: Vec<(usize, Number)>,
}

impl Affine {
    pub(super) fn constant(constant: Number) -> Self {
        Self { constant, terms: Vec::new() }
    }

    pub(super) fn is_constant(&self) -> bool {
        self.terms.is_empty()
    }

    /// `None` where the sum does not fit exact arithmetic; so below.
    pub(super) fn plus(&self, other: &Self) -> Option<Self> {
        let mut terms = self.terms.clone();
        for (variable, coefficient) in &other.terms {
            match terms.binary_search_by_key(variable, |(variable, _)| *variable) {
                Ok(at) => terms[at].1 = terms[at].1.checked_add(coefficient)?,
                Err(at) => terms.insert(at, (*variable, *coefficient)),
            }
        }
        terms.retain(|(_, coefficient)| !coefficient.is_zero());
        Some(Self { constant: self.constant.checked_add(&other.constant)?, terms })
    }

    pub(super) fn times(&self, by: Number) -> Option<Self> {
        if by.is_zero() {
            return Some(Self::constant(by));
        }
        let terms = self.terms.iter().map(|(variable, n)| Some((*variable, n.checked_mul(&by)?)));
        Some(Self { constant: self.constant.checked_mul(&by)?, terms: terms.collect::<Option<_>>()? })
    }

    pub(super) fn minus(&self, other: &Self) -> Option<Self> {
        self.plus(&other.times(Number::from_integer(-1))?)
    }

    /// The same over a box, in which some variables are settled. `None` where that does not fit exact arithmetic.
    pub(super) fn settled(&self, space: &Space) -> Option<Self> {
        let mut out = Self::constant(self.constant);
        for (variable, coefficient) in &self.terms {
            let (low, high) = (space.low[*variable], space.high[*variable]);
            if low == high {
                let fixed = coefficient.checked_mul(&Number::from_integer(i128::from(low)))?;
                out.constant = out.constant.checked_add(&fixed)?;
            } else {
                out.terms.push((*variable, *coefficient));
            }
        }
        Some(out)
    }

    /// Least and greatest value over a box, and the magnitude that rounding is relative to: zero where all numbers are whole and
    /// small, so that floats are exact.
    pub(super) fn span(&self, space: &Space) -> (Span, f64) {
        let constant = to_f64(self.constant);
        let (mut low, mut high, mut magnitude) = (constant, constant, constant.abs());
        for (variable, coefficient) in &self.terms {
            let coefficient = to_f64(*coefficient);
            let (a, b) =
                (coefficient * space.low[*variable] as f64, coefficient * space.high[*variable] as f64);
            low += a.min(b);
            high += a.max(b);
            magnitude += a.abs().max(b.abs());
        }
        let whole = self.constant.is_integer() && self.terms.iter().all(|(_, n)| n.is_integer());
        ((low, high), if whole && magnitude < 9e15 { 0.0 } else { magnitude })
    }
}
