//! Limits on what one run may hold. Each is tested at the limit and one past it.

/// Most nodes of a framework: indicators and the groups above them.
pub const MAX_NODES: usize = 2_000;
/// Most levels of a framework, indicators included. Below the depth of YAML that is read, since each level nests twice.
pub const MAX_LEVELS: usize = 12;
/// Most cells of a units' table (units × indicators × years).
pub const MAX_CELLS: usize = 50_000_000;
/// Most uncertain choices of a sensitivity analysis: each takes two dimensions of the Sobol sequence.
pub const MAX_CHOICES: usize = 32;
/// Most options of one choice.
pub const MAX_OPTIONS: usize = 64;
/// Most model runs of one sensitivity analysis.
pub const MAX_RUNS: usize = 200_000;
/// Most bootstrap resamples.
pub const MAX_BOOTSTRAPS: usize = 10_000;
/// Most units that Copeland's pairwise comparison takes: it grows with their square.
pub const MAX_COPELAND_UNITS: usize = 5_000;
/// Most problems of a table that one answer lists.
pub const MAX_PROBLEMS: usize = 50;
