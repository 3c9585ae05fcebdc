//! Places: 1 is best. Equal scores share the better place, as in a race (1, 2, 2, 4); an unknown score has none.

use crate::value::Value;

/// Places of a column of scores, the greatest first.
pub fn places(scores: &[Value]) -> Vec<Option<usize>> {
    let mut order: Vec<(f64, usize)> =
        scores.iter().enumerate().filter_map(|(row, score)| Some((score.get()?, row))).collect();
    order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let mut places = vec![None; scores.len()];
    let (mut place, mut before) = (0, None);
    for (at, (score, row)) in order.iter().enumerate() {
        // Compared as numbers: 0 and −0 are equal.
        if before != Some(*score) {
            place = at + 1;
            before = Some(*score);
        }
        if let Some(slot) = places.get_mut(*row) {
            *slot = Some(place);
        }
    }
    places
}

/// How equal numbers are ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ties {
    /// All take the lowest rank: 1, 2, 2, 4.
    #[default]
    Min,
    /// All take the mean rank: 1, 2.5, 2.5, 4.
    Average,
    /// All take the highest rank: 1, 3, 3, 4.
    Max,
}

/// Ranks from 1, the smallest number first; unknown stays unknown.
pub fn ascending(column: &[Value], ties: Ties) -> Vec<Value> {
    let mut order: Vec<(f64, usize)> =
        column.iter().enumerate().filter_map(|(row, value)| Some((value.get()?, row))).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut ranks = vec![Value::UNKNOWN; column.len()];
    #[expect(clippy::float_cmp, reason = "ties are exactly equal numbers")]
    for (start, group) in order.chunk_by(|a, b| a.0 == b.0).scan(0, |at, group| {
        let start = *at;
        *at += group.len();
        Some((start, group))
    }) {
        let (first, last) = ((start + 1) as f64, (start + group.len()) as f64);
        let rank = match ties {
            Ties::Min => first,
            Ties::Average => f64::midpoint(first, last),
            Ties::Max => last,
        };
        for (_, row) in group {
            if let Some(slot) = ranks.get_mut(*row) {
                *slot = Value::new(rank);
            }
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_scores_share_the_better_place() {
        let scores = [3.0, 5.0, f64::NAN, 3.0, 1.0].map(Value::new);
        assert_eq!(places(&scores), [Some(2), Some(1), None, Some(2), Some(4)]);
        assert_eq!(places(&[0.0, -0.0].map(Value::new)), [Some(1), Some(1)]);
    }

    #[test]
    fn ties_are_ranked_as_asked() {
        let column = [10.0, 20.0, 20.0, f64::NAN, 30.0].map(Value::new);
        let numbers = |ties| ascending(&column, ties).iter().map(|value| value.get()).collect::<Vec<_>>();
        assert_eq!(numbers(Ties::Min), [Some(1.0), Some(2.0), Some(2.0), None, Some(4.0)]);
        assert_eq!(numbers(Ties::Average), [Some(1.0), Some(2.5), Some(2.5), None, Some(4.0)]);
        assert_eq!(numbers(Ties::Max), [Some(1.0), Some(3.0), Some(3.0), None, Some(4.0)]);
    }
}
