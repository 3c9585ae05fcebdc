//! Answers that a browser saves as a file.

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
