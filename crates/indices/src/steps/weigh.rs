//! Weights of the nodes below a node (handbook, step 6): as given, equal, or the loadings of the first principal component; with or without
//! noise.

use nalgebra::{DMatrix, SymmetricEigen};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::value::Value;

/// What a negative loading means: the indicator runs against the others, and a negative weight would reward the worse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Negative {
    /// The run stops and names the indicators.
    #[default]
    Refuse,
    /// They get no weight.
    Zero,
    /// Squared loadings are the weights: each is the indicator's share of the component (Nicoletti et al. 2000).
    Square,
}

/// Where weights come from.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Source {
    /// As the framework gives them.
    #[default]
    Given,
    /// All the same.
    Equal,
    /// First principal component of the standardised columns, complete rows only.
    Pca(Negative),
    /// Weights that bring the correlations with the index to given shares ([`crate::optimise`]).
    Optimised(Aim),
}

/// What optimised weights aim at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Aim {
    /// Equal correlations with the index: each node matters as much as another.
    #[default]
    Balance,
    /// The greatest sum of correlations: the index keeps most of what the nodes say.
    Information,
}

/// How nodes are weighted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weigh {
    /// Where weights come from.
    pub source: Source,
    /// Each weight is multiplied by a number drawn evenly from 1 − noise to 1 + noise; 0.25 is ±25 %.
    pub noise: Option<f64>,
}

/// Loadings of the first principal component.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// One for each column; squares add up to 1; signed so that their sum is not negative.
    pub loadings: Vec<f64>,
    /// Share of the variance that the component explains.
    pub share: f64,
    /// Eigenvalues, greatest first.
    pub eigenvalues: Vec<f64>,
    /// Complete rows used.
    pub rows: usize,
}

/// First principal component of the correlation matrix over complete rows. `None` where fewer than three rows are complete or a column is
/// constant in them.
pub fn first_component(columns: &[&[Value]]) -> Option<Component> {
    let rows = columns.first().map_or(0, |column| column.len());
    let complete: Vec<Vec<f64>> = (0..rows)
        .filter_map(|row| columns.iter().map(|column| column.get(row)?.get()).collect::<Option<Vec<f64>>>())
        .collect();
    if complete.len() < 3 {
        return None;
    }
    let count = complete.len() as f64;
    let mut data = DMatrix::from_fn(complete.len(), columns.len(), |row, column| {
        complete.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or_default()
    });
    for mut column in data.column_iter_mut() {
        let mean = column.sum() / count;
        column.add_scalar_mut(-mean);
        let sd = (column.norm_squared() / (count - 1.0)).sqrt();
        if sd <= 0.0 || !sd.is_finite() {
            return None;
        }
        column.unscale_mut(sd);
    }
    let correlations = data.transpose() * &data / (count - 1.0);
    let eigen = SymmetricEigen::new(correlations);
    let mut order: Vec<usize> = (0..eigen.eigenvalues.len()).collect();
    let value = |at: &usize| eigen.eigenvalues.get(*at).copied().unwrap_or_default();
    order.sort_by(|a, b| value(b).total_cmp(&value(a)));
    let mut loadings: Vec<f64> = eigen.eigenvectors.column(*order.first()?).iter().copied().collect();
    // The sign of a component is arbitrary: more of the indicators shall speak for it than against it.
    if loadings.iter().sum::<f64>() < 0.0 {
        for loading in &mut loadings {
            *loading = -*loading;
        }
    }
    let eigenvalues: Vec<f64> = order.iter().map(value).collect();
    let share = eigenvalues.first()? / eigenvalues.iter().sum::<f64>();
    (share.is_finite() && loadings.iter().all(|loading| loading.is_finite())).then_some(Component {
        loadings,
        share,
        eigenvalues,
        rows: complete.len(),
    })
}

/// Weights from loadings. `Err` gives the columns whose loadings are negative where that is refused, or where the sign of the component is a tie.
pub fn from_loadings(loadings: &[f64], negative: Negative) -> Result<Vec<f64>, Vec<usize>> {
    // A loading of rounding size has no sign.
    let below: Vec<usize> =
        (0..).zip(loadings).filter(|(_, loading)| **loading < -1e-9).map(|(at, _)| at).collect();
    match negative {
        Negative::Refuse if !below.is_empty() => Err(below),
        // Neither side outweighs the other (two parts that run against each other always tie): rounding would choose which is left out.
        Negative::Zero if !below.is_empty() && loadings.iter().sum::<f64>().abs() < 1e-9 => Err(below),
        Negative::Square => Ok(loadings.iter().map(|loading| loading * loading).collect()),
        Negative::Zero | Negative::Refuse => Ok(loadings.iter().map(|loading| loading.max(0.0)).collect()),
    }
}

/// Factors of noise for so many weights, from a seed: the same seed gives the same factors.
pub fn noise(count: usize, noise: f64, seed: u64) -> Vec<f64> {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    (0..count).map(|_| 1.0 + noise * dice.random_range(-1.0..=1.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(rows: &[[f64; 3]]) -> Vec<Vec<Value>> {
        (0..3).map(|at| rows.iter().map(|row| Value::new(row[at])).collect()).collect()
    }

    #[test]
    fn a_component_is_signed_and_leaves_gaps_out() {
        let rows = [[1.0, 2.0, 9.0], [2.0, 4.0, 7.5], [3.0, 6.5, 6.0], [4.0, 8.0, f64::NAN], [5.0, 9.5, 2.0]];
        let columns = columns(&rows);
        let columns: Vec<&[Value]> = columns.iter().map(Vec::as_slice).collect();
        let component = first_component(&columns).expect("a component");
        assert_eq!(component.rows, 4);
        assert!((component.loadings.iter().map(|x| x * x).sum::<f64>() - 1.0).abs() < 1e-12);
        assert!(component.loadings[0] > 0.0 && component.loadings[2] < 0.0);
        assert_eq!(from_loadings(&component.loadings, Negative::Refuse), Err(vec![2]));
        assert_eq!(from_loadings(&component.loadings, Negative::Zero).map(|weights| weights[2]), Ok(0.0));
        assert_eq!(from_loadings(&[0.5_f64.sqrt(), -0.5_f64.sqrt()], Negative::Zero), Err(vec![1]));
        let squares = from_loadings(&component.loadings, Negative::Square).expect("weights");
        assert!((squares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn constant_columns_have_no_component() {
        let columns = columns(&[[1.0, 5.0, 1.0], [2.0, 5.0, 3.0], [3.0, 5.0, 2.0]]);
        let columns: Vec<&[Value]> = columns.iter().map(Vec::as_slice).collect();
        assert_eq!(first_component(&columns), None);
    }

    #[test]
    fn noise_is_bounded_and_repeatable() {
        let factors = noise(1000, 0.25, 7);
        assert_eq!(factors, noise(1000, 0.25, 7));
        assert_ne!(factors, noise(1000, 0.25, 8));
        assert!(factors.iter().all(|factor| (0.75..=1.25).contains(factor)));
    }
}
