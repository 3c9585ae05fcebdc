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
    let passes = filter.map(|filter| filter.truths(list.records()));
    for row in 0..rows {
        let (start, end) = (list.offsets[row], list.offsets[row + 1]);
        let range = start as usize..end as usize;
        let (sure, possible) = match &passes {
            None => (end - start, end - start),
            // As many as there are records at most.
            Some(passes) => passes[range].iter().fold((0u32, 0u32), |(sure, possible), truth| {
                let (is_sure, is_possible) = (u32::from(*truth == TRUE), u32::from(*truth != FALSE));
                (sure.wrapping_add(is_sure), possible.wrapping_add(is_possible))
            }),
        };
        low.push(i64::from(sure));
        let complete = list.states[row] == ListState::Complete;
        high.push(if complete { i64::from(possible) } else { NO_HIGH });
    }
    Vector::Fixed(Fixed { scale: 1, low, high, absent: None })
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
