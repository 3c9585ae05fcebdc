//! Copeland's rule: units are compared in pairs, and the score is the number of units beaten less the number of those that win.
//! It needs no compensation between indicators and no normalisation (handbook, step 6; Munda and Nardo 2005).
//!
//! A pair is compared on the indicators that are known of both, with weights as they are among these. The result does not depend on the order
//! of units: A against B is B against A turned round, whatever is missing.

use crate::value::Value;

/// Copeland scores of units over the columns of a group. A unit of which nothing is known, or that shares no indicator with any other,
/// has none.
pub fn copeland(columns: &[&[Value]], weights: &[f64]) -> Vec<Value> {
    let units = columns.first().map_or(0, |column| column.len());
    let mut scores = vec![0i64; units];
    let mut compared = vec![false; units];
    for a in 0..units {
        for b in a + 1..units {
            let Some(balance) = balance(columns, weights, a, b) else { continue };
            for (unit, gain) in [(a, balance), (b, -balance)] {
                if let (Some(score), Some(compared)) = (scores.get_mut(unit), compared.get_mut(unit)) {
                    *score += gain;
                    *compared = true;
                }
            }
        }
    }
    let told =
        |(score, compared): (&i64, &bool)| if *compared { Value::new(*score as f64) } else { Value::UNKNOWN };
    scores.iter().zip(&compared).map(told).collect()
}

/// 1 where `a` outranks `b`, −1 where it is outranked, 0 where they tie; `None` where no indicator is known of both.
fn balance(columns: &[&[Value]], weights: &[f64], a: usize, b: usize) -> Option<i64> {
    let (mut difference, mut shared) = (0.0, 0.0);
    for (column, weight) in columns.iter().zip(weights) {
        let (Some(one), Some(other)) = (column.get(a)?.get(), column.get(b)?.get()) else { continue };
        shared += weight;
        if one > other {
            difference += weight;
        } else if one < other {
            difference -= weight;
        }
    }
    if shared <= 0.0 {
        return None;
    }
    // Weights such as 0.1 + 0.2 against 0.3 are meant to balance.
    let tie = (difference / shared).abs() < 1e-12;
    Some(if tie {
        0
    } else if difference > 0.0 {
        1
    } else {
        -1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(rows: &[[f64; 3]]) -> Vec<Vec<Value>> {
        (0..3).map(|at| rows.iter().map(|row| Value::new(row[at])).collect()).collect()
    }

    fn scores(rows: &[[f64; 3]], weights: &[f64]) -> Vec<Option<f64>> {
        let columns = columns(rows);
        let columns: Vec<&[Value]> = columns.iter().map(Vec::as_slice).collect();
        copeland(&columns, weights).iter().map(|score| score.get()).collect()
    }

    #[test]
    fn most_weight_wins_a_pair() {
        let rows = [[3.0, 1.0, 3.0], [2.0, 2.0, 2.0], [1.0, 3.0, 1.0]];
        assert_eq!(scores(&rows, &[1.0, 1.0, 1.0]), [Some(2.0), Some(0.0), Some(-2.0)]);
        assert_eq!(scores(&rows, &[0.1, 0.3, 0.2]), [Some(0.0), Some(0.0), Some(0.0)]);
    }

    #[test]
    fn the_order_of_rows_does_not_matter_when_data_are_missing() {
        const GAP: f64 = f64::NAN;
        let rows = [[3.0, GAP, 1.0], [GAP, 2.0, 2.0], [1.0, GAP, 3.0], [2.0, 1.0, GAP], [GAP, GAP, GAP]];
        let straight = scores(&rows, &[1.0, 2.0, 1.0]);
        let mut turned = rows;
        turned.reverse();
        let mut back = scores(&turned, &[1.0, 2.0, 1.0]);
        back.reverse();
        assert_eq!(straight, back);
        assert_eq!(straight[4], None);
    }
}
