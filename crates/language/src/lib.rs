//! Floor 1: the expression language for conditions, amounts and scores (DESIGN §5). Small, total, typed; spelled like FEEL,
//! with Chinese identifiers, units and periods.
//!
//! Modules are named by representation: text → [`token`] → [`ast`] (by [`parser`]) → typed [`ir`] (by [`check`]) →
//! [`value`] (by [`eval`]). Files are read by nobody here.

pub mod ast;
pub mod check;
pub mod diagnostic;
pub mod eval;
pub mod format;
pub mod ir;
pub mod limits;
pub mod parser;
pub mod render;
pub mod token;
pub mod types;
pub mod value;
pub mod words;

pub use check::{Scope, check};
pub use diagnostic::{Diagnostic, Span};
pub use eval::{Context, Reading, Trace};
pub use format::{format, format_test_of};
pub use ir::Expr;
pub use parser::{parse, parse_test_of};
pub use types::Type;
pub use value::{Interval, Truth, Unsure, Value};
