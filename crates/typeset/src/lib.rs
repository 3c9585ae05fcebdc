//! Documents as PDF, set by Typst in the layout of official documents, with bookmarks from the headings. A crate of its own at the
//! edge: Typst is a heavy build. Fonts are those of the machine; none is shipped.

mod fonts;
mod markup;
mod world;

use documents::Document;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

pub use self::fonts::Fonts;

/// Why a document could not be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TypesetError {
    /// The machine has no font with Chinese.
    #[error(
        "这台机器没有中文字体，排不出 PDF；请安装思源宋体、思源黑体（Debian：apt-get install fonts-noto-cjk）或仿宋、黑体、楷体"
    )]
    NoFont,
    /// Typst refused. A defect of this program, never of the document.
    #[error("排版程序报错：{0}")]
    Refused(String),
}

/// Sets a document. The same document and fonts give the same bytes.
///
/// # Errors
/// Where the machine has no font with Chinese, or Typst refuses.
pub fn pdf(document: &Document, fonts: &Fonts) -> Result<Vec<u8>, TypesetError> {
    let world = world::World::new(markup::write(document, fonts)?, fonts);
    let refused = |errors: &[typst::diag::SourceDiagnostic]| {
        let words: Vec<String> = errors.iter().map(|error| error.message.to_string()).collect();
        TypesetError::Refused(words.join("；"))
    };
    let compiled = typst::compile::<PagedDocument>(&world).output.map_err(|errors| refused(&errors))?;
    let options = PdfOptions {
        // The document's identifier follows from what it is about, so that the bytes do not change.
        ident: Smart::Custom(format!("{} {}", document.title, document.date)),
        creator: Smart::Custom(None),
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&compiled, &options).map_err(|errors| refused(&errors));
    // What Typst remembers between runs would only grow in a server.
    comemo::evict(0);
    bytes
}

#[cfg(test)]
mod tests;
