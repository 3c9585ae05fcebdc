//! Encoded pages waiting on disk for the file they belong to: all columns share one file, each knows where its own pages lie.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use parquet::arrow::arrow_writer::{PageKey, PageStore, PageStoreArgs, PageStoreFactory};
use parquet::errors::{ParquetError, Result};

/// The file of pages, and where it ends.
#[derive(Clone, Debug)]
pub(super) struct Spill(Arc<Mutex<(File, u64)>>);

impl Spill {
    /// `file`: empty, open for reading and writing.
    pub(super) fn new(file: File) -> Self {
        Self(Arc::new(Mutex::new((file, 0))))
    }
}

impl PageStoreFactory for Spill {
    fn create(&self, _: &PageStoreArgs<'_>) -> Result<Box<dyn PageStore>> {
        Ok(Box::new(Pages { spill: self.clone(), places: Vec::new() }))
    }
}

/// The pages of one column of one group.
#[derive(Debug)]
struct Pages {
    spill: Spill,
    /// By key: the offset of a page and its length, in bytes.
    places: Vec<(u64, usize)>,
}

impl PageStore for Pages {
    fn put(&mut self, page: Bytes) -> Result<PageKey> {
        let mut spill = self.spill.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (file, end) = &mut *spill;
        let start = *end;
        file.seek(SeekFrom::Start(start))?;
        file.write_all(&page)?;
        *end += page.len() as u64;
        self.places.push((start, page.len()));
        Ok(PageKey::new(self.places.len() as u64 - 1))
    }

    fn take(&mut self, key: PageKey) -> Result<Bytes> {
        let place = usize::try_from(key.get()).ok().and_then(|key| self.places.get(key));
        let (start, length) =
            *place.ok_or_else(|| ParquetError::General(format!("no page {}", key.get())))?;
        let mut spill = self.spill.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (file, _) = &mut *spill;
        let mut page = vec![0; length];
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(&mut page)?;
        Ok(page.into())
    }
}
