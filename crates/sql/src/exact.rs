//! Arithmetic that never wraps and texts that never explode: the engine's own `+`, `-`, `*` on whole numbers go round at 2^63, its
//! `sum` too, and `||` may double a text as often as it is written.

mod aggregate;
mod arithmetic;
mod text;
mod totals;

pub(crate) use aggregate::{avg, sum};
pub(crate) use arithmetic::CheckedArithmetic;
pub(crate) use text::concat;

/// Begins the message of an error of ours, so that it is told as it stands and not quoted.
pub(crate) const OWN: &str = "kechuang: ";
