//! DOCX in the layout of official documents (党政机关公文格式, GB/T 9704-2012): A4, type area 156 × 225 mm, 22 lines of 28
//! characters, 小标宋, 黑体, 楷体 and 仿宋, headings 一、（一）1.（1） as a live outline list, page numbers — 1 — outside.
//!
//! The parts are written out here, escaped by quick-xml and packed by zip: docx-rs 0.4 (looked at in 0.4.22) knows no reference
//! to a footnote told before, no table head that repeats on each page and no EMF picture, and brings a second zip, a second
//! quick-xml and decoders of images along. Fonts are named, never shipped; `fontTable.xml` names what may stand in for them.

mod body;
mod parts;

#[cfg(test)]
pub(crate) use self::tests::example;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::model::Document;

/// Writes a document. The same document gives the same bytes.
///
/// # Errors
/// Where a part cannot be packed (more than 4 GB).
pub fn write(document: &Document) -> Result<Vec<u8>, String> {
    let body = body::write(document);
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".to_owned(), parts::CONTENT_TYPES.into()),
        ("_rels/.rels".to_owned(), parts::PACKAGE_RELATIONS.into()),
        ("docProps/core.xml".to_owned(), parts::core(document).into()),
        ("word/document.xml".to_owned(), body.document.into()),
        ("word/footnotes.xml".to_owned(), body.footnotes.into()),
        ("word/styles.xml".to_owned(), parts::styles().into()),
        ("word/numbering.xml".to_owned(), parts::numbering().into()),
        ("word/settings.xml".to_owned(), parts::SETTINGS.into()),
        ("word/fontTable.xml".to_owned(), parts::font_table().into()),
        ("word/footer1.xml".to_owned(), parts::footer(parts::Side::Odd).into()),
        ("word/footer2.xml".to_owned(), parts::footer(parts::Side::Even).into()),
        ("word/_rels/document.xml.rels".to_owned(), parts::relations(body.pictures.len()).into()),
    ];
    let pictures = body.pictures.into_iter().enumerate();
    files.extend(pictures.map(|(at, picture)| (format!("word/media/image{}.emf", at + 1), picture)));
    pack(&files).map_err(|error| error.to_string())
}

/// Packs files in order, all of them as of the first day that a zip can tell.
fn pack(files: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests;
