//! Values at run time. Three-valued truth (Kleene 1952, §64), numbers as intervals of what they may still be, and *absent*
//! apart from *unknown*: an absent number or word answers every comparison with 否, an unknown one with *unknown*.

mod exact;

use std::ops::Not;
use std::sync::Arc;

use jiff::civil::Date;
use num_traits::{CheckedMul, Zero};
use vocabulary::Number;
use vocabulary::kind::AttributeId;

/// Kleene's strong three-valued logic, ordered false < unknown < true: `and` is the minimum, `or` the maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// 否.
    False,
    /// 未知.
    Unknown,
    /// 是.
    True,
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

impl Not for Truth {
    type Output = Self;
    fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }
}

/// Why a value is not exactly known, other than that nobody told us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unsure {
    /// The divisor is, or may be, zero.
    DivisionByZero,
    /// A result does not fit exact arithmetic.
    Overflow,
}

/// All that a number may still be: `low..=high`, a missing bound being unbounded. Exact where both bounds are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Least possible value.
    pub low: Option<Number>,
    /// Greatest possible value.
    pub high: Option<Number>,
}

/// Result of checked arithmetic on intervals.
pub type Computed = Result<Interval, Unsure>;

impl Interval {
    /// Nothing is known.
    pub const ANY: Self = Self { low: None, high: None };

    /// One value.
    pub fn exact(value: Number) -> Self {
        Self { low: Some(value), high: Some(value) }
    }

    /// A whole number.
    pub fn integer(value: usize) -> Self {
        Self::exact(Number::from_integer(i128::try_from(value).unwrap_or(i128::MAX)))
    }

    /// Zero or more: an unknown amount or count.
    pub fn at_least_zero() -> Self {
        Self { low: Some(Number::zero()), high: None }
    }

    /// The value, where it is known exactly.
    pub fn value(self) -> Option<Number> {
        self.low.filter(|low| {
            // Lowest terms: equal numbers have equal parts.
            self.high.is_some_and(|high| (low.numer(), low.denom()) == (high.numer(), high.denom()))
        })
    }

    /// The smallest interval that covers both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        let pick = |a: Option<Number>, b: Option<Number>, f: fn(Number, Number) -> Number| Some(f(a?, b?));
        Self { low: pick(self.low, other.low, Number::min), high: pick(self.high, other.high, Number::max) }
    }

    /// The smaller of two numbers.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self { low: self.low.zip(other.low).map(|(a, b)| a.min(b)), high }
    }

    /// The greater of two numbers.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        self.negate().min(other.negate()).negate()
    }

    /// `-self`.
    #[must_use]
    pub fn negate(self) -> Self {
        Self { low: self.high.map(|n| -n), high: self.low.map(|n| -n) }
    }

    /// `self + other`.
    pub fn plus(self, other: Self) -> Computed {
        self.pointwise((other.low, other.high), exact::add)
    }

    /// Low with the first bound, high with the second; once where nothing is open.
    fn pointwise(
        self,
        (first, second): (Option<Number>, Option<Number>),
        f: fn(Number, Number) -> Option<Number>,
    ) -> Computed {
        let low = both(self.low, first, f)?;
        let same = low.is_some() && self.low == self.high && first == second;
        Ok(Self { low, high: if same { low } else { both(self.high, second, f)? } })
    }

    /// `self - other`.
    pub fn minus(self, other: Self) -> Computed {
        self.pointwise((other.high, other.low), exact::subtract)
    }

    /// `self * other`.
    pub fn times(self, other: Self) -> Computed {
        let zero = Some(Number::zero());
        if self.value() == zero || other.value() == zero {
            return Ok(Self::exact(Number::zero()));
        }
        let (Some(a), Some(b), Some(c), Some(d)) = (self.low, self.high, other.low, other.high) else {
            let non_negative = |bound: Option<Number>| bound.is_some_and(|low| *low.numer() >= 0);
            if non_negative(self.low) && non_negative(other.low) {
                return self.pointwise((other.low, other.high), exact::multiply);
            }
            return Ok(Self::ANY);
        };
        if a == b && c == d {
            return exact::multiply(a, c).map(Self::exact).ok_or(Unsure::Overflow);
        }
        Self::spanning([(a, c), (a, d), (b, c), (b, d)], exact::multiply)
    }

    /// `self / other`; unsure where the divisor is or may be zero.
    pub fn over(self, other: Self) -> Computed {
        let zero = Number::zero();
        let positive = other.low.is_some_and(|low| *low.numer() > 0);
        let negative = other.high.is_some_and(|high| *high.numer() < 0);
        if negative {
            return self.negate().over(other.negate());
        }
        if !positive {
            return Err(Unsure::DivisionByZero);
        }
        if let (Some(a), Some(b)) = (self.value(), other.value()) {
            return exact::divide(a, b).map(Self::exact).ok_or(Unsure::Overflow);
        }
        // The divisor is c..=d with c > 0: a bound of the quotient takes c where it points away from zero, d where towards it.
        let end = |bound: Option<Number>, lower: bool| -> Result<Option<Number>, Unsure> {
            let Some(bound) = bound else { return Ok(None) };
            let towards_zero = (bound >= zero) == lower;
            match if towards_zero { other.high } else { other.low } {
                Some(divisor) => exact::divide(bound, divisor).map(Some).ok_or(Unsure::Overflow),
                None => Ok(Some(zero)),
            }
        };
        Ok(Self { low: end(self.low, true)?, high: end(self.high, false)? })
    }

    /// Applies a function that never falls to both bounds.
    #[must_use]
    pub fn each(self, f: impl Fn(Number) -> Number) -> Self {
        Self { low: self.low.map(&f), high: self.high.map(&f) }
    }

    /// Rounded half away from zero to so many decimals.
    pub fn rounded(self, digits: u32) -> Computed {
        let scale = Number::from_integer(10i128.checked_pow(digits).ok_or(Unsure::Overflow)?);
        let round = |bound: Option<Number>| match bound {
            None => Ok(None),
            Some(n) => n.checked_mul(&scale).map(|n| Some(n.round() / scale)).ok_or(Unsure::Overflow),
        };
        Ok(Self { low: round(self.low)?, high: round(self.high)? })
    }

    /// The n-th root of a number that is not negative: exact where it is rational, else between two neighbours of
    /// [`ROOT_DIGITS`] decimals.
    pub fn root(self, n: u32) -> Computed {
        let zero = Number::zero();
        if self.low.is_none_or(|low| low < zero) {
            return Ok(Self::ANY);
        }
        let bound = |bound: Option<Number>| bound.map(|number| root(number, n)).transpose();
        Ok(Self {
            low: bound(self.low)?.and_then(|root| root.low),
            high: bound(self.high)?.and_then(|root| root.high),
        })
    }

    fn spanning(pairs: [(Number, Number); 4], f: impl Fn(Number, Number) -> Option<Number>) -> Computed {
        let mut out: Option<Self> = None;
        for (a, b) in pairs {
            let point = Self::exact(f(a, b).ok_or(Unsure::Overflow)?);
            out = Some(out.map_or(point, |sum| sum.hull(point)));
        }
        out.ok_or(Unsure::Overflow)
    }

    /// `self < other`.
    pub fn less(self, other: Self) -> Truth {
        match (self.high, other.low, self.low, other.high) {
            (Some(high), Some(low), ..) if exact::compare(high, low).is_lt() => Truth::True,
            (_, _, Some(low), Some(high)) if exact::compare(low, high).is_ge() => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// `self = other`.
    pub fn equal(self, other: Self) -> Truth {
        if self.less(other) == Truth::True || other.less(self) == Truth::True {
            return Truth::False;
        }
        match (self.value(), other.value()) {
            (Some(a), Some(b)) => (a == b).into(),
            _ => Truth::Unknown,
        }
    }
}

/// Decimals of a root that is not rational: enough to tell amounts of 亿元 apart that differ by 分.
const ROOT_DIGITS: u32 = 15;

/// All that the n-th root of a non-negative number may be (n ≥ 1).
fn root(number: Number, n: u32) -> Computed {
    if n <= 1 || number.is_zero() {
        return Ok(Interval::exact(number));
    }
    if let (Some(numer), Some(denom)) = (whole_root(*number.numer(), n), whole_root(*number.denom(), n))
        && numer.1
        && denom.1
    {
        return Ok(Interval::exact(Number::new(numer.0, denom.0)));
    }
    // floor(10^d · root) = floor(root(floor(number · 10^(d·n)))), with as many decimals as fit.
    for digits in (0..=ROOT_DIGITS).rev() {
        let scale = digits.checked_mul(n).and_then(|power| 10i128.checked_pow(power));
        let scaled = scale.and_then(|scale| number.checked_mul(&Number::from_integer(scale)));
        if let Some((below, _)) = scaled.and_then(|scaled| whole_root(scaled.to_integer(), n)) {
            let unit = 10i128.pow(digits);
            return Ok(Interval {
                low: Some(Number::new(below, unit)),
                high: Some(Number::new(below + 1, unit)),
            });
        }
    }
    Err(Unsure::Overflow)
}

/// The greatest whole number whose n-th power is not above, and whether it is the root exactly.
fn whole_root(number: i128, n: u32) -> Option<(i128, bool)> {
    let (mut low, mut high) = (0i128, 1i128);
    while high.checked_pow(n).is_some_and(|power| power <= number) {
        high = high.checked_mul(2)?;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        match middle.checked_pow(n) {
            Some(power) if power <= number => low = middle,
            _ => high = middle,
        }
    }
    Some((low, low.checked_pow(n) == Some(number)))
}

fn both(
    a: Option<Number>,
    b: Option<Number>,
    f: fn(Number, Number) -> Option<Number>,
) -> Result<Option<Number>, Unsure> {
    match (a, b) {
        (Some(a), Some(b)) => f(a, b).map(Some).ok_or(Unsure::Overflow),
        _ => Ok(None),
    }
}

/// Known, absent or unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Maybe<T> {
    /// A value.
    Known(T),
    /// Known not to exist.
    Absent,
    /// Nobody told us.
    Unknown,
}

/// One member of a series: its year (0 for records), whether it belongs to the series at all, its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Calendar year; 0 for a record of a list.
    pub year: i16,
    /// Whether it belongs to the series.
    pub included: Truth,
    /// Its value; never a series or list.
    pub value: Value,
}

/// What an expression evaluates to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// 是否.
    Truth(Truth),
    /// A number: absent, or all that it may still be.
    Number(Maybe<Interval>),
    /// Text.
    Text(Maybe<Arc<str>>),
    /// A date.
    Date(Maybe<Date>),
    /// Values by year or record.
    Series(Vec<Member>),
    /// Records of a list attribute: index and whether it passes the filters.
    List {
        /// Whose records.
        list: AttributeId,
        /// Those that pass, or may.
        members: Vec<(Truth, usize)>,
        /// Whether there can be no others.
        complete: bool,
    },
}

impl Value {
    /// An exact number.
    pub fn number(value: Number) -> Self {
        Self::Number(Maybe::Known(Interval::exact(value)))
    }

    /// A number of which nothing is known.
    pub fn any_number() -> Self {
        Self::Number(Maybe::Known(Interval::ANY))
    }

    /// Truth of a 是否; *unknown* for anything else (the checker lets nothing else through).
    pub fn truth(&self) -> Truth {
        match self {
            Self::Truth(truth) => *truth,
            _ => Truth::Unknown,
        }
    }

    /// All that a number may still be; `None` where it is absent.
    pub fn interval(&self) -> Option<Interval> {
        match self {
            Self::Number(Maybe::Known(interval)) => Some(*interval),
            Self::Number(Maybe::Absent) => None,
            _ => Some(Interval::ANY),
        }
    }

    /// What both agree on: the value of an `if` whose condition is unknown.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        if self == other {
            return self;
        }
        match (self, other) {
            (Self::Number(Maybe::Known(a)), Self::Number(Maybe::Known(b))) => {
                Self::Number(Maybe::Known(a.hull(b)))
            }
            (Self::Number(_), _) => Self::any_number(),
            (Self::Text(_), _) => Self::Text(Maybe::Unknown),
            (Self::Date(_), _) => Self::Date(Maybe::Unknown),
            _ => Self::Truth(Truth::Unknown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(value: i128) -> Number {
        Number::from_integer(value)
    }

    fn interval(low: i128, high: i128) -> Interval {
        Interval { low: Some(n(low)), high: Some(n(high)) }
    }

    #[test]
    fn division_guards_the_divisor() {
        assert_eq!(interval(1, 2).over(interval(0, 5)), Err(Unsure::DivisionByZero));
        assert_eq!(interval(6, 12).over(interval(2, 3)), Ok(interval(2, 6)));
        assert_eq!(interval(-6, 12).over(interval(2, 3)), Ok(interval(-3, 6)));
        assert_eq!(interval(6, 12).over(interval(-3, -2)), Ok(interval(-6, -2)));
        let open = Interval { low: Some(n(100)), high: None };
        assert_eq!(
            interval(5, 5).over(open),
            Ok(Interval { low: Some(n(0)), high: Some(Number::new(1, 20)) })
        );
    }

    #[test]
    fn roots_are_exact_where_they_are_rational() {
        let root = |numer, denom, n| Interval::exact(Number::new(numer, denom)).root(n);
        assert_eq!(root(25, 16, 2), Ok(Interval::exact(Number::new(5, 4))));
        assert_eq!(root(27, 8, 3), Ok(Interval::exact(Number::new(3, 2))));
        let two = root(2, 1, 2).expect("a root");
        assert_eq!(two.low, Some(Number::new(1_414_213_562_373_095, 1_000_000_000_000_000)));
        assert_eq!(two.high, Some(Number::new(1_414_213_562_373_096, 1_000_000_000_000_000)));
        assert_eq!(root(-4, 1, 2), Ok(Interval::ANY));
    }

    #[test]
    fn overflow_is_unsure() {
        let huge = Interval::exact(n(i128::MAX));
        assert_eq!(huge.plus(huge), Err(Unsure::Overflow));
        assert_eq!(huge.times(interval(2, 3)), Err(Unsure::Overflow));
    }

    #[test]
    fn comparison_of_intervals() {
        assert_eq!(interval(1, 2).less(interval(3, 4)), Truth::True);
        assert_eq!(interval(3, 4).less(interval(1, 3)), Truth::False);
        assert_eq!(interval(1, 4).less(interval(2, 3)), Truth::Unknown);
        assert_eq!(interval(1, 2).equal(interval(3, 4)), Truth::False);
        assert_eq!(Interval::ANY.equal(interval(3, 3)), Truth::Unknown);
        assert_eq!(interval(0, 5).max(interval(3, 4)), interval(3, 5));
    }
}
