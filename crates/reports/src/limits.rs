//! Limits on what is read. Each is tested at the limit and one past it.

/// Largest file that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 64 * 1024 * 1024;
/// Longest extracted text, in code points: a thousand pages or so.
pub const MAX_TEXT_CHARS: usize = 12_000_000;
/// Longest stretch that is taken for one sentence, in code points; a longer one is cut there.
pub const MAX_SENTENCE_CHARS: usize = 600;
/// Most figures that one report may hold.
pub const MAX_FIGURES: usize = 200_000;
/// Most entries of a DOCX package.
pub const MAX_ARCHIVE_ENTRIES: usize = 10_000;
/// Most bytes that a part of a DOCX package may unpack to.
pub const MAX_UNPACKED_BYTES: u64 = 128 * 1024 * 1024;
/// Deepest nesting of elements in a DOCX part.
pub const MAX_XML_DEPTH: usize = 256;
/// Most pages of a PDF.
pub const MAX_PDF_PAGES: usize = 5_000;
/// Most bytes that all content streams of a PDF may unpack to.
pub const MAX_PDF_CONTENT_BYTES: usize = 128 * 1024 * 1024;
/// Deepest nesting of forms (XObjects) on a PDF page.
pub const MAX_PDF_FORM_DEPTH: usize = 8;
/// Longest quote of a figure, in code points.
pub const MAX_QUOTE_CHARS: usize = 200;
/// Most digits of one number; a longer run of digits is no figure.
pub const MAX_NUMBER_DIGITS: usize = 18;
/// Stack of the thread that reads a PDF.
pub const PDF_STACK_BYTES: usize = 32 * 1024 * 1024;
/// Most bytes that one stream of a PDF may unpack to while the file is opened.
pub const MAX_PDF_STREAM_BYTES: usize = 32 * 1024 * 1024;
/// Most findings of one rule in one report; the message of the last one says how many were left out.
pub const MAX_FINDINGS_PER_RULE: usize = 200;
/// Most measures that are taken from one report.
pub const MAX_MEASURES: usize = 5_000;
