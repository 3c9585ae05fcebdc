//! A view as a table of Arrow columns (CONTRACT «View columns»), each array made when it is asked for: what the analyst's SQL reads. One
//! table of the subjects, and one per list, keyed by `subject`.
//!
//! The columns are those of which anything is known of a subject of the table, and those asked for by name: what the vocabulary knows
//! and nobody told is a column of unknowns, not a mistake.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Date32Array, Decimal128Array, Int64Array, StringArray};
use arrow::datatypes::DataType;
use vocabulary::AttributeType;
use vocabulary::kind::{AttributeId, FieldId};

use crate::View;
use crate::column::{Column, State};
use crate::export::Selection;
use crate::layout::{DECIMAL, Key, Layout};
use crate::value::{Scale, Shape};

mod meaning;

/// A table of a view.
#[derive(Clone, Debug)]
pub struct Relation {
    list: Option<AttributeId>,
    rows: TableRows,
    columns: Vec<RelationColumn>,
    /// Fields of the list some of whose values follow from another field.
    inferred: BTreeMap<FieldId, Vec<Option<Arc<str>>>>,
}

/// A column of such a table.
#[derive(Clone, Debug)]
pub struct RelationColumn {
    /// As CONTRACT names it.
    pub name: String,
    /// Arrow type of its values.
    pub r#type: DataType,
    /// Unit of its values; money is in 分.
    pub unit: Option<&'static str>,
    /// What it means, for people.
    pub meaning: String,
    key: Key,
    absent: bool,
}

/// Which rows there are.
#[derive(Clone, Debug)]
enum TableRows {
    /// Subjects.
    Subjects(Vec<u32>),
    /// Subjects and the places of their records.
    Records(Vec<(u32, u32)>),
}

impl View {
    /// The table of the subjects, or of the records of a list. `named`: columns that are wanted even where nothing is known.
    pub fn relation<'n>(
        &self,
        list: Option<AttributeId>,
        selection: &Selection,
        named: impl IntoIterator<Item = &'n str>,
    ) -> Relation {
        let subjects = selection.subjects(self).into_iter().filter_map(|subject| u32::try_from(subject).ok());
        let subjects: Vec<u32> = subjects.collect();
        let rows = match list {
            None => TableRows::Subjects(subjects),
            Some(list) => TableRows::Records(self.records(list, &subjects)),
        };
        let mut relation = Relation { list, rows, columns: Vec::new(), inferred: BTreeMap::new() };
        relation.inferred = list.map(|list| self.inferred(list)).unwrap_or_default();
        let layout = Layout { kind: self.kind(), list };
        let mut keys = self.known(&relation, selection);
        for name in named {
            let Some((key, absent)) = layout.key(name) else { continue };
            let readable = match &key {
                // What is derived is never told, so that a column of it would say that it is unknown.
                Key::Attribute(id, _) | Key::Incomplete(id) => {
                    selection.takes(*id) && self.kind().get(*id).derived.is_none()
                }
                Key::Field(_) => true,
                _ => false,
            };
            // A list is no column of the subjects: only whether it is absent is.
            if readable && (absent || layout.shape(&key) != Shape::Marker) {
                keys.insert((key, absent));
            }
        }
        relation.columns =
            keys.into_iter().map(|(key, absent)| self.described(&layout, key, absent)).collect();
        relation
    }

    fn records(&self, list: AttributeId, subjects: &[u32]) -> Vec<(u32, u32)> {
        let standing = |subject: u32| self.list_standing(subject as usize, list);
        let records = |subject: u32| standing(subject).map(|standing| standing.records).unwrap_or_default();
        let each = subjects.iter().flat_map(|subject| {
            records(*subject).filter_map(move |at| Some((*subject, u32::try_from(at).ok()?)))
        });
        each.collect()
    }

    /// Values of fields that follow from another field where they were not stated.
    fn inferred(&self, list: AttributeId) -> BTreeMap<FieldId, Vec<Option<Arc<str>>>> {
        let layout = Layout { kind: self.kind(), list: Some(list) };
        let Some(held) = self.lists.get(&list) else { return BTreeMap::new() };
        let following = (0u16..).zip(layout.fields()).filter_map(|(at, field)| {
            let (from, values) = field.infer.as_ref()?;
            let values: BTreeMap<&str, Arc<str>> =
                values.iter().map(|(word, value)| (word.as_str(), Arc::from(value.as_str()))).collect();
            let source = held.fields.get(usize::from(from.0))?;
            let value = |row: usize| source.text(row).and_then(|word| values.get(word.as_ref()).cloned());
            Some((FieldId(at), (0..held.len()).map(value).collect()))
        });
        following.collect()
    }

    /// Columns of which anything is known of the subjects of the table; those of a list are all there.
    fn known(&self, relation: &Relation, selection: &Selection) -> BTreeSet<(Key, bool)> {
        let mut keys = BTreeSet::from([(Key::Subject, false)]);
        let subjects = match &relation.rows {
            TableRows::Subjects(subjects) => subjects,
            TableRows::Records(_) => {
                let layout = Layout { kind: self.kind(), list: relation.list };
                keys.extend((0u16..).zip(layout.fields()).map(|(at, _)| (Key::Field(FieldId(at)), false)));
                return keys;
            }
        };
        let any = |column: &Column, state: State| {
            subjects.iter().any(|subject| column.state(*subject as usize) == state)
        };
        for ((id, year), held) in &self.columns {
            if !selection.takes(*id) || matches!(self.kind().get(*id).r#type, AttributeType::List(_)) {
                continue;
            }
            if any(&held.column, State::Known) {
                keys.insert((Key::Attribute(*id, *year), false));
            }
            if held.column.has_absent() && any(&held.column, State::Absent) {
                keys.insert((Key::Attribute(*id, *year), false));
                keys.insert((Key::Attribute(*id, *year), true));
            }
        }
        for (id, attribute) in self.kind().iter() {
            if !selection.takes(id) || !matches!(attribute.r#type, AttributeType::List(_)) {
                continue;
            }
            let standings =
                || subjects.iter().filter_map(|subject| self.list_standing(*subject as usize, id));
            if standings().any(|standing| standing.complete && standing.records.is_empty()) {
                keys.insert((Key::Attribute(id, None), true));
            }
            if standings().any(|standing| !standing.complete) {
                keys.insert((Key::Incomplete(id), false));
            }
        }
        keys
    }

    fn described(&self, layout: &Layout<'_>, key: Key, absent: bool) -> RelationColumn {
        let name = layout.name(&key);
        let column = self.held(layout.list, &key);
        let r#type = match (layout.shape(&key), column.and_then(Column::scale)) {
            _ if absent => DataType::Boolean,
            (Shape::Bool | Shape::Marker, _) => DataType::Boolean,
            (Shape::Date, _) => DataType::Date32,
            (Shape::Text, _) => DataType::Utf8,
            (Shape::Ratio, _) | (_, Some(Scale::E8)) => DECIMAL,
            (Shape::Money | Shape::Count, _) => DataType::Int64,
        };
        RelationColumn {
            meaning: meaning::of(layout, &key, absent),
            unit: if absent { None } else { layout.unit(&key) },
            name: if absent { format!("{name}__absent") } else { name },
            r#type,
            key,
            absent,
        }
    }

    fn held(&self, list: Option<AttributeId>, key: &Key) -> Option<&Column> {
        match key {
            Key::Attribute(id, year) => self.columns.get(&(*id, *year)).map(|held| &held.column),
            Key::Field(field) => self.lists.get(&list?)?.fields.get(usize::from(field.0)),
            _ => None,
        }
    }
}

impl Relation {
    /// How many rows.
    pub fn len(&self) -> usize {
        match &self.rows {
            TableRows::Subjects(rows) => rows.len(),
            TableRows::Records(rows) => rows.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its columns.
    pub fn columns(&self) -> &[RelationColumn] {
        &self.columns
    }

    /// Some rows of a column of the view that this is a table of; as many unknowns as rows where there is no such column.
    pub fn array(&self, view: &View, column: usize, rows: Range<usize>) -> ArrayRef {
        let Some(column) = self.columns.get(column) else {
            return arrow::array::new_null_array(&DataType::Null, rows.len());
        };
        let held = view.held(self.list, &column.key);
        match (&column.key, column.absent) {
            (Key::Subject, _) => {
                Arc::new(self.subjects(rows).map(|subject| view.id(subject)).collect::<StringArray>())
            }
            (Key::Incomplete(list), _) => {
                // As the Parquet of a view: said where it is so, and unknown elsewhere.
                let incomplete = self.subjects(rows).map(|subject| {
                    view.list_standing(subject, *list).filter(|standing| !standing.complete).map(|_| true)
                });
                Arc::new(incomplete.collect::<BooleanArray>())
            }
            (Key::Attribute(id, _), true)
                if matches!(view.kind().get(*id).r#type, AttributeType::List(_)) =>
            {
                let none = self.subjects(rows).map(|subject| {
                    let standing = view.list_standing(subject, *id);
                    Some(standing.is_some_and(|standing| standing.complete && standing.records.is_empty()))
                });
                Arc::new(none.collect::<BooleanArray>())
            }
            (_, true) => {
                let state = |at| held.map_or(State::Unknown, |held| held.state(at));
                Arc::new(
                    self.places(rows).map(|at| Some(state(at) == State::Absent)).collect::<BooleanArray>(),
                )
            }
            (Key::Field(field), false) if self.inferred.contains_key(field) => {
                let following = self.inferred.get(field);
                let value = |at: usize| {
                    let follows = || following.and_then(|values| values.get(at)?.as_deref());
                    match held.map(|held| held.state(at)) {
                        Some(State::Known) => held.and_then(|held| held.text(at)).map(AsRef::as_ref),
                        Some(State::Absent) => None,
                        _ => follows(),
                    }
                };
                Arc::new(self.places(rows).map(value).collect::<StringArray>())
            }
            _ => values(held, &column.r#type, self.places(rows)),
        }
    }

    fn subjects(&self, rows: Range<usize>) -> impl Iterator<Item = usize> {
        rows.map(|row| match &self.rows {
            TableRows::Subjects(subjects) => {
                subjects.get(row).map_or(usize::MAX, |subject| *subject as usize)
            }
            TableRows::Records(records) => {
                records.get(row).map_or(usize::MAX, |(subject, _)| *subject as usize)
            }
        })
    }

    /// Where the values of these rows stand in a column.
    fn places(&self, rows: Range<usize>) -> impl Iterator<Item = usize> {
        rows.map(|row| match &self.rows {
            TableRows::Subjects(subjects) => {
                subjects.get(row).map_or(usize::MAX, |subject| *subject as usize)
            }
            TableRows::Records(records) => records.get(row).map_or(usize::MAX, |(_, at)| *at as usize),
        })
    }
}

fn values(held: Option<&Column>, r#type: &DataType, places: impl Iterator<Item = usize>) -> ArrayRef {
    let Some(held) = held else { return arrow::array::new_null_array(r#type, places.count()) };
    match r#type {
        DataType::Boolean => Arc::new(places.map(|at| held.bool(at)).collect::<BooleanArray>()),
        DataType::Date32 => Arc::new(places.map(|at| held.days(at)).collect::<Date32Array>()),
        DataType::Utf8 => Arc::new(places.map(|at| held.text(at)).collect::<StringArray>()),
        DataType::Decimal128(..) => {
            let values: Decimal128Array = places.map(|at| held.held(at).map(i128::from)).collect();
            Arc::new(values.with_data_type(DECIMAL))
        }
        _ => Arc::new(places.map(|at| held.held(at)).collect::<Int64Array>()),
    }
}
