//! The columns of a table that was just gathered, one at a time: from its Parquet file, or from memory for a dry run.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow::array::{Array, RecordBatch, new_null_array};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::errors::ParquetError;

use crate::chunk::{Batch, Columns};
use crate::parquet_table::contained;
use crate::{LakeError, disk};

/// Rows that are decoded at a time.
const BATCH_ROWS: usize = 1 << 16;

/// A table, to be read column by column.
pub(crate) enum Table<'t> {
    File { path: PathBuf, metadata: ArrowReaderMetadata },
    Memory { batches: &'t [Batch], columns: Columns },
}

impl<'t> Table<'t> {
    /// A Parquet file that the lake wrote.
    pub(crate) fn open(path: &Path) -> Result<Self, LakeError> {
        let file = disk::open(path)?;
        let metadata = checked(path, || ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()))?;
        Ok(Self::File { path: path.to_owned(), metadata })
    }

    pub(crate) fn memory(batches: &'t [Batch]) -> Self {
        let mut columns = Columns::default();
        for batch in batches {
            columns.unite(&batch.columns);
        }
        Self::Memory { batches, columns }
    }

    /// The names of the stored columns, in their order.
    pub(crate) fn names(&self) -> Vec<String> {
        let fields = match self {
            Self::File { metadata, .. } => metadata.schema().fields().clone(),
            Self::Memory { columns, .. } => columns.schema().fields().clone(),
        };
        fields.iter().map(|field| field.name().clone()).collect()
    }

    pub(crate) fn rows(&self) -> usize {
        match self {
            Self::File { metadata, .. } => {
                usize::try_from(metadata.metadata().file_metadata().num_rows()).unwrap_or_default()
            }
            Self::Memory { batches, .. } => batches.iter().map(|batch| batch.batch.num_rows()).sum(),
        }
    }

    /// Hands the pieces of a column to `take`, in the order of its rows.
    pub(crate) fn column(
        &self,
        name: &str,
        mut take: impl FnMut(&dyn Array) -> Result<(), LakeError>,
    ) -> Result<(), LakeError> {
        match self {
            Self::Memory { batches, columns } => {
                let schema = columns.schema();
                let wide = schema.field_with_name(name).map(|field| field.data_type().clone());
                for Batch { batch, .. } in *batches {
                    match (batch.column_by_name(name), &wide) {
                        // A later chunk may hold fractions where an earlier one has whole numbers.
                        (Some(array), Ok(kind)) if array.data_type() != kind => {
                            let fitted = columns
                                .fit(batch)
                                .map_err(|error| LakeError::Request(format!("列 {name}：{error}")))?;
                            if let Some(array) = fitted.column_by_name(name) {
                                take(array.as_ref())?;
                            }
                        }
                        (Some(array), _) => take(array.as_ref())?,
                        (None, Ok(kind)) => take(new_null_array(kind, batch.num_rows()).as_ref())?,
                        (None, Err(_)) => {}
                    }
                }
                Ok(())
            }
            Self::File { path, metadata } => {
                let file = disk::open(path)?;
                let mut reader = checked(path, || reader(file, metadata, name))?;
                while let Some(batch) = checked(path, || next(&mut reader))? {
                    if let Some(array) = batch.columns().first() {
                        take(array.as_ref())?;
                    }
                }
                Ok(())
            }
        }
    }
}

type Reader = parquet::arrow::arrow_reader::ParquetRecordBatchReader;

fn reader(file: File, metadata: &ArrowReaderMetadata, name: &str) -> Result<Reader, ParquetError> {
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata.clone());
    let mask = ProjectionMask::columns(builder.parquet_schema(), [name]);
    builder.with_projection(mask).with_batch_size(BATCH_ROWS).build()
}

fn next(reader: &mut Reader) -> Result<Option<RecordBatch>, ParquetError> {
    reader.next().transpose().map_err(ParquetError::from)
}

fn checked<T>(path: &Path, read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, LakeError> {
    contained(read).map_err(|error| LakeError::damaged(path, error))
}
