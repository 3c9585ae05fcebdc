//! Rows of a column as Arrow arrays, for runs over whole populations.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use arrow::array::{BooleanArray, Date32Array, Int64Array, UInt32Array};
use arrow::buffer::{BooleanBuffer, NullBuffer};
use columnar::Values;

use super::{Cells, Column, State};

impl Column {
    /// All words of the column, by their code.
    pub(crate) fn words(&self) -> &[Arc<str>] {
        match &self.cells {
            Cells::Text(_, pool) => &pool.texts,
            _ => &[],
        }
    }

    /// The code of a row's word, where there is one.
    pub(crate) fn code(&self, row: usize) -> Option<u32> {
        match (&self.cells, self.state(row)) {
            (Cells::Text(codes, _), State::Known) => codes.get(row).copied(),
            _ => None,
        }
    }

    /// Some rows. `words` are those of [`Column::words`].
    pub(crate) fn arrays(&self, rows: Range<usize>, words: &Arc<[Arc<str>]>) -> columnar::Cells {
        let states = &self.states[rows.clone()];
        // Bits are gathered a word at a time.
        let is = |wanted: State| BooleanBuffer::collect_bool(states.len(), |row| states[row] == wanted);
        let known = is(State::Known);
        let nulls = Some(NullBuffer::new(known)).filter(|nulls| nulls.null_count() > 0);
        let values = match &self.cells {
            Cells::Bool(values) => {
                let values = &values[rows];
                let yes = BooleanBuffer::collect_bool(values.len(), |row| values[row]);
                Values::Truth(BooleanArray::new(yes, nulls))
            }
            Cells::Date(values) => Values::Date(Date32Array::new(values[rows].to_vec().into(), nulls)),
            Cells::Number(scale, values) => {
                Values::Number(Int64Array::new(values[rows].to_vec().into(), nulls), scale.per_one())
            }
            Cells::Text(codes, _) => {
                Values::Text(UInt32Array::new(codes[rows].to_vec().into(), nulls), Arc::clone(words))
            }
            Cells::Marker => Values::Truth(BooleanArray::new_null(states.len())),
        };
        let absent = self.has_absent.then(|| is(State::Absent));
        columnar::Cells { values, absent, ranges: BTreeMap::new() }
    }
}
