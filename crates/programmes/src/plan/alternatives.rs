//! What a box must fulfil where one of several alternatives is enough: of an `any`, of an `if`, of a table's rows. As long as none is
//! decided, the relaxation takes shares of them ([`Shares`]).

use language::Truth;

use super::demand::{Demand, Need, Open};
use super::model::{Id, Node};
use super::range::Truths;
use super::row::Row;
use super::shares::{Shares, Support, common, joined, supports};

/// More alternatives than these are left to branching: the relaxation is solved for every box.
pub(super) const MOST: usize = 48;

/// What must become of nodes for an alternative to hold, and a row beyond that.
#[derive(Clone, Debug, Default)]
pub(super) struct Alternative {
    pub(super) needs: Vec<Need>,
    pub(super) row: Option<Row>,
}

/// What follows from an alternative.
pub(super) struct Implied {
    pub(super) supports: Vec<Support>,
    /// What it needs that takes something.
    taking: Vec<Need>,
    /// All that it needs and that is open.
    pub(super) all: Vec<Need>,
}

impl Demand<'_> {
    /// At least `number` of these must become one of `wanted`.
    pub(super) fn some(&mut self, of: &[Id], number: usize, wanted: Truths) {
        if number == 1 {
            let one = |id: &Id| Alternative { needs: vec![(*id, wanted)], row: None };
            return self.one_of(of.iter().map(one).collect());
        }
        let Some(mut shares) = self.open.shares() else { return };
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
                Truth::True => self.branches(*yes, wanted, &needs, out),
                Truth::False => self.branches(*no, wanted, &needs, out),
                Truth::Unknown => out.push(Alternative { needs, row: None }),
            }
        }
    }

    /// One of these alternatives must hold.
    pub(super) fn one_of(&mut self, of: Vec<Alternative>) {
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
    pub(super) fn whole(
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
    pub(super) fn implied(&mut self, needs: &[Need], row: Option<&Row>) -> Option<Implied> {
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
        let only = |truth: Truth| !wanted.has(truth);
        match &self.model.nodes[id] {
            Node::Not(inner) => self.parts((*inner, wanted.map(|truth| !truth)), out),
            Node::All(of) if only(Truth::False) => {
                for id in of {
                    self.parts((*id, wanted.or(Truths::TRUE)), out);
                }
            }
            Node::Any(of) if only(Truth::True) => {
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
}
