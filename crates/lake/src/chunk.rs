//! Rows being gathered: a set of columns that grows as new attributes and years turn up.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BooleanArray, Decimal128Array, Int64Array, RecordBatch, new_null_array};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use arrow::error::ArrowError;
use rustc_hash::FxHashMap;

use crate::column::{Column, TooLarge};
use crate::layout::{self, DECIMAL, Key, Layout, StoredColumn};
use crate::value::{E8_LIMIT, E8_ONE, Scale, Value};

/// Rows in memory.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    rows: usize,
    columns: Vec<(Key, Column)>,
    slots: FxHashMap<Key, usize>,
}

impl Chunk {
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    pub(crate) fn width(&self) -> usize {
        self.columns.len()
    }

    /// Where the values of a column go; the column begins to exist.
    pub(crate) fn slot(&mut self, layout: &Layout<'_>, key: &Key) -> usize {
        if let Some(slot) = self.slots.get(key) {
            return *slot;
        }
        self.columns.push((key.clone(), Column::new(layout.shape(key))));
        self.slots.insert(key.clone(), self.columns.len() - 1);
        self.columns.len() - 1
    }

    /// Whether a slot belongs to a column.
    pub(crate) fn is(&self, slot: usize, key: &Key) -> bool {
        self.columns.get(slot).is_some_and(|(own, _)| own == key)
    }

    /// Whether a value could go into the next row.
    pub(crate) fn fits(&self, key: &Key, value: &Value) -> Result<(), TooLarge> {
        match value {
            Value::Number(_, Scale::Whole | Scale::E8) => {
                self.slots.get(key).map_or(Ok(()), |slot| self.fits_slot(*slot, value))
            }
            _ => Ok(()),
        }
    }

    /// Whether a value could go into the next row of a column whose slot is known.
    pub(crate) fn fits_slot(&self, slot: usize, value: &Value) -> Result<(), TooLarge> {
        self.columns.get(slot).map_or(Ok(()), |(_, column)| column.fits(value))
    }

    /// Begins the next row, all of it unknown.
    pub(crate) fn begin_row(&mut self) {
        self.rows += 1;
    }

    /// States a value of the row begun last.
    pub(crate) fn set(&mut self, layout: &Layout<'_>, key: &Key, value: &Value) {
        if *value != Value::Unknown {
            let slot = self.slot(layout, key);
            self.set_slot(slot, value);
        }
    }

    /// States a text of the row begun last.
    pub(crate) fn set_text(&mut self, layout: &Layout<'_>, key: &Key, text: &str) {
        let slot = self.slot(layout, key);
        if let Some((row, column)) = self.last_row(slot) {
            column.set_text(row, text);
        }
    }

    /// States a value of the row begun last, in a column whose slot is known.
    pub(crate) fn set_slot(&mut self, slot: usize, value: &Value) {
        if let Some((row, column)) = self.last_row(slot) {
            column.set(row, value);
        }
    }

    fn last_row(&mut self, slot: usize) -> Option<(usize, &mut Column)> {
        let row = self.rows.checked_sub(1)?;
        let (_, column) = self.columns.get_mut(slot)?;
        if column.len() <= row {
            column.pad(row + 1);
        }
        Some((row, column))
    }

    /// All rows as one batch; the chunk begins anew with the same slots.
    pub(crate) fn take(&mut self, layout: &Layout<'_>) -> Result<Batch, ArrowError> {
        let rows = std::mem::take(&mut self.rows);
        let mut stored = Vec::new();
        for (key, column) in &mut self.columns {
            let mut column = std::mem::replace(column, Column::new(layout.shape(key)));
            column.pad(rows);
            stored.extend(layout::store(layout, key, &column, 0..rows));
        }
        Batch::new(rows, stored)
    }
}

/// Rows in their stored form.
#[derive(Clone, Debug)]
pub(crate) struct Batch {
    pub(crate) columns: Columns,
    pub(crate) batch: RecordBatch,
}

impl Batch {
    pub(crate) fn new(rows: usize, mut stored: Vec<StoredColumn>) -> Result<Self, ArrowError> {
        stored.sort_by(|a, b| (&a.key, a.absent).cmp(&(&b.key, b.absent)));
        let arrays = stored.iter().map(|column| Arc::clone(&column.array)).collect();
        let fields = stored.into_iter().map(|column| ((column.key, column.absent), Arc::new(column.field)));
        let columns = Columns(fields.collect());
        let batch = rows_of(rows, columns.schema(), arrays)?;
        Ok(Self { columns, batch })
    }
}

/// Which columns there are and of which type, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns(pub(crate) BTreeMap<(Key, bool), Arc<Field>>);

impl Columns {
    pub(crate) fn schema(&self) -> SchemaRef {
        Arc::new(Schema::new(self.0.values().cloned().collect::<Vec<_>>()))
    }

    /// Adds the columns of another chunk; a column with fractions in either has them in both.
    pub(crate) fn unite(&mut self, other: &Self) {
        for (key, field) in &other.0 {
            match self.0.get(key) {
                Some(own) if *own.data_type() == DECIMAL || own.data_type() == field.data_type() => {}
                _ => {
                    self.0.insert(key.clone(), Arc::clone(field));
                }
            }
        }
    }

    /// Whether another set has all of these columns, of the same types.
    pub(crate) fn are_among(&self, others: &Self) -> bool {
        self.0.iter().all(|(key, field)| others.0.get(key) == Some(field))
    }

    /// The same rows with exactly these columns.
    pub(crate) fn fit(&self, batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let arrays = self.0.iter().map(|(key, field)| fit_column(key, field, batch));
        rows_of(batch.num_rows(), self.schema(), arrays.collect::<Result<Vec<_>, _>>()?)
    }
}

/// The rows of one column as `field` holds them; blank where the batch has no such column.
pub(crate) fn fit_column(
    (_, absent): &(Key, bool),
    field: &Field,
    batch: &RecordBatch,
) -> Result<ArrayRef, ArrowError> {
    Ok(match batch.column_by_name(field.name()) {
        Some(array) if array.data_type() == field.data_type() => Arc::clone(array),
        Some(array) => widen(array, field.data_type())?,
        None if *absent => Arc::new(BooleanArray::from(vec![false; batch.num_rows()])),
        None => new_null_array(field.data_type(), batch.num_rows()),
    })
}

/// Rows of which nothing is told.
pub(crate) fn blank(rows: usize) -> Result<RecordBatch, ArrowError> {
    rows_of(rows, Arc::new(Schema::empty()), Vec::new())
}

fn rows_of(rows: usize, schema: SchemaRef, arrays: Vec<ArrayRef>) -> Result<RecordBatch, ArrowError> {
    let options = arrow::array::RecordBatchOptions::new().with_row_count(Some(rows));
    RecordBatch::try_new_with_options(schema, arrays, &options)
}

fn widen(array: &ArrayRef, to: &DataType) -> Result<ArrayRef, ArrowError> {
    let whole = array.as_any().downcast_ref::<Int64Array>().filter(|_| *to == DECIMAL);
    let whole = whole.ok_or_else(|| ArrowError::CastError(format!("{} → {to}", array.data_type())))?;
    if whole.iter().flatten().any(|value| value.unsigned_abs() >= (E8_LIMIT / E8_ONE).unsigned_abs()) {
        return Err(ArrowError::CastError("同一列里既有 100 亿以上的数又有小数，无法精确存放".to_owned()));
    }
    let values: Decimal128Array =
        whole.iter().map(|value| value.map(|value| i128::from(value) * i128::from(E8_ONE))).collect();
    Ok(Arc::new(values.with_precision_and_scale(18, 8)?))
}
