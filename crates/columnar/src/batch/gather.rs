//! Facts, one by one, into a batch: for subjects that are at hand as facts and not as columns.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use arrow::array::{BooleanArray, Date32Array, Int64Array, UInt32Array};
use arrow::buffer::BooleanBuffer;
use num_traits::CheckedMul;
use vocabulary::fact::Stated;
use vocabulary::kind::{AttributeId, FieldId};
use vocabulary::{AttributeType, Datum, Facts, Kind, Lookup, Number};

use super::facts::days_of;
use super::{Batch, Cells, ColumnKey, ListCells, ListState, Reads, Values};

/// What one may be divided into, coarsest first; views hold eight decimals.
const SCALES: [i64; 3] = [1, 100, 100_000_000];

/// Gathers facts into a batch.
#[derive(Debug)]
pub struct Gather<'k> {
    kind: &'k Kind,
    columns: BTreeMap<ColumnKey, Column>,
    lists: BTreeMap<AttributeId, List>,
    rows: usize,
}

#[derive(Debug)]
struct List {
    states: Vec<ListState>,
    offsets: Vec<u32>,
    fields: BTreeMap<FieldId, Column>,
}

#[derive(Debug)]
struct Column {
    kind: AttributeType,
    stated: Vec<Stated>,
}

impl<'k> Gather<'k> {
    /// Gathers the columns that are read.
    pub fn new(kind: &'k Kind, reads: &Reads) -> Self {
        let known = |id: &AttributeId| usize::from(id.0) < kind.attributes.len();
        let column = |kind: &AttributeType| Column { kind: kind.clone(), stated: Vec::new() };
        let columns = reads.columns.iter().filter(|(id, _)| known(id));
        let columns = columns.map(|key| (*key, column(&kind.get(key.0).r#type))).collect();
        let lists = reads.lists.iter().filter(|(id, _)| known(id)).map(|(id, fields)| {
            let types: &[vocabulary::Field] = match &kind.get(*id).r#type {
                AttributeType::List(fields) => fields,
                _ => &[],
            };
            let fields = fields
                .iter()
                .filter_map(|field| Some((*field, column(&types.get(usize::from(field.0))?.r#type))));
            (*id, List { states: Vec::new(), offsets: vec![0], fields: fields.collect() })
        });
        Self { kind, columns, lists: lists.collect(), rows: 0 }
    }

    /// Adds a subject.
    pub fn push(&mut self, facts: &Facts) {
        for ((id, year), column) in &mut self.columns {
            let found = match year {
                Some(year) => facts.yearly(*id, *year),
                None => facts.plain(*id),
            };
            column.stated.push(match found {
                Lookup::Unknown => Stated::Unknown,
                Lookup::Absent(_) => Stated::Absent,
                Lookup::Known(datum, _) => Stated::Known(datum.clone()),
            });
        }
        for (id, held) in &mut self.lists {
            let list = facts.list(*id);
            held.states.push(match list {
                None => ListState::Unknown,
                Some(list) if list.complete => ListState::Complete,
                Some(_) => ListState::Incomplete,
            });
            let items = list.map_or(&[][..], |list| &list.items);
            let so_far = held.offsets.last().copied().unwrap_or_default();
            held.offsets.push(so_far + u32::try_from(items.len()).unwrap_or(u32::MAX));
            for (field, column) in &mut held.fields {
                column.stated.extend(items.iter().map(|record| record.field(*field).clone()));
            }
        }
        self.rows += 1;
    }

    /// The batch of all that was added.
    ///
    /// # Errors
    /// The name of the attribute, where a number is finer or greater than a column holds.
    pub fn finish(self) -> Result<Batch, String> {
        let name = |id: AttributeId| self.kind.get(id).name.clone();
        let mut batch = Batch { rows: self.rows, ..Batch::default() };
        for (key, column) in self.columns {
            batch.columns.insert(key, column.finish().ok_or_else(|| name(key.0))?);
        }
        for (id, List { states, offsets, fields }) in self.lists {
            let mut list = ListCells { states, offsets, fields: BTreeMap::new() };
            for (field, column) in fields {
                list.fields.insert(field, column.finish().ok_or_else(|| name(id))?);
            }
            batch.lists.insert(id, list);
        }
        Ok(batch)
    }
}

impl Column {
    /// `None` where a number does not fit.
    fn finish(self) -> Option<Cells> {
        let has_absent = self.stated.contains(&Stated::Absent);
        let absent = has_absent
            .then(|| self.stated.iter().map(|stated| *stated == Stated::Absent).collect::<BooleanBuffer>());
        let data = self.stated.iter().map(|stated| match stated {
            Stated::Known(datum) => Some(datum),
            _ => None,
        });
        let values = match self.kind {
            AttributeType::Boolean | AttributeType::List(_) => {
                let values = data.map(|datum| match datum {
                    Some(Datum::Bool(value)) => Some(*value),
                    _ => None,
                });
                Values::Truth(values.collect::<BooleanArray>())
            }
            AttributeType::Date => {
                let values = data.map(|datum| match datum {
                    Some(Datum::Date(date)) => Some(days_of(*date)),
                    _ => None,
                });
                Values::Date(values.collect::<Date32Array>())
            }
            AttributeType::Text | AttributeType::Enumeration(_) => {
                let mut words: Vec<Arc<str>> = Vec::new();
                let mut codes: HashMap<Arc<str>, u32> = HashMap::new();
                let values = data.map(|datum| {
                    let Some(Datum::Text(text)) = datum else { return None };
                    Some(*codes.entry(Arc::clone(text)).or_insert_with(|| {
                        words.push(Arc::clone(text));
                        u32::try_from(words.len() - 1).unwrap_or(u32::MAX)
                    }))
                });
                let codes = values.collect::<UInt32Array>();
                Values::Text(codes, words.into())
            }
            AttributeType::Number(_) => {
                let data: Vec<Option<&Datum>> = data.collect();
                SCALES.into_iter().find_map(|scale| Some(Values::Number(numbers(&data, scale)?, scale)))?
            }
        };
        Some(Cells { values, absent, ranges: BTreeMap::new() })
    }
}

/// Whole numbers of one in `scale`; `None` where one is finer, too great, or not one number.
fn numbers(data: &[Option<&Datum>], scale: i64) -> Option<Int64Array> {
    let held = |datum: &Option<&Datum>| match datum {
        None => Some(None),
        Some(Datum::Number(number)) => {
            let scaled = number.checked_mul(&Number::from_integer(i128::from(scale)))?;
            scaled.is_integer().then_some(())?;
            i64::try_from(scaled.to_integer()).ok().map(Some)
        }
        Some(_) => None,
    };
    data.iter().map(held).collect::<Option<Vec<Option<i64>>>>().map(Int64Array::from)
}
