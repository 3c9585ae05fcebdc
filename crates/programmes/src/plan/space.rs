//! A box: how many steps each variable may still take.

use super::range::Truths;
use super::row::Row;

/// Bounds of every variable, and what is assumed of nodes of the model beyond what the bounds say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Space {
    pub(super) low: Vec<i64>,
    pub(super) high: Vec<i64>,
    pub(super) assumed: Vec<(usize, Truths)>,
    /// Linear conditions that cut it, beyond the bounds.
    pub(super) cuts: Vec<Row>,
}

impl Space {
    pub(super) fn up_to(high: Vec<i64>) -> Self {
        Self { low: vec![0; high.len()], high, assumed: Vec::new(), cuts: Vec::new() }
    }

    pub(super) fn point(at: &[i64]) -> Self {
        Self { low: at.to_vec(), ..Self::up_to(at.to_vec()) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.low.iter().zip(&self.high).any(|(low, high)| low > high)
    }

    pub(super) fn is_point(&self) -> bool {
        self.low == self.high
    }

    /// Narrows a variable; true where that changes anything.
    pub(super) fn narrow(&mut self, variable: usize, low: i64, high: i64) -> bool {
        let (l, h) = (self.low[variable].max(low), self.high[variable].min(high));
        let changed = (l, h) != (self.low[variable], self.high[variable]);
        (self.low[variable], self.high[variable]) = (l, h);
        changed
    }
}
