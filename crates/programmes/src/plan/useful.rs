//! Variables that no best plan moves: those whose every step only takes the requirement further away, and those that another one
//! equals in all it does and precedes in the order of ties. Both follow from the form of the requirement alone.

use std::collections::HashSet;

use language::Truth;
use language::ast::Operator;
use vocabulary::Number;

use super::model::{Id, Model, Node};
use super::reach::Reach;

/// Whether a step of each variable may help to make a node true, over the box of `reach`. `None` where that cannot be seen.
pub(super) fn helpful(model: &Model, reach: &[Reach], root: Id, variables: usize) -> Option<Vec<bool>> {
    let mut walk = Walk { model, reach, helps: vec![false; variables], seen: HashSet::new(), opaque: false };
    walk.visit(root, true);
    (!walk.opaque).then_some(walk.helps)
}

/// For each variable, an earlier one of the same group that does the same everywhere, at the same cost.
pub(super) fn doubles(model: &Model, root: Id, groups: &[Vec<usize>], units: &[i128]) -> Vec<Option<usize>> {
    let mut out = vec![None; units.len()];
    let used = model.below(root);
    let coefficient = |terms: &[(usize, Number)], variable: usize| {
        let at = terms.binary_search_by_key(&variable, |(variable, _)| *variable);
        at.map_or(Number::from_integer(0), |at| terms[at].1)
    };
    let same = |one: usize, other: usize| {
        units[one] == units[other]
            && used.iter().all(|id| match &model.nodes[*id] {
                Node::Linear { low, high } => [low, high]
                    .into_iter()
                    .flatten()
                    .all(|affine| coefficient(&affine.terms, one) == coefficient(&affine.terms, other)),
                Node::Rung { up, down, .. } => {
                    ![up, down].into_iter().flatten().any(|at| [one, other].contains(at))
                }
                Node::OpaqueTruth | Node::OpaqueNumber => false,
                _ => true,
            })
    };
    for group in groups {
        for (at, variable) in group.iter().enumerate() {
            out[*variable] = group[..at].iter().copied().find(|earlier| same(*earlier, *variable));
        }
    }
    out
}

struct Walk<'a> {
    model: &'a Model,
    reach: &'a [Reach],
    helps: Vec<bool>,
    seen: HashSet<(Id, bool)>,
    opaque: bool,
}

impl Walk<'_> {
    /// A node whose rise (else its fall) may help; truths rise from false over unknown to true.
    fn visit(&mut self, id: Id, rise: bool) {
        let decided = matches!(self.reach[id], Reach::Truths(truths) if truths.is_single());
        if decided || !self.seen.insert((id, rise)) {
            return;
        }
        let range = |id: Id| self.reach[id].range();
        match &self.model.nodes[id] {
            Node::Truth(_) | Node::Absent => {}
            Node::OpaqueTruth | Node::OpaqueNumber => self.opaque = true,
            Node::Rung { up, down, .. } => {
                for variable in [up, down].into_iter().flatten() {
                    self.helps[*variable] = true;
                }
            }
            Node::Not(a) | Node::Negate(a) => self.visit(*a, !rise),
            Node::All(of) | Node::Any(of) | Node::AtLeast(_, of) => {
                for id in of {
                    self.visit(*id, rise);
                }
            }
            Node::FirstKnown(of) => of.iter().for_each(|id| self.either(*id)),
            Node::Compare(operator, a, b) => {
                let large_first = match operator {
                    Operator::AtLeast | Operator::Greater => Some(true),
                    Operator::AtMost | Operator::Less => Some(false),
                    _ => None,
                };
                match large_first.filter(|_| !range(*a).absent && !range(*b).absent) {
                    Some(first) => {
                        self.visit(*a, rise == first);
                        self.visit(*b, rise != first);
                    }
                    None => [*a, *b].into_iter().for_each(|id| self.either(id)),
                }
            }
            Node::Choose { condition, yes, no, .. } => {
                self.either(*condition);
                self.visit(*yes, rise);
                self.visit(*no, rise);
            }
            Node::Linear { low, high } => {
                for (variable, n) in [low, high].into_iter().flatten().flat_map(|end| &end.terms) {
                    self.helps[*variable] |= (*n > Number::from_integer(0)) == rise;
                }
            }
            Node::Add(a, b) => {
                self.visit(*a, rise);
                self.visit(*b, rise);
            }
            Node::Bent(_, a) => self.visit(*a, rise),
            Node::Magnitude(a) => self.either(*a),
            Node::Least(a, b) | Node::Most(a, b) => {
                if range(*a).absent || range(*b).absent {
                    return [*a, *b].into_iter().for_each(|id| self.either(id));
                }
                self.visit(*a, rise);
                self.visit(*b, rise);
            }
            Node::Multiply(a, b) => {
                self.scaled(*a, self.sign(*b), rise);
                self.scaled(*b, self.sign(*a), rise);
            }
            Node::Divide(a, b) => {
                if range(*b).low.0 <= 0.0 {
                    return [*a, *b].into_iter().for_each(|id| self.either(id));
                }
                self.visit(*a, rise);
                self.scaled(*b, self.sign(*a), !rise);
            }
            Node::Pick(..) => self.rows(id, rise, &mut Vec::new()),
        }
    }

    /// The rows of a table, or any chain of `if`s between numbers. In later rows the earlier conditions are `known` not to hold.
    fn rows(&mut self, id: Id, rise: bool, known: &mut Vec<(Id, bool)>) {
        let Node::Pick(condition, yes, no) = &self.model.nodes[id] else { return self.visit(id, rise) };
        let (high, low) = (self.reach[*yes].range(), self.reach[*no].range());
        let present = !high.absent && !low.absent;
        let rises = present && high.low.0 >= low.high.1;
        let falls = present && high.high.1 <= low.low.0;
        if rises || !falls {
            self.condition(*condition, rise, known);
        }
        if falls || !rises {
            self.condition(*condition, !rise, known);
        }
        self.visit(*yes, rise);
        self.learn(*condition, false, known);
        self.rows(*no, rise, known);
    }

    fn condition(&mut self, id: Id, rise: bool, known: &[(Id, bool)]) {
        if let Node::All(of) = &self.model.nodes[id] {
            for id in of {
                if self.settled(*id, known) != Some(true) {
                    self.visit(*id, rise);
                }
            }
        } else {
            self.visit(id, rise);
        }
    }

    fn settled(&self, id: Id, known: &[(Id, bool)]) -> Option<bool> {
        if let Node::Not(inner) = &self.model.nodes[id] {
            return self.settled(*inner, known).map(|truth| !truth);
        }
        known.iter().find(|(other, _)| *other == id).map(|(_, truth)| *truth)
    }

    /// Notes what follows from a condition being so; nothing, where it may be unknown.
    fn learn(&self, id: Id, truth: bool, known: &mut Vec<(Id, bool)>) {
        if self.reach[id].truths().has(Truth::Unknown) {
            return;
        }
        match &self.model.nodes[id] {
            Node::Not(inner) => self.learn(*inner, !truth, known),
            Node::All(of) if truth => of.iter().for_each(|id| self.learn(*id, true, known)),
            Node::All(of) => {
                let mut open = of.iter().filter(|id| self.settled(**id, known) != Some(true));
                if let (Some(only), None) = (open.next(), open.next()) {
                    self.learn(*only, false, known);
                }
            }
            _ => known.push((id, truth)),
        }
    }

    fn either(&mut self, id: Id) {
        self.visit(id, true);
        self.visit(id, false);
    }

    /// Whether a number is never below (`true`) or never above zero.
    fn sign(&self, id: Id) -> Option<bool> {
        let range = self.reach[id].range();
        match (range.low.0 >= 0.0, range.high.1 <= 0.0) {
            _ if range.absent => None,
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        }
    }

    fn scaled(&mut self, id: Id, sign: Option<bool>, rise: bool) {
        match sign {
            Some(positive) => self.visit(id, rise == positive),
            None => self.either(id),
        }
    }
}
