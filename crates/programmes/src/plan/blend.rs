//! Numbers that come to one of several values: points of a table, a rate by size. As long as it is open which, the relaxation takes
//! shares of the values, and of what each of them needs.

use language::Truth;
use num_traits::Zero;
use vocabulary::Number;
use vocabulary::number::to_f64;

use super::alternatives::{Alternative, Implied, MOST};
use super::demand::{Demand, Need, Open};
use super::estimate::{Estimate, Side};
use super::model::{Id, Node};
use super::range::Truths;
use super::row::Row;
use super::shares::Shares;

/// A value that a number can come to, and what that needs.
struct Leaf {
    id: Id,
    needs: Vec<Need>,
}

impl Demand<'_> {
    /// As [`Demand::reaches`], where a side of the comparison is an open `if` between numbers.
    pub(super) fn either(&mut self, large: (Id, Side), small: (Id, Side), strict: bool, certain: bool) {
        if matches!(self.open, Open::Left) {
            return;
        }
        if let Some(of) = self.compared(large, small, strict, certain) {
            return self.one_of(of);
        }
        let Some(mut shares) = self.open.shares() else { return };
        let before = shares.columns.len();
        let above = self.outer(large, true, &mut shares);
        let ends = above.zip(self.outer(small, false, &mut shares));
        if let Some((above, below)) = ends
            && shares.columns.len() > before
        {
            let gap = above.minus(below);
            let whole = |n: f64| n.fract() == 0.0;
            let points = whole(gap.constant)
                && !shares.fractional
                && gap.terms.iter().all(|(column, n)| shares.has(*column) && whole(*n));
            if points {
                // Points are whole numbers: more than 70 is 71.
                let least = -gap.constant + f64::from(u8::from(strict));
                shares.rows.push(Row { terms: gap.terms, least });
            } else {
                shares.rows.extend(Row::relaxed(gap.terms, -gap.constant, gap.magnitude));
            }
        }
        self.open = Open::Shared(shares);
    }

    /// The comparison with each value that one side can come to, where each is linear.
    fn compared(
        &self,
        large: (Id, Side),
        small: (Id, Side),
        strict: bool,
        certain: bool,
    ) -> Option<Vec<Alternative>> {
        let is_open = |id: Id| matches!(self.model.nodes[id], Node::Pick(..));
        if is_open(large.0) == is_open(small.0) {
            return None;
        }
        let (open, above) = if is_open(large.0) { (large, true) } else { (small, false) };
        let mut leaves = Vec::new();
        self.leaves(open, above, &[], &mut leaves)?;
        let mut out = Vec::new();
        for Leaf { id, needs } in leaves {
            let leaf = (id, open.1);
            let (large, small) = if above { (leaf, small) } else { (large, leaf) };
            let difference = self.sides().difference(large, small, certain)?;
            let zero = Number::zero();
            if difference.is_constant() {
                if difference.constant > zero || !strict && difference.constant == zero {
                    out.push(Alternative { needs, row: None });
                }
            } else {
                out.push(Alternative { needs, row: Some(Row::exact(&difference, strict)?) });
            }
        }
        Some(out)
    }

    /// The values that an end of a number can come to, for a bound from above or below. `None` where that cannot be told.
    fn leaves(&self, (id, side): (Id, Side), above: bool, needs: &[Need], out: &mut Vec<Leaf>) -> Option<()> {
        let id = self.sides().followed(id);
        let (a, b, needed) = match &self.model.nodes[id] {
            Node::Pick(condition, yes, no) => {
                let open = self.truths(*condition);
                let unknown = open.has(Truth::Unknown);
                // An unknown condition makes an interval that covers both: its nearer end is bounded by either of them, its
                // farther end only by the farther.
                let near = (side == Side::Low) == above;
                if unknown && [yes, no].iter().any(|id| self.reach[**id].range().absent) {
                    return None;
                }
                let yes_needs = if near { Truths::TRUE } else { Truths::FALSE.others() };
                (*yes, *no, Some((*condition, yes_needs, Truths::TRUE.others())))
            }
            Node::Most(a, b) if above => (*a, *b, None),
            Node::Least(a, b) if !above => (*a, *b, None),
            _ => {
                out.push(Leaf { id, needs: needs.to_vec() });
                return (out.len() <= MOST).then_some(());
            }
        };
        let with = |more: Option<Need>| [needs, &more.into_iter().collect::<Vec<_>>()].concat();
        let first = out.len();
        self.leaves((a, side), above, &with(needed.map(|(id, yes, _)| (id, yes))), out)?;
        // What is never better than the other branch needs no condition to be taken instead of it.
        let best = |id: Id| self.sides().best((id, side), above);
        let worst_of_yes = out[first..].iter().map(|leaf| best(leaf.id)).fold(f64::INFINITY, f64::min);
        let worse = best(b) <= worst_of_yes;
        let no = needed.filter(|_| !worse).map(|(id, _, no)| (id, no));
        self.leaves((b, side), above, &with(no), out)?;
        Some(())
    }

    /// As [`super::estimate::Sides::estimate`], with shares of what is open.
    fn outer(&mut self, (id, side): (Id, Side), above: bool, shares: &mut Shares) -> Option<Estimate> {
        let id = self.sides().followed(id);
        let model = self.model;
        match &model.nodes[id] {
            Node::Add(a, b) => {
                let a = self.outer((*a, side), above, shares)?;
                Some(a.plus(self.outer((*b, side), above, shares)?))
            }
            Node::Negate(a) => Some(self.outer((*a, side.other()), !above, shares)?.times(-1.0)),
            Node::Multiply(a, b) => {
                let (by, a) = match (self.model.constant(*a), self.model.constant(*b)) {
                    (Some(by), _) => (to_f64(by), *b),
                    (_, Some(by)) => (to_f64(by), *a),
                    _ => return self.sides().estimate((id, side), above),
                };
                let (side, above) = if by < 0.0 { (side.other(), !above) } else { (side, above) };
                Some(self.outer((a, side), above, shares)?.times(by))
            }
            Node::Least(a, b) if above => self.capped((id, *a, *b), side, above, shares),
            Node::Most(a, b) if !above => self.capped((id, *a, *b), side, above, shares),
            Node::Pick(..) | Node::Least(..) | Node::Most(..) => self.blend((id, side), above, shares),
            _ => self.sides().estimate((id, side), above),
        }
    }

    /// A number that both of two bound.
    fn capped(
        &mut self,
        (id, a, b): (Id, Id, Id),
        side: Side,
        above: bool,
        shares: &mut Shares,
    ) -> Option<Estimate> {
        let span = self.sides().span(id, side);
        let may_be_absent = |id: Id| self.reach[id].range().absent;
        if may_be_absent(a) || may_be_absent(b) || !span.0.is_finite() || !span.1.is_finite() {
            return self.sides().estimate((id, side), above);
        }
        let sign = if above { 1.0 } else { -1.0 };
        let before = shares.columns.len();
        let bounds = [self.outer((a, side), above, shares)?, self.outer((b, side), above, shares)?];
        if shares.columns.len() == before {
            return self.sides().estimate((id, side), above);
        }
        let column = shares.column(span);
        for bound in bounds {
            let whole = bound.constant.fract() == 0.0 && bound.terms.iter().all(|(_, n)| n.fract() == 0.0);
            shares.fractional |= !whole || bound.terms.iter().any(|(column, _)| !shares.has(*column));
            let mut row = bound.times(sign);
            row.terms.push((column, -sign));
            shares.rows.extend(Row::relaxed(
                row.terms,
                -row.constant,
                if whole { 0.0 } else { row.magnitude },
            ));
        }
        let magnitude = span.0.abs().max(span.1.abs());
        Some(Estimate { terms: vec![(column, 1.0)], constant: 0.0, magnitude })
    }

    /// A number that comes to one of several values: at most (at least) the sum of their shares.
    fn blend(&mut self, (id, side): (Id, Side), above: bool, shares: &mut Shares) -> Option<Estimate> {
        let flat = |demand: &Self| demand.sides().estimate((id, side), above);
        if self.reach[id].range().absent {
            return flat(self);
        }
        let mut leaves = Vec::new();
        if self.leaves((id, side), above, &[], &mut leaves).is_none() {
            return flat(self);
        }
        let sign = if above { 1.0 } else { -1.0 };
        let mut least = f64::INFINITY;
        let mut free: Option<(f64, Vec<Need>)> = None;
        let mut possible = Vec::new();
        for leaf in leaves {
            let value = self.sides().best((leaf.id, side), above);
            if !value.is_finite() {
                return flat(self);
            }
            let Some(implied) = self.implied(&leaf.needs, None) else { continue };
            least = least.min(value);
            if !implied.supports.is_empty() {
                possible.push((value, implied));
            } else if free.as_ref().is_none_or(|(free, _)| value > *free) {
                free = Some((value, implied.all));
            }
        }
        if !least.is_finite() {
            return flat(self);
        }
        let (base, needs) = free.unwrap_or((least, Vec::new()));
        possible.retain(|(value, _)| *value > base);
        let (values, possible): (Vec<f64>, Vec<Implied>) = possible.into_iter().unzip();
        let columns = self.whole(&possible, shares, Shares::at_most_one);
        let mut out = Estimate { terms: Vec::new(), constant: sign * base, magnitude: base.abs() };
        for (value, column) in values.iter().zip(&columns) {
            out.terms.push((*column, sign * (value - base)));
            out.magnitude = out.magnitude.max(value.abs());
        }
        // Nothing else is taken: then what takes nothing is.
        shares.rely(&columns, false, &needs);
        Some(out)
    }
}
