//! Best-first branch and bound over boxes of steps (Land and Doig 1960). A box is cut down by what the requirement demands in it,
//! bounded by a relaxation that takes whole alternatives ([`super::shares`]), and split where that one is wrong ([`super::split`]). The
//! interpreter has the last word on every point; ties go to the fewest changes, then to the order of the levers.

use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashSet};

use super::bound::{Bound, least, narrow};
use super::demand::{Demand, Open as Alternatives};
use super::model::{Id, Model};
use super::range::Truths;
use super::reach::Reach;
use super::shares::Shares;
use super::space::Space;
use super::split::{Split, divided, parts};
use super::useful::{doubles, helpful};

/// Rounds of demanding and narrowing a box before it is bounded.
const ROUNDS: usize = 4;
/// A bound this part of the best cost below it leaves room for a better plan to be looked for at once.
const NEAR: i128 = 16;
/// Points that are mended in one search.
const MENDS: usize = 12;
/// What a float may be off from a whole number of steps.
pub(super) const WHOLE: f64 = 1e-6;

/// A point that fulfils the requirement, with its place in the order of plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) cost: i128,
    /// Levers that it moves.
    pub(super) levers: Vec<usize>,
    pub(super) steps: Vec<i64>,
}

/// What a search ends with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The best point.
    Best(Found),
    /// The work ran out; the best so far.
    Unfinished(Option<Found>),
    /// No point fulfils the requirement.
    Nothing,
}

/// A problem to search.
pub(super) struct Search<'a> {
    pub(super) model: &'a Model,
    /// The node that must be true.
    pub(super) root: Id,
    /// Cost of one step of each variable, in units.
    pub(super) units: &'a [i128],
    /// Most steps of each variable.
    pub(super) most: &'a [i64],
    /// Lever of each variable.
    pub(super) lever_of: &'a [usize],
    /// Variables that are alike: the same figure in several years.
    pub(super) alike: &'a [Vec<usize>],
    /// Whether a point really fulfils the requirement.
    pub(super) holds: &'a dyn Fn(&[i64]) -> bool,
    /// Boxes that may still be looked at.
    pub(super) work: &'a mut usize,
    /// Points that were mended.
    pub(super) mends: Cell<usize>,
}

struct Open {
    bound: i128,
    depth: usize,
    space: Space,
}

impl Ord for Open {
    fn cmp(&self, other: &Self) -> Ordering {
        other.bound.cmp(&self.bound).then(self.depth.cmp(&other.depth))
    }
}
impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Open {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Open {}

impl Search<'_> {
    /// The best point. Boxes grow until one holds a point; what it costs then bounds what is still to search beyond it, so that no
    /// figure ever needs a greatest value of its own.
    pub(super) fn run(&mut self) -> Outcome {
        let most = self.useful();
        let doubles = doubles(self.model, self.root, self.alike, self.units);
        let within = |width: i64| -> Vec<i64> {
            let most = most.iter().zip(&doubles);
            most.map(|(most, double)| if double.is_some() { 0 } else { (*most).min(width) }).collect()
        };
        let mut best = None;
        let mut width: i64 = 64;
        let widest = within(i64::MAX);
        let searched = loop {
            let high = within(width);
            // Narrower boxes held nothing, which took little to see: searching around them would take them apart by variable.
            if !self.explore(vec![Space::up_to(high.clone())], &mut best) {
                return Outcome::Unfinished(best);
            }
            if best.is_some() || high == widest {
                break high;
            }
            width = width.saturating_mul(64);
        };
        let affordable = |variable: usize| {
            let steps = best.as_ref().and_then(|best: &Found| best.cost.checked_div(self.units[variable]));
            steps.and_then(|steps| i64::try_from(steps).ok())
        };
        let high = (0..most.len()).map(|variable| {
            // Where the earlier one has room for all that is affordable, its double has nothing to add.
            let room = |earlier: usize| affordable(earlier).is_some_and(|steps| steps <= most[earlier]);
            if doubles[variable].is_some_and(room) {
                return 0;
            }
            affordable(variable).map_or(most[variable], |steps| steps.min(most[variable]))
        });
        let high: Vec<i64> = high.collect();
        if !self.explore(beyond(&searched, &high), &mut best) {
            return Outcome::Unfinished(best);
        }
        best.map_or(Outcome::Nothing, Outcome::Best)
    }

    /// Most steps of each variable, none of those that cannot help.
    fn useful(&self) -> Vec<i64> {
        let all = || self.most.to_vec();
        let Some(reach) = self.model.reach(&Space::up_to(all())) else { return all() };
        let Some(helps) = helpful(self.model, &reach, self.root, self.most.len()) else { return all() };
        self.most.iter().zip(helps).map(|(most, helps)| if helps { *most } else { 0 }).collect()
    }

    /// Searches boxes; false where the work ran out.
    fn explore(&mut self, spaces: Vec<Space>, best: &mut Option<Found>) -> bool {
        let open = spaces.into_iter().map(|space| Open { bound: 0, depth: 0, space });
        let mut open: BinaryHeap<Open> = open.collect();
        let mut tried = HashSet::new();
        while let Some(Open { bound, depth, mut space }) = open.pop() {
            if !may_beat(best.as_ref(), bound, &space, self.lever_of) {
                continue;
            }
            let Some(left) = self.work.checked_sub(1) else { return false };
            *self.work = left;
            let Some((cost, split)) = self.visit(&mut space, best, &mut tried) else { continue };
            let bound = bound.max(cost);
            for space in parts(&space, &split) {
                if may_beat(best.as_ref(), bound, &space, self.lever_of) {
                    open.push(Open { bound, depth: depth + 1, space });
                }
            }
        }
        true
    }

    /// Cuts a box down and bounds it; its bound and how to split it, or `None` where nothing is left to find in it.
    fn visit(
        &self,
        space: &mut Space,
        best: &mut Option<Found>,
        tried: &mut HashSet<Vec<i64>>,
    ) -> Option<(i128, Split)> {
        let mut last = None;
        for _ in 0..ROUNDS {
            let before = (space.low.clone(), space.high.clone());
            self.afford(space, best.as_ref());
            if space.is_empty() {
                return None;
            }
            let reach = self.model.reach(space)?;
            let truths = reach[self.root].truths();
            if truths.and(Truths::TRUE).is_empty() {
                return None;
            }
            let assumed = space.assumed.clone();
            let mut demand = Demand::of(self.model, &reach, space);
            demand.require(self.root, Truths::TRUE);
            for (id, truths) in assumed {
                demand.demand(id, truths);
            }
            let Demand { rows, bent, curved, impossible, .. } = demand;
            if impossible || space.is_empty() || !narrow(space, &rows) {
                return None;
            }
            let settled = before == (space.low.clone(), space.high.clone());
            last = Some((reach, rows, bent, curved));
            if settled {
                break;
            }
        }
        let (reach, rows, bent, curved) = last?;
        if space.is_point() {
            self.offer(&space.low, best, tried);
            return None;
        }
        let shares = self.shares(space, &reach)?;
        let most = best.as_ref().map(|best| best.cost);
        let (cost, at, taken) = match least(space, &rows, &shares, self.units, most) {
            Bound::Empty => return None,
            Bound::Least { cost, at, taken } => (cost, at, taken),
        };
        if !may_beat(best.as_ref(), cost, space, self.lever_of) {
            return None;
        }
        // The cheapest corner is as good as any point of the box can be.
        if self.offer(&space.low, best, tried) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "within the bounds of the box")]
        let up: Vec<i64> = at.iter().map(|steps| (steps - WHOLE).ceil() as i64).collect();
        self.offer(&up, best, tried);
        if !may_beat(best.as_ref(), cost, space, self.lever_of) {
            return None;
        }
        let far = best.as_ref().is_none_or(|best| cost + best.cost / NEAR < best.cost);
        if far && self.mends.get() < MENDS {
            self.mends.set(self.mends.get() + 1);
            self.mend(up.clone(), space, (&shares, &taken), best, tried);
        }
        if let Some(fork) = divided(&shares, &taken) {
            return Some((cost, Split::Fork(fork)));
        }
        let point = self.model.reach(&Space::point(&up));
        let fork = point.and_then(|point| self.unmet(&shares, &taken, space, (&reach, &point)));
        if let Some(fork) = fork {
            return Some((cost, Split::Fork(fork)));
        }
        let split = self.split(space, &reach, best.as_ref(), (cost, &at), (&bent, &curved));
        split.map(|split| (cost, split))
    }

    /// Shares of what is open in a box that has been cut down. `None` where nothing is left in it.
    fn shares(&self, space: &mut Space, reach: &[Reach]) -> Option<Shares> {
        let none = Shares::new(space.low.len());
        let assumed = space.assumed.clone();
        let mut demand = Demand::of(self.model, reach, space);
        demand.open = Alternatives::Shared(none.clone());
        demand.require(self.root, Truths::TRUE);
        for (id, truths) in assumed {
            demand.demand(id, truths);
        }
        let Demand { open, impossible, .. } = demand;
        if impossible {
            return None;
        }
        Some(if let Alternatives::Shared(shares) = open { shares } else { none })
    }

    /// No plan better than the best spends more on one variable than that leaves after the least of the others.
    fn afford(&self, space: &mut Space, best: Option<&Found>) {
        let Some(best) = best else { return };
        let floor: i128 = self.units.iter().zip(&space.low).map(|(unit, low)| unit * i128::from(*low)).sum();
        let left = best.cost - floor;
        for (variable, unit) in self.units.iter().enumerate() {
            if let Some(more) = left.max(0).checked_div(*unit) {
                let high = i128::from(space.low[variable]) + more;
                let high = i64::try_from(high).unwrap_or(i64::MAX);
                space.narrow(variable, 0, high);
            }
        }
    }

    /// Takes a point if it fulfils the requirement and is better than the best; whether it fulfils it.
    pub(super) fn offer(
        &self,
        steps: &[i64],
        best: &mut Option<Found>,
        tried: &mut HashSet<Vec<i64>>,
    ) -> bool {
        if !tried.insert(steps.to_vec()) {
            return false;
        }
        let space = Space::point(steps);
        let reach = self.model.reach(&space);
        let possible = reach.is_some_and(|reach| !reach[self.root].truths().and(Truths::TRUE).is_empty());
        if !possible || !(self.holds)(steps) {
            return false;
        }
        let cost = self.units.iter().zip(steps).map(|(unit, steps)| unit * i128::from(*steps)).sum();
        let found = Found { cost, levers: moved(steps, self.lever_of), steps: steps.to_vec() };
        if best.as_ref().is_none_or(|best| order(&found, best) == Ordering::Less) {
            *best = Some(found);
        }
        true
    }
}

/// Boxes that together hold every point up to `high` beyond those up to `searched`, each point once.
fn beyond(searched: &[i64], high: &[i64]) -> Vec<Space> {
    let mut out = Vec::new();
    for (variable, (inner, outer)) in searched.iter().zip(high).enumerate() {
        if inner < outer {
            // Those before it are within what was searched, so that no box overlaps another.
            let before = searched.iter().zip(high).take(variable).map(|(inner, outer)| *inner.min(outer));
            let after = high.iter().skip(variable).copied();
            let mut space = Space::up_to(before.chain(after).collect());
            space.low[variable] = inner + 1;
            out.push(space);
        }
    }
    out
}

/// The levers that a point moves, each once, in order.
fn moved(steps: &[i64], lever_of: &[usize]) -> Vec<usize> {
    let mut out: Vec<usize> =
        steps.iter().zip(lever_of).filter(|(steps, _)| **steps > 0).map(|(_, lever)| *lever).collect();
    out.dedup();
    out
}

fn order(a: &Found, b: &Found) -> Ordering {
    (a.cost, a.levers.len(), &a.levers).cmp(&(b.cost, b.levers.len(), &b.levers))
}

/// Whether a box that costs at least `bound` can hold a better plan than the best.
fn may_beat(best: Option<&Found>, bound: i128, space: &Space, lever_of: &[usize]) -> bool {
    let Some(best) = best else { return true };
    if bound != best.cost {
        return bound < best.cost;
    }
    // At the same cost: fewer levers, or as many that come earlier.
    let sure = moved(&space.low, lever_of);
    match sure.len().cmp(&best.levers.len()) {
        Ordering::Less => true,
        Ordering::Equal => sure < best.levers,
        Ordering::Greater => false,
    }
}
