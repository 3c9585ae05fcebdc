//! A view: all that is known of the subjects of a kind, one value per attribute and year, each with its source and row.
//!
//! Held in columns, so that a list page over 100,000 subjects reads a few arrays and no facts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use vocabulary::fact::{Provenance, SourceIndex, Stated};
use vocabulary::kind::AttributeId;
use vocabulary::{Cell, Datum, Kind, Number};

use crate::column::{Column, State};
use crate::identity;
use crate::value::{Shape, date_of};
use crate::{Decision, Source};

mod batch;
mod build;
mod conflicts;
mod decided;
mod explain;
mod facts;
mod judged;
mod list;
mod open;
mod origin;
mod precedence;
mod resolve;
mod reuse;
mod stream;
mod who;

pub use batch::ViewColumns;
pub(crate) use build::build;
pub(crate) use conflicts::conflicts;
pub use conflicts::{Conflict, Conflicts, Told};
pub use explain::Candidate;
pub(crate) use explain::candidates;
pub(crate) use list::HeldList;
pub(crate) use origin::Origin;
pub use stream::{FileRows, NotInPassing, ViewMark, ViewPart, ViewStream};
pub use who::Found;
use who::Who;

/// No source: the value is unknown.
const NO_SOURCE: u16 = u16::MAX;

/// From when a view is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// The day the law and the facts are asked for. It settles which year 上年 is; it hides no source: a table handed over later
    /// may well speak of earlier years.
    pub as_of: Date,
    /// Sources imported later than this are not seen.
    pub known_at: Timestamp,
}

/// All that is known of the subjects of a kind.
#[derive(Clone, Debug)]
pub struct View {
    kind: Kind,
    sources: Vec<Source>,
    who: Who,
    pub(crate) columns: BTreeMap<(AttributeId, Option<i16>), Arc<Held>>,
    pub(crate) incomplete: BTreeMap<AttributeId, Arc<Held>>,
    pub(crate) lists: BTreeMap<AttributeId, Arc<HeldList>>,
    /// By table and row, its subject: what [`reuse`] compares.
    row_subjects: Vec<Vec<u32>>,
    /// The decisions that it follows.
    decisions: Vec<Decision>,
    /// Attributes that judgements were laid over.
    judged: BTreeSet<AttributeId>,
}

/// A column and where each of its values came from.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) column: Column,
    sources: Vec<u16>,
    rows: Vec<u32>,
    /// By subject, a judgement that is an interval; the column itself says unknown there.
    ranges: BTreeMap<u32, (Number, Number)>,
}

impl Held {
    fn new(shape: Shape, len: usize) -> Self {
        let mut column = Column::new(shape);
        column.pad(len);
        Self { column, sources: vec![NO_SOURCE; len], rows: vec![0; len], ranges: BTreeMap::new() }
    }

    fn source(&self, subject: usize) -> Option<u16> {
        self.sources.get(subject).copied().filter(|source| *source != NO_SOURCE)
    }

    fn provenance(&self, subject: usize) -> Option<Provenance> {
        let source = SourceIndex::from(self.source(subject)?);
        Some(Provenance { source, row: self.rows.get(subject).copied()? })
    }

    fn cell(&self, subject: usize) -> Cell {
        Cell { stated: self.stated(subject), provenance: self.provenance(subject) }
    }

    fn stated(&self, subject: usize) -> Stated {
        match u32::try_from(subject).ok().and_then(|at| self.ranges.get(&at)) {
            Some((low, high)) => Stated::Known(Datum::Range(*low, *high)),
            None => self.column.get(subject).stated(),
        }
    }
}

/// One attribute (in one year) of all subjects, for scanning.
#[derive(Clone, Copy, Debug)]
pub struct ColumnView<'v> {
    held: &'v Held,
}

impl<'v> ColumnView<'v> {
    /// A text or a word of an enumeration.
    pub fn text(&self, subject: usize) -> Option<&'v str> {
        self.held.column.text(subject).map(AsRef::as_ref)
    }

    /// A number in the attribute's base unit.
    pub fn number(&self, subject: usize) -> Option<Number> {
        Some(self.held.column.scale()?.number(self.held.column.held(subject)?))
    }

    /// A whole number that sorts as the numbers of this column (or the days of its dates) do.
    pub fn sort_key(&self, subject: usize) -> Option<i64> {
        let column = &self.held.column;
        column.held(subject).or_else(|| column.days(subject).map(i64::from))
    }

    /// A 是否.
    pub fn boolean(&self, subject: usize) -> Option<bool> {
        self.held.column.bool(subject)
    }

    /// A date.
    pub fn date(&self, subject: usize) -> Option<Date> {
        self.held.column.days(subject).and_then(date_of)
    }

    /// Whether the value is known not to exist.
    pub fn is_absent(&self, subject: usize) -> bool {
        self.held.column.state(subject) == State::Absent
    }

    /// The value and its origin.
    pub fn cell(&self, subject: usize) -> Cell {
        self.held.cell(subject)
    }
}

impl View {
    /// How many subjects there are. They are numbered from 0, in the order of their ids.
    pub fn len(&self) -> usize {
        self.who.ids.len()
    }

    /// Whether there is no subject at all.
    pub fn is_empty(&self) -> bool {
        self.who.ids.is_empty()
    }

    /// The kind of the subjects.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// The sources, by [`SourceIndex`].
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The source of a value.
    pub fn source(&self, index: SourceIndex) -> Option<&Source> {
        self.sources.get(usize::try_from(index).ok()?)
    }

    /// The day on which the freshest source was handed over; `None` where no source says when it was.
    pub fn freshest(&self) -> Option<Date> {
        self.sources.iter().filter_map(|source| source.delivered).max()
    }

    /// The subject's id: `enterprise:91330100799655058B`.
    pub fn id(&self, subject: usize) -> Option<&str> {
        self.who.ids.get(subject).map(AsRef::as_ref)
    }

    /// The subject's code, where it has one.
    pub fn code(&self, subject: usize) -> Option<&str> {
        match identity::read_id(&self.kind, self.id(subject)?)? {
            identity::Id::Code(code) => Some(code),
            identity::Id::NameHash(_) => None,
        }
    }

    /// The subject's name, else its code, else its id.
    pub fn name(&self, subject: usize) -> &str {
        let title = self.text(subject, self.kind.title);
        title.or_else(|| self.code(subject)).or_else(|| self.id(subject)).unwrap_or_default()
    }

    /// One attribute of all subjects (one year of it, where it is yearly); `None` where nothing is known of any.
    pub fn column(&self, attribute: AttributeId, year: Option<i16>) -> Option<ColumnView<'_>> {
        self.columns.get(&(attribute, year)).map(|held| ColumnView { held })
    }

    /// The years of a yearly attribute of which anything is known, oldest first.
    pub fn years(&self, attribute: AttributeId) -> impl Iterator<Item = i16> {
        let range = (attribute, Some(i16::MIN))..=(attribute, Some(i16::MAX));
        self.columns.range(range).filter_map(|((_, year), _)| *year)
    }

    /// A text attribute of one subject.
    pub fn text(&self, subject: usize, attribute: AttributeId) -> Option<&str> {
        self.column(attribute, None)?.text(subject)
    }

    /// A number of one subject.
    pub fn number(&self, subject: usize, attribute: AttributeId, year: Option<i16>) -> Option<Number> {
        self.column(attribute, year)?.number(subject)
    }

    /// A 是否 of one subject.
    pub fn boolean(&self, subject: usize, attribute: AttributeId) -> Option<bool> {
        self.column(attribute, None)?.boolean(subject)
    }

    /// A date of one subject.
    pub fn date(&self, subject: usize, attribute: AttributeId) -> Option<Date> {
        self.column(attribute, None)?.date(subject)
    }

    /// The subject with this id, code or name.
    pub fn find(&self, text: &str) -> Found {
        self.who.find(&self.kind, text)
    }

    /// Ids that people decided are this subject's, or went into it.
    pub fn merged_into(&self, subject: usize) -> impl Iterator<Item = &str> {
        let own = self.who.merged.iter().filter(move |(_, into)| *into as usize == subject);
        own.map(|(id, _)| id.as_ref())
    }

    /// A value of one subject with its origin.
    pub fn cell(&self, subject: usize, attribute: AttributeId, year: Option<i16>) -> Cell {
        self.columns.get(&(attribute, year)).map(|held| held.cell(subject)).unwrap_or_default()
    }

    /// How many records of a list are known of a subject; `None` where nobody said anything about the list.
    pub fn record_count(&self, subject: usize, list: AttributeId) -> Option<usize> {
        let held = self.lists.get(&list);
        let count = held.and_then(|held| held.count(subject));
        count.or_else(|| self.facts_list(subject, list).map(|list| list.items.len()))
    }
}
