//! Why a use-case could not answer: what, where, what was expected, how to mend it.

use std::fmt;

/// The kinds of failure, an exhaustive table; the server gives each a status and `docs/api.md` documents it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// An argument cannot be used.
    InvalidArgument,
    /// A facts text cannot be read; `details` says where.
    InvalidFacts,
    /// An uploaded table cannot be read at all.
    InvalidTable,
    /// A statement of SQL cannot be used; `details` says where.
    InvalidSql,
    /// This program was built without what is asked for.
    NotBuilt,
    /// It was told to stop before it was done.
    Stopped,
    /// More was asked for than a limit allows.
    LimitExceeded,
    /// No such kind of subject.
    UnknownKind,
    /// No such subject.
    UnknownSubject,
    /// Several subjects bear this name.
    AmbiguousSubject,
    /// No such source.
    UnknownSource,
    /// The very same table was imported and retired before.
    RetiredSource,
    /// No such programme, or none of the family in force on the date.
    UnknownProgramme,
    /// Not for this reader.
    Forbidden,
    /// The reader may not see this attribute, so neither filter nor sort by it.
    WithheldAttribute,
    /// The data directory cannot be read or written.
    StorageFailed,
    /// A content file cannot be used.
    InvalidContent,
}

impl Code {
    /// Every code.
    pub const ALL: [Self; 17] = [
        Self::InvalidArgument,
        Self::InvalidFacts,
        Self::InvalidTable,
        Self::InvalidSql,
        Self::NotBuilt,
        Self::Stopped,
        Self::LimitExceeded,
        Self::UnknownKind,
        Self::UnknownSubject,
        Self::AmbiguousSubject,
        Self::UnknownProgramme,
        Self::UnknownSource,
        Self::RetiredSource,
        Self::Forbidden,
        Self::WithheldAttribute,
        Self::StorageFailed,
        Self::InvalidContent,
    ];

    /// As scripts see it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidArgument => "invalid_argument",
            Self::InvalidFacts => "invalid_facts",
            Self::InvalidTable => "invalid_table",
            Self::InvalidSql => "invalid_sql",
            Self::NotBuilt => "not_built",
            Self::Stopped => "stopped",
            Self::LimitExceeded => "limit_exceeded",
            Self::UnknownKind => "unknown_kind",
            Self::UnknownSubject => "unknown_subject",
            Self::AmbiguousSubject => "ambiguous_subject",
            Self::UnknownProgramme => "unknown_programme",
            Self::UnknownSource => "unknown_source",
            Self::RetiredSource => "retired_source",
            Self::Forbidden => "forbidden",
            Self::WithheldAttribute => "withheld_attribute",
            Self::StorageFailed => "storage_failed",
            Self::InvalidContent => "invalid_content",
        }
    }
}

/// One of several things that are wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Line from 1, where the input has lines.
    pub line: Option<usize>,
    /// Column from 1, in characters.
    pub column: Option<usize>,
    /// What is wrong and how to mend it.
    pub message: String,
}

/// A use-case's failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which kind.
    pub code: Code,
    /// What is wrong, what was expected.
    pub message: String,
    /// How to mend it; may be empty where `message` says it.
    pub hint: String,
    /// Which argument, file or place.
    pub place: Option<String>,
    /// Each thing that is wrong, where there are several.
    pub details: Vec<Detail>,
}

impl Failure {
    /// The work was told to stop, and left nothing.
    pub(crate) fn stopped() -> Self {
        Self::new(Code::Stopped, "已按要求停止，没有保存任何内容", "需要时请重新提交")
    }

    /// A failure that says what is wrong and how to mend it.
    pub fn new(code: Code, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: hint.into(), place: None, details: Vec::new() }
    }

    /// Adds which argument, file or place it is about.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// Adds the single things that are wrong.
    #[must_use]
    pub fn with_details(mut self, details: Vec<Detail>) -> Self {
        self.details = details;
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}：")?;
        }
        f.write_str(&self.message)?;
        for detail in &self.details {
            match (detail.line, detail.column) {
                (Some(line), Some(column)) => write!(f, "\n  {line}:{column}: {}", detail.message)?,
                _ => write!(f, "\n  {}", detail.message)?,
            }
        }
        if !self.hint.is_empty() {
            write!(f, "（{}）", self.hint)?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}
