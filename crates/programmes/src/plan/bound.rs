//! The least cost over a box: bounds of the variables narrowed by the rows, then the linear relaxation.

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem};

use super::row::Row;
use super::space::Space;

/// Rounds of narrowing; more are left to branching.
const ROUNDS: usize = 6;

/// What is known of the least cost over a box.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Bound {
    /// No point fulfils the rows.
    Empty,
    /// The relaxation's least cost in units, rounded up as far as the floats allow, and where it lies.
    Least { cost: i128, at: Vec<f64> },
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

/// The least cost over a box.
pub(super) fn least(space: &Space, rows: &[Row], units: &[i128]) -> Bound {
    let floor: i128 = units.iter().zip(&space.low).map(|(unit, low)| unit * i128::from(*low)).sum();
    let at_floor = || space.low.iter().map(|low| *low as f64).collect::<Vec<f64>>();
    let free = |variable: usize| space.low[variable] < space.high[variable];
    let mut columns: Vec<usize> =
        rows.iter().flat_map(|row| &row.terms).map(|term| term.0).filter(|v| free(*v)).collect();
    columns.sort_unstable();
    columns.dedup();
    // Counted from the floor, so that large settled amounts do not drown small ones.
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut variables = vec![None; units.len()];
    let mut dearest = 0.0_f64;
    for column in columns {
        let cost = units[column] as f64;
        dearest = dearest.max(cost);
        let width = (space.high[column] - space.low[column]) as f64;
        variables[column] = Some(problem.add_var(cost, (0.0, width)));
    }
    let mut asked = false;
    for row in rows {
        let at_low: f64 = row.terms.iter().map(|(v, coefficient)| coefficient * space.low[*v] as f64).sum();
        let least = row.least - at_low;
        let terms: Vec<_> = row.terms.iter().filter_map(|(v, c)| Some((variables[*v]?, *c))).collect();
        let scale = terms.iter().fold(0.0_f64, |scale, (_, c)| scale.max(c.abs()));
        let met_at_low = least <= 0.0 && terms.iter().all(|(_, coefficient)| *coefficient >= 0.0);
        if terms.is_empty() || met_at_low {
            continue;
        }
        asked |= least > 0.0;
        let terms: Vec<_> = terms.into_iter().map(|(variable, c)| (variable, c / scale)).collect();
        problem.add_constraint(&terms[..], ComparisonOp::Ge, least / scale);
    }
    // Every row holds at the floor.
    if !asked {
        return Bound::Least { cost: floor, at: at_floor() };
    }
    let solved = match problem.solve() {
        Err(Error::Infeasible) => return Bound::Empty,
        solved => solved.ok().and_then(|outcome| outcome.into_solution().ok()),
    };
    // A solver that fails says nothing: then the floor is all that is known.
    let Some(solution) = solved else { return Bound::Least { cost: floor, at: at_floor() } };
    let mut at = at_floor();
    for (place, variable) in at.iter_mut().zip(&variables) {
        if let Some(variable) = variable {
            *place += solution.var_value(*variable);
        }
    }
    let above = solution.objective();
    // Costs are whole: what the floats may be off by is far less than a unit, or else the bound gives a little.
    let margin = 1e-3 + above.abs() * 1e-11 + dearest * 2e-7;
    #[expect(clippy::cast_possible_truncation, reason = "far below 2^127; saturates")]
    let above = (above - margin).ceil().max(0.0) as i128;
    Bound::Least { cost: floor + above, at }
}
