//! What is known of places beside the report: figures of the lake, to hold the report's against.

use vocabulary::Number;
use vocabulary::number::format_decimal;

use crate::magnitude::scale;

/// One yearly figure of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFact {
    /// As reports name it: 杭州, 浙江, 余杭区.
    pub place: String,
    /// The lexicon's canonical name.
    pub indicator: String,
    /// Calendar year.
    pub year: i32,
    /// In `unit`.
    pub value: Number,
    /// 亿元, %, 家.
    pub unit: String,
    /// Where it comes from, for people.
    pub source: String,
}

impl StoredFact {
    /// In the unit without its scale.
    pub(crate) fn amount(&self) -> Number {
        self.value * scale(&self.unit).0
    }

    /// As told to people.
    pub(crate) fn told(&self) -> String {
        format!("{} 年 {}{}（{}）", self.year, format_decimal(self.value, 4), self.unit, self.source)
    }
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Stored {
    /// In any order.
    pub facts: Vec<StoredFact>,
}

impl Stored {
    /// Those of an indicator of a place, by year.
    pub(crate) fn of(&self, place: &str, indicator: &str) -> Vec<&StoredFact> {
        let mut out: Vec<_> =
            self.facts.iter().filter(|fact| fact.place == place && fact.indicator == indicator).collect();
        out.sort_by_key(|fact| fact.year);
        out
    }
}
