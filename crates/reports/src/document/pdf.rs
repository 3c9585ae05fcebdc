//! PDF with a text layer. lopdf reads objects, filters and content streams; this room tells where lines end and which
//! characters the codes of a font stand for. (pdf-extract was tried: it panics on GBK-EUC-H, which Chinese official
//! documents use without a ToUnicode map.) Nothing of a PDF is run: scripts, actions and attachments are never looked at.

mod font;
mod page;

use lopdf::{Document, LoadOptions};

use super::DocumentError;
use crate::limits::{MAX_PDF_CONTENT_BYTES, MAX_PDF_PAGES, MAX_PDF_STREAM_BYTES, PDF_STACK_BYTES};

/// The text, a line for each line of a page.
pub(super) fn text(bytes: &[u8]) -> Result<String, DocumentError> {
    // A parser of other people's making, on hostile input: a panic in it, or deep recursion, stays in this thread.
    std::thread::scope(|scope| {
        let worker =
            std::thread::Builder::new().stack_size(PDF_STACK_BYTES).spawn_scoped(scope, || read(bytes));
        match worker.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            _ => Err(damaged("解析中断")),
        }
    })
}

fn damaged(why: impl std::fmt::Display) -> DocumentError {
    DocumentError::new(format!("PDF 不能读取：{why}"), "文件可能损坏；请重新导出，或另存为 DOCX、TXT")
}

fn read(bytes: &[u8]) -> Result<String, DocumentError> {
    let options = LoadOptions { max_decompressed_size: Some(MAX_PDF_STREAM_BYTES), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(damaged)?;
    if document.is_encrypted() {
        return Err(DocumentError::new("PDF 设有密码", "请去掉密码后再读"));
    }
    let mut out = String::new();
    let mut budget = MAX_PDF_CONTENT_BYTES;
    let mut unknown = 0;
    for (number, id) in document.page_iter().enumerate() {
        if number >= MAX_PDF_PAGES {
            return Err(DocumentError::limit(format!("PDF 超过 {MAX_PDF_PAGES} 页")));
        }
        let page = page::read(&document, id, &mut budget)?;
        unknown += page.unknown;
        for line in without_page_number(&page.lines) {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    let known = out.chars().filter(|c| !c.is_whitespace() && *c != '\u{fffd}').count();
    if known == 0 || unknown > known {
        let hint = "扫描件请先做文字识别；字体没有编码表的，请用 Word 重新导出";
        return Err(DocumentError::new("PDF 没有可读的文字层", hint));
    }
    Ok(out)
}

/// The first or last line of a page that holds nothing but its number: 3, - 3 -, 第3页.
fn without_page_number(lines: &[String]) -> &[String] {
    let number = |line: &String| {
        let rest: String =
            line.chars().filter(|c| !c.is_whitespace() && !"-—–―·第页共/".contains(*c)).collect();
        !rest.is_empty()
            && rest.len() <= 8
            && rest.chars().all(|c| c.is_ascii_digit())
            && line.chars().count() <= 14
    };
    let mut lines = lines;
    if lines.last().is_some_and(number) {
        lines = &lines[..lines.len() - 1];
    }
    if lines.first().is_some_and(number) {
        lines = &lines[1..];
    }
    lines
}
