//! `docs/import.md` says what the program does.

use super::*;
use crate::limits;

const DOCUMENT: &str = include_str!("../../../../docs/import.md");

#[test]
fn the_worked_example_gives_what_the_document_says() {
    let rows = DOCUMENT.lines().filter(|line| line.starts_with("| ") && !line.contains("|---"));
    let rows: Vec<Vec<&str>> =
        rows.take(4).map(|line| line.trim_matches('|').split('|').skip(1).map(str::trim).collect()).collect();
    let headings: Vec<&str> =
        rows[0].iter().map(|heading| heading.split_once(' ').expect("letter and heading").1).collect();
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(&headings).expect("headings");
    for row in &rows[1..] {
        writer.write_record(row).expect("a row");
    }
    let Checked { report, view } = checked(&writer.into_inner().expect("text")).expect("read");
    assert_eq!((report.rows_read, report.rows_in, view.len()), (3, 2, 2));
    assert_eq!(report.unmapped.iter().map(|column| column.heading.as_str()).collect::<Vec<_>>(), ["备注"]);
    assert_eq!(report.rejects.len(), 2);
    for reject in &report.rejects {
        let line = format!(",{},{},{},{}", reject.row, reject.column, reject.value, reject.reason);
        assert!(DOCUMENT.lines().any(|own| own == line), "{line}");
    }
}

#[test]
fn the_mapping_of_the_document_is_one() {
    let start = DOCUMENT.find("```yaml\n").expect("a mapping") + "```yaml\n".len();
    let end = DOCUMENT[start..].find("```").expect("its end");
    let mapping = crate::Mapping::from_yaml("M.yaml", &DOCUMENT[start..start + end]).expect("valid");
    assert_eq!((mapping.columns.len(), mapping.header_row, mapping.complete), (2, Some(2), Some(false)));
}

#[test]
fn the_limits_of_the_document_are_the_programs() {
    for line in [
        format!("| 文件 | {} GB |", limits::MAX_FILE_BYTES >> 30),
        "| 数据行 | 5,000,000（预检 200,000） |".to_owned(),
        "| 列 | 2,000 |".to_owned(),
        format!("| 文本表格的一行 | {} MB |", limits::MAX_RECORD_BYTES >> 20),
        "| 单元格 | 131,068 字节 |".to_owned(),
        format!(
            "| XLSX 解压后 | {} GB，其中文本 {} MB |",
            limits::MAX_XLSX_UNPACKED_BYTES >> 30,
            limits::MAX_XLSX_STRINGS_BYTES >> 20
        ),
    ] {
        assert!(DOCUMENT.lines().any(|own| own == line), "{line}");
    }
    assert_eq!((limits::MAX_ROWS, limits::MAX_CHECK_ROWS, limits::MAX_COLUMNS), (5_000_000, 200_000, 2_000));
    assert_eq!((vocabulary::cell::MAX_CELL_BYTES, limits::MAX_REPORTED_REJECTS), (131_068, 1_000));
}
