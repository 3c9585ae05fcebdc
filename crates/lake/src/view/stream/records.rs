//! The records of a list, in the order of the subjects.
#![expect(
    clippy::needless_pass_by_value,
    clippy::single_match_else,
    reason = "whole columns are handed over; two cases side by side"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, AsArray, DictionaryArray, RecordBatch, StringArray, UInt32Array};
use arrow::buffer::BooleanBuffer;
use arrow::compute::concat_batches;
use arrow::datatypes::Int32Type;
use columnar::{Cells, ListCells, ListState, Values};
use vocabulary::kind::{AttributeId, FieldId};
use vocabulary::{Field, Kind};

use super::ahead::Ahead;
use super::{FileRows, NotInPassing, arrays};
use crate::layout::{Key, Layout, SUBJECT};

pub(super) struct Records<'k> {
    layout: Layout<'k>,
    wanted: &'k BTreeSet<FieldId>,
    reader: Option<Ahead>,
    /// Rows read and not yet taken, and how many of those were passed over.
    left: Option<Left>,
    passed: usize,
    name: String,
}

/// Rows of a list without the column that says of whom each is, and that column.
struct Left {
    table: RecordBatch,
    owners: Owners,
}

impl Left {
    fn of(mut table: RecordBatch) -> Result<Self, NotInPassing> {
        let owners = Owners::of(&table)?;
        if let Ok(at) = table.schema().index_of(SUBJECT) {
            table.remove_column(at);
        }
        Ok(Self { table, owners })
    }

    /// The rows from one on.
    fn from(&self, row: usize) -> Self {
        let rows = self.table.num_rows() - row;
        Self { table: self.table.slice(row, rows), owners: Owners(self.owners.0.slice(row, rows)) }
    }
}

/// Of whom each record of a list is, as positions in a dictionary.
pub(super) struct Owners(DictionaryArray<Int32Type>);

impl Owners {
    pub(super) fn of(table: &RecordBatch) -> Result<Self, NotInPassing> {
        let column = table.column_by_name(SUBJECT).and_then(|array| array.as_any().downcast_ref());
        let column: Option<&DictionaryArray<Int32Type>> = column;
        let column = column.filter(|column| column.values().as_string_opt::<i32>().is_some());
        column.cloned().map(Self).ok_or_else(|| NotInPassing(format!("没有文本列 {SUBJECT}")))
    }

    /// How many records there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// How many records from one on are of a subject.
    pub(super) fn count(&self, from: usize, subject: &str) -> usize {
        let Some(words) = self.0.values().as_string_opt::<i32>() else { return 0 };
        let keys = &self.0.keys().values()[from..];
        let mut count = 0;
        // Most records have the owner of the one before: one look at the word is enough for all of them.
        while let Some(key) = keys.get(count).filter(|_| self.0.is_valid(from + count)) {
            if usize::try_from(*key).is_ok_and(|key| words.is_valid(key) && words.value(key) == subject) {
                let is_own = |row: &usize| keys[*row] == *key && self.0.is_valid(from + row);
                count += (count..keys.len()).take_while(is_own).count();
            } else {
                break;
            }
        }
        count
    }
}

impl<'k> Records<'k> {
    /// The file of a list, or some rows of it; without one nothing is known but what the view says.
    pub(super) fn open(
        kind: &'k Kind,
        list: AttributeId,
        path: Option<&Path>,
        wanted: &'k BTreeSet<FieldId>,
        rows: Option<FileRows>,
    ) -> Result<Self, NotInPassing> {
        let layout = Layout { kind, list: Some(list) };
        let fields = layout.fields();
        // What follows from another field needs that one too.
        let needed = |field: FieldId| {
            wanted.contains(&field)
                || wanted.iter().any(|own| source_of(fields, *own).is_some_and(|from| from == field))
        };
        let reader = path.map(|path| {
            let wanted = |key: &Key| match key {
                Key::Subject => true,
                Key::Field(id) => needed(*id),
                _ => false,
            };
            Ahead::open(&layout, path, wanted, false, rows)
        });
        Ok(Self {
            layout,
            wanted,
            reader: reader.transpose()?,
            left: None,
            passed: 0,
            name: kind.get(list).name.clone(),
        })
    }

    /// The records of some subjects.
    pub(super) fn of(
        &mut self,
        subjects: &StringArray,
        absent: Option<BooleanBuffer>,
        incomplete: Option<BooleanBuffer>,
    ) -> Result<ListCells, NotInPassing> {
        let mut pieces: Vec<RecordBatch> = Vec::new();
        let (mut states, mut offsets) = (Vec::with_capacity(subjects.len()), vec![0u32]);
        let mut taken = 0u32;
        for row in 0..subjects.len() {
            let count = self.count(subjects.value(row), &mut pieces)?;
            taken += count;
            offsets.push(taken);
            let is = |flags: &Option<BooleanBuffer>| flags.as_ref().is_some_and(|flags| flags.value(row));
            states.push(match (count > 0 || is(&absent), is(&incomplete)) {
                (_, true) => ListState::Incomplete,
                (true, false) => ListState::Complete,
                (false, false) => ListState::Unknown,
            });
        }
        self.cut(&mut pieces);
        let fields = self.fields(&pieces)?;
        Ok(ListCells { states, offsets, fields })
    }

    /// Passes over the records of one subject at the front; how many.
    fn count(&mut self, subject: &str, pieces: &mut Vec<RecordBatch>) -> Result<u32, NotInPassing> {
        let mut counted = 0;
        loop {
            if self.left.as_ref().is_none_or(|left| self.passed >= left.table.num_rows()) {
                self.cut(pieces);
                let Some(reader) = &mut self.reader else { return Ok(counted) };
                match reader.next()? {
                    Some(table) => (self.left, self.passed) = (Some(Left::of(table)?), 0),
                    None => {
                        self.reader = None;
                        return Ok(counted);
                    }
                }
                continue;
            }
            let Some(Left { table, owners }) = &self.left else { return Ok(counted) };
            let count = owners.count(self.passed, subject);
            counted += u32::try_from(count).unwrap_or(u32::MAX);
            self.passed += count;
            if self.passed < table.num_rows() {
                return Ok(counted);
            }
        }
    }

    /// Cuts off what was passed over.
    fn cut(&mut self, pieces: &mut Vec<RecordBatch>) {
        if let Some(left) = self.left.take() {
            if self.passed > 0 {
                pieces.push(left.table.slice(0, self.passed));
            }
            self.left = Some(left.from(self.passed));
            self.passed = 0;
        }
    }

    fn fields(&self, pieces: &[RecordBatch]) -> Result<BTreeMap<FieldId, Cells>, NotInPassing> {
        let whole = match pieces {
            [] => return Ok(BTreeMap::new()),
            [only] => only.clone(),
            [first, ..] => concat_batches(&first.schema(), pieces)
                .map_err(|error| NotInPassing(format!("{}：{error}", self.name)))?,
        };
        let all = arrays::columns(&self.layout, &whole, |key| match key {
            Key::Field(id) => Some(id),
            _ => None,
        })?;
        let fields = self.layout.fields();
        let own = self.wanted.iter().filter_map(|id| {
            let cells = all.get(id)?.clone();
            let follows = fields.get(usize::from(id.0)).and_then(|field| field.infer.as_ref());
            let cells = match follows.and_then(|(from, words)| Some((all.get(from)?, words))) {
                Some((from, words)) => inferred(cells, from, |word| words.get(word).map(String::as_str)),
                None => cells,
            };
            Some((*id, cells))
        });
        Ok(own.collect())
    }

    /// At the end of the subjects nothing may be left.
    pub(super) fn finish(&mut self) -> Result<(), NotInPassing> {
        let left = self.left.as_ref().is_some_and(|left| left.table.num_rows() > 0);
        let more = match &mut self.reader {
            Some(reader) => reader.next()?.is_some(),
            None => false,
        };
        if left || more {
            return Err(NotInPassing(format!("“{}”的记录不按主体的次序", self.name)));
        }
        Ok(())
    }
}

/// The field that a field follows from where nothing is stated.
fn source_of(fields: &[Field], id: FieldId) -> Option<FieldId> {
    fields.get(usize::from(id.0))?.infer.as_ref().map(|(from, _)| *from)
}

/// Where nothing is stated a word follows from that of another field.
fn inferred<'w>(cells: Cells, from: &Cells, word: impl Fn(&str) -> Option<&'w str>) -> Cells {
    let (Values::Text(codes, words), Values::Text(_, others)) = (&cells.values, &from.values) else {
        return cells;
    };
    let mut list: Vec<Arc<str>> = words.to_vec();
    let follows: Vec<Option<u32>> = others
        .iter()
        .map(|other| {
            let word = word(other)?;
            let at = list.iter().position(|known| known.as_ref() == word).unwrap_or_else(|| {
                list.push(word.into());
                list.len() - 1
            });
            u32::try_from(at).ok()
        })
        .collect();
    let is_absent = |row: usize| cells.absent.as_ref().is_some_and(|absent| absent.value(row));
    let code = |row: usize| {
        if codes.is_valid(row) || is_absent(row) {
            return codes.is_valid(row).then(|| codes.value(row));
        }
        from.code(row).and_then(|code| follows.get(code).copied().flatten())
    };
    let codes = (0..codes.len()).map(code).collect::<UInt32Array>();
    Cells { values: Values::Text(codes, list.into()), absent: cells.absent.clone(), ranges: BTreeMap::new() }
}
