//! Tables of texts as files that a spreadsheet program opens.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// As CSV. No cell is taken for a formula.
pub(crate) fn csv<'c, R>(headings: &[&str], rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>, csv::Error>
where
    R: IntoIterator<Item = &'c String>,
{
    // Excel reads UTF-8 only behind this mark.
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(headings)?;
    for row in rows {
        writer.write_record(row.into_iter().map(|cell| lake::inert(cell)))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// A sheet of a workbook with its headings, which stay in sight, and the width of each column in characters.
pub(crate) fn headed<'b>(
    book: &'b mut Workbook,
    name: &str,
    headings: &[&str],
    width: impl Fn(&str) -> u16,
) -> Result<&'b mut Worksheet, XlsxError> {
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, heading) in (0u16..).zip(headings) {
        sheet.write_string_with_format(0, column, *heading, &bold)?;
        sheet.set_column_width(column, width(heading))?;
    }
    Ok(sheet)
}
