//! One row of a batch as facts: for the interpreter, where a row is beyond the kernels.

use std::sync::Arc;

use jiff::Span;
use jiff::civil::Date;
use vocabulary::fact::Stated;
use vocabulary::{Cell, Datum, Facts, Kind, ListFact, Number, Record};

use super::{Batch, Cells, ListState, Values};

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// The date so many days after 1970-01-01; `None` outside of the calendar.
pub(crate) fn date_of(days: i32) -> Option<Date> {
    EPOCH.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// Days since 1970-01-01.
pub(crate) fn days_of(date: Date) -> i32 {
    i32::try_from(date.duration_since(EPOCH).as_hours() / 24).unwrap_or_default()
}

impl Cells {
    /// What is stated in a row.
    pub fn stated(&self, row: usize) -> Stated {
        if self.absent.as_ref().is_some_and(|absent| absent.value(row)) {
            return Stated::Absent;
        }
        if let Some((low, high)) = self.ranges.get(&row) {
            return Stated::Known(Datum::Range(*low, *high));
        }
        if self.values.array().is_null(row) {
            return Stated::Unknown;
        }
        let datum = match &self.values {
            Values::Truth(array) => Some(Datum::Bool(array.value(row))),
            Values::Number(array, scale) => {
                Some(Datum::Number(Number::new(i128::from(array.value(row)), i128::from(*scale))))
            }
            Values::Text(codes, words) => {
                words.get(codes.value(row) as usize).map(|word| Datum::Text(Arc::clone(word)))
            }
            Values::Date(array) => date_of(array.value(row)).map(Datum::Date),
        };
        datum.map_or(Stated::Unknown, Stated::Known)
    }
}

impl Batch {
    /// What the batch says of a row.
    pub fn facts(&self, kind: &Kind, row: usize) -> Facts {
        let mut facts = Facts::empty(kind);
        for ((id, year), cells) in &self.columns {
            let stated = cells.stated(row);
            if stated == Stated::Unknown {
                continue;
            }
            let cell = Cell { stated, provenance: None };
            match year {
                Some(year) => facts.set_yearly(*id, *year, cell),
                None => facts.set_plain(*id, cell),
            }
        }
        for (id, list) in &self.lists {
            let complete = match list.states.get(row) {
                Some(ListState::Incomplete) => false,
                Some(ListState::Complete) => true,
                _ => continue,
            };
            let range = list.offsets[row] as usize..list.offsets[row + 1] as usize;
            let width = list.fields.keys().last().map_or(0, |last| usize::from(last.0) + 1);
            let items = range.map(|at| {
                let mut fields = vec![Stated::Unknown; width];
                for (field, cells) in &list.fields {
                    fields[usize::from(field.0)] = cells.stated(at);
                }
                Record { fields, provenance: None }
            });
            facts.set_list(*id, ListFact { complete, items: items.collect() });
        }
        facts
    }
}
