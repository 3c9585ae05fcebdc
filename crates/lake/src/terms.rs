//! Under which terms a table may be shared with other departments, and which time it covers.

use std::fmt;

use jiff::civil::{Date, date};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::limits::YEARS;

/// How a department shares a table with other departments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sharing {
    /// With all of them.
    #[serde(rename = "无条件共享")]
    Unconditional,
    /// With some of them, or under conditions.
    #[serde(rename = "有条件共享")]
    Conditional,
    /// With none.
    #[serde(rename = "不予共享")]
    Withheld,
}

impl Sharing {
    /// All classes, the most open first.
    pub const ALL: [Self; 3] = [Self::Unconditional, Self::Conditional, Self::Withheld];

    /// The Chinese word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unconditional => "无条件共享",
            Self::Conditional => "有条件共享",
            Self::Withheld => "不予共享",
        }
    }

    /// The class of that Chinese word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.word() == word)
    }
}

/// The days that a table speaks of, both ends included. Written `2024-01-01..2024-12-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CoveredPeriod {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

impl CoveredPeriod {
    /// Reads `2024`, `2024-03`, `2024-03-31` or two of them with `..` between.
    ///
    /// # Errors
    /// What was expected.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("“{text}”不能读作期间；请写 2024、2024-03、2022..2024 或 2024-01-01..2024-06-30");
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let (first, last) = (span(first.trim()).ok_or_else(wrong)?, span(last.trim()).ok_or_else(wrong)?);
        if first.0 > last.1 {
            return Err(format!("期间“{text}”的起点晚于终点；请把早的写在前面"));
        }
        Ok(Self { from: first.0, until: last.1 })
    }
}

/// The first and the last day of a year, a month or a day.
fn span(text: &str) -> Option<(Date, Date)> {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |text: &str, digits: usize| -> Option<i16> {
        (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
    };
    let year = number(parts.first()?, 4).filter(|year| YEARS.contains(year))?;
    match parts[1..] {
        [] => Some((date(year, 1, 1), date(year, 12, 31))),
        [month] => {
            let first = Date::new(year, i8::try_from(number(month, 2)?).ok()?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        [month, day] => {
            let [month, day] = [month, day].map(|part| number(part, 2).and_then(|n| i8::try_from(n).ok()));
            let day = Date::new(year, month?, day?).ok()?;
            Some((day, day))
        }
        _ => None,
    }
}

impl fmt::Display for CoveredPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.from, self.until)
    }
}

impl Serialize for CoveredPeriod {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CoveredPeriod {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_there_and_back() {
        for (text, meant) in [
            ("2024", "2024-01-01..2024-12-31"),
            ("2024-02", "2024-02-01..2024-02-29"),
            ("2022..2024-06", "2022-01-01..2024-06-30"),
            ("2024-01-15 .. 2024-03-01", "2024-01-15..2024-03-01"),
        ] {
            let period = CoveredPeriod::parse(text).expect(text);
            assert_eq!(period.to_string(), meant);
            assert_eq!(CoveredPeriod::parse(meant), Ok(period));
        }
        for text in ["", "24", "2024-13", "2024-1", "2024-02-30", "2025..2024", "2024..", "1800"] {
            assert!(CoveredPeriod::parse(text).is_err(), "{text}");
        }
    }
}
