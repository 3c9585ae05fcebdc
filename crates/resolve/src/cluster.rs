//! From scored pairs to who is who: clusters of one table, partners of two.

pub(crate) mod dedupe;
pub(crate) mod link;

use crate::score::Scored;

/// The surest first; ties by row, so that the order never depends on chance.
pub(crate) fn by_certainty(a: &Scored, b: &Scored) -> std::cmp::Ordering {
    b.bits.total_cmp(&a.bits).then(a.a.cmp(&b.a)).then(a.b.cmp(&b.b))
}
