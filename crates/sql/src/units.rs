//! The unit of each column of a result, where it follows from the statement: that of the column it is, of the sum, mean or extreme of one, of
//! a sum of two with the same unit. A product or quotient has none that is told.

use datafusion::common::Column;
use datafusion::logical_expr::{Expr, LogicalPlan, Operator};

use crate::provider::UNIT;

/// Aggregates whose result is a value of their argument's unit.
const KEEPING: [&str; 12] = [
    "sum",
    "avg",
    "min",
    "max",
    "median",
    "first_value",
    "last_value",
    "nth_value",
    "percentile_cont",
    "approx_percentile_cont",
    "approx_median",
    "stddev",
];

/// Scalar functions likewise, of all their arguments.
const KEEPING_SCALAR: [&str; 12] = [
    "coalesce", "nullif", "nvl", "greatest", "least", "abs", "round", "trunc", "ceil", "floor", "add",
    "subtract",
];

/// How deep a plan is followed.
const MAX_DEPTH: usize = 64;

/// Units of the columns of a plan.
pub(crate) fn units(plan: &LogicalPlan) -> Vec<Option<String>> {
    plan.schema()
        .iter()
        .map(|(qualifier, field)| {
            let column = Column::new(qualifier.cloned(), field.name());
            of_column(&column, plan, 0)
        })
        .collect()
}

/// The unit of a column that a plan gives.
fn of_column(column: &Column, plan: &LogicalPlan, depth: usize) -> Option<String> {
    if depth > MAX_DEPTH {
        return None;
    }
    let at = plan.schema().maybe_index_of_column(column)?;
    let inner = |expr: &Expr, input: &LogicalPlan| of_expr(expr, input, depth + 1);
    match plan {
        LogicalPlan::Projection(projection) => inner(projection.expr.get(at)?, &projection.input),
        LogicalPlan::Aggregate(aggregate) => {
            let expr = aggregate.group_expr.iter().chain(&aggregate.aggr_expr).nth(at)?;
            inner(expr, &aggregate.input)
        }
        LogicalPlan::Window(window) => {
            let own = window.input.schema().fields().len();
            match at.checked_sub(own) {
                Some(behind) => inner(window.window_expr.get(behind)?, &window.input),
                None => of_position(at, &window.input, depth),
            }
        }
        LogicalPlan::SubqueryAlias(alias) => of_position(at, &alias.input, depth),
        LogicalPlan::Union(union) => {
            let mut units = union.inputs.iter().map(|input| of_position(at, input, depth));
            let first = units.next()??;
            units.all(|unit| unit.as_ref() == Some(&first)).then_some(first)
        }
        LogicalPlan::Join(join) => {
            let left = join.left.schema().fields().len();
            match at.checked_sub(left) {
                Some(behind) if plan.schema().fields().len() > left => {
                    of_position(behind, &join.right, depth)
                }
                _ => of_position(at, &join.left, depth),
            }
        }
        LogicalPlan::TableScan(_) => plan.schema().field(at).metadata().get(UNIT).cloned(),
        LogicalPlan::Filter(_)
        | LogicalPlan::Sort(_)
        | LogicalPlan::Limit(_)
        | LogicalPlan::Distinct(_)
        | LogicalPlan::Repartition(_) => {
            plan.inputs().first().and_then(|input| of_position(at, input, depth))
        }
        _ => None,
    }
}

fn of_position(at: usize, plan: &LogicalPlan, depth: usize) -> Option<String> {
    let (qualifier, field) = plan.schema().iter().nth(at)?;
    of_column(&Column::new(qualifier.cloned(), field.name()), plan, depth + 1)
}

/// The unit of an expression over what a plan gives.
fn of_expr(expr: &Expr, input: &LogicalPlan, depth: usize) -> Option<String> {
    if depth > MAX_DEPTH {
        return None;
    }
    let inner = |expr: &Expr| of_expr(expr, input, depth + 1);
    match expr {
        Expr::Column(column) => of_column(column, input, depth + 1),
        Expr::Alias(alias) => inner(&alias.expr),
        Expr::Cast(cast) => inner(&cast.expr),
        Expr::TryCast(cast) => inner(&cast.expr),
        Expr::Negative(expr) => inner(expr),
        Expr::BinaryExpr(binary) if matches!(binary.op, Operator::Plus | Operator::Minus) => {
            same([inner(&binary.left)?, inner(&binary.right)?])
        }
        Expr::AggregateFunction(call) if KEEPING.contains(&call.func.name()) => {
            inner(call.params.args.first()?)
        }
        Expr::WindowFunction(call) => {
            let keeps = KEEPING.contains(&call.fun.name()) || matches!(call.fun.name(), "lag" | "lead");
            inner(call.params.args.first().filter(|_| keeps)?)
        }
        Expr::ScalarFunction(call) if KEEPING_SCALAR.contains(&call.name()) => {
            // The second argument of round, or a constant to fall back on, is a plain number.
            let arguments = call.args.iter().filter(|argument| !matches!(argument, Expr::Literal(..)));
            same(arguments.map(inner).collect::<Option<Vec<_>>>()?)
        }
        Expr::Case(case) => {
            let branches = case.when_then_expr.iter().map(|(_, then)| then);
            let branches = branches.chain(case.else_expr.as_ref());
            let branches = branches.filter(|branch| !matches!(branch.as_ref(), Expr::Literal(..)));
            same(branches.map(|branch| inner(branch)).collect::<Option<Vec<_>>>()?)
        }
        _ => None,
    }
}

fn same(units: impl IntoIterator<Item = String>) -> Option<String> {
    let mut units = units.into_iter();
    let first = units.next()?;
    units.all(|unit| unit == first).then_some(first)
}
