//! Reading attributes: plain, by year, as a series, as records. Years before the subject existed are excluded, not unknown.

use vocabulary::fact::Stated;
use vocabulary::kind::AttributeId;
use vocabulary::{Datum, Lookup, Period};

use super::{Context, Extent, Read, Reading};
use crate::types::Type;
use crate::value::{Interval, Maybe, Member, Truth, Value};

/// Since when a subject exists.
enum Born {
    /// In that calendar year.
    In(i16),
    /// Nobody told us.
    Unknown,
    /// Its kind has no such attribute.
    Timeless,
}

impl Context<'_> {
    pub(super) fn plain(&self, id: AttributeId, r#type: Type) -> Value {
        self.looked_up(id, Extent::Plain, self.facts.plain(id), r#type)
    }

    pub(super) fn year(&self, id: AttributeId, period: Period, r#type: Type) -> Value {
        let year = *period.years(self.as_of.year()).start();
        if matches!(self.born(id), Born::In(born) if year < born) {
            return absent(r#type);
        }
        self.looked_up(id, Extent::Year(year), self.facts.yearly(id, year), r#type)
    }

    pub(super) fn series(&self, id: AttributeId, period: Period, record: bool) -> Value {
        let born = self.born(id);
        let r#type = match self.kind.get(id).r#type.dimension() {
            Some(dimension) => Type::Number(dimension),
            None => Type::Bool,
        };
        let mut members = Vec::new();
        for year in period.years(self.as_of.year()) {
            let found = self.facts.yearly(id, year);
            let included = match born {
                Born::In(born) if year < born => continue,
                Born::Unknown if found == Lookup::Unknown => Truth::Unknown,
                _ => Truth::True,
            };
            let value = if record {
                self.looked_up(id, Extent::Year(year), found, r#type)
            } else {
                lookup(found, r#type, self.signed(id))
            };
            members.push(Member { year, included, value });
        }
        Value::Series(members)
    }

    pub(super) fn list(&self, id: AttributeId) -> Value {
        if let Some(fact) = self.facts.list(id) {
            Value::List {
                list: id,
                members: (0..fact.items.len()).map(|at| (Truth::True, at)).collect(),
                complete: fact.complete,
            }
        } else {
            self.record(Reading {
                attribute: id,
                extent: Extent::Records,
                read: Read::Unknown,
                provenance: None,
            });
            Value::List { list: id, members: Vec::new(), complete: false }
        }
    }

    fn looked_up(&self, id: AttributeId, extent: Extent, found: Lookup<'_>, r#type: Type) -> Value {
        let (read, provenance) = match found {
            Lookup::Unknown => (Read::Unknown, None),
            Lookup::Absent(provenance) => (Read::Absent, provenance),
            Lookup::Known(datum, provenance) => (Read::Known(datum.clone()), provenance),
        };
        self.record(Reading { attribute: id, extent, read, provenance });
        lookup(found, r#type, self.signed(id))
    }

    fn signed(&self, id: AttributeId) -> bool {
        self.kind.get(id).signed
    }

    /// Since when the subject exists that an attribute is about: the applicant, or the subject in a role.
    fn born(&self, attribute: AttributeId) -> Born {
        let Some(id) = self.kind.get(attribute).born else { return Born::Timeless };
        match self.facts.plain(id) {
            Lookup::Known(Datum::Date(date), _) => Born::In(date.year()),
            _ => Born::Unknown,
        }
    }
}

fn lookup(found: Lookup<'_>, r#type: Type, signed: bool) -> Value {
    match found {
        Lookup::Known(datum, _) => datum.into(),
        Lookup::Absent(_) => absent(r#type),
        Lookup::Unknown => unknown(r#type, signed),
    }
}

pub(super) fn stated(stated: &Stated, r#type: Type, signed: bool) -> Value {
    match stated {
        Stated::Known(datum) => datum.into(),
        Stated::Absent => absent(r#type),
        Stated::Unknown => unknown(r#type, signed),
    }
}

/// An absent 是否 is 否: what does not exist is not so.
pub(super) fn absent(r#type: Type) -> Value {
    match r#type {
        Type::Number(_) => Value::Number(Maybe::Absent),
        Type::Text => Value::Text(Maybe::Absent),
        Type::Date => Value::Date(Maybe::Absent),
        _ => Value::Truth(Truth::False),
    }
}

/// An unknown amount or count is at least zero, unless the attribute may be negative.
fn unknown(r#type: Type, signed: bool) -> Value {
    match r#type {
        Type::Number(_) if signed => Value::any_number(),
        Type::Number(_) => Value::Number(Maybe::Known(Interval::at_least_zero())),
        Type::Text => Value::Text(Maybe::Unknown),
        Type::Date => Value::Date(Maybe::Unknown),
        _ => Value::Truth(Truth::Unknown),
    }
}
