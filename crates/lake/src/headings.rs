//! What a heading says: `营业收入`, `营业收入[2024]`, `营业收入_2024`, `营业收入（万元）[2024]`, `2024年营业收入`.

use vocabulary::{Unit, cell};

use crate::limits::YEARS;

/// A heading taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading<T> {
    /// What the name in it stands for.
    pub(crate) target: T,
    /// The year named in it.
    pub(crate) year: Option<i16>,
    /// The unit named in it.
    pub(crate) unit: Option<Unit>,
}

/// Full-width forms narrowed, all white space dropped (Excel wraps long headings).
pub(crate) fn fold(heading: &str) -> String {
    cell::narrow(heading).chars().filter(|c| !c.is_whitespace()).collect()
}

/// Takes a heading apart until `find` knows the name in it. `None` where it never does.
pub(crate) fn read<T>(heading: &str, find: impl Fn(&str) -> Option<T>) -> Option<Heading<T>> {
    let folded = fold(heading);
    let mut rest = folded.as_str();
    let (mut year, mut unit) = (None, None);
    // Each turn takes one affix off; a heading has at most a year before, a year behind and a unit.
    for _ in 0..4 {
        if let Some(target) = find(rest) {
            return Some(Heading { target, year, unit });
        }
        if let Some((name, inside)) = bracketed(rest) {
            if let (None, Some(found)) = (year, year_of(inside)) {
                year = Some(found);
            } else if let (None, Some(found)) = (unit, unit_of(inside)) {
                unit = Some(found);
            } else {
                return None;
            }
            rest = name;
        } else if let (None, Some((name, found))) = (year, year_behind(rest)) {
            year = Some(found);
            rest = name;
        } else if let (None, Some((name, found))) = (year, year_before(rest)) {
            year = Some(found);
            rest = name;
        } else {
            return None;
        }
    }
    None
}

/// `名称(里面)` or `名称[里面]`.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let (open, close) = if text.ends_with(')') { ('(', ')') } else { ('[', ']') };
    let inner = text.strip_suffix(close)?;
    let at = inner.rfind(open)?;
    Some((&inner[..at], &inner[at + open.len_utf8()..]))
}

/// A calendar year as people write it: `2024`, `2024年`, `2024年度`.
pub(crate) fn year_of(text: &str) -> Option<i16> {
    let digits = text.strip_suffix("年度").or_else(|| text.strip_suffix('年')).unwrap_or(text);
    let plain = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|year| plain && YEARS.contains(year))
}

/// `万` stands for 万元 only where the attribute is money; that is checked where the attribute is known.
fn unit_of(text: &str) -> Option<Unit> {
    let text = text.strip_prefix("单位:").unwrap_or(text);
    Unit::find(text).or_else(|| Unit::find(&format!("{text}元")))
}

fn year_behind(text: &str) -> Option<(&str, i16)> {
    let (name, year) = text.rsplit_once('_')?;
    Some((name, year_of(year)?))
}

fn year_before(text: &str) -> Option<(&str, i16)> {
    let (year, name) = text.split_once('年')?;
    Some((name.strip_prefix('度').unwrap_or(name), year_of(year)?))
}

/// The letter of a column as Excel shows it: 0 → A, 26 → AA.
pub(crate) fn letter(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index;
    loop {
        letters.push(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest % 26]);
        match rest / 26 {
            0 => break,
            more => rest = more - 1,
        }
    }
    letters.iter().rev().map(|b| char::from(*b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(heading: &str) -> Option<(String, Option<i16>, Option<&'static str>)> {
        let known = ["营业收入", "创客中国500强年份", "科技人员数"];
        let find = |name: &str| known.contains(&name).then(|| name.to_owned());
        read(heading, find).map(|h| (h.target, h.year, h.unit.map(|u| u.symbol)))
    }

    #[test]
    fn all_the_ways_to_write_a_year_and_a_unit() {
        let income = |year, unit| Some(("营业收入".to_owned(), year, unit));
        assert_eq!(apart(" 营业收入 "), income(None, None));
        assert_eq!(apart("营业收入[2024]"), income(Some(2024), None));
        assert_eq!(apart("营业收入_2024"), income(Some(2024), None));
        assert_eq!(apart("营业收入（万元）[2024]"), income(Some(2024), Some("万元")));
        assert_eq!(apart("营业收入[２０２４]（万元）"), income(Some(2024), Some("万元")));
        assert_eq!(apart("营业收入（单位：万元）"), income(None, Some("万元")));
        assert_eq!(apart("2024年营业收入"), income(Some(2024), None));
        assert_eq!(apart("2024年度营业收入（亿）"), income(Some(2024), Some("亿元")));
        assert_eq!(apart("营业收入\n（2024年）"), income(Some(2024), None));
    }

    #[test]
    fn never_guesses() {
        assert_eq!(apart("营业收入[2024][2023]"), None, "two years");
        assert_eq!(apart("2024年营业收入[2023]"), None, "two years");
        assert_eq!(apart("营业收入（含税）"), None);
        assert_eq!(apart("营业收入[99]"), None);
        assert_eq!(apart("营业总收入"), None);
        assert_eq!(apart("创客中国500强年份").map(|h| h.1), Some(None));
    }

    #[test]
    fn letters_as_in_excel() {
        let letters: Vec<String> = [0, 25, 26, 51, 52, 701, 702].into_iter().map(letter).collect();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
