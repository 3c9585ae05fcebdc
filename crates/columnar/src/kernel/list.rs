//! Records of lists: counted where they stand, no row is made of them.

use std::sync::Arc;

use crate::batch::{ListCells, ListState};
use crate::vector::{FALSE, Fixed, NO_HIGH, TRUE, Vector};
use crate::{spare, wide};

/// How many records there are, or pass a filter: those that surely do, and those that may. More, where there may be others.
/// `parents`: for each record the row that it is of.
pub(crate) fn count(
    list: Option<&ListCells>,
    filter: Option<&Vector>,
    parents: impl FnOnce() -> Arc<[u32]>,
    rows: usize,
) -> Vector {
    let Some(list) = list else {
        let (low, high) = (vec![0; rows], vec![NO_HIGH; rows]);
        return Vector::Fixed(Fixed { scale: 1, low, high, absent: None, most: 0 });
    };
    let counts = match filter.map(|filter| filter.truths(list.records())) {
        None => {
            let records = |range: &[u32]| i64::from(range[1].wrapping_sub(range[0]));
            list.offsets.windows(2).map(records).map(|records| records << 32 | records).collect()
        }
        // Where there are fewer records than rows, they are counted one by one.
        Some(truths) if truths.len() < rows => {
            let mut counts = spare::column(rows);
            counts.fill(0);
            for (parent, truth) in parents().iter().zip(truths.iter()) {
                counts[*parent as usize] += i64::from(*truth == TRUE) << 32 | i64::from(*truth != FALSE);
            }
            counts
        }
        Some(truths) => passing(list, &truths),
    };
    let low = wide::map(&counts, |count| count >> 32);
    let high = wide::map2(&counts, &list.states[..rows], |count, state| {
        if state == ListState::Complete { count & i64::from(u32::MAX) } else { NO_HIGH }
    });
    spare::keep(counts);
    Vector::Fixed(Fixed { scale: 1, low, high, absent: None, most: list.records() as u64 })
}

/// 1 in rows that have a record with a flag; flags by record, 0 or 1.
pub(crate) fn any(list: &ListCells, flags: &[u8]) -> Vec<u8> {
    // A flag is a truth that may hold.
    wide::map(&passing(list, flags), |count| u8::from(count != 0))
}

/// Of how many records of a row it surely holds, in the upper half, and may hold, in the lower: both fit, as records are numbered in 32 bits.
fn passing(list: &ListCells, truths: &[u8]) -> Vec<i64> {
    let mut counts = spare::column::<i64>(list.offsets.len().saturating_sub(1));
    let passed = Passed::of(truths);
    let mut at = passed.before(list.offsets.first().copied().unwrap_or_default());
    for (count, end) in counts.iter_mut().zip(list.offsets.iter().skip(1)) {
        let start = std::mem::replace(&mut at, passed.before(*end));
        *count = (at - start).cast_signed();
    }
    counts
}

/// Of how many records before each one a filter surely holds, and may hold: what passes between two records is the difference, however
/// many there are.
struct Passed {
    /// Eight truths to a word, the first lowest, and how many hold before them: surely in the upper half, perhaps in the lower. Both
    /// fit: records are numbered in 32 bits.
    eights: Vec<(u64, u64)>,
}

impl Passed {
    fn of(truths: &[u8]) -> Self {
        let mut eights = Vec::with_capacity(truths.len() / 8 + 1);
        let mut so_far = 0u64;
        let (words, rest) = truths.as_chunks::<8>();
        let mut last = [FALSE; 8];
        last[..rest.len()].copy_from_slice(rest);
        for eight in words.iter().chain([&last]) {
            let word = u64::from_le_bytes(*eight);
            eights.push((word, so_far));
            so_far += sums(word, u64::MAX);
        }
        Self { eights }
    }

    /// Before a record.
    fn before(&self, record: u32) -> u64 {
        let (word, so_far) = self.eights[record as usize / 8];
        so_far + sums(word, (1 << (record % 8 * 8)) - 1)
    }
}

/// The lowest bit of each byte.
const ONES: u64 = 0x0101_0101_0101_0101;

/// How many of eight truths hold surely, and perhaps, as [`Passed`] has them; those of a mask. By one multiplication, as not every processor
/// counts bits: eight fits in either half of a byte, so both are summed at once.
fn sums(word: u64, mask: u64) -> u64 {
    let sure = word >> 1 & ONES & mask;
    let possible = (word | word >> 1) & ONES & mask;
    let both = (sure << 4 | possible).wrapping_mul(ONES) >> 56;
    both >> 4 << 32 | both & 15
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vector::UNKNOWN;

    #[test]
    fn what_passes_before_a_record_is_what_passes_one_by_one() {
        for length in 0..40usize {
            let truths: Vec<u8> =
                (0..length).map(|at| [FALSE, TRUE, UNKNOWN, TRUE, FALSE][at * 7 % 5]).collect();
            let passed = Passed::of(&truths);
            for record in 0..=length {
                let before = truths[..record].iter();
                let of = |passes: fn(u8) -> bool| {
                    before.clone().map(|truth| u64::from(passes(*truth))).sum::<u64>()
                };
                let (sure, possible) = (of(|truth| truth == TRUE), of(|truth| truth != FALSE));
                assert_eq!(passed.before(u32::try_from(record).unwrap_or_default()), sure << 32 | possible);
            }
        }
    }
}
