//! Answers as files.

use calamine::{Data, Reader};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::fixture::ask;
use crate::FileFormat;

const SQL: &str = "SELECT 名称, 营业收入_2024, 持股比例, 成立日期, 居民企业, 9007199254740993 AS 大数 FROM enterprise ORDER BY subject";

#[test]
fn csv_opens_in_a_spreadsheet_and_holds_no_formula() {
    let bytes = ask(SQL).expect("an answer").file(FileFormat::Csv).expect("a file");
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert_eq!(
        text,
        "\u{feff}名称,营业收入_2024（分）,持股比例,成立日期,居民企业,大数\n\
         甲,10000,0.05,2024-01-01,是,9007199254740993\n\
         乙,25050,0.125,1970-01-01,否,9007199254740993\n\
         '=丙,,,,,9007199254740993\n\
         丁,0,,1887-11-12,,9007199254740993\n"
    );
}

#[test]
fn a_workbook_holds_numbers_dates_and_what_is_too_long_for_a_number_as_text() {
    let bytes = ask(SQL).expect("an answer").file(FileFormat::Xlsx).expect("a file");
    let mut book: calamine::Xlsx<_> = Reader::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range("查询结果").expect("the sheet");
    let row = |row: u32| {
        (0..6).map(|column| range.get_value((row, column)).cloned().unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(row(0)[1], Data::String("营业收入_2024（分）".to_owned()));
    assert_eq!(row(1)[..3], [Data::String("甲".to_owned()), Data::Float(10_000.0), Data::Float(0.05)]);
    assert!(matches!(row(1)[3], Data::DateTime(_)), "{:?}", row(1));
    assert_eq!(row(1)[5], Data::String("9007199254740993".to_owned()));
    assert_eq!(row(3)[0], Data::String("=丙".to_owned()), "a text, not a formula");
    assert_eq!(row(3)[1], Data::Empty);
    assert_eq!(row(4)[3], Data::String("1887-11-12".to_owned()), "before a workbook's calendar");
}

#[test]
fn parquet_is_typed_and_says_units() {
    let bytes = ask(SQL).expect("an answer").file(FileFormat::Parquet).expect("a file");
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes)).expect("Parquet");
    let schema = reader.schema().clone();
    let batches: Vec<_> = reader.build().expect("a reader").map(|batch| batch.expect("a batch")).collect();
    assert_eq!(batches.iter().map(arrow::array::RecordBatch::num_rows).sum::<usize>(), 4);
    assert_eq!(schema.field(1).metadata().get("unit").map(String::as_str), Some("分"));
    assert_eq!(schema.field(2).data_type(), &arrow::datatypes::DataType::Decimal128(18, 8));
    assert_eq!(schema.field(3).data_type(), &arrow::datatypes::DataType::Date32);
}

#[test]
fn an_answer_without_rows_is_a_file_with_headings() {
    let answer = ask("SELECT 名称 FROM enterprise WHERE false").expect("an answer");
    assert!(answer.is_empty());
    assert_eq!(answer.file(FileFormat::Csv).expect("a file"), "\u{feff}名称\n".as_bytes());
    for format in [FileFormat::Xlsx, FileFormat::Parquet] {
        assert!(!answer.file(format).expect("a file").is_empty());
    }
    assert_eq!(FileFormat::from_extension("XLSX"), Some(FileFormat::Xlsx));
    assert_eq!(FileFormat::from_extension("json"), None);
}
