//! The answer of a run: pairs, clusters, review queue, and why.

use crate::decisions::Node;
use crate::evidence::NO_EVIDENCE;
use crate::model::{Model, probability};
use crate::score::Scorer;

/// On what a pair rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Its own evidence.
    Evidence,
    /// The cluster it is in: its own evidence would not do, that of the others does.
    Cluster,
    /// A decision of a person, direct or carried on.
    Decision,
}

/// Two rows that are one and the same, or may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The row with the smaller number, or of the left table.
    pub left: Node,
    /// The other.
    pub right: Node,
    /// Probability of «the same», 0–1.
    pub probability: f64,
    /// Bits of the pair's own evidence, prior included.
    pub bits: f64,
    /// On what it rests.
    pub basis: Basis,
}

/// One step of a [`Waterfall`].
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Heading of the column.
    pub heading: String,
    /// How alike the values are, for people.
    pub level: &'static str,
    /// Value of the left row, normalised.
    pub left: Option<String>,
    /// Value of the right row, normalised.
    pub right: Option<String>,
    /// Bits it adds (positive speaks for «the same»).
    pub bits: f64,
}

/// How the probability of a pair comes about: the prior and what each column adds.
#[derive(Clone, Debug, PartialEq)]
pub struct Waterfall {
    /// Bits of the prior.
    pub prior: f64,
    /// What each column adds, the loudest first.
    pub steps: Vec<Step>,
    /// Sum of all.
    pub total: f64,
    /// Probability of «the same» by evidence alone.
    pub probability: f64,
}

/// The answer of a run.
pub struct Linkage {
    /// Pairs taken for the same, by row. Of a cluster, all pairs.
    pub pairs: Vec<Pair>,
    /// Pairs that a person should look at, the most uncertain first.
    pub review: Vec<Pair>,
    /// Rows that are one and the same, each cluster of at least two.
    pub clusters: Vec<Vec<Node>>,
    /// What was learnt.
    pub model: Model,
    pub(crate) scorer: Scorer,
}

impl Linkage {
    /// How the probability of a pair comes about; `None` where a row is not there. Any pair may be asked for.
    pub fn explain(&self, left: Node, right: Node) -> Option<Waterfall> {
        let evidence = &self.scorer.evidence;
        let (a, b) = (self.index(left)?, self.index(right)?);
        let text = |at: usize, row: u32| {
            let comparison = &evidence.comparisons[at];
            comparison.values.get(comparison.codes[row as usize] as usize).map(ToString::to_string)
        };
        let steps = self.scorer.steps(a, b).into_iter().enumerate().map(|(at, (level, bits))| Step {
            heading: evidence.comparisons[at].heading.clone(),
            level: if level == NO_EVIDENCE && text(at, a).is_some() && text(at, b).is_some() {
                "已计入另一列"
            } else {
                evidence.comparisons[at].level_name(level)
            },
            left: text(at, a),
            right: text(at, b),
            bits: f64::from(bits),
        });
        let mut steps: Vec<Step> = steps.collect();
        steps.sort_by(|x, y| y.bits.abs().total_cmp(&x.bits.abs()));
        let prior = self.model.prior_weight();
        let total = prior + steps.iter().map(|step| step.bits).sum::<f64>();
        Some(Waterfall { prior, steps, total, probability: probability(total) })
    }

    fn index(&self, node: Node) -> Option<u32> {
        let evidence = &self.scorer.evidence;
        match node {
            Node::Left(row) => (row < evidence.left).then_some(row),
            Node::Right(row) => row.checked_add(evidence.left).filter(|row| *row < evidence.rows),
        }
    }
}
