//! A workbook of one sheet.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::failed;
use crate::answer::{Answer, Cell};
use crate::error::SqlError;

/// Digits that a number of a workbook has.
const MAX_DIGITS: usize = 15;
/// The first day of a workbook's calendar, 1900-01-01, in days since 1970-01-01.
const FIRST_DAY: i32 = -25_567;
/// Most characters a cell holds.
const MAX_CELL_CHARS: usize = 32_767;

pub(super) fn bytes(answer: &Answer) -> Result<Vec<u8>, SqlError> {
    let mut book = Workbook::new();
    write(&mut book, answer)?;
    book.save_to_buffer().map_err(|error| failed(&error))
}

fn write(book: &mut Workbook, answer: &Answer) -> Result<(), SqlError> {
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet();
    sheet.set_name("查询结果").map_err(|error| failed(&error))?;
    for (column, heading) in (0u16..).zip(answer.headings()) {
        sheet.write_string_with_format(0, column, heading, &bold).map_err(|error| failed(&error))?;
    }
    let mut row = 0u32;
    answer.rows(|cells| {
        row += 1;
        for (column, cell) in (0u16..).zip(&cells) {
            write_cell(sheet, row, column, cell, &date).map_err(|error| match error {
                XlsxError::MaxStringLengthExceeded => SqlError::Limit {
                    what: format!("第 {row} 行有一格超过 {MAX_CELL_CHARS} 个字，XLSX 放不下"),
                    hint: "请改用 CSV 或 Parquet".to_owned(),
                },
                other => failed(&other),
            })?;
        }
        Ok(())
    })
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell<'_>,
    date: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Unknown => {}
        Cell::Integer(_) | Cell::Decimal(_) => {
            let text = cell.text();
            let digits = text.chars().filter(char::is_ascii_digit).count();
            // More digits than a workbook's numbers have are written as text, not rounded.
            match text.parse::<f64>() {
                Ok(number) if digits <= MAX_DIGITS => sheet.write_number(row, column, number)?,
                _ => sheet.write_string(row, column, text)?,
            };
        }
        Cell::Float(number) => {
            sheet.write_number(row, column, *number)?;
        }
        Cell::Date(days, text) => {
            match ExcelDateTime::parse_from_str(text) {
                Ok(moment) if *days >= FIRST_DAY => {
                    sheet.write_datetime_with_format(row, column, &moment, date)?
                }
                _ => sheet.write_string(row, column, text)?,
            };
        }
        Cell::Text(_) | Cell::Boolean(_) => {
            sheet.write_string(row, column, cell.text())?;
        }
    }
    Ok(())
}
