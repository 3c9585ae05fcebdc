//! For want of which facts a status is not known: those that the open conditions read and nobody told.

use programmes::Status;
use rustc_hash::FxHashMap;
use vocabulary::Kind;
use vocabulary::kind::{AttributeId, FieldId};

use crate::batch::{Batch, Cells, ColumnKey, ListCells, ListState, Reads};
use crate::kernel;
use crate::outcome::VariantOutcome;
use crate::plan::{Plan, reads_below};
use crate::vector::UNKNOWN;
use crate::wide;

/// A column, or a list with the fields that are read of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Read {
    Column(ColumnKey),
    List(AttributeId, Vec<FieldId>),
}

/// What each condition of a variant reads.
#[derive(Clone, Debug)]
pub struct Wanting {
    /// Attributes in the order in which conditions name them.
    pub attributes: Vec<AttributeId>,
    /// By condition at the top, or what says whom the programme applies to, last: positions of attributes and what is read of them.
    conditions: Vec<Vec<(usize, Read)>>,
}

impl Wanting {
    /// Of a variant of a plan, by position.
    pub fn of(plan: &Plan<'_>, variant: usize) -> Self {
        let mut out = Self { attributes: Vec::new(), conditions: Vec::new() };
        let Some(roots) = plan.roots.get(variant) else { return out };
        for root in roots.conditions.iter().copied().chain(roots.applies) {
            let Reads { columns, lists } = reads_below(&plan.graph, root, plan.as_of);
            let columns = columns.into_iter().map(|key| (key.0, Read::Column(key)));
            let lists = lists
                .into_iter()
                .map(|(list, fields)| (list, Read::List(list, fields.into_iter().collect())));
            let mut place = |attribute| {
                let known = out.attributes.iter().position(|known| *known == attribute);
                known.unwrap_or_else(|| {
                    out.attributes.push(attribute);
                    out.attributes.len() - 1
                })
            };
            let reads = columns.chain(lists).map(|(attribute, read)| (place(attribute), read)).collect();
            out.conditions.push(reads);
        }
        out
    }

    /// Of how many of the rows that are unknown an open condition waits for each attribute. `counts`: which rows are looked at; all
    /// without it.
    pub fn count(
        &self,
        untold: &mut Untold<'_>,
        outcome: &VariantOutcome,
        counts: Option<impl Fn(usize) -> bool>,
    ) -> Vec<u64> {
        let mut open = wide::map(&outcome.statuses, |status| u8::from(status == Status::Unknown));
        if let Some(counts) = counts {
            open.iter_mut().enumerate().for_each(|(row, open)| *open &= u8::from(*open == 1 && counts(row)));
        }
        if !open.contains(&1) {
            return vec![0; self.attributes.len()];
        }
        let mut waits: Vec<Option<Vec<u8>>> = vec![None; self.attributes.len()];
        for (condition, reads) in self.conditions.iter().enumerate() {
            let truths = outcome.conditions.get(condition).or(outcome.applies.as_ref());
            let Some(truths) = truths else { continue };
            let open = wide::map2(truths, &open, |truth, open| u8::from(truth == UNKNOWN) & open);
            if !open.contains(&1) {
                continue;
            }
            for (at, read) in reads {
                let untold = wide::map2(&open, untold.rows(read), |open, untold| open & untold);
                match &mut waits[*at] {
                    Some(waits) => wide::update(waits, &untold, |waits, untold| waits | untold),
                    none => *none = Some(untold),
                }
            }
        }
        let sum = |waits: &Option<Vec<u8>>| {
            let of = waits.as_deref().unwrap_or_default();
            u64::from(wide::fold(of, 0u32, |sum, wait| sum + u32::from(wait)))
        };
        waits.iter().map(sum).collect()
    }
}

/// Which facts of a batch nobody told: looked at once each.
pub struct Untold<'b> {
    kind: &'b Kind,
    batch: &'b Batch,
    known: FxHashMap<Read, Vec<u8>>,
}

impl<'b> Untold<'b> {
    /// Of a batch that a plan runs over.
    pub fn of(plan: &Plan<'b>, batch: &'b Batch) -> Self {
        Self { kind: plan.kind, batch, known: FxHashMap::default() }
    }

    /// 1 where the fact is not told.
    fn rows(&mut self, read: &Read) -> &[u8] {
        let (kind, batch) = (self.kind, self.batch);
        if !self.known.contains_key(read) {
            self.known.insert(read.clone(), Self::look(kind, batch, read));
        }
        &self.known[read]
    }

    fn look(kind: &Kind, batch: &Batch, read: &Read) -> Vec<u8> {
        match read {
            Read::Column((attribute, year)) => {
                // Nothing is wanting of years before a subject existed.
                let unborn = year.zip(kind.get(*attribute).born).and_then(|(year, born)| {
                    kernel::unborn(batch.columns.get(&(born, None)), year, batch.rows)
                });
                let existed = |row: usize| unborn.as_ref().is_none_or(|unborn| unborn[row] == 0);
                let Some(cells) = batch.columns.get(&(*attribute, *year)) else {
                    return (0..batch.rows).map(|row| u8::from(existed(row))).collect();
                };
                let mut untold = untold_cells(cells, batch.rows);
                if let Some(unborn) = &unborn {
                    untold =
                        wide::map2(&untold, unborn, |untold, unborn| if unborn == 0 { untold } else { 0 });
                }
                untold
            }
            Read::List(attribute, fields) => match batch.lists.get(attribute) {
                None => vec![1; batch.rows],
                Some(list) => untold_list(list, fields, batch.rows),
            },
        }
    }
}

/// 1 where a cell is neither told, nor absent, nor a range.
fn untold_cells(cells: &Cells, rows: usize) -> Vec<u8> {
    let Some(nulls) = cells.values.array().nulls().filter(|nulls| nulls.null_count() > 0) else {
        return vec![0; rows];
    };
    let mut untold = wide::map(&wide::bits(nulls.inner()), |told| 1 ^ told);
    if let Some(absent) = &cells.absent {
        absent.set_indices().for_each(|row| untold[row] = 0);
    }
    cells.ranges.keys().for_each(|row| untold[*row] = 0);
    untold
}

/// 1 where there may be other records, or a field that is read is not told of one.
fn untold_list(list: &ListCells, fields: &[FieldId], rows: usize) -> Vec<u8> {
    let mut untold: Vec<u8> =
        list.states[..rows].iter().map(|state| u8::from(*state != ListState::Complete)).collect();
    let mut of_records = vec![0u8; list.records()];
    for field in fields {
        match list.fields.get(field) {
            Some(cells) => {
                let cells = untold_cells(cells, list.records());
                of_records = wide::map2(&of_records, &cells, |a, b| a | b);
            }
            None => of_records.fill(1),
        }
    }
    for (untold, range) in untold.iter_mut().zip(list.offsets.windows(2)) {
        *untold |= u8::from(of_records[range[0] as usize..range[1] as usize].contains(&1));
    }
    untold
}
