//! Partners of two tables: the surest pairs first, each row at most once where its side holds each thing once.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::cluster::by_certainty;
use crate::decisions::{Carried, Verdict};
use crate::score::Scored;
use crate::settings::Cardinality;

/// Bits from which a pair is near-certain (90 %, rivals taken into account).
const CERTAIN: f32 = 3.17;

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
                for pair in &certain {
                    *partners.entry(row(pair)).or_default() += 1;
                }
                let several = partners.values().filter(|count| **count > 1).count();
                several as f64 / partners.len().max(1) as f64
            };
            (share(|pair| pair.a) > SEVERAL, share(|pair| pair.b) > SEVERAL)
        }
    }
}

/// Takes rivals into account: a row that fits several rows of the other table equally well belongs to each the less. The
/// milder side counts, so that a row may have several partners that fit nothing else.
pub(crate) fn among_rivals(scored: &mut [Scored]) {
    let odds = |pair: &Scored| f64::from(pair.bits.min(LOUDEST)).exp2();
    let (mut left, mut right): (FxHashMap<u32, f64>, FxHashMap<u32, f64>) = Default::default();
    for pair in scored.iter() {
        *left.entry(pair.a).or_default() += odds(pair);
        *right.entry(pair.b).or_default() += odds(pair);
    }
    for pair in scored {
        let own = odds(pair);
        let sum = |sums: &FxHashMap<u32, f64>, row: u32| sums.get(&row).copied().unwrap_or_default();
        let others = (sum(&left, pair.a).min(sum(&right, pair.b)) - own).max(0.0);
        #[expect(clippy::cast_possible_truncation, reason = "bits of a weight")]
        let less = (1.0 + others).log2() as f32;
        pair.bits -= less;
    }
}

/// Bits beyond which a pair counts no more against its rivals.
const LOUDEST: f32 = 60.0;

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
    let mut chosen: Vec<Scored> =
        scored.iter().filter(|pair| verdict(pair) == Some(Verdict::Same)).copied().collect();
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
