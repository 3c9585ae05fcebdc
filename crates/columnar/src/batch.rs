//! Rows of subjects as Arrow arrays: what a plan is run over. Who holds the facts (a view, a file) makes batches of the columns that
//! [`crate::Plan::reads`] names, some thousand rows at a time.

mod facts;
mod gather;

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{Array, BooleanArray, Date32Array, Int64Array, UInt32Array};
use arrow::buffer::BooleanBuffer;
use vocabulary::Number;
use vocabulary::kind::{AttributeId, FieldId};

pub(crate) use facts::{date_of, days_of};
pub use gather::Gather;

/// The days of the calendar, from year −9999 to 9999.
pub(crate) const CALENDAR: std::ops::RangeInclusive<i32> = -4_371_587..=2_932_896;

/// A column: an attribute, and the year where it is yearly.
pub type ColumnKey = (AttributeId, Option<i16>);

/// The values of a column. Null is unknown, unless the row is marked absent.
#[derive(Clone, Debug)]
pub struct Cells {
    /// The values.
    pub values: Values,
    /// Rows of which it is known that there is no value.
    pub absent: Option<BooleanBuffer>,
    /// Rows in which only the least and the greatest possible number are known, as an assessor judged; null in `values`.
    pub ranges: BTreeMap<usize, (Number, Number)>,
}

/// Values of one type.
#[derive(Clone, Debug)]
pub enum Values {
    /// 是否.
    Truth(BooleanArray),
    /// Numbers: each is the whole number held, divided by `scale` (money 100, ratios 10⁸, counts 1).
    Number(Int64Array, i64),
    /// Positions in a list of words.
    Text(UInt32Array, Arc<[Arc<str>]>),
    /// Days since 1970-01-01.
    Date(Date32Array),
}

impl Values {
    pub(crate) fn array(&self) -> &dyn Array {
        match self {
            Self::Truth(array) => array,
            Self::Number(array, _) => array,
            Self::Text(array, _) => array,
            Self::Date(array) => array,
        }
    }
}

impl Cells {
    /// Position of a row's word in the list of words, where a word is told.
    pub fn code(&self, row: usize) -> Option<usize> {
        let Values::Text(codes, _) = &self.values else { return None };
        (codes.is_valid(row) && !self.is_absent(row)).then(|| codes.value(row) as usize)
    }

    pub(crate) fn is_absent(&self, row: usize) -> bool {
        self.absent.as_ref().is_some_and(|absent| absent.value(row))
    }
}

/// What is known about a list of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListState {
    /// Nobody said anything about it.
    Unknown,
    /// There may be more records than these.
    Incomplete,
    /// These are all.
    Complete,
}

/// The records of a list attribute: those of row `r` are `offsets[r]..offsets[r + 1]`.
#[derive(Clone, Debug)]
pub struct ListCells {
    /// By row.
    pub states: Vec<ListState>,
    /// One more than rows, from 0 on.
    pub offsets: Vec<u32>,
    /// Fields by position; those that no plan reads may be missing.
    pub fields: BTreeMap<FieldId, Cells>,
}

impl ListCells {
    pub(crate) fn records(&self) -> usize {
        self.offsets.last().map_or(0, |last| *last as usize)
    }
}

/// Some rows.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// How many.
    pub rows: usize,
    /// Columns by attribute and year; a missing one is unknown in every row.
    pub columns: BTreeMap<ColumnKey, Cells>,
    /// Lists by attribute; a missing one is unknown in every row.
    pub lists: BTreeMap<AttributeId, ListCells>,
}

/// What of the facts a plan looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// Columns.
    pub columns: std::collections::BTreeSet<ColumnKey>,
    /// Lists and their fields.
    pub lists: BTreeMap<AttributeId, std::collections::BTreeSet<FieldId>>,
}

impl Reads {
    /// Leaves out attributes that somebody may not see: they are unknown then.
    pub fn retain(&mut self, mut may_read: impl FnMut(AttributeId) -> bool) {
        self.columns.retain(|(id, _)| may_read(*id));
        self.lists.retain(|id, _| may_read(*id));
    }
}
