//! A column in memory: one value per row, each known, absent or unknown. Used both to gather rows and to hold a view.

use std::collections::HashMap;
use std::sync::Arc;

use crate::value::{E8_LIMIT, E8_ONE, Scale, Shape, Value};

mod arrays;

/// What is known about one row of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Unknown,
    Absent,
    Known,
}

/// Texts, each held once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pool {
    texts: Vec<Arc<str>>,
    /// Seeded anew in each run: texts come from strangers' files.
    ids: HashMap<Arc<str>, u32, foldhash::fast::RandomState>,
}

impl Pool {
    fn id(&mut self, text: &Arc<str>) -> u32 {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        self.add(Arc::clone(text))
    }

    fn id_of_str(&mut self, text: &str) -> u32 {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        self.add(Arc::from(text))
    }

    fn add(&mut self, text: Arc<str>) -> u32 {
        // Rows are limited to far fewer than 2^32, so ids never run out.
        let id = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(Arc::clone(&text));
        self.ids.insert(text, id);
        id
    }
}

#[derive(Clone, Debug)]
enum Cells {
    Bool(Vec<bool>),
    Date(Vec<i32>),
    Number(Scale, Vec<i64>),
    Text(Vec<u32>, Pool),
    Marker,
}

/// A column in memory.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    shape: Shape,
    states: Vec<State>,
    cells: Cells,
    has_absent: bool,
}

/// A number does not fit beside the fractions of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLarge;

impl Column {
    pub(crate) fn new(shape: Shape) -> Self {
        let cells = match shape {
            Shape::Bool => Cells::Bool(Vec::new()),
            Shape::Date => Cells::Date(Vec::new()),
            Shape::Text => Cells::Text(Vec::new(), Pool::default()),
            Shape::Money => Cells::Number(Scale::Fen, Vec::new()),
            Shape::Ratio => Cells::Number(Scale::E8, Vec::new()),
            Shape::Count => Cells::Number(Scale::Whole, Vec::new()),
            Shape::Marker => Cells::Marker,
        };
        Self { shape, states: Vec::new(), cells, has_absent: false }
    }

    pub(crate) fn shape(&self) -> Shape {
        self.shape
    }

    pub(crate) fn len(&self) -> usize {
        self.states.len()
    }

    /// Whether any row ever was absent.
    pub(crate) fn has_absent(&self) -> bool {
        self.has_absent
    }

    pub(crate) fn scale(&self) -> Option<Scale> {
        match &self.cells {
            Cells::Number(scale, _) => Some(*scale),
            _ => None,
        }
    }

    /// Makes the column `len` rows long; new rows are unknown.
    pub(crate) fn pad(&mut self, len: usize) {
        self.states.resize(len, State::Unknown);
        match &mut self.cells {
            Cells::Bool(values) => values.resize(len, false),
            Cells::Date(values) => values.resize(len, 0),
            Cells::Number(_, values) => values.resize(len, 0),
            Cells::Text(values, _) => values.resize(len, 0),
            Cells::Marker => {}
        }
    }

    /// Whether `value` could be set: only a whole number too large for a column with fractions cannot.
    pub(crate) fn fits(&self, value: &Value) -> Result<(), TooLarge> {
        match (value, &self.cells) {
            (Value::Number(held, Scale::Whole), Cells::Number(Scale::E8, _)) => {
                held.checked_mul(E8_ONE).filter(|held| held.abs() < E8_LIMIT).map(|_| ()).ok_or(TooLarge)
            }
            (Value::Number(_, Scale::E8), Cells::Number(Scale::Whole, values)) => {
                let largest = E8_LIMIT / E8_ONE;
                if values.iter().all(|held| held.abs() < largest) { Ok(()) } else { Err(TooLarge) }
            }
            _ => Ok(()),
        }
    }

    /// Sets one row; a value of another shape, or one that does not fit, leaves the row unknown.
    pub(crate) fn set(&mut self, row: usize, value: &Value) {
        let state = match (value, &mut self.cells) {
            (Value::Unknown, _) => State::Unknown,
            (Value::Absent, _) => State::Absent,
            (Value::Bool(yes), Cells::Bool(values)) => put(values, row, *yes),
            (Value::Date(days), Cells::Date(values)) => put(values, row, *days),
            (Value::Text(text), Cells::Text(values, pool)) => {
                let id = pool.id(text);
                put(values, row, id)
            }
            (Value::Number(held, scale), _) => return self.set_number(row, *held, *scale),
            _ => State::Unknown,
        };
        self.set_state(row, state);
    }

    /// Sets one row to a text without sharing an [`Arc`].
    pub(crate) fn set_text(&mut self, row: usize, text: &str) {
        if let Cells::Text(values, pool) = &mut self.cells {
            let id = pool.id_of_str(text);
            let state = put(values, row, id);
            self.set_state(row, state);
        }
    }

    /// Sets one row to a number held at `scale`; the column gets fractions where it had none before.
    pub(crate) fn set_number(&mut self, row: usize, held: i64, scale: Scale) {
        let Cells::Number(own, values) = &mut self.cells else { return };
        if *own == Scale::Whole && scale == Scale::E8 {
            for value in values.iter_mut() {
                *value = value.saturating_mul(E8_ONE);
            }
            *own = Scale::E8;
        }
        let held = match (scale, *own) {
            (a, b) if a == b => Some(held),
            (Scale::Whole, b) => held.checked_mul(b.per_one()),
            _ => None,
        };
        let state = held.map_or(State::Unknown, |held| put(values, row, held));
        self.set_state(row, state);
    }

    pub(crate) fn set_bool(&mut self, row: usize, yes: bool) {
        if let Cells::Bool(values) = &mut self.cells {
            let state = put(values, row, yes);
            self.set_state(row, state);
        }
    }

    pub(crate) fn set_date(&mut self, row: usize, days: i32) {
        if let Cells::Date(values) = &mut self.cells {
            let state = put(values, row, days);
            self.set_state(row, state);
        }
    }

    pub(crate) fn set_absent(&mut self, row: usize) {
        self.set_state(row, State::Absent);
    }

    fn set_state(&mut self, row: usize, state: State) {
        self.has_absent |= state == State::Absent;
        if let Some(slot) = self.states.get_mut(row) {
            *slot = state;
        }
    }

    pub(crate) fn state(&self, row: usize) -> State {
        self.states.get(row).copied().unwrap_or(State::Unknown)
    }

    pub(crate) fn get(&self, row: usize) -> Value {
        match (self.state(row), &self.cells) {
            (State::Absent, _) => Value::Absent,
            (State::Known, Cells::Bool(values)) => {
                values.get(row).map_or(Value::Unknown, |v| Value::Bool(*v))
            }
            (State::Known, Cells::Date(values)) => {
                values.get(row).map_or(Value::Unknown, |v| Value::Date(*v))
            }
            (State::Known, Cells::Number(scale, values)) => {
                values.get(row).map_or(Value::Unknown, |v| Value::Number(*v, *scale))
            }
            (State::Known, Cells::Text(..)) => {
                self.text(row).map_or(Value::Unknown, |text| Value::Text(Arc::clone(text)))
            }
            _ => Value::Unknown,
        }
    }

    pub(crate) fn text(&self, row: usize) -> Option<&Arc<str>> {
        match (&self.cells, self.state(row)) {
            (Cells::Text(ids, pool), State::Known) => pool.texts.get(usize::try_from(*ids.get(row)?).ok()?),
            _ => None,
        }
    }

    pub(crate) fn held(&self, row: usize) -> Option<i64> {
        match (&self.cells, self.state(row)) {
            (Cells::Number(_, values), State::Known) => values.get(row).copied(),
            _ => None,
        }
    }

    pub(crate) fn bool(&self, row: usize) -> Option<bool> {
        match (&self.cells, self.state(row)) {
            (Cells::Bool(values), State::Known) => values.get(row).copied(),
            _ => None,
        }
    }

    pub(crate) fn days(&self, row: usize) -> Option<i32> {
        match (&self.cells, self.state(row)) {
            (Cells::Date(values), State::Known) => values.get(row).copied(),
            _ => None,
        }
    }

    /// The same values at other rows of a column `len` long, the rest unknown. `moves`: by old row, its number now.
    pub(crate) fn spread(&self, moves: &[u32], len: usize) -> Self {
        fn moved<T: Copy>(values: &[T], moves: &[u32], len: usize, blank: T) -> Vec<T> {
            let mut out = vec![blank; len];
            for (value, new) in values.iter().zip(moves) {
                if let Some(slot) = out.get_mut(*new as usize) {
                    *slot = *value;
                }
            }
            out
        }
        let cells = match &self.cells {
            Cells::Bool(values) => Cells::Bool(moved(values, moves, len, false)),
            Cells::Date(values) => Cells::Date(moved(values, moves, len, 0)),
            Cells::Number(scale, values) => Cells::Number(*scale, moved(values, moves, len, 0)),
            Cells::Text(values, pool) => Cells::Text(moved(values, moves, len, 0), pool.clone()),
            Cells::Marker => Cells::Marker,
        };
        Self { states: moved(&self.states, moves, len, State::Unknown), cells, ..*self }
    }

    /// Gives back the memory that only gathering needed. Texts set later would be held twice.
    pub(crate) fn seal(&mut self) {
        self.states.shrink_to_fit();
        match &mut self.cells {
            Cells::Bool(values) => values.shrink_to_fit(),
            Cells::Date(values) => values.shrink_to_fit(),
            Cells::Number(_, values) => values.shrink_to_fit(),
            Cells::Text(values, pool) => {
                values.shrink_to_fit();
                pool.ids = HashMap::default();
                pool.texts.shrink_to_fit();
            }
            Cells::Marker => {}
        }
    }
}

fn put<T>(values: &mut [T], row: usize, value: T) -> State {
    match values.get_mut(row) {
        Some(slot) => {
            *slot = value;
            State::Known
        }
        None => State::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_widens_the_column_and_loses_nothing() {
        let mut column = Column::new(Shape::Count);
        column.pad(3);
        column.set(0, &Value::Number(7, Scale::Whole));
        column.set(1, &Value::Number(50_000_000, Scale::E8));
        column.set(2, &Value::Number(9, Scale::Whole));
        assert_eq!(column.scale(), Some(Scale::E8));
        assert_eq!(
            [0, 1, 2].map(|row| column.held(row)),
            [Some(700_000_000), Some(50_000_000), Some(900_000_000)]
        );
        assert_eq!(column.fits(&Value::Number(10_000_000_000, Scale::Whole)), Err(TooLarge));
        assert_eq!(column.fits(&Value::Number(9_999_999_999, Scale::Whole)), Ok(()));
    }

    #[test]
    fn unknown_absent_and_zero_are_three_things() {
        let mut column = Column::new(Shape::Money);
        column.pad(3);
        column.set(1, &Value::Absent);
        column.set(2, &Value::Number(0, Scale::Fen));
        assert_eq!([0, 1, 2].map(|row| column.state(row)), [State::Unknown, State::Absent, State::Known]);
        assert!(column.has_absent());
    }
}
