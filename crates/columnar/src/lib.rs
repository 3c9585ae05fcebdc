//! Floor 3: programmes over many subjects at once. Any set of programmes becomes one graph of steps ([`Plan`]), which runs over Arrow
//! columns in chunks that fit a cache ([`Batch`]), many rows a step. It has no meaning of its own: it equals the interpreter
//! (`language`, `programmes::assess`), to which it leaves whatever it has no kernel for.
//!
//! - `batch` what comes in, `plan` what is to be done, `kernel` what a step does to a column of `vector` by the loops of `wide` into
//!   columns that are `spare`, `run` all steps, `cases` and `rests` rows that are told by cases, `outcome` what comes out, `wanting` for
//!   want of which facts it is open, `parallel` all chunks on all cores; `sql` the same as text for other engines
#![expect(
    clippy::many_single_char_names,
    clippy::ref_option_ref,
    clippy::needless_range_loop,
    clippy::match_bool,
    clippy::single_match_else,
    clippy::unnecessary_wraps,
    clippy::option_option,
    clippy::needless_bitwise_bool,
    clippy::inline_always,
    reason = "kernels walk several columns by one row number, tell no bound from no value, and have no branches in their loops, which are \
              widened only where all that they call stands within them"
)]

mod batch;
mod cases;
mod kernel;
pub mod limits;
mod outcome;
mod parallel;
mod plan;
mod rests;
mod run;
mod spare;
pub mod sql;
mod vector;
mod wanting;
mod wide;

pub use batch::{Batch, Cells, ColumnKey, Gather, ListCells, ListState, Reads, Values};
pub use outcome::{Outcome, VariantOutcome};
pub use parallel::{fold, fold_stream};
pub use plan::{Plan, Variant, Wanted};
pub use wanting::{Untold, Wanting};
