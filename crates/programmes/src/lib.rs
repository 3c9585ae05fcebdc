//! Floor 2: programmes — anything a subject can qualify for: recognition, subsidy, relief, product. Reads their documents,
//! checks them, and assesses facts against them with reasons. Pure: no files, no clock.
//!
//! A document goes text → [`document`] (what was written) → [`programme`] (typed, by [`compile`]) → [`answer`] (by [`assess`]).

pub mod answer;
pub mod assess;
pub mod bundle;
pub mod cases;
pub mod compile;
pub mod diff;
pub mod document;
pub mod finding;
pub mod fmt;
pub mod library;
pub mod lint;
pub mod missing;
pub mod path;
pub mod plan;
pub mod programme;
pub mod questions;
pub mod render;
pub mod scaffold;
pub mod schema;
pub mod shape;

pub use answer::{Answer, Status};
pub use assess::{AssessContext, assess, explain, purpose, region, status};
pub use cases::{CaseResult, run_cases};
pub use finding::{Finding, Level};
pub use fmt::{format_document, format_kind};
pub use library::{Library, SelectError};
pub use programme::{Condition, Group, Programme};
pub use questions::{Asked, Form, Question, questions};
