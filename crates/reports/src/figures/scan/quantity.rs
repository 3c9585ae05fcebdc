//! A number and its unit.

use super::{Scan, counted};
use crate::figure::Operator;
use crate::figures::piece::{Quantity, Token};
use crate::numeral::{Form, Numeral, numeral};

/// Takes the quantity at `at`; the index after it.
pub(super) fn take(scan: &mut Scan<'_>, at: usize) -> Option<usize> {
    if scan.inside_word(at) {
        return None;
    }
    if let Some(end) = proportion(scan, at) {
        return Some(end);
    }
    if let Some((length, times)) = scan.words.multiples.at(scan.chars, at) {
        let (operator, end) = after(scan, at + length);
        let quantity = Quantity {
            value: Some((i128::from(*times)).into()),
            unit: "倍".to_owned(),
            operator,
            form: Form::Han,
            range: false,
            proportion: None,
        };
        return Some(scan.push(Token::Quantity(quantity), at..end));
    }
    let (start, negative) = sign(scan, at);
    let first = numeral(scan.chars, start)?;
    if let Some((low, high, end)) = range(scan, start, &first) {
        let (low_op, high_op) = (Some(Operator::AtLeast), Some(Operator::AtMost));
        let split = first.end;
        let end = after(scan, end).1.max(end);
        let low = Quantity { operator: low_op, range: true, ..low };
        let high = Quantity { operator: high_op, range: true, ..high };
        if !counted::counts(scan, start, end, &low, first.form) {
            return None;
        }
        scan.push(Token::Quantity(low), at..split);
        return Some(scan.push(Token::Quantity(high), split..end));
    }
    let (unit, end) = unit(scan, &first);
    let (operator, end) = after(scan, end);
    let mut value = first.value;
    if negative {
        value = value.map(|value| -value);
    }
    let quantity = Quantity {
        value,
        unit,
        operator: operator.or(first.operator),
        form: first.form,
        range: false,
        proportion: None,
    };
    counted::counts(scan, start, end, &quantity, first.form)
        .then(|| scan.push(Token::Quantity(quantity), at..end))
}

/// A minus stands after a word that can be followed by a negative number.
fn sign(scan: &Scan<'_>, at: usize) -> (usize, bool) {
    let minus = scan.chars.get(at) == Some(&'-') && scan.chars.get(at + 1).is_some_and(char::is_ascii_digit);
    let lead = scan.before(at, 1);
    let can = lead.last().is_none_or(|c| {
        matches!(c, '长' | '为' | '速' | '幅' | '达' | '是' | '：' | '（' | '，' | '降' | '率')
    });
    if minus && can { (at + 1, true) } else { (at, false) }
}

/// The unit after a number, its scale put before it.
pub(super) fn unit(scan: &Scan<'_>, number: &Numeral) -> (String, usize) {
    let at = number.end;
    match number.form {
        Form::Percent => return ("%".to_owned(), at),
        Form::PerMille => return ("‰".to_owned(), at),
        Form::Fraction => return ("比值".to_owned(), at),
        _ => {}
    }
    // 连续10年 is a figure; other years are times.
    if scan.chars.get(at) == Some(&'年') && number.scale.is_empty() && scan.in_a_row(number) {
        return ("年".to_owned(), at + 1);
    }
    if let Some((length, ())) = scan.words.counted_nouns.at(scan.chars, at) {
        return ("个".to_owned(), at + length);
    }
    let Some((length, ())) = scan.words.units.at(scan.chars, at) else {
        return (number.scale.clone(), at);
    };
    let mut end = at + length;
    // 元/平方米, 件/万人
    if scan.chars.get(end) == Some(&'/') {
        let scale = usize::from(matches!(scan.chars.get(end + 1), Some('万' | '亿' | '百' | '千')));
        if let Some((below, ())) = scan.words.units.at(scan.chars, end + 1 + scale) {
            end += 1 + scale + below;
        }
    }
    let unit: String = scan.chars.get(at..end).unwrap_or_default().iter().collect();
    (format!("{}{unit}", number.scale), end)
}

/// 以上, 左右 after a unit.
fn after(scan: &Scan<'_>, at: usize) -> (Option<Operator>, usize) {
    match scan.words.operators_after.at(scan.chars, at) {
        Some((length, operator)) if !(length == 1 && scan.chars.get(at + 1) == Some(&'种')) => {
            (Some(*operator), at + length)
        }
        _ => (None, at),
    }
}

/// `3-5家`, `5%-6%`, `三至五家`: the number `first` and a second one.
fn range(scan: &Scan<'_>, _at: usize, first: &Numeral) -> Option<(Quantity, Quantity, usize)> {
    if first.form == Form::Fraction {
        return None;
    }
    let (own_unit, mid) = unit(scan, first);
    let joined = |at: usize| matches!(scan.chars.get(at), Some('-' | '至' | '到'));
    let dash = [first.end, mid].into_iter().find(|at| joined(*at))?;
    let dashes = scan.chars.get(dash..)?.iter().take_while(|c| **c == '-').count().max(1);
    let second = numeral(scan.chars, dash + dashes)?;
    let same = second.form == first.form || second.form == Form::Han && first.form == Form::Han;
    let (unit, end) = unit(scan, &second);
    if !same || unit.is_empty() || second.value? <= first.value? {
        return None;
    }
    let bare = own_unit.is_empty() || own_unit == first.scale;
    if !bare && own_unit != unit {
        return None;
    }
    let low_unit = if bare && !first.scale.is_empty() {
        own_unit + unit.trim_start_matches(&second.scale)
    } else {
        unit.clone()
    };
    let quantity = |value, unit| Quantity {
        value,
        unit,
        operator: None,
        form: first.form,
        range: true,
        proportion: None,
    };
    Some((quantity(first.value, low_unit), quantity(second.value, unit), end))
}

/// `2.8:40.5:56.7`
fn proportion(scan: &mut Scan<'_>, at: usize) -> Option<usize> {
    let mut parts = Vec::new();
    let mut end = at;
    loop {
        let number = numeral(scan.chars, end).filter(|n| n.form == Form::Digits && n.scale.is_empty())?;
        parts.push((end..number.end, number.value));
        end = number.end;
        if scan.chars.get(end) != Some(&':') || parts.len() == 8 {
            break;
        }
        end += 1;
    }
    let sum: vocabulary::Number = parts.iter().filter_map(|(_, value)| *value).sum();
    // The shares of a whole: they add up to a hundred, but for rounding.
    if parts.len() < 2 || (sum - vocabulary::Number::from_integer(100)).numer().abs() > *sum.denom() {
        return None;
    }
    for (index, (range, value)) in parts.into_iter().enumerate() {
        let quantity = Quantity {
            value,
            unit: "%".to_owned(),
            operator: None,
            form: Form::Digits,
            range: false,
            proportion: Some(index),
        };
        scan.push(Token::Quantity(quantity), range);
    }
    Some(end)
}
