//! Rows of a view as batches for runs over whole populations: the columns that are read, some thousand rows at a time.
#![expect(
    clippy::type_complexity,
    clippy::single_match_else,
    reason = "a column with its key and words; two cases side by side"
)]

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use arrow::array::UInt32Array;
use columnar::{Batch, Cells, ColumnKey, ListCells, ListState, Reads, Values};
use vocabulary::AttributeType;
use vocabulary::kind::{AttributeId, FieldId};

use super::{Held, HeldList, View};
use crate::column::{Column, State};

/// The columns of a view that a run reads.
#[derive(Debug)]
pub struct ViewColumns<'v> {
    columns: Vec<(ColumnKey, &'v Held, Arc<[Arc<str>]>)>,
    lists: Vec<List<'v>>,
}

#[derive(Debug)]
struct List<'v> {
    id: AttributeId,
    held: Option<&'v HeldList>,
    /// Where it was said that there are no records.
    none: Option<&'v Held>,
    incomplete: Option<&'v Held>,
    /// By source: whether its list is complete.
    whole: Vec<bool>,
    fields: Vec<FieldColumn<'v>>,
}

#[derive(Debug)]
struct FieldColumn<'v> {
    id: FieldId,
    column: &'v Column,
    words: Arc<[Arc<str>]>,
    /// What follows from another field where nothing is stated: that field, and the word by its word.
    follows: Option<(&'v Column, Vec<Option<u32>>)>,
}

impl View {
    /// The columns that a run reads; attributes that this kind does not have are unknown.
    pub fn columns_of(&self, reads: &Reads) -> ViewColumns<'_> {
        let columns = reads.columns.iter().filter_map(|key| {
            let held: &Held = self.columns.get(key)?;
            Some((*key, held, Arc::from(held.column.words())))
        });
        let lists = reads.lists.iter().filter(|(id, _)| usize::from(id.0) < self.kind.attributes.len());
        ViewColumns {
            columns: columns.collect(),
            lists: lists.map(|(id, fields)| self.list_of(*id, fields.iter().copied())).collect(),
        }
    }

    fn list_of(&self, id: AttributeId, wanted: impl Iterator<Item = FieldId>) -> List<'_> {
        let held = self.lists.get(&id);
        let fields = wanted.filter_map(|field| self.field_of(id, held?, field)).collect();
        List {
            id,
            held: held.map(AsRef::as_ref),
            none: self.columns.get(&(id, None)).map(AsRef::as_ref),
            incomplete: self.incomplete.get(&id).map(AsRef::as_ref),
            whole: self.sources.iter().map(|source| source.complete).collect(),
            fields,
        }
    }

    fn field_of<'v>(&'v self, list: AttributeId, held: &'v HeldList, id: FieldId) -> Option<FieldColumn<'v>> {
        let column = held.fields.get(usize::from(id.0))?;
        let mut words = column.words().to_vec();
        let AttributeType::List(fields) = &self.kind.get(list).r#type else { return None };
        let field = fields.get(usize::from(id.0))?;
        let follows = field.infer.as_ref().and_then(|(from, values)| {
            let from = held.fields.get(usize::from(from.0))?;
            let code = |word: &Arc<str>| {
                let value = values.get(word.as_ref())?;
                let at = words.iter().position(|word| word.as_ref() == value).unwrap_or_else(|| {
                    words.push(value.as_str().into());
                    words.len() - 1
                });
                u32::try_from(at).ok()
            };
            Some((from, from.words().iter().map(code).collect()))
        });
        Some(FieldColumn { id, column, words: words.into(), follows })
    }
}

impl ViewColumns<'_> {
    /// Some subjects.
    pub fn batch(&self, rows: Range<usize>) -> Batch {
        let columns = self.columns.iter().map(|(key, held, words)| (*key, held.cells(rows.clone(), words)));
        let lists = self.lists.iter().map(|list| (list.id, list.cells(rows.clone())));
        Batch { rows: rows.len(), columns: columns.collect(), lists: lists.collect() }
    }
}

impl Held {
    fn cells(&self, rows: Range<usize>, words: &Arc<[Arc<str>]>) -> Cells {
        let mut cells = self.column.arrays(rows.clone(), words);
        let judged = self.ranges.iter().filter_map(|(subject, range)| {
            let subject = *subject as usize;
            rows.contains(&subject).then(|| (subject - rows.start, *range))
        });
        cells.ranges = judged.collect();
        cells
    }
}

impl List<'_> {
    fn cells(&self, rows: Range<usize>) -> ListCells {
        let mut states = Vec::with_capacity(rows.len());
        let mut offsets = Vec::with_capacity(rows.len() + 1);
        let mut so_far = 0u32;
        offsets.push(0);
        for subject in rows.clone() {
            let said_incomplete =
                self.incomplete.and_then(|held| held.column.bool(subject)).unwrap_or_default();
            let of_source = self.held.and_then(|held| Some((held, held.source(subject)?)));
            let complete = match of_source {
                Some((held, source)) => {
                    so_far += u32::try_from(held.range(subject).len()).unwrap_or(u32::MAX);
                    Some(self.whole.get(usize::from(source)).is_none_or(|whole| *whole) && !said_incomplete)
                }
                None => {
                    let none = self.none.is_some_and(|held| held.source(subject).is_some());
                    (none || said_incomplete).then_some(none && !said_incomplete)
                }
            };
            states.push(match complete {
                None => ListState::Unknown,
                Some(false) => ListState::Incomplete,
                Some(true) => ListState::Complete,
            });
            offsets.push(so_far);
        }
        let fields = match self.held {
            // Runs of records stand in the order of their subjects.
            Some(held) if !rows.is_empty() => {
                let records = held.range(rows.start).start..held.range(rows.end - 1).end;
                self.fields.iter().map(|field| (field.id, field.cells(records.clone()))).collect()
            }
            _ => BTreeMap::new(),
        };
        ListCells { states, offsets, fields }
    }
}

impl FieldColumn<'_> {
    fn cells(&self, records: Range<usize>) -> Cells {
        let mut cells = self.column.arrays(records.clone(), &self.words);
        if let (Some((from, codes)), Values::Text(..)) = (&self.follows, &cells.values) {
            let code = |record: usize| match self.column.state(record) {
                State::Unknown => codes.get(from.code(record)? as usize).copied().flatten(),
                _ => self.column.code(record),
            };
            cells.values = Values::Text(records.map(code).collect::<UInt32Array>(), Arc::clone(&self.words));
        }
        cells
    }
}
