//! Quantities: how far apart in proportion.

use crate::compare::Compare;

/// Relative distances that bound the levels.
const WITHIN: [f64; 2] = [0.01, 0.1];

/// Compares quantities.
pub(crate) struct Numbers {
    values: Vec<f64>,
}

impl Numbers {
    pub(crate) fn new(values: &[Box<str>]) -> Self {
        Self { values: values.iter().map(|text| text.parse().unwrap_or(f64::NAN)).collect() }
    }
}

impl Compare for Numbers {
    fn levels(&self) -> &'static [&'static str] {
        &["相同", "相差不过 1%", "相差不过 10%", "不同"]
    }

    fn level(&self, a: u32, b: u32) -> u8 {
        let (a, b) = (self.values[a as usize], self.values[b as usize]);
        let apart = (a - b).abs() / a.abs().max(b.abs());
        // NaN compares false everywhere: what is no number is far from every other text.
        match apart {
            apart if apart <= WITHIN[0] => 1,
            apart if apart <= WITHIN[1] => 2,
            _ => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_is_in_proportion() {
        let values: Vec<Box<str>> = ["1000", "1005", "1090", "2000", "多"].map(Into::into).into();
        let numbers = Numbers::new(&values);
        assert_eq!([1, 2, 3, 4].map(|b| numbers.level(0, b)), [1, 2, 3, 3]);
    }
}
