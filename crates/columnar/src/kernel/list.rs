//! Records of lists: counted where they stand, no row is made of them.

use crate::batch::{ListCells, ListState};
use crate::vector::{FALSE, Fixed, NO_HIGH, Vector};

/// How many records there are, or pass a filter: those that surely do, and those that may. More, where there may be others.
pub(crate) fn count(list: Option<&ListCells>, filter: Option<&Vector>, rows: usize) -> Vector {
    let Some(list) = list else {
        let (low, high) = (vec![0; rows], vec![NO_HIGH; rows]);
        return Vector::Fixed(Fixed { scale: 1, low, high, absent: None, most: 0 });
    };
    let (mut low, mut high) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    let passed = filter.map(|filter| Passed::of(&filter.truths(list.records())));
    let before = |record: u32| match &passed {
        None => (i64::from(record), i64::from(record)),
        Some(passed) => passed.before(record as usize),
    };
    let mut at = before(list.offsets.first().copied().unwrap_or_default());
    for (end, state) in list.offsets.iter().skip(1).zip(&list.states).take(rows) {
        let start = std::mem::replace(&mut at, before(*end));
        low.push(at.0 - start.0);
        high.push(if *state == ListState::Complete { at.1 - start.1 } else { NO_HIGH });
    }
    Vector::Fixed(Fixed { scale: 1, low, high, absent: None, most: list.records() as u64 })
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
            so_far += sum(sure(word)) << 32 | sum(possible(word));
        }
        Self { eights }
    }

    /// Before a record: surely, and perhaps.
    fn before(&self, record: usize) -> (i64, i64) {
        let (word, so_far) = self.eights[record / 8];
        let earlier = (1u64 << (record % 8 * 8)) - 1;
        let all = so_far + (sum(sure(word) & earlier) << 32) + sum(possible(word) & earlier);
        ((all >> 32).cast_signed(), (all & u64::from(u32::MAX)).cast_signed())
    }
}

/// The lowest bit of each byte.
const ONES: u64 = 0x0101_0101_0101_0101;

/// The sum of eight bytes that are zero or one, by one multiplication: not every processor counts bits.
fn sum(bytes: u64) -> u64 {
    bytes.wrapping_mul(ONES) >> 56
}

/// A bit for each truth that holds.
fn sure(word: u64) -> u64 {
    word >> 1 & ONES
}

/// A bit for each truth that may hold.
fn possible(word: u64) -> u64 {
    (word | word >> 1) & ONES
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
    use crate::vector::{TRUE, UNKNOWN};

    #[test]
    fn what_passes_before_a_record_is_what_passes_one_by_one() {
        for length in 0..40usize {
            let truths: Vec<u8> =
                (0..length).map(|at| [FALSE, TRUE, UNKNOWN, TRUE, FALSE][at * 7 % 5]).collect();
            let passed = Passed::of(&truths);
            for record in 0..=length {
                let before = truths[..record].iter();
                let of = |passes: fn(u8) -> bool| {
                    before.clone().map(|truth| i64::from(passes(*truth))).sum::<i64>()
                };
                assert_eq!(passed.before(record), (of(|truth| truth == TRUE), of(|truth| truth != FALSE)));
            }
        }
    }
}
