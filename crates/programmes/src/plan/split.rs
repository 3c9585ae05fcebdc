//! Where a box is cut: an alternative that is open, a number of steps, or which figures move.

use std::collections::BTreeSet;

use super::fork::{Fork, Forks};
use super::range::Truths;
use super::reach::Reach;
use super::row::Row;
use super::search::{Found, Search, WHOLE};
use super::shares::Shares;
use super::space::Space;

/// Steps from which on a divisor is wide.
const WIDE: i64 = 16;

/// How a box is cut.
pub(super) enum Split {
    Fork(Fork),
    /// Up to so many steps of several variables together, and above.
    Total(Vec<usize>, f64),
    /// Up to so many steps of a variable, and above.
    At(usize, i64),
    /// One of these is the first that does not move, or all of them move.
    Moved(Vec<usize>),
}

/// The boxes that a split makes of one; together they hold each of its points once.
pub(super) fn parts(space: &Space, split: &Split) -> Vec<Space> {
    let (mut one, mut other) = (space.clone(), space.clone());
    match split {
        Split::Fork((id, truths)) => {
            one.assumed.push((*id, *truths));
            other.assumed.push((*id, truths.others()));
        }
        Split::Total(of, steps) => {
            let sum = |sign: f64| of.iter().map(|variable| (*variable, sign)).collect();
            one.cuts.push(Row { terms: sum(-1.0), least: -steps });
            other.cuts.push(Row { terms: sum(1.0), least: steps + 1.0 });
        }
        Split::At(variable, steps) => {
            one.high[*variable] = *steps;
            other.low[*variable] = steps + 1;
        }
        Split::Moved(variables) => {
            let mut out = Vec::new();
            for variable in variables {
                let mut still = other.clone();
                still.high[*variable] = 0;
                other.low[*variable] = 1;
                out.push(still);
            }
            out.push(other);
            return out;
        }
    }
    vec![one, other]
}

impl Search<'_> {
    /// Where the relaxation takes a part of a step, apart from these variables: of several years together before each of them, as
    /// how a total is spread over years mostly costs the same.
    fn fractional(&self, space: &Space, at: &[f64], without: &BTreeSet<usize>) -> Option<Split> {
        let total = |of: &[usize]| of.iter().map(|variable| at[*variable]).sum::<f64>();
        let off = |of: &[usize]| (total(of) - total(of).round()).abs();
        let totals = self.alike.iter().filter(|of| of.iter().all(|variable| !without.contains(variable)));
        if let Some(of) = totals.filter(|of| off(of) > WHOLE).max_by(|a, b| off(a).total_cmp(&off(b))) {
            return Some(Split::Total(of.clone(), total(of).floor()));
        }
        let singles = (0..at.len()).filter(|variable| space.low[*variable] < space.high[*variable]);
        let singles = singles.filter(|variable| !without.contains(variable) && off(&[*variable]) > WHOLE);
        let variable = singles.max_by(|a, b| off(&[*a]).total_cmp(&off(&[*b])))?;
        #[expect(clippy::cast_possible_truncation, reason = "within the bounds of the box")]
        let steps = at[variable].floor() as i64;
        Some(Split::At(variable, steps.clamp(space.low[variable], space.high[variable] - 1)))
    }

    /// What is open and not as it should be where the relaxation lies: an alternative that it takes first.
    pub(super) fn unmet(
        &self,
        shares: &Shares,
        taken: &[f64],
        space: &Space,
        (reach, point): (&[Reach], &[Reach]),
    ) -> Option<Fork> {
        let met = |(id, truths): &Fork| point[*id].truths().within(*truths);
        let forks = Forks { model: self.model, reach, at: Some(point) };
        if let Some(fork) = shares.granted(taken).find(|fork| !met(fork)) {
            return Some(fork);
        }
        // What was assumed and does not hold there is a matter of numbers, or else of what it is made of.
        let broken = space.assumed.iter().filter(|assumed| !met(assumed));
        let broken: Vec<Option<Fork>> = broken.map(|(id, truths)| forks.below(*id, *truths)).collect();
        if broken.is_empty() {
            return forks.below(self.root, Truths::TRUE);
        }
        broken.into_iter().collect::<Option<Vec<Fork>>>()?.first().copied()
    }

    /// Where else: which figures move, what divides, a part of a step, and at last what is open at all.
    pub(super) fn split(
        &self,
        space: &Space,
        reach: &[Reach],
        best: Option<&Found>,
        (cost, at): (i128, &[f64]),
        (bent, curved): (&BTreeSet<usize>, &BTreeSet<usize>),
    ) -> Option<Split> {
        let open = |variable: &usize| space.low[*variable] < space.high[*variable];
        let variables = || (0..space.low.len()).filter(open);
        // At the cost of the best only fewer or earlier changes can win: which levers move is what is left to settle. Those that other
        // years can stand in for come last.
        if best.is_some_and(|best| best.cost <= cost) {
            let still = || variables().filter(|variable| space.low[*variable] == 0);
            let (others, years): (Vec<usize>, Vec<usize>) = still()
                .filter(|variable| at[*variable] > WHOLE)
                .partition(|variable| !self.alike.iter().any(|of| of.contains(variable)));
            let moving = [others, years].concat();
            if !moving.is_empty() {
                return Some(Split::Moved(moving));
            }
            if let Some(variable) = still().next() {
                return Some(Split::At(variable, 0));
            }
        }
        // A condition that is not linear is approximated the better, the narrower its divisors are: while they are wide that raises the
        // bound most. Then whole steps where conditions are linear, which need not be settled again in every narrow part.
        let width = |variable: usize| space.high[variable] - space.low[variable];
        let widest = bent.iter().copied().filter(open).max_by_key(|variable| width(*variable));
        if let Some(variable) = widest.filter(|variable| width(*variable) > WIDE) {
            return Some(narrowed(space, variable, at));
        }
        if let Some(split) = self.fractional(space, at, curved) {
            return Some(split);
        }
        if let Some(variable) = widest {
            return Some(narrowed(space, variable, at));
        }
        if let Some(split) = self.fractional(space, at, &BTreeSet::new()) {
            return Some(split);
        }
        let forks = Forks { model: self.model, reach, at: None };
        let fork = forks.below(self.root, Truths::TRUE);
        let fork = fork.or_else(|| space.assumed.iter().find_map(|(id, truths)| forks.below(*id, *truths)));
        if let Some(fork) = fork {
            return Some(Split::Fork(fork));
        }
        // Whole steps that do not hold: a condition that is not looked into, or one that floats could not tell from an equality.
        let variable = variables().max_by_key(|variable| width(*variable))?;
        #[expect(clippy::cast_possible_truncation, reason = "within the bounds of the box")]
        let near = at[variable].round() as i64;
        let (low, high) = (space.low[variable], space.high[variable]);
        Some(Split::At(variable, near.clamp(low, high - 1)))
    }
}

/// The fork of which the relaxation takes a part nearest to a half.
pub(super) fn divided(shares: &Shares, taken: &[f64]) -> Option<Fork> {
    let part = |columns: &[usize]| columns.iter().filter_map(|column| taken.get(*column)).sum::<f64>();
    let off = |columns: &[usize]| (part(columns) - part(columns).round()).abs();
    let open = shares.forks.iter().filter(|(_, columns)| off(columns) > WHOLE);
    open.max_by(|a, b| off(&a.1).total_cmp(&off(&b.1))).map(|(fork, _)| *fork)
}

/// Cuts near the relaxation's point, but never so near an end that little is cut off.
fn narrowed(space: &Space, variable: usize, at: &[f64]) -> Split {
    #[expect(clippy::cast_possible_truncation, reason = "within the bounds of the box")]
    let near = at[variable].round() as i64;
    let (low, high) = (space.low[variable], space.high[variable]);
    let part = (high - low) / 4;
    Split::At(variable, near.clamp(low + part, high - part).min(high - 1))
}
