//! What steps do to whole columns. A kernel answers `None` where it cannot hold a result exactly; the step is then done row by row,
//! as the interpreter does it.

mod arithmetic;
mod choice;
mod compare;
mod growth;
mod list;
mod quotient;
mod read;
mod rowwise;
mod series;
mod truth;

use std::sync::Arc;

use language::Context;
use language::eval::Step;
use language::ir::Function;

use crate::vector::Vector;

pub(crate) use list::{any, count, lift, parents};
pub(crate) use quotient::magnitude;
pub(crate) use read::{days, included, read, unborn};
pub(crate) use series::series;
pub(crate) use truth::{and, assume, at_least, is_unknown, one_of, or};

/// A step as the interpreter does it, for all rows.
pub(crate) fn step(context: &Context<'_>, step: Step, arguments: &[Arc<Vector>], rows: usize) -> Vector {
    fast(step, arguments, rows).unwrap_or_else(|| rowwise::step(context, step, arguments, rows))
}

fn fast(step: Step, arguments: &[Arc<Vector>], rows: usize) -> Option<Vector> {
    let arguments: Vec<&Vector> = arguments.iter().map(AsRef::as_ref).collect();
    match (step, arguments.as_slice()) {
        (Step::Not, [a]) => Some(truth::not(a, rows)),
        (Step::Negate, [a]) => arithmetic::negate(a),
        (Step::Compare(operator), [a, b]) => compare::compare(operator, a, b, rows),
        (Step::Arithmetic(operator, _), [a, b]) => arithmetic::arithmetic(operator, a, b, rows),
        (Step::If, [condition, yes, no]) => choice::choice(condition, yes, no, rows),
        (Step::Call(Function::FirstKnown, _), all) => Some(truth::first_known(all, rows)),
        (Step::Call(Function::Min, _), [first, rest @ ..]) => arithmetic::extreme(first, rest, false, rows),
        (Step::Call(Function::Max, _), [first, rest @ ..]) => arithmetic::extreme(first, rest, true, rows),
        (Step::Call(Function::Growth, _), [old, new]) => quotient::growth(old, new, rows),
        _ => None,
    }
}
