//! DOCX: the words of `word/document.xml` and its footnotes. Nothing else of the package is opened: macros, embedded
//! objects and linked pictures stay closed, and no relationship is followed. The XML reader knows no external entities.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::DocumentError;
use crate::limits::{MAX_ARCHIVE_ENTRIES, MAX_UNPACKED_BYTES, MAX_XML_DEPTH};

/// The text, a line for each paragraph; cells of a table row are separated by tabs.
pub(super) fn text(bytes: &[u8]) -> Result<String, DocumentError> {
    let broken =
        |_| DocumentError::new("文件不是完好的 DOCX（压缩包损坏）", "请用 Word 或 WPS 打开后另存一次");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > MAX_ARCHIVE_ENTRIES {
        return Err(DocumentError::limit(format!(
            "压缩包里有 {} 个文件，最多 {MAX_ARCHIVE_ENTRIES}",
            archive.len()
        )));
    }
    let mut out = String::new();
    let main = part(&mut archive, "word/document.xml")?;
    let Some(main) = main else {
        let hint = "可读的有 TXT、DOCX、PDF、HTML；表格请用 kechuang import";
        return Err(DocumentError::new("压缩包里没有 word/document.xml，不是 Word 文档", hint));
    };
    words(&main, &mut out)?;
    if let Some(notes) = part(&mut archive, "word/footnotes.xml")? {
        words(&notes, &mut out)?;
    }
    Ok(out)
}

/// A part of the package, unpacked as far as the limit: the size that a package claims is not believed.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<Vec<u8>>, DocumentError> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(error) => {
            let message = format!("{name} 不能解压：{error}");
            return Err(DocumentError::new(message, "加密或损坏的文件不能读，请另存为普通的 DOCX"));
        }
    };
    let mut bytes = Vec::new();
    let read = file.take(MAX_UNPACKED_BYTES + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > MAX_UNPACKED_BYTES {
        return Err(DocumentError::limit(format!("{name} 解压后超过 {} MB", MAX_UNPACKED_BYTES >> 20)));
    }
    read.map_err(|error| {
        DocumentError::new(format!("{name} 不能解压：{error}"), "文件可能损坏，请另存一次")
    })?;
    Ok(Some(bytes))
}

fn words(xml: &[u8], out: &mut String) -> Result<(), DocumentError> {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    let mut depth = 0usize;
    let (mut in_text, mut deleted) = (false, 0usize);
    loop {
        let event = reader.read_event_into(&mut buffer).map_err(|error| {
            let message = format!("文档的 XML 有误（第 {} 字节）：{error}", reader.error_position());
            DocumentError::new(message, "请用 Word 或 WPS 打开后另存一次")
        })?;
        match event {
            Event::Start(tag) => {
                depth += 1;
                if depth > MAX_XML_DEPTH {
                    return Err(DocumentError::limit(format!("文档的 XML 嵌套超过 {MAX_XML_DEPTH} 层")));
                }
                match tag.local_name().as_ref() {
                    "t" => in_text = true,
                    // Deleted text of tracked changes is not what the report says; a fallback repeats its choice.
                    "del" | "Fallback" | "instrText" | "delText" => deleted += 1,
                    _ => {}
                }
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                match tag.local_name().as_ref() {
                    "t" => in_text = false,
                    "del" | "Fallback" | "instrText" | "delText" => deleted = deleted.saturating_sub(1),
                    "p" if out.ends_with('\t') => {}
                    "p" => out.push('\n'),
                    "tc" => {
                        while out.ends_with('\n') {
                            out.pop();
                        }
                        out.push('\t');
                    }
                    "tr" => {
                        while out.ends_with('\t') {
                            out.pop();
                        }
                        out.push('\n');
                    }
                    _ => {}
                }
            }
            Event::Empty(tag) if deleted == 0 => match tag.local_name().as_ref() {
                "tab" => out.push(' '),
                "br" | "cr" => out.push('\n'),
                "p" => out.push('\n'),
                _ => {}
            },
            Event::Text(text) if in_text && deleted == 0 => {
                out.push_str(&text);
            }
            Event::GeneralRef(name) if in_text && deleted == 0 => {
                if let Some(c) = name.resolve_char_ref().ok().flatten() {
                    out.push(c);
                } else if let Some(text) = quick_xml::escape::resolve_predefined_entity(&name) {
                    out.push_str(text);
                }
            }
            Event::CData(text) if in_text && deleted == 0 => {
                out.push_str(&text);
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
}
