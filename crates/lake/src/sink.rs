//! Writing Parquet from chunks of which nobody knows beforehand which columns they have. Chunks are set aside as files of
//! their own, each while the next is gathered; at the end one file with the columns of all is written. Memory holds two chunks; same
//! chunks, same bytes.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::thread::JoinHandle;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::arrow::arrow_writer::{
    ArrowColumnChunk, ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves,
};
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use rayon::prelude::*;

use crate::chunk::{Batch, Columns};
use crate::{LakeError, disk};

/// Rows a group of the written file holds.
const GROUP_ROWS: usize = 1 << 17;
/// Rows of a part that are read at once. A multiple of what Parquet writes at once, so that it does not show in the bytes.
const READ_ROWS: usize = 1 << 13;

/// Collects chunks for one Parquet file.
#[derive(Debug)]
pub(crate) struct Sink {
    directory: PathBuf,
    columns: Columns,
    /// The only chunk so far: written out when a second one comes.
    first: Option<RecordBatch>,
    parts: Vec<PathBuf>,
    /// The last of the parts, being written.
    aside: Option<JoinHandle<Result<(), LakeError>>>,
}

impl Sink {
    /// A sink that sets chunks aside in `directory`.
    pub(crate) fn new(directory: &Path) -> Self {
        Self::with_columns(directory, Columns::default())
    }

    /// A sink whose file has at least these columns.
    pub(crate) fn with_columns(directory: &Path, columns: Columns) -> Self {
        Self { directory: directory.to_owned(), columns, first: None, parts: Vec::new(), aside: None }
    }

    /// Sets a chunk aside.
    pub(crate) fn write(&mut self, chunk: Batch) -> Result<(), LakeError> {
        self.columns.unite(&chunk.columns);
        if self.first.is_none() && self.parts.is_empty() {
            self.first = Some(chunk.batch);
            return Ok(());
        }
        if let Some(first) = self.first.take() {
            self.set_aside(first)?;
        }
        self.set_aside(chunk.batch)
    }

    fn set_aside(&mut self, batch: RecordBatch) -> Result<(), LakeError> {
        self.wait()?;
        let path = self.directory.join(format!("part-{:05}.parquet", self.parts.len()));
        self.parts.push(path.clone());
        self.aside = Some(std::thread::spawn(move || write_part(&path, &batch)));
        Ok(())
    }

    /// Until the last part is written.
    fn wait(&mut self) -> Result<(), LakeError> {
        match self.aside.take().map(JoinHandle::join) {
            None => Ok(()),
            Some(Ok(written)) => written,
            Some(Err(panic)) => std::panic::resume_unwind(panic),
        }
    }

    /// Writes the file, safely on disk when this returns.
    pub(crate) fn finish(&mut self, path: &Path) -> Result<(), LakeError> {
        self.wait()?;
        let zstd = ZstdLevel::try_new(3).map_or(Compression::SNAPPY, Compression::ZSTD);
        let mut writer = Writer::create(path, self.columns.schema(), zstd, true)?;
        let fit = |batch: &RecordBatch| {
            self.columns
                .fit(batch)
                .map_err(|error| LakeError::Request(format!("{}：{error}", path.display())))
        };
        if let Some(first) = &self.first {
            writer.write(&fit(first)?)?;
        }
        std::thread::scope(|scope| {
            // Read beside the writing, one ahead of it.
            let (sender, read) = sync_channel(1);
            let parts = &self.parts;
            scope.spawn(move || {
                // Nobody takes it where the disk has refused.
                parts.iter().try_for_each(|part| match batches(part) {
                    Ok(mut batches) => batches.try_for_each(|batch| {
                        sender.send(batch.map_err(|error| LakeError::damaged(part, error)))
                    }),
                    Err(error) => sender.send(Err(error)),
                })
            });
            read.into_iter().try_for_each(|batch| writer.write(&fit(&batch?)?))
        })?;
        disk::sync(path, &writer.finish()?)
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        // Whoever gives up may take the directory away: not under a part that is being written.
        let _ = self.aside.take().map(JoinHandle::join);
    }
}

fn write_part(path: &Path, batch: &RecordBatch) -> Result<(), LakeError> {
    // Read once and thrown away: searching for repeated values would not pay.
    let mut writer = Writer::create(path, batch.schema(), Compression::SNAPPY, false)?;
    writer.write(batch)?;
    // Not forced to the disk: if the power goes, nobody asks for it again.
    writer.finish().map(|_| ())
}

/// The batches of a Parquet file that the lake wrote.
fn batches(
    path: &Path,
) -> Result<impl Iterator<Item = Result<RecordBatch, arrow::error::ArrowError>>, LakeError> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(disk::open(path)?);
    let builder = builder.map(|builder| builder.with_batch_size(READ_ROWS));
    builder.and_then(ParquetRecordBatchReaderBuilder::build).map_err(|error| LakeError::damaged(path, error))
}

/// One Parquet file being written, its columns beside each other on all cores.
struct Writer {
    path: PathBuf,
    schema: SchemaRef,
    file: SerializedFileWriter<std::fs::File>,
    groups: ArrowRowGroupWriterFactory,
    /// The columns of the group that is being filled, and how many rows it has.
    open: Option<(Vec<ArrowColumnWriter>, usize)>,
    written: usize,
}

impl Writer {
    fn create(
        path: &Path,
        schema: SchemaRef,
        compression: Compression,
        dictionary: bool,
    ) -> Result<Self, LakeError> {
        let properties = WriterProperties::builder()
            .set_compression(compression)
            .set_dictionary_enabled(dictionary)
            .set_created_by("kechuang".to_owned())
            .build();
        let file = disk::create(path)?;
        let opened = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties))
            .and_then(ArrowWriter::into_serialized_writer);
        let (file, groups) = opened.map_err(|error| failed(path, &error))?;
        Ok(Self { path: path.to_owned(), schema, file, groups, open: None, written: 0 })
    }

    fn write(&mut self, batch: &RecordBatch) -> Result<(), LakeError> {
        self.add(batch).map_err(|error| failed(&self.path, &error))
    }

    fn add(&mut self, batch: &RecordBatch) -> Result<(), ParquetError> {
        let mut from = 0;
        while from < batch.num_rows() {
            let (columns, filled) = match &mut self.open {
                Some(open) => open,
                none => none.insert((self.groups.create_column_writers(self.written)?, 0)),
            };
            let rows = (GROUP_ROWS - *filled).min(batch.num_rows() - from);
            let part = batch.slice(from, rows);
            let fields = self.schema.fields();
            columns.par_iter_mut().zip(part.columns()).zip(fields.as_ref()).try_for_each(
                |((column, array), field)| {
                    compute_leaves(field, array)?.iter().try_for_each(|leaf| column.write(leaf))
                },
            )?;
            *filled += rows;
            from += rows;
            if *filled == GROUP_ROWS {
                self.end_group()?;
            }
        }
        Ok(())
    }

    fn end_group(&mut self) -> Result<(), ParquetError> {
        let Some((columns, _)) = self.open.take() else { return Ok(()) };
        let chunks: Vec<ArrowColumnChunk> =
            columns.into_par_iter().map(ArrowColumnWriter::close).collect::<Result<_, _>>()?;
        let mut group = self.file.next_row_group()?;
        for chunk in chunks {
            chunk.append_to_row_group(&mut group)?;
        }
        group.close()?;
        self.written += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<std::fs::File, LakeError> {
        let ended = self.end_group().and_then(|()| self.file.into_inner());
        ended.map_err(|error| failed(&self.path, &error))
    }
}

/// What the system said stays what it was, so that a full disk is told as one.
fn failed(path: &Path, error: &ParquetError) -> LakeError {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(own) = cause {
        if let Some(io) = own.downcast_ref::<std::io::Error>() {
            return LakeError::io("写入", path, std::io::Error::new(io.kind(), io.to_string()));
        }
        cause = own.source();
    }
    LakeError::io("写入", path, std::io::Error::other(error.to_string()))
}
