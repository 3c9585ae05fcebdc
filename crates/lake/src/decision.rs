//! What people decided about who is who. Decisions come from outside (they are sources of their own, with a date of entry); a view
//! follows those it is given.

use jiff::civil::Date;

/// What was decided about two subjects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Two records of one subject: all that is said of either is said of both.
    Same,
    /// Two subjects, whatever their names.
    Different,
    /// The first went into the second: from that day it is found there, and what was said of it is said of nobody.
    MergedInto,
}

/// A decision, by the ids of the subjects as views give them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Id of the first.
    pub left: Box<str>,
    /// Id of the second; of two that are the same, or where one went into the other, this is the one that stays.
    pub right: Box<str>,
    /// What was decided.
    pub verdict: Verdict,
    /// From which day it is so; always, where none is given.
    pub since: Option<Date>,
}

impl Decision {
    /// Whether it is so on a day.
    pub fn holds(&self, as_of: Date) -> bool {
        self.since.is_none_or(|since| since <= as_of)
    }
}
