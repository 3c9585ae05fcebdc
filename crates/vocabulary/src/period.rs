//! Periods of yearly attributes, relative to the as-of date (CONTRACT «Time, values, identity»):
//! 上年 is the calendar year before `as_of`; 近N年 are the N years that end there; 今年 is the year of `as_of`.

use std::fmt;

/// Longest 近N年 and furthest 前N年 that a formula may name.
pub const MAX_PERIOD_YEARS: u8 = 30;

/// A period as a formula or an answer names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// 今年: the calendar year of the as-of date.
    ThisYear,
    /// 上年 is 1, 前2年 (上上年, 前年) is 2, and so on: so many years before the year of the as-of date.
    YearsBefore(u8),
    /// 近N年: a series of the N years ending with 上年.
    LastYears(u8),
    /// A calendar year by its number.
    Year(i16),
}

impl Period {
    /// Reads 今年, 上年, 前年, 前N年, 近N年 or a four-digit year. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let count = |prefix: &str| -> Option<u8> {
            let n: u8 = text.strip_prefix(prefix)?.strip_suffix('年')?.parse().ok()?;
            (1..=MAX_PERIOD_YEARS).contains(&n).then_some(n)
        };
        match text {
            "今年" | "当年" => Some(Self::ThisYear),
            "上年" => Some(Self::YearsBefore(1)),
            "前年" => Some(Self::YearsBefore(2)),
            _ if text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) => {
                text.parse().ok().map(Self::Year)
            }
            _ => count("近").map(Self::LastYears).or_else(|| count("前").map(Self::YearsBefore)),
        }
    }

    /// The calendar years meant, oldest first, seen from the year of the as-of date.
    pub fn years(self, as_of_year: i16) -> std::ops::RangeInclusive<i16> {
        match self {
            Self::ThisYear => as_of_year..=as_of_year,
            Self::YearsBefore(n) => as_of_year - i16::from(n)..=as_of_year - i16::from(n),
            Self::LastYears(n) => as_of_year - i16::from(n)..=as_of_year - 1,
            Self::Year(year) => year..=year,
        }
    }

    /// Whether the period denotes a series of years rather than one.
    pub fn is_series(self) -> bool {
        matches!(self, Self::LastYears(_))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ThisYear => f.write_str("今年"),
            Self::YearsBefore(1) => f.write_str("上年"),
            Self::YearsBefore(n) => write!(f, "前{n}年"),
            Self::LastYears(n) => write!(f, "近{n}年"),
            Self::Year(year) => write!(f, "{year}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fiscal_years() {
        assert_eq!(Period::parse("近3年"), Some(Period::LastYears(3)));
        assert_eq!(Period::LastYears(3).years(2025), 2022..=2024);
        assert_eq!(Period::parse("上年").map(|p| p.years(2025)), Some(2024..=2024));
        assert_eq!(Period::parse("今年").map(|p| p.years(2025)), Some(2025..=2025));
        assert_eq!(Period::parse("2023"), Some(Period::Year(2023)));
        assert_eq!(Period::parse("近0年"), None);
        assert_eq!(Period::parse("近31年"), None);
        assert_eq!(Period::parse("明年"), None);
    }
}
