//! Files decoded into text. Each reader of a format is a room of its own: bytes in, text out, within limits.

use crate::limits::{MAX_FILE_BYTES, MAX_TEXT_CHARS};

mod docx;
mod html;
mod pdf;
mod plain;

/// A file that cannot be read as a report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}（{hint}）")]
pub struct DocumentError {
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub hint: String,
    /// Whether it is over a limit rather than damaged.
    pub limit: bool,
}

impl DocumentError {
    pub(crate) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into(), limit: false }
    }

    pub(crate) fn limit(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: "请拆分后再读".to_owned(), limit: true }
    }
}

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Docx,
    Pdf,
    Html,
    Plain,
}

/// The text of a file; its format is told by its first bytes, not by its name.
///
/// # Errors
/// Where the file is none of the formats, is damaged, or is over a limit of [`crate::limits`].
pub fn text_of(bytes: &[u8]) -> Result<String, DocumentError> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(DocumentError::limit(format!("文件有 {} 字节，最多 {MAX_FILE_BYTES}", bytes.len())));
    }
    let text = match format(bytes)? {
        Format::Docx => docx::text(bytes)?,
        Format::Pdf => pdf::text(bytes)?,
        Format::Html => html::text(&plain::text(bytes)?),
        Format::Plain => plain::text(bytes)?,
    };
    let length = text.chars().count();
    if length > MAX_TEXT_CHARS {
        return Err(DocumentError::limit(format!("文字有 {length} 个字符，最多 {MAX_TEXT_CHARS}")));
    }
    Ok(text)
}

fn format(bytes: &[u8]) -> Result<Format, DocumentError> {
    let head = bytes.get(..bytes.len().min(2048)).unwrap_or_default();
    let has = |word: &[u8]| head.windows(word.len()).any(|w| w.eq_ignore_ascii_case(word));
    if head.starts_with(b"PK\x03\x04") {
        return Ok(Format::Docx);
    }
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(DocumentError::new("这是旧版 Office 文件（.doc、.xls），不能读", "请另存为 .docx"));
    }
    // The mark of a PDF may stand after some bytes of rubbish.
    if has(b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if has(b"<!doctype html") || has(b"<html") || has(b"<body") {
        return Ok(Format::Html);
    }
    Ok(Format::Plain)
}
