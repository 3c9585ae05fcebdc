//! Clusters of one table. Connected pairs alone would chain strangers together through one doubtful pair: two clusters are
//! merged only if all pairs between them, taken together, speak for it (average linkage).

use rustc_hash::{FxHashMap, FxHashSet};

use crate::cluster::by_certainty;
use crate::decisions::Carried;
use crate::limits::MAX_CROSS_PAIRS;
use crate::score::{Scored, Scorer};

/// Bits that one pair may count for or against a merge at most, so that no single pair decides alone.
const LOUDEST: f32 = 20.0;

/// Clusters in the making.
pub(crate) struct Clusters<'a> {
    scorer: &'a Scorer,
    decided: &'a Carried,
    cluster: FxHashMap<u32, u32>,
    members: FxHashMap<u32, Vec<u32>>,
    /// Clusters that people keep apart.
    apart: FxHashMap<u32, FxHashSet<u32>>,
}

impl<'a> Clusters<'a> {
    /// Merges the surest pairs first. `scored` holds pairs of at least `least` bits.
    pub(crate) fn build(
        scorer: &'a Scorer,
        scored: &[Scored],
        least: f32,
        decided: &'a Carried,
    ) -> Vec<Vec<u32>> {
        let mut clusters = Self {
            scorer,
            decided,
            cluster: FxHashMap::default(),
            members: FxHashMap::default(),
            apart: FxHashMap::default(),
        };
        for group in &decided.groups {
            for other in &group[1..] {
                clusters.merge(clusters.root(group[0]), clusters.root(*other));
            }
        }
        for (a, b) in decided.apart() {
            let (a, b) = (clusters.root(a), clusters.root(b));
            clusters.apart.entry(a).or_default().insert(b);
            clusters.apart.entry(b).or_default().insert(a);
        }
        let mut surest: Vec<Scored> = scored.iter().filter(|pair| pair.bits >= least).copied().collect();
        surest.sort_unstable_by(by_certainty);
        for pair in surest {
            let (a, b) = (clusters.root(pair.a), clusters.root(pair.b));
            if a != b && !clusters.kept_apart(a, b) && clusters.belong_together(a, b, pair, least) {
                clusters.merge(a, b);
            }
        }
        let mut found: Vec<Vec<u32>> = clusters.members.into_values().collect();
        for members in &mut found {
            members.sort_unstable();
        }
        found.sort_unstable();
        found
    }

    fn root(&self, row: u32) -> u32 {
        self.cluster.get(&row).copied().unwrap_or(row)
    }

    fn members(&self, root: u32) -> Vec<u32> {
        self.members.get(&root).cloned().unwrap_or_else(|| vec![root])
    }

    fn kept_apart(&self, a: u32, b: u32) -> bool {
        self.apart.get(&a).is_some_and(|others| others.contains(&b))
    }

    fn belong_together(&self, a: u32, b: u32, pair: Scored, least: f32) -> bool {
        let (a, b) = (self.members(a), self.members(b));
        let all = a.len() * b.len();
        if all == 1 {
            return true;
        }
        // Rows that people decided to be the same are one thing however little alike: the best fit of them counts.
        let thing = |row: u32| self.decided.root(row).unwrap_or(row);
        let mut best: FxHashMap<(u32, u32), f32> = FxHashMap::default();
        best.insert((thing(pair.a), thing(pair.b)), pair.bits);
        let mut count = |x: u32, y: u32| {
            let (x, y) = (x.min(y), x.max(y));
            let bits = self.scorer.bits(x, y);
            let (x, y) = (thing(x), thing(y));
            let key = if best.contains_key(&(y, x)) { (y, x) } else { (x, y) };
            let known = best.entry(key).or_insert(bits);
            *known = known.max(bits);
        };
        for at in (0..all).step_by(all.div_ceil(MAX_CROSS_PAIRS)) {
            count(a[at / b.len()], b[at % b.len()]);
        }
        let mut bits: Vec<f32> = best.into_values().map(|bits| bits.clamp(-LOUDEST, LOUDEST)).collect();
        // Sums of floats depend on their order.
        bits.sort_unstable_by(f32::total_cmp);
        bits.iter().sum::<f32>() / bits.len() as f32 >= least.clamp(-LOUDEST, LOUDEST)
    }

    /// The smaller cluster joins the larger one.
    fn merge(&mut self, a: u32, b: u32) {
        if a == b {
            return;
        }
        let (first, second) = (self.members(a), self.members(b));
        let (into, from) = if first.len() >= second.len() { (a, b) } else { (b, a) };
        let moving = if into == a { second } else { first };
        self.members.remove(&from);
        for row in &moving {
            self.cluster.insert(*row, into);
        }
        self.members.entry(into).or_insert_with(|| vec![into]).extend(moving);
        self.cluster.insert(into, into);
        for other in self.apart.remove(&from).unwrap_or_default() {
            if let Some(back) = self.apart.get_mut(&other) {
                back.remove(&from);
                back.insert(into);
            }
            self.apart.entry(into).or_default().insert(other);
        }
    }
}
