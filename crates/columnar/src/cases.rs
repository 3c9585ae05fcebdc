//! Rows of which a judgement is open: told by cases. Where the choices of the formula cannot be walked, one row for each case of what the
//! open judgements may be.

use std::borrow::Cow;
use std::sync::Arc;

use programmes::Status;

use crate::limits::MAX_OPEN_JUDGEMENTS;
use crate::outcome::statuses;
use crate::plan::graph::NodeId;
use crate::plan::{AmountRoots, Roots};
use crate::vector::{FALSE, TRUE, UNKNOWN, Vector};

/// Rows whose amount is told by cases: it may be paid, and a choice of its formula is open.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) rows: Vec<usize>,
    /// Statuses of the variant, by row.
    pub(crate) statuses: Vec<Status>,
}

impl Told {
    pub(crate) fn of(roots: &Roots, amount: &AmountRoots, rows: usize, done: &[Option<Arc<Vector>>]) -> Self {
        let truths = |at: NodeId| truths(at, done, rows);
        let statuses = statuses(roots, rows, &truths);
        let open = truths(amount.open);
        if !open.contains(&TRUE) {
            return Self { rows: Vec::new(), statuses };
        }
        let is_told =
            |row: &usize| open[*row] == TRUE && matches!(statuses[*row], Status::Met | Status::Unknown);
        Self { rows: (0..rows).filter(is_told).collect(), statuses }
    }
}

/// The truths of a step, by row.
pub(crate) fn truths(at: NodeId, done: &[Option<Arc<Vector>>], rows: usize) -> Cow<'_, [u8]> {
    match done.get(at).and_then(Option::as_ref) {
        Some(vector) => vector.truths(rows),
        None => Cow::Owned(vec![UNKNOWN; rows]),
    }
}

/// The cases of a variant.
#[derive(Debug, Default)]
pub(crate) struct Cases {
    /// The row of each case; those of one row stand together.
    pub(crate) rows: Vec<u32>,
    /// By judgement, what each case says of it: nothing (unknown) where it is known.
    pub(crate) says: Vec<Vec<u8>>,
    /// Rows with too many open judgements: left to the interpreter.
    pub(crate) left: Vec<usize>,
}

impl Cases {
    /// Of rows told by cases, `None` for `judgements` where they cannot be.
    pub(crate) fn of(
        told: &Told,
        judgements: Option<&[NodeId]>,
        rows: usize,
        done: &[Option<Arc<Vector>>],
    ) -> Self {
        let Some(judgements) = judgements else {
            return Self { left: told.rows.clone(), ..Self::default() };
        };
        let judged: Vec<Cow<'_, [u8]>> = judgements.iter().map(|at| truths(*at, done, rows)).collect();
        let mut out = Self { says: vec![Vec::new(); judged.len()], ..Self::default() };
        let mut open: Vec<usize> = Vec::with_capacity(judged.len());
        for row in &told.rows {
            open.clear();
            open.extend((0..judged.len()).filter(|at| judged[*at][*row] == UNKNOWN));
            if open.len() > MAX_OPEN_JUDGEMENTS {
                out.left.push(*row);
                continue;
            }
            let (first, combinations) = (out.rows.len(), 1usize << open.len());
            out.rows.extend(std::iter::repeat_n(u32::try_from(*row).unwrap_or(u32::MAX), combinations));
            for (bit, at) in open.iter().enumerate() {
                let said = |combination: usize| if combination >> bit & 1 == 1 { TRUE } else { FALSE };
                // Of what is known a case says nothing.
                out.says[*at].resize(first, UNKNOWN);
                out.says[*at].extend((0..combinations).map(said));
            }
        }
        out.says.iter_mut().for_each(|says| says.resize(out.rows.len(), UNKNOWN));
        out
    }
}
