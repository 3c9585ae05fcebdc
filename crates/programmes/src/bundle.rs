//! The best set of programmes under 就高不重复, common caps and top-ups: what one can have all together.
//!
//! Amounts are never negative, so a programme that stands in nobody's way is always taken; only those of exclusive groups are
//! searched, exhaustively with a bound, so the result is optimal by proof unless [`MAX_NODES`] is reached, which is told.

mod search;

use jiff::civil::Date;
use language::Interval;
use num_traits::Zero;
use vocabulary::{Facts, Number};

use crate::answer::Status;
use crate::assess::{amount_bounds, status};
use crate::programme::{Programme, Term};

/// Most nodes of the search.
pub const MAX_NODES: usize = 1_000_000;

/// A programme that may be in the bundle.
#[derive(Clone, Debug)]
pub struct Candidate<'p> {
    /// The programme.
    pub programme: &'p Programme,
    /// Whether the subject meets it.
    pub status: Status,
    /// What it gives, in 元; zero where it gives no money.
    pub amount: Interval,
    /// Every year or once; `None` where it gives no money.
    pub term: Option<Term>,
}

/// What one can have all together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    /// Positions of the chosen candidates, in their order.
    pub chosen: Vec<usize>,
    /// Sum of their amounts after caps, in 元: what counts in the first year, yearly and one-off amounts together.
    pub total: Number,
    /// Whether no better set exists, by exhaustive search.
    pub optimal: bool,
}

/// The programmes a subject meets or may still meet, with their amounts.
pub fn candidates<'p>(programmes: &[&'p Programme], facts: &Facts, as_of: Date) -> Vec<Candidate<'p>> {
    let of = |programme: &&'p Programme| {
        let status = status(programme, facts, as_of);
        if matches!(status, Status::Unmet | Status::NotApplicable) {
            return None;
        }
        let parameters = programme.parameter_values(as_of);
        let bounds = amount_bounds(programme, facts, as_of, &parameters);
        let (amount, term) = match bounds {
            Some((amount, term)) => (amount, Some(term)),
            None => (Interval::exact(Number::zero()), None),
        };
        Some(Candidate { programme, status, amount, term })
    };
    programmes.iter().filter_map(of).collect()
}

/// The best set of those that are met, each counted with the least it gives.
pub fn certain(candidates: &[Candidate<'_>]) -> Bundle {
    search::best(candidates, |candidate| {
        (candidate.status == Status::Met).then(|| candidate.amount.low.unwrap_or_else(Number::zero))
    })
}

/// The best set of those that are met or may still be, each counted with the most it can give; one that nothing bounds counts
/// with the least.
pub fn possible(candidates: &[Candidate<'_>]) -> Bundle {
    search::best(candidates, |candidate| {
        let amount = candidate.amount;
        Some(amount.high.or(amount.low).unwrap_or_else(Number::zero))
    })
}
