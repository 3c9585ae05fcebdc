//! A good plan found early spares the search all that costs more: points near the relaxation's, mended.

use std::collections::HashSet;

use super::fork::Fork;
use super::model::Id;
use super::search::{Found, Search};
use super::shares::Shares;
use super::space::Space;

/// Needs of one point that are mended.
const MENDED: usize = 8;

impl Search<'_> {
    /// Raises what lacks most cheaply at a point, one need after the other, and offers what comes of it.
    pub(super) fn mend(
        &self,
        mut steps: Vec<i64>,
        space: &Space,
        (shares, taken): (&Shares, &[f64]),
        best: &mut Option<Found>,
        tried: &mut HashSet<Vec<i64>>,
    ) {
        let needs = space.assumed.iter().copied().chain(shares.granted(taken));
        let needs = needs.filter(|need| self.model.threshold(need.0).is_some());
        // Nodes stand after those they rest on.
        let needs: Vec<(Fork, Vec<Id>)> =
            needs.map(|need| (need, self.model.below(need.0).into_iter().collect())).collect();
        let mut scratch = Vec::new();
        let mut lacking = |steps: &[i64], (need, order): &(Fork, Vec<Id>)| {
            !self.model.truths_at(order, &Space::point(steps), &mut scratch).within(need.1)
        };
        for _ in 0..MENDED {
            let Some(lacked) = needs.iter().find(|need| lacking(&steps, need)) else { break };
            let mut cheapest: Option<(i128, usize, i64)> = None;
            for variable in self.model.variables(lacked.0.0) {
                let (from, high) = (steps[variable], space.high[variable]);
                let mut lacks = |at: i64| {
                    let mut steps = steps.clone();
                    steps[variable] = at;
                    lacking(&steps, lacked)
                };
                if from >= high || lacks(high) {
                    continue;
                }
                let (mut below, mut enough) = (from, high);
                while enough - below > 1 {
                    let middle = below + (enough - below) / 2;
                    if lacks(middle) { below = middle } else { enough = middle }
                }
                let cost = self.units[variable] * i128::from(enough - from);
                if cheapest.is_none_or(|(least, ..)| cost < least) {
                    cheapest = Some((cost, variable, enough));
                }
            }
            let Some((_, variable, enough)) = cheapest else { break };
            steps[variable] = enough;
        }
        self.offer(&steps, best, tried);
    }
}
