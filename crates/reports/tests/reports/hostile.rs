//! Hostile files are refused or read safely, within named limits.

use reports::Text;
use reports::document::text_of;
use reports::limits::{
    MAX_ARCHIVE_ENTRIES, MAX_FILE_BYTES, MAX_TEXT_CHARS, MAX_UNPACKED_BYTES, MAX_XML_DEPTH,
};

use crate::files::{document, package, pdf};
use crate::shipped::Shipped;

fn refused(bytes: &[u8]) -> String {
    text_of(bytes).expect_err("refused").to_string()
}

#[test]
fn a_file_at_the_limit_and_one_past_it() {
    assert!(text_of(&vec![b'a'; MAX_TEXT_CHARS]).is_ok());
    assert!(refused(&vec![b'a'; MAX_TEXT_CHARS + 1]).contains("字符"));
    let message = refused(&vec![b'a'; MAX_FILE_BYTES + 1]);
    assert!(message.contains("最多"), "{message}");
}

#[test]
fn a_zip_bomb_is_refused_by_what_it_unpacks_to() {
    let zeros = vec![b' '; usize::try_from(MAX_UNPACKED_BYTES).expect("small") + 1];
    let bomb = package(&[("word/document.xml", &zeros)]);
    assert!(bomb.len() < 1_000_000, "{}", bomb.len());
    assert!(refused(&bomb).contains("解压后超过"));
}

#[test]
fn a_package_of_too_many_parts_is_refused() {
    let names: Vec<String> = (0..=MAX_ARCHIVE_ENTRIES).map(|n| format!("p{n}")).collect();
    let mut parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert!(refused(&package(&parts)).contains("最多"));
    parts.truncate(MAX_ARCHIVE_ENTRIES - 1);
    let body = document("<w:p><w:r><w:t>甲</w:t></w:r></w:p>");
    parts.push(("word/document.xml", body.as_bytes()));
    assert_eq!(text_of(&package(&parts)).expect("at the limit").trim(), "甲");
}

#[test]
fn nesting_at_the_limit_and_one_past_it() {
    // document and body are two levels.
    let nested = |levels: usize| {
        let body = format!("{}<w:t>甲</w:t>{}", "<w:p>".repeat(levels), "</w:p>".repeat(levels));
        package(&[("word/document.xml", document(&body).as_bytes())])
    };
    assert!(text_of(&nested(MAX_XML_DEPTH - 3)).is_ok());
    assert!(refused(&nested(MAX_XML_DEPTH - 2)).contains("嵌套"));
}

#[test]
fn external_entities_and_links_are_never_opened() {
    let xml = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY leak SYSTEM \"file:///etc/passwd\"><!ENTITY a \"&leak;&leak;\">]>\
               <w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>甲&leak;&a;乙</w:t></w:r></w:p></w:body></w:document>";
    let links = "<Relationships><Relationship Target=\"http://127.0.0.1:1/x\" TargetMode=\"External\"/></Relationships>";
    let bytes = package(&[
        ("word/document.xml", xml.as_bytes()),
        ("word/_rels/document.xml.rels", links.as_bytes()),
        ("word/vbaProject.bin", b"Sub AutoOpen()"),
    ]);
    assert_eq!(text_of(&bytes).expect("read").trim(), "甲乙");
}

#[test]
fn ten_megabytes_of_one_line_are_read() {
    let shipped = Shipped::read();
    for piece in ["2023年，杭州市高新技术企业", "1", "（", "“", "、一", "*", "增长到", "9亿", "由1家", "占"]
    {
        let line: String = piece.chars().cycle().take(100_000).collect();
        let _ = shipped.figures(&line);
    }
    let long = "甲".repeat(10 * 1024 * 1024 / 3);
    assert_eq!(text_of(long.as_bytes()).expect("read").chars().count(), long.chars().count());
    assert!(shipped.figures(&long).is_empty());
}

#[test]
fn broken_pdfs_are_refused() {
    for bytes in [b"%PDF-1.7\n".as_slice(), b"%PDF-1.4\n1 0 obj\n<<", b"%PDF-\xff\xff\xff"] {
        assert!(refused(bytes).contains("PDF"));
    }
    let font =
        "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H /DescendantFonts [6 0 R] >>";
    let whole = pdf(font, &[b"1234".to_vec()]);
    for cut in (0..whole.len()).step_by(37) {
        // Whatever comes, it comes as an answer.
        let _ = text_of(&whole[..cut]);
        let mut bent = whole.clone();
        bent[cut] ^= 0x55;
        let _ = text_of(&bent);
    }
}

#[test]
fn a_pdf_without_a_text_layer_says_so() {
    let font =
        "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H /DescendantFonts [6 0 R] >>";
    assert!(refused(&pdf(font, &[vec![0, 1, 0, 2, 0, 3]])).contains("文字层"));
    assert!(refused(&pdf(font, &[])).contains("文字层"));
}

#[test]
fn a_deeply_nested_pdf_is_an_answer_not_a_crash() {
    let deep = format!("%PDF-1.4\n1 0 obj\n{}{}\nendobj\n", "[".repeat(200_000), "]".repeat(200_000));
    let _ = text_of(deep.as_bytes());
    let deep = format!("%PDF-1.4\n1 0 obj\n{}\nendobj\n", "<< /A ".repeat(100_000));
    let _ = text_of(deep.as_bytes());
}

#[test]
fn what_is_no_report_is_refused() {
    assert!(refused(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]).contains("旧版 Office"));
    assert!(refused(&[0, 1, 2, 3, 0xff, 0xfe, 0x80]).contains("格式"));
    assert!(refused(&package(&[("xl/workbook.xml", b"<x/>")])).contains("不是 Word"));
    assert!(refused(b"PK\x03\x04rubbish").contains("损坏"));
    assert_eq!(text_of(b"").expect("an empty report is a report"), "");
    assert!(Text::new("").blocks().is_empty());
}
