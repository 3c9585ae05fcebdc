//! Floor 5: the analyst's SQL, read-only, over tables that are handed in, on DataFusion. Knows no kind, no lake and no reader: whoever
//! hands a table in has left out what may not be read.
//!
//! A statement is parsed and checked (`statement`), planned over the tables (`session`, `provider`) with the functions that cannot
//! outgrow memory (`functions`) and arithmetic that never wraps (`exact`), run within limits (`run`, `stop`, `watch`), and answered
//! with the unit of each column (`units`, `answer`), as values or as a file (`output`).

pub mod limits;

mod answer;
mod describe;
mod error;
mod exact;
mod functions;
mod output;
mod provider;
mod run;
mod session;
mod statement;
mod stop;
mod table;
mod translate;
mod units;
mod watch;

#[cfg(test)]
mod tests;

pub use answer::{Answer, AnswerColumn, Cell, ValueType};
pub use arrow::array::ArrayRef;
pub use error::{Position, SqlError};
pub use limits::Limits;
pub use output::FileFormat;
pub use run::run;
pub use statement::Statement;
pub use stop::{Stop, StopOnDrop};
pub use table::{Rows, Table, TableColumn, TableName};
