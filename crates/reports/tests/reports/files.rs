//! Every format is read to the same figures.

use std::io::{Cursor, Write};

use reports::document::text_of;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::shipped::Shipped;

const SENTENCE: &str = "2023年，杭州市高新技术企业1.5万家，技术合同成交额1000亿元。";

fn values(bytes: &[u8]) -> Vec<String> {
    let text = text_of(bytes).expect("readable");
    Shipped::read().figures(&text).iter().map(|f| format!("{}{}", f.value.written(), f.unit)).collect()
}

/// A package of these parts.
pub(crate) fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("a package").into_inner()
}

/// `word/document.xml` of a body.
pub(crate) fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    )
}

/// A PDF of one page with lines in a font; `show` writes a line as the font's codes.
pub(crate) fn pdf(font: &str, lines: &[Vec<u8>]) -> Vec<u8> {
    let mut content = String::from("BT /F1 12 Tf 72 700 Td ");
    for line in lines {
        let hex: String = line.iter().map(|byte| format!("{byte:02x}")).collect();
        content.push_str(&format!("<{hex}> Tj 0 -20 Td "));
    }
    content.push_str("ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        font.to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>".to_owned(),
        to_unicode(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", number + 1).into_bytes());
    }
    let xref = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").into_bytes());
    }
    out.extend(
        format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n", objects.len() + 1)
            .into_bytes(),
    );
    out
}

/// A map of glyph numbers 1, 2, 3, … to the characters of the sentence.
fn to_unicode() -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n",
    );
    let chars: Vec<char> = SENTENCE.chars().collect();
    for chunk in chars.chunks(100).enumerate() {
        let (index, chunk) = chunk;
        map.push_str(&format!("{} beginbfchar\n", chunk.len()));
        for (at, c) in chunk.iter().enumerate() {
            map.push_str(&format!("<{:04x}> <{:04x}>\n", index * 100 + at + 1, u32::from(*c)));
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len())
}

#[test]
fn text_in_utf8_and_gb18030() {
    let expected = ["1.5万家", "1000亿元"];
    assert_eq!(values(SENTENCE.as_bytes()), expected);
    let (gb, _, _) = encoding_rs::GB18030.encode(SENTENCE);
    assert_eq!(values(&gb), expected);
    let utf16: Vec<u8> =
        std::iter::once(0xfeff).chain(SENTENCE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(values(&utf16), expected);
}

#[test]
fn words_of_a_docx_across_runs_and_in_tables() {
    let body = "<w:p><w:r><w:t>2023年，杭州市高新技术企业1</w:t></w:r><w:r><w:t>.5万家，技术合同</w:t></w:r><w:del><w:r><w:delText>9999亿元</w:delText></w:r></w:del>\
                <w:r><w:t xml:space=\"preserve\">成交额1000亿元。R&amp;D</w:t></w:r></w:p>\
                <w:tbl><w:tr><w:tc><w:p><w:r><w:t>指标</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>数值</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let bytes = package(&[("word/document.xml", document(body).as_bytes())]);
    assert_eq!(values(&bytes), ["1.5万家", "1000亿元"]);
    let text = text_of(&bytes).expect("readable");
    assert!(text.contains("R&D\n指标\t数值\n"), "{text:?}");
}

#[test]
fn a_pdf_in_gbk_without_a_map_of_its_own() {
    let (line, _, _) = encoding_rs::GB18030.encode(SENTENCE);
    let font =
        "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H /DescendantFonts [6 0 R] >>";
    assert_eq!(values(&pdf(font, &[line.into_owned()])), ["1.5万家", "1000亿元"]);
}

#[test]
fn a_pdf_in_utf16_and_one_with_its_own_map() {
    let utf16: Vec<u8> = SENTENCE.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>";
    assert_eq!(values(&pdf(font, &[utf16])), ["1.5万家", "1000亿元"]);
    let glyphs: Vec<u8> =
        (1..=SENTENCE.chars().count()).flat_map(|glyph| (glyph as u16).to_be_bytes()).collect();
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>";
    assert_eq!(values(&pdf(font, &[glyphs])), ["1.5万家", "1000亿元"]);
}

#[test]
fn a_web_page_in_gb18030() {
    let page = format!(
        "<!DOCTYPE html><html><head><meta charset=gbk><title>公报</title></head><body><div>{SENTENCE}</div></body></html>"
    );
    let (gb, _, _) = encoding_rs::GB18030.encode(&page);
    assert_eq!(values(&gb), ["1.5万家", "1000亿元"]);
}
