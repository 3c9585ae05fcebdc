//! The clock, handed in by whoever opens a region.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};

/// Tells what time it is.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// A clock that asks `now` each time.
    pub fn new(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// A clock that stands still, for tests and for asking a past question again.
    pub fn fixed(at: Timestamp) -> Self {
        Self::new(move || at)
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }

    /// The clocks that are asked for, the missing ones read from this clock.
    pub fn resolve(&self, when: When) -> Moment {
        let now = self.now();
        Moment {
            as_of: when.as_of.unwrap_or_else(|| china_date(now)),
            known_at: when.known_at.unwrap_or(now),
        }
    }

    /// Today in China, whose law is applied, wherever the machine stands.
    pub fn today(&self) -> Date {
        china_date(self.now())
    }
}

/// The date in China at a time (UTC+8 without summer time since 1992).
pub fn china_date(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::fixed(offset(8))).date()
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// Which clocks an answer is asked for; what is left out means now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// The law in force and the facts valid on this date.
    pub as_of: Option<Date>,
    /// What had been entered by this time.
    pub known_at: Option<Timestamp>,
}

impl When {
    /// Law and facts of a date, by what is known now.
    pub fn on(as_of: Option<Date>) -> Self {
        Self { as_of, known_at: None }
    }
}

/// The clocks of one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The law in force and the facts valid on this date.
    pub as_of: Date,
    /// What had been entered by this time.
    pub known_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_chinas() {
        let clock = Clock::fixed("2025-06-30T16:00:00Z".parse().expect("a timestamp"));
        assert_eq!(clock.today(), jiff::civil::date(2025, 7, 1));
    }
}
