//! Winsorisation: the outermost numbers are drawn in to the next one, one after another, until the column passes the test of skewness and
//! kurtosis or as many points as allowed were drawn in (OECD/JRC handbook, step 3; the iterative form of the JRC's COIN Tool).
//!
//! At each turn the sign of the skewness says which end: positive, the greatest; negative, the least. All numbers that are equal at that end
//! are drawn in together, so a turn may move several points.

use super::moments::shape;
use super::treat::Rule;
use crate::value::{Value, known};

/// A winsorised column.
#[derive(Clone, Debug, PartialEq)]
pub struct Winsorised {
    /// The column afterwards.
    pub column: Vec<Value>,
    /// Rows drawn in from above.
    pub high: Vec<usize>,
    /// Rows drawn in from below.
    pub low: Vec<usize>,
}

/// Winsorises a column. `most`: at most about so many points (a turn may draw in several that are equal); none: no limit.
/// `None` where another turn would leave all numbers equal, so that nothing could be compared any more.
pub fn winsorise(column: &[Value], rule: &Rule, most: Option<usize>) -> Option<Winsorised> {
    let mut now = Winsorised { column: column.to_vec(), high: Vec::new(), low: Vec::new() };
    loop {
        let (skewness, kurtosis) = shape(&now.column);
        let most_reached = most.is_some_and(|most| now.high.len() + now.low.len() >= most);
        if rule.judge(skewness, kurtosis)? || most_reached {
            return Some(now);
        }
        let high = skewness? >= 0.0;
        let (from, to) = ends(&now.column, high)?;
        let rows: Vec<usize> = (0..)
            .zip(&now.column)
            .filter(|(_, value)| value.get() == Some(from))
            .map(|(row, _)| row)
            .collect();
        for value in now.column.iter_mut().filter(|value| value.get() == Some(from)) {
            *value = Value::new(to);
        }
        if high { now.high = rows } else { now.low = rows }
    }
}

/// The outermost number and the next one to it. `None` where there is no second.
fn ends(column: &[Value], high: bool) -> Option<(f64, f64)> {
    let pick = |a: f64, b: f64| if high { a.max(b) } else { a.min(b) };
    let outer = known(column).reduce(pick)?;
    #[expect(clippy::float_cmp, reason = "the outermost number itself is left out")]
    let next = known(column).filter(|number| *number != outer).reduce(pick)?;
    Some((outer, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(numbers: &[f64]) -> Vec<Value> {
        numbers.iter().copied().map(Value::new).collect()
    }

    #[test]
    fn one_outlier_is_drawn_in() {
        let wild = column(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 1000.0]);
        let done = winsorise(&wild, &Rule::default(), Some(5)).expect("winsorised");
        assert_eq!(done.high, [7]);
        assert_eq!(done.column.last().and_then(|value| value.get()), Some(7.0));
    }

    #[test]
    fn equal_outliers_are_drawn_in_together_and_the_limit_holds() {
        let mut numbers = vec![0.0; 40];
        numbers.iter_mut().enumerate().for_each(|(at, number)| *number = (at % 4) as f64);
        numbers.extend([900.0, 900.0]);
        let done = winsorise(&column(&numbers), &Rule::default(), Some(1)).expect("winsorised");
        assert_eq!(done.high, [40, 41]);
    }

    #[test]
    fn a_column_is_never_made_constant() {
        assert_eq!(
            winsorise(&column(&[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 9.0]), &Rule::default(), None),
            None
        );
    }
}
