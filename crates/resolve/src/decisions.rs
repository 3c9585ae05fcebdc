//! What people decided: the same, or not the same. Decisions outrank the model and are carried on along «the same»:
//! a = b and b = c make a = c; a = b and b ≠ c make a ≠ c.

use std::collections::VecDeque;
use std::collections::hash_map::Entry;
use std::fmt;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::ResolveError;

/// A row of one of the tables, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Node {
    /// A row of the only table (dedupe) or of the left one (link).
    Left(u32),
    /// A row of the right table.
    Right(u32),
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Left(row) => write!(f, "左表第 {} 行", u64::from(*row) + 1),
            Self::Right(row) => write!(f, "右表第 {} 行", u64::from(*row) + 1),
        }
    }
}

/// What was decided about a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// One and the same.
    Same,
    /// Two different ones.
    Different,
}

/// One decision of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decision {
    /// One row.
    pub left: Node,
    /// The other; of the same table or of the other one.
    pub right: Node,
    /// What they are to each other.
    pub verdict: Verdict,
}

/// All decisions of people for one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions(Vec<Decision>);

impl Decisions {
    /// No decisions yet.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds that two rows are the same.
    pub fn same(&mut self, left: Node, right: Node) -> &mut Self {
        self.0.push(Decision { left, right, verdict: Verdict::Same });
        self
    }

    /// Adds that two rows are not the same.
    pub fn different(&mut self, left: Node, right: Node) -> &mut Self {
        self.0.push(Decision { left, right, verdict: Verdict::Different });
        self
    }

    /// As given, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Decision> {
        self.0.iter()
    }

    /// Carries the decisions on and checks that they agree. `rows` are the rows of the left and the right table; a right
    /// row is numbered after all left ones.
    pub(crate) fn carry(&self, rows: (usize, usize)) -> Result<Carried, ResolveError> {
        let mut sets = DisjointSets::default();
        for decision in &self.0 {
            let (a, b) = (index(decision.left, rows)?, index(decision.right, rows)?);
            if decision.verdict == Verdict::Same {
                sets.join(a, b);
            } else if a == b {
                return Err(ResolveError::NotItself { node: decision.left });
            }
        }
        let mut different = FxHashSet::default();
        for decision in self.0.iter().filter(|d| d.verdict == Verdict::Different) {
            let (a, b) = (index(decision.left, rows)?, index(decision.right, rows)?);
            let (a, b) = (sets.root(a), sets.root(b));
            if a == b {
                let because = self.path(decision.left, decision.right);
                return Err(ResolveError::Contradiction { different: *decision, because });
            }
            different.insert((a.min(b), a.max(b)));
        }
        let mut groups: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut members: Vec<u32> = sets.parents.keys().copied().collect();
        members.sort_unstable();
        for member in members {
            groups.entry(sets.root(member)).or_default().push(member);
        }
        let roots = groups.iter().flat_map(|(root, group)| group.iter().map(|row| (*row, *root))).collect();
        let mut groups: Vec<Vec<u32>> = groups.into_values().filter(|group| group.len() > 1).collect();
        groups.sort_unstable();
        Ok(Carried { roots, different, groups })
    }

    /// The shortest chain of «the same» from one row to another, for the message of a contradiction.
    fn path(&self, from: Node, to: Node) -> Vec<Decision> {
        let mut came: FxHashMap<Node, Option<Decision>> = FxHashMap::default();
        came.insert(from, None);
        let mut queue = VecDeque::from([from]);
        while let Some(node) = queue.pop_front() {
            for decision in self.0.iter().filter(|d| d.verdict == Verdict::Same) {
                let next = match (decision.left == node, decision.right == node) {
                    (true, _) => decision.right,
                    (_, true) => decision.left,
                    _ => continue,
                };
                if let Entry::Vacant(entry) = came.entry(next) {
                    entry.insert(Some(*decision));
                    queue.push_back(next);
                }
            }
        }
        let mut steps = Vec::new();
        let mut at = to;
        while let Some(Some(decision)) = came.get(&at) {
            steps.push(*decision);
            at = if decision.left == at { decision.right } else { decision.left };
        }
        steps.reverse();
        steps
    }
}

fn index(node: Node, rows: (usize, usize)) -> Result<u32, ResolveError> {
    let (row, most, offset) = match node {
        Node::Left(row) => (row, rows.0, 0),
        Node::Right(row) => (row, rows.1, rows.0),
    };
    if row as usize >= most {
        return Err(ResolveError::NoSuchRow { node, rows: most });
    }
    // MAX_ROWS is checked before: the sum fits.
    Ok(row + u32::try_from(offset).unwrap_or(u32::MAX))
}

/// Decisions carried on, over row numbers of both tables.
#[derive(Clone, Debug, Default)]
pub(crate) struct Carried {
    roots: FxHashMap<u32, u32>,
    different: FxHashSet<(u32, u32)>,
    /// Rows decided to be the same; each of at least two.
    pub(crate) groups: Vec<Vec<u32>>,
}

impl Carried {
    /// What people decided about a pair, directly or by consequence.
    pub(crate) fn verdict(&self, a: u32, b: u32) -> Option<Verdict> {
        let (a, b) = (self.root(a)?, self.root(b)?);
        if a == b {
            return Some(Verdict::Same);
        }
        self.different.contains(&(a.min(b), a.max(b))).then_some(Verdict::Different)
    }

    /// The group of a row that some decision names.
    pub(crate) fn root(&self, row: u32) -> Option<u32> {
        self.roots.get(&row).copied()
    }

    /// Pairs of groups that must stay apart, each smaller first.
    pub(crate) fn apart(&self) -> impl Iterator<Item = (u32, u32)> {
        self.different.iter().copied()
    }
}

/// Union–find with path halving; the smallest member is the root, so that results do not depend on the order.
#[derive(Clone, Debug, Default)]
struct DisjointSets {
    parents: FxHashMap<u32, u32>,
}

impl DisjointSets {
    fn root(&mut self, mut at: u32) -> u32 {
        loop {
            let parent = *self.parents.entry(at).or_insert(at);
            if parent == at {
                return at;
            }
            let above = self.parents.get(&parent).copied().unwrap_or(parent);
            self.parents.insert(at, above);
            at = above;
        }
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.parents.insert(a.max(b), a.min(b));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: (usize, usize) = (10, 10);

    #[test]
    fn decisions_are_carried_along_the_same() {
        let mut decisions = Decisions::none();
        decisions.same(Node::Left(0), Node::Right(1)).same(Node::Left(2), Node::Right(1));
        decisions.different(Node::Left(2), Node::Left(5));
        let carried = decisions.carry(ROWS).expect("consistent");
        assert_eq!(carried.verdict(0, 2), Some(Verdict::Same));
        assert_eq!(carried.verdict(5, 0), Some(Verdict::Different));
        assert_eq!(carried.verdict(0, 7), None);
        assert_eq!(carried.groups, [vec![0, 2, 11]]);
    }

    #[test]
    fn a_contradiction_names_the_pair_and_the_chain() {
        let mut decisions = Decisions::none();
        decisions.same(Node::Left(0), Node::Left(1)).same(Node::Left(1), Node::Left(2));
        decisions.different(Node::Left(2), Node::Left(0));
        let error = decisions.carry(ROWS).expect_err("contradictory").to_string();
        assert_eq!(
            error,
            "人工判定自相矛盾：左表第 3 行与左表第 1 行被判为“不是同一个”，而由其他判定（左表第 2 行＝左表第 3 行，\
             左表第 1 行＝左表第 2 行）可推出它们是同一个；请撤销其中一条"
        );
    }

    #[test]
    fn rows_that_are_not_there_are_refused() {
        let mut decisions = Decisions::none();
        decisions.same(Node::Left(0), Node::Right(10));
        let error = decisions.carry(ROWS).expect_err("no such row").to_string();
        assert_eq!(error, "人工判定引用的右表第 11 行不存在，该表只有 10 行");
        let mut decisions = Decisions::none();
        decisions.different(Node::Left(3), Node::Left(3));
        assert!(matches!(decisions.carry(ROWS), Err(ResolveError::NotItself { .. })));
    }
}
