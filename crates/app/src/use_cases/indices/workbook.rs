//! A run as a workbook, one sheet a stage: analysts recheck by hand.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::IndexRun;
use super::tables::{Cell, Sheet};
use crate::failure::{Code, Failure};

/// Widest a column of names is drawn, in characters.
const NAME_WIDTH: f64 = 12.0;

impl IndexRun {
    /// The run as XLSX: what it is, then a sheet for each stage and record.
    ///
    /// # Errors
    /// Where the workbook cannot be written, as with more rows than a sheet holds.
    pub fn workbook(&self) -> Result<Vec<u8>, Failure> {
        self.write().map_err(|error| {
            let hint = "行数或列数超过一张工作表能放下的，请用 CSV 结果";
            Failure::new(Code::StorageFailed, format!("工作簿不能写出：{error}"), hint)
        })
    }

    fn write(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let bold = Format::new().set_bold();
        let about = book.add_worksheet().set_name("说明")?;
        about.set_column_width(0, NAME_WIDTH)?.set_column_width(1, 80.0)?;
        for (row, (word, text)) in (0..).zip(self.about()) {
            about.write_string_with_format(row, 0, word, &bold)?.write_string(row, 1, &text)?;
        }
        for sheet in self.sheets() {
            write_sheet(&mut book, &sheet, &bold)?;
        }
        book.save_to_buffer()
    }

    fn about(&self) -> Vec<(&'static str, String)> {
        let framework = &self.framework;
        let steps: Vec<&str> = framework.steps.iter().map(|step| step.name()).collect();
        let mut about = vec![
            ("指数", framework.name.clone()),
            ("编号", framework.id.clone()),
            ("说明", framework.description.clone()),
            ("来源", framework.source.clone()),
            ("步骤", steps.join(" → ")),
            ("随机种子", self.seed.to_string()),
            ("空单元格", "未知，不是 0".to_owned()),
        ];
        if framework.example {
            about.push(("示例", "这是方法示例，不用于评价".to_owned()));
        }
        about.extend(framework.notes.iter().map(|note| ("注", note.clone())));
        about
    }
}

fn write_sheet(book: &mut Workbook, sheet: &Sheet, bold: &Format) -> Result<(), XlsxError> {
    let page = book.add_worksheet().set_name(sheet.title)?;
    page.set_freeze_panes(1, 1)?;
    for (column, heading) in (0..).zip(&sheet.headings) {
        page.write_string_with_format(0, column, heading, bold)?;
    }
    for (row, cells) in (1..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(text) if !text.is_empty() => {
                    page.write_string(row, column, text)?;
                }
                Cell::Number(value) => {
                    if let Some(number) = value.get() {
                        page.write_number(row, column, number)?;
                    }
                }
                Cell::Text(_) => {}
            }
        }
    }
    Ok(())
}
