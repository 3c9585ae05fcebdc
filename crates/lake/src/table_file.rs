//! A table of texts as a Parquet file, with a note about it in the file's metadata.

use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use crate::{LakeError, disk};

/// Key of the metadata under which the note stands.
const NOTE: &str = "kechuang";

/// Writes rows of texts; an empty text is null. `note` goes into the metadata of the file.
///
/// # Errors
/// Where the file cannot be written.
pub fn write_text_table<'r>(
    path: &Path,
    headings: &[&str],
    rows: impl Iterator<Item = &'r [String]>,
    note: &str,
) -> Result<(), LakeError> {
    let mut columns: Vec<Vec<Option<&str>>> = vec![Vec::new(); headings.len()];
    for row in rows {
        for (at, column) in columns.iter_mut().enumerate() {
            column.push(row.get(at).map(String::as_str).filter(|text| !text.is_empty()));
        }
    }
    let failed =
        |error: &dyn std::fmt::Display| LakeError::io("写入", path, std::io::Error::other(error.to_string()));
    let fields: Vec<Field> = headings.iter().map(|name| Field::new(*name, DataType::Utf8, true)).collect();
    let arrays = columns.into_iter().map(|column| Arc::new(StringArray::from(column)) as ArrayRef);
    let schema = Arc::new(Schema::new(fields));
    let batch =
        RecordBatch::try_new(Arc::clone(&schema), arrays.collect()).map_err(|error| failed(&error))?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_key_value_metadata(Some(vec![KeyValue::new(NOTE.to_owned(), note.to_owned())]))
        .build();
    let file = disk::create(path)?;
    let mut writer = ArrowWriter::try_new(file, schema, Some(properties)).map_err(|error| failed(&error))?;
    writer.write(&batch).map_err(|error| failed(&error))?;
    writer.close().map_err(|error| failed(&error))?;
    Ok(())
}
