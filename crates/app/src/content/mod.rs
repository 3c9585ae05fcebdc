//! What the region knows as text: kinds, programmes, codes; shipped with the program, extended by the region.

mod catalogue;
mod files;
mod kinds;

pub use catalogue::{Catalogue, ENTERPRISE};
pub use files::{ContentFile, ContentFiles, MAX_CONTENT_BYTES, MAX_CONTENT_FILES, Origin};
