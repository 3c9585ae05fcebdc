//! Dates as people write them, down to eight digits. A mistyped day that no calendar has keeps its digits.

use crate::normal::text::fold;

/// Years that a date of a person or an organisation may have.
const YEARS: std::ops::RangeInclusive<u16> = 1000..=2999;

/// Year, month and day as written; month or day 0 is not stated. The calendar is not asked: 19720015 is a typing error
/// that still says most of the date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Day {
    /// 1000–2999.
    pub year: u16,
    /// 0–99.
    pub month: u8,
    /// 0–99.
    pub day: u8,
}

impl Day {
    /// Eight digits.
    pub fn digits(self) -> String {
        format!("{:04}{:02}{:02}", self.year, self.month, self.day)
    }

    /// Days since some fixed day where the calendar has this date.
    pub fn number(self) -> Option<i32> {
        let (year, month, day) =
            (i16::try_from(self.year).ok()?, i8::try_from(self.month).ok()?, i8::try_from(self.day).ok()?);
        let date = jiff::civil::Date::new(year, month, day).ok()?;
        let since = date.since(jiff::civil::date(1000, 1, 1)).ok()?;
        Some(since.get_days())
    }
}

/// Reads `19721105`, `1972-11-05`, `5/11/1972`, `1972年11月5日`, `1972-11`, `1972`; a time of day after it is not looked at.
/// Where day and month could be either (`05/11/1972`), the day is taken to come first; the comparison allows for the swap.
///
/// ```
/// use resolve::normal::dates::read;
/// assert_eq!(read("1972年11月5日").map(|d| d.digits()).as_deref(), Some("19721105"));
/// assert_eq!(read("5/11/1972").map(|d| d.digits()).as_deref(), Some("19721105"));
/// assert_eq!(read("12/25/1972").map(|d| d.digits()).as_deref(), Some("19721225"));
/// assert_eq!(read("街道"), None);
/// ```
pub fn read(text: &str) -> Option<Day> {
    let folded = fold(text);
    let date = folded.split(['t', ' ']).find(|part| part.bytes().any(|b| b.is_ascii_digit()))?;
    let numbers: Vec<&str> =
        date.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    if date.chars().any(|c| c.is_alphabetic() && !matches!(c, '年' | '月' | '日' | '号')) {
        return None;
    }
    let small = |text: &str| text.parse::<u8>().ok().filter(|n| *n < 100);
    let year = |text: &str| text.parse::<u16>().ok().filter(|y| text.len() == 4 && YEARS.contains(y));
    match numbers[..] {
        [whole] if whole.len() == 8 => {
            Some(Day { year: year(&whole[..4])?, month: small(&whole[4..6])?, day: small(&whole[6..])? })
        }
        [whole] if whole.len() == 6 => {
            Some(Day { year: year(&whole[..4])?, month: small(&whole[4..])?, day: 0 })
        }
        [only] => Some(Day { year: year(only)?, month: 0, day: 0 }),
        [y, m] => Some(Day { year: year(y)?, month: small(m)?, day: 0 }),
        [a, b, c] => match (year(a), year(c)) {
            (Some(year), _) => Some(Day { year, month: small(b)?, day: small(c)? }),
            (None, Some(year)) => {
                let (first, second) = (small(a)?, small(b)?);
                let (month, day) = if second > 12 { (first, second) } else { (second, first) };
                Some(Day { year, month, day })
            }
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("19720015", Some("19720015"))]
    #[case("1972.11.05", Some("19721105"))]
    #[case("1972-11-05T08:00:00", Some("19721105"))]
    #[case("2019年", Some("20190000"))]
    #[case("2019-07", Some("20190700"))]
    #[case("12", None)]
    #[case("0012-01-01", None)]
    #[case("5 nov 1972", None)]
    fn dates_of_many_spellings(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(read(text).map(Day::digits).as_deref(), expected);
    }
}
