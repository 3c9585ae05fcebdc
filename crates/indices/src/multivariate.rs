//! Do the indicators of a group belong together? Correlations, Cronbach's alpha, principal components, and flags where two say the same or
//! speak against each other (handbook, step 4).

use crate::correlation::{kendall, pearson, spearman};
use crate::framework::Framework;
use crate::run::Run;
use crate::steps::weigh::{Component, first_component};
use crate::value::Value;

/// From this correlation on two indicators of one group say nearly the same.
pub const REDUNDANT: f64 = 0.9;
/// Below this correlation an indicator speaks against its group.
pub const OPPOSED: f64 = -0.4;

/// Which correlation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Correlation {
    /// Of numbers.
    #[default]
    Pearson,
    /// Of ranks.
    Spearman,
    /// Of the order of pairs.
    Kendall,
}

impl Correlation {
    /// The correlation of two columns over the rows known of both.
    pub fn of(self, a: &[Value], b: &[Value]) -> Option<f64> {
        match self {
            Self::Pearson => pearson(a, b),
            Self::Spearman => spearman(a, b),
            Self::Kendall => kendall(a, b),
        }
    }
}

/// What holds a group together.
#[derive(Clone, Debug)]
pub struct Coherence {
    /// The group.
    pub node: usize,
    /// The nodes below it that have scores.
    pub parts: Vec<usize>,
    /// Their correlations with each other, row by row.
    pub correlations: Vec<Vec<Value>>,
    /// Their correlations with the group's score.
    pub with_group: Vec<Value>,
    /// Their correlations with the index.
    pub with_index: Vec<Value>,
    /// Cronbach's alpha; unknown of fewer than two parts.
    pub alpha: Value,
    /// First principal component of the parts; none where too few rows are complete.
    pub component: Option<Component>,
    /// What is worth a look.
    pub flags: Vec<Flag>,
}

/// Two parts that say the same, or speak against each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Flag {
    /// One part.
    pub one: usize,
    /// The other part, or the group.
    pub other: usize,
    /// Their correlation.
    pub correlation: f64,
    /// Nearly the same; otherwise opposed.
    pub redundant: bool,
}

/// What holds each group together, from the scores of a run.
pub fn coherence(framework: &Framework, run: &Run, correlation: Correlation) -> Vec<Coherence> {
    let groups = framework.nodes.iter().enumerate().filter(|(_, node)| node.indicator.is_none());
    groups.map(|(at, _)| one(framework, run, correlation, at)).collect()
}

fn one(framework: &Framework, run: &Run, correlation: Correlation, node: usize) -> Coherence {
    let column = |at: usize| run.scores.columns.get(at).map(Vec::as_slice).unwrap_or_default();
    let children = framework.nodes.get(node).map(|node| node.children.as_slice()).unwrap_or_default();
    let known = |at: &usize| column(*at).iter().any(|value| value.is_known());
    let parts: Vec<usize> = children.iter().copied().filter(known).collect();
    let columns: Vec<&[Value]> = parts.iter().map(|part| column(*part)).collect();
    let of = |a: &[Value], b: &[Value]| Value::from(correlation.of(a, b));
    let correlations: Vec<Vec<Value>> =
        columns.iter().map(|a| columns.iter().map(|b| of(a, b)).collect()).collect();
    let with_group: Vec<Value> = columns.iter().map(|part| of(part, column(node))).collect();
    let with_index = columns.iter().map(|part| of(part, column(framework.root()))).collect();
    let mut flags = Vec::new();
    for (i, row) in correlations.iter().enumerate() {
        for (j, r) in row.iter().enumerate().skip(i + 1) {
            if let (Some(r), Some(one), Some(other)) = (r.get(), parts.get(i), parts.get(j))
                && (r >= REDUNDANT || r <= OPPOSED)
            {
                flags.push(Flag { one: *one, other: *other, correlation: r, redundant: r >= REDUNDANT });
            }
        }
    }
    for (part, r) in parts.iter().zip(&with_group) {
        if let Some(r) = r.get()
            && r < 0.0
        {
            flags.push(Flag { one: *part, other: node, correlation: r, redundant: false });
        }
    }
    let component = if columns.len() < 2 { None } else { first_component(&columns) };
    Coherence { node, parts, correlations, with_group, with_index, alpha: alpha(&columns), component, flags }
}

/// Cronbach's alpha (1951): k/(k − 1) · (1 − Σ variances / sum of all covariances), covariances over the rows known of each pair.
pub fn alpha(columns: &[&[Value]]) -> Value {
    let k = columns.len() as f64;
    if k < 2.0 {
        return Value::UNKNOWN;
    }
    let (mut all, mut own) = (0.0, 0.0);
    for (i, a) in columns.iter().enumerate() {
        for (j, b) in columns.iter().enumerate() {
            let Some(covariance) = covariance(a, b) else { return Value::UNKNOWN };
            all += covariance;
            if i == j {
                own += covariance;
            }
        }
    }
    Value::new(k / (k - 1.0) * (1.0 - own / all))
}

fn covariance(a: &[Value], b: &[Value]) -> Option<f64> {
    let pairs: Vec<(f64, f64)> = a.iter().zip(b).filter_map(|(a, b)| Some((a.get()?, b.get()?))).collect();
    if pairs.len() < 2 {
        return None;
    }
    let count = pairs.len() as f64;
    let mean_a = pairs.iter().map(|pair| pair.0).sum::<f64>() / count;
    let mean_b = pairs.iter().map(|pair| pair.1).sum::<f64>() / count;
    Some(pairs.iter().map(|(x, y)| (x - mean_a) * (y - mean_b)).sum::<f64>() / (count - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alpha_of_the_same_thrice_is_one() {
        let column = [1.0, 2.0, 4.0, 7.0].map(Value::new);
        assert!((alpha(&[&column, &column, &column]).get().expect("known") - 1.0).abs() < 1e-12);
        assert_eq!(alpha(&[&column]), Value::UNKNOWN);
        // Variances 2.5 each, covariance 2: 2 · (1 − 5/9).
        let a = [1.0, 2.0, 3.0, 4.0, 5.0].map(Value::new);
        let b = [1.0, 3.0, 2.0, 5.0, 4.0].map(Value::new);
        assert!((alpha(&[&a, &b]).get().expect("known") - 8.0 / 9.0).abs() < 1e-12);
    }
}
