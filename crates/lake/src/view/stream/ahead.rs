//! Decoding beside the run that takes the rows: a thread for some of the columns, a little ahead.

use std::collections::VecDeque;
use std::fs::File;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use arrow::array::RecordBatch;
use arrow::datatypes::{Field, Schema};
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ParquetRecordBatchReader};
use parquet::errors::ParquetError;

use super::{FileRows, NotInPassing, arrays};
use crate::disk;
use crate::layout::{Key, Layout};
use crate::parquet_table::contained;

/// Batches that wait to be taken.
const WAITING: usize = 2;

/// Most threads that decode the columns of one file.
const MOST_PARTS: usize = 4;

/// A file decoded ahead.
pub(super) struct Ahead {
    /// The writer of the file vouches that no subject comes twice.
    pub(super) is_distinct: bool,
    parts: Vec<Receiver<Result<RecordBatch, String>>>,
}

impl Ahead {
    /// The columns that are wanted; many of them by several threads. All rows, or some.
    pub(super) fn open(
        layout: &Layout<'_>,
        path: &Path,
        wanted: impl Fn(&Key) -> bool,
        many: bool,
        rows: Option<FileRows>,
    ) -> Result<Self, NotInPassing> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let parts = if many { cores.min(MOST_PARTS) } else { 1 };
        let contents = arrays::contents(layout, path)?;
        let reader = |part| arrays::reader(layout, (path, &contents), &wanted, (part, parts), rows);
        let readers = (0..parts).map(reader);
        let readers = readers.filter_map(Result::transpose).collect::<Result<Vec<_>, _>>()?;
        let is_distinct = arrays::is_distinct(&contents);
        // One of them says for all which group of rows comes next.
        let mut coming = rows.is_none().then(|| Coming::of(path, &contents)).transpose()?;
        let parts = readers.into_iter().map(|reader| decoded(reader, coming.take())).collect();
        Ok(Self { is_distinct, parts })
    }

    /// The next rows; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<RecordBatch>, NotInPassing> {
        let tables: Vec<Option<RecordBatch>> = self
            .parts
            .iter()
            .map(|part| part.recv().ok().transpose().map_err(NotInPassing))
            .collect::<Result<_, _>>()?;
        if tables.iter().all(Option::is_none) && !tables.is_empty() {
            return Ok(None);
        }
        let tables: Option<Vec<RecordBatch>> = tables.into_iter().collect();
        tables.ok_or_else(|| NotInPassing("各列的行数不同".to_owned())).and_then(beside).map(Some)
    }
}

/// The batches of a reader, decoded in a thread of their own; it ends when nobody takes them.
fn decoded(
    mut reader: ParquetRecordBatchReader,
    mut coming: Option<Coming>,
) -> Receiver<Result<RecordBatch, String>> {
    let (sender, batches) = sync_channel(WAITING);
    std::thread::spawn(move || {
        let mut rows = 0;
        loop {
            if let Some(coming) = &mut coming {
                coming.reached(rows);
            }
            let next = contained(|| reader.next().transpose()).map_err(|error| error.to_string());
            let is_last = next.is_err();
            let Some(batch) = next.transpose() else { break };
            rows += batch.as_ref().map_or(0, RecordBatch::num_rows);
            if sender.send(batch).is_err() || is_last {
                break;
            }
        }
    });
    batches
}

/// The groups of rows that are not read yet.
struct Coming {
    file: File,
    /// From which row on the bytes of a group are wanted: the first one of the group before.
    groups: VecDeque<(usize, Range<u64>)>,
}

impl Coming {
    fn of(path: &Path, contents: &ArrowReaderMetadata) -> Result<Self, NotInPassing> {
        let (mut wanted_from, mut rows) = (0, 0);
        let groups = contents.metadata().row_groups().iter().map(|group| {
            let starts = group.columns().iter().map(|column| column.byte_range().0);
            let start = starts.min().unwrap_or_default();
            let bytes = start..start + u64::try_from(group.compressed_size()).unwrap_or_default();
            let before = rows;
            rows += usize::try_from(group.num_rows()).unwrap_or_default();
            (std::mem::replace(&mut wanted_from, before), bytes)
        });
        let groups = contained(|| Ok::<_, ParquetError>(groups.collect()));
        let groups = groups.map_err(|error| NotInPassing(format!("{}：{error}", path.display())))?;
        Ok(Self { file: disk::open(path)?, groups })
    }

    /// So many rows are read: asks for the group behind the one that comes.
    fn reached(&mut self, rows: usize) {
        while let Some((_, bytes)) = self.groups.pop_front_if(|(wanted_from, _)| *wanted_from <= rows) {
            disk::want_soon(&self.file, bytes);
        }
    }
}

/// Columns of the same rows as one table.
fn beside(mut tables: Vec<RecordBatch>) -> Result<RecordBatch, NotInPassing> {
    if tables.len() == 1 {
        return tables.pop().ok_or_else(|| NotInPassing("没有列".to_owned()));
    }
    let fields: Vec<Arc<Field>> =
        tables.iter().flat_map(|table| table.schema().fields().iter().cloned().collect::<Vec<_>>()).collect();
    let columns = tables.iter().flat_map(|table| table.columns().iter().cloned()).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
        .map_err(|error| NotInPassing(error.to_string()))
}
