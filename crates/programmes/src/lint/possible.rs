//! What a quantity may still be once some tests are known to hold: a range with open or closed ends, a set of words, a truth.
//! Absence is one more possibility: an absent number fails every comparison, and passes every negated one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use language::Interval;
use language::ast::Operator;
use vocabulary::Number;

/// What one quantity may still be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Possible {
    pub(super) absent: bool,
    pub(super) values: Values,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Values {
    Range(Range),
    /// Any word but those; `among`: only these.
    Words {
        among: Option<BTreeSet<Arc<str>>>,
        not: BTreeSet<Arc<str>>,
    },
    Truth {
        yes: bool,
        no: bool,
    },
}

/// An end of a range: the value, and whether it belongs to it.
pub(super) type End = Option<(Number, bool)>;

/// Numbers between two ends, a missing end being unbounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) low: End,
    pub(super) high: End,
    not: BTreeSet<Number>,
    whole: bool,
}

impl Range {
    pub(super) fn of(interval: Interval, whole: bool) -> Self {
        let end = |bound: Option<Number>| bound.map(|bound| (bound, true));
        let mut range =
            Self { low: end(interval.low), high: end(interval.high), not: BTreeSet::new(), whole };
        range.tighten();
        range
    }

    /// Keeps the numbers for which `number op value` holds.
    pub(super) fn keep(&mut self, operator: Operator, value: Number) {
        match operator {
            Operator::Less => self.below(value, false),
            Operator::AtMost => self.below(value, true),
            Operator::Greater => self.above(value, false),
            Operator::AtLeast => self.above(value, true),
            Operator::Equal => {
                self.below(value, true);
                self.above(value, true);
            }
            Operator::NotEqual => {
                self.not.insert(value);
            }
            _ => {}
        }
        self.tighten();
    }

    fn below(&mut self, value: Number, closed: bool) {
        if self.high.is_none_or(|(high, within)| value < high || value == high && within && !closed) {
            self.high = Some((value, closed));
        }
    }

    fn above(&mut self, value: Number, closed: bool) {
        if self.low.is_none_or(|(low, within)| value > low || value == low && within && !closed) {
            self.low = Some((value, closed));
        }
    }

    /// Whole numbers have whole, closed ends.
    fn tighten(&mut self) {
        if !self.whole {
            return;
        }
        let one = Number::from_integer(1);
        if let Some((low, closed)) = self.low {
            let up = low.ceil();
            self.low = Some((if up == low && !closed { low + one } else { up }, true));
        }
        if let Some((high, closed)) = self.high {
            let down = high.floor();
            self.high = Some((if down == high && !closed { high - one } else { down }, true));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        let (Some((low, low_closed)), Some((high, high_closed))) = (self.low, self.high) else {
            return false;
        };
        low > high || low == high && (!low_closed || !high_closed || self.not.contains(&low))
    }

    pub(super) fn is_whole(&self) -> bool {
        self.whole
    }
}

impl Possible {
    fn is_empty(&self) -> bool {
        let none = match &self.values {
            Values::Range(range) => range.is_empty(),
            Values::Words { among, not } => {
                among.as_ref().is_some_and(|among| among.iter().all(|word| not.contains(word)))
            }
            Values::Truth { yes, no } => !yes && !no,
        };
        none && !self.absent
    }
}

/// What all quantities may still be together; a quantity not named may be anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Way(BTreeMap<String, Possible>);

impl Way {
    /// Narrows what a quantity may be, starting from `initial` where nothing is known of it. `false`: nothing is left.
    pub(super) fn narrow(
        &mut self,
        key: &str,
        initial: impl FnOnce() -> Possible,
        narrow: impl FnOnce(&mut Possible),
    ) -> bool {
        let possible = self.0.entry(key.to_owned()).or_insert_with(initial);
        narrow(possible);
        !possible.is_empty()
    }

    /// What a quantity may be, where something is known of it.
    pub(super) fn get(&self, key: &str) -> Option<&Possible> {
        self.0.get(key)
    }
}
