use serde::Serialize;
use utoipa::ToSchema;

/// How far a piece of work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct JobProgress {
    /// Rows that are done.
    pub done: u64,
    /// Rows that there are, once that is known.
    pub of: Option<u64>,
}
