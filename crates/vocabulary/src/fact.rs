//! What is said about one subject: a slot per attribute of its kind, each value known, absent or unknown
//! and able to say where it came from.

use std::sync::Arc;

use jiff::civil::Date;

use crate::kind::{AttributeId, FieldId};
use crate::{Kind, Number};

/// One plain value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Datum {
    /// 是否.
    Bool(bool),
    /// A quantity in the base unit of its attribute's dimension (元, 人, 年, 天, ㎡; ratios as 0.05).
    Number(Number),
    /// A quantity of which only the least and the greatest possible value are known: a judgement given as an interval.
    Range(Number, Number),
    /// Text or one value of an enumeration.
    Text(Arc<str>),
    /// A calendar date.
    Date(Date),
}

/// Known, absent (known not to exist) or unknown (nobody told us). Zero is none of the last two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stated {
    /// Nobody told us.
    #[default]
    Unknown,
    /// Known not to exist: `无`, `[]`.
    Absent,
    /// A value.
    Known(Datum),
}

/// Index into the table of sources that the holder of the facts keeps.
pub type SourceIndex = u32;

/// Where a value came from: which source, which row of it (as a person sees it in the file).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Provenance {
    /// Which source.
    pub source: SourceIndex,
    /// Which row of it.
    pub row: u32,
}

/// A stated value with its provenance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The value.
    pub stated: Stated,
    /// Its origin; `None` for facts typed in.
    pub provenance: Option<Provenance>,
}

impl Cell {
    /// A known value without provenance.
    pub fn known(datum: Datum) -> Self {
        Self { stated: Stated::Known(datum), provenance: None }
    }
}

/// One record of a list attribute: a stated value per field of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// By [`FieldId`]; shorter than the list of fields means the rest are unknown.
    pub fields: Vec<Stated>,
    /// Its origin.
    pub provenance: Option<Provenance>,
}

impl Record {
    /// The field's value; [`Stated::Unknown`] where nothing was said.
    pub fn field(&self, id: FieldId) -> &Stated {
        static UNKNOWN: Stated = Stated::Unknown;
        self.fields.get(usize::from(id.0)).unwrap_or(&UNKNOWN)
    }
}

/// A list attribute: its records, and whether they are all there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListFact {
    /// `false`: there may be more records than these, so counts are lower bounds.
    pub complete: bool,
    /// The records known.
    pub items: Vec<Record>,
}

/// Years that most accounts have.
const USUAL_YEARS: usize = 5;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Slot {
    #[default]
    Empty,
    Plain(Cell),
    /// Oldest year first. A handful of years: a tree would take three times the room.
    Yearly(Vec<(i16, Cell)>),
    List(ListFact),
}

/// What one looks up about a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// Nobody told us.
    Unknown,
    /// Known not to exist.
    Absent(Option<Provenance>),
    /// A value and its origin.
    Known(&'a Datum, Option<Provenance>),
}

impl<'a> From<&'a Cell> for Lookup<'a> {
    fn from(cell: &'a Cell) -> Self {
        match &cell.stated {
            Stated::Unknown => Lookup::Unknown,
            Stated::Absent => Lookup::Absent(cell.provenance),
            Stated::Known(datum) => Lookup::Known(datum, cell.provenance),
        }
    }
}

/// All facts about one subject of one kind. Asking for an attribute that was never set gives unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    slots: Vec<Slot>,
}

impl Facts {
    /// No facts at all about a subject of `kind`.
    pub fn empty(kind: &Kind) -> Self {
        Self { slots: vec![Slot::Empty; kind.attributes.len()] }
    }

    /// A plain attribute's value.
    pub fn plain(&self, id: AttributeId) -> Lookup<'_> {
        match self.slots.get(usize::from(id.0)) {
            Some(Slot::Plain(cell)) => cell.into(),
            _ => Lookup::Unknown,
        }
    }

    /// A yearly attribute's value in one calendar year.
    pub fn yearly(&self, id: AttributeId, year: i16) -> Lookup<'_> {
        match self.slots.get(usize::from(id.0)) {
            Some(Slot::Yearly(years)) => match years.binary_search_by_key(&year, |(own, _)| *own) {
                Ok(at) => Lookup::from(&years[at].1),
                Err(_) => Lookup::Unknown,
            },
            _ => Lookup::Unknown,
        }
    }

    /// A yearly attribute's stated years, oldest first.
    pub fn years(&self, id: AttributeId) -> impl Iterator<Item = (i16, &Cell)> {
        let years = match self.slots.get(usize::from(id.0)) {
            Some(Slot::Yearly(years)) => Some(years),
            _ => None,
        };
        years.into_iter().flatten().map(|(year, cell)| (*year, cell))
    }

    /// A list attribute; `None` is unknown.
    pub fn list(&self, id: AttributeId) -> Option<&ListFact> {
        match self.slots.get(usize::from(id.0)) {
            Some(Slot::List(list)) => Some(list),
            _ => None,
        }
    }

    /// States a plain attribute, replacing what was said before.
    pub fn set_plain(&mut self, id: AttributeId, cell: Cell) {
        self.set(id, Slot::Plain(cell));
    }

    /// States one year of a yearly attribute, replacing what was said before of that year.
    pub fn set_yearly(&mut self, id: AttributeId, year: i16, cell: Cell) {
        if let Some(slot) = self.slots.get_mut(usize::from(id.0)) {
            match slot {
                Slot::Yearly(years) => match years.binary_search_by_key(&year, |(own, _)| *own) {
                    Ok(at) => years[at].1 = cell,
                    Err(at) => years.insert(at, (year, cell)),
                },
                other => {
                    let mut years = Vec::with_capacity(USUAL_YEARS);
                    years.push((year, cell));
                    *other = Slot::Yearly(years);
                }
            }
        }
    }

    /// States a list attribute, replacing what was said before.
    pub fn set_list(&mut self, id: AttributeId, list: ListFact) {
        self.set(id, Slot::List(list));
    }

    /// Makes an attribute unknown again.
    pub fn clear(&mut self, id: AttributeId) {
        self.set(id, Slot::Empty);
    }

    /// Takes over what `other` says of one attribute, all its years and records.
    pub fn copy_attribute(&mut self, id: AttributeId, other: &Self) {
        let slot = other.slots.get(usize::from(id.0)).cloned().unwrap_or_default();
        self.set(id, slot);
    }

    /// Whether anything at all is stated for the attribute.
    pub fn has(&self, id: AttributeId) -> bool {
        !matches!(self.slots.get(usize::from(id.0)), None | Some(Slot::Empty))
    }

    fn set(&mut self, id: AttributeId, value: Slot) {
        if let Some(slot) = self.slots.get_mut(usize::from(id.0)) {
            *slot = value;
        }
    }
}
