//! Skewness and excess kurtosis, by which the data treatment decides whether a column has outliers.
//!
//! Sample-adjusted: G₁ and G₂ of Joanes and Gill (1998), «Comparing measures of sample skewness and kurtosis», The Statistician 47:
//! what spreadsheets, SAS and SPSS call SKEW and KURT (type 2 of R's e1071).

use crate::value::{Value, known, mean};

/// Adjusted skewness and excess kurtosis, in one go over the column: treatment asks for both at every turn.
pub fn shape(column: &[Value]) -> (Option<f64>, Option<f64>) {
    let sums = sums(column);
    (sums.and_then(skewness_of), sums.and_then(kurtosis_of))
}

/// Adjusted skewness; none of fewer than three numbers, or where all are equal.
pub fn skewness(column: &[Value]) -> Option<f64> {
    skewness_of(sums(column)?)
}

fn skewness_of((n, squares, cubes, _): Sums) -> Option<f64> {
    if n < 3.0 || squares <= 0.0 {
        return None;
    }
    let plain = n.sqrt() * cubes / squares.powf(1.5);
    finite(plain * (n * (n - 1.0)).sqrt() / (n - 2.0))
}

/// Adjusted excess kurtosis, 0 for a normal distribution; none of fewer than four numbers, or where all are equal.
pub fn kurtosis(column: &[Value]) -> Option<f64> {
    kurtosis_of(sums(column)?)
}

fn kurtosis_of((n, squares, _, fourths): Sums) -> Option<f64> {
    if n < 4.0 || squares <= 0.0 {
        return None;
    }
    let plain = n * fourths / squares.powi(2);
    finite(((n + 1.0) * (plain - 3.0) + 6.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0)))
}

/// How many numbers, and the sums of their second, third and fourth powers about the mean.
type Sums = (f64, f64, f64, f64);

fn sums(column: &[Value]) -> Option<Sums> {
    let mean = mean(column)?;
    let mut sums = (0.0, 0.0, 0.0, 0.0);
    for number in known(column) {
        let away = number - mean;
        let square = away * away;
        sums.0 += 1.0;
        sums.1 += square;
        sums.2 += square * away;
        sums.3 += square * square;
    }
    Some(sums)
}

fn finite(number: f64) -> Option<f64> {
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_those_of_spreadsheets() {
        // SKEW and KURT of {3,4,5,2,3,4,5,6,4,7}, as documented for Excel: 0.359543 and −0.151800.
        let column = [3.0, 4.0, 5.0, 2.0, 3.0, 4.0, 5.0, 6.0, 4.0, 7.0].map(Value::new);
        assert!((skewness(&column).expect("skewness") - 0.359_543_071_406_797).abs() < 1e-12);
        assert!((kurtosis(&column).expect("kurtosis") + 0.151_799_637_208_416).abs() < 1e-12);
    }

    #[test]
    fn they_are_none_of_too_little() {
        assert_eq!(skewness(&[1.0, 2.0].map(Value::new)), None);
        assert_eq!(kurtosis(&[1.0, 2.0, 3.0].map(Value::new)), None);
        assert_eq!(skewness(&[5.0; 9].map(Value::new)), None);
        assert_eq!(kurtosis(&[5.0; 9].map(Value::new)), None);
    }
}
