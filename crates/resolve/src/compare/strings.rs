//! Distances of strings (by `rapidfuzz`) and cheap bounds that spare most of them.

use rapidfuzz::distance::{jaro_winkler, osa};

/// Optimal string alignment distance (insertions, deletions, substitutions, neighbours swapped), in characters; `None`
/// above `most`.
pub(crate) fn edits(a: &str, b: &str, most: usize) -> Option<usize> {
    let args = osa::Args::default().score_cutoff(most);
    if a.is_ascii() && b.is_ascii() {
        osa::distance_with_args(a.bytes(), b.bytes(), &args)
    } else {
        osa::distance_with_args(a.chars(), b.chars(), &args)
    }
}

/// Jaro–Winkler similarity, 0–1.
pub(crate) fn jaro_winkler(a: &str, b: &str) -> f64 {
    if a.is_ascii() && b.is_ascii() {
        jaro_winkler::similarity(a.bytes(), b.bytes())
    } else {
        jaro_winkler::similarity(a.chars(), b.chars())
    }
}

/// Which characters and pairs of characters a string has, hashed to bits: what one string has and the other lacks can only
/// be undercounted, so bounds from it never exclude too much.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signature {
    chars: u64,
    pairs: u128,
    /// Characters.
    pub(crate) length: u32,
}

impl Signature {
    pub(crate) fn of(text: &str) -> Self {
        let (mut chars, mut pairs, mut length, mut before) = (0u64, 0u128, 0, 0u32);
        for c in text.chars().map(u32::from) {
            chars |= 1 << (c % 61);
            if length > 0 {
                pairs |= 1 << ((before.wrapping_mul(31).wrapping_add(c)) % 127);
            }
            before = c;
            length += 1;
        }
        Self { chars, pairs, length }
    }

    /// Most characters that the two can have in common.
    pub(crate) fn common_at_most(self, other: Self) -> u32 {
        let own = self.length - (self.chars & !other.chars).count_ones().min(self.length);
        let others = other.length - (other.chars & !self.chars).count_ones().min(other.length);
        own.min(others)
    }

    /// Fewest edits that lead from one to the other. One edit changes at most three pairs of characters.
    pub(crate) fn edits_at_least(self, other: Self) -> u32 {
        let lost = (self.pairs & !other.pairs).count_ones().max((other.pairs & !self.pairs).count_ones());
        let chars = self.length.max(other.length) - self.common_at_most(other);
        lost.div_ceil(3).max(chars)
    }

    /// Share of the pairs of characters of the shorter one that the other has too, 0–1; approximate.
    pub(crate) fn contained(self, other: Self) -> f64 {
        let fewer = self.pairs.count_ones().min(other.pairs.count_ones());
        f64::from((self.pairs & other.pairs).count_ones()) / f64::from(fewer.max(1))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_bound_never_exceeds_the_distance(a in "[a-d 杭州]{0,12}", b in "[a-d 杭州]{0,12}") {
            let distance = edits(&a, &b, 100).expect("within 100");
            let bound = Signature::of(&a).edits_at_least(Signature::of(&b));
            prop_assert!(bound as usize <= distance, "{bound} > {distance}");
        }
    }
}
