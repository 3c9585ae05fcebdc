//! When, for how much and beside what: windows, amounts, titles, groups.

use jiff::civil::Date;
use language::Expr;

use super::Test;

/// A period of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Every year.
    Yearly,
    /// Once.
    Once,
}

/// What one gets, in money.
#[derive(Clone, Debug)]
pub struct Amount {
    /// The formula.
    pub formula: Test,
    /// At most.
    pub cap: Option<Test>,
    /// Every year or once.
    pub term: Term,
    /// Where that is said.
    pub article: String,
    /// The clause's own words.
    pub text: String,
}

/// For a purpose (申请类型) one version stands in the place of another until a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// 申请类型, such as 复核.
    pub purpose: String,
    /// Last day.
    pub until: Date,
    /// Where that is said.
    pub article: String,
}

/// The amounts of a group of programmes are together at most this.
#[derive(Clone, Debug)]
pub struct Cap {
    /// The group.
    pub group: String,
    /// The limit, in money.
    pub limit: Expr,
    /// As written.
    pub written: String,
}

/// A title that a recognition gives: a record of 资质.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// 名称.
    pub name: String,
    /// 级别.
    pub level: Option<String>,
    /// How many years it lasts; `None`: not known.
    pub years: Option<i16>,
}

/// A slot that a lower layer may fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegate {
    /// The attribute that stands for it.
    pub name: String,
    /// Highest points.
    pub of: Option<i64>,
    /// To whom it is left.
    pub to: String,
    /// Where that is said.
    pub article: String,
}

/// When one can apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// First day.
    pub opens: WindowDay,
    /// Last day.
    pub closes: WindowDay,
    /// Where that is said.
    pub article: String,
}

/// A day of every year, or one date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowDay {
    /// Month and day.
    Yearly(i8, i8),
    /// A date.
    On(Date),
}

impl WindowDay {
    /// Reads `03-01` or `2026-03-01`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(date) = text.parse() {
            return Some(Self::On(date));
        }
        let (month, day) = text.split_once('-')?;
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        // A leap year has every day there is.
        Date::new(2024, month, day).ok().map(|_| Self::Yearly(month, day))
    }

    fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Self::On(date) => (date.year() == year).then_some(date),
            // 29 February of a common year is its last day.
            Self::Yearly(month, day) => {
                Date::new(year, month, day).ok().or_else(|| Date::new(year, month, 28).ok())
            }
        }
    }
}

impl Window {
    /// Whether one can apply on a day.
    pub fn is_open(&self, day: Date) -> bool {
        let Some(closes) = self.closes_after(day) else { return false };
        if let WindowDay::On(opens) = self.opens {
            return opens <= day;
        }
        // One from December to March opens in the year before it closes.
        let years = [closes.year(), closes.year().saturating_sub(1)];
        let opens = years.into_iter().find_map(|year| self.opens.in_year(year).filter(|day| *day <= closes));
        opens.is_some_and(|opens| opens <= day)
    }

    /// Last day of the first window that has not closed before `day`.
    pub fn closes_after(&self, day: Date) -> Option<Date> {
        if let WindowDay::On(date) = self.closes {
            return (date >= day).then_some(date);
        }
        let years = [day.year(), day.year().saturating_add(1)];
        years.into_iter().find_map(|year| self.closes.in_year(year).filter(|closes| *closes >= day))
    }
}

/// `浙江省 330000` → `33`; `杭州市 330100` → `3301`; without a code: everywhere.
pub(super) fn region_of(territory: &str) -> Option<&str> {
    let code = territory.split_whitespace().last()?;
    if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(code.strip_suffix("0000").or_else(|| code.strip_suffix("00")).unwrap_or(code))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn windows_come_again_every_year() {
        let window = Window {
            opens: WindowDay::Yearly(3, 1),
            closes: WindowDay::Yearly(5, 31),
            article: String::new(),
        };
        assert_eq!(window.closes_after(date(2025, 5, 31)), Some(date(2025, 5, 31)));
        assert_eq!(window.closes_after(date(2025, 6, 1)), Some(date(2026, 5, 31)));
        assert!(window.is_open(date(2025, 3, 1)) && window.is_open(date(2025, 5, 31)));
        assert!(!window.is_open(date(2025, 2, 28)) && !window.is_open(date(2025, 6, 1)));
        let over_new_year =
            Window { opens: WindowDay::Yearly(12, 1), closes: WindowDay::Yearly(3, 31), ..window };
        assert!(over_new_year.is_open(date(2025, 12, 1)) && over_new_year.is_open(date(2026, 3, 31)));
        assert!(!over_new_year.is_open(date(2025, 11, 30)) && !over_new_year.is_open(date(2025, 4, 1)));
        let once = Window {
            opens: WindowDay::On(date(2026, 3, 1)),
            closes: WindowDay::On(date(2026, 3, 31)),
            ..over_new_year
        };
        assert!(
            once.is_open(date(2026, 3, 1))
                && !once.is_open(date(2026, 2, 28))
                && !once.is_open(date(2027, 3, 5))
        );
        assert_eq!(WindowDay::parse("02-30"), None);
        assert_eq!(WindowDay::parse("2026-03-31"), Some(WindowDay::On(date(2026, 3, 31))));
    }

    #[test]
    fn territories_have_codes() {
        assert_eq!(region_of("浙江省 330000"), Some("33"));
        assert_eq!(region_of("杭州市 330100"), Some("3301"));
        assert_eq!(region_of("余杭区 330110"), Some("330110"));
        assert_eq!(region_of("全国"), None);
    }
}
