//! Records of lists: counted where they stand, no row is made of them.

use crate::batch::{ListCells, ListState};
use crate::vector::{FALSE, Fixed, NO_HIGH, TRUE, Vector};

/// How many records there are, or pass a filter: those that surely do, and those that may. More, where there may be others.
pub(crate) fn count(list: Option<&ListCells>, filter: Option<&Vector>, rows: usize) -> Vector {
    let Some(list) = list else {
        let (low, high) = (vec![0; rows], vec![NO_HIGH; rows]);
        return Vector::Fixed(Fixed { scale: 1, low, high, absent: None });
    };
    let (mut low, mut high) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    let sums = filter.map(|filter| sums(&filter.truths(list.records())));
    for (ends, state) in list.offsets.windows(2).zip(&list.states).take(rows) {
        let (start, end) = (ends[0], ends[1]);
        let (sure, possible) = match &sums {
            None => (i64::from(end - start), i64::from(end - start)),
            Some(sums) => {
                let passed = sums[end as usize] - sums[start as usize];
                // Half of 64 bits each: neither sign is reached.
                ((passed >> 32).cast_signed(), (passed & u64::from(u32::MAX)).cast_signed())
            }
        };
        low.push(sure);
        high.push(if *state == ListState::Complete { possible } else { NO_HIGH });
    }
    Vector::Fixed(Fixed { scale: 1, low, high, absent: None })
}

/// Of how many records before each one a filter surely holds, in the upper half, and may hold, in the lower: what passes between two
/// records is the difference, however many there are. Both fit: records are numbered in 32 bits.
fn sums(passes: &[u8]) -> Vec<u64> {
    let mut sums = vec![0u64; passes.len() + 1];
    let mut sum = 0u64;
    for (before_next, truth) in sums.iter_mut().skip(1).zip(passes) {
        sum += u64::from(*truth == TRUE) << 32 | u64::from(*truth != FALSE);
        *before_next = sum;
    }
    sums
}

/// For each record the row that it is of.
pub(crate) fn parents(list: &ListCells) -> Vec<u32> {
    let mut parents = Vec::with_capacity(list.records());
    for (row, pair) in (0u32..).zip(list.offsets.windows(2)) {
        parents.extend(std::iter::repeat_n(row, (pair[1] - pair[0]) as usize));
    }
    parents
}

/// What is so of subjects, for each of their records.
pub(crate) fn lift(subjects: &Vector, parents: &[u32]) -> Vector {
    subjects.taken(parents)
}
