//! Counts and sums of groups. Money is summed in 分, so that nothing is lost on the way.
#![expect(clippy::single_match_else, reason = "two cases side by side")]

use programmes::Status;
use serde::{Deserialize, Serialize};
use vocabulary::Number;
use vocabulary::number::format_decimal;

use crate::model::PopulationAmount;

/// Money that one subject gets: least and greatest in 分; no greatest where nothing bounds it.
pub(super) type Range = (i128, Option<i128>);

/// Counts and sums of some subjects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tally {
    /// By status: met, unmet, unknown, not applicable.
    pub(super) counts: [u64; 4],
    pub(super) near: u64,
    pub(super) gives_money: bool,
    pub(super) money: Money,
}

/// Sums of money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Money {
    #[serde(with = "wide")]
    low: i128,
    #[serde(with = "wide")]
    high: i128,
    #[serde(with = "wide")]
    certain: i128,
    uncertain: u64,
    unbounded: u64,
}

/// What a reform changes for some subjects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Change {
    pub(super) gain: u64,
    pub(super) lose: u64,
    pub(super) gain_known: u64,
    pub(super) lose_known: u64,
    pub(super) gives_money: bool,
    pub(super) money: Money,
}

/// Position of a status among counts.
pub(super) fn index(status: Status) -> usize {
    match status {
        Status::Met => 0,
        Status::Unmet => 1,
        Status::Unknown => 2,
        Status::NotApplicable => 3,
    }
}

/// What a subject gets as far as it is known: nothing where it does not qualify, at least nothing where that is not known.
pub(super) fn range_of(status: Status, amount: Option<Range>) -> Range {
    match (status, amount) {
        (Status::Met, Some(range)) => range,
        (Status::Unknown, Some((_, high))) => (0, high),
        _ => (0, Some(0)),
    }
}

impl Money {
    pub(super) fn add(&mut self, (low, high): Range) {
        // Most subjects get nothing from most programmes.
        if (low, high) == (0, Some(0)) {
            return;
        }
        self.low = self.low.saturating_add(low);
        match high {
            Some(high) if high == low => {
                self.certain = self.certain.saturating_add(low);
                self.high = self.high.saturating_add(high);
            }
            Some(high) => {
                self.uncertain += 1;
                self.high = self.high.saturating_add(high);
            }
            None => {
                self.uncertain += 1;
                self.unbounded += 1;
            }
        }
    }

    /// The same of a status and bounds in 分, [`i64::MAX`] where nothing bounds them.
    pub(super) fn add_fen(&mut self, status: Status, low: i64, high: i64) {
        let is_met = status == Status::Met;
        let is_paid = is_met || status == Status::Unknown;
        let is_open = is_paid && high == i64::MAX;
        let low = if is_met { low } else { 0 };
        let high = if is_paid && !is_open { high } else { 0 };
        let is_certain = !is_open && low == high;
        // As many numbers of 64 bits as 64 bits count do not pass 128.
        self.low = self.low.wrapping_add(low.into());
        self.high = self.high.wrapping_add(high.into());
        self.certain = self.certain.wrapping_add(if is_certain { low.into() } else { 0 });
        self.uncertain += u64::from(!is_certain);
        self.unbounded += u64::from(is_open);
    }

    /// After, less before: each as far as it is known.
    pub(super) fn add_difference(&mut self, before: Range, after: Range) {
        let low = before.1.map(|high| after.0.saturating_sub(high));
        let high = after.1.map(|high| high.saturating_sub(before.0));
        match (low, high) {
            (Some(low), high) => self.add((low, high)),
            (None, _) => {
                self.uncertain += 1;
                self.unbounded += 1;
            }
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        self.low = self.low.saturating_add(other.low);
        self.high = self.high.saturating_add(other.high);
        self.certain = self.certain.saturating_add(other.certain);
        self.uncertain += other.uncertain;
        self.unbounded += other.unbounded;
    }

    /// As answers tell it. The least of a sum is known even where the greatest is not, that of a difference is not.
    pub(super) fn told(&self, is_difference: bool) -> PopulationAmount {
        let bounded = self.unbounded == 0;
        PopulationAmount {
            min: (bounded || !is_difference).then(|| yuan(self.low)),
            max: bounded.then(|| yuan(self.high)),
            certain: yuan(self.certain),
            uncertain: self.uncertain,
            unbounded: self.unbounded,
        }
    }
}

/// 分 as decimal text of 元.
pub(super) fn yuan(fen: i128) -> String {
    format_decimal(Number::new(fen, 100), 2)
}

impl Tally {
    pub(super) fn join(&mut self, other: &Self) {
        self.counts.iter_mut().zip(other.counts).for_each(|(count, more)| *count += more);
        self.near += other.near;
        self.gives_money |= other.gives_money;
        self.money.join(&other.money);
    }
}

impl Change {
    pub(super) fn add(&mut self, before: Status, after: Status) {
        let known_not = |status: Status| matches!(status, Status::Unmet | Status::NotApplicable);
        if after == Status::Met && before != Status::Met {
            self.gain += 1;
            self.gain_known += u64::from(known_not(before));
        }
        if before == Status::Met && after != Status::Met {
            self.lose += 1;
            self.lose_known += u64::from(known_not(after));
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        self.gain += other.gain;
        self.lose += other.lose;
        self.gain_known += other.gain_known;
        self.lose_known += other.lose_known;
        self.gives_money |= other.gives_money;
        self.money.join(&other.money);
    }
}

/// Sums as text: JSON has no numbers of that size.
mod wide {
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(sum: &i128, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(sum)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<i128, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_widens_the_sum() {
        let (mut money, mut in_fen) = (Money::default(), Money::default());
        money.add(range_of(Status::Met, Some((100, Some(100)))));
        money.add(range_of(Status::Unknown, Some((50, Some(70)))));
        money.add(range_of(Status::Unmet, None));
        let told = money.told(false);
        assert_eq!((told.min.as_deref(), told.max.as_deref()), (Some("1"), Some("1.7")));
        assert_eq!((told.certain.as_str(), told.uncertain, told.unbounded), ("1", 1, 0));
        for (status, low, high) in
            [(Status::Met, 100, 100), (Status::Unknown, 50, 70), (Status::Unmet, 5, i64::MAX)]
        {
            in_fen.add_fen(status, low, high);
        }
        assert_eq!(in_fen, money);
        money.add(range_of(Status::Unknown, Some((0, None))));
        in_fen.add_fen(Status::Unknown, 0, i64::MAX);
        assert_eq!(in_fen, money);
        let told = money.told(false);
        assert_eq!((told.min.as_deref(), told.max), (Some("1"), None));
    }

    #[test]
    fn a_difference_keeps_what_is_open_on_both_sides() {
        let mut money = Money::default();
        money.add_difference((0, Some(100)), (50, Some(150)));
        let told = money.told(true);
        assert_eq!((told.min.as_deref(), told.max.as_deref()), (Some("-0.5"), Some("1.5")));
        money.add_difference((0, None), (0, Some(10)));
        assert_eq!(money.told(true).min, None);
    }
}
