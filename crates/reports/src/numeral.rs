//! Numbers as people write them in Chinese reports: `82553`, `1.2万`, `一百二十`, `百分之十五`, `2/5`, `二十余`, `近百`, `**`.

use vocabulary::Number;
use vocabulary::number::parse_decimal;

use crate::figure::Operator;
use crate::limits::MAX_NUMBER_DIGITS;

/// A number read at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// Its value, without `scale`; `None` where it was blacked out.
    pub value: Option<Number>,
    /// 万, 亿, 万亿 or nothing: kept with the unit, as the text has it.
    pub scale: String,
    /// What 多, 余 or 几 say about it.
    pub operator: Option<Operator>,
    /// How it was written.
    pub form: Form,
    /// The index after it.
    pub end: usize,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `1234.5`
    Digits,
    /// `一百二十`
    Han,
    /// `百分之十五`: the value is the percentage.
    Percent,
    /// `千分之三`: the value is in thousandths.
    PerMille,
    /// `2/5`, `三分之一`.
    Fraction,
    /// `**`
    Redacted,
}

/// The number that starts at `at`.
pub fn numeral(chars: &[char], at: usize) -> Option<Numeral> {
    match *chars.get(at)? {
        c if c.is_ascii_digit() => digits(chars, at),
        '*' | '×' | '□' => redacted(chars, at),
        c if han_digit(c).is_some() || han_scale(c).is_some() => han(chars, at),
        _ => None,
    }
}

fn digits(chars: &[char], at: usize) -> Option<Numeral> {
    let (text, mut end) = decimal(chars, at)?;
    if chars.get(end) == Some(&'/')
        && let Some((below, after)) = decimal(chars, end + 1)
        && chars.get(after) != Some(&'/')
    {
        let (above, below) = (parse_decimal(&text)?, parse_decimal(&below)?);
        let zero = Number::from_integer(0);
        if below == zero || above >= below {
            return None;
        }
        return Some(Numeral {
            value: Some(above / below),
            scale: String::new(),
            operator: None,
            form: Form::Fraction,
            end: after,
        });
    }
    let mut value = parse_decimal(&text)?;
    let mut operator = more(chars, &mut end);
    let mut scale = String::new();
    while let Some(&c) = chars.get(end).filter(|c| matches!(c, '万' | '亿' | '千' | '百')) {
        // 千瓦, 千米, 千克 are units; 千公顷, 千吨 are scales of one.
        let next = chars.get(end + 1);
        if c == '千' && next.is_some_and(|next| "瓦米克伏赫卡".contains(*next)) {
            break;
        }
        if c == '千' && next.is_some_and(|next| "公吨升平立亩".contains(*next)) {
            scale.push(c);
            end += 1;
            break;
        }
        match c {
            '万' | '亿' => scale.push(c),
            '千' => value *= 1000,
            _ => value *= 100,
        }
        end += 1;
        operator = more(chars, &mut end).or(operator);
    }
    Some(Numeral { value: Some(value), scale, operator, form: Form::Digits, end })
}

/// Digits with at most one point; a run that is too long is none.
fn decimal(chars: &[char], at: usize) -> Option<(String, usize)> {
    let whole =
        chars.get(at..)?.iter().take(MAX_NUMBER_DIGITS + 1).take_while(|c| c.is_ascii_digit()).count();
    if whole == 0 || whole > MAX_NUMBER_DIGITS {
        return None;
    }
    let mut end = at + whole;
    if chars.get(end) == Some(&'.') {
        let rest = chars.get(end + 1..).unwrap_or_default();
        let fraction = rest.iter().take(MAX_NUMBER_DIGITS + 1).take_while(|c| c.is_ascii_digit()).count();
        if fraction > MAX_NUMBER_DIGITS - whole.min(MAX_NUMBER_DIGITS) {
            return None;
        }
        // `1.` without digits is an item's number; the caller sees a number that ends before the point.
        if fraction > 0 {
            end += 1 + fraction;
        }
    }
    Some((chars.get(at..end)?.iter().collect(), end))
}

/// 多, 余, 几: more than was said.
fn more(chars: &[char], end: &mut usize) -> Option<Operator> {
    let here = *chars.get(*end)?;
    let next = chars.get(*end + 1).copied();
    let is_more = match here {
        '余' => next != Some('杭') && next != Some('姚'),
        '多' => {
            !matches!(next, Some('元' | '层' | '式' | '边' | '方' | '样' | '功'))
                || next == Some('元') && chars.get(*end + 2) != Some(&'化')
        }
        '几' => true,
        _ => false,
    };
    is_more.then(|| {
        *end += 1;
        Operator::Above
    })
}

fn redacted(chars: &[char], at: usize) -> Option<Numeral> {
    let star = chars[at];
    let run = chars.get(at..)?.iter().take_while(|c| **c == star).count();
    let mut end = at + run;
    let mut form = Form::Redacted;
    if chars.get(end) == Some(&'/') && chars.get(end + 1) == Some(&star) {
        end += 1 + chars.get(end + 1..)?.iter().take_while(|c| **c == star).count();
        form = Form::Fraction;
    }
    if star == '×' && run < 2 && form == Form::Redacted {
        return None;
    }
    let operator = more(chars, &mut end);
    let mut scale = String::new();
    while let Some(&c) = chars.get(end).filter(|c| matches!(c, '万' | '亿')) {
        scale.push(c);
        end += 1;
    }
    Some(Numeral { value: None, scale, operator, form, end })
}

fn han_digit(c: char) -> Option<i128> {
    let at = "零一二三四五六七八九".chars().position(|d| d == c);
    at.and_then(|at| i128::try_from(at).ok()).or(match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => None,
    })
}

fn han_scale(c: char) -> Option<i128> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

fn han(chars: &[char], at: usize) -> Option<Numeral> {
    let run: Vec<char> = chars
        .get(at..)?
        .iter()
        .take(MAX_NUMBER_DIGITS * 2)
        .take_while(|c| han_digit(**c).is_some() || han_scale(**c).is_some())
        .copied()
        .collect();
    let mut end = at + run.len();
    if run == ['一'] && chars.get(end) == Some(&'半') {
        let (value, form) = (Some(Number::new(1, 2)), Form::Fraction);
        return Some(Numeral { value, scale: String::new(), operator: None, form, end: end + 1 });
    }
    // 百分之十五, 千分之三, 三分之一
    if chars.get(end) == Some(&'分') && chars.get(end + 1) == Some(&'之') {
        return fraction(chars, &run, end + 2);
    }
    // A scale at the end belongs to the unit: 五千万元 is 5000 万元; 三万五千人 is 35000 人.
    let kept = run.iter().rposition(|c| !matches!(c, '万' | '亿')).map_or(0, |last| last + 1);
    let (mut number, scale) = run.split_at(kept);
    let mut scale: String = scale.iter().collect();
    if number.is_empty() {
        // 万人, 亿元 alone: not a number that was counted.
        return None;
    }
    // 二〇二三 reads as digits and is a year or a code, not a count.
    if number.len() > 2 && number.iter().all(|c| han_digit(*c).is_some()) {
        return None;
    }
    if number.contains(&'亿') && !scale.is_empty() {
        number = run.as_slice();
        scale.clear();
    }
    let mut value = Number::from_integer(whole(number)?);
    let operator = more(chars, &mut end);
    // 两点五倍, 四点二
    if operator.is_none() && scale.is_empty() && chars.get(end) == Some(&'点') {
        let places: Vec<i128> = chars.get(end + 1..)?.iter().take(8).map_while(|c| han_digit(*c)).collect();
        if !places.is_empty() {
            end += 1 + places.len();
            let mut below = 1;
            for place in places {
                below *= 10;
                value += Number::new(place, below);
            }
        }
    }
    while operator.is_some()
        && let Some(&c) = chars.get(end).filter(|c| matches!(c, '万' | '亿'))
    {
        scale.push(c);
        end += 1;
    }
    Some(Numeral { value: Some(value), scale, operator, form: Form::Han, end })
}

fn fraction(chars: &[char], below: &[char], at: usize) -> Option<Numeral> {
    let part = match *chars.get(at)? {
        c if c.is_ascii_digit() => {
            let (text, end) = decimal(chars, at)?;
            Numeral {
                value: parse_decimal(&text),
                scale: String::new(),
                operator: None,
                form: Form::Digits,
                end,
            }
        }
        _ => han(chars, at)?,
    };
    let below_value = whole(below)?;
    let (form, value) = match below {
        ['百'] => (Form::Percent, part.value),
        ['千'] => (Form::PerMille, part.value),
        _ if below_value == 0 => return None,
        _ => (Form::Fraction, part.value.map(|value| value / below_value)),
    };
    Some(Numeral { value, form, ..part })
}

/// A whole number in Chinese characters below 10^16.
fn whole(run: &[char]) -> Option<i128> {
    let (mut total, mut section, mut digit) = (0i128, 0i128, None);
    for &c in run {
        if let Some(value) = han_digit(c) {
            digit = Some(value);
            continue;
        }
        let scale = han_scale(c)?;
        if scale < 10_000 {
            section = section.checked_add(digit.unwrap_or(1).checked_mul(scale)?)?;
        } else {
            let so_far = total.checked_add(section)?.checked_add(digit.unwrap_or(0))?;
            total = so_far.max(1).checked_mul(scale)?;
            section = 0;
        }
        digit = None;
        if total > 10i128.pow(20) {
            return None;
        }
    }
    total.checked_add(section)?.checked_add(digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::number::format_decimal;

    fn read(text: &str) -> Option<(String, String, usize)> {
        let chars: Vec<char> = text.chars().collect();
        numeral(&chars, 0).map(|n| (n.value.map_or("?".to_owned(), |v| format_decimal(v, 6)), n.scale, n.end))
    }

    #[test]
    fn numbers_as_people_write_them() {
        for (text, value, scale, end) in [
            ("396.8亿元", "396.8", "亿", 6),
            ("1.2万亿元", "1.2", "万亿", 5),
            ("160多项", "160", "", 4),
            ("5000余万元", "5000", "万", 6),
            ("3.5万余名", "3.5", "万", 5),
            ("2千多家", "2000", "", 3),
            ("7千瓦", "7", "", 1),
            ("一百二十家", "120", "", 4),
            ("二十余家", "20", "", 3),
            ("五千万元", "5000", "万", 3),
            ("三万五千人", "35000", "", 4),
            ("百分之四点二", "4.2", "", 6),
            ("三分之一", "0.333333", "", 4),
            ("2/5、", "0.4", "", 3),
            ("百项", "100", "", 1),
            ("十二家", "12", "", 2),
            ("两点五倍", "2.5", "", 3),
            ("***家", "?", "", 3),
            ("*/*左右", "?", "", 3),
        ] {
            assert_eq!(read(text), Some((value.to_owned(), scale.to_owned(), end)), "{text}");
        }
        for text in ["万人空巷", "二〇二三年", "×", "甲"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_has_at_most_so_many_digits() {
        assert!(read(&"1".repeat(MAX_NUMBER_DIGITS)).is_some());
        assert!(read(&"1".repeat(MAX_NUMBER_DIGITS + 1)).is_none());
        assert!(read(&format!("0.{}", "1".repeat(10_000))).is_none());
        assert!(read(&"九亿".repeat(10_000)).is_none());
    }
}
