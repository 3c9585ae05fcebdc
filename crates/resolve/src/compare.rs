//! Comparators: how much two distinct values of a column resemble each other, as a level.
//!
//! Level 0 is «the same» and is decided by the codes of the values before a comparator is asked; the last level is «far».
//! A missing value is no level: it is no evidence.

pub(crate) mod codes;
pub(crate) mod dates;
pub(crate) mod numbers;
pub(crate) mod phrases;
pub(crate) mod strings;
pub(crate) mod titles;
pub(crate) mod words;

/// Compares two distinct values of one column by their codes.
pub(crate) trait Compare: Send + Sync {
    /// Names of the levels for people, from «the same» to «far».
    fn levels(&self) -> &'static [&'static str];

    /// The level of two different values; at least 1 and less than the number of levels, or 0 where they are the same in
    /// other words (two organisations sharing one of several names).
    fn level(&self, a: u32, b: u32) -> u8;

    /// Up to `most` keys of a value under which it is worth looking for values that resemble it, the rarest first.
    fn grams(&self, _value: u32, _most: usize) -> Vec<u32> {
        Vec::new()
    }
}

/// Level names that most comparators share.
pub(crate) const FIVE: [&str; 5] = ["相同", "差一处", "很接近", "相近", "不同"];
