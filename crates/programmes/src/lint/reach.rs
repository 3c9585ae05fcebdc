//! Whether something can come out so while no expert has judged: judgements are unknown, all other facts are free. Each question is
//! answered *possible* unless it is proven impossible, as if other facts could be chosen for every part anew.

use language::ast::Operator;
use language::ir::{Function, Node};
use language::{Context, Expr, Type};
use num_traits::{CheckedAdd, CheckedSub};
use vocabulary::kind::AttributeId;
use vocabulary::{Kind, Number};

use super::quantity::walk;
use crate::programme::{Body, Condition, Group};

/// The best that can be known of a number: the greatest its least value can be, the least its greatest value can be.
/// `None`: without limit.
#[derive(Clone, Copy)]
struct Reach {
    low: Limit,
    high: Limit,
}

#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Limit {
    Below,
    At(Number),
    Above,
}

pub(super) struct WithoutJudgement<'a> {
    pub(super) kind: &'a Kind,
    pub(super) definitions: &'a [Expr],
    /// Knows no facts.
    pub(super) context: &'a Context<'a>,
}

impl WithoutJudgement<'_> {
    pub(super) fn condition(&self, condition: &Condition) -> bool {
        match &condition.body {
            Body::Test(test) => self.can(&test.expr, true),
            Body::Review(_) => false,
            Body::Group(group, children) => {
                let possible = children.iter().filter(|child| self.condition(child)).count();
                possible
                    >= match group {
                        Group::All => children.len(),
                        Group::Any => 1,
                        Group::AtLeast(n) => *n,
                    }
            }
        }
    }

    fn judged(&self, id: AttributeId) -> bool {
        self.kind.get(id).assessor.is_some()
    }

    /// The judgements that an expression looks at, and whether it leaves points to an expert.
    pub(super) fn judgements(&self, expr: &Expr) -> (Vec<AttributeId>, bool) {
        let (mut ids, mut points) = (Vec::new(), false);
        walk(expr, self.definitions, &mut |node| match &node.node {
            Node::Plain(id) | Node::Yearly(id, _) | Node::Series(id, _) | Node::List(id)
                if self.judged(*id) && !ids.contains(id) =>
            {
                ids.push(*id);
            }
            Node::Number(interval) => points |= interval.value().is_none(),
            _ => {}
        });
        (ids, points)
    }

    fn can(&self, expr: &Expr, holds: bool) -> bool {
        let (ids, points) = self.judgements(expr);
        if ids.is_empty() && !points {
            return true;
        }
        match &expr.node {
            Node::Not(inner) => self.can(inner, !holds),
            Node::And(a, b) | Node::Or(a, b) => {
                let both = matches!(expr.node, Node::And(..)) == holds;
                let (a, b) = (self.can(a, holds), self.can(b, holds));
                if both { a && b } else { a || b }
            }
            Node::If(condition, yes, no) => {
                let (a, b) = (self.can(yes, holds), self.can(no, holds));
                a && b || a && self.can(condition, true) || b && self.can(condition, false)
            }
            Node::Definition(at) => self.definitions.get(*at).is_none_or(|expr| self.can(expr, holds)),
            Node::Plain(id) | Node::Yearly(id, _) => !self.judged(*id),
            Node::Call(Function::FirstKnown, arguments) => arguments.iter().any(|a| self.can(a, holds)),
            Node::Compare(operator, a, b) => self.compare(*operator, a, b, holds),
            _ => true,
        }
    }

    fn compare(&self, operator: Operator, a: &Expr, b: &Expr, holds: bool) -> bool {
        if a.r#type == Type::Text {
            let judged =
                |side: &Expr| matches!(&side.node, Node::Plain(id) | Node::Yearly(id, _) if self.judged(*id));
            return !judged(a) && !judged(b);
        }
        if !matches!(a.r#type, Type::Number(_)) {
            return true;
        }
        let (a, b) = (self.reach(a), self.reach(b));
        let (not_above, not_below) = (a.high <= b.low, a.low >= b.high);
        match (operator, holds) {
            (Operator::Less | Operator::AtMost, true) | (Operator::Greater | Operator::AtLeast, false) => {
                not_above
            }
            (Operator::Greater | Operator::AtLeast, true) | (Operator::Less | Operator::AtMost, false) => {
                not_below
            }
            (Operator::Equal, true) | (Operator::NotEqual, false) => not_above && not_below,
            _ => true,
        }
    }

    fn reach(&self, expr: &Expr) -> Reach {
        let (ids, points) = self.judgements(expr);
        if ids.is_empty() && !points {
            let interval = self.context.eval(expr).interval();
            let (low, high) = interval.map_or((None, None), |interval| (interval.low, interval.high));
            return Reach {
                low: high.map_or(Limit::Above, Limit::At),
                high: low.map_or(Limit::Below, Limit::At),
            };
        }
        let free = Reach { low: Limit::Above, high: Limit::Below };
        match &expr.node {
            Node::Number(interval) => Reach {
                low: interval.low.map_or(Limit::Below, Limit::At),
                high: interval.high.map_or(Limit::Above, Limit::At),
            },
            Node::Plain(id) | Node::Yearly(id, _) if self.judged(*id) => {
                let least = Limit::At(Number::from_integer(0));
                Reach {
                    low: if self.kind.get(*id).signed { Limit::Below } else { least },
                    high: Limit::Above,
                }
            }
            Node::Definition(at) => self.definitions.get(*at).map_or(free, |expr| self.reach(expr)),
            Node::If(condition, yes, no) => {
                let (yes, no) = (self.reach(yes), self.reach(no));
                // A condition that stays unknown gives the worse of both.
                match (self.can(condition, true), self.can(condition, false)) {
                    (true, true) => Reach { low: max(yes.low, no.low), high: min(yes.high, no.high) },
                    (true, false) => yes,
                    (false, true) => no,
                    (false, false) => Reach { low: min(yes.low, no.low), high: max(yes.high, no.high) },
                }
            }
            Node::Arithmetic(Operator::Add, a, b) => {
                let (a, b) = (self.reach(a), self.reach(b));
                Reach { low: plus(a.low, b.low, Limit::Above), high: plus(a.high, b.high, Limit::Below) }
            }
            Node::Arithmetic(Operator::Subtract, a, b) => {
                let (a, b) = (self.reach(a), self.reach(b));
                Reach { low: minus(a.low, b.high, Limit::Above), high: minus(a.high, b.low, Limit::Below) }
            }
            Node::Call(function @ (Function::Min | Function::Max), arguments) if arguments.len() > 1 => {
                let pick = if *function == Function::Min { min } else { max };
                let parts = arguments.iter().map(|argument| self.reach(argument));
                parts
                    .reduce(|a, b| Reach { low: pick(a.low, b.low), high: pick(a.high, b.high) })
                    .unwrap_or(free)
            }
            _ => free,
        }
    }
}

fn min(a: Limit, b: Limit) -> Limit {
    if b < a { b } else { a }
}

fn max(a: Limit, b: Limit) -> Limit {
    if b > a { b } else { a }
}

/// A sum; `unsure` where it is without limit both ways or overflows.
fn plus(a: Limit, b: Limit, unsure: Limit) -> Limit {
    match (a, b) {
        (Limit::At(a), Limit::At(b)) => a.checked_add(&b).map_or(unsure, Limit::At),
        (Limit::At(_), other) | (other, Limit::At(_)) => other,
        (a, b) if a == b => a,
        _ => unsure,
    }
}

fn minus(a: Limit, b: Limit, unsure: Limit) -> Limit {
    match (a, b) {
        (Limit::At(a), Limit::At(b)) => a.checked_sub(&b).map_or(unsure, Limit::At),
        (a, Limit::Below) => plus(a, Limit::Above, unsure),
        (a, Limit::Above) => plus(a, Limit::Below, unsure),
        (a, Limit::At(_)) => a,
    }
}
