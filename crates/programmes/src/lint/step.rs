//! By how much the points of decision tables go up and down.

use language::Expr;
use language::ast::Operator;
use language::ir::{Function, Node};
use num_traits::{Signed, Zero};
use vocabulary::Number;

/// The greatest whole number that divides every value of a choice or a sum of points: 20, 15, 10 and 5 points go by 5.
/// `None`: it may take any value.
pub(super) fn step(expr: &Expr, definitions: &[Expr]) -> Option<Number> {
    let mut seen = vec![false; definitions.len()];
    let mut pending = vec![expr];
    let mut common = Number::zero();
    while let Some(expr) = pending.pop() {
        match &expr.node {
            Node::Number(points) => common = divisor(common, points.value()?.abs())?,
            Node::Definition(at) => {
                if !std::mem::replace(seen.get_mut(*at)?, true) {
                    pending.push(definitions.get(*at)?);
                }
            }
            Node::If(_, a, b) | Node::Arithmetic(Operator::Add | Operator::Subtract, a, b) => {
                pending.extend([&**a, &**b]);
            }
            Node::Call(Function::Min | Function::Max, arguments) if arguments.len() > 1 => {
                pending.extend(arguments);
            }
            _ => return None,
        }
    }
    Some(common)
}

/// The greatest common divisor of two whole numbers.
fn divisor(mut a: Number, mut b: Number) -> Option<Number> {
    if !a.is_integer() || !b.is_integer() {
        return None;
    }
    while !b.is_zero() {
        (a, b) = (b, a % b);
    }
    Some(a)
}
