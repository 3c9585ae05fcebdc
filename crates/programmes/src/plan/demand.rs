//! What a box must fulfil so that the requirement can hold in it: walked from the root, through what is decided there, down to
//! comparisons, each of which becomes linear rows or narrows the box at once.

use std::collections::{BTreeSet, HashMap};

use language::Truth;
use language::ast::Operator;
use num_traits::Zero;
use vocabulary::Number;

use super::bend::{Limit, unbent};
use super::estimate::{Side, Sides};
use super::model::{Id, Model, Node};
use super::range::Truths;
use super::reach::Reach;
use super::row::Row;
use super::shares::{Shares, Support};
use super::space::Space;

/// Gathers rows for one box.
pub(super) struct Demand<'a> {
    pub(super) model: &'a Model,
    pub(super) reach: &'a [Reach],
    pub(super) space: &'a mut Space,
    pub(super) rows: Vec<Row>,
    /// Variables in divisors of conditions that a row only approximates: once they are settled it is exact.
    pub(super) bent: BTreeSet<usize>,
    /// All variables in such rows.
    pub(super) curved: BTreeSet<usize>,
    /// Something is required that exact arithmetic rules out.
    pub(super) impossible: bool,
    /// What becomes of alternatives of which none is decided yet.
    pub(super) open: Open,
    /// What is known to follow from a node becoming so.
    pub(super) follows: HashMap<Need, Option<Vec<Support>>>,
}

/// A node, and what must become of it.
pub(super) type Need = (Id, Truths);

/// What is gathered where one of several is enough.
#[derive(Debug)]
pub(super) enum Open {
    /// Nothing.
    Left,
    /// The rows that each of them implies.
    Common,
    /// A share of each.
    Shared(Shares),
}

impl Open {
    /// The shares, to be put back; nothing changes where there are none.
    pub(super) fn shares(&mut self) -> Option<Shares> {
        match std::mem::replace(self, Self::Left) {
            Self::Shared(shares) => Some(shares),
            other => {
                *self = other;
                None
            }
        }
    }
}

impl<'a> Demand<'a> {
    /// Nothing demanded yet but what cuts the box.
    pub(super) fn of(model: &'a Model, reach: &'a [Reach], space: &'a mut Space) -> Self {
        let rows = space.cuts.clone();
        let (bent, curved) = (BTreeSet::new(), BTreeSet::new());
        Self {
            model,
            reach,
            space,
            rows,
            bent,
            curved,
            impossible: false,
            open: Open::Left,
            follows: HashMap::new(),
        }
    }

    pub(super) fn truths(&self, id: Id) -> Truths {
        self.reach[id].truths()
    }

    /// The node must become one of `wanted`.
    pub(super) fn require(&mut self, id: Id, wanted: Truths) {
        if !self.truths(id).within(wanted) {
            self.demand(id, wanted);
        }
    }

    /// As [`Self::require`], of a node whose reach already counts on it.
    pub(super) fn demand(&mut self, id: Id, wanted: Truths) {
        let model = self.model;
        match &model.nodes[id] {
            Node::Not(inner) => self.require(*inner, wanted.map(|truth| !truth)),
            Node::All(of) => self.folded(of, wanted, Truth::True),
            Node::Any(of) => self.folded(of, wanted, Truth::False),
            Node::AtLeast(number, of) if wanted == Truths::TRUE => {
                let able: Vec<Id> =
                    of.iter().copied().filter(|id| self.truths(*id).has(Truth::True)).collect();
                if able.len() == *number {
                    for id in able {
                        self.require(id, wanted);
                    }
                } else {
                    self.some(&able, *number, wanted);
                }
            }
            Node::FirstKnown(of) => {
                let decides = of.iter().find(|id| self.truths(**id) != Truth::Unknown.into());
                if let Some(decides) = decides.filter(|id| !self.truths(**id).has(Truth::Unknown)) {
                    self.require(*decides, wanted);
                }
            }
            Node::Choose { condition, yes, no, .. } => match self.truths(*condition) {
                Truths::TRUE => self.require(*yes, wanted),
                Truths::FALSE => self.require(*no, wanted),
                _ => self.chosen(id, wanted),
            },
            Node::Rung { truths, start, up, down } => self.rung(truths, *start, (*up, *down), wanted),
            Node::Compare(operator, a, b) => self.compare(*operator, *a, *b, wanted),
            _ => {}
        }
    }

    /// A fold whose neutral member is `neutral`: `all` with true, `any` with false.
    fn folded(&mut self, of: &[Id], wanted: Truths, neutral: Truth) {
        let decisive: Truths = (!neutral).into();
        if wanted.and(decisive).is_empty() {
            let each = if wanted == neutral.into() { wanted } else { decisive.others() };
            for id in of {
                self.require(*id, each);
            }
        } else if !wanted.has(neutral) {
            let able: Vec<Id> =
                of.iter().copied().filter(|id| !self.truths(*id).and(wanted).is_empty()).collect();
            match able[..] {
                [] => {}
                [only] => self.require(only, wanted),
                _ if able.iter().any(|id| self.truths(*id).within(wanted)) => {}
                _ => self.some(&able, 1, wanted),
            }
        }
    }

    /// Few positions: those at the ends that do not fit are cut off.
    fn rung(
        &mut self,
        truths: &[Truth],
        start: i64,
        (up, down): (Option<usize>, Option<usize>),
        wanted: Truths,
    ) {
        let fits = |at: i64| {
            usize::try_from(at).ok().and_then(|at| truths.get(at)).is_none_or(|truth| wanted.has(*truth))
        };
        let (variable, sign) = match (up, down) {
            (Some(up), None) => (up, 1),
            (None, Some(down)) => (down, -1),
            _ => return,
        };
        let (mut low, mut high) = (self.space.low[variable], self.space.high[variable]);
        while low <= high && !fits(start + sign * low) {
            low += 1;
        }
        while low <= high && !fits(start + sign * high) {
            high -= 1;
        }
        self.space.narrow(variable, low, high);
    }

    fn compare(&mut self, operator: Operator, a: Id, b: Id, wanted: Truths) {
        let (large, small, strict) = match operator {
            Operator::AtLeast => (a, b, false),
            Operator::Greater => (a, b, true),
            Operator::AtMost => (b, a, false),
            Operator::Less => (b, a, true),
            Operator::Equal | Operator::NotEqual => {
                let same = if operator == Operator::Equal { Truths::TRUE } else { Truths::FALSE };
                if wanted == same && !self.absent(a) && !self.absent(b) {
                    self.reaches((a, Side::Low), (b, Side::High), false, true);
                    self.reaches((b, Side::Low), (a, Side::High), false, true);
                }
                return;
            }
            _ => return,
        };
        let present = !self.absent(large) && !self.absent(small);
        if wanted == Truths::TRUE {
            self.reaches((large, Side::Low), (small, Side::High), strict, true);
        } else if !present {
            // An absent side answers 否, whatever the other is.
        } else if wanted == Truths::FALSE {
            self.reaches((small, Side::Low), (large, Side::High), !strict, true);
        } else if wanted == Truths::TRUE.others() {
            self.reaches((small, Side::High), (large, Side::Low), !strict, false);
        } else if wanted == Truths::FALSE.others() {
            self.reaches((large, Side::High), (small, Side::Low), strict, false);
        }
    }

    fn absent(&self, id: Id) -> bool {
        self.reach[id].range().absent
    }

    pub(super) fn sides(&self) -> Sides<'_> {
        Sides { model: self.model, reach: self.reach, space: self.space }
    }

    /// One end of `large` must reach one end of `small`. `certain`: neither can be an interval without that end.
    fn reaches(&mut self, large: (Id, Side), small: (Id, Side), strict: bool, certain: bool) {
        let (large, small) = (self.followed(large), self.followed(small));
        match (&self.model.nodes[large.0], &self.model.nodes[small.0]) {
            (Node::Least(a, b), _) if !self.absent(*a) && !self.absent(*b) => {
                self.reaches((*a, large.1), small, strict, certain);
                return self.reaches((*b, large.1), small, strict, certain);
            }
            (_, Node::Most(a, b)) if !self.absent(*a) && !self.absent(*b) => {
                self.reaches(large, (*a, small.1), strict, certain);
                return self.reaches(large, (*b, small.1), strict, certain);
            }
            _ => {}
        }
        if let Some(difference) = self.sides().difference(large, small, certain) {
            if difference.is_constant() {
                let zero = Number::zero();
                self.impossible |= difference.constant < zero || strict && difference.constant == zero;
            }
            self.rows.extend(Row::exact(&difference, strict));
            return;
        }
        let limit = match (self.model.constant(small.0), self.model.constant(large.0)) {
            (Some(bound), _) => Some(Limit { end: large, bound, at_least: true, strict }),
            (_, Some(bound)) => Some(Limit { end: small, bound, at_least: false, strict }),
            _ => None,
        };
        if let Some(limit) = limit.and_then(|limit| unbent(self.model, limit)) {
            let row = self.sides().against(limit.end, limit.bound, limit.at_least, certain);
            self.rows.extend(row.and_then(|row| Row::exact(&row, limit.strict)));
            return;
        }
        self.either(large, small, strict, certain);
        let mut divisors = BTreeSet::new();
        self.divisors(large.0, &mut divisors);
        self.divisors(small.0, &mut divisors);
        self.bent.append(&mut divisors);
        for gap in self.sides().multiplied(large, small, certain) {
            self.rows.extend(Row::relaxed(gap.terms, -gap.constant, gap.magnitude));
        }
        let sides = self.sides();
        let (Some(above), Some(below)) = (sides.estimate(large, true), sides.estimate(small, false)) else {
            return;
        };
        let gap = above.minus(below);
        self.curved.extend(gap.terms.iter().map(|(variable, _)| *variable));
        self.rows.extend(Row::relaxed(gap.terms, -gap.constant, gap.magnitude));
    }

    /// Open variables below a division line; those of a product as well, which is no more linear.
    fn divisors(&self, id: Id, out: &mut BTreeSet<usize>) {
        let (id, _) = self.followed((id, Side::Low));
        match &self.model.nodes[id] {
            Node::Divide(a, b) | Node::Multiply(a, b) => {
                self.divisors(*a, out);
                self.divisors(*b, out);
                if let Some(divisor) = self.model.affine(self.followed((*b, Side::Low)).0) {
                    let variables = divisor.terms.iter().map(|(variable, _)| *variable);
                    out.extend(variables.filter(|v| self.space.low[*v] < self.space.high[*v]));
                }
            }
            Node::Add(a, b) | Node::Least(a, b) | Node::Most(a, b) => {
                self.divisors(*a, out);
                self.divisors(*b, out);
            }
            Node::Negate(a) | Node::Magnitude(a) | Node::Bent(_, a) => self.divisors(*a, out),
            _ => {}
        }
    }

    /// The branch that is left of an `if` whose condition is decided.
    fn followed(&self, (mut id, side): (Id, Side)) -> (Id, Side) {
        while let Node::Pick(condition, yes, no) = &self.model.nodes[id] {
            id = match self.truths(*condition) {
                Truths::TRUE => *yes,
                Truths::FALSE => *no,
                _ => break,
            };
        }
        (id, side)
    }
}
