//! Where a view takes its values from: the table of one source, on disk or in memory.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::RecordBatch;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::errors::ParquetError;
use vocabulary::Kind;
use vocabulary::kind::AttributeId;

use crate::chunk::Batch;
use crate::layout::{Key, Layout};
use crate::parquet_table::contained;
use crate::{LakeError, Source, disk};

/// Rows that are decoded at a time.
const BATCH_ROWS: usize = 1 << 14;

/// One source of a view.
#[derive(Debug)]
pub(crate) struct Origin {
    pub(crate) source: Source,
    /// The list whose records the rows are.
    pub(crate) list: Option<AttributeId>,
    table: Table,
}

#[derive(Debug)]
enum Table {
    File(PathBuf),
    Memory(Vec<Batch>),
}

impl Origin {
    pub(crate) fn file(source: Source, list: Option<AttributeId>, path: PathBuf) -> Self {
        Self { source, list, table: Table::File(path) }
    }

    pub(crate) fn memory(source: Source, list: Option<AttributeId>, batches: Vec<Batch>) -> Self {
        Self { source, list, table: Table::Memory(batches) }
    }

    pub(crate) fn layout<'k>(&self, kind: &'k Kind) -> Layout<'k> {
        Layout { kind, list: self.list }
    }

    /// What is wrong with the table.
    pub(crate) fn damaged(&self, message: impl std::fmt::Display) -> LakeError {
        match &self.table {
            Table::File(path) => LakeError::damaged(path, message),
            Table::Memory(_) => LakeError::unreadable(&self.source.file.name, message.to_string()),
        }
    }

    /// The attributes that the table has anything to say of, by its columns; of a list's records, the list.
    pub(crate) fn attributes(&self, kind: &Kind) -> Result<BTreeSet<AttributeId>, LakeError> {
        if let Some(list) = self.list {
            return Ok(BTreeSet::from([list]));
        }
        let schemas = match &self.table {
            Table::Memory(batches) => batches.iter().map(|batch| batch.batch.schema()).collect(),
            Table::File(path) => {
                let damaged = |error: ParquetError| LakeError::damaged(path, error);
                let file = match disk::open(path) {
                    Err(LakeError::Io { error, .. }) => return Err(LakeError::damaged(path, error)),
                    other => other?,
                };
                let read = || ArrowReaderMetadata::load(&file, ArrowReaderOptions::default());
                vec![Arc::clone(contained(read).map_err(damaged)?.schema())]
            }
        };
        let layout = self.layout(kind);
        let fields = schemas.iter().flat_map(|schema| schema.fields().iter());
        let attribute = |name: &str| match layout.key(name)?.0 {
            Key::Attribute(id, _) | Key::Incomplete(id) => Some(id),
            _ => None,
        };
        Ok(fields.filter_map(|field| attribute(field.name())).collect())
    }

    /// Hands the batches of the columns that `wanted` picks to `take`.
    pub(crate) fn each_batch(
        &self,
        kind: &Kind,
        wanted: impl Fn(&Key) -> bool,
        mut take: impl FnMut(&RecordBatch) -> Result<(), LakeError>,
    ) -> Result<(), LakeError> {
        match &self.table {
            Table::Memory(batches) => batches.iter().try_for_each(|batch| take(&batch.batch)),
            Table::File(path) => {
                let damaged = |error: ParquetError| LakeError::damaged(path, error);
                let file = match disk::open(path) {
                    Err(LakeError::Io { error, .. }) => return Err(LakeError::damaged(path, error)),
                    other => other?,
                };
                let layout = self.layout(kind);
                let open = || {
                    let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
                    let fields = builder.schema().fields().iter().enumerate();
                    let picked = fields
                        .filter(|(_, field)| layout.key(field.name()).is_some_and(|(key, _)| wanted(&key)));
                    let mask = ProjectionMask::roots(builder.parquet_schema(), picked.map(|(at, _)| at));
                    builder.with_projection(mask).with_batch_size(BATCH_ROWS).build()
                };
                let mut reader = contained(open).map_err(damaged)?;
                while let Some(batch) = contained(|| reader.next().transpose()).map_err(damaged)? {
                    take(&batch)?;
                }
                Ok(())
            }
        }
    }
}
