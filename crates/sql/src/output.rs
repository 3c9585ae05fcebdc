//! An answer as a file.

mod csv;
mod parquet;
mod xlsx;

use crate::answer::Answer;
use crate::error::SqlError;

/// What file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileFormat {
    /// UTF-8 with a byte order mark, so that Excel opens it.
    Csv,
    /// A workbook of one sheet.
    Xlsx,
    /// Parquet with the unit of each column in its metadata.
    Parquet,
}

impl FileFormat {
    /// By the ending of a file's name, without the dot.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }
}

impl Answer {
    /// The answer as the bytes of a file.
    ///
    /// # Errors
    /// Where the format cannot hold it.
    pub fn file(&self, format: FileFormat) -> Result<Vec<u8>, SqlError> {
        match format {
            FileFormat::Csv => csv::bytes(self),
            FileFormat::Xlsx => xlsx::bytes(self),
            FileFormat::Parquet => parquet::bytes(self),
        }
    }

    /// Headings for people: the unit behind the name.
    pub fn headings(&self) -> Vec<String> {
        let heading = |column: &crate::AnswerColumn| match &column.unit {
            Some(unit) => format!("{}（{unit}）", column.name),
            None => column.name.clone(),
        };
        self.columns.iter().map(heading).collect()
    }
}

fn failed(error: &dyn std::fmt::Display) -> SqlError {
    SqlError::Internal { message: error.to_string() }
}
