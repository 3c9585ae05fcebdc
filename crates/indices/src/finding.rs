//! What is wrong, or worth a look, in a framework: `file:line:col: level[code]: message`.

use std::fmt;

use vocabulary::yaml::Position;

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The framework cannot be used.
    Error,
    /// It can be used, but somebody should look.
    Warning,
}

impl Level {
    /// As findings show it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A finding about a framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which file.
    pub path: String,
    /// Where in it.
    pub at: Position,
    /// How serious.
    pub level: Level,
    /// Stable code.
    pub code: &'static str,
    /// What, what was expected, how to mend it.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Position { line, column } = self.at;
        write!(f, "{}:{line}:{column}: {}[{}]: {}", self.path, self.level.word(), self.code, self.message)
    }
}

/// Findings of one file as they are gathered.
#[derive(Debug)]
pub(crate) struct Findings {
    path: String,
    /// The findings so far.
    pub(crate) list: Vec<Finding>,
}

impl Findings {
    /// No findings yet about `path`.
    pub(crate) fn new(path: &str) -> Self {
        Self { path: path.to_owned(), list: Vec::new() }
    }

    /// Whether the file cannot be used.
    pub(crate) fn has_errors(&self) -> bool {
        self.list.iter().any(|finding| finding.level == Level::Error)
    }

    /// Adds an error.
    pub(crate) fn error(&mut self, at: Position, code: &'static str, message: impl Into<String>) {
        self.add(at, Level::Error, code, message.into());
    }

    /// Adds a warning.
    pub(crate) fn warning(&mut self, at: Position, code: &'static str, message: impl Into<String>) {
        self.add(at, Level::Warning, code, message.into());
    }

    fn add(&mut self, at: Position, level: Level, code: &'static str, message: String) {
        self.list.push(Finding { path: self.path.clone(), at, level, code, message });
    }
}
