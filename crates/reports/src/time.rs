//! Years and periods as reports write them: `2023年`, `2019—2023年`, `2023年1—9月`, “十四五”, 去年, 近3年, 截至2023年底.

use crate::numeral::{Form, numeral};

/// A word of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// Which time.
    pub when: When,
    /// The index after it.
    pub end: usize,
}

/// A time as written, before it is known which year the report is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// A calendar year, or a day at its end: `2023年`, `2023年底`.
    Year(i32),
    /// A part of a year: `2023年1—9月` with its period `2023-01..2023-09`; the year may be said elsewhere.
    Part(Option<i32>, String),
    /// `2019—2023年`; as written, so it may be reversed.
    Years(i32, i32),
    /// Years counted from the report's year: 去年 is -1, 今年 0.
    Relative(i32),
    /// A part of such a year: 今年1—8月, 去年上半年.
    RelativePart(i32, String),
    /// 近3年, 过去五年: so many years that end with the year before the report (0: with the report's).
    Last(i32),
    /// A five-year plan by its number: “十四五” is 14.
    Plan(i32),
    /// 目前, 近年来: a time that names no year.
    Vague(String),
    /// 全年: the year that is spoken of anyway.
    Same,
}

/// The first and last year of a five-year plan: the first plan began in 1953, the tenth in 2001.
pub fn plan_years(number: i32) -> (i32, i32) {
    let first = 2001 + (number - 10) * 5;
    (first, first + 4)
}

/// Words of relative time, longest first where one starts another.
const RELATIVE: [(&str, i32); 14] = [
    ("上一年度", -1),
    ("上一年", -1),
    ("过去一年", -1),
    ("过去的一年", -1),
    ("上年度", -1),
    ("上年", -1),
    ("去年", -1),
    ("前年", -2),
    ("今明两年", 0),
    ("今年", 0),
    ("本年度", 0),
    ("本年", 0),
    ("新的一年", 0),
    ("明年", 1),
];

const VAGUE: [&str; 12] = [
    "截至目前",
    "截止目前",
    "近年来",
    "近些年",
    "多年来",
    "目前",
    "当前",
    "现有",
    "如今",
    "迄今",
    "长期以来",
    "期末",
];

/// The word of time that starts at `at`.
pub fn time(chars: &[char], at: usize) -> Option<Time> {
    let found = |when, length: usize| Some(Time { when, end: at + length });
    if let Some((word, years)) = RELATIVE.iter().find(|(word, _)| starts(chars, at, word)) {
        let end = at + word.chars().count();
        if let Some((period, after)) = part_of_year(chars, end) {
            return Some(Time { when: When::RelativePart(*years, period), end: after });
        }
        return Some(Time { when: When::Relative(*years), end: skip_suffix(chars, end) });
    }
    if let Some(word) = VAGUE.iter().find(|word| starts(chars, at, word)) {
        return found(When::Vague((*word).to_owned()), word.chars().count());
    }
    if starts(chars, at, "全年") {
        return found(When::Same, 2);
    }
    plan(chars, at)
        .or_else(|| last_years(chars, at))
        .or_else(|| calendar(chars, at))
        .or_else(|| bare_part(chars, at))
}

/// Whether a word stands at `at`.
pub(crate) fn starts(chars: &[char], at: usize, word: &str) -> bool {
    word.chars().enumerate().all(|(step, c)| chars.get(at + step) == Some(&c))
}

fn plan(chars: &[char], at: usize) -> Option<Time> {
    if chars.get(at) != Some(&'十') || chars.get(at + 2) != Some(&'五') {
        return None;
    }
    let number = "一二三四五六七".chars().position(|c| Some(&c) == chars.get(at + 1))?;
    let mut end = at + 3;
    if chars.get(end) == Some(&'”') {
        end += 1;
    }
    let number = i32::try_from(number).ok()? + 11;
    for word in ["规划期末", "规划期间", "规划期", "时期", "期间", "以来", "末期", "期末", "末", "初期"]
    {
        if starts(chars, end, word) {
            end += word.chars().count();
            // “十三五”末 is its last year.
            if word.contains('末') {
                return Some(Time { when: When::Year(plan_years(number).1), end });
            }
            break;
        }
    }
    Some(Time { when: When::Plan(number), end })
}

/// 近3年, 过去五年, 五年来.
fn last_years(chars: &[char], at: usize) -> Option<Time> {
    let prefix = ["过去的", "过去", "最近", "近"].into_iter().find(|word| starts(chars, at, word));
    let from = at + prefix.map_or(0, |word| word.chars().count());
    let number = numeral(chars, from).filter(|n| matches!(n.form, Form::Digits | Form::Han))?;
    let years = number.value.filter(|value| value.is_integer() && number.scale.is_empty())?.to_integer();
    let years = i32::try_from(years).ok().filter(|years| (2..=30).contains(years))?;
    let mut end = number.end;
    if chars.get(end) == Some(&'个') {
        return None;
    }
    if chars.get(end) != Some(&'年') {
        return None;
    }
    end += 1;
    let since = ["以来", "来", "间"].into_iter().find(|word| starts(chars, end, word));
    match (prefix, since) {
        (None, None | Some("间")) => None,
        (_, since) => {
            end += since.map_or(0, |word| word.chars().count());
            Some(Time { when: When::Last(years), end })
        }
    }
}

fn year_digits(chars: &[char], at: usize) -> Option<i32> {
    let digits = chars.get(at..at + 4)?;
    let before = at.checked_sub(1).and_then(|at| chars.get(at));
    if before.is_some_and(char::is_ascii_digit) || chars.get(at + 4).is_some_and(char::is_ascii_digit) {
        return None;
    }
    let year = if digits.iter().all(char::is_ascii_digit) {
        digits.iter().collect::<String>().parse().ok()?
    } else {
        let han =
            |c: &char| "〇一二三四五六七八九".chars().position(|d| d == if *c == '零' { '〇' } else { *c });
        digits.iter().map(han).try_fold(0, |sum, digit| Some(sum * 10 + i32::try_from(digit?).ok()?))?
    };
    (1900..=2100).contains(&year).then_some(year)
}

fn calendar(chars: &[char], at: usize) -> Option<Time> {
    let first = year_digits(chars, at)?;
    let mut end = at + 4;
    let named = chars.get(end) == Some(&'年');
    let after_first = if named { end + 1 } else { end };
    // 2019-2023年, 2019年至2023年
    let dashes = chars.get(after_first..)?.iter().take_while(|c| **c == '-').count();
    let joined = match chars.get(after_first) {
        Some('-') if dashes <= 2 => Some(after_first + dashes),
        Some('至' | '到') if named => Some(after_first + 1),
        _ => None,
    };
    if let Some(next) = joined
        && let Some(second) = year_digits(chars, next)
        && chars.get(next + 4) == Some(&'年')
    {
        return Some(Time { when: When::Years(first, second), end: skip_suffix(chars, next + 5) });
    }
    if !named {
        return None;
    }
    end += 1;
    if let Some((period, after)) = part_of_year(chars, end) {
        let period = period.replace('*', &first.to_string());
        let whole_year = period == format!("{first}-12") || period == format!("{first}-01..{first}-12");
        let when = if whole_year { When::Year(first) } else { When::Part(Some(first), period) };
        return Some(Time { when, end: after });
    }
    Some(Time { when: When::Year(first), end: skip_suffix(chars, end) })
}

/// 底, 末, 度, 初: of the same year.
fn skip_suffix(chars: &[char], at: usize) -> usize {
    for word in ["同期", "年底", "年末", "全年", "底", "末", "度", "年度", "初", "当年"] {
        if starts(chars, at, word) {
            return at + word.chars().count();
        }
    }
    at
}

/// `1-9月`, `9月`, `9月末`, `12月31日`, 上半年, 前三季度; `*` stands for the year. A day counts as its month.
fn part_of_year(chars: &[char], at: usize) -> Option<(String, usize)> {
    let words = [
        ("上半年", "*-01..*-06"),
        ("下半年", "*-07..*-12"),
        ("第一季度", "*-01..*-03"),
        ("第二季度", "*-04..*-06"),
        ("第三季度", "*-07..*-09"),
        ("第四季度", "*-10..*-12"),
        ("前三季度", "*-01..*-09"),
        ("前三个季度", "*-01..*-09"),
        ("一季度", "*-01..*-03"),
        ("二季度", "*-04..*-06"),
        ("三季度", "*-07..*-09"),
        ("四季度", "*-10..*-12"),
    ];
    let skip = usize::from(chars.get(at) == Some(&'的'));
    if let Some((word, period)) = words.iter().find(|(word, _)| starts(chars, at + skip, word)) {
        return Some(((*period).to_owned(), at + skip + word.chars().count()));
    }
    let (first, mut end) = month(chars, at)?;
    let mut period = format!("*-{first:02}");
    if chars.get(end) == Some(&'月') && chars.get(end + 1) == Some(&'-') {
        end += 1;
    }
    if matches!(chars.get(end), Some('-' | '至' | '到'))
        && let Some((last, after)) = month(chars, end + 1)
        && chars.get(after) == Some(&'月')
    {
        return Some((format!("*-{first:02}..*-{last:02}"), after + 1));
    }
    if chars.get(end) != Some(&'月') {
        return None;
    }
    end += 1;
    let digits =
        chars.get(end..).unwrap_or_default().iter().take(2).take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 && chars.get(end + digits) == Some(&'日') {
        end += digits + 1;
    } else if matches!(chars.get(end), Some('末' | '底' | '份')) {
        end += 1;
    }
    if first == 12 {
        "*-12".clone_into(&mut period);
    }
    Some((period, end))
}

fn month(chars: &[char], at: usize) -> Option<(u8, usize)> {
    let digits: String = chars.get(at..)?.iter().take(2).take_while(|c| c.is_ascii_digit()).collect();
    let month: u8 = digits.parse().ok().filter(|month| (1..=12).contains(month))?;
    Some((month, at + digits.len()))
}

/// A part of a year that is said without the year: `1-9月`, 上半年, `12月末`.
fn bare_part(chars: &[char], at: usize) -> Option<Time> {
    let before = at.checked_sub(1).and_then(|at| chars.get(at));
    if before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | '年' | '个' | '-')) {
        return None;
    }
    let (period, end) = part_of_year(chars, at)?;
    Some(Time { when: When::Part(None, period), end })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(When, usize)> {
        let chars: Vec<char> = text.chars().collect();
        time(&chars, 0).map(|time| (time.when, time.end))
    }

    #[test]
    fn times_as_people_write_them() {
        let part = |year, period: &str| When::Part(year, period.to_owned());
        for (text, when, end) in [
            ("2023年，", When::Year(2023), 5),
            ("二〇二三年", When::Year(2023), 5),
            ("2023年底", When::Year(2023), 6),
            ("2023年12月31日", When::Year(2023), 11),
            ("2023年1-9月", part(Some(2023), "2023-01..2023-09"), 9),
            ("2023年上半年", part(Some(2023), "2023-01..2023-06"), 8),
            ("2019-2023年", When::Years(2019, 2023), 10),
            ("2019年至2023年间", When::Years(2019, 2023), 11),
            ("2023-2023年", When::Years(2023, 2023), 10),
            ("1-9月", part(None, "*-01..*-09"), 4),
            ("去年上半年", When::RelativePart(-1, "*-01..*-06".to_owned()), 5),
            ("去年底", When::Relative(-1), 3),
            ("近3年推出", When::Last(3), 3),
            ("过去五年", When::Last(5), 4),
            ("五年来", When::Last(5), 3),
            ("十四五”期间", When::Plan(14), 6),
            ("十三五”末", When::Year(2020), 5),
            ("目前", When::Vague("目前".to_owned()), 2),
        ] {
            assert_eq!(read(text), Some((when, end)), "{text}");
        }
        for text in ["2023家", "3年行动", "12023年", "13月", "十年", "20家"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(plan_years(14), (2021, 2025));
    }
}
