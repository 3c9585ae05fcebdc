//! Decoding beside the run that takes the rows: a thread for some of the columns, a little ahead.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use arrow::array::RecordBatch;
use arrow::datatypes::{Field, Schema};
use parquet::arrow::arrow_reader::ParquetRecordBatchReader;

use super::{FileRows, NotInPassing, arrays};
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
        Ok(Self { is_distinct, parts: readers.into_iter().map(decoded).collect() })
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
fn decoded(mut reader: ParquetRecordBatchReader) -> Receiver<Result<RecordBatch, String>> {
    let (sender, batches) = sync_channel(WAITING);
    std::thread::spawn(move || {
        loop {
            let next = contained(|| reader.next().transpose()).map_err(|error| error.to_string());
            let is_last = next.is_err();
            let Some(batch) = next.transpose() else { break };
            if sender.send(batch).is_err() || is_last {
                break;
            }
        }
    });
    batches
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
