//! The values of one step for all rows of a chunk, in the narrowest form that holds them exactly.

use std::borrow::Cow;
use std::collections::HashMap;
use std::mem::take;
use std::sync::Arc;

use jiff::civil::Date;
use language::value::{Interval, Maybe};
use language::{Truth, Value};
use num_integer::Integer;
use vocabulary::Number;

use crate::batch::{date_of, days_of};
use crate::kernel::magnitude;
use crate::limits::MAX_FAST;
use crate::spare::{self, Element};
use crate::wide;

/// A truth in a byte: `and` is the lesser, `or` the greater.
pub(crate) const FALSE: u8 = 0;
pub(crate) const UNKNOWN: u8 = 1;
pub(crate) const TRUE: u8 = 2;

/// A bound that is not there.
pub(crate) const NO_LOW: i64 = i64::MIN;
pub(crate) const NO_HIGH: i64 = i64::MAX;

/// Code of a word that is absent or unknown.
pub(crate) const ABSENT_WORD: u32 = u32::MAX;
pub(crate) const UNKNOWN_WORD: u32 = u32::MAX - 1;

/// Day of a date that is absent or unknown.
pub(crate) const ABSENT_DAY: i32 = i32::MIN;
pub(crate) const UNKNOWN_DAY: i32 = i32::MIN + 1;

/// Values, one a row.
#[derive(Clone, Debug)]
pub(crate) enum Vector {
    /// The same in every row.
    Constant(Value),
    /// 是否.
    Truth(Vec<u8>),
    /// Numbers with one divisor for all rows.
    Fixed(Fixed),
    /// Numbers with a divisor a row.
    Quotient(Quotient),
    /// Numbers as fractions of 128 bits.
    Wide(Wide),
    /// Roots of quotients, less one.
    Root(Root),
    /// Words.
    Text(Words),
    /// Days since 1970-01-01.
    Date(Vec<i32>),
    /// Anything else.
    Any(Vec<Value>),
}

/// Bounds of numbers: whole numbers, to be divided by `scale`. All finite ones are less than [`MAX_FAST`] in magnitude.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fixed {
    pub(crate) scale: i64,
    pub(crate) low: Vec<i64>,
    pub(crate) high: Vec<i64>,
    /// 1 where the number is absent; the bounds mean nothing there.
    pub(crate) absent: Option<Vec<u8>>,
    /// No bound that is there is greater in magnitude. They may all be less: it is told from what a step takes, without looking at them.
    pub(crate) most: u64,
}

/// Bounds of quotients: `low.0 · factor.0 / (low.1 · factor.1)`. Divisors are positive; a bound that is not there stands over 1.
#[derive(Clone, Debug)]
pub(crate) struct Quotient {
    pub(crate) factor: (i64, i64),
    pub(crate) low: (Vec<i64>, Vec<i64>),
    pub(crate) high: (Vec<i64>, Vec<i64>),
    pub(crate) absent: Option<Vec<u8>>,
    /// No numerator, and no divisor, is greater in magnitude.
    pub(crate) most: (u64, u64),
}

/// Bounds of numbers: numerator and divisor, not in lowest terms. The divisor is positive, or zero where there is no bound.
#[derive(Clone, Debug)]
pub(crate) struct Wide {
    pub(crate) low: Vec<(i128, i128)>,
    pub(crate) high: Vec<(i128, i128)>,
    pub(crate) absent: Option<Vec<u8>>,
    /// Both bounds in floating point, relatively nearer than 10⁻¹⁵: what they are compared with is mostly further away than that. The least
    /// and the greatest number where there is no bound.
    pub(crate) near: (Vec<f64>, Vec<f64>),
}

/// Roots of quotients, less one: a compound rate of growth over so many periods. A root is looked at only where it has to be: mostly a
/// power of what it is compared with tells enough.
#[derive(Clone, Debug)]
pub(crate) struct Root {
    /// The quotients; absent where there is no rate, without bounds where nothing is known of it.
    pub(crate) of: Quotient,
    /// By row.
    pub(crate) periods: Vec<u8>,
}

/// Words by position in a list of words.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    pub(crate) words: Arc<[Arc<str>]>,
    pub(crate) codes: Vec<u32>,
}

/// Not: no truth is greater than [`TRUE`], and nothing has to be checked for it.
pub(crate) fn opposite(truth: u8) -> u8 {
    TRUE.wrapping_sub(truth)
}

pub(crate) fn byte_of(truth: Truth) -> u8 {
    match truth {
        Truth::False => FALSE,
        Truth::Unknown => UNKNOWN,
        Truth::True => TRUE,
    }
}

pub(crate) fn truth_of(byte: u8) -> Truth {
    match byte {
        FALSE => Truth::False,
        TRUE => Truth::True,
        _ => Truth::Unknown,
    }
}

impl Words {
    pub(crate) fn value(&self, code: u32) -> Value {
        Value::Text(match code {
            ABSENT_WORD => Maybe::Absent,
            code => {
                self.words.get(code as usize).map_or(Maybe::Unknown, |word| Maybe::Known(Arc::clone(word)))
            }
        })
    }
}

pub(crate) fn day_value(day: i32) -> Value {
    Value::Date(match day {
        ABSENT_DAY => Maybe::Absent,
        UNKNOWN_DAY => Maybe::Unknown,
        day => date_of(day).map_or(Maybe::Unknown, Maybe::Known),
    })
}

pub(crate) fn day_of(date: &Maybe<Date>) -> i32 {
    match date {
        Maybe::Known(date) => days_of(*date),
        Maybe::Absent => ABSENT_DAY,
        Maybe::Unknown => UNKNOWN_DAY,
    }
}

fn is_marked(absent: Option<&Vec<u8>>, row: usize) -> bool {
    absent.is_some_and(|absent| absent[row] != 0)
}

/// Least and greatest bound, each as numerator and divisor.
pub(crate) type Fraction = ((i128, i128), (i128, i128));

impl Drop for Fixed {
    fn drop(&mut self) {
        [take(&mut self.low), take(&mut self.high)].into_iter().for_each(spare::keep);
        self.absent.take().into_iter().for_each(spare::keep);
    }
}

impl Drop for Quotient {
    fn drop(&mut self) {
        let ((a, b), (c, d)) = (take(&mut self.low), take(&mut self.high));
        [a, b, c, d].into_iter().for_each(spare::keep);
        self.absent.take().into_iter().for_each(spare::keep);
    }
}

impl Drop for Wide {
    fn drop(&mut self) {
        [take(&mut self.low), take(&mut self.high)].into_iter().for_each(spare::keep);
        let (low, high) = take(&mut self.near);
        [low, high].into_iter().for_each(spare::keep);
        self.absent.take().into_iter().for_each(spare::keep);
    }
}

impl Fixed {
    fn value(&self, row: usize) -> Value {
        if is_marked(self.absent.as_ref(), row) {
            return Value::Number(Maybe::Absent);
        }
        Value::Number(Maybe::Known(self.interval(row)))
    }

    /// Bounds of a row, whether or not it is absent.
    pub(crate) fn interval(&self, row: usize) -> Interval {
        let scale = i128::from(self.scale);
        let bound = |held: i64, none: i64| (held != none).then(|| Number::new(i128::from(held), scale));
        let low = bound(self.low[row], NO_LOW);
        let high = if self.low[row] == self.high[row] { low } else { bound(self.high[row], NO_HIGH) };
        Interval { low, high }
    }

    /// Whether all bounds that are there are less in magnitude; looked at only where what is known of them is not enough.
    pub(crate) fn is_below(&self, limit: u64) -> bool {
        self.most < limit || magnitude(&self.low) < limit && magnitude(&self.high) < limit
    }

    /// The same numbers over a greater divisor; `None` where they do not fit.
    pub(crate) fn rescaled(&self, scale: i64) -> Option<Cow<'_, Self>> {
        if scale == self.scale {
            return Some(Cow::Borrowed(self));
        }
        let by = scale / self.scale;
        if !self.is_below((MAX_FAST / by).unsigned_abs()) {
            return None;
        }
        let times = |held: &[i64], none: i64| {
            wide::map(held, move |held| if held == none { none } else { held.wrapping_mul(by) })
        };
        let (low, high) = (times(&self.low, NO_LOW), times(&self.high, NO_HIGH));
        let most = self.most.saturating_mul(by.unsigned_abs());
        Some(Cow::Owned(Self { scale, low, high, absent: self.absent.clone(), most }))
    }
}

impl Quotient {
    fn value(&self, row: usize) -> Value {
        if is_marked(self.absent.as_ref(), row) {
            return Value::Number(Maybe::Absent);
        }
        let bound = |(numer, denom): (&[i64], &[i64]), none: i64| {
            (numer[row] != none).then(|| {
                let numer = i128::from(numer[row]) * i128::from(self.factor.0);
                Number::new(numer, i128::from(denom[row]) * i128::from(self.factor.1))
            })
        };
        let low = bound((&self.low.0, &self.low.1), NO_LOW);
        let high = bound((&self.high.0, &self.high.1), NO_HIGH);
        Value::Number(Maybe::Known(Interval { low, high }))
    }
}

impl Wide {
    pub(crate) fn new(low: Vec<(i128, i128)>, high: Vec<(i128, i128)>, absent: Option<Vec<u8>>) -> Self {
        let near = |of: &[(i128, i128)], none: f64| wide::map(of, move |bound| nearly(bound, none));
        let near = (near(&low, f64::MIN), near(&high, f64::MAX));
        Self { low, high, absent, near }
    }

    fn value(&self, row: usize) -> Value {
        if is_marked(self.absent.as_ref(), row) {
            return Value::Number(Maybe::Absent);
        }
        let bound = |(numer, denom): (i128, i128)| (denom != 0).then(|| Number::new(numer, denom));
        Value::Number(Maybe::Known(Interval { low: bound(self.low[row]), high: bound(self.high[row]) }))
    }
}

/// A fraction, relatively nearer than 10⁻¹⁵.
#[inline(always)]
fn nearly((numer, denom): (i128, i128), none: f64) -> f64 {
    /// 2⁶⁴.
    const HALF: f64 = 18_446_744_073_709_551_616.0;
    let half = |whole: u128| u64::try_from(whole & u128::from(u64::MAX)).unwrap_or_default() as f64;
    let wide = |whole: u128| half(whole >> 64) * HALF + half(whole);
    let magnitude = wide(numer.unsigned_abs()) / wide(denom.unsigned_abs());
    let near = if numer < 0 { -magnitude } else { magnitude };
    if denom == 0 { none } else { near }
}

impl Root {
    fn value(&self, row: usize) -> Value {
        let Value::Number(Maybe::Known(ratio)) = self.of.value(row) else {
            return Value::Number(Maybe::Absent);
        };
        let rate = ratio.root(u32::from(self.periods[row]));
        let rate = rate.and_then(|root| root.minus(Interval::exact(Number::from_integer(1))));
        Value::Number(Maybe::Known(rate.unwrap_or(Interval::ANY)))
    }
}

/// The least divisor over which both bounds are whole; `None` where it is too great for one.
pub(crate) fn scale_of(interval: Interval) -> Option<i64> {
    let denominator =
        |bound: Option<Number>| bound.map_or(Some(1), |number| i64::try_from(*number.denom()).ok());
    lcm(denominator(interval.low)?, denominator(interval.high)?)
}

/// A bound over a divisor.
fn held(bound: Option<Number>, scale: i64, none: i64) -> Option<i64> {
    let Some(number) = bound else { return Some(none) };
    let scaled = number.numer().checked_mul(i128::from(scale))?;
    let fits = scaled % number.denom() == 0;
    let whole = i64::try_from(scaled / number.denom()).ok()?;
    (fits && whole.abs() < MAX_FAST).then_some(whole)
}

/// Both bounds over a divisor; `None` where they do not fit.
pub(crate) fn bounds_at(interval: Interval, scale: i64) -> Option<(i64, i64)> {
    Some((held(interval.low, scale, NO_LOW)?, held(interval.high, scale, NO_HIGH)?))
}

impl Vector {
    /// Whether it is held as one value for all rows.
    pub(crate) fn is_constant(&self) -> bool {
        matches!(self, Self::Constant(_))
    }

    /// The value in a row.
    pub(crate) fn value(&self, row: usize) -> Value {
        match self {
            Self::Constant(value) => value.clone(),
            Self::Truth(truths) => Value::Truth(truth_of(truths[row])),
            Self::Fixed(fixed) => fixed.value(row),
            Self::Quotient(quotient) => quotient.value(row),
            Self::Wide(wide) => wide.value(row),
            Self::Root(root) => root.value(row),
            Self::Text(words) => words.value(words.codes[row]),
            Self::Date(days) => day_value(days[row]),
            Self::Any(values) => values[row].clone(),
        }
    }

    /// Both bounds of a number as numerator and divisor, zero for a bound that is not there; within, `None` where it is absent. `None` where
    /// it is no number held in parts.
    pub(crate) fn fraction(&self, row: usize) -> Option<Option<Fraction>> {
        let absent = match self {
            Self::Wide(wide) => wide.absent.as_ref(),
            Self::Quotient(quotient) => quotient.absent.as_ref(),
            Self::Fixed(fixed) => fixed.absent.as_ref(),
            _ => None,
        };
        if is_marked(absent, row) {
            return Some(None);
        }
        let over = |held: i64, none: i64, scale: i64| match held == none {
            true => (0, 0),
            false => (i128::from(held), i128::from(scale)),
        };
        Some(Some(match self {
            Self::Wide(wide) => (wide.low[row], wide.high[row]),
            Self::Fixed(fixed) => {
                (over(fixed.low[row], NO_LOW, fixed.scale), over(fixed.high[row], NO_HIGH, fixed.scale))
            }
            Self::Quotient(quotient) => {
                let times = |(numer, denom): (i128, i128)| {
                    (numer * i128::from(quotient.factor.0), denom * i128::from(quotient.factor.1))
                };
                let low = over(quotient.low.0[row], NO_LOW, quotient.low.1[row]);
                let high = over(quotient.high.0[row], NO_HIGH, quotient.high.1[row]);
                (times(low), times(high))
            }
            Self::Constant(Value::Number(Maybe::Absent)) => return Some(None),
            Self::Constant(Value::Number(Maybe::Known(Interval { low, high }))) => {
                let parts = |bound: &Option<Number>| bound.map_or((0, 0), |n| (*n.numer(), *n.denom()));
                (parts(low), parts(high))
            }
            _ => return None,
        }))
    }

    /// Truths, a byte a row; anything else is unknown.
    pub(crate) fn truths(&self, rows: usize) -> Cow<'_, [u8]> {
        match self {
            Self::Truth(truths) => Cow::Borrowed(truths),
            Self::Constant(value) => Cow::Owned(vec![byte_of(value.truth()); rows]),
            Self::Any(values) => Cow::Owned(values.iter().map(|value| byte_of(value.truth())).collect()),
            _ => Cow::Owned(vec![UNKNOWN; rows]),
        }
    }

    /// The divisor of numbers that have one for all rows.
    pub(crate) fn scale(&self) -> Option<i64> {
        match self {
            Self::Fixed(fixed) => Some(fixed.scale),
            Self::Constant(Value::Number(Maybe::Known(interval))) => scale_of(*interval),
            Self::Constant(Value::Number(Maybe::Absent)) => Some(1),
            _ => None,
        }
    }

    /// The numbers over a divisor; `None` where they have one a row, or do not fit.
    pub(crate) fn fixed(&self, scale: i64, rows: usize) -> Option<Cow<'_, Fixed>> {
        match self {
            Self::Fixed(fixed) => fixed.rescaled(scale),
            Self::Constant(Value::Number(Maybe::Known(interval))) => {
                let (low, high) = bounds_at(*interval, scale)?;
                let most = magnitude(&[low, high]);
                let (low, high) = (vec![low; rows], vec![high; rows]);
                Some(Cow::Owned(Fixed { scale, low, high, absent: None, most }))
            }
            Self::Constant(Value::Number(Maybe::Absent)) => {
                let (low, high) = (vec![0; rows], vec![0; rows]);
                Some(Cow::Owned(Fixed { scale, low, high, absent: Some(vec![1; rows]), most: 0 }))
            }
            _ => None,
        }
    }

    /// The narrowest form that holds the values.
    pub(crate) fn of(values: Vec<Value>) -> Self {
        match values.first() {
            Some(Value::Truth(_)) => truths_of(&values).map(Self::Truth),
            Some(Value::Number(_)) => numbers_of(&values).map(Self::Fixed),
            Some(Value::Text(_)) => words_of(&values).map(Self::Text),
            Some(Value::Date(_)) => days_of_all(&values).map(Self::Date),
            _ => None,
        }
        .unwrap_or(Self::Any(values))
    }
}

fn truths_of(values: &[Value]) -> Option<Vec<u8>> {
    values
        .iter()
        .map(|value| match value {
            Value::Truth(truth) => Some(byte_of(*truth)),
            _ => None,
        })
        .collect()
}

fn days_of_all(values: &[Value]) -> Option<Vec<i32>> {
    values
        .iter()
        .map(|value| match value {
            Value::Date(date) => Some(day_of(date)),
            _ => None,
        })
        .collect()
}

fn numbers_of(values: &[Value]) -> Option<Fixed> {
    let mut scale = 1i64;
    for value in values {
        match value {
            Value::Number(Maybe::Known(interval)) => {
                scale = lcm(scale, scale_of(*interval)?)?;
            }
            Value::Number(Maybe::Absent) => {}
            _ => return None,
        }
    }
    let mut out = Fixed { scale, low: Vec::new(), high: Vec::new(), absent: None, most: 0 };
    let mut absent = vec![0; values.len()];
    for (value, absent) in values.iter().zip(&mut absent) {
        let (low, high) = match value {
            Value::Number(Maybe::Known(interval)) => bounds_at(*interval, scale)?,
            _ => {
                *absent = 1;
                (0, 0)
            }
        };
        out.low.push(low);
        out.high.push(high);
    }
    out.absent = absent.contains(&1).then_some(absent);
    out.most = magnitude(&out.low).max(magnitude(&out.high));
    Some(out)
}

fn words_of(values: &[Value]) -> Option<Words> {
    let mut words: Vec<Arc<str>> = Vec::new();
    let mut known: HashMap<Arc<str>, u32> = HashMap::new();
    let codes = values.iter().map(|value| {
        let Value::Text(text) = value else { return None };
        match text {
            Maybe::Known(text) => Some(*known.entry(Arc::clone(text)).or_insert_with(|| {
                words.push(Arc::clone(text));
                u32::try_from(words.len() - 1).unwrap_or(UNKNOWN_WORD)
            })),
            Maybe::Absent => Some(ABSENT_WORD),
            Maybe::Unknown => Some(UNKNOWN_WORD),
        }
    });
    let codes = codes.collect::<Option<Vec<u32>>>()?;
    Some(Words { words: words.into(), codes })
}

/// The least common multiple, where it is small enough for a divisor.
pub(crate) fn lcm(a: i64, b: i64) -> Option<i64> {
    let wide = i128::from(a).lcm(&i128::from(b));
    i64::try_from(wide).ok().filter(|scale| *scale < MAX_FAST)
}

/// The values of a column at these rows.
fn picked<T: Element>(of: &[T], positions: &[u32]) -> Vec<T> {
    let mut all = spare::column(positions.len());
    for (own, position) in all.iter_mut().zip(positions) {
        *own = of[*position as usize];
    }
    all
}

impl Vector {
    /// Keeps the columns of a vector that nothing needs any more.
    pub(crate) fn keep(self) {
        // Numbers do it where they are dropped.
        if let Self::Truth(truths) = self {
            spare::keep(truths);
        }
    }

    /// The values at these rows.
    pub(crate) fn taken(&self, positions: &[u32]) -> Self {
        let at = |position: &u32| *position as usize;
        let bytes = |of: &[u8]| picked(of, positions);
        let wide = |of: &[i64]| picked(of, positions);
        match self {
            Self::Constant(value) => Self::Constant(value.clone()),
            Self::Truth(truths) => Self::Truth(bytes(truths)),
            Self::Fixed(fixed) => Self::Fixed(Fixed {
                scale: fixed.scale,
                low: wide(&fixed.low),
                high: wide(&fixed.high),
                absent: fixed.absent.as_deref().map(bytes),
                most: fixed.most,
            }),
            Self::Quotient(quotient) => Self::Quotient(quotient.taken(positions)),
            Self::Wide(fractions) => {
                let of = |of: &[(i128, i128)]| positions.iter().map(|position| of[at(position)]).collect();
                let absent = fractions.absent.as_deref().map(bytes);
                Self::Wide(Wide::new(of(&fractions.low), of(&fractions.high), absent))
            }
            Self::Root(root) => {
                Self::Root(Root { of: root.of.taken(positions), periods: bytes(&root.periods) })
            }
            Self::Text(words) => {
                Self::Text(Words { words: Arc::clone(&words.words), codes: picked(&words.codes, positions) })
            }
            Self::Date(days) => Self::Date(picked(days, positions)),
            Self::Any(values) => {
                Self::Any(positions.iter().map(|position| values[at(position)].clone()).collect())
            }
        }
    }
}

impl Quotient {
    fn taken(&self, positions: &[u32]) -> Self {
        let wide = |of: &[i64]| picked(of, positions);
        Self {
            factor: self.factor,
            low: (wide(&self.low.0), wide(&self.low.1)),
            high: (wide(&self.high.0), wide(&self.high.1)),
            absent: self.absent.as_deref().map(|absent| picked(absent, positions)),
            most: self.most,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisors_beyond_a_column_are_none_and_no_overflow() {
        let over = |denominator: i128| Some(Number::new(1, denominator));
        let great = Interval { low: over(3i128.pow(79)), high: over(2i128.pow(126)) };
        assert_eq!(scale_of(great), None);
        assert_eq!(scale_of(Interval { low: over(1 << 40), high: over(3i128.pow(25)) }), None);
        assert_eq!(scale_of(Interval { low: over(4), high: over(6) }), Some(12));
    }
}
