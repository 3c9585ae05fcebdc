//! The groups of rows of a file being made: the one that is being filled, and those whose pages wait.

use std::collections::BTreeMap;
use std::fs::File;

use arrow::array::RecordBatch;
use arrow::error::ArrowError;
use parquet::arrow::arrow_writer::{ArrowColumnChunk, ArrowColumnWriter};
use parquet::errors::{ParquetError, Result};
use rayon::prelude::*;

use super::spill::Spill;
use super::{Vouched, encoding};
use crate::chunk::{self, Batch, Columns};

/// Rows a group of the written file holds.
const GROUP_ROWS: usize = 1 << 17;

/// Rows in groups; every group has the columns that were known when it ended.
#[derive(Debug)]
pub(super) struct Groups {
    spill: Spill,
    /// All columns so far.
    columns: Columns,
    ended: Vec<Group<ArrowColumnChunk>>,
    open: Option<Group<ArrowColumnWriter>>,
}

/// The rows of a group, by column in the order of `columns`.
#[derive(Debug)]
struct Group<C> {
    columns: Columns,
    rows: usize,
    held: Vec<C>,
}

impl Groups {
    /// No rows; `file` is empty and takes the pages.
    pub(super) fn new(columns: Columns, file: File) -> Self {
        Self { spill: Spill::new(file), columns, ended: Vec::new(), open: None }
    }

    /// Adds the rows of a chunk.
    pub(super) fn add(&mut self, chunk: &Batch) -> Result<()> {
        self.columns.unite(&chunk.columns);
        let batch = self.columns.fit(&chunk.batch).map_err(mixed)?;
        let mut from = 0;
        while from < batch.num_rows() {
            let mut group = self.ready()?;
            let rows = (GROUP_ROWS - group.rows).min(batch.num_rows() - from);
            group.write(&batch.slice(from, rows))?;
            from += rows;
            if group.rows == GROUP_ROWS { self.ended.push(group.end()?) } else { self.open = Some(group) }
        }
        Ok(())
    }

    /// A group with room and with all columns so far.
    fn ready(&mut self) -> Result<Group<ArrowColumnWriter>> {
        match self.open.take() {
            Some(open) if open.columns == self.columns => Ok(open),
            Some(open) if open.columns.are_among(&self.columns) => {
                open.with_columns(&self.columns, &self.spill)
            }
            other => {
                // A column got fractions: what is encoded without them is brought to the same form at the end.
                self.ended.extend(other.map(Group::end).transpose()?);
                let held = encoding::writers(self.columns.schema(), &self.spill)?;
                Ok(Group { columns: self.columns.clone(), rows: 0, held })
            }
        }
    }

    /// Puts all groups into a file, each with all columns.
    pub(super) fn finish(mut self, to: File, vouched: Option<&Vouched>) -> Result<File> {
        self.ended.extend(self.open.take().map(Group::end).transpose()?);
        let (mut file, _) = encoding::open(to, self.columns.schema(), vouched)?;
        for group in self.ended {
            let mut written = file.next_row_group()?;
            for column in group.with_all(&self.columns, &self.spill)? {
                column.append_to_row_group(&mut written)?;
            }
            written.close()?;
        }
        file.into_inner()
    }
}

impl Group<ArrowColumnWriter> {
    /// `batch`: the columns of the group.
    fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        self.rows += batch.num_rows();
        let schema = batch.schema();
        let columns = self.held.par_iter_mut().zip(schema.fields().as_ref()).zip(batch.columns());
        columns.map(|((writer, field), rows)| encoding::write(writer, field, rows)).collect()
    }

    /// The same rows with further columns.
    fn with_columns(self, columns: &Columns, spill: &Spill) -> Result<Self> {
        let mut own: BTreeMap<_, _> = self.columns.0.keys().zip(self.held).collect();
        let blank = chunk::blank(self.rows).map_err(mixed)?;
        let held = columns.0.iter().zip(encoding::writers(columns.schema(), spill)?);
        let held = held.map(|((key, field), mut fresh)| match own.remove(key) {
            Some(own) => Ok(own),
            None => {
                encoding::write(&mut fresh, field, &chunk::fit_column(key, field, &blank).map_err(mixed)?)
                    .map(|()| fresh)
            }
        });
        Ok(Self { held: held.collect::<Result<_>>()?, columns: columns.clone(), rows: self.rows })
    }

    fn end(self) -> Result<Group<ArrowColumnChunk>> {
        let held = self.held.into_par_iter().map(ArrowColumnWriter::close).collect::<Result<_>>()?;
        Ok(Group { columns: self.columns, rows: self.rows, held })
    }
}

impl Group<ArrowColumnChunk> {
    /// The columns of the file: those the group has not are blank, those of another type are encoded anew.
    fn with_all(self, columns: &Columns, spill: &Spill) -> Result<Vec<ArrowColumnChunk>> {
        if self.columns == *columns {
            return Ok(self.held);
        }
        let mut own: BTreeMap<_, _> =
            self.columns.0.iter().zip(self.held).map(|((key, field), held)| (key, (field, held))).collect();
        let blank = chunk::blank(self.rows).map_err(mixed)?;
        let all = columns.0.iter().zip(encoding::writers(columns.schema(), spill)?);
        let all = all.map(|((key, field), mut fresh)| {
            let rows = match own.remove(key) {
                Some((same, held)) if same == field => return Ok(held),
                Some((other, held)) => encoding::read_back(other, held)?,
                None => blank.clone(),
            };
            encoding::write(&mut fresh, field, &chunk::fit_column(key, field, &rows).map_err(mixed)?)?;
            fresh.close()
        });
        all.collect()
    }
}

/// A number that cannot stand beside the fractions of its column.
fn mixed(error: ArrowError) -> ParquetError {
    ParquetError::External(Box::new(error))
}
