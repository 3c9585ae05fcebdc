//! Partners of two tables: the surest pairs first, each row at most once where its side holds each thing once.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::cluster::by_certainty;
use crate::decisions::{Carried, Verdict};
use crate::score::Scored;
use crate::settings::Cardinality;

/// Bits from which a pair is near-certain (99 %).
const CERTAIN: f32 = 6.63;

/// Share of the matched rows with several near-certain partners from which several are taken to be the rule.
const SEVERAL: f64 = 0.05;

/// Whether a row of the left, of the right table may have several partners.
pub(crate) fn several(cardinality: Cardinality, scored: &[Scored]) -> (bool, bool) {
    match cardinality {
        Cardinality::OneToOne => (false, false),
        Cardinality::OneToMany => (true, false),
        Cardinality::ManyToOne => (false, true),
        Cardinality::ManyToMany => (true, true),
        Cardinality::Auto => {
            let certain: Vec<&Scored> = scored.iter().filter(|pair| pair.bits >= CERTAIN).collect();
            let share = |row: fn(&Scored) -> u32| {
                let mut partners: FxHashMap<u32, u32> = FxHashMap::default();
                certain.iter().for_each(|pair| *partners.entry(row(pair)).or_default() += 1);
                let several = partners.values().filter(|count| **count > 1).count();
                several as f64 / partners.len().max(1) as f64
            };
            (share(|pair| pair.a) > SEVERAL, share(|pair| pair.b) > SEVERAL)
        }
    }
}

/// Chooses among the pairs of at least `least` bits. Pairs that people decided stand whatever the cardinality.
pub(crate) fn choose(scored: &[Scored], least: f32, several: (bool, bool), decided: &Carried) -> Vec<Scored> {
    let (mut left, mut right) = (FxHashSet::default(), FxHashSet::default());
    let mut surest: Vec<Scored> = scored.iter().filter(|pair| pair.bits >= least).copied().collect();
    surest.sort_unstable_by(by_certainty);
    let verdict = |pair: &Scored| decided.verdict(pair.a, pair.b);
    // Rows that people gave a partner are taken before any guess.
    for pair in scored.iter().filter(|pair| verdict(pair) == Some(Verdict::Same)) {
        left.insert(pair.a);
        right.insert(pair.b);
    }
    let mut chosen: Vec<Scored> = scored.iter().filter(|pair| verdict(pair) == Some(Verdict::Same)).copied().collect();
    for pair in surest.iter().filter(|pair| verdict(pair).is_none()) {
        let free = (several.0 || !left.contains(&pair.a)) && (several.1 || !right.contains(&pair.b));
        if free {
            left.insert(pair.a);
            right.insert(pair.b);
            chosen.push(*pair);
        }
    }
    chosen.sort_unstable_by_key(|pair| (pair.a, pair.b));
    chosen
}
