//! What changed between two runs: of the same framework with other data, of other data with the same framework, or of both.

use std::collections::HashMap;

use crate::correlation::{pearson, spearman};
use crate::value::Value;

/// A run as its files tell it.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    /// Which unit (code, and year in a panel) each row is.
    pub units: Vec<(String, String)>,
    /// The nodes, the index last.
    pub nodes: Vec<String>,
    /// A column of scores for each node.
    pub columns: Vec<Vec<Value>>,
    /// Places of the index.
    pub places: Vec<Option<usize>>,
}

/// What changed.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Units of both runs.
    pub units: Vec<UnitChange>,
    /// Units of the first run only.
    pub left_only: Vec<(String, String)>,
    /// Units of the second run only.
    pub right_only: Vec<(String, String)>,
    /// Nodes of the first run only.
    pub nodes_left_only: Vec<String>,
    /// Nodes of the second run only.
    pub nodes_right_only: Vec<String>,
    /// Correlation of the scores of the index.
    pub pearson: Value,
    /// Correlation of the places.
    pub spearman: Value,
    /// Mean absolute change in place.
    pub mean_shift: Value,
    /// For each common node, mean absolute change of score and correlation.
    pub nodes: Vec<NodeChange>,
}

/// How a unit changed.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitChange {
    /// Code and year.
    pub unit: (String, String),
    /// Scores of the index before and after.
    pub scores: (Value, Value),
    /// Places before and after.
    pub places: (Option<usize>, Option<usize>),
    /// The common nodes below the index whose scores changed most: node, before, after.
    pub moved: Vec<(String, Value, Value)>,
}

/// How a node changed.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeChange {
    /// The node.
    pub node: String,
    /// Mean absolute change of its scores.
    pub mean_change: Value,
    /// Correlation of its scores before and after.
    pub pearson: Value,
}

/// Most nodes named of one unit.
const MAX_MOVED: usize = 3;

/// Compares two runs.
pub fn compare(before: &Scores, after: &Scores) -> Comparison {
    let row_of = |run: &Scores| -> HashMap<(String, String), usize> {
        run.units.iter().cloned().enumerate().map(|(row, unit)| (unit, row)).collect()
    };
    let (left, right) = (row_of(before), row_of(after));
    let rows: Vec<(usize, usize)> =
        (before.units.iter().enumerate()).filter_map(|(row, unit)| Some((row, *right.get(unit)?))).collect();
    let column = |run: &Scores, at: usize, row: usize| {
        run.columns.get(at).and_then(|column| column.get(row)).copied().unwrap_or(Value::UNKNOWN)
    };
    let both: Vec<(usize, usize)> = (before.nodes.iter().enumerate())
        .filter_map(|(at, node)| Some((at, after.nodes.iter().position(|other| other == node)?)))
        .collect();
    let pick = |run: &Scores, at: usize, rows: &mut dyn Iterator<Item = usize>| -> Vec<Value> {
        rows.map(|row| column(run, at, row)).collect()
    };
    let of_left = |at: usize| pick(before, at, &mut rows.iter().map(|row| row.0));
    let of_right = |at: usize| pick(after, at, &mut rows.iter().map(|row| row.1));
    let (root_left, root_right) = (before.nodes.len().saturating_sub(1), after.nodes.len().saturating_sub(1));
    let place = |run: &Scores, row: usize| run.places.get(row).copied().flatten();
    let units: Vec<UnitChange> = rows
        .iter()
        .map(|(a, b)| {
            let mut moved: Vec<(String, Value, Value)> = both
                .iter()
                .filter(|(left, right)| *left != root_left && *right != root_right)
                .filter_map(|(left, right)| {
                    let (was, is) = (column(before, *left, *a), column(after, *right, *b));
                    (was != is).then(|| (before.nodes.get(*left).cloned().unwrap_or_default(), was, is))
                })
                .collect();
            // What became known or unknown comes first, then the greatest change.
            let size = |change: &(String, Value, Value)| match (change.1.get(), change.2.get()) {
                (Some(was), Some(is)) => (is - was).abs(),
                _ => f64::INFINITY,
            };
            moved.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| a.0.cmp(&b.0)));
            moved.truncate(MAX_MOVED);
            UnitChange {
                unit: before.units.get(*a).cloned().unwrap_or_default(),
                scores: (column(before, root_left, *a), column(after, root_right, *b)),
                places: (place(before, *a), place(after, *b)),
                moved,
            }
        })
        .collect();
    let numbers = |side: fn(&UnitChange) -> Option<usize>| -> Vec<Value> {
        units.iter().map(|unit| side(unit).map(|place| place as f64).into()).collect()
    };
    let (was, is) = (numbers(|unit| unit.places.0), numbers(|unit| unit.places.1));
    Comparison {
        left_only: before.units.iter().filter(|unit| !right.contains_key(*unit)).cloned().collect(),
        right_only: after.units.iter().filter(|unit| !left.contains_key(*unit)).cloned().collect(),
        nodes_left_only: before.nodes.iter().filter(|node| !after.nodes.contains(node)).cloned().collect(),
        nodes_right_only: after.nodes.iter().filter(|node| !before.nodes.contains(node)).cloned().collect(),
        pearson: pearson(&of_left(root_left), &of_right(root_right)).into(),
        spearman: spearman(&was, &is).into(),
        mean_shift: mean_change(&was, &is),
        nodes: (both.iter())
            .map(|(left, right)| {
                let (was, is) = (of_left(*left), of_right(*right));
                NodeChange {
                    node: before.nodes.get(*left).cloned().unwrap_or_default(),
                    mean_change: mean_change(&was, &is),
                    pearson: pearson(&was, &is).into(),
                }
            })
            .collect(),
        units,
    }
}

fn mean_change(was: &[Value], is: &[Value]) -> Value {
    let changes: Vec<Value> =
        was.iter().zip(is).filter_map(|(was, is)| Some(Value::new((is.get()? - was.get()?).abs()))).collect();
    crate::value::mean(&changes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(units: &[&str], nodes: &[&str], columns: &[&[f64]], places: &[usize]) -> Scores {
        Scores {
            units: units.iter().map(|unit| ((*unit).to_owned(), String::new())).collect(),
            nodes: nodes.iter().map(|node| (*node).to_owned()).collect(),
            columns: columns.iter().map(|column| column.iter().copied().map(Value::new).collect()).collect(),
            places: places.iter().copied().map(Some).collect(),
        }
    }

    #[test]
    fn units_are_matched_by_code_and_what_moved_is_named() {
        let before = scores(
            &["A", "B", "C"],
            &["x", "y", "I"],
            &[&[1., 2., 3.], &[5., 5., 5.], &[3., 3.5, 4.]],
            &[3, 2, 1],
        );
        let after = scores(&["C", "A", "D"], &["x", "I"], &[&[3., 9., 1.], &[4., 7., 1.]], &[2, 1, 3]);
        let found = compare(&before, &after);
        assert_eq!(found.units.len(), 2);
        assert_eq!(found.units[0].places, (Some(3), Some(1)));
        assert_eq!(found.units[0].moved, [("x".to_owned(), Value::new(1.0), Value::new(9.0))]);
        assert_eq!(found.left_only, [("B".to_owned(), String::new())]);
        assert_eq!(found.right_only, [("D".to_owned(), String::new())]);
        assert_eq!(found.nodes_left_only, ["y"]);
        assert_eq!(found.mean_shift, Value::new(1.5));
    }
}
