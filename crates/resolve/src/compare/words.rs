//! Short names: of people, places, categories.

use crate::compare::strings::{Signature, edits, jaro_winkler};
use crate::compare::{Compare, FIVE};

/// Jaro–Winkler similarity from which two words are very close.
const CLOSE: f64 = 0.9;
/// … and from which they are alike.
const ALIKE: f64 = 0.8;

/// Compares short names.
pub(crate) struct Words {
    values: Vec<(Box<str>, Signature)>,
}

impl Words {
    pub(crate) fn new(values: &[Box<str>]) -> Self {
        // A stray space is a typing error like any other letter, but separates nothing in a short name.
        let folded = values.iter().map(|value| {
            let joined: Box<str> = value.replace(' ', "").into();
            let signature = Signature::of(&joined);
            (joined, signature)
        });
        Self { values: folded.collect() }
    }
}

impl Compare for Words {
    fn levels(&self) -> &'static [&'static str] {
        &FIVE
    }

    fn level(&self, a: u32, b: u32) -> u8 {
        let ((a, own), (b, other)) = (&self.values[a as usize], &self.values[b as usize]);
        let common = f64::from(own.common_at_most(*other));
        // Jaro–Winkler reaches ALIKE only with a Jaro similarity of two thirds.
        if common / f64::from(own.length.max(1)) + common / f64::from(other.length.max(1)) < 1.0 {
            return 4;
        }
        let length = own.length.max(other.length);
        if length >= 3 && own.edits_at_least(*other) <= 1 && edits(a, b, 1).is_some() {
            return 1;
        }
        match jaro_winkler(a, b) {
            similarity if similarity >= CLOSE => 2,
            similarity if similarity >= ALIKE => 3,
            _ => 4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_fall_with_likeness() {
        let values: Vec<Box<str>> = [
            "isabella",
            "isabela",
            "isabel la",
            "isabelle-anne",
            "isobell",
            "joshua",
            "张三",
            "张四",
            "nsw",
            "nws",
        ]
        .map(Into::into)
        .into();
        let words = Words::new(&values);
        let level = |a, b| words.level(a, b);
        assert_eq!([level(0, 1), level(0, 2), level(0, 3), level(0, 5)], [1, 1, 2, 4]);
        assert_eq!(level(6, 7), 4, "one of two characters says little");
        assert_eq!(level(8, 9), 1, "neighbours swapped");
    }
}
