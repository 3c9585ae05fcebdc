//! One cell of a spreadsheet (or one scalar of a facts file) read against an attribute type.
//!
//! Accepts what people write: `1,234.5万元`, `12%`, `2021/3/5`, `２０２１年３月５日`, full-width digits, 是/否. Never guesses:
//! what cannot be read exactly is an error that says what was expected.

use std::sync::Arc;

use jiff::civil::Date;
use num_traits::CheckedMul;

use crate::fact::{Datum, Stated};
use crate::kind::nearest;
use crate::number::{MAX_DECIMAL_DIGITS, parse_decimal};
use crate::{AttributeType, Number, Unit};

/// Longest cell that is read, in bytes (a spreadsheet cell holds at most 32,767 characters).
pub const MAX_CELL_BYTES: usize = 131_068;

/// Largest magnitude in base units: money in 分 must fit `i64`.
pub const MAX_MAGNITUDE: i128 = 92_233_720_368_547_758;

/// Why a cell could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{found}”不能读作{expected}{}", hint.as_ref().map(|h| format!("；{h}")).unwrap_or_default())]
pub struct CellError {
    /// The text as found, shortened.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// How to mend it.
    pub hint: Option<String>,
}

impl CellError {
    /// An error about `found`; long text is cut.
    pub fn new(found: &str, expected: impl Into<String>, hint: Option<String>) -> Self {
        let mut short: String = found.chars().take(40).collect();
        if short.len() < found.len() {
            short.push('…');
        }
        Self { found: short, expected: expected.into(), hint }
    }
}

/// Reads `text` as a value of `kind`. Empty text is unknown, `无` (where it is not a word of the enumeration) absent.
/// A plain number is taken in `default_unit` where given, else in the attribute's own unit.
pub fn parse(kind: &AttributeType, text: &str, default_unit: Option<Unit>) -> Result<Stated, CellError> {
    if text.len() > MAX_CELL_BYTES {
        return Err(CellError::new(text, format!("不超过 {MAX_CELL_BYTES} 字节的内容"), None));
    }
    let narrow = narrow(text);
    let trimmed = narrow.trim();
    if trimmed.is_empty() {
        return Ok(Stated::Unknown);
    }
    let is_word = matches!(kind, AttributeType::Enumeration(words) if words.iter().any(|w| w == trimmed));
    if trimmed == "无" && !is_word {
        return Ok(Stated::Absent);
    }
    let datum = match kind {
        AttributeType::Boolean => Datum::Bool(parse_boolean(trimmed)?),
        AttributeType::Number(unit) => Datum::Number(parse_quantity(trimmed, default_unit.unwrap_or(*unit))?),
        AttributeType::Text => Datum::Text(Arc::from(text.trim())),
        AttributeType::Enumeration(words) => Datum::Text(parse_word(trimmed, words)?),
        AttributeType::Date => Datum::Date(parse_date(trimmed)?),
        AttributeType::List(_) => {
            return Err(CellError::new(text, "一条条记录", Some("列表请用 --list 导入单独的表".to_owned())));
        }
    };
    Ok(Stated::Known(datum))
}

/// Full-width ASCII becomes half-width; the ideographic space becomes a space.
pub fn narrow(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '\u{3000}' | '\u{a0}' | '\u{feff}' | '\u{200b}' => ' ',
            _ => c,
        })
        .collect()
}

fn parse_boolean(text: &str) -> Result<bool, CellError> {
    match text.to_lowercase().as_str() {
        "是" | "true" | "1" | "y" | "yes" | "有" | "√" => Ok(true),
        "否" | "false" | "0" | "n" | "no" | "×" => Ok(false),
        _ => Err(CellError::new(text, "是或否", Some("请填 是 或 否".to_owned()))),
    }
}

fn parse_word(text: &str, words: &[String]) -> Result<Arc<str>, CellError> {
    // Roman numerals and Latin letters are often typed for the class: Ⅰ, I, 1.
    let folded = |s: &str| s.replace('Ⅰ', "I").replace('Ⅱ', "II").replace(' ', "");
    if let Some(word) = words.iter().find(|word| *word == text || folded(word) == folded(text)) {
        return Ok(Arc::from(word.as_str()));
    }
    let hint = nearest(text, words.iter().map(String::as_str)).map(|word| format!("是否想写“{word}”"));
    Err(CellError::new(text, format!("下列之一：{}", words.join("、")), hint))
}

/// A number with an optional unit, in the base unit of its dimension.
///
/// # Errors
/// Where the text is not a number, its unit is unknown or of another dimension than `default`, or it is too large.
pub fn parse_quantity(text: &str, default: Unit) -> Result<Number, CellError> {
    let expected = || match default.symbol {
        "元" => "金额（如 5000万元）".to_owned(),
        "%" => "比例（如 4.3% 或 0.043）".to_owned(),
        symbol => format!("数（单位 {symbol}）"),
    };
    let compact: String = text.chars().filter(|c| !c.is_whitespace() && *c != '¥' && *c != '￥').collect();
    let mut digits_end =
        compact.find(|c: char| !matches!(c, '0'..='9' | '.' | ',' | '-' | '+')).unwrap_or(compact.len());
    // 1.5e+16: an exponent belongs to the number.
    if let Some(exponent) = compact[digits_end..].strip_prefix(['e', 'E']) {
        let length = exponent.find(|c: char| !matches!(c, '0'..='9' | '-' | '+')).unwrap_or(exponent.len());
        digits_end += 1 + length;
    }
    let (digits, symbol) = compact.split_at(digits_end);
    let unit = match symbol {
        // A ratio without a sign is the ratio itself (CONTRACT: "4.3%" or 0.043).
        "" if default.symbol == "%" => None,
        "" => Some(default),
        _ => {
            let money = default.dimension == crate::Dimension::MONEY && !symbol.ends_with('元');
            let full = if money { format!("{symbol}元") } else { symbol.to_owned() };
            let unit = Unit::find(&full).filter(|unit| unit.dimension == default.dimension);
            Some(unit.ok_or_else(|| {
                CellError::new(
                    text,
                    expected(),
                    (!digits.is_empty()).then(|| format!("“{symbol}”不是可用的单位")),
                )
            })?)
        }
    };
    let number = ungroup(digits).and_then(|digits| parse_decimal(&digits));
    let number = number.ok_or_else(|| {
        let hint = (digits.len() > MAX_DECIMAL_DIGITS).then(|| format!("最多 {MAX_DECIMAL_DIGITS} 位数字"));
        CellError::new(text, expected(), hint)
    })?;
    let value = unit.map_or(Some(number), |unit| number.checked_mul(&unit.scale()));
    value
        .filter(|value| {
            *value <= Number::from_integer(MAX_MAGNITUDE) && *value >= Number::from_integer(-MAX_MAGNITUDE)
        })
        .ok_or_else(|| CellError::new(text, expected(), Some("数值过大".to_owned())))
}

/// Drops thousands separators where they stand as such: `1,234,567.8`. Anything else with a comma is refused, because
/// `1,5` may mean either 1.5 or 15.
fn ungroup(digits: &str) -> Option<String> {
    if !digits.contains(',') {
        return Some(digits.to_owned());
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first = groups.next()?;
    let well_formed = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    (well_formed && !fraction.contains(',')).then(|| digits.replace(',', ""))
}

/// A date: `2019-03-01`, `2019/3/1`, `2019.3.1`, `2019年3月1日`, `20190301`, each with a midnight time ignored.
pub fn parse_date(text: &str) -> Result<Date, CellError> {
    let error = || CellError::new(text, "日期（如 2019-03-01）", None);
    let day = text.split([' ', 'T']).next().unwrap_or(text);
    let spaced: String =
        day.chars().map(|c| if matches!(c, '/' | '.' | '年' | '月' | '-') { ' ' } else { c }).collect();
    let spaced = spaced.replace('日', "");
    let parts: Vec<&str> = spaced.split_whitespace().collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] => (*year, *month, *day),
        [all] if all.len() == 8 && all.is_ascii() => (&all[..4], &all[4..6], &all[6..]),
        _ => return Err(error()),
    };
    if year.len() != 4 {
        return Err(error());
    }
    let number = |s: &str| s.parse::<i16>().map_err(|_| error());
    let small = |s: &str| s.parse::<i8>().map_err(|_| error());
    let date = Date::new(number(year)?, small(month)?, small(day)?);
    date.map_err(|_| CellError::new(text, "日期（如 2019-03-01）", Some("没有这一天".to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Result<Number, CellError> {
        parse_quantity(&narrow(text), Unit::find("元").expect("元 is a unit"))
    }

    #[test]
    fn quantities_as_people_write_them() {
        assert_eq!(money("1,234.5万元"), Ok(Number::from_integer(12_345_000)));
        assert_eq!(money("５０００万"), Ok(Number::from_integer(50_000_000)));
        assert_eq!(money("3亿元"), Ok(Number::from_integer(300_000_000)));
        assert_eq!(money("-12.30"), Ok(Number::new(-123, 10)));
        assert_eq!(money("1.2E+4万元"), Ok(Number::from_integer(120_000_000)));
        assert!(money("5e").is_err());
        assert!(money("1,5").is_err(), "an ambiguous comma is never guessed");
        assert!(money("12人").is_err());
        assert!(money("约500万").is_err());
        assert!(money(&"9".repeat(25)).is_err());
    }

    #[test]
    fn ratios_with_and_without_sign() {
        let percent = Unit::find("%").expect("% is a unit");
        assert_eq!(parse_quantity("12%", percent), Ok(Number::new(12, 100)));
        assert_eq!(parse_quantity("0.043", percent), Ok(Number::new(43, 1000)));
    }

    #[test]
    fn dates_as_people_write_them() {
        let day = jiff::civil::date(2021, 3, 5);
        for text in ["2021-03-05", "2021/3/5", "2021.3.5", "2021年3月5日", "20210305", "2021-03-05 00:00:00"]
        {
            assert_eq!(parse_date(text), Ok(day), "{text}");
        }
        for text in ["2021-02-30", "3/5/2021", "21-3-5", "昨天", "2021-3"] {
            assert!(parse_date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn empty_is_unknown_and_none_is_absent() {
        assert_eq!(parse(&AttributeType::Boolean, "  ", None), Ok(Stated::Unknown));
        assert_eq!(parse(&AttributeType::Date, "无", None), Ok(Stated::Absent));
        let words = AttributeType::Enumeration(vec!["省级".to_owned(), "无".to_owned()]);
        assert_eq!(parse(&words, "无", None), Ok(Stated::Known(Datum::Text(Arc::from("无")))));
    }

    #[test]
    fn near_words_are_proposed_not_taken() {
        let words = AttributeType::Enumeration(vec!["自主研发".to_owned(), "受让".to_owned()]);
        let error = parse(&words, "自主研制", None).expect_err("not a word");
        assert_eq!(error.to_string(), "“自主研制”不能读作下列之一：自主研发、受让；是否想写“自主研发”");
    }
}
