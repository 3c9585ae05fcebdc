//! Exact agreement on a rare value says more than on a common one.

use crate::evidence::{Comparison, Evidence};

/// Chance that two random rows that both have a value have the same one; matches are part of it.
pub(crate) fn exact_chance(comparison: &Comparison, evidence: &Evidence) -> f64 {
    let (mut shared, mut left, mut right) = (0.0, 0.0, 0.0);
    for [l, r] in &comparison.counts {
        let (l, r) = (f64::from(*l), f64::from(*r));
        shared += if evidence.linking { l * r } else { l * (l - 1.0) / 2.0 };
        left += l;
        right += r;
    }
    let pairs: f64 = if evidence.linking { left * right } else { left * (left - 1.0) / 2.0 };
    // Two rows never seen to agree: less than one such pair among all there are.
    (shared / pairs.max(1.0)).max(0.5 / pairs.max(1.0)).min(0.999)
}

/// Bits that exact agreement on each value adds to the weight of exact agreement at large. `chance` is u of exact agreement.
pub(crate) fn adjustments(comparison: &Comparison, evidence: &Evidence, chance: f64) -> Vec<f32> {
    let present: f64 = comparison.counts.iter().map(|[l, r]| f64::from(*l) + f64::from(*r)).sum();
    let one = |[l, r]: &[u32; 2]| {
        let total = f64::from(*l) + f64::from(*r);
        // The two rows of the pair themselves say nothing about how common the value is among others.
        let others = (total - 2.0).max(0.0) / present;
        let own = others + chance.min(1.0 / present);
        #[expect(clippy::cast_possible_truncation, reason = "bits of a weight")]
        let adjustment = (chance / own).log2() as f32;
        adjustment
    };
    debug_assert!(evidence.rows > 0);
    comparison.counts.iter().map(one).collect()
}
