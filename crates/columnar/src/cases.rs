//! Rows of which a judgement is open, one for each case of what the open judgements may be.

use std::borrow::Cow;
use std::sync::Arc;

use programmes::Status;
use rustc_hash::FxHashMap;

use crate::limits::MAX_OPEN_JUDGEMENTS;
use crate::outcome::statuses;
use crate::plan::graph::NodeId;
use crate::plan::{Assignments, Plan};
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
    /// Statuses of the variant, by row.
    pub(crate) statuses: Vec<Status>,
}

impl Cases {
    pub(crate) fn of(plan: &Plan<'_>, variant: usize, rows: usize, done: &[Option<Arc<Vector>>]) -> Self {
        let Some(roots) = plan.roots.get(variant) else { return Self::default() };
        let Some(amount) = &roots.amount else { return Self::default() };
        let judgements = amount.cases.iter().flat_map(|cases| &cases.judgements);
        let truths = |at: NodeId| match done.get(at).and_then(Option::as_ref) {
            Some(vector) => vector.truths(rows),
            None => Cow::Owned(vec![UNKNOWN; rows]),
        };
        let judged: Vec<Cow<'_, [u8]>> = judgements.map(|at| truths(*at)).collect();
        let open = truths(amount.open);
        let statuses = statuses(roots, rows, &truths);
        let is_told =
            |row: &usize| open[*row] == TRUE && matches!(statuses[*row], Status::Met | Status::Unknown);
        let told: Vec<usize> = (0..rows).filter(is_told).collect();
        let mut out = Self { says: vec![Vec::new(); judged.len()], ..Self::default() };
        let choices = plan.choices.get(variant).and_then(Option::as_ref);
        let cases = |pattern: &[u8]| match choices {
            Some(choices) => Some(choices.cases(pattern)),
            None => amount.cases.as_ref().and_then(|_| all_of(pattern)),
        };
        // Rows of one pattern have the same cases: they are looked up once.
        let mut known: FxHashMap<Box<[u8]>, Option<Assignments>> = FxHashMap::default();
        let mut pattern = vec![UNKNOWN; judged.len()];
        let mut by_row: Vec<Assignments> = Vec::with_capacity(told.len());
        let mut rows_told = Vec::with_capacity(told.len());
        for row in told {
            pattern.iter_mut().zip(&judged).for_each(|(truth, judged)| *truth = judged[row]);
            let found = match known.get(pattern.as_slice()) {
                Some(found) => found.clone(),
                None => known.entry(pattern.as_slice().into()).or_insert(cases(&pattern)).clone(),
            };
            match found {
                None => out.left.push(row),
                Some(found) => {
                    out.rows.extend(std::iter::repeat_n(u32::try_from(row).unwrap_or(u32::MAX), found.len()));
                    by_row.push(found);
                    rows_told.push(row);
                }
            }
        }
        for ((at, says), judged) in out.says.iter_mut().enumerate().zip(&judged) {
            says.reserve_exact(out.rows.len());
            for (row, cases) in rows_told.iter().zip(&by_row) {
                // Of what is known a case says nothing.
                let is_open = judged[*row] == UNKNOWN;
                says.extend(cases.iter().map(|case| if is_open { case[at] } else { UNKNOWN }));
            }
        }
        out.statuses = statuses;
        out
    }
}

/// Every combination of what open judgements may be; `None` where there are too many.
fn all_of(pattern: &[u8]) -> Option<Assignments> {
    let open: Vec<usize> = (0..pattern.len()).filter(|at| pattern[*at] == UNKNOWN).collect();
    if open.len() > MAX_OPEN_JUDGEMENTS {
        return None;
    }
    let case = |combination: usize| {
        let mut case = pattern.to_vec();
        for (bit, at) in open.iter().enumerate() {
            case[*at] = if combination >> bit & 1 == 1 { TRUE } else { FALSE };
        }
        case.into_boxed_slice()
    };
    Some((0..1usize << open.len()).map(case).collect())
}
