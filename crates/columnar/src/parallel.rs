//! All chunks on all cores.

use std::ops::Range;

use rayon::prelude::*;

use crate::limits::CHUNK_ROWS;
use crate::{Batch, Outcome, Plan};

/// Runs a plan over `rows` rows, chunk by chunk on all cores. `batch` makes the columns of some rows, `each` takes what was found of them,
/// `join` puts two parts together, the earlier rows first. Rows without a batch are passed over: somebody has stopped it.
pub fn fold<T: Send>(
    plan: &Plan<'_>,
    rows: usize,
    batch: impl Fn(Range<usize>) -> Option<Batch> + Sync,
    each: impl Fn(Range<usize>, &Batch, &Outcome) -> T + Sync,
    join: impl Fn(T, T) -> T + Sync + Send,
) -> Option<T> {
    let chunk = |at: usize| {
        let range = at * CHUNK_ROWS..((at + 1) * CHUNK_ROWS).min(rows);
        let batch = batch(range.clone())?;
        let outcome = plan.run(&batch);
        Some(each(range, &batch, &outcome))
    };
    (0..rows.div_ceil(CHUNK_ROWS)).into_par_iter().filter_map(chunk).reduce_with(join)
}

/// Runs a plan over batches as they come, on all cores. As [`fold`], but for the order of the parts, which is any.
///
/// # Errors
/// The first error of a batch.
pub fn fold_stream<T: Send, E: Send>(
    plan: &Plan<'_>,
    batches: impl Iterator<Item = Result<Batch, E>> + Send,
    each: impl Fn(&Batch, &Outcome) -> T + Sync,
    join: impl Fn(T, T) -> T + Sync + Send,
) -> Result<Option<T>, E> {
    let one = |batch: Result<Batch, E>| {
        let batch = batch?;
        let outcome = plan.run(&batch);
        Ok(Some(each(&batch, &outcome)))
    };
    let both = |a: Option<T>, b: Option<T>| match (a, b) {
        (Some(a), Some(b)) => Some(join(a, b)),
        (a, b) => a.or(b),
    };
    batches.par_bridge().map(one).try_reduce(|| None, |a, b| Ok(both(a, b)))
}
