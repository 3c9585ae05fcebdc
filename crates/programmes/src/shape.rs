//! What a programme file and a kind file look like: one table of keys, in canonical order, from which the formatter takes order,
//! layout and where expressions stand, and the JSON Schema its structure and descriptions. Tests hold it against the readers.

mod kind;
mod programme;

pub use kind::{KIND, KIND_EXTENSION};
pub use programme::PROGRAMME;

/// A record: a mapping with known keys.
#[derive(Debug)]
pub struct Record {
    /// Identifier among the schema's definitions.
    pub id: &'static str,
    /// What people call it.
    pub what: &'static str,
    /// Its keys in canonical order.
    pub fields: &'static [Field],
    /// Exactly one of these keys stands in it; empty: no such rule.
    pub one_of: &'static [&'static str],
    /// How it is laid out.
    pub layout: Layout,
}

/// A key of a record.
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// Whether it has to be there.
    pub need: Need,
    /// What stands behind it.
    pub shape: Shape,
    /// What it says, for people.
    pub says: &'static str,
}

/// Whether a key has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Always.
    Always,
    /// In a document of its own; not in one that fills in another (`fills`).
    Whole,
    /// It may be left out.
    Optional,
}

/// What stands behind a key.
#[derive(Debug)]
pub enum Shape {
    /// Words.
    Text,
    /// A lower-case identifier: `cn.hnte.2016`.
    Id,
    /// A calendar date.
    Date,
    /// A calendar date or a day of every year: `03-01`.
    Day,
    /// A whole number.
    Whole,
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Words(&'static [&'static str]),
    /// An expression.
    Formula,
    /// A test of a table's row, a whole expression, or a list of tests.
    RowTest,
    /// What a row of a table gives: an expression, or points an expert decides within (`7..8`).
    RowValue,
    /// A list.
    Many(&'static Shape),
    /// One, or a list.
    OneOrMany(&'static Shape),
    /// Names and what belongs to each.
    Map(&'static Shape),
    /// A record.
    Record(&'static Record),
    /// Facts about a subject.
    Facts,
}

/// How a record is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A key a line.
    Block,
    /// `{…}` on one line where it fits, else a key a line.
    Line,
    /// As the author has it.
    AsWritten,
    /// `{…}` where the author has it so, it fits on one line and holds no group of conditions; else a key a line.
    Short,
}

/// The shape of a whole programme file.
pub static PROGRAMME_FILE: Shape = Shape::Record(&PROGRAMME);
/// The shape of a whole kind file.
pub static KIND_FILE: Shape = Shape::Record(&KIND);

impl Record {
    /// The field of that key.
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// Position of a key in the canonical order; unknown keys come last.
    pub fn order(&self, key: &str) -> usize {
        self.fields.iter().position(|field| field.key == key).unwrap_or(self.fields.len())
    }
}

const fn field(key: &'static str, need: Need, shape: Shape, says: &'static str) -> Field {
    Field { key, need, shape, says }
}
