//! Shares of alternatives: columns of the relaxation beyond the variables, each between none and the whole of one alternative
//! (disjunctive programming, Balas 1979). What an alternative asks for is asked for in proportion to its share.

use super::fork::Fork;
use super::row::Row;
use super::space::Space;

/// Coefficients this near are the same.
const SAME: f64 = 4.0 * f64::EPSILON;

/// Columns for what a box leaves open, and their rows. The column `variables + n` of a row is `columns[n]`.
#[derive(Clone, Debug)]
pub(super) struct Shares {
    /// Number of variables.
    variables: usize,
    /// Bounds of each column, and whether it is none or the whole of an alternative.
    pub(super) columns: Vec<((f64, f64), bool)>,
    /// Rows over variables and columns.
    pub(super) rows: Vec<Row>,
    /// Forks, each with the columns of the alternatives that it allows.
    pub(super) forks: Vec<(Fork, Vec<usize>)>,
    /// What the relaxation takes for granted where one of these columns is taken (`true`) or none of them is. Rows ask only for some of it.
    pub(super) relied: Vec<(Vec<usize>, bool, Fork)>,
    /// Some column is not a whole number at every point.
    pub(super) fractional: bool,
}

/// What an alternative asks of variables that only help when raised (or only when lowered): `Σ coefficient × steps >= least`, the
/// greatest coefficient 1. What works against it is taken at its best over the box.
#[derive(Clone, Debug)]
pub(super) struct Support {
    terms: Vec<(usize, f64)>,
    least: f64,
    /// What the terms come to at least, all over the box.
    floor: f64,
}

impl Support {
    fn along(&self, other: &Self) -> bool {
        self.terms.len() == other.terms.len()
            && (self.terms.iter().zip(&other.terms))
                .all(|((v, a), (w, b))| v == w && (a - b).abs() <= SAME * a.abs())
    }

    /// `None` where no point of the box fulfils the row; empty where every point may, as far as one can see.
    fn of(row: &Row, space: &Space) -> Option<Option<Self>> {
        let free = |variable: usize| space.low[variable] < space.high[variable];
        let end = |variable: usize, coefficient: f64, best: bool| {
            let bound = if (coefficient > 0.0) == best { &space.high } else { &space.low };
            coefficient * bound[variable] as f64
        };
        let (mut best, mut magnitude) = (0.0, row.least.abs());
        for (variable, coefficient) in &row.terms {
            let most = end(*variable, *coefficient, true);
            best += most;
            magnitude += most.abs();
        }
        if best < row.least - Row::SLACK * magnitude {
            return None;
        }
        let raised = row.terms.iter().any(|(variable, n)| *n > 0.0 && free(*variable));
        let mut least = row.least;
        let mut terms = Vec::new();
        for (variable, coefficient) in &row.terms {
            if free(*variable) && (*coefficient > 0.0) == raised {
                terms.push((*variable, *coefficient));
            } else {
                least -= end(*variable, *coefficient, true);
            }
        }
        let scale = terms.iter().fold(0.0_f64, |scale, (_, n)| scale.max(n.abs()));
        terms.sort_unstable_by_key(|term| term.0);
        let terms: Vec<_> = terms.into_iter().map(|(variable, n)| (variable, n / scale)).collect();
        let least = (least - Row::SLACK * magnitude) / scale;
        let floor = terms.iter().map(|(variable, n)| end(*variable, *n, false)).sum();
        let asks = !terms.is_empty() && least.is_finite() && least > floor;
        Some(asks.then_some(Self { terms, least, floor }))
    }
}

/// What all of several sets ask for together.
pub(super) fn joined(mut one: Vec<Support>, other: &[Support]) -> Vec<Support> {
    for support in other {
        match one.iter_mut().find(|other| other.along(support)) {
            Some(other) => other.least = other.least.max(support.least),
            None => one.push(support.clone()),
        }
    }
    one
}

/// What rows ask for. `None` where no point of the box fulfils all of them.
pub(super) fn supports(rows: &[Row], space: &Space) -> Option<Vec<Support>> {
    let mut out: Vec<Support> = Vec::new();
    for row in rows {
        if let Some(support) = Support::of(row, space)? {
            out = joined(out, &[support]);
        }
    }
    Some(out)
}

/// Rows that hold whichever of several sets of supports does.
pub(super) fn common(of: &[Vec<Support>]) -> Vec<Row> {
    let [first, rest @ ..] = of else { return Vec::new() };
    let shared = |support: &Support| {
        let others = rest.iter().map(|other| other.iter().find(|other| other.along(support)));
        let least = others.map(|other| other.map(|other| other.least));
        let least = least.fold(Some(support.least), |least, other| Some(least?.min(other?)))?;
        Some(Row { terms: support.terms.clone(), least })
    };
    first.iter().filter_map(shared).collect()
}

impl Shares {
    pub(super) fn new(variables: usize) -> Self {
        let (columns, rows, forks, relied) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { variables, columns, rows, forks, relied, fractional: false }
    }

    /// Whether a column of a row is one of these.
    pub(super) fn has(&self, column: usize) -> bool {
        column >= self.variables
    }

    /// A new column for a number.
    pub(super) fn column(&mut self, bounds: (f64, f64)) -> usize {
        self.add(bounds, false)
    }

    fn add(&mut self, bounds: (f64, f64), whole: bool) -> usize {
        self.columns.push((bounds, whole));
        self.variables + self.columns.len() - 1
    }

    /// Alternatives of which a point takes no more than one; the columns of their shares.
    pub(super) fn exclusive(&mut self, of: &[Vec<Support>]) -> Vec<usize> {
        let columns: Vec<usize> = of.iter().map(|_| self.add((0.0, 1.0), true)).collect();
        let mut done: Vec<&Support> = Vec::new();
        for support in of.iter().flatten() {
            if done.iter().any(|other| other.along(support)) {
                continue;
            }
            done.push(support);
            let mut terms = support.terms.clone();
            for (supports, column) in of.iter().zip(&columns) {
                if let Some(asked) = supports.iter().find(|other| other.along(support)) {
                    terms.push((*column, asked.floor - asked.least));
                }
            }
            self.rows.push(Row { terms, least: support.floor });
        }
        columns
    }

    /// At least so many of these columns' wholes.
    pub(super) fn at_least(&mut self, least: f64, columns: &[usize]) {
        self.rows.push(Row { terms: columns.iter().map(|column| (*column, 1.0)).collect(), least });
    }

    /// No more than one of them.
    pub(super) fn at_most_one(&mut self, columns: &[usize]) {
        if columns.len() > 1 {
            self.rows
                .push(Row { terms: columns.iter().map(|column| (*column, -1.0)).collect(), least: -1.0 });
        }
    }

    /// Notes what is taken for granted where one of these columns is taken, or none.
    pub(super) fn rely(&mut self, columns: &[usize], taken: bool, on: &[Fork]) {
        let columns: Vec<usize> = columns.iter().map(|column| column - self.variables).collect();
        self.relied.extend(on.iter().map(|fork| (columns.clone(), taken, *fork)));
    }

    /// What a solution takes for granted.
    pub(super) fn granted(&self, taken: &[f64]) -> impl Iterator<Item = Fork> {
        let part = |columns: &[usize]| columns.iter().filter_map(|column| taken.get(*column)).sum::<f64>();
        let granted = self.relied.iter().filter(move |(columns, taken, _)| (part(columns) > 0.5) == *taken);
        granted.map(|(.., fork)| *fork)
    }

    /// Notes which of these columns a fork allows alone.
    pub(super) fn fork(&mut self, fork: Fork, columns: impl Iterator<Item = usize>) {
        self.forks.push((fork, columns.map(|column| column - self.variables).collect()));
    }
}
