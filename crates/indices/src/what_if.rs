//! What if figures were others, and what would have to be other: the index computed again, never estimated from its slopes.

use rayon::prelude::*;

use crate::framework::Framework;
use crate::run::{Given, Refusal, places_by_year, prepare, scores};
use crate::units::Units;
use crate::value::{Value, deviation, known};

/// A figure that is thought to be other.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Which row of the units' table.
    pub row: usize,
    /// Which indicator.
    pub indicator: usize,
    /// The figure as it would stand in the table, before denomination.
    pub value: Value,
}

/// Scores and places of the index, one for each row of the units' table; unknown where a row was screened out.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Scores.
    pub scores: Vec<Value>,
    /// Places.
    pub places: Vec<Option<usize>>,
}

/// The index with some figures changed.
///
/// # Errors
/// Where a method is not defined of the figures.
pub fn what_if(framework: &Framework, units: &Units, edits: &[Edit], seed: u64) -> Result<Outcome, Refusal> {
    let changed = edited(units, edits);
    let methods = &framework.methods;
    let prepared = prepare(framework, methods, &changed, None)?;
    let columns = scores(framework, methods, &prepared, &Given::of(framework), seed, None)?;
    let mut index = vec![Value::UNKNOWN; units.len()];
    for (row, score) in prepared.rows.iter().zip(columns.last().map(Vec::as_slice).unwrap_or_default()) {
        if let Some(slot) = index.get_mut(*row) {
            *slot = *score;
        }
    }
    let places = places_by_year(&index, &units.year_of);
    Ok(Outcome { scores: index, places })
}

fn edited(units: &Units, edits: &[Edit]) -> Units {
    let mut changed = units.clone();
    for edit in edits {
        if let Some(slot) =
            changed.columns.get_mut(edit.indicator).and_then(|column| column.get_mut(edit.row))
        {
            *slot = edit.value;
        }
    }
    changed
}

/// What one indicator can do for a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    /// Which indicator.
    pub indicator: usize,
    /// The unit's figure now.
    pub now: Value,
    /// The figure after one step: a tenth of the standard deviation between units, in the good direction.
    pub stepped: Value,
    /// Effort of the step, from the framework; 1 unless told.
    pub effort: f64,
    /// Change of the unit's score.
    pub gain: Value,
    /// Change of the unit's score for each unit of effort.
    pub per_effort: Value,
    /// The unit's place afterwards.
    pub place: Option<usize>,
    /// The figure with which the unit would have the score of the one above, all else as it is; unknown where even the best figure of any
    /// unit would not do.
    pub to_pass: Value,
}

/// Steps are this part of the standard deviation between units of the year.
const STEP: f64 = 0.1;
/// Halvings in the search for the figure that passes the unit above: a millionth of the way.
const HALVINGS: usize = 20;

/// What each indicator can do for a unit (row), the most for its effort first, and the row of the unit above.
///
/// # Errors
/// Where a method is not defined of the figures.
pub fn levers(
    framework: &Framework,
    units: &Units,
    row: usize,
    seed: u64,
) -> Result<(Option<usize>, Vec<Lever>), Refusal> {
    let now = what_if(framework, units, &[], seed)?;
    let above = above(&now, units, row);
    let target = above.and_then(|above| now.scores.get(above)?.get());
    let score = now.scores.get(row).and_then(|score| score.get());
    let indicators: Vec<usize> =
        framework.indicators().filter(|(_, _, indicator)| !indicator.missing).map(|(at, ..)| at).collect();
    let mut levers: Vec<Lever> = indicators
        .into_par_iter()
        .map(|indicator| lever(framework, units, (row, indicator), (score, target), seed))
        .collect::<Result<Vec<_>, Refusal>>()?
        .into_iter()
        .flatten()
        .collect();
    let worth = |lever: &Lever| lever.per_effort.get().unwrap_or(f64::NEG_INFINITY);
    levers.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then(a.indicator.cmp(&b.indicator)));
    Ok((above, levers))
}

/// The unit of the same year with the next better score.
fn above(now: &Outcome, units: &Units, row: usize) -> Option<usize> {
    let score = now.scores.get(row)?.get()?;
    let better = |other: &usize| units.year_of.get(*other) == units.year_of.get(row);
    (0..units.len())
        .filter(better)
        .filter_map(|other| Some((other, now.scores.get(other)?.get()?)))
        .filter(|(_, other)| *other > score)
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(other, _)| other)
}

fn lever(
    framework: &Framework,
    units: &Units,
    (row, indicator): (usize, usize),
    (score, target): (Option<f64>, Option<f64>),
    seed: u64,
) -> Result<Option<Lever>, Refusal> {
    let Some((node, own)) =
        framework.nodes.get(indicator).and_then(|node| Some((node, node.indicator.as_ref()?)))
    else {
        return Ok(None);
    };
    let column = units.columns.get(indicator).map(Vec::as_slice).unwrap_or_default();
    let year = units.year_of.get(row);
    let here: Vec<Value> = column
        .iter()
        .zip(&units.year_of)
        .filter(|(_, of)| Some(*of) == year)
        .map(|(value, _)| *value)
        .collect();
    let (Some(now), Some(spread)) = (column.get(row).and_then(|value| value.get()), deviation(&here)) else {
        return Ok(None);
    };
    let way = if node.up { 1.0 } else { -1.0 };
    let with = |figure: f64| -> Result<(Option<f64>, Option<usize>), Refusal> {
        let edit = Edit { row, indicator, value: Value::new(figure) };
        let outcome = what_if(framework, units, &[edit], seed)?;
        Ok((
            outcome.scores.get(row).and_then(|score| score.get()),
            outcome.places.get(row).copied().flatten(),
        ))
    };
    let stepped = now + way * STEP * spread;
    let (after, place) = with(stepped)?;
    let gain = after.zip(score).map(|(after, before)| after - before);
    let effort = own.effort.unwrap_or(1.0);
    let best = known(&here).reduce(|a, b| if node.up { a.max(b) } else { a.min(b) });
    let to_pass = match (target, best) {
        (Some(target), Some(best)) => pass(now, best, target, |figure| Ok(with(figure)?.0))?,
        _ => None,
    };
    Ok(Some(Lever {
        indicator,
        now: Value::new(now),
        stepped: Value::new(stepped),
        effort,
        gain: gain.into(),
        per_effort: gain.map(|gain| gain / effort).into(),
        place,
        to_pass: to_pass.into(),
    }))
}

/// The figure nearest to `now`, on the way to `best`, whose score reaches the target.
fn pass(
    now: f64,
    best: f64,
    target: f64,
    score: impl Fn(f64) -> Result<Option<f64>, Refusal>,
) -> Result<Option<f64>, Refusal> {
    let reaches = |figure: f64| Ok::<_, Refusal>(score(figure)?.is_some_and(|score| score >= target));
    if !reaches(best)? {
        return Ok(None);
    }
    let (mut short, mut enough) = (now, best);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(short, enough);
        if reaches(middle)? { enough = middle } else { short = middle }
    }
    Ok(Some(enough))
}
