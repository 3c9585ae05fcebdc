//! What a table's columns mean, before anything of it is imported: what a person matches columns by.

use crate::gather::Cells;
use crate::headings::letter;
use crate::layout::{Key, Layout};
use crate::limits::{MAX_SAMPLE_CHARS, SAMPLES};
use crate::plan::{Plan, Role};

/// One sheet (or the whole of a text table).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetColumns {
    /// Its name; `None` for text tables and Parquet.
    pub name: Option<String>,
    /// Why it cannot be imported with these meanings.
    pub problem: Option<String>,
    /// From left to right.
    pub columns: Vec<ColumnMeaning>,
}

/// What a column is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The subject's code or name.
    Identity,
    /// The year of each row.
    Year,
    /// An attribute, or a field of the list.
    Value,
    /// Nothing known: kept as text.
    Kept,
    /// Left out.
    Ignored,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMeaning {
    /// As found; the letter stands for an empty one.
    pub heading: String,
    /// `C`.
    pub letter: String,
    /// What it is taken for.
    pub meaning: Meaning,
    /// The attribute or the field.
    pub attribute: Option<String>,
    /// The year of a yearly attribute.
    pub year: Option<i16>,
    /// Unit of plain numbers, where the heading or the mapping says one.
    pub unit: Option<String>,
    /// The attribute with the nearest name, where none was found.
    pub suggestion: Option<String>,
    /// The first values, shortened.
    pub samples: Vec<String>,
}

/// What was seen so far.
#[derive(Debug, Default)]
pub(crate) struct Peek {
    sheets: Vec<SheetColumns>,
}

impl Peek {
    pub(crate) fn begin(&mut self, layout: Layout<'_>, name: Option<&str>, plan: &Plan) {
        let columns = plan.columns.iter().map(|column| {
            let letter = letter(column.index);
            let suggestion = plan.unmapped.iter().find(|own| own.letter == letter);
            let (meaning, key, unit) = match &column.role {
                Role::Value { key, unit } => (Meaning::Value, Some(key.clone()), *unit),
                Role::OfRowYear { attribute, unit } => {
                    (Meaning::Value, Some(Key::Attribute(*attribute, None)), *unit)
                }
                Role::AbsentOf(key) => (Meaning::Value, Some(key.clone()), None),
                Role::IncompleteOf(id) => (Meaning::Value, Some(Key::Attribute(*id, None)), None),
                Role::Year => (Meaning::Year, None, None),
                Role::Code | Role::Name | Role::Id | Role::CodeOrName => (Meaning::Identity, None, None),
                Role::Raw(_) => (Meaning::Kept, None, None),
                Role::Ignored => (Meaning::Ignored, None, None),
            };
            let year = match &key {
                Some(Key::Attribute(_, year)) => *year,
                _ => None,
            };
            let attribute = match key {
                Some(Key::Attribute(id, _)) => Some(layout.kind.get(id).name.clone()),
                Some(key @ Key::Field(_)) => Some(layout.name(&key)),
                _ => None,
            };
            // A table of subjects names them by its title or code, which are attributes too.
            let is_identity = match &column.role {
                Role::Value { key: Key::Attribute(id, None), .. } => {
                    *id == layout.kind.title || Some(*id) == layout.kind.code
                }
                _ => false,
            };
            ColumnMeaning {
                heading: column.heading.clone(),
                letter,
                meaning: if is_identity { Meaning::Identity } else { meaning },
                attribute,
                year,
                unit: unit.map(|unit| unit.symbol.to_owned()),
                suggestion: suggestion.and_then(|own| own.suggestion.clone()),
                samples: Vec::new(),
            }
        });
        let columns = columns.collect();
        self.sheets.push(SheetColumns {
            name: name.map(str::to_owned),
            problem: plan.problem.clone(),
            columns,
        });
    }

    pub(crate) fn row(&mut self, cells: &impl Cells) {
        let Some(sheet) = self.sheets.last_mut() else { return };
        for (at, column) in sheet.columns.iter_mut().enumerate() {
            if column.samples.len() < SAMPLES {
                let cell = cells.cell(at);
                if !cell.is_blank() {
                    column.samples.push(cell.text().trim().chars().take(MAX_SAMPLE_CHARS).collect());
                }
            }
        }
    }

    pub(crate) fn into_sheets(self) -> Vec<SheetColumns> {
        self.sheets
    }
}
