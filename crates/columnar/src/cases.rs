//! Rows of which a judgement is open, one a combination of what the open judgements may be.

use std::sync::Arc;

use programmes::Status;

use crate::limits::MAX_OPEN_JUDGEMENTS;
use crate::outcome::statuses;
use crate::plan::Plan;
use crate::plan::graph::NodeId;
use crate::vector::{FALSE, TRUE, UNKNOWN, Vector};

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
    pub(crate) fn of(plan: &Plan<'_>, variant: usize, rows: usize, done: &[Option<Arc<Vector>>]) -> Self {
        let Some(roots) = plan.roots.get(variant) else { return Self::default() };
        let Some(amount) = &roots.amount else { return Self::default() };
        let judgements = amount.cases.iter().flat_map(|cases| &cases.judgements);
        let truths = |at: NodeId| match done.get(at).and_then(Option::as_ref) {
            Some(vector) => vector.truths(rows).into_owned(),
            None => vec![UNKNOWN; rows],
        };
        let judged: Vec<Vec<u8>> = judgements.map(|at| truths(*at)).collect();
        let open = truths(amount.open);
        let statuses = statuses(roots, rows, &truths);
        let mut out = Self { says: vec![Vec::new(); judged.len()], ..Self::default() };
        for row in 0..rows {
            if open[row] != TRUE || !matches!(statuses[row], Status::Met | Status::Unknown) {
                continue;
            }
            let unknown: Vec<usize> = (0..judged.len()).filter(|at| judged[*at][row] == UNKNOWN).collect();
            if unknown.len() > MAX_OPEN_JUDGEMENTS || amount.cases.is_none() {
                out.left.push(row);
                continue;
            }
            let combinations = 1usize << unknown.len();
            out.rows.extend(std::iter::repeat_n(u32::try_from(row).unwrap_or(u32::MAX), combinations));
            for (at, says) in out.says.iter_mut().enumerate() {
                match unknown.iter().position(|other| *other == at) {
                    None => says.extend(std::iter::repeat_n(UNKNOWN, combinations)),
                    Some(bit) => {
                        says.extend(
                            (0..combinations).map(|case| if case >> bit & 1 == 1 { TRUE } else { FALSE }),
                        );
                    }
                }
            }
        }
        out
    }
}
