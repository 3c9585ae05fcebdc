//! What a box must fulfil where one of several alternatives is enough: of an `any`, of an `if`, of a table's rows. As long as none is
//! decided, the relaxation takes shares of them ([`Shares`]).

use super::demand::{Demand, Need, Open};
use super::estimate::{Estimate, Side};
use super::model::{Id, Node};
use super::range::Truths;
use super::row::Row;
use super::shares::{Shares, Support, common, joined, supports};
use vocabulary::number::to_f64;

/// More alternatives than these are left to branching: the relaxation is solved for every box.
const MOST: usize = 48;

/// What must become of nodes for an alternative to hold, and a row beyond that.
#[derive(Clone, Debug, Default)]
struct Alternative {
    needs: Vec<Need>,
    row: Option<Row>,
}

/// What follows from an alternative.
struct Implied {
    supports: Vec<Support>,
    /// What it needs that takes something.
    taking: Vec<Need>,
    /// All that it needs and that is open.
    all: Vec<Need>,
}

/// A value that a number can come to, and what that needs.
struct Leaf {
    id: Id,
    needs: Vec<Need>,
}

impl Demand<'_> {
    /// At least `number` of these must become one of `wanted`.
    pub(super) fn some(&mut self, of: &[Id], number: usize, wanted: Truths) {
        if number == 1 {
            let one = |id: &Id| Alternative { needs: vec![(*id, wanted)], row: None };
            return self.one_of(of.iter().map(one).collect());
        }
        let Open::Shared(mut shares) = std::mem::replace(&mut self.open, Open::Left) else { return };
        let sure = of.iter().filter(|id| self.truths(**id).within(wanted)).count();
        let mut columns = Vec::new();
        for id in of {
            if self.truths(*id).within(wanted) {
                continue;
            }
            let Some(implied) = self.implied(&[(*id, wanted)], None) else { continue };
            let column = shares.exclusive(&[implied.supports]);
            shares.rely(&column, true, &implied.all);
            self.forks(&[&implied.taking], &column, &mut shares);
            columns.extend(column);
        }
        shares.at_least(number.saturating_sub(sure) as f64, &columns);
        self.open = Open::Shared(shares);
    }

    /// A choice between truths must become one of `wanted`, and its condition is open.
    pub(super) fn chosen(&mut self, id: Id, wanted: Truths) {
        if matches!(self.open, Open::Left) {
            return;
        }
        let mut out = Vec::new();
        self.branches(id, wanted, &[], &mut out);
        self.one_of(out);
    }

    fn branches(&self, id: Id, wanted: Truths, needs: &[Need], out: &mut Vec<Alternative>) {
        let with = |more: Need| [needs, &[more]].concat();
        let truths = self.truths(id);
        if truths.and(wanted).is_empty() || out.len() > MOST {
            return;
        }
        if truths.within(wanted) {
            return out.push(Alternative { needs: needs.to_vec(), row: None });
        }
        let Node::Choose { condition, yes, no, .. } = &self.model.nodes[id] else {
            return out.push(Alternative { needs: with((id, wanted)), row: None });
        };
        for truth in self.truths(*condition).iter() {
            let needs = with((*condition, truth.into()));
            match truth {
                language::Truth::True => self.branches(*yes, wanted, &needs, out),
                language::Truth::False => self.branches(*no, wanted, &needs, out),
                language::Truth::Unknown => out.push(Alternative { needs, row: None }),
            }
        }
    }

    /// One of these alternatives must hold.
    fn one_of(&mut self, of: Vec<Alternative>) {
        if of.len() > MOST {
            return;
        }
        match std::mem::replace(&mut self.open, Open::Left) {
            Open::Left => {}
            Open::Common => {
                let implied = of.iter().filter_map(|one| self.implied(&one.needs, one.row.as_ref()));
                let implied: Vec<_> = implied.map(|implied| implied.supports).collect();
                self.impossible |= implied.is_empty();
                self.rows.extend(common(&implied));
                self.open = Open::Common;
            }
            Open::Shared(mut shares) => {
                self.shared(of, &mut shares);
                self.open = Open::Shared(shares);
            }
        }
    }

    fn shared(&mut self, of: Vec<Alternative>, shares: &mut Shares) {
        let mut possible = Vec::new();
        for one in of {
            match self.implied(&one.needs, one.row.as_ref()) {
                // It asks for nothing that a row can say.
                Some(implied) if implied.supports.is_empty() => return,
                Some(implied) => possible.push(implied),
                None => {}
            }
        }
        self.impossible |= possible.is_empty();
        self.whole(&possible, shares, |shares, columns| shares.at_least(1.0, columns));
    }

    /// Columns for alternatives that exclude each other.
    fn whole(
        &self,
        of: &[Implied],
        shares: &mut Shares,
        limit: impl FnOnce(&mut Shares, &[usize]),
    ) -> Vec<usize> {
        let supports: Vec<Vec<Support>> = of.iter().map(|implied| implied.supports.clone()).collect();
        let columns = shares.exclusive(&supports);
        limit(shares, &columns);
        for (implied, column) in of.iter().zip(&columns) {
            shares.rely(&[*column], true, &implied.all);
        }
        let taking: Vec<&[Need]> = of.iter().map(|implied| implied.taking.as_slice()).collect();
        self.forks(&taking, &columns, shares);
        columns
    }

    /// Forks at what alternatives need, each with the columns of those that need it: who needs 8 % needs 5 %.
    fn forks(&self, needs: &[&[Need]], columns: &[usize], shares: &mut Shares) {
        let mut done: Vec<Need> = Vec::new();
        for need in needs.iter().flat_map(|needs| needs.iter()) {
            if done.contains(need) {
                continue;
            }
            done.push(*need);
            let needing = needs
                .iter()
                .zip(columns)
                .filter(|(needs, _)| needs.iter().any(|other| other == need || self.more(*other, *need)));
            shares.fork(*need, needing.map(|(_, column)| *column));
        }
    }

    /// Whether a need asks the same of the same number as another, and more of it.
    fn more(&self, one: Need, other: Need) -> bool {
        let (Some(a), Some(b)) = (self.model.threshold(one.0), self.model.threshold(other.0)) else {
            return false;
        };
        let raised = one.1 == Truths::TRUE && a.2 >= b.2;
        let lowered = one.1 == Truths::FALSE && a.2 <= b.2;
        (a.0, a.1) == (b.0, b.1) && one.1 == other.1 && (raised || lowered)
    }

    /// What follows from nodes becoming so. `None` where they cannot.
    fn implied(&mut self, needs: &[Need], row: Option<&Row>) -> Option<Implied> {
        let mut parts = Vec::new();
        for need in needs {
            self.parts(*need, &mut parts);
        }
        let mut out = match row {
            Some(row) => supports(std::slice::from_ref(row), self.space)?,
            None => Vec::new(),
        };
        let mut taking = Vec::new();
        for need in &parts {
            let need = *need;
            let following = if let Some(known) = self.follows.get(&need) {
                known.clone()
            } else {
                let found = self.following(need);
                self.follows.insert(need, found.clone());
                found
            };
            let following = following?;
            if !following.is_empty() {
                taking.push(need);
                out = joined(out, &following);
            }
        }
        Some(Implied { supports: out, taking, all: parts })
    }

    /// A need as needs of what it is made of, where all of them must hold and are open.
    fn parts(&self, (id, wanted): Need, out: &mut Vec<Need>) {
        if self.truths(id).within(wanted) {
            return;
        }
        let only = |truth: language::Truth| !wanted.has(truth);
        match &self.model.nodes[id] {
            Node::Not(inner) => self.parts((*inner, wanted.map(|truth| !truth)), out),
            Node::All(of) if only(language::Truth::False) => {
                for id in of {
                    self.parts((*id, wanted.or(Truths::TRUE)), out);
                }
            }
            Node::Any(of) if only(language::Truth::True) => {
                for id in of {
                    self.parts((*id, wanted.or(Truths::FALSE)), out);
                }
            }
            _ => out.push((id, wanted)),
        }
    }

    /// What follows from one node becoming so. `None` where it cannot.
    fn following(&self, (id, wanted): Need) -> Option<Vec<Support>> {
        if self.truths(id).and(wanted).is_empty() {
            return None;
        }
        let mut scratch = self.space.clone();
        scratch.cuts.clear();
        let mut inner = Demand::of(self.model, self.reach, &mut scratch);
        inner.open = Open::Common;
        inner.require(id, wanted);
        if inner.impossible {
            return None;
        }
        let mut rows = inner.rows;
        if scratch.is_empty() {
            return None;
        }
        for variable in 0..scratch.low.len() {
            let one = |n: f64| vec![(variable, n)];
            if scratch.low[variable] > self.space.low[variable] {
                rows.push(Row { terms: one(1.0), least: scratch.low[variable] as f64 });
            }
            if scratch.high[variable] < self.space.high[variable] {
                rows.push(Row { terms: one(-1.0), least: -scratch.high[variable] as f64 });
            }
        }
        supports(&rows, self.space)
    }

    /// As [`Demand::reaches`], where a side of the comparison is an open `if` between numbers.
    pub(super) fn either(&mut self, large: (Id, Side), small: (Id, Side), strict: bool, certain: bool) {
        if matches!(self.open, Open::Left) {
            return;
        }
        if let Some(of) = self.compared(large, small, strict, certain) {
            return self.one_of(of);
        }
        let Open::Shared(mut shares) = std::mem::replace(&mut self.open, Open::Left) else {
            self.open = Open::Common;
            return;
        };
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
            let zero = vocabulary::Number::from_integer(0);
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
                let unknown = open.has(language::Truth::Unknown);
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
        let best = |id: Id| {
            let range = self.reach[id].range();
            let span = if side == Side::Low { range.low } else { range.high };
            if above { span.1 } else { -span.0 }
        };
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
        let range = self.reach[id].range();
        let span = if side == Side::Low { range.low } else { range.high };
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
        let reach = self.reach;
        let value = |id: Id| {
            let range = reach[id].range();
            let span = if side == Side::Low { range.low } else { range.high };
            if above { span.1 } else { -span.0 }
        };
        let mut least = f64::INFINITY;
        let mut free: Option<(f64, Vec<Need>)> = None;
        let mut possible = Vec::new();
        for leaf in leaves {
            let value = value(leaf.id);
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
