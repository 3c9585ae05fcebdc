//! Which characters the codes of a font stand for.

use encoding_rs::{BIG5, GB18030, UTF_16BE};
use lopdf::{Dictionary, Document, Encoding, Object};

/// How the strings of a font are read.
pub(super) enum Reading<'a> {
    /// By the font's own map, or a one-byte encoding.
    Lopdf(Encoding<'a>),
    /// By a map that the standard predefines: GBK-EUC-H and its like are the bytes of an encoding.
    Predefined(&'static encoding_rs::Encoding),
    /// Glyph numbers without a map: nobody can tell.
    Unknown,
}

/// The font's dictionary as it is to be read: its own map to Unicode is better than any named encoding.
pub(super) fn prepared(font: &Dictionary) -> Dictionary {
    let mut font = font.clone();
    if font.has(b"ToUnicode") {
        font.remove(b"Encoding");
    }
    font
}

/// How to read the strings of a prepared font.
pub(super) fn reading<'a>(font: &'a Dictionary, document: &'a Document, most: usize) -> Reading<'a> {
    if !font.has(b"ToUnicode") {
        let name = font.get_deref(b"Encoding", document).and_then(Object::as_name).unwrap_or_default();
        let name = String::from_utf8_lossy(name);
        if name.starts_with("UniGB-U") || name.starts_with("UniCNS-U") {
            return if name.contains("UTF8") {
                Reading::Predefined(encoding_rs::UTF_8)
            } else {
                Reading::Predefined(UTF_16BE)
            };
        }
        if name.starts_with("GB") {
            return Reading::Predefined(GB18030);
        }
        if name.contains("B5") {
            return Reading::Predefined(BIG5);
        }
        let composite = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0");
        if composite {
            return Reading::Unknown;
        }
    }
    match font.get_font_encoding_with_limit(document, most) {
        Ok(encoding) => Reading::Lopdf(encoding),
        Err(_) => Reading::Unknown,
    }
}

impl Reading<'_> {
    /// Adds the characters of a string; the number of those that nobody can tell.
    pub(super) fn add(&self, bytes: &[u8], out: &mut String) -> usize {
        match self {
            Self::Predefined(encoding) => {
                out.push_str(&encoding.decode_without_bom_handling(bytes).0);
                0
            }
            Self::Lopdf(encoding) => match encoding.bytes_to_string(bytes) {
                Ok(text) => {
                    let unknown = text.chars().filter(|c| *c == '\u{fffd}').count();
                    out.push_str(&text.replace('\0', ""));
                    unknown
                }
                Err(_) => bytes.len(),
            },
            Self::Unknown => {
                let codes = bytes.len().div_ceil(2);
                out.extend(std::iter::repeat_n('\u{fffd}', codes));
                codes
            }
        }
    }
}
