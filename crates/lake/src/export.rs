//! A view as a file: Parquet, CSV or XLSX, by the ending of its name. What goes out can be imported again.

use std::io::Write;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use vocabulary::kind::{AttributeId, FieldId};
use vocabulary::number::{format_decimal, to_f64};

use crate::column::Column;
use crate::layout::{Key, Layout, SUBJECT};
use crate::limits::MAX_XLSX_ROWS;
use crate::reject::inert;
use crate::value::{Value, date_of};
use crate::writer::{ViewWriter, list_path};
use crate::{LakeError, View, disk};

/// Decimals that numbers are written with.
const DECIMALS: u32 = 8;

/// What of a view goes into a file. Whoever reads on somebody's behalf leaves out what they may not see.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only these attributes; all where `None`.
    pub attributes: Option<Vec<AttributeId>>,
    /// Only these subjects, in this order; all where `None`.
    pub subjects: Option<Vec<usize>>,
}

impl Selection {
    pub(crate) fn takes(&self, id: AttributeId) -> bool {
        self.attributes.as_ref().is_none_or(|ids| ids.contains(&id))
    }

    pub(crate) fn subjects(&self, view: &View) -> Vec<usize> {
        self.subjects.clone().unwrap_or_else(|| (0..view.len()).collect())
    }
}

impl View {
    /// Writes the view to a `.parquet`, `.csv` or `.xlsx` file and names the files written: lists stand beside the subjects in
    /// files of their own, or in sheets of the same workbook.
    pub fn write(&self, path: &Path, selection: &Selection) -> Result<Vec<PathBuf>, LakeError> {
        match path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).as_deref() {
            Some("parquet") => self.write_parquet(path, selection),
            Some("csv") => self.write_csv(path, selection),
            Some("xlsx") => self.write_xlsx(path, selection),
            _ => Err(LakeError::Request(format!(
                "{} 的扩展名应是 .parquet、.csv 或 .xlsx 之一",
                path.display()
            ))),
        }
    }

    /// Writes the view as Parquet (CONTRACT «View columns»).
    pub fn write_parquet(&self, path: &Path, selection: &Selection) -> Result<Vec<PathBuf>, LakeError> {
        let mut writer = ViewWriter::create(self.kind(), path)?.distinct();
        for subject in selection.subjects(self) {
            let Some(id) = self.id(subject) else { continue };
            let mut facts = self.facts(subject);
            for (attribute, _) in self.kind().iter() {
                if !selection.takes(attribute) {
                    facts.clear(attribute);
                }
            }
            writer.push_as(id, &facts)?;
        }
        writer.finish()
    }

    /// Writes the view as CSV that Excel opens: UTF-8 with a byte order mark, amounts in 元.
    pub fn write_csv(&self, path: &Path, selection: &Selection) -> Result<Vec<PathBuf>, LakeError> {
        let mut written = Vec::new();
        for table in self.tables(selection) {
            let path =
                table.list.map_or(path.to_owned(), |list| list_path(path, &self.kind().get(list).name));
            let failed = |error: csv::Error| LakeError::io("写入", &path, error.into());
            let mut file = disk::create(&path)?;
            file.write_all("\u{feff}".as_bytes()).map_err(|error| LakeError::io("写入", &path, error))?;
            let mut writer = csv::Writer::from_writer(file);
            writer.write_record(&table.headings).map_err(failed)?;
            table.each_row(self, selection, |cells| {
                writer.write_record(cells.iter().map(csv_text)).map_err(failed)
            })?;
            writer.flush().map_err(|error| LakeError::io("写入", &path, error))?;
            written.push(path);
        }
        Ok(written)
    }

    /// Writes the view as a workbook: one sheet of subjects and one per list that has records.
    pub fn write_xlsx(&self, path: &Path, selection: &Selection) -> Result<Vec<PathBuf>, LakeError> {
        let failed = |error: XlsxError| LakeError::io("写入", path, std::io::Error::other(error.to_string()));
        let mut book = Workbook::new();
        let date = Format::new().set_num_format("yyyy-mm-dd");
        let bold = Format::new().set_bold();
        for table in self.tables(selection) {
            let name = table.list.map_or(&self.kind().name, |list| &self.kind().get(list).name);
            let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
            sheet.set_name(name).map_err(failed)?;
            for (column, heading) in (0u16..).zip(&table.headings) {
                sheet.write_string_with_format(0, column, heading, &bold).map_err(failed)?;
            }
            let mut row = 0u32;
            table.each_row(self, selection, |cells| {
                row += 1;
                if row >= MAX_XLSX_ROWS {
                    let file = path.display().to_string();
                    return Err(LakeError::limit(&file, "XLSX 的行数", MAX_XLSX_ROWS));
                }
                for (column, cell) in (0u16..).zip(cells) {
                    write_cell(sheet, row, column, cell, &date).map_err(failed)?;
                }
                Ok(())
            })?;
        }
        book.save(path).map_err(failed)?;
        Ok(vec![path.to_owned()])
    }

    fn tables(&self, selection: &Selection) -> Vec<TextTable> {
        let layout = Layout { kind: self.kind(), list: None };
        let mut columns: Vec<Key> = self
            .columns
            .keys()
            .filter(|(id, _)| selection.takes(*id))
            .map(|(id, year)| Key::Attribute(*id, *year))
            .collect();
        columns
            .extend(self.incomplete.keys().filter(|id| selection.takes(**id)).map(|id| Key::Incomplete(*id)));
        columns.sort();
        let headings = [SUBJECT.to_owned()]
            .into_iter()
            .chain(columns.iter().map(|key| layout.written_name(key)))
            .collect();
        let mut tables = vec![TextTable { list: None, headings, columns }];
        for (list, held) in &self.lists {
            if held.len() == 0 || !selection.takes(*list) {
                continue;
            }
            let layout = Layout { kind: self.kind(), list: Some(*list) };
            let columns: Vec<Key> =
                (0u16..).zip(layout.fields()).map(|(at, _)| Key::Field(FieldId(at))).collect();
            let names = columns.iter().map(|key| layout.written_name(key));
            let headings = [SUBJECT.to_owned()].into_iter().chain(names).collect();
            tables.push(TextTable { list: Some(*list), headings, columns });
        }
        tables
    }
}

/// A table of a file for people.
struct TextTable {
    list: Option<AttributeId>,
    headings: Vec<String>,
    columns: Vec<Key>,
}

impl TextTable {
    fn each_row(
        &self,
        view: &View,
        selection: &Selection,
        mut row: impl FnMut(&[Value]) -> Result<(), LakeError>,
    ) -> Result<(), LakeError> {
        let mut cells = Vec::with_capacity(self.columns.len() + 1);
        for subject in selection.subjects(view) {
            let Some(id) = view.id(subject) else { continue };
            let rows = match self.list.and_then(|list| view.lists.get(&list)) {
                Some(held) if held.source(subject).is_some() => held.range(subject),
                Some(_) => 0..0,
                None => subject..subject + 1,
            };
            for at in rows {
                cells.clear();
                cells.push(Value::Text(id.into()));
                for key in &self.columns {
                    let column = self.column(view, key);
                    cells.push(column.map_or(Value::Unknown, |column| column.get(at)));
                }
                row(&cells)?;
            }
        }
        Ok(())
    }

    fn column<'v>(&self, view: &'v View, key: &Key) -> Option<&'v Column> {
        match key {
            Key::Attribute(id, year) => view.columns.get(&(*id, *year)).map(|held| &held.column),
            Key::Incomplete(id) => view.incomplete.get(id).map(|held| &held.column),
            Key::Field(field) => view.lists.get(&self.list?)?.fields.get(usize::from(field.0)),
            _ => None,
        }
    }
}

fn csv_text(cell: &Value) -> String {
    match cell {
        Value::Unknown => String::new(),
        Value::Absent => "无".to_owned(),
        Value::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Value::Date(days) => date_of(*days).map(|date| date.to_string()).unwrap_or_default(),
        Value::Number(held, scale) => format_decimal(scale.number(*held), DECIMALS),
        Value::Text(text) => inert(text),
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Value,
    date: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Value::Unknown => {}
        Value::Date(days) => {
            // Excel knows no day before 1900: such a date is written as text, which is read again as a date.
            let text = csv_text(cell);
            match ExcelDateTime::parse_from_str(&text) {
                Ok(moment) if *days > -25_568 => {
                    sheet.write_datetime_with_format(row, column, &moment, date)?;
                }
                _ => {
                    sheet.write_string(row, column, text)?;
                }
            }
        }
        Value::Number(held, scale) => {
            let exact = held.unsigned_abs() < 1_000_000_000_000_000;
            if exact {
                sheet.write_number(row, column, to_f64(scale.number(*held)))?;
            } else {
                // More digits than a workbook's numbers have.
                sheet.write_string(row, column, csv_text(cell))?;
            }
        }
        Value::Text(text) => {
            sheet.write_string(row, column, text.as_ref())?;
        }
        Value::Absent | Value::Bool(_) => {
            sheet.write_string(row, column, csv_text(cell))?;
        }
    }
    Ok(())
}
