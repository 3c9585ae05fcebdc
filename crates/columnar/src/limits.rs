//! Limits of one run.

/// Rows evaluated together: small enough that the columns of a step stay in the cache of a core.
pub const CHUNK_ROWS: usize = 4096;

/// Finite bounds of a fast column stay below this, so that the sum of two of them fits 64 bits. Greater ones are computed one by one.
pub const MAX_FAST: i64 = 1 << 62;

/// Most different words of a column that are looked at once each, and most days from the first to the last of a column; with more, rows are
/// looked at one by one.
pub const MAX_WORDS: usize = 65_536;

/// Most judgements of one row that are told apart, as the interpreter does (`Context::by_cases`).
pub const MAX_OPEN_JUDGEMENTS: usize = 6;

/// Most judgements of a formula whose choices are walked: their truths are the digits of a number of 64 bits. With more, a row becomes one a
/// case, or is left to the interpreter.
pub const MAX_WALKED_JUDGEMENTS: usize = 39;

/// Most patterns of truths of one formula of which the cases are remembered; of further ones they are told anew.
pub const MAX_PATTERNS: usize = 65_536;
