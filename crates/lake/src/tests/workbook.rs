//! Workbooks, made here by the writer and by hand.

use std::io::Write;

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet, XlsxError};
use vocabulary::{Lookup, Number};

use super::*;
use crate::Found;

pub(super) fn workbook(fill: impl FnOnce(&mut Workbook) -> Result<(), XlsxError>) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book).expect("a workbook");
    book.save_to_buffer().expect("a workbook")
}

pub(super) fn sheet(fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> Vec<u8> {
    workbook(|book| fill(book.add_worksheet()))
}

fn headings(sheet: &mut Worksheet, names: &[&str]) -> Result<(), XlsxError> {
    for (column, name) in (0u16..).zip(names) {
        sheet.write_string(0, column, *name)?;
    }
    Ok(())
}

fn checked(bytes: &[u8]) -> Result<Checked, LakeError> {
    check(&enterprise(), table("表.xlsx", bytes), &request("统计局 2024"))
}

#[test]
fn dates_numbers_and_text_numbers() {
    let bytes = sheet(|sheet| {
        headings(sheet, &["名称", "成立日期", "营业收入（万元）[2024]", "职工总数[2024]", "示例"])?;
        let date = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_string(1, 0, "甲")?.write_number_with_format(1, 1, 44_197.0, &date)?;
        sheet.write_number(1, 2, 1234.5)?.write_string(1, 3, "１０")?.write_boolean(1, 4, true)?;
        sheet.write_string(2, 0, "乙")?.write_number(2, 1, 44_198.0)?.write_number(2, 2, 0.1 + 0.2)?;
        Ok(())
    });
    let Checked { report, view } = checked(&bytes).expect("good");
    assert_eq!(report.rows_in, 2, "{}", rejects(&report));
    let (Found::One(first), Found::One(second)) = (view.find("甲"), view.find("乙")) else {
        panic!("both")
    };
    let born = view.kind().born.expect("成立日期");
    assert_eq!(view.date(first, born), Some(date(2021, 1, 1)), "a cell with a date format");
    assert_eq!(view.date(second, born), Some(date(2021, 1, 2)), "a bare serial number");
    assert_eq!(number(&view, first, "营业收入", Some(2024)), Some(Number::from_integer(12_345_000)));
    assert_eq!(number(&view, second, "营业收入", Some(2024)), Some(Number::from_integer(3000)));
    assert_eq!(number(&view, first, "职工总数", Some(2024)), Some(Number::from_integer(10)));
}

#[test]
fn formulas_count_with_their_stored_result() {
    let bytes = sheet(|sheet| {
        headings(sheet, &["名称", "营业收入[2024]"])?;
        for (row, name) in (1u32..).zip(["甲", "乙", "丙", "丁"]) {
            sheet.write_string(row, 0, name)?;
        }
        sheet.write_formula(1, 1, Formula::new("=2*50").set_result("100"))?;
        sheet.write_formula(2, 1, Formula::new("=1/0").set_result("#DIV/0!"))?;
        sheet.write_formula(3, 1, Formula::new("=A9").set_result(""))?;
        Ok(())
    });
    // What a program that computes nothing leaves behind: a formula without a value.
    let bytes = edit(&bytes, "xl/worksheets/sheet1.xml", |xml| {
        let at = xml.find("r=\"B4\"").expect("the third formula");
        let (before, after) = xml.split_at(at);
        let (cell, rest) = after.split_once("</c>").expect("the end of the cell");
        let formula = cell.split_once("</f>").expect("a formula").0;
        format!("{before}{formula}</f></c>{rest}")
    });
    let Checked { report, view } = checked(&bytes).expect("good");
    assert_eq!(
        number(&view, 0, "营业收入", Some(2024)).or(number(&view, 1, "营业收入", Some(2024))),
        Some(Number::from_integer(100))
    );
    assert_eq!(report.rows_in, 2, "a result and a blank");
    insta::assert_snapshot!(rejects(&report), @"
    3 | 营业收入[2024]（B 列） | #DIV/0! | 公式出错（#DIV/0!）；请改正公式，或粘贴为数值
    4 | 营业收入[2024]（B 列） |  | 公式没有存下结果；请用 Excel 打开并保存一次，或粘贴为数值
    ");
}

/// The workbook with one part rewritten.
pub(super) fn edit(bytes: &[u8], part: &str, change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut change = Some(change);
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("an entry");
        let name = entry.name().expect("a name").into_owned();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut content).expect("content");
        if name == part {
            let change = change.take().expect("one such part");
            content = change(String::from_utf8(content).expect("text")).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        out.write_all(&content).expect("content");
    }
    assert!(change.is_none(), "{part} is there");
    out.finish().expect("a zip").into_inner()
}

#[test]
fn every_sheet_with_an_identity_is_read() {
    let bytes = workbook(|book| {
        let first = book.add_worksheet().set_name("说明")?;
        first.write_string(0, 0, "本表由统计局填报")?;
        for (name, firm) in [("余杭", "甲"), ("西湖", "乙")] {
            let sheet = book.add_worksheet().set_name(name)?;
            headings(sheet, &["企业名称", "职工总数[2024]"])?;
            sheet.write_string(1, 0, firm)?.write_number(1, 1, 5)?;
        }
        Ok(())
    });
    let Checked { report, view } = checked(&bytes).expect("good");
    let sheets: Vec<_> = report.sheets.iter().map(|sheet| (sheet.name.as_deref(), sheet.rows_in)).collect();
    assert_eq!(sheets, [(Some("余杭"), 1), (Some("西湖"), 1)]);
    assert!(report.notes.iter().any(|note| note.contains("说明")), "{:?}", report.notes);
    let Found::One(second) = view.find("乙") else { panic!("乙") };
    let provenance = view.cell(second, view.kind().title, None).provenance.expect("an origin");
    assert_eq!(view.sources()[0].place(provenance.row), (Some("西湖"), 2));
}

#[test]
fn merged_headings_are_refused_with_their_place() {
    let merged = |first: (u32, u16), last: (u32, u16)| {
        sheet(|sheet| {
            headings(sheet, &["名称", "", "", ""])?;
            sheet.merge_range(first.0, first.1, last.0, last.1, "研发费用", &Format::new())?;
            sheet.write_string(1, 0, "甲")?;
            Ok(())
        })
    };
    let across = checked(&merged((0, 1), (0, 3))).expect_err("across");
    let down = checked(&merged((0, 1), (1, 1))).expect_err("down");
    insta::assert_snapshot!(format!("{across}\n{down}"), @"
    表.xlsx 工作表“Sheet1”：表头第 1 行有合并单元格 B1:D1，无法判断各列的含义；请取消合并、每列写全表头（如 研发费用[2024]），或在映射文件里用 header_row 指明表头所在的行
    表.xlsx 工作表“Sheet1”：表头第 1 行有合并单元格 B1:B2，无法判断各列的含义；请取消合并、每列写全表头（如 研发费用[2024]），或在映射文件里用 header_row 指明表头所在的行
    ");
    let title = sheet(|sheet| {
        sheet.merge_range(0, 0, 0, 3, "2024 年企业统计表", &Format::new())?;
        sheet.write_string(1, 0, "名称")?.write_string(2, 0, "甲")?;
        Ok(())
    });
    assert!(checked(&title).expect_err("a title above").to_string().contains("A1:D1"));
    let mut with_row = request("统计局 2024");
    with_row.mapping = Some(crate::Mapping::from_yaml("m.yaml", "header_row: 2").expect("valid"));
    let found = check(&enterprise(), table("表.xlsx", &title), &with_row).expect("good");
    assert_eq!(found.view.find("甲"), Found::One(0));
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused() {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    out.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).expect("an entry");
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..=(crate::limits::MAX_XLSX_STRINGS_BYTES >> 20) {
        out.write_all(&zeros).expect("content");
    }
    let bytes = out.finish().expect("a zip").into_inner();
    assert!(bytes.len() < 4 << 20, "it looks harmless");
    let error = checked(&bytes).expect_err("a bomb");
    insta::assert_snapshot!(error.to_string(), @"表.xlsx：解压后的文本超过上限 512 MB；请拆分后再导入");
}

#[test]
fn a_truncated_workbook_is_refused() {
    let bytes = sheet(|sheet| headings(sheet, &["名称"]));
    for cut in [bytes.len() / 2, bytes.len() - 1, 30, 4] {
        let error = checked(&bytes[..cut]).expect_err("cut off").to_string();
        assert!(error.contains("不是完好的 .xlsx"), "{error}");
    }
}

#[test]
fn cells_beside_the_table_are_told() {
    let bytes = sheet(|sheet| {
        headings(sheet, &["名称"])?;
        sheet.write_string(1, 0, "甲")?.write_string(1, 3, "走失的备注")?;
        Ok(())
    });
    let Checked { report, .. } = checked(&bytes).expect("good");
    assert_eq!(report.rows_in, 0);
    assert_eq!(rejects(&report), "2 |  |  | D 列有内容却没有表头；请补上表头或清空该格");
}

#[test]
fn unknown_facts_of_a_workbook_stay_unknown() {
    let bytes = sheet(|sheet| {
        headings(sheet, &["名称", "营业收入[2024]"])?;
        sheet.write_string(1, 0, "甲")?;
        Ok(())
    });
    let view = checked(&bytes).expect("good").view;
    let income = view.kind().attribute("营业收入").expect("营业收入").0;
    assert_eq!(view.facts(0).yearly(income, 2024), Lookup::Unknown);
}
