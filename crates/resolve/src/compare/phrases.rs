//! Addresses and other phrases of a few words: order, spaces and numbers in them.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::compare::strings::{Signature, edits};
use crate::compare::{Compare, FIVE};

/// Similarity (1 − edits / longer length) that bounds the levels.
const CLOSE: f64 = 0.8;
const ALIKE: f64 = 0.6;

/// Share of the shorter phrase from which it is part of the longer one.
const CONTAINED: f64 = 0.9;

/// Fewest characters of a phrase that can be part of another.
const PART: u32 = 6;

struct Phrase {
    joined: Box<str>,
    signature: Signature,
    /// Hash of the sorted words: the same words in another order.
    bag: u64,
    /// Hash of the numbers in it; 0 where there is none.
    numbers: u64,
}

/// Compares phrases.
pub(crate) struct Phrases {
    values: Vec<Phrase>,
}

impl Phrases {
    pub(crate) fn new(values: &[Box<str>]) -> Self {
        Self { values: values.iter().map(|text| Phrase::of(text)).collect() }
    }
}

impl Phrase {
    fn of(text: &str) -> Self {
        let joined: Box<str> = text.replace(' ', "").into();
        let mut words: Vec<&str> = text.split(' ').collect();
        words.sort_unstable();
        let numbers: Vec<&str> =
            text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
        let signature = Signature::of(&joined);
        let numbers = if numbers.is_empty() { 0 } else { hash(&numbers) };
        Self { bag: hash(&words), numbers, signature, joined }
    }
}

fn hash(words: &[&str]) -> u64 {
    let mut hasher = FxHasher::default();
    words.hash(&mut hasher);
    hasher.finish().max(1)
}

impl Compare for Phrases {
    fn levels(&self) -> &'static [&'static str] {
        &FIVE
    }

    fn level(&self, a: u32, b: u32) -> u8 {
        let (a, b) = (&self.values[a as usize], &self.values[b as usize]);
        if a.bag == b.bag {
            return 1;
        }
        let length = a.signature.length.max(b.signature.length);
        let most = ((1.0 - ALIKE) * f64::from(length)).floor();
        let shorter = a.signature.length.min(b.signature.length);
        let part = || shorter >= PART && a.signature.contained(b.signature) >= CONTAINED;
        let other_number = a.numbers != 0 && b.numbers != 0 && a.numbers != b.numbers;
        if f64::from(a.signature.edits_at_least(b.signature)) > most {
            return if part() { 3 } else { 4 };
        }
        // `most` is a small, whole, non-negative number.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most MAX_CELL_CHARS")]
        match edits(&a.joined, &b.joined, most as usize) {
            Some(0 | 1) if !other_number => 1,
            Some(found) if 1.0 - found as f64 / f64::from(length) >= CLOSE => 2,
            Some(_) => 3,
            None if part() => 3,
            None => 4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_of_addresses() {
        let values: Vec<Box<str>> = [
            "maltby circuit",
            "maltbycircuit",
            "circuit maltby",
            "maltby cirrcuits",
            "hay street",
            "文三路 1 号",
            "文三路 3 号",
            "杭州市西湖区文三路 1 号",
        ]
        .map(Into::into)
        .into();
        let phrases = Phrases::new(&values);
        assert_eq!([1, 2, 3, 4].map(|b| phrases.level(0, b)), [1, 1, 2, 4]);
        assert_eq!(phrases.level(5, 6), 2, "another number is another door");
    }
}
