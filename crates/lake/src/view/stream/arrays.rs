//! From the arrays of a file to the columns of a batch.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use arrow::array::{
    Array, AsArray, BooleanArray, DictionaryArray, Int64Array, RecordBatch, StringArray, UInt32Array,
};
use arrow::buffer::BooleanBuffer;
use arrow::datatypes::{DataType, Field, Fields, Int32Type, Schema};
use bytes::Bytes;
use columnar::{Cells, Values};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, Length};

use super::{FileRows, NotInPassing, ROWS};
use crate::disk;
use crate::layout::{DISTINCT, Key, Layout, Reading, SUBJECT};
use crate::parquet_table::contained;
use crate::value::{Scale, Shape};

/// A file of which the head of each page is read by itself: that reads a page's worth of bytes less than a reader does that does not know
/// how short heads are.
struct Pages(File);

/// Bytes that the head of a page mostly fits in.
const HEAD: usize = 512;

impl Length for Pages {
    fn len(&self) -> u64 {
        Length::len(&self.0)
    }
}

impl ChunkReader for Pages {
    type T = BufReader<File>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        let mut file = self.0.try_clone()?;
        file.seek(SeekFrom::Start(start))?;
        Ok(BufReader::with_capacity(HEAD, file))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        self.0.get_bytes(start, length)
    }
}

/// What a file holds and where, read once for all who read some of it; texts are positions in a dictionary, as most files have
/// them, but the subjects of a view: each of those is another.
pub(super) fn contents(layout: &Layout<'_>, path: &Path) -> Result<ArrowReaderMetadata, NotInPassing> {
    let file = disk::open(path)?;
    let read = || {
        let held = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new())?;
        let fields = held.schema().fields().iter().map(|field| match field.data_type() {
            DataType::Utf8 if field.name() != SUBJECT || layout.list.is_some() => {
                let words = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
                Arc::new(Field::new(field.name(), words, field.is_nullable()))
            }
            _ => Arc::clone(field),
        });
        let schema = Schema::new_with_metadata(fields.collect::<Fields>(), held.schema().metadata().clone());
        let options = ArrowReaderOptions::new().with_schema(Arc::new(schema));
        ArrowReaderMetadata::try_new(Arc::clone(held.metadata()), options)
    };
    contained(read).map_err(|error| NotInPassing(format!("{}：{error}", path.display())))
}

/// Whether the writer of a view file vouches that no subject comes twice.
pub(super) fn is_distinct(contents: &ArrowReaderMetadata) -> bool {
    let told = contents.metadata().file_metadata().key_value_metadata();
    told.is_some_and(|told| {
        told.iter().any(|own| (own.key.as_str(), own.value.as_deref()) == (DISTINCT.0, Some(DISTINCT.1)))
    })
}

/// Reads one of `parts` equal parts of the columns that are wanted, `None` where it has none.
pub(super) fn reader(
    layout: &Layout<'_>,
    (path, contents): (&Path, &ArrowReaderMetadata),
    wanted: impl Fn(&Key) -> bool,
    (part, parts): (usize, usize),
    rows: Option<FileRows>,
) -> Result<Option<ParquetRecordBatchReader>, NotInPassing> {
    let file = disk::open(path)?;
    let open = || {
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(Pages(file), contents.clone());
        let fields = builder.schema().fields().iter().enumerate();
        let picked =
            fields.filter(|(_, field)| layout.key(field.name()).is_some_and(|(key, _)| wanted(&key)));
        let own: Vec<usize> = picked.map(|(at, _)| at).skip(part).step_by(parts).collect();
        if own.is_empty() {
            return Ok(None);
        }
        let mask = ProjectionMask::roots(builder.parquet_schema(), own);
        let builder = builder.with_projection(mask).with_batch_size(ROWS);
        let builder = match rows {
            Some(rows) => within(builder, rows),
            None => builder,
        };
        builder.build().map(Some)
    };
    contained(open).map_err(|error| NotInPassing(format!("{}：{error}", path.display())))
}

/// Reads some rows only, and no group of rows that has none of them.
fn within(
    builder: ParquetRecordBatchReaderBuilder<Pages>,
    rows: FileRows,
) -> ParquetRecordBatchReaderBuilder<Pages> {
    let (mut groups, mut first, mut before) = (Vec::new(), None, 0);
    for (at, group) in builder.metadata().row_groups().iter().enumerate() {
        let after = before + usize::try_from(group.num_rows()).unwrap_or_default();
        if before < rows.from + rows.count && after > rows.from {
            first.get_or_insert(before);
            groups.push(at);
        }
        before = after;
    }
    let passed = rows.from.saturating_sub(first.unwrap_or(rows.from));
    builder.with_row_groups(groups).with_offset(passed).with_limit(rows.count)
}

/// The columns of a table that have a key, each with the column of its absences.
pub(super) fn columns<K: Ord>(
    layout: &Layout<'_>,
    table: &RecordBatch,
    key_of: impl Fn(Key) -> Option<K>,
) -> Result<BTreeMap<K, Cells>, NotInPassing> {
    let mut out = BTreeMap::new();
    for (field, array) in table.schema().fields().iter().zip(table.columns()) {
        let Some((key, false)) = layout.key(field.name()) else { continue };
        let shape = layout.shape(&key);
        let Some(key) = key_of(key).filter(|_| shape != Shape::Marker) else { continue };
        let values = values(array.as_ref(), shape)
            .map_err(|message| NotInPassing(format!("列 {}：{message}", field.name())))?;
        let absent = flags(table, &format!("{}__absent", field.name()))?;
        out.insert(key, Cells { values, absent, ranges: BTreeMap::new() });
    }
    Ok(out)
}

/// A column of 是否 as a bitmap; null is 否.
pub(super) fn flags(table: &RecordBatch, name: &str) -> Result<Option<BooleanBuffer>, NotInPassing> {
    let Some(array) = table.column_by_name(name) else { return Ok(None) };
    let array: &BooleanArray =
        array.as_boolean_opt().ok_or_else(|| NotInPassing(format!("列 {name} 应是 boolean")))?;
    let values = match array.nulls() {
        None => array.values().clone(),
        Some(nulls) => array.values() & nulls.inner(),
    };
    Ok((values.count_set_bits() > 0).then_some(values))
}

fn values(array: &dyn Array, shape: Shape) -> Result<Values, String> {
    if shape == Shape::Text {
        let words: Option<&DictionaryArray<Int32Type>> = array.as_any().downcast_ref();
        return words.ok_or_else(|| "应是文本".to_owned()).and_then(text);
    }
    Ok(match Reading::of(array, shape)? {
        Reading::Bool(array) => Values::Truth(array.clone()),
        Reading::Date(array) => Values::Date(array.clone()),
        Reading::Number(array, scale) => Values::Number(array.clone(), scale.per_one()),
        Reading::Decimal(array) => {
            let narrow: Option<Vec<i64>> =
                array.values().iter().map(|value| i64::try_from(*value).ok()).collect();
            let narrow = narrow.ok_or("小数过大")?;
            Values::Number(Int64Array::new(narrow.into(), array.nulls().cloned()), Scale::E8.per_one())
        }
        Reading::Text(_) => return Err("应是文本".to_owned()),
    })
}

fn text(array: &DictionaryArray<Int32Type>) -> Result<Values, String> {
    let words: &StringArray = array.values().as_string_opt().ok_or("应是文本")?;
    let list: Arc<[Arc<str>]> = words.iter().map(|word| Arc::from(word.unwrap_or_default())).collect();
    let keys = array.keys();
    let codes: Vec<u32> = keys.values().iter().map(|key| u32::try_from(*key).unwrap_or_default()).collect();
    let codes = UInt32Array::new(codes.into(), keys.nulls().cloned());
    Ok(Values::Text(codes, list))
}
