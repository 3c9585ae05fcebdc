//! What changed between two versions: in words, item by item, and on a population.
//!
//! Items are matched by name or id, then by likeness of their words: a condition that was renamed is a change, not one that went and
//! one that came.

mod items;
mod parameters;
mod population;
mod words;

use crate::programme::Programme;

pub use population::{Example, Move, Shift, diff_population};

/// What sort of thing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Name, document number, authority, territory, validity, windows, channel.
    Identity,
    /// A parameter's value, or when it begins.
    Parameter,
    /// A named formula.
    Definition,
    /// A table's row or policy.
    Table,
    /// The scorecard.
    Score,
    /// A condition's clause or test, or the group it is in.
    Condition,
    /// What one gets.
    Benefit,
    /// What one hands in.
    Evidence,
}

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What sort of thing.
    pub subject: Subject,
    /// Its name, id or key.
    pub name: String,
    /// Where the later version says so, else the earlier; empty where neither does.
    pub article: String,
    /// As it was; `None`: it was not there.
    pub before: Option<String>,
    /// As it is; `None`: it went.
    pub after: Option<String>,
    /// All of it in one sentence.
    pub text: String,
}

/// What changed from `a` to `b`, in the order of a document. Empty: they say the same. What is imported is for its own version to
/// tell: here it is that it is imported.
pub fn diff(a: &Programme, b: &Programme) -> Vec<Difference> {
    let (a, b) = (&a.written, &b.written);
    let mut out = Vec::new();
    items::identity(a, b, &mut out);
    parameters::parameters(a, b, &mut out);
    items::definitions(a, b, &mut out);
    items::tables(a, b, &mut out);
    items::score(a, b, &mut out);
    items::conditions(a, b, &mut out);
    items::lists(a, b, &mut out);
    out
}
