//! A run: a framework over units, stage after stage, with a record of everything that was changed or left out.

mod hierarchy;
mod imputation;
mod stages;

use rayon::prelude::*;

use crate::framework::{Framework, Methods};
use crate::rank::places;
use crate::record::Records;
use crate::units::Units;
use crate::value::Value;

pub(crate) use hierarchy::{Given, scores};
pub(crate) use stages::{Prepared, prepare};

/// Why a run cannot be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// The node it is about.
    pub node: Option<String>,
    /// What is wrong and how to mend it.
    pub message: String,
}

/// A table after a stage: rows are places in the units' table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stage {
    /// The rows that are in it.
    pub rows: Vec<usize>,
    /// A column for each indicator, or for each node.
    pub columns: Vec<Vec<Value>>,
}

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Run {
    /// Figures divided by sizes.
    pub denominated: Stage,
    /// Unknown figures estimated.
    pub imputed: Stage,
    /// Outliers treated.
    pub treated: Stage,
    /// Scores of the indicators.
    pub normalised: Stage,
    /// Scores of every node.
    pub scores: Stage,
    /// Places of every node's scores among the rows of the same year: 1 is best.
    pub places: Vec<Vec<Option<usize>>>,
    /// What was changed, left out, or is worth a look.
    pub records: Records,
}

/// Runs a framework over units. `seed` is for noise on weights; without noise it changes nothing.
///
/// # Errors
/// Where a method is not defined of the figures, as a geometric mean of negative scores.
pub fn run(framework: &Framework, units: &Units, seed: u64) -> Result<Run, Refusal> {
    run_with(framework, &framework.methods, units, seed)
}

/// Runs a framework with other methods than its own.
///
/// # Errors
/// As [`run`].
pub fn run_with(framework: &Framework, methods: &Methods, units: &Units, seed: u64) -> Result<Run, Refusal> {
    let mut records = Records::default();
    let prepared = prepare(framework, methods, units, Some(&mut records))?;
    let given = Given::of(framework);
    let columns = scores(framework, methods, &prepared, &given, seed, Some(&mut records))?;
    let places = columns.par_iter().map(|column| places_by_year(column, &prepared.year_of)).collect();
    records.look(framework, units, &prepared, &columns);
    let rows = prepared.rows.clone();
    let Prepared { denominated, imputed, treated, normalised, .. } = prepared;
    let normalised = Stage { rows: rows.clone(), columns: normalised };
    Ok(Run { denominated, imputed, treated, normalised, scores: Stage { rows, columns }, places, records })
}

/// Places of each row among those of the same year.
pub(crate) fn places_by_year(column: &[Value], year_of: &[usize]) -> Vec<Option<usize>> {
    let years = year_of.iter().max().map_or(0, |last| last + 1);
    if years <= 1 {
        return places(column);
    }
    let mut done = vec![None; column.len()];
    for rows in by_year(year_of) {
        let here: Vec<Value> = rows.iter().filter_map(|row| column.get(*row).copied()).collect();
        for (row, place) in rows.iter().zip(places(&here)) {
            if let Some(slot) = done.get_mut(*row) {
                *slot = place;
            }
        }
    }
    done
}

/// The rows of each year that has any.
pub(crate) fn by_year(year_of: &[usize]) -> Vec<Vec<usize>> {
    let mut years: Vec<Vec<usize>> = vec![Vec::new(); year_of.iter().max().map_or(0, |last| last + 1)];
    for (row, year) in year_of.iter().enumerate() {
        if let Some(year) = years.get_mut(*year) {
            year.push(row);
        }
    }
    years.retain(|rows| !rows.is_empty());
    years
}

/// A column changed year by year: `change` sees the figures of one year.
pub(crate) fn each_year<T>(
    column: &[Value],
    years: &[Vec<usize>],
    mut change: impl FnMut(&[Value]) -> (Vec<Value>, T),
) -> (Vec<Value>, Vec<T>) {
    if let [_] = years {
        let (column, more) = change(column);
        return (column, vec![more]);
    }
    let mut done = vec![Value::UNKNOWN; column.len()];
    let mut all = Vec::with_capacity(years.len());
    for rows in years {
        let here: Vec<Value> = rows.iter().filter_map(|row| column.get(*row).copied()).collect();
        let (changed, more) = change(&here);
        for (row, value) in rows.iter().zip(changed) {
            if let Some(slot) = done.get_mut(*row) {
                *slot = value;
            }
        }
        all.push(more);
    }
    (done, all)
}
