//! Every limit of a query in one place. Each is tested at the limit and one past it.

use std::time::Duration;

/// Longest statement in characters.
pub const MAX_SQL_CHARS: usize = 10_000;

/// Longest text constant in a statement, in characters. A constant is repeated for every row.
pub const MAX_LITERAL_CHARS: usize = 1_000;

/// How deep parentheses, subqueries and expressions may be nested (as the parser counts).
pub const MAX_NESTING: usize = 64;

/// How many operators or set operations (UNION) may hang on one another: `a OR b OR …` is a tree that deep.
pub const MAX_CHAIN: usize = 250;

/// Most tables, subqueries and steps of WITH once every use of a step is written out: each is planned as often as it is used.
pub const MAX_RELATIONS: usize = 100;

/// Stack of the threads that read, plan and run a statement: both of the limits above fit in it many times over.
pub(crate) const STACK_BYTES: usize = 32 << 20;

/// Most columns of a result.
pub const MAX_RESULT_COLUMNS: usize = 1_000;

/// Most rows of an answer that is shown; what comes after is cut off, and the answer says so.
pub const MAX_SHOWN_ROWS: usize = 10_000;

/// Most rows of an answer that becomes a file; a file is never cut off: past this it is an error. A worksheet has room for no more.
pub const MAX_FILE_ROWS: usize = 1_000_000;

/// Most bytes a result may have.
pub const MAX_RESULT_BYTES: usize = 256 << 20;

/// How long a query may take.
pub const MAX_TIME: Duration = Duration::from_mins(1);

/// Memory that sorting, grouping and joining may take, in bytes.
pub const MAX_MEMORY_BYTES: usize = 1 << 30;

/// Most bytes that a step of a query may hand on at once.
pub const MAX_BATCH_BYTES: usize = 64 << 20;

/// Rows that a step hands on at once.
pub const BATCH_ROWS: usize = 4_096;

/// The limits of one query. Those of [`Limits::shown`] and [`Limits::file`] are the product's; tests set smaller ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most rows.
    pub rows: usize,
    /// Whether rows past that are cut off rather than refused.
    pub cut: bool,
    /// Most bytes of the result.
    pub bytes: usize,
    /// How long it may take.
    pub time: Duration,
    /// Memory for sorting, grouping and joining, in bytes.
    pub memory: usize,
}

impl Limits {
    /// Of an answer that is shown.
    pub const fn shown() -> Self {
        Self {
            rows: MAX_SHOWN_ROWS,
            cut: true,
            bytes: MAX_RESULT_BYTES,
            time: MAX_TIME,
            memory: MAX_MEMORY_BYTES,
        }
    }

    /// Of an answer that becomes a file.
    pub const fn file() -> Self {
        Self { rows: MAX_FILE_ROWS, cut: false, ..Self::shown() }
    }
}
