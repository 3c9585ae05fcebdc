//! One step of an evaluation, on values at hand. A faster execution (`columnar`) does in bulk what it has a kernel for; whatever it
//! has none for it does by these steps, so that there is one meaning.

use vocabulary::Dimension;

use super::{Context, broadcast, compare};
use crate::ast::Operator;
use crate::check::digits_of;
use crate::ir::{Expr, Function};
use crate::value::{Truth, Value};

/// What is done with values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// `not a`.
    Not,
    /// `-a`.
    Negate,
    /// A comparison.
    Compare(Operator),
    /// `+ - * /`, with the dimension of the right side.
    Arithmetic(Operator, Option<Dimension>),
    /// `if c then a else b`.
    If,
    /// A built-in function; the number is the digits of `round`.
    Call(Function, u32),
}

impl Context<'_> {
    /// The value of a step; what cannot be computed, or has too few values, is unknown.
    pub fn step(&self, step: Step, values: Vec<Value>) -> Value {
        let mut values = values.into_iter();
        if let Step::Call(function, digits) = step {
            return self.applied(function, digits, values);
        }
        let Some(first) = values.next() else { return Value::any_number() };
        match step {
            Step::Not => return Value::Truth(!first.truth()),
            Step::Negate => return self.map(first, |n| Ok(n.negate())),
            _ => {}
        }
        let Some(second) = values.next() else { return Value::any_number() };
        match step {
            Step::Compare(operator) => {
                broadcast(first, second, &|a, b| Value::Truth(compare(operator, &a, &b)))
            }
            Step::Arithmetic(operator, dimension) => {
                broadcast(first, second, &|a, b| self.arithmetic(operator, &a, &b, dimension))
            }
            _ => match (first.truth(), values.next()) {
                (Truth::True, _) => second,
                (Truth::False, Some(third)) => third,
                (_, Some(third)) => second.join(third),
                _ => Value::any_number(),
            },
        }
    }
}

/// The digits that the arguments of `round` ask for.
pub fn digits_of_round(arguments: &[Expr]) -> u32 {
    arguments.get(1).and_then(digits_of).unwrap_or(0)
}
