//! Comparisons of a bent function with a constant, turned into comparisons of what it bends: `root(x) >= t` asks for `x >= tⁿ`.

use num_traits::{CheckedAdd, CheckedMul, CheckedSub, One};
use vocabulary::Number;

use super::estimate::Side;
use super::model::{Bend, Id, Model, Node};

/// `end >= bound`, or `> bound` where strict; the other way round where not `at_least`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    pub(super) end: (Id, Side),
    pub(super) bound: Number,
    pub(super) at_least: bool,
    pub(super) strict: bool,
}

/// What a limit on a sum with bent functions in it asks of what they bend. `None` where it has none, or where nothing follows.
pub(super) fn unbent(model: &Model, mut limit: Limit) -> Option<Limit> {
    let mut any = false;
    loop {
        let (id, side) = limit.end;
        match model.nodes.get(id)? {
            Node::Add(a, b) => {
                let (rest, fixed) = match (model.constant(*a), model.constant(*b)) {
                    (_, Some(fixed)) => (*a, fixed),
                    (Some(fixed), _) => (*b, fixed),
                    _ => break,
                };
                limit = Limit { end: (rest, side), bound: limit.bound.checked_sub(&fixed)?, ..limit };
            }
            Node::Bent(bend, of) => {
                limit = Limit { end: (*of, side), ..one(*bend, limit)? };
                any = true;
            }
            _ => break,
        }
    }
    any.then_some(limit)
}

fn one(bend: Bend, limit: Limit) -> Option<Limit> {
    let one = Number::one();
    let (bound, strict) = match (bend, limit.at_least) {
        // The interpreter's ends of a root lie outside of it: only the inner ones bound it.
        (Bend::Root(n), at_least) => {
            let inner = if at_least { Side::Low } else { Side::High };
            if limit.end.1 != inner || limit.bound < Number::from_integer(0) {
                return None;
            }
            let mut power = one;
            for _ in 0..n {
                power = power.checked_mul(&limit.bound)?;
            }
            (power, limit.strict)
        }
        (Bend::Floor, true) | (Bend::Ceil, false) => (limit.bound, limit.strict),
        (Bend::Floor, false) => (limit.bound.checked_add(&one)?, true),
        (Bend::Ceil, true) => (limit.bound.checked_sub(&one)?, true),
        (Bend::Round(digits), at_least) => {
            let half = Number::new(1, 10i128.checked_pow(digits)?.checked_mul(2)?);
            let bound =
                if at_least { limit.bound.checked_sub(&half) } else { limit.bound.checked_add(&half) };
            (bound?, false)
        }
    };
    Some(Limit { bound, strict, ..limit })
}
