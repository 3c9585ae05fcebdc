//! Writing Parquet from chunks of which nobody knows beforehand which columns they have. Each chunk is encoded once, while the next is
//! gathered; encoded pages wait on disk, and at the end they are put together as one file with the columns of all. Memory holds two
//! chunks; same chunks, same bytes.

use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use arrow::error::ArrowError;
use parquet::errors::ParquetError;

use crate::chunk::{Batch, Columns};
use crate::sink::groups::Groups;
use crate::{LakeError, disk};

mod encoding;
mod groups;
mod spill;
#[cfg(test)]
mod tests;

/// What the writer of a file says of all its rows, by key: kept among the file's metadata.
pub(crate) type Vouched = (&'static str, &'static str);

/// Collects chunks for one Parquet file.
#[derive(Debug)]
pub(crate) struct Sink {
    /// Where encoded pages wait.
    spill: PathBuf,
    vouched: Option<Vouched>,
    state: State,
}

#[derive(Debug)]
enum State {
    Ready(Groups),
    /// The last chunk is being encoded.
    Busy(JoinHandle<(Groups, Result<(), LakeError>)>),
    /// Something failed; what is written from now on goes nowhere.
    Failed,
}

impl Sink {
    /// A sink that sets pages aside in `directory`.
    pub(crate) fn new(directory: &Path) -> Result<Self, LakeError> {
        Self::with_columns(directory, Columns::default())
    }

    /// A sink whose file has at least these columns.
    pub(crate) fn with_columns(directory: &Path, columns: Columns) -> Result<Self, LakeError> {
        let spill = directory.join("pages");
        let groups = Groups::new(columns, disk::create_both_ways(&spill)?);
        Ok(Self { spill, vouched: None, state: State::Ready(groups) })
    }

    /// Says something of all rows.
    pub(crate) fn vouch(&mut self, vouched: Vouched) {
        self.vouched = Some(vouched);
    }

    /// Takes a chunk.
    pub(crate) fn write(&mut self, chunk: Batch) -> Result<(), LakeError> {
        let mut groups = self.wait()?;
        let spill = self.spill.clone();
        self.state = State::Busy(std::thread::spawn(move || {
            let written = groups.add(&chunk).map_err(|error| failed(&spill, &error));
            (groups, written)
        }));
        Ok(())
    }

    /// What was written so far, once the last chunk is encoded.
    fn wait(&mut self) -> Result<Groups, LakeError> {
        let (groups, written) = match std::mem::replace(&mut self.state, State::Failed) {
            State::Ready(groups) => (groups, Ok(())),
            State::Busy(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            State::Failed => {
                let gone = std::io::Error::other("前面的内容没有写成");
                return Err(LakeError::io("写入", &self.spill, gone));
            }
        };
        written.map(|()| groups)
    }

    /// Writes the file, safely on disk when this returns.
    pub(crate) fn finish(&mut self, path: &Path) -> Result<(), LakeError> {
        let groups = self.wait()?;
        let file = groups
            .finish(disk::create(path)?, self.vouched.as_ref())
            .map_err(|error| failed(path, &error))?;
        disk::sync(path, &file)
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        // Whoever gives up may take the directory away: not under a chunk that is being written.
        if let State::Busy(thread) = std::mem::replace(&mut self.state, State::Failed) {
            let _ = thread.join();
        }
    }
}

/// What the system said stays what it was, so that a full disk is told as one.
fn failed(path: &Path, error: &ParquetError) -> LakeError {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(own) = cause {
        if let Some(io) = own.downcast_ref::<std::io::Error>() {
            return LakeError::io("写入", path, std::io::Error::new(io.kind(), io.to_string()));
        }
        if let Some(ArrowError::CastError(mixed)) = own.downcast_ref::<ArrowError>() {
            return LakeError::Request(format!("{}：{mixed}", path.display()));
        }
        cause = own.source();
    }
    LakeError::io("写入", path, std::io::Error::other(error.to_string()))
}
