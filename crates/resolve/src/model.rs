//! The model of Fellegi and Sunter (1969): how much each level of agreement speaks for «the same», in bits.
//!
//! m is the chance of a level among pairs that are the same, u among pairs that are not; the weight is log₂ m/u.
//! u comes from random pairs and, for exact agreement, from how often each value occurs; m and the prior from EM over the
//! blocked pairs. Pairs outside all blocks are taken to be different. A missing value has weight 0.

pub(crate) mod dependence;
mod em;
mod frequency;
pub(crate) mod train;

pub use dependence::Parent;
pub use em::{Estimate, Given, Parameters, Patterns, Rivals, estimate};

/// What a comparison has learnt.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparisonModel {
    /// Heading of the column.
    pub heading: String,
    /// For each level, from «the same» to «far» (and «swapped» where two columns can be).
    pub levels: Vec<LevelModel>,
    /// Weights that stand instead where this column depends on another one by chance.
    pub depends: Option<Depends>,
}

/// Weights of a column whose chance agreement depends on another column.
#[derive(Clone, Debug, PartialEq)]
pub struct Depends {
    /// Index of the other comparison in the model.
    pub on: usize,
    /// Bits of each level where the other one agrees, exactly or nearly.
    pub agreeing: Vec<f64>,
    /// Bits of each level where it does not.
    pub apart: Vec<f64>,
}

/// m, u and weight of a level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevelModel {
    /// Name for people.
    pub name: &'static str,
    /// Chance among pairs that are the same.
    pub m: f64,
    /// Chance among pairs that are not.
    pub u: f64,
    /// Bits for «the same», log₂ m/u, evened out so that less likeness never speaks more.
    pub weight: f64,
}

/// What the engine learnt from the tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Chance that a pair picked at random is the same.
    pub prior: f64,
    /// The comparisons, in the order of their weights.
    pub comparisons: Vec<ComparisonModel>,
    /// Pairs that blocking proposed.
    pub proposed: usize,
    /// Iterations of EM until it converged.
    pub iterations: usize,
}

impl Model {
    /// Bits that the prior speaks for «the same» (negative: different is far likelier).
    pub fn prior_weight(&self) -> f64 {
        (self.prior / (1.0 - self.prior)).log2()
    }
}

/// Probability of «the same» from bits.
pub fn probability(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits * std::f64::consts::LN_2).exp())
}

/// Bits from a probability.
pub fn bits(probability: f64) -> f64 {
    (probability / (1.0 - probability)).log2()
}
