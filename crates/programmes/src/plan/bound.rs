//! The least cost over a box: bounds of the variables narrowed by the rows, then the linear relaxation.

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOptions, SolveOutcome};

use super::row::Row;
use super::shares::Shares;
use super::space::Space;

/// Rounds of narrowing; more are left to branching.
const ROUNDS: usize = 6;
/// Nodes that the solver may look into for whole alternatives of one box; past that its bound so far counts, and parts of alternatives.
const WHOLES: u64 = 400;

/// What a whole alternative may be off by.
const WHOLE: f64 = 1e-9;

/// What is known of the least cost over a box.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Bound {
    /// No point fulfils the rows.
    Empty,
    /// The relaxation's least cost in units, rounded up as far as the floats allow, where it lies, and the shares it takes.
    Least { cost: i128, at: Vec<f64>, taken: Vec<f64> },
}

/// Narrows a box by all rows; false where nothing is left.
pub(super) fn narrow(space: &mut Space, rows: &[Row]) -> bool {
    for _ in 0..ROUNDS {
        let mut changed = false;
        for row in rows {
            match row.narrow(space) {
                None => return false,
                Some(narrowed) => changed |= narrowed,
            }
        }
        if !changed {
            break;
        }
    }
    !space.is_empty()
}

/// The least cost over a box; nothing of it that costs more than `most`.
pub(super) fn least(
    space: &Space,
    rows: &[Row],
    shares: &Shares,
    units: &[i128],
    most: Option<i128>,
) -> Bound {
    let floor: i128 = units.iter().zip(&space.low).map(|(unit, low)| unit * i128::from(*low)).sum();
    let at_floor = || space.low.iter().map(|low| *low as f64).collect::<Vec<f64>>();
    let nothing = || Bound::Least { cost: floor, at: at_floor(), taken: Vec::new() };
    let free = |variable: usize| space.low[variable] < space.high[variable];
    let all = || rows.iter().chain(&shares.rows);
    let mut columns: Vec<usize> = all()
        .flat_map(|row| &row.terms)
        .map(|term| term.0)
        .filter(|v| *v < units.len() && free(*v))
        .collect();
    columns.sort_unstable();
    columns.dedup();
    // Counted from the floor, so that large settled amounts do not drown small ones.
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut variables = vec![None; units.len()];
    let mut dearest = 0.0_f64;
    let mut costs = Vec::new();
    for column in columns {
        let cost = units[column] as f64;
        dearest = dearest.max(cost);
        let width = (space.high[column] - space.low[column]) as f64;
        let variable = problem.add_var(cost, (0.0, width));
        costs.push((variable, cost));
        variables[column] = Some(variable);
    }
    for (bounds, whole) in &shares.columns {
        variables.push(Some(if *whole {
            problem.add_binary_var(0.0)
        } else {
            problem.add_var(0.0, *bounds)
        }));
    }
    let mut asked = false;
    // What a share's rounding is worth.
    let mut worth = 0.0_f64;
    for row in all() {
        let low = |column: usize| space.low.get(column).map_or(0.0, |low| *low as f64);
        let at_low: f64 = row.terms.iter().map(|(v, coefficient)| coefficient * low(*v)).sum();
        let least = row.least - at_low;
        let terms: Vec<_> = row.terms.iter().filter_map(|(v, c)| Some((*v, variables[*v]?, *c))).collect();
        let greatest = |of: &dyn Fn(usize) -> bool| {
            let of = terms.iter().filter(|(v, ..)| of(*v));
            of.fold(0.0_f64, |greatest, (_, _, c)| greatest.max(c.abs()))
        };
        let (steps, part) = (greatest(&|v| v < units.len()), greatest(&|v| v >= units.len()));
        // The tolerance of the solver is one of a row: of steps, where it has any.
        let scale = if steps > 0.0 { steps } else { part };
        let met_at_low = least <= 0.0 && terms.iter().all(|(v, _, c)| *v < units.len() && *c >= 0.0);
        if terms.is_empty() || met_at_low {
            continue;
        }
        if steps > 0.0 && part > 0.0 {
            let cost = terms.iter().filter_map(|(v, ..)| units.get(*v)).max();
            worth = worth.max(part / steps * cost.map_or(0.0, |cost| *cost as f64));
        }
        asked |= least > 0.0;
        let terms: Vec<_> = terms.into_iter().map(|(_, variable, c)| (variable, c / scale)).collect();
        problem.add_constraint(&terms[..], ComparisonOp::Ge, least / scale);
    }
    // Every row holds at the floor.
    if !asked {
        return nothing();
    }
    // What the floats may be off by is far less than a unit of cost, or else the bound gives a little.
    let margin = |above: f64| 1e-3 + above.abs() * 1e-11 + dearest * 2e-7 + worth * 1e-6;
    if let Some(most) = most.filter(|_| dearest > 0.0) {
        let above = (most - floor) as f64;
        let terms: Vec<_> = costs.iter().map(|(variable, cost)| (*variable, cost / dearest)).collect();
        problem.add_constraint(&terms[..], ComparisonOp::Le, (above + 0.5 + margin(above)) / dearest);
    }
    let mut options = SolveOptions::default();
    (options.node_limit, options.int_tol, options.presolve) = (Some(WHOLES), WHOLE, false);
    let (solution, bound) = match problem.solve_with(options) {
        Err(Error::Infeasible) => return Bound::Empty,
        // A solver that fails says nothing: then the floor is all that is known.
        Err(_) => return nothing(),
        Ok(outcome) => {
            let bound = if outcome.is_optimal() { None } else { Some(outcome.stats().best_bound) };
            match outcome {
                SolveOutcome::Solution(solution) => (solution, bound),
                SolveOutcome::Interrupted(_) => return nothing(),
            }
        }
    };
    let mut at = at_floor();
    for (place, variable) in at.iter_mut().zip(&variables) {
        if let Some(variable) = variable {
            *place += solution.var_value(*variable);
        }
    }
    let taken =
        variables.iter().skip(units.len()).flatten().map(|share| solution.var_value(*share)).collect();
    let above = match bound {
        None => solution.objective(),
        Some(bound) => bound.unwrap_or(0.0),
    };
    // Costs are whole.
    #[expect(clippy::cast_possible_truncation, reason = "far below 2^127; saturates")]
    let above = (above - margin(above)).ceil().max(0.0) as i128;
    Bound::Least { cost: floor + above, at, taken }
}
