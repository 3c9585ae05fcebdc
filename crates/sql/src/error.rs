//! Why a statement has no answer. The messages are public: what, where, what was expected, how to mend it; the engine's own words
//! are quoted.

use thiserror::Error;

/// Where in a statement, from 1, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

/// Why a statement has no answer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SqlError {
    /// It would do something else than read.
    #[error("{what}")]
    Refused {
        /// What is refused.
        what: String,
    },
    /// It is no SQL.
    #[error("SQL 写法有误：{message}")]
    Syntax {
        /// Where.
        at: Option<Position>,
        /// The parser's words, quoted.
        message: String,
        /// How to mend it.
        hint: String,
    },
    /// It names a table that is not there.
    #[error("没有表“{name}”")]
    UnknownTable {
        /// The name.
        name: String,
        /// How to mend it.
        hint: String,
    },
    /// It names a column that is not there.
    #[error("没有列“{name}”")]
    UnknownColumn {
        /// Where.
        at: Option<Position>,
        /// The name.
        name: String,
        /// How to mend it.
        hint: String,
    },
    /// It cannot be planned: types that do not match, a function that is not there.
    #[error("这条 SQL 不能执行：{message}")]
    Plan {
        /// Where.
        at: Option<Position>,
        /// The engine's words, quoted.
        message: String,
        /// How to mend it.
        hint: String,
    },
    /// It failed while it ran: a division by zero, a sum that is too large.
    #[error("这条 SQL 执行到一半出错：{message}")]
    Run {
        /// The engine's words, quoted, or ours.
        message: String,
        /// How to mend it.
        hint: String,
    },
    /// More was asked for than a limit allows.
    #[error("{what}")]
    Limit {
        /// Which limit, and what it allows.
        what: String,
        /// How to mend it.
        hint: String,
    },
    /// It was told to stop.
    #[error("查询已取消")]
    Stopped,
    /// The program's own fault.
    #[error("查询引擎内部出错：{message}")]
    Internal {
        /// The engine's words.
        message: String,
    },
}

impl SqlError {
    /// How to mend it; may be empty.
    pub fn hint(&self) -> &str {
        match self {
            Self::Refused { .. } => {
                "只能查询：SELECT、WITH、VALUES、EXPLAIN、DESCRIBE 表、SHOW TABLES，一次一条"
            }
            Self::Syntax { hint, .. }
            | Self::UnknownTable { hint, .. }
            | Self::UnknownColumn { hint, .. }
            | Self::Plan { hint, .. }
            | Self::Run { hint, .. }
            | Self::Limit { hint, .. } => hint,
            Self::Stopped => "",
            Self::Internal { .. } => "请把这条 SQL 交给维护人员",
        }
    }

    /// Where in the statement.
    pub fn at(&self) -> Option<Position> {
        match self {
            Self::Syntax { at, .. } | Self::UnknownColumn { at, .. } | Self::Plan { at, .. } => *at,
            _ => None,
        }
    }
}
