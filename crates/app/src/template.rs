//! Import templates: a workbook whose headings the import reads, with drop-downs and what every column means.

mod about;
mod columns;
mod sheet;

use rust_xlsxwriter::{Workbook, XlsxError};
use vocabulary::kind::AttributeId;
use vocabulary::{AttributeType, Kind};

use columns::{Column, list_columns, subject_columns};
use sheet::{Options, write_sheet};

/// A sheet to be filled in.
struct Form<'k> {
    /// The name of the kind or of the list, by which the import knows the sheet.
    name: &'k str,
    columns: Vec<Column<'k>>,
}

/// The template of a kind with a sheet for each of its lists, or of one list alone. Yearly attributes are asked for `last_year` and
/// the years before it.
///
/// # Errors
/// Where the workbook cannot be written.
pub(crate) fn workbook(kind: &Kind, list: Option<AttributeId>, last_year: i16) -> Result<Vec<u8>, XlsxError> {
    let mut forms = Vec::new();
    if list.is_none() {
        forms.push(Form { name: &kind.name, columns: subject_columns(kind, last_year) });
    }
    for (id, attribute) in kind.iter() {
        if let AttributeType::List(fields) = &attribute.r#type
            && list.is_none_or(|wanted| wanted == id)
        {
            forms.push(Form { name: &attribute.name, columns: list_columns(kind, attribute, fields) });
        }
    }
    let mut book = Workbook::new();
    let mut options = Options::default();
    for form in &forms {
        write_sheet(book.add_worksheet(), form, &mut options)?;
    }
    about::write(book.add_worksheet(), kind, &forms)?;
    options.write(&mut book)?;
    book.save_to_buffer()
}
