//! Places in rankings: 居全国第三位, 列第6位, 首位, 位居前三, 入选百强.

use super::Scan;
use crate::figures::piece::{Rank, Token};
use crate::numeral::{Form, numeral};

/// Takes the rank, or the ordinal that is none, at `at`; the index after it.
pub(super) fn take(scan: &mut Scan<'_>, at: usize) -> Option<usize> {
    match scan.chars.get(at)? {
        '第' => ordinal(scan, at),
        '首' if scan.chars.get(at + 1) == Some(&'位') => first(scan, at),
        '榜' if scan.chars.get(at + 1) == Some(&'首') => first(scan, at),
        '前' => among(scan, at),
        '百' if scan.chars.get(at + 1) == Some(&'强') => hundred(scan, at, 100, at + 2),
        c if c.is_ascii_digit() && !scan.inside_word(at) => {
            let number = numeral(scan.chars, at)?;
            let strong = scan.chars.get(number.end) == Some(&'强');
            let value = number.value.filter(|value| strong && value.is_integer())?.to_integer();
            hundred(scan, at, value, number.end + 1)
        }
        _ => None,
    }
}

fn rank(scan: &mut Scan<'_>, range: std::ops::Range<usize>, rank: Rank) -> usize {
    scan.push(Token::Rank(rank), range)
}

/// 第三, 第3位; an ordinal that is no rank is passed over as text.
fn ordinal(scan: &mut Scan<'_>, at: usize) -> Option<usize> {
    let number =
        numeral(scan.chars, at + 1).filter(|n| matches!(n.form, Form::Digits | Form::Han | Form::Redacted));
    let number = number?;
    let lead = scan.lead(at, 14);
    let next = scan.chars.get(number.end).copied();
    let place = matches!(next, Some('位' | '名'));
    // 居全省县（市、区）第6位: the field may stand between.
    let led = scan.words.rank_leads.ending(trim_quote(lead)).is_some()
        || place && scan.words.rank_verbs.any_in(lead);
    let ends = next.is_none_or(|c| {
        matches!(c, '，' | '。' | '；' | '、' | '（' | '）' | '”' | '的' | '和' | '与' | '：' | '！')
    });
    let end = number.end + usize::from(place);
    let other_use = place && matches!(scan.chars.get(end), Some('的' | '委')) && !led;
    if led && (place || ends) && !other_use {
        return Some(rank(scan, at..end, Rank { value: number.value, among: false, unit: "位" }));
    }
    // 第一产业, 第三批: the number is used up.
    Some(scan.push(Token::Text, at..number.end))
}

fn trim_quote(lead: &[char]) -> &[char] {
    let cut = lead
        .iter()
        .rposition(|c| !matches!(c, '“' | '”' | '了' | '在' | '的' | '）'))
        .map_or(0, |last| last + 1);
    &lead[..cut]
}

fn first(scan: &mut Scan<'_>, at: usize) -> Option<usize> {
    let led = scan.words.rank_leads.ending(scan.lead(at, 14)).is_some();
    let over = matches!(scan.chars.get(at + 2), Some('度'));
    (led && !over).then(|| rank(scan, at..at + 2, Rank { value: Some(1.into()), among: false, unit: "位" }))
}

/// 前三, 前10位, 前20强.
fn among(scan: &mut Scan<'_>, at: usize) -> Option<usize> {
    let number = numeral(scan.chars, at + 1).filter(|n| n.scale.is_empty() && n.operator.is_none())?;
    let led = scan.words.rank_leads.ending(scan.lead(at, 14)).is_some();
    let mut end = number.end;
    let next = scan.chars.get(end).copied();
    if matches!(next, Some('位' | '名' | '强' | '甲')) {
        end += 1;
    } else if !next
        .is_none_or(|c| matches!(c, '，' | '。' | '；' | '、' | '（' | '）' | '”' | '的' | '行' | '列'))
    {
        return None;
    }
    led.then(|| rank(scan, at..end, Rank { value: number.value, among: true, unit: "位" }))
}

/// 入选全国创新百强区, 进入百强县.
#[expect(clippy::unnecessary_wraps, reason = "one of several readers, which may find nothing")]
fn hundred(scan: &mut Scan<'_>, at: usize, of: i128, end: usize) -> Option<usize> {
    let lead = scan.lead(at, 20);
    let entered = scan.words.list_leads.any_in(lead);
    let unit_place = matches!(scan.chars.get(end), Some('区' | '县' | '市' | '镇' | '城' | '强' | '乡'))
        || scan.chars.get(end).is_none_or(|c| matches!(c, '，' | '。' | '；' | '”'));
    let named_list = lead.iter().any(|c| matches!(c, '界' | '富' | '民' | '企'));
    if entered && unit_place && !named_list {
        return Some(rank(scan, at..end, Rank { value: Some(of.into()), among: true, unit: "强" }));
    }
    Some(scan.push(Token::Text, at..end))
}
