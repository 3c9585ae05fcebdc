//! Numeric thresholds and what the embedded tests show of them: a value exactly at the threshold, one on the other side of it.

use language::ast::Operator;
use language::ir::{Function, Node};
use language::value::{Maybe, Member};
use language::{Context, Expr, Interval, Value};
use num_traits::{CheckedMul, CheckedSub, Signed};
use vocabulary::kind::AttributeId;
use vocabulary::{Dimension, Facts, Number};

use super::quantity::is_constant;
use super::step::step;

/// How near a value on the other side must be: a tenth of the threshold; a step of points and one for things that are counted will do.
const NEAR: (i128, i128) = (1, 10);

/// `quantity op threshold`.
pub(super) struct Comparison<'e> {
    pub(super) expr: &'e Expr,
    pub(super) operator: Operator,
    pub(super) left: &'e Expr,
    pub(super) right: &'e Expr,
    /// The list whose records it looks at, inside a filter.
    list: Option<AttributeId>,
    /// By how much the quantity goes up and down, where that is known.
    step: Option<Number>,
}

/// What the tests show.
#[expect(clippy::struct_excessive_bools, reason = "five things that tests show or do not")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) equal: bool,
    /// Just below and just above.
    pub(super) below: bool,
    pub(super) above: bool,
    pub(super) holds: bool,
    pub(super) fails: bool,
}

/// The comparisons of a formula with a threshold, in the order in which they are written. Those of definitions it uses are theirs.
pub(super) fn comparisons<'e>(expr: &'e Expr, definitions: &[Expr], out: &mut Vec<Comparison<'e>>) {
    gather(expr, None, definitions, out);
}

fn gather<'e>(
    expr: &'e Expr,
    list: Option<AttributeId>,
    definitions: &[Expr],
    out: &mut Vec<Comparison<'e>>,
) {
    match &expr.node {
        Node::Compare(operator, left, right) => {
            let numeric = left.r#type.dimension().is_some() && right.r#type.dimension().is_some();
            match (is_threshold(left, definitions), is_threshold(right, definitions)) {
                (false, true) if numeric => {
                    let step = step(left, definitions);
                    out.push(Comparison { expr, operator: *operator, left, right, list, step });
                }
                (true, false) if numeric => {
                    let operator = super::operator::mirrored(*operator);
                    let step = step(right, definitions);
                    out.push(Comparison { expr, operator, left: right, right: left, list, step });
                }
                _ => {}
            }
            gather(left, list, definitions, out);
            gather(right, list, definitions, out);
        }
        Node::Filter(of, predicate) => {
            gather(of, list, definitions, out);
            let mut inner = None;
            of.walk(&mut |node| {
                if let Node::List(id) = node.node {
                    inner = Some(id);
                }
            });
            gather(predicate, inner, definitions, out);
        }
        Node::And(a, b) | Node::Or(a, b) | Node::Arithmetic(_, a, b) => {
            gather(a, list, definitions, out);
            gather(b, list, definitions, out);
        }
        Node::Not(a) | Node::Negate(a) | Node::Column(a, _) => gather(a, list, definitions, out),
        Node::If(a, b, c) => [a, b, c].into_iter().for_each(|part| gather(part, list, definitions, out)),
        Node::Call(_, arguments) => arguments.iter().for_each(|part| gather(part, list, definitions, out)),
        _ => {}
    }
}

/// Whether a number is chosen among literals and parameters, by whatever condition.
fn is_threshold(expr: &Expr, definitions: &[Expr]) -> bool {
    match &expr.node {
        Node::If(_, a, b) => is_threshold(a, definitions) && is_threshold(b, definitions),
        Node::Definition(at) => {
            // Points of a table are what is tested, not what it is tested against, unless parameters are its values.
            definitions.get(*at).is_some_and(|expr| is_threshold(expr, definitions) && names_parameter(expr))
        }
        Node::Call(Function::Min | Function::Max, arguments) if arguments.len() > 1 => {
            arguments.iter().all(|argument| is_threshold(argument, definitions))
        }
        _ => is_constant(expr, definitions),
    }
}

fn names_parameter(expr: &Expr) -> bool {
    let mut found = false;
    expr.walk(&mut |node| found |= matches!(node.node, Node::Parameter(_)));
    found
}

impl Comparison<'_> {
    /// Adds what one test's facts show.
    pub(super) fn observe(&self, context: &Context<'_>, facts: &Facts, shown: &mut Shown) {
        match self.list {
            None => self.pair(context.eval(self.left), context.eval(self.right), shown),
            Some(list) => {
                for record in facts.list(list).into_iter().flat_map(|list| &list.items) {
                    let sides = (context.eval_on(self.left, record), context.eval_on(self.right, record));
                    self.pair(sides.0, sides.1, shown);
                }
            }
        }
    }

    fn pair(&self, left: Value, right: Value, shown: &mut Shown) {
        match (left, right) {
            (Value::Series(left), Value::Series(right)) => {
                for Member { year, value, .. } in left {
                    if let Some(other) = right.iter().find(|other| other.year == year) {
                        self.pair(value, other.value.clone(), shown);
                    }
                }
            }
            (Value::Series(left), right) => {
                for member in left {
                    self.pair(member.value, right.clone(), shown);
                }
            }
            (left, Value::Series(right)) => {
                for member in right {
                    self.pair(left.clone(), member.value, shown);
                }
            }
            (left, right) => {
                if let (Some(left), Some(right)) =
                    (interval(&left), interval(&right).and_then(Interval::value))
                {
                    self.numbers(left, right, shown);
                }
            }
        }
    }

    /// A quantity that is an interval shows its ends: an end at the threshold decides between `>` and `>=`.
    fn numbers(&self, left: Interval, right: Number, shown: &mut Shown) {
        let (Some(low), Some(high)) = (left.low, left.high) else { return };
        if low == high {
            let holds = match self.operator {
                Operator::Equal => low == right,
                Operator::NotEqual => low != right,
                Operator::Less => low < right,
                Operator::AtMost => low <= right,
                Operator::Greater => low > right,
                _ => low >= right,
            };
            shown.holds |= holds;
            shown.fails |= !holds;
        }
        shown.equal |= low == right || high == right;
        shown.below |= high < right && self.near(high, right);
        shown.above |= low > right && self.near(low, right);
    }

    fn near(&self, value: Number, right: Number) -> bool {
        let Some(distance) = value.checked_sub(&right).map(|distance| distance.abs()) else { return false };
        let tenth = right.abs().checked_mul(&Number::new(NEAR.0, NEAR.1)).unwrap_or(right);
        let one = Number::from_integer(1);
        let counted = self.left.r#type.dimension() != Some(Dimension::MONEY) && !self.left.percent;
        right == Number::from_integer(0)
            || distance <= tenth
            || counted && distance <= one
            || self.step.is_some_and(|step| distance <= step)
    }

    /// What is not shown, in words; empty: all of it is.
    pub(super) fn lacking(&self, shown: Shown) -> Vec<&'static str> {
        let mut lacking = Vec::new();
        if matches!(self.operator, Operator::Equal | Operator::NotEqual) {
            if !shown.holds {
                lacking.push("成立的");
            }
            if !shown.fails {
                lacking.push("不成立的");
            }
            return lacking;
        }
        // Where the steps of the quantity miss the threshold, its nearest values on both sides do.
        if !(shown.equal || shown.below && shown.above) {
            lacking.push("恰好等于它的");
        }
        // The threshold itself shows one outcome; the other shows next to it.
        let below = matches!(self.operator, Operator::AtLeast | Operator::Less);
        if below && !shown.below {
            lacking.push("略低于它的");
        }
        if !below && !shown.above {
            lacking.push("略高于它的");
        }
        lacking
    }
}

fn interval(value: &Value) -> Option<Interval> {
    match value {
        Value::Number(Maybe::Known(interval)) => Some(*interval),
        _ => None,
    }
}
