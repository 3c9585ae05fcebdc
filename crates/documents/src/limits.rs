//! Limits on templates and documents. Each is tested at the limit and one past it.

/// Largest template in bytes.
pub const MAX_TEMPLATE_BYTES: usize = 256 * 1024;
/// Steps of a template's loops and branches: an endless or vast loop ends here.
pub const MAX_STEPS: u64 = 5_000_000;
/// Blocks (headings, paragraphs, tables) of a document.
pub const MAX_BLOCKS: usize = 20_000;
/// Rows of one table in a text document; a workbook has them all.
pub const MAX_TABLE_ROWS: usize = 2_000;
