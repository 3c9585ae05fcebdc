//! All chunks on all cores.

use std::ops::Range;

use rayon::prelude::*;

use crate::limits::CHUNK_ROWS;
use crate::{Batch, Outcome, Plan};

/// Runs a plan over `rows` rows, chunk by chunk on all cores. `batch` makes the columns of some rows, `each` takes what was found of them,
/// `join` puts two parts together, the earlier rows first.
pub fn fold<T: Send>(
    plan: &Plan<'_>,
    rows: usize,
    batch: impl Fn(Range<usize>) -> Batch + Sync,
    each: impl Fn(Range<usize>, &Batch, &Outcome) -> T + Sync,
    join: impl Fn(T, T) -> T + Sync + Send,
) -> Option<T> {
    let chunk = |at: usize| {
        let range = at * CHUNK_ROWS..((at + 1) * CHUNK_ROWS).min(rows);
        let batch = batch(range.clone());
        let outcome = plan.run(&batch);
        each(range, &batch, &outcome)
    };
    (0..rows.div_ceil(CHUNK_ROWS)).into_par_iter().map(chunk).reduce_with(join)
}
