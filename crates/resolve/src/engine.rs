//! The two use-cases: one table (dedupe), two tables (link).

use rustc_hash::FxHashMap;

use crate::blocking::propose;
use crate::cluster::{dedupe, link};
use crate::decisions::{Carried, Decisions, Node, Verdict};
use crate::error::ResolveError;
use crate::evidence::Evidence;
use crate::linkage::{Basis, Linkage, Pair};
use crate::model::train::train;
use crate::model::{bits, probability};
use crate::score::{Scored, Scorer};
use crate::settings::Settings;
use crate::table::Table;

/// Probability given to what people decided.
const DECIDED: f64 = 1.0;

/// Finds the rows of one table that are the same thing.
pub fn dedupe(table: &Table, settings: &Settings, decisions: &Decisions) -> Result<Linkage, ResolveError> {
    let run = Run::new(table, None, settings, decisions)?;
    let clusters = dedupe::Clusters::build(&run.scorer, &run.scored, run.least, &run.decided);
    let known: FxHashMap<(u32, u32), f32> =
        run.scored.iter().map(|pair| ((pair.a, pair.b), pair.bits)).collect();
    let mut pairs = Vec::new();
    for members in &clusters {
        let mut own: Vec<(u32, u32, f32)> = Vec::new();
        for (at, a) in members.iter().enumerate() {
            for b in &members[at + 1..] {
                let bits = known.get(&(*a, *b)).copied().unwrap_or_else(|| run.scorer.bits(*a, *b));
                own.push((*a, *b, bits));
            }
        }
        let mean = own.iter().map(|(_, _, bits)| *bits).sum::<f32>() / own.len().max(1) as f32;
        pairs.extend(
            own.into_iter().map(|(a, b, bits)| run.pair(Scored { a, b, bits }, Some(mean.max(run.least)))),
        );
    }
    pairs.sort_unstable_by_key(|pair| (pair.left, pair.right));
    Ok(run.answer(pairs, &clusters))
}

/// Finds which rows of two tables are the same thing.
pub fn link(
    left: &Table,
    right: &Table,
    settings: &Settings,
    decisions: &Decisions,
) -> Result<Linkage, ResolveError> {
    let mut run = Run::new(left, Some(right), settings, decisions)?;
    run.add_decided();
    link::among_rivals(&mut run.scored);
    let several = link::several(settings.cardinality, &run.scored);
    let chosen = link::choose(&run.scored, run.least, several, &run.decided);
    let pairs = chosen.iter().map(|pair| run.pair(*pair, None)).collect();
    let clusters = connected(&chosen, &run.decided);
    Ok(run.answer(pairs, &clusters))
}

/// What both use-cases have in common.
struct Run {
    scorer: Scorer,
    /// Pairs worth keeping, by row.
    scored: Vec<Scored>,
    decided: Carried,
    /// Bits from which two rows are taken for the same.
    least: f32,
    review: (f64, f64),
}

impl Run {
    fn new(
        left: &Table,
        right: Option<&Table>,
        settings: &Settings,
        decisions: &Decisions,
    ) -> Result<Self, ResolveError> {
        settings.check()?;
        let decided = decisions.carry((left.len(), right.map_or(0, Table::len)))?;
        let evidence = Evidence::new(left, right, settings)?;
        let proposed = propose(&evidence);
        let trained = train(&evidence, &proposed, settings.seed);
        let scorer = Scorer::new(evidence, trained);
        #[expect(clippy::cast_possible_truncation, reason = "bits of a weight")]
        let (least, kept) =
            (bits(settings.threshold) as f32, bits(settings.threshold.min(settings.review_from)) as f32);
        let scored = scorer.score(&proposed, kept);
        Ok(Self { scorer, scored, decided, least, review: (settings.review_from, settings.review_until) })
    }

    /// Pairs across the tables that people decided to be the same are there whether they were proposed or not.
    fn add_decided(&mut self) {
        let left = self.scorer.evidence.left;
        let known: rustc_hash::FxHashSet<(u32, u32)> =
            self.scored.iter().map(|pair| (pair.a, pair.b)).collect();
        for group in &self.decided.groups {
            let (lefts, rights): (Vec<u32>, Vec<u32>) = group.iter().partition(|row| **row < left);
            for a in lefts {
                for b in rights.iter().filter(|b| !known.contains(&(a, **b))) {
                    self.scored.push(Scored { a, b: *b, bits: self.scorer.bits(a, *b) });
                }
            }
        }
    }

    fn node(&self, row: u32) -> Node {
        let left = self.scorer.evidence.left;
        if row < left { Node::Left(row) } else { Node::Right(row - left) }
    }

    /// A pair taken for the same; `cluster` is what speaks for it where its own evidence does not.
    fn pair(&self, scored: Scored, cluster: Option<f32>) -> Pair {
        let own = f64::from(scored.bits);
        let (basis, probability) = match self.decided.verdict(scored.a, scored.b) {
            Some(Verdict::Same) => (Basis::Decision, DECIDED),
            _ => match cluster.filter(|_| scored.bits < self.least) {
                Some(mean) => (Basis::Cluster, probability(f64::from(mean))),
                None => (Basis::Evidence, probability(own)),
            },
        };
        Pair { left: self.node(scored.a), right: self.node(scored.b), probability, bits: own, basis }
    }

    fn answer(self, pairs: Vec<Pair>, clusters: &[Vec<u32>]) -> Linkage {
        let open = self.scored.iter().filter(|pair| self.decided.verdict(pair.a, pair.b).is_none());
        let mut review: Vec<Pair> = open
            .map(|pair| self.pair(*pair, None))
            .filter(|pair| (self.review.0..self.review.1).contains(&pair.probability))
            .collect();
        review.sort_by(|x, y| {
            x.bits.abs().total_cmp(&y.bits.abs()).then((x.left, x.right).cmp(&(y.left, y.right)))
        });
        let nodes = |members: &Vec<u32>| members.iter().map(|row| self.node(*row)).collect();
        let clusters = clusters.iter().map(nodes).collect();
        let model = self.scorer.trained.model.clone();
        Linkage { pairs, review, clusters, model, scorer: self.scorer }
    }
}

/// Rows that chosen pairs and decisions join.
fn connected(chosen: &[Scored], decided: &Carried) -> Vec<Vec<u32>> {
    let mut next: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    let mut join = |a: u32, b: u32| {
        next.entry(a).or_default().push(b);
        next.entry(b).or_default().push(a);
    };
    for pair in chosen {
        join(pair.a, pair.b);
    }
    for group in &decided.groups {
        for row in &group[1..] {
            join(group[0], *row);
        }
    }
    let mut rows: Vec<u32> = next.keys().copied().collect();
    rows.sort_unstable();
    let mut seen = rustc_hash::FxHashSet::default();
    let mut clusters = Vec::new();
    for row in rows {
        let (mut members, mut open) = (Vec::new(), vec![row]);
        while let Some(at) = open.pop() {
            if seen.insert(at) {
                members.push(at);
                open.extend(next.get(&at).into_iter().flatten());
            }
        }
        if members.len() > 1 {
            members.sort_unstable();
            clusters.push(members);
        }
    }
    clusters
}
