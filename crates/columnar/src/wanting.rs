//! For want of which facts a status is not known: those that the open conditions read and nobody told.

use programmes::Status;
use rustc_hash::FxHashMap;
use vocabulary::Kind;
use vocabulary::kind::{AttributeId, FieldId};

use crate::batch::{Batch, Cells, ColumnKey, ListState, Reads};
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
    /// By record, where there is one that is not told.
    fields: FxHashMap<(AttributeId, FieldId), Option<Vec<u8>>>,
    /// By the attribute that says when subjects began, and year: where one does not exist.
    unborn: FxHashMap<(AttributeId, i16), Option<Vec<u8>>>,
}

impl<'b> Untold<'b> {
    /// Of a batch that a plan runs over.
    pub fn of(plan: &Plan<'b>, batch: &'b Batch) -> Self {
        let (known, fields, unborn) = (FxHashMap::default(), FxHashMap::default(), FxHashMap::default());
        Self { kind: plan.kind, batch, known, fields, unborn }
    }

    /// 1 where the fact is not told.
    fn rows(&mut self, read: &Read) -> &[u8] {
        if !self.known.contains_key(read) {
            let untold = match read {
                Read::Column(key) => self.column(*key),
                Read::List(list, fields) => self.list(*list, fields),
            };
            self.known.insert(read.clone(), untold);
        }
        &self.known[read]
    }

    fn column(&mut self, (attribute, year): ColumnKey) -> Vec<u8> {
        let (batch, rows) = (self.batch, self.batch.rows);
        let untold = match batch.columns.get(&(attribute, year)) {
            None => vec![1; rows],
            Some(cells) => untold_cells(cells).unwrap_or_else(|| vec![0; rows]),
        };
        // Nothing is wanting of years before a subject existed.
        match year.zip(self.kind.get(attribute).born).and_then(|(year, born)| self.unborn(born, year)) {
            None => untold,
            Some(unborn) => {
                wide::map2(&untold, unborn, |untold, unborn| if unborn == 0 { untold } else { 0 })
            }
        }
    }

    /// 1 in rows that did not exist in a year.
    fn unborn(&mut self, born: AttributeId, year: i16) -> Option<&Vec<u8>> {
        let batch = self.batch;
        let find = || {
            let births = batch.columns.get(&(born, None)).map(|cells| kernel::days(cells, batch.rows));
            kernel::unborn(births.as_deref(), year)
        };
        self.unborn.entry((born, year)).or_insert_with(find).as_ref()
    }

    /// 1 where there may be other records, or a field that is read is not told of one.
    fn list(&mut self, attribute: AttributeId, fields: &[FieldId]) -> Vec<u8> {
        let Some(list) = self.batch.lists.get(&attribute) else { return vec![1; self.batch.rows] };
        let states = &list.states[..self.batch.rows];
        let untold = wide::map(states, |state| u8::from(state != ListState::Complete));
        let mut of_records: Option<Vec<u8>> = None;
        for field in fields {
            let of_field =
                self.fields.entry((attribute, *field)).or_insert_with(|| match list.fields.get(field) {
                    Some(cells) => untold_cells(cells),
                    None => Some(vec![1; list.records()]),
                });
            let Some(of_field) = of_field else { continue };
            match &mut of_records {
                Some(so_far) => wide::update(so_far, of_field, |a, b| a | b),
                none => *none = Some(of_field.clone()),
            }
        }
        match of_records {
            None => untold,
            Some(of_records) => wide::map2(&untold, &kernel::any(list, &of_records), |a, b| a | b),
        }
    }
}

/// 1 where a cell is neither told, nor absent, nor a range; `None` where there is no such cell.
fn untold_cells(cells: &Cells) -> Option<Vec<u8>> {
    let nulls = cells.values.array().nulls().filter(|nulls| nulls.null_count() > 0)?;
    let mut untold = wide::map(&wide::bits(nulls.inner()), |told| 1 ^ told);
    if let Some(absent) = &cells.absent {
        absent.set_indices().for_each(|row| untold[row] = 0);
    }
    cells.ranges.keys().for_each(|row| untold[*row] = 0);
    Some(untold)
}
