//! Pairs out of blocks, within budgets.

use rayon::slice::ParallelSliceMut;

use crate::evidence::Evidence;
use crate::limits::MAX_BLOCK;

/// Rows from which sorting is shared between cores.
const PARALLEL: usize = 100_000;

/// Pairs proposed so far.
pub(crate) struct Proposals {
    pairs: Vec<u64>,
    left: u32,
    linking: bool,
    most: usize,
    full: bool,
}

impl Proposals {
    pub(crate) fn new(evidence: &Evidence, most: usize) -> Self {
        Self { pairs: Vec::new(), left: evidence.left, linking: evidence.linking, most, full: false }
    }

    /// Whether the budget of all rules is spent.
    pub(crate) fn full(&self) -> bool {
        self.full
    }

    /// Adds the pairs of rows with equal keys, small blocks first, at most `most`.
    pub(crate) fn add(&mut self, mut entries: Vec<(u64, u32)>, most: usize) {
        sort(&mut entries);
        let mut blocks: Vec<(usize, &[(u64, u32)])> = entries
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|block| (2..=MAX_BLOCK).contains(&block.len()))
            .map(|block| (self.pairs_of(block), block))
            .filter(|(pairs, _)| *pairs > 0)
            .collect();
        let all: usize = blocks.iter().map(|(pairs, _)| pairs).sum();
        if all > most {
            blocks.sort_by_key(|(pairs, _)| *pairs);
        }
        let mut spent = 0;
        for (pairs, block) in blocks {
            spent += pairs;
            if spent > most {
                break;
            }
            self.emit(block);
        }
        // Rules find many pairs again: only different ones count against the budget.
        if self.pairs.len() > 2 * self.most {
            self.tidy();
            self.full = self.pairs.len() >= self.most;
        }
    }

    fn pairs_of(&self, block: &[(u64, u32)]) -> usize {
        if self.linking {
            // Rows are sorted within a block: those of the left table come first.
            let left = block.partition_point(|(_, row)| *row < self.left);
            left * (block.len() - left)
        } else {
            block.len() * (block.len() - 1) / 2
        }
    }

    fn emit(&mut self, block: &[(u64, u32)]) {
        for (at, (_, a)) in block.iter().enumerate() {
            if self.linking && *a >= self.left {
                break;
            }
            let from = if self.linking { block.partition_point(|(_, row)| *row < self.left) } else { at + 1 };
            let others = block[from..].iter().filter(|(_, b)| a != b);
            self.pairs.extend(others.map(|(_, b)| u64::from(*a) << 32 | u64::from(*b)));
        }
    }

    fn tidy(&mut self) {
        sort(&mut self.pairs);
        self.pairs.dedup();
    }

    /// All pairs, sorted, each once.
    pub(crate) fn finish(mut self) -> Vec<u64> {
        self.tidy();
        self.pairs.shrink_to_fit();
        self.pairs
    }
}

fn sort<T: Ord + Send>(items: &mut [T]) {
    if items.len() < PARALLEL { items.sort_unstable() } else { items.par_sort_unstable() }
}
