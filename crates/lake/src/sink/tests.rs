use std::collections::BTreeMap;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Decimal128Type, Int64Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::metadata::RowGroupMetaData;

use super::Sink;
use crate::chunk::Chunk;
use crate::layout::{Key, Layout};
use crate::tests::enterprise;
use crate::value::{E8_ONE, Scale, Value};
use crate::{LakeError, disk};

/// What a row states, in 10⁻⁸ of one: by year a number, or that there is none.
type Row = BTreeMap<i16, Option<i64>>;

/// `rows` rows; each states a number of its own for `year`, every seventh that there is none.
fn rows(count: usize, year: i16, fractions: bool, gaps: bool) -> Vec<Row> {
    let row = |at: usize| {
        let whole = i64::try_from(at).expect("small") * E8_ONE;
        let stated = if gaps && at.is_multiple_of(7) { None } else { Some(whole + i64::from(fractions)) };
        Row::from([(year, stated)])
    };
    (0..count).map(row).collect()
}

/// Its rows, how many each group has, and its bytes.
type Written = (Vec<Row>, Vec<i64>, Vec<u8>);

/// Writes chunks and reads back all rows, with how many rows each group has.
fn write(chunks: &[Vec<Row>], whole: &[bool]) -> Result<Written, LakeError> {
    let (kind, directory) = (enterprise(), tempfile::tempdir().expect("a directory"));
    let (layout, path) = (Layout { kind: &kind, list: None }, directory.path().join("file.parquet"));
    let (heads, _) = kind.attribute("职工总数").expect("an attribute");
    let mut sink = Sink::new(directory.path())?;
    for (rows, whole) in chunks.iter().zip(whole) {
        let mut chunk = Chunk::default();
        for row in rows {
            chunk.begin_row();
            for (year, stated) in row {
                let value = stated.map_or(Value::Absent, |held| {
                    if *whole {
                        Value::Number(held / E8_ONE, Scale::Whole)
                    } else {
                        Value::Number(held, Scale::E8)
                    }
                });
                chunk.set(&layout, &Key::Attribute(heads, Some(*year)), &value);
            }
        }
        sink.write(chunk.take(&layout).expect("a batch"))?;
    }
    sink.finish(&path)?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(disk::open(&path)?).expect("a Parquet file");
    let groups = builder.metadata().row_groups().iter().map(RowGroupMetaData::num_rows).collect();
    let read = builder.build().expect("a reader").flat_map(|batch| stated(&batch.expect("a batch")));
    Ok((read.collect(), groups, disk::read_bytes(&path)?))
}

fn stated(batch: &RecordBatch) -> Vec<Row> {
    let mut out = vec![Row::new(); batch.num_rows()];
    for year in 2020..2024_i16 {
        let Some(column) = batch.column_by_name(&format!("职工总数_{year}")) else { continue };
        let absent = batch.column_by_name(&format!("职工总数_{year}__absent"));
        for (at, row) in out.iter_mut().enumerate() {
            if absent.is_some_and(|absent| absent.as_boolean().value(at)) {
                row.insert(year, None);
            } else if column.is_valid(at) {
                let held = match column.as_primitive_opt::<Int64Type>() {
                    Some(whole) => whole.value(at) * E8_ONE,
                    None => i64::try_from(column.as_primitive::<Decimal128Type>().value(at))
                        .expect("held in 64 bits"),
                };
                row.insert(year, Some(held));
            }
        }
    }
    out
}

#[test]
fn columns_that_turn_up_late_or_get_fractions_lose_nothing() {
    let chunks = [
        rows(100, 2020, false, false),
        // A column more in the same group, then with absences.
        rows(100, 2021, false, false),
        rows(100, 2021, false, true),
        // Over the end of a group.
        rows(140_000, 2020, false, true),
        // In a later group: fractions in a column that had none, and a column that nobody had.
        rows(100, 2021, true, true),
        rows(100, 2022, false, false),
        // Whole numbers in a column that has fractions by now.
        rows(100, 2021, false, false),
    ];
    let whole = [true, true, true, true, false, true, true];
    let (read, groups, bytes) = write(&chunks, &whole).expect("written");
    assert_eq!(groups, [131_072, 9_228, 300]);
    assert_eq!(read.len(), 140_600);
    for (at, (read, told)) in read.iter().zip(chunks.iter().flatten()).enumerate() {
        assert_eq!(read, told, "row {at}");
    }
    assert!(bytes == write(&chunks, &whole).expect("written").2, "the same chunks, other bytes");
}

#[test]
fn a_number_too_large_to_stand_beside_fractions_is_told_whenever_it_comes() {
    let large = vec![Row::from([(2020, Some(E8_ONE * 20_000_000_000))])];
    let fraction = vec![Row::from([(2020, Some(1))])];
    for (chunks, whole) in [([&large, &fraction], [true, false]), ([&fraction, &large], [false, true])] {
        let error = write(&chunks.map(Clone::clone), &whole).expect_err("does not fit").to_string();
        assert!(error.contains("100 亿以上的数又有小数"), "{error}");
    }
}

#[test]
fn no_chunk_is_a_file_without_rows() {
    let (read, groups, bytes) = write(&[], &[]).expect("written");
    assert!(read.is_empty() && groups.is_empty() && !bytes.is_empty());
}

#[test]
fn after_a_failure_nothing_is_written() {
    let (kind, directory) = (enterprise(), tempfile::tempdir().expect("a directory"));
    let layout = Layout { kind: &kind, list: None };
    let (heads, _) = kind.attribute("职工总数").expect("an attribute");
    let mut sink = Sink::new(directory.path()).expect("a sink");
    for (held, scale) in [(20_000_000_000, Scale::Whole), (1, Scale::E8)] {
        let mut chunk = Chunk::default();
        chunk.begin_row();
        chunk.set(&layout, &Key::Attribute(heads, Some(2020)), &Value::Number(held, scale));
        sink.write(chunk.take(&layout).expect("a batch")).expect("handed over");
    }
    let path = directory.path().join("file.parquet");
    assert!(sink.finish(&path).is_err());
    assert!(sink.finish(&path).is_err());
    let half = disk::open(&path).expect("begun");
    assert!(ParquetRecordBatchReaderBuilder::try_new(half).is_err(), "half a file that looks whole");
}
