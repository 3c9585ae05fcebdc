//! Dates: a mistyped digit, day and month swapped, a few days apart.

use crate::compare::Compare;
use crate::compare::strings::{Signature, edits};
use crate::normal::dates::{Day, read};

/// Days within which two dates are near: a registration and its approval, a birth and its entry.
const NEAR_DAYS: u32 = 31;

/// Compares dates.
pub(crate) struct Dates {
    values: Vec<(Box<str>, Signature, Option<Day>)>,
}

impl Dates {
    pub(crate) fn new(values: &[Box<str>]) -> Self {
        Self { values: values.iter().map(|text| (text.clone(), Signature::of(text), read(text))).collect() }
    }
}

impl Compare for Dates {
    fn levels(&self) -> &'static [&'static str] {
        &["相同", "差一位或月日颠倒", "相近", "不同"]
    }

    fn level(&self, a: u32, b: u32) -> u8 {
        let ((text_a, own, a), (text_b, other, b)) = (&self.values[a as usize], &self.values[b as usize]);
        let bound = own.edits_at_least(*other);
        let edits = if bound > 2 { None } else { edits(text_a, text_b, 2) };
        let (Some(a), Some(b)) = (a, b) else {
            return if edits.is_some_and(|edits| edits < 2) { 1 } else { 3 };
        };
        let swapped = a.year == b.year && a.month == b.day && a.day == b.month;
        if swapped || edits.is_some_and(|edits| edits < 2) {
            return 1;
        }
        // A part that is not stated contradicts nothing.
        let part = |x: u8, y: u8| x == y || x == 0 || y == 0;
        let agreeing = [a.year == b.year, part(a.month, b.month), part(a.day, b.day)];
        if agreeing == [true; 3] {
            return 1;
        }
        let near = || a.number().zip(b.number()).is_some_and(|(a, b)| a.abs_diff(b) <= NEAR_DAYS);
        if agreeing.iter().filter(|agrees| **agrees).count() == 2 && (a.day != 0 && b.day != 0)
            || edits.is_some()
            || near()
        {
            return 2;
        }
        3
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("19721105", "19720511", 1)]
    #[case("19721105", "19721106", 1)]
    #[case("19721105", "19720000", 1)]
    #[case("19721130", "19721212", 2)]
    #[case("19721105", "19530824", 3)]
    #[case("19720015", "19720105", 1)]
    fn levels_of_dates(#[case] a: &str, #[case] b: &str, #[case] expected: u8) {
        assert_eq!(Dates::new(&[a.into(), b.into()]).level(0, 1), expected);
    }
}
