//! Reports that people write, read back into figures: files decoded into text, figures taken from sentences by general
//! patterns and the lexicons in content, measures proposed, and a lint of what does not hold.
//!
//! Pure functions: bytes and lexicons are handed in, nothing is opened, no clock is read. What a text says is told as it
//! says it; the lint tells what cannot be, and never repairs.
#![expect(clippy::items_after_statements, reason = "words stand beside the reader that looks for them")]

pub mod document;
pub mod figure;
pub mod figures;
pub mod lexicon;
pub mod limits;
pub mod lint;
pub mod magnitude;
pub mod measure;
pub mod numeral;
pub mod places;
pub mod text;
pub mod time;

pub use document::DocumentError;
pub use figure::{Amount, Figure, Operator};
pub use figures::{Reading, read};
pub use lexicon::{Lexicon, LexiconError};
pub use lint::{Finding, Stored, StoredFact, check};
pub use measure::{Measure, measures};
pub use places::Gazetteer;
pub use text::Text;
