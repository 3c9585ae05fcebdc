//! Plain text: UTF-8 or UTF-16 with a mark, UTF-8 without, else GB18030.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::DocumentError;

pub(super) fn text(bytes: &[u8]) -> Result<String, DocumentError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes.get(length..).unwrap_or_default());
        return Ok(text.into_owned());
    }
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        return binary(text.into_owned());
    }
    match GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => binary(text.into_owned()),
        None => Err(unreadable()),
    }
}

/// Text holds no NUL.
fn binary(text: String) -> Result<String, DocumentError> {
    if text.contains('\0') { Err(unreadable()) } else { Ok(text) }
}

fn unreadable() -> DocumentError {
    let hint = "可读的有 TXT（UTF-8 或 GB18030）、DOCX、PDF、HTML；旧版 .doc 请另存为 .docx";
    DocumentError::new("文件不是可读的格式", hint)
}
