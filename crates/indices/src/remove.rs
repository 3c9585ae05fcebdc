//! What each part does: the index without it, part by part.

use rayon::prelude::*;

use crate::framework::Framework;
use crate::run::{Given, Refusal, places_by_year, prepare, scores};
use crate::units::Units;
use crate::value::Value;

/// The index without one node.
#[derive(Clone, Debug)]
pub struct Removed {
    /// The node that is left out.
    pub node: usize,
    /// Scores of the index, one for each row that is in the run.
    pub scores: Vec<Value>,
    /// Places.
    pub places: Vec<Option<usize>>,
    /// Mean absolute shift in place.
    pub mean_shift: Value,
}

/// The index without each node of a level in turn, and the rows of the units' table that are in it.
///
/// # Errors
/// Where the index cannot be computed at all. A node without which nothing is left gives unknown scores.
pub fn remove_each(
    framework: &Framework,
    units: &Units,
    level: usize,
    seed: u64,
) -> Result<(Vec<usize>, Vec<Removed>), Refusal> {
    let methods = &framework.methods;
    let prepared = prepare(framework, methods, units, None)?;
    let whole = scores(framework, methods, &prepared, &Given::of(framework), seed, None)?;
    let root = whole.last().map(Vec::as_slice).unwrap_or_default();
    let before = places_by_year(root, &prepared.year_of);
    let given = Given::of(framework);
    let nodes: Vec<usize> = (framework.nodes.iter().enumerate())
        .filter(|(at, node)| {
            node.level == level && node.parent.is_some() && given.absent.get(*at) == Some(&false)
        })
        .map(|(at, _)| at)
        .collect();
    let removed = nodes
        .into_par_iter()
        .map(|node| {
            let mut given = given.clone();
            given.drop(framework, node);
            // A weight that alone stood for its siblings is gone: nothing is left to aggregate there.
            let columns = scores(framework, methods, &prepared, &given, seed, None)?;
            let scores = columns.last().cloned().unwrap_or_default();
            let places = places_by_year(&scores, &prepared.year_of);
            let shifts: Vec<Value> = (before.iter().zip(&places))
                .map(|(before, after)| before.zip(*after).map(|(a, b)| a.abs_diff(b) as f64).into())
                .collect();
            Ok(Removed { node, scores, places, mean_shift: crate::value::mean(&shifts).into() })
        })
        .collect::<Result<_, Refusal>>()?;
    Ok((prepared.rows, removed))
}
