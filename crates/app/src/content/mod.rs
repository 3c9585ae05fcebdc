//! What the region knows as text: kinds, programmes, codes; shipped with the program, extended by the region.

mod catalogue;
mod files;
mod kinds;
mod report_words;
mod templates;

pub use catalogue::{Catalogue, ENTERPRISE};
pub use files::{ContentFile, ContentFiles, MAX_CONTENT_BYTES, MAX_CONTENT_FILES, Origin};
pub use report_words::ReportWords;
pub(crate) use templates::{Remedy, SetTarget, TemplateFile, Templates};
