//! Plausible completions of unknown facts. Values are drawn near where tests turn: constants of the programme, and products and
//! quotients of its ratios with amounts already known or drawn, so that thresholds between two unknown amounts are hit too.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use language::eval::Extent;
use language::ir::Node;
use language::value::Maybe;
use language::{Expr, Type, Value};
use num_traits::{CheckedDiv, CheckedMul, Zero};
use rand::Rng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use vocabulary::fact::{Cell, ListFact, Record, Stated};
use vocabulary::{AttributeType, Datum, Dimension, Facts, Kind, Number, Unit};

use super::unknowns::Unknown;
use crate::programme::Test;

/// Age of an old firm: longer than any period of a formula.
const OLD_DAYS: i32 = 12_000;
/// Most copies of a record drawn for an unknown list.
const MAX_COPIES: usize = 12;

/// Draws completions; the same test and facts always give the same draws.
pub(super) struct Completer<'a> {
    kind: &'a Kind,
    as_of: Date,
    constants: Vec<(Dimension, Number)>,
    words: Vec<Arc<str>>,
    /// Amounts known or drawn so far, to draw others in proportion.
    pool: Vec<(Dimension, Number)>,
    random: ChaCha8Rng,
}

impl<'a> Completer<'a> {
    pub(super) fn new(
        test: &Test,
        definitions: &[Expr],
        parameters: &[Value],
        kind: &'a Kind,
        as_of: Date,
    ) -> Self {
        let mut out = Self {
            kind,
            as_of,
            constants: Vec::new(),
            words: vec![Arc::from("其他")],
            pool: Vec::new(),
            random: ChaCha8Rng::seed_from_u64(0),
        };
        let mut pending = vec![&test.expr];
        let mut seen = vec![false; definitions.len()];
        while let Some(expr) = pending.pop() {
            expr.walk(&mut |node| match (&node.node, node.r#type) {
                (Node::Number(interval), Type::Number(dimension)) => {
                    out.constants.extend(interval.value().map(|n| (dimension, n)));
                }
                (Node::Parameter(at), Type::Number(dimension)) => {
                    if let Some(Value::Number(Maybe::Known(interval))) = parameters.get(*at) {
                        out.constants.extend(interval.value().map(|n| (dimension, n)));
                    }
                }
                (Node::Text(word), _) => out.words.push(Arc::clone(word)),
                (Node::Definition(at), _) if !std::mem::replace(&mut seen[*at], true) => {
                    pending.push(&definitions[*at]);
                }
                _ => {}
            });
        }
        out
    }

    /// States the unknown fact in `facts`; `known` holds what is known from the start.
    pub(super) fn complete(&mut self, facts: &mut Facts, known: &Facts, unknown: Unknown) {
        let attribute = self.kind.get(unknown.attribute);
        match (&attribute.r#type, unknown.extent) {
            (AttributeType::List(fields), _) => {
                let list = self.list(fields, known.list(unknown.attribute));
                facts.set_list(unknown.attribute, list);
            }
            (kind, Extent::Year(year)) => {
                self.remember(known);
                let cell = Cell::known(self.datum(kind, attribute.signed));
                facts.set_yearly(unknown.attribute, year, cell);
            }
            // Mostly an old firm: a young one leaves few years for the other facts to matter in.
            _ if self.kind.born == Some(unknown.attribute) && self.random.random_bool(0.7) => {
                let long_ago = self.as_of.checked_sub(OLD_DAYS.days()).unwrap_or(self.as_of);
                facts.set_plain(unknown.attribute, Cell::known(Datum::Date(long_ago)));
            }
            (kind, _) => {
                let cell = Cell::known(self.datum(kind, attribute.signed));
                facts.set_plain(unknown.attribute, cell);
            }
        }
    }

    /// Known amounts of other attributes are what unknown ones are compared with.
    fn remember(&mut self, known: &Facts) {
        if !self.pool.is_empty() {
            return;
        }
        for (id, attribute) in self.kind.iter() {
            let Some(dimension) = attribute.r#type.dimension() else { continue };
            for (_, cell) in known.years(id) {
                if let Stated::Known(Datum::Number(number)) = cell.stated {
                    self.pool.push((dimension, number));
                }
            }
        }
    }

    /// The numbers below `length` in random order.
    pub(super) fn order(&mut self, length: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..length).collect();
        order.shuffle(&mut self.random);
        order
    }

    /// Two different ones of these.
    pub(super) fn two_of(&mut self, among: &[usize]) -> Option<(usize, usize)> {
        let order = self.order(among.len());
        Some((among[*order.first()?], among[*order.get(1)?]))
    }

    /// True once in so many times.
    pub(super) fn one_in(&mut self, times: u32) -> bool {
        self.random.random_ratio(1, times)
    }

    /// One of these.
    pub(super) fn one_of<'c, T>(&mut self, among: &'c [T]) -> Option<&'c T> {
        among.choose(&mut self.random)
    }

    fn datum(&mut self, kind: &AttributeType, signed: bool) -> Datum {
        match kind {
            AttributeType::Boolean => Datum::Bool(self.random.random_bool(0.5)),
            AttributeType::Number(unit) => Datum::Number(self.number(*unit, signed)),
            AttributeType::Enumeration(words) => {
                let word = words.choose(&mut self.random).map_or("", String::as_str);
                Datum::Text(Arc::from(word))
            }
            AttributeType::Text | AttributeType::List(_) => {
                Datum::Text(self.words.choose(&mut self.random).cloned().unwrap_or_else(|| Arc::from("")))
            }
            AttributeType::Date => {
                const DAYS: [i32; 13] = [0, 1, 30, 300, 364, 365, 366, 400, 800, 1500, 2500, 6000, -400];
                let days = DAYS.choose(&mut self.random).copied().unwrap_or(0);
                Datum::Date(self.as_of.checked_sub(days.days()).unwrap_or(self.as_of))
            }
        }
    }

    fn number(&mut self, unit: Unit, signed: bool) -> Number {
        let dimension = unit.dimension;
        let one = Number::from_integer(1);
        let constants = |wanted: Dimension, all: &[(Dimension, Number)]| -> Vec<Number> {
            all.iter().filter(|(d, _)| *d == wanted).map(|(_, n)| *n).collect()
        };
        let own = constants(dimension, &self.constants);
        let ratios: Vec<Number> =
            constants(Dimension::ONE, &self.constants).into_iter().filter(|n| !n.is_zero()).collect();
        let pool = constants(dimension, &self.pool);
        let choice = self.random.random_range(0..10);
        let (pooled, ratio) = (pool.choose(&mut self.random), ratios.choose(&mut self.random));
        let drawn = match (choice, pooled, ratio) {
            (0, ..) => Number::zero(),
            (1, ..) => one,
            (2..=5, Some(amount), Some(ratio)) => {
                let scaled = match choice {
                    2 | 3 => amount.checked_mul(ratio),
                    4 => amount.checked_div(ratio),
                    _ => amount.checked_mul(&(one + ratio)),
                };
                scaled.unwrap_or(*amount)
            }
            (6, Some(amount), _) => *amount,
            (7..=8, ..) if !own.is_empty() => own.choose(&mut self.random).copied().unwrap_or(one),
            // Calendar years are numbers too: those near the date of the assessment.
            (9, ..) if unit.symbol == "个" => {
                Number::from_integer(i128::from(self.as_of.year() - self.random.random_range(0..8)))
            }
            _ if dimension == Dimension::MONEY => Number::from_integer(
                10i128.pow(self.random.random_range(4..11)) * self.random.random_range(1..10),
            ),
            // Counts and points are small where they decide anything.
            _ if dimension.is_one() => Number::from_integer(self.random.random_range(0..12)),
            _ => Number::from_integer(self.random.random_range(0..1200)),
        };
        let nudge = [
            Number::new(1, 1),
            Number::new(101, 100),
            Number::new(99, 100),
            Number::new(2, 1),
            Number::new(1, 2),
        ];
        let factor = nudge.choose(&mut self.random).copied().unwrap_or(one);
        let value = drawn.checked_mul(&factor).unwrap_or(drawn);
        // Whole base units keep numbers small; what a threshold needs beyond that is within the nudge.
        let value = if dimension.is_one() { value } else { value.round() };
        let value = if signed && self.random.random_bool(0.3) { -value } else { value };
        if self.pool.len() < 256 {
            self.pool.push((dimension, value));
        } else {
            let at = self.random.random_range(0..self.pool.len());
            self.pool[at] = (dimension, value);
        }
        value
    }

    fn list(&mut self, fields: &[vocabulary::Field], known: Option<&ListFact>) -> ListFact {
        let mut items = Vec::new();
        // Half of the time what is unknown of the records is the same of all, so that none or all of them pass a filter.
        let alike = self.random.random_bool(0.5).then(|| {
            let mut record = Record::default();
            self.fill(fields, &mut record);
            record
        });
        for record in known.map_or(&[][..], |list| &list.items) {
            let mut record = record.clone();
            match &alike {
                None => self.fill(fields, &mut record),
                Some(alike) => {
                    record.fields.resize(fields.len(), Stated::Unknown);
                    for (field, other) in record.fields.iter_mut().zip(&alike.fields) {
                        if *field == Stated::Unknown {
                            field.clone_from(other);
                        }
                    }
                }
            }
            items.push(record);
        }
        if known.is_none_or(|list| !list.complete) {
            let mut record = Record::default();
            self.fill(fields, &mut record);
            let copies =
                if self.random.random_bool(0.3) { 0 } else { self.random.random_range(1..=MAX_COPIES) };
            items.extend(std::iter::repeat_n(record, copies));
        }
        ListFact { complete: true, items }
    }

    fn fill(&mut self, fields: &[vocabulary::Field], record: &mut Record) {
        record.fields.resize(fields.len(), Stated::Unknown);
        for (at, field) in fields.iter().enumerate() {
            if record.fields[at] == Stated::Unknown {
                record.fields[at] = Stated::Known(self.datum(&field.r#type, false));
            }
        }
    }
}
