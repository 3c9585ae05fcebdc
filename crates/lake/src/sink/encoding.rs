//! How columns of the lake are encoded in Parquet, one column at a time.

use std::io::Write;
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch};
use arrow::datatypes::{DataType, FieldRef, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::arrow::arrow_writer::{
    ArrowColumnChunk, ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves,
};
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{WriterProperties, WriterPropertiesBuilder};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;

use super::Vouched;
use super::spill::Spill;

/// A file that takes finished columns, and what makes writers of its columns. `vouched`: what its writer says of it.
pub(super) fn open<W: Write + Send>(
    to: W,
    schema: SchemaRef,
    vouched: Option<&Vouched>,
) -> Result<(SerializedFileWriter<W>, ArrowRowGroupWriterFactory)> {
    let told = vouched.map(|(key, value)| vec![KeyValue::new((*key).to_owned(), (*value).to_owned())]);
    let properties = WriterProperties::builder()
        .set_compression(ZstdLevel::try_new(3).map_or(Compression::SNAPPY, Compression::ZSTD))
        .set_created_by("kechuang".to_owned())
        .set_key_value_metadata(told);
    let numbers = schema.fields().iter().filter(|field| *field.data_type() == DataType::Int64);
    let properties = numbers.fold(properties, |properties, field| number(properties, field.name()));
    ArrowWriter::try_new(to, schema, Some(properties.build()))?.into_serialized_writer()
}

/// Amounts hardly ever come twice: no dictionary is made of them. They are packed in as many bits as they need, of which nothing further
/// can be saved, and so are read without unpacking anything twice.
fn number(properties: WriterPropertiesBuilder, name: &str) -> WriterPropertiesBuilder {
    let column = || ColumnPath::new(vec![name.to_owned()]);
    properties
        .set_column_dictionary_enabled(column(), false)
        .set_column_encoding(column(), Encoding::DELTA_BINARY_PACKED)
        .set_column_compression(column(), Compression::UNCOMPRESSED)
}

/// Writers of the columns of a schema, whose pages wait in `spill`.
pub(super) fn writers(schema: SchemaRef, spill: &Spill) -> Result<Vec<ArrowColumnWriter>> {
    // Every column is of a plain type, so each field has one writer.
    let (_, factory) = open(std::io::sink(), schema, None)?;
    factory.with_page_store_factory(Arc::new(spill.clone())).create_column_writers(0)
}

/// Adds rows to a column.
pub(super) fn write(writer: &mut ArrowColumnWriter, field: &FieldRef, rows: &ArrayRef) -> Result<()> {
    compute_leaves(field, rows)?.iter().try_for_each(|leaf| writer.write(leaf))
}

/// The rows of a finished column.
pub(super) fn read_back(field: &FieldRef, column: ArrowColumnChunk) -> Result<RecordBatch> {
    let schema = Arc::new(Schema::new(vec![Arc::clone(field)]));
    let (mut file, _) = open(Vec::new(), Arc::clone(&schema), None)?;
    let mut group = file.next_row_group()?;
    column.append_to_row_group(&mut group)?;
    group.close()?;
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(file.into_inner()?))?.build()?;
    let batches = reader.collect::<Result<Vec<_>, _>>().map_err(ParquetError::from)?;
    Ok(arrow::compute::concat_batches(&schema, &batches)?)
}
