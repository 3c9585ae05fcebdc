//! Imputation: an unknown figure is estimated from known ones (handbook, step 2). Every estimate is recorded; what cannot be estimated
//! stays unknown and is left out of the averages above it.
//!
//! All but the panel methods ([`super::panel`]) look at one year only: rows of a panel are grouped by year first.

use rustc_hash::FxHashMap;

use crate::value::{Value, bounds, mean, median};

/// How unknown figures are estimated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Impute {
    /// The mean of the indicator over units.
    Mean,
    /// The median of the indicator over units.
    Median,
    /// The mean over the units of the same group.
    GroupMean {
        /// The column of groups.
        group: String,
    },
    /// The median over the units of the same group.
    GroupMedian {
        /// The column of groups.
        group: String,
    },
    /// The mean of the unit's other indicators below the same node, each on its min–max scale with its direction; taken back to the
    /// indicator's own scale afterwards.
    RowMean {
        /// Level of that node; 2 is the indicators' parent.
        level: usize,
    },
    /// The latest figure of the same unit before, at most so many years of the panel back.
    Latest {
        /// Most years back; none: any.
        years: Option<usize>,
    },
    /// The figure before, and before the first one the first.
    Constant,
    /// A straight line between the figures before and after; beyond the ends the end figure.
    Linear,
}

impl Impute {
    /// As frameworks name it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Median => "median",
            Self::GroupMean { .. } => "group_mean",
            Self::GroupMedian { .. } => "group_median",
            Self::RowMean { .. } => "row_mean",
            Self::Latest { .. } => "latest",
            Self::Constant => "constant",
            Self::Linear => "linear",
        }
    }

    /// Whether it needs a panel.
    pub fn over_time(&self) -> bool {
        matches!(self, Self::Latest { .. } | Self::Constant | Self::Linear)
    }
}

/// A column with its unknowns replaced by a statistic of the known ones in the same part. `parts` gives each row its part (year, or year
/// and group); rows without one, and parts without a known number, stay unknown.
pub fn by_part(column: &[Value], parts: &[Option<usize>], middle: bool) -> Vec<Value> {
    let mut known: FxHashMap<usize, Vec<Value>> = FxHashMap::default();
    for (value, part) in column.iter().zip(parts) {
        if let (true, Some(part)) = (value.is_known(), part) {
            known.entry(*part).or_default().push(*value);
        }
    }
    let statistic = |values: &Vec<Value>| if middle { median(values) } else { mean(values) };
    let statistics: FxHashMap<usize, Value> =
        known.iter().map(|(part, values)| (*part, Value::from(statistic(values)))).collect();
    let estimate = |part: &Option<usize>| part.and_then(|part| statistics.get(&part).copied());
    (column.iter().zip(parts))
        .map(|(value, part)| if value.is_known() { *value } else { estimate(part).unwrap_or(Value::UNKNOWN) })
        .collect()
}

/// Columns below one node with their unknowns replaced by the mean of the row's others on min–max scales. `years` gives each row its year:
/// scales are those of the year. `up` says of each column whether more is better.
pub fn by_row(columns: &[&[Value]], up: &[bool], years: &[usize]) -> Vec<Vec<Value>> {
    let mut done: Vec<Vec<Value>> = columns.iter().map(|column| column.to_vec()).collect();
    let mut rows_of: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    years.iter().enumerate().for_each(|(row, year)| rows_of.entry(*year).or_default().push(row));
    for rows in rows_of.values() {
        let scale = |column: &[Value]| {
            let here: Vec<Value> = rows.iter().filter_map(|row| column.get(*row).copied()).collect();
            bounds(&here).filter(|(low, high)| high > low)
        };
        let scales: Vec<Option<(f64, f64)>> = columns.iter().map(|column| scale(column)).collect();
        for row in rows {
            let shares: Vec<Value> = (columns.iter().zip(&scales).zip(up))
                .filter_map(|((column, scale), up)| {
                    let ((low, high), value) = ((*scale)?, column.get(*row)?.get()?);
                    let share = (value - low) / (high - low);
                    Some(Value::new(if *up { share } else { 1.0 - share }))
                })
                .collect();
            let Some(share) = mean(&shares) else { continue };
            for ((column, scale), up) in done.iter_mut().zip(&scales).zip(up) {
                let (Some(slot), Some((low, high))) = (column.get_mut(*row), scale) else { continue };
                if !slot.is_known() {
                    let share = if *up { share } else { 1.0 - share };
                    *slot = Value::new(low + share * (high - low));
                }
            }
        }
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAP: f64 = f64::NAN;

    fn column(numbers: &[f64]) -> Vec<Value> {
        numbers.iter().copied().map(Value::new).collect()
    }

    #[test]
    fn a_group_without_known_numbers_stays_unknown() {
        let values = column(&[1.0, GAP, 3.0, GAP, 9.0, GAP]);
        let parts = [Some(0), Some(0), Some(0), Some(1), None, None];
        assert_eq!(by_part(&values, &parts, false), column(&[1.0, 2.0, 3.0, GAP, 9.0, GAP]));
        let skewed = column(&[0.0, 1.0, 8.0, GAP]);
        assert_eq!(by_part(&skewed, &[Some(0); 4], true), column(&[0.0, 1.0, 8.0, 1.0]));
    }

    #[test]
    fn the_mean_of_a_row_respects_directions() {
        let good = column(&[0.0, 10.0, 10.0]);
        let bad = column(&[100.0, 0.0, GAP]);
        let done = by_row(&[&good, &bad], &[true, false], &[0, 0, 0]);
        // The third unit is best in the first indicator, so it is thought best in the second, where less is better.
        assert_eq!(done, [good, column(&[100.0, 0.0, 0.0])]);
    }
}
