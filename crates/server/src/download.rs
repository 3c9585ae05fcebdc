//! Answers that a browser saves as a file.

use app::ReportFormat;
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// A file to be saved.
pub(crate) struct Download {
    pub(crate) media_type: &'static str,
    /// ASCII, with its ending.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl Download {
    /// An Excel workbook; `name` is without its ending.
    pub(crate) fn workbook(name: &str, bytes: Vec<u8>) -> Self {
        Self { media_type: WORKBOOK, name: format!("{name}.xlsx"), bytes }
    }

    /// A document; `name` is without its ending. What is not fit for the name of a file is left out of it.
    pub(crate) fn report(name: &str, format: ReportFormat, bytes: Vec<u8>) -> Self {
        let name: String =
            name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        let media_type = match format {
            ReportFormat::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ReportFormat::Xlsx => WORKBOOK,
            ReportFormat::Pdf => "application/pdf",
        };
        Self { media_type, name: format!("{name}.{}", format.ending()), bytes }
    }
}

/// The media type of an Excel workbook.
pub(crate) const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let disposition = format!("attachment; filename=\"{}\"", self.name);
        let headers =
            [(header::CONTENT_TYPE, self.media_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
        (headers, self.bytes).into_response()
    }
}
