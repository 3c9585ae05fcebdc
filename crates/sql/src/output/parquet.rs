//! Parquet: exact, typed, units in the metadata of the columns.

use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::sync::Arc;

use super::failed;
use crate::answer::Answer;
use crate::error::SqlError;

pub(super) fn bytes(answer: &Answer) -> Result<Vec<u8>, SqlError> {
    let properties =
        WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
    let writer = ArrowWriter::try_new(Vec::new(), Arc::clone(&answer.schema), Some(properties));
    let mut writer = writer.map_err(|error| failed(&error))?;
    for batch in &answer.batches {
        writer.write(batch).map_err(|error| failed(&error))?;
    }
    writer.into_inner().map_err(|error| failed(&error))
}
