//! The values tried for a fact: one of each stretch between the constants it is compared with, and the constants themselves. The
//! first is the one that helps most as far as its hints go, the second the opposite.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use language::eval::Extent;
use vocabulary::fact::ListFact;
use vocabulary::kind::AttributeId;
use vocabulary::{AttributeType, Datum, Dimension, Number, Unit};

use super::hints::Hint;
use super::unknowns::{Scene, Unknown};

/// A value of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Value(Datum),
    List(Arc<ListFact>),
}

/// Days before the assessment that a young, an older and an old subject have existed.
const AGES: [i32; 8] = [0, 30, 400, 800, 1200, 2500, 6000, 12_000];
/// What passes for more than any programme asks: 100亿元, 100万人 and so on.
const HIGH: i128 = 10_000_000_000;
/// Most stretches of a number told apart.
const STRETCHES: usize = 24;

/// Values of a fact that is no list.
pub(super) fn scalar(unknown: Unknown, hint: &Hint<'_>, scene: Scene<'_>) -> Vec<Choice> {
    let attribute = scene.kind.get(unknown.attribute);
    let data = match &attribute.r#type {
        AttributeType::Boolean => {
            let helps = hint.up || !hint.down;
            vec![Datum::Bool(helps), Datum::Bool(!helps)]
        }
        AttributeType::Enumeration(words) => enumeration(words, hint),
        AttributeType::Text | AttributeType::List(_) => {
            let mut words: Vec<Arc<str>> = hint.words.clone();
            words.insert(words.len().min(1), another(&hint.words));
            words.into_iter().map(Datum::Text).collect()
        }
        AttributeType::Date => dates(unknown.attribute, hint, scene),
        AttributeType::Number(unit) => numbers(*unit, attribute.signed, hint, scene.as_of),
    };
    data.into_iter().map(Choice::Value).collect()
}

/// A word that nobody asks about: a code where the words are codes.
fn another(words: &[Arc<str>]) -> Arc<str> {
    let codes = !words.is_empty() && words.iter().all(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let length = words.first().map_or(0, |word| word.len());
    let numbered = (1..100u32).map(|n| format!("{n:0length$}")).find(|n| !words.iter().any(|w| **w == **n));
    match numbered {
        Some(code) if codes => Arc::from(code),
        _ => Arc::from("其他"),
    }
}

/// Words that somebody asks about, and one that nobody asks about.
fn enumeration(words: &[String], hint: &Hint<'_>) -> Vec<Datum> {
    let asked = |word: &String| hint.words.iter().any(|other| **other == **word);
    let mut out: Vec<&String> =
        hint.words.iter().filter_map(|word| words.iter().find(|other| other.as_str() == &**word)).collect();
    if let Some(other) = words.iter().find(|word| !asked(word)) {
        out.insert(out.len().min(1), other);
    }
    out.into_iter().map(|word| Datum::Text(Arc::from(word.as_str()))).collect()
}

fn dates(attribute: AttributeId, hint: &Hint<'_>, scene: Scene<'_>) -> Vec<Datum> {
    let as_of = scene.as_of;
    let mut dates: Vec<Date> = hint.dates.clone();
    for (dimension, number) in &hint.numbers {
        let Ok(amount) = i32::try_from(number.to_integer()) else { continue };
        let moved = match *dimension {
            Dimension::DAY => as_of.checked_sub(i64::from(amount).days()),
            Dimension::YEAR => match i16::try_from(amount) {
                Ok(years) => as_of.checked_sub(i64::from(years.clamp(-500, 500)).years()),
                Err(_) => continue,
            },
            _ if (1900..2200).contains(&amount) => {
                let year = i16::try_from(amount).unwrap_or(as_of.year());
                Date::new(year, 7, 1)
            }
            _ => continue,
        };
        dates.extend(moved);
    }
    let around = dates.iter().flat_map(|date| [date.tomorrow().ok(), date.yesterday().ok()]);
    let around: Vec<Date> = around.flatten().collect();
    dates.extend(around);
    let is_born = scene.kind.iter().any(|(_, other)| other.born == Some(attribute));
    dates.extend(AGES.iter().filter_map(|days| as_of.checked_sub(days.days()).ok()));
    if is_born {
        // One of each calendar year that the usual periods reach.
        dates.extend((0..7).filter_map(|back| Date::new(as_of.year() - back, 1, 15).ok()));
    }
    dates.sort_unstable();
    dates.dedup();
    let early_first = hint.down || is_born;
    if !early_first {
        dates.reverse();
    }
    let mut out = dates;
    if out.len() > 2
        && let Some(last) = out.pop()
    {
        out.insert(1, last);
    }
    out.into_iter().map(Datum::Date).collect()
}

fn numbers(unit: Unit, signed: bool, hint: &Hint<'_>, as_of: Date) -> Vec<Datum> {
    let zero = Number::from_integer(0);
    let one = Number::from_integer(1);
    let wanted = unit.dimension;
    let mut marks: Vec<Number> =
        hint.numbers.iter().filter(|(dimension, _)| *dimension == wanted).map(|(_, n)| *n).collect();
    marks.retain(|n| signed || *n >= zero);
    marks.sort_unstable();
    marks.dedup();
    marks.truncate(STRETCHES);
    let high = if wanted == Dimension::MONEY {
        Number::from_integer(HIGH)
    } else {
        let year = if unit.symbol == "个" { i128::from(as_of.year()) } else { 0 };
        let most = marks.last().map_or(0, |n| n.to_integer().saturating_mul(2));
        Number::from_integer(most.max(year).max(1000))
    };
    let mid =
        if wanted == Dimension::MONEY { Number::from_integer(30_000_000) } else { Number::from_integer(10) };
    let low = one.min(marks.iter().copied().find(|n| *n > zero).map_or(one, |n| n / 2));
    let first = match (hint.up, hint.down) {
        (true, false) => [high, low],
        (false, true) => [low, high],
        _ => [mid, high],
    };
    let mut out = first.to_vec();
    let mut push = |n: Number| {
        if (signed || n >= zero) && !out.contains(&n) {
            out.push(n);
        }
    };
    push(low);
    push(zero);
    for (at, mark) in marks.iter().enumerate() {
        push(*mark);
        let next = marks.get(at + 1).copied();
        push(next.map_or(*mark + one, |next| (*mark + next) / 2));
    }
    if let Some(least) = marks.first() {
        push(*least / 2);
    }
    if signed {
        push(-high);
        push(-one);
    }
    // Calendar years are numbers too.
    if unit.symbol == "个"
        && matches!(hint.numbers.iter().map(|(_, n)| n.to_integer()).max(), Some(1900..2200))
    {
        (0..8).for_each(|back| push(Number::from_integer(i128::from(as_of.year() - back))));
    }
    push(high);
    out.into_iter().map(Datum::Number).collect()
}

/// Whether the fact is a number, so that its own thresholds can be solved for.
pub(super) fn is_number(unknown: Unknown, scene: Scene<'_>) -> bool {
    unknown.extent != Extent::Records
        && matches!(scene.kind.get(unknown.attribute).r#type, AttributeType::Number(_))
}
