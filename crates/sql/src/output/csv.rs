//! CSV that Excel opens.

use super::failed;
use crate::answer::{Answer, Cell};
use crate::error::SqlError;

const BYTE_ORDER_MARK: &str = "\u{feff}";

pub(super) fn bytes(answer: &Answer) -> Result<Vec<u8>, SqlError> {
    let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    writer
        .write_record(answer.headings().iter().map(|heading| inert(heading)))
        .map_err(|error| failed(&error))?;
    answer.rows(|row| {
        let cells = row.iter().map(|cell| match cell {
            Cell::Text(text) => inert(text),
            other => other.text(),
        });
        writer.write_record(cells).map_err(|error| failed(&error))
    })?;
    writer.into_inner().map_err(|error| failed(&error))
}

/// A text that a spreadsheet does not take for a formula.
fn inert(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}
