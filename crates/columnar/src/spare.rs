//! Columns that nothing needs any more, kept by each thread to be written over: a new one has to be allocated and cleared first, and that
//! costs as much as most loops over it.

use std::cell::RefCell;

/// Most columns of a type that a thread keeps; the one that waited longest goes first.
const MOST: usize = 64;

/// Longest column that is kept: one of more rows is seldom, and memory that nobody asks for.
const MOST_ROWS: usize = 1 << 16;

/// How much longer than asked for a column may be that is taken: one of records is not spent on a few cases.
const MOST_WASTE: usize = 8;

thread_local! {
    static SPARE: RefCell<Spare> = RefCell::default();
}

/// By type, the last one that was given back last: it still is in the cache.
#[derive(Default)]
pub(crate) struct Spare {
    numbers: Vec<Vec<i64>>,
    truths: Vec<Vec<u8>>,
    fractions: Vec<Vec<(i128, i128)>>,
    near: Vec<Vec<f64>>,
}

/// What columns are of.
pub(crate) trait Element: Copy + Default {
    /// Where columns of it are kept, if they are.
    fn kept(_: &mut Spare) -> Option<&mut Vec<Vec<Self>>> {
        None
    }
}

impl Element for i64 {
    fn kept(spare: &mut Spare) -> Option<&mut Vec<Vec<Self>>> {
        Some(&mut spare.numbers)
    }
}

impl Element for u8 {
    fn kept(spare: &mut Spare) -> Option<&mut Vec<Vec<Self>>> {
        Some(&mut spare.truths)
    }
}

impl Element for (i128, i128) {
    fn kept(spare: &mut Spare) -> Option<&mut Vec<Vec<Self>>> {
        Some(&mut spare.fractions)
    }
}

impl Element for f64 {
    fn kept(spare: &mut Spare) -> Option<&mut Vec<Vec<Self>>> {
        Some(&mut spare.near)
    }
}

impl Element for i32 {}
impl Element for u32 {}

/// A column of so many rows, to be written over: what stands in them is of no meaning.
pub(crate) fn column<T: Element>(rows: usize) -> Vec<T> {
    let fits = |column: &Vec<T>| (rows..=rows * MOST_WASTE).contains(&column.capacity());
    let kept = SPARE.with_borrow_mut(|spare| {
        let kept = T::kept(spare)?;
        let at = kept.iter().rposition(fits)?;
        Some(kept.remove(at))
    });
    match kept {
        Some(mut column) => {
            column.resize(rows, T::default());
            column
        }
        None => vec![T::default(); rows],
    }
}

/// Keeps a column that nothing needs any more.
pub(crate) fn keep<T: Element>(column: Vec<T>) {
    if column.capacity() == 0 || column.capacity() > MOST_ROWS {
        return;
    }
    // At the end of a thread there is nowhere to keep it.
    let _ = SPARE.try_with(|spare| {
        let spare = &mut *spare.borrow_mut();
        let Some(kept) = T::kept(spare) else { return };
        if kept.len() >= MOST {
            kept.remove(0);
        }
        kept.push(column);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A column that is given back comes again where it fits, at the length that is asked for.
    #[test]
    fn columns_are_written_over_where_they_fit() {
        keep(vec![7i64; 100]);
        assert_eq!(column::<i64>(101), vec![0; 101]);
        assert_eq!(column::<i64>(10), vec![0; 10]);
        assert_eq!(column::<i64>(90), vec![7; 90]);
        assert_eq!(column::<i64>(90), vec![0; 90]);
        (0..=MOST).for_each(|_| keep(vec![1u8]));
        assert_eq!(SPARE.with_borrow(|spare| spare.truths.len()), MOST);
        keep(vec![1i64; MOST_ROWS + 1]);
        assert_eq!(column::<i64>(MOST_ROWS + 1)[0], 0);
        keep(vec![1u32]);
        assert_eq!(column::<u32>(1), [0]);
    }
}
