//! How sure a place is, and which choice matters: the index is computed thousands of times with other choices that a sensible analyst might have
//! made (handbook, step 7; Saltelli et al., *Global Sensitivity Analysis: The Primer*, 2008).
//!
//! Sampling is Saltelli's: two matrices A and B of an Owen-scrambled Sobol sequence and, for each choice, A with that choice's column from B:
//! N·(d + 2) runs. A and B alone are a Monte Carlo sample of all choices: from them come the intervals of places. First-order and total-order
//! indices of the mean absolute shift in place are estimated with Jansen's formulas (1999), their intervals by bootstrap.

mod estimate;
mod model;
mod usual;

use rayon::prelude::*;

use crate::framework::Framework;
use crate::limits::{MAX_CELLS, MAX_CHOICES, MAX_RUNS};
use crate::run::{Refusal, places_by_year};
use crate::uncertainty::{Choice, Uncertainty};
use crate::units::Units;
use crate::value::{Value, quantile};

use estimate::jansen;
pub use estimate::{Estimate, Order};
use model::Model;
pub use usual::usual;

/// The longest run of the Sobol sequence that there is.
const MAX_BASE: usize = 1 << 16;

/// What came of a sensitivity analysis.
#[derive(Clone, Debug)]
pub struct Sensitivity {
    /// Model runs made.
    pub runs: usize,
    /// Rows of the matrices A and B.
    pub base: usize,
    /// Between which quantiles intervals lie.
    pub tail: f64,
    /// The choices, and how much each matters.
    pub choices: Vec<(Choice, Order)>,
    /// Variance of the mean absolute shift in place; 0 where no choice changes any place.
    pub variance: f64,
    /// Mean of the mean absolute shift in place.
    pub mean_shift: f64,
    /// How sure each unit's place is, in the order of the units' table.
    pub units: Vec<Standing>,
}

/// How sure a unit's place is.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Which row of the units' table.
    pub row: usize,
    /// Its score as the framework has it.
    pub score: Value,
    /// Its place as the framework has it.
    pub place: Option<usize>,
    /// Mean place.
    pub mean: Value,
    /// Median place.
    pub median: Value,
    /// Lower end of the interval: the better place.
    pub low: Value,
    /// Upper end of the interval: the worse place.
    pub high: Value,
    /// The best place of any run.
    pub best: Option<usize>,
    /// The worst place of any run.
    pub worst: Option<usize>,
    /// Interval of the score.
    pub scores: (Value, Value),
    /// Share of the runs in which the unit has a place.
    pub placed: f64,
}

/// Analyses how sure an index is. `runs` and `choices` are those of the framework unless told otherwise; the same seed gives the same answer.
///
/// # Errors
/// Where some combination of choices cannot be computed: it says which.
pub fn sensitivity(
    framework: &Framework,
    units: &Units,
    how: &Uncertainty,
    seed: u64,
) -> Result<Sensitivity, Refusal> {
    let choices = if how.choices.is_empty() { usual(framework) } else { how.choices.clone() };
    let refuse = |message: String| Err(Refusal { node: None, message });
    let count = choices.len();
    if count == 0 || count > MAX_CHOICES {
        return refuse(format!("不确定的选择有 {count} 项，应有 1 到 {MAX_CHOICES} 项"));
    }
    if how.runs > MAX_RUNS {
        return refuse(format!("运行 {} 次，最多 {MAX_RUNS} 次", how.runs));
    }
    let base = how.runs.div_ceil(count + 2).clamp(2, MAX_BASE);
    let runs = base * (count + 2);
    if runs.saturating_mul(units.len()) > MAX_CELLS * 2 {
        return refuse(format!("{runs} 次 × {} 行太多，请减少 runs", units.len()));
    }
    let model = Model::new(framework, units, &choices, seed);
    let nominal = model.nominal()?;
    let sample = Sample { base, count, seed: fold(seed) };
    model.warm((0..base).flat_map(|row| [sample.point(row, Matrix::A), sample.point(row, Matrix::B)]))?;
    let outcomes: Vec<Vec<Value>> =
        (0..runs).into_par_iter().map(|run| model.scores(&sample.run(run))).collect::<Result<_, _>>()?;
    let placed: Vec<Vec<Option<usize>>> =
        outcomes.par_iter().map(|scores| places_by_year(scores, &units.year_of)).collect();
    let places = places_by_year(&nominal, &units.year_of);
    let shifts: Vec<f64> = placed.par_iter().map(|run| mean_shift(run, &places)).collect();
    let (a, rest) = shifts.split_at(base);
    let (b, mixed) = rest.split_at(base);
    let mixed: Vec<&[f64]> = mixed.chunks(base).collect();
    let orders = jansen(a, b, &mixed, how.bootstrap, how.tail, seed);
    let standing = |row: usize| standing(row, &nominal, &places, &outcomes, &placed, 2 * base, how.tail);
    Ok(Sensitivity {
        runs,
        base,
        tail: how.tail,
        variance: orders.variance,
        mean_shift: orders.mean,
        choices: choices.into_iter().zip(orders.choices).collect(),
        units: (0..units.len()).into_par_iter().map(standing).collect(),
    })
}

/// 64 bits of a seed as 32.
fn fold(seed: u64) -> u32 {
    #[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
    let folded = (seed ^ (seed >> 32)) as u32;
    folded
}

/// Whose column a point takes.
#[derive(Clone, Copy)]
enum Matrix {
    A,
    B,
    /// A with one column of B.
    Mixed(usize),
}

/// The sample of Saltelli.
struct Sample {
    base: usize,
    count: usize,
    seed: u32,
}

impl Sample {
    /// The point of a run: first A, then B, then A with each choice's column of B.
    fn run(&self, run: usize) -> Vec<f64> {
        let (block, row) = (run / self.base, run % self.base);
        self.point(
            row,
            match block {
                0 => Matrix::A,
                1 => Matrix::B,
                block => Matrix::Mixed(block - 2),
            },
        )
    }

    fn point(&self, row: usize, matrix: Matrix) -> Vec<f64> {
        let one = |choice: usize| {
            let of_b = match matrix {
                Matrix::A => false,
                Matrix::B => true,
                Matrix::Mixed(mixed) => mixed == choice,
            };
            let dimension = if of_b { self.count + choice } else { choice };
            // Both are far below 2³²: MAX_BASE, MAX_CHOICES.
            let at = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            f64::from(sobol_burley::sample(at(row), at(dimension), self.seed))
        };
        (0..self.count).map(one).collect()
    }
}

/// Mean absolute shift in place of the units that have one before and after.
fn mean_shift(run: &[Option<usize>], nominal: &[Option<usize>]) -> f64 {
    let shifts = run.iter().zip(nominal).filter_map(|(now, before)| Some((*now)?.abs_diff((*before)?)));
    let (sum, count) = shifts.fold((0, 0usize), |(sum, count), shift| (sum + shift, count + 1));
    if count == 0 { 0.0 } else { sum as f64 / count as f64 }
}

fn standing(
    row: usize,
    nominal: &[Value],
    places: &[Option<usize>],
    outcomes: &[Vec<Value>],
    placed: &[Vec<Option<usize>>],
    sampled: usize,
    tail: f64,
) -> Standing {
    let mut here: Vec<usize> =
        placed.iter().take(sampled).filter_map(|run| run.get(row).copied().flatten()).collect();
    here.sort_unstable();
    let mut scores: Vec<f64> = outcomes.iter().take(sampled).filter_map(|run| run.get(row)?.get()).collect();
    scores.sort_by(f64::total_cmp);
    let numbers: Vec<f64> = here.iter().map(|place| *place as f64).collect();
    let at = |sorted: &[f64], share: f64| Value::from(quantile(sorted, share));
    Standing {
        row,
        score: nominal.get(row).copied().unwrap_or(Value::UNKNOWN),
        place: places.get(row).copied().flatten(),
        mean: Value::new(numbers.iter().sum::<f64>() / numbers.len() as f64),
        median: at(&numbers, 0.5),
        low: at(&numbers, tail),
        high: at(&numbers, 1.0 - tail),
        best: here.first().copied(),
        worst: here.last().copied(),
        scores: (at(&scores, tail), at(&scores, 1.0 - tail)),
        placed: here.len() as f64 / sampled as f64,
    }
}
