//! Limits of the engine. What reaches one is refused or left out by rule, never silently wrong.

/// Most rows of one run, both tables together: row numbers are 32 bits, with room for the missing code.
pub(crate) const MAX_ROWS: usize = 50_000_000;

/// Most comparisons of one run: a pair's levels are packed into 128 bits, four a comparison.
pub(crate) const MAX_COMPARISONS: usize = 32;

/// Longest cell that is compared, in characters; the rest is not looked at.
pub(crate) const MAX_CELL_CHARS: usize = 400;

/// Most names that are read out of one cell of names.
pub(crate) const MAX_NAMES_IN_CELL: usize = 24;

/// Values looked at when the role of a column is guessed.
pub(crate) const ROLE_SAMPLE: usize = 2_000;

/// Random pairs from which the chance agreement (u) of the inexact levels is estimated.
pub(crate) const RANDOM_PAIRS: usize = 80_000;

/// Blocked pairs from which EM estimates m and the prior; more pairs are sampled down to this.
pub(crate) const TRAINING_PAIRS: usize = 120_000;

/// Most iterations of EM.
pub(crate) const MAX_ITERATIONS: usize = 60;

/// EM has converged when no parameter moves by more than this.
pub(crate) const CONVERGED: f64 = 1e-5;

/// Largest block whose pairs are all compared; a larger one is left to the finer rules.
pub(crate) const MAX_BLOCK: usize = 400;

/// Pairs that one blocking rule may propose, per row.
pub(crate) const RULE_PAIRS_PER_ROW: usize = 3;

/// Pairs that one blocking rule may always propose, however few rows there are.
pub(crate) const MIN_RULE_PAIRS: usize = 40_000;

/// Pairs that all rules together may propose, per row.
pub(crate) const PAIRS_PER_ROW: usize = 24;

/// Pairs that all rules together may always propose.
pub(crate) const MIN_PAIRS: usize = 320_000;

/// Most pairs of columns that are tried as combined blocking rules.
pub(crate) const MAX_COMBINED_RULES: usize = 45;

/// Two clusters are merged only after all pairs between them were weighed; beyond this many pairs they are sampled.
pub(crate) const MAX_CROSS_PAIRS: usize = 256;
