//! Limits of one expression, each tested at the limit and one past it.

/// Longest expression, in bytes.
pub const MAX_EXPRESSION_BYTES: usize = 16 * 1024;
/// Deepest nesting of an expression. Low enough that recursion over the tree never exhausts a thread's stack.
pub const MAX_NESTING: usize = 64;
/// Most diagnostics reported for one expression.
pub const MAX_DIAGNOSTICS: usize = 20;

/// Most decimals that `round` may be asked for.
pub const MAX_ROUND_DIGITS: u32 = 12;
