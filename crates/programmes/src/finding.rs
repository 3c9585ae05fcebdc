//! What is wrong, or worth a look, in a programme document: `file:line:col: level[code]: message`.

use std::fmt;

use language::{Diagnostic, Span};
use vocabulary::yaml::{Node, Position, Value, YamlError};

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The programme cannot be used.
    Error,
    /// It can be used, but somebody should look.
    Warning,
    /// Advice: nothing is wrong, but a reader would like to know more.
    Note,
}

impl Level {
    /// As findings show it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// As people say it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "提醒",
            Self::Note => "建议",
        }
    }
}

/// A finding about a document.
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
        let level = self.level.word();
        write!(
            f,
            "{}:{}:{}: {level}[{}]: {}",
            self.path, self.at.line, self.at.column, self.code, self.message
        )
    }
}

/// Findings of one file as they are gathered.
#[derive(Debug)]
pub struct Findings {
    path: String,
    /// The findings so far.
    pub list: Vec<Finding>,
}

impl Findings {
    /// No findings yet about `path`.
    pub fn new(path: &str) -> Self {
        Self { path: path.to_owned(), list: Vec::new() }
    }

    /// Which file.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether the file cannot be used.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|finding| finding.level == Level::Error)
    }

    /// Adds an error.
    pub fn error(&mut self, at: Position, code: &'static str, message: impl Into<String>) {
        self.add(at, Level::Error, code, message.into());
    }

    /// Adds a warning.
    pub fn warning(&mut self, at: Position, code: &'static str, message: impl Into<String>) {
        self.add(at, Level::Warning, code, message.into());
    }

    /// Adds what the YAML reader found.
    pub fn yaml(&mut self, error: YamlError) {
        self.error(error.at, "bad-document", error.message);
    }

    /// Adds what the language found in an expression that stands at `text`.
    pub fn expression(&mut self, text: &Text, diagnostics: Vec<Diagnostic>) {
        for diagnostic in diagnostics {
            let mut message = diagnostic.message;
            if let Some(fix) = diagnostic.fix {
                message.push_str(&format!("（可改为 {fix}）"));
            }
            self.error(text.position_of(diagnostic.span), diagnostic.code, message);
        }
    }

    fn add(&mut self, at: Position, level: Level, code: &'static str, message: String) {
        self.list.push(Finding { path: self.path.clone(), at, level, code, message });
    }
}

/// A scalar of a document with its place, so that a finding inside it points at the right column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// Where it starts.
    pub at: Position,
    pub(crate) quoted: bool,
}

impl Text {
    /// The scalar of a node, if it is one.
    pub fn of(node: &Node) -> Option<Self> {
        match &node.value {
            Value::Scalar { text, quoted } => Some(Self { text: text.clone(), at: node.at, quoted: *quoted }),
            _ => None,
        }
    }

    /// The place of a part of it.
    pub(crate) fn position_of(&self, span: Span) -> Position {
        // Exact for expressions on one line, as they should be; escapes inside quotes are rare enough to ignore.
        let before = self.text.get(..span.start).unwrap_or(&self.text);
        Position {
            line: self.at.line,
            column: self.at.column + before.chars().count() + usize::from(self.quoted),
        }
    }
}
