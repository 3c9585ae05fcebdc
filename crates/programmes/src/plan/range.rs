//! What truths and numbers can become while variables move within a box. Floats here only exclude: every bound is rounded
//! outwards, and whatever is not excluded is decided by the interpreter.

use language::Truth;

/// Relative slack of every bound: far above the rounding of a float, far below the smallest step of any attribute.
const SLACK: f64 = 1e-12;

/// A set of truths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Truths(u8);

impl Truths {
    pub(super) const ALL: Self = Self(7);
    pub(super) const NONE: Self = Self(0);
    pub(super) const TRUE: Self = Self(1 << Truth::True as u8);
    pub(super) const FALSE: Self = Self(1 << Truth::False as u8);
    pub(super) const EACH: [Truth; 3] = [Truth::False, Truth::Unknown, Truth::True];

    pub(super) fn has(self, truth: Truth) -> bool {
        self.0 & Self::from(truth).0 != 0
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// All but these.
    pub(super) fn others(self) -> Self {
        Self(!self.0 & 7)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn is_single(self) -> bool {
        self.0.is_power_of_two()
    }

    pub(super) fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Truth> {
        Self::EACH.into_iter().filter(move |truth| self.has(*truth))
    }

    /// All that `f` makes of a member of each.
    pub(super) fn with(self, other: Self, f: impl Fn(Truth, Truth) -> Truth) -> Self {
        let mut out = Self::NONE;
        for a in self.iter() {
            for b in other.iter() {
                out = out.or(f(a, b).into());
            }
        }
        out
    }

    pub(super) fn map(self, f: impl Fn(Truth) -> Truth) -> Self {
        self.iter().fold(Self::NONE, |out, truth| out.or(f(truth).into()))
    }
}

impl From<Truth> for Truths {
    fn from(truth: Truth) -> Self {
        Self(1 << truth as u8)
    }
}

/// Least and greatest value of a quantity over a box; infinite where it has no bound.
pub(super) type Span = (f64, f64);

const ANYTHING: Span = (f64::NEG_INFINITY, f64::INFINITY);

/// Where a number can lie over a box. At every point a number is an interval; `low` and `high` say where its ends can be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    /// It may be absent.
    pub(super) absent: bool,
    /// It may be present.
    pub(super) present: bool,
    /// Where its lower end can be.
    pub(super) low: Span,
    /// Where its upper end can be.
    pub(super) high: Span,
    /// At every point both ends are the same.
    pub(super) exact: bool,
}

impl Range {
    pub(super) const ANY: Self =
        Self { absent: false, present: true, low: ANYTHING, high: ANYTHING, exact: false };
    pub(super) const ABSENT: Self =
        Self { absent: true, present: false, low: ANYTHING, high: ANYTHING, exact: true };

    /// Open at both ends, whatever the point: nothing is known of it anywhere.
    const OPEN: Self = Self {
        low: (f64::NEG_INFINITY, f64::NEG_INFINITY),
        high: (f64::INFINITY, f64::INFINITY),
        ..Self::ANY
    };

    /// Absent or anything: what is said of an expression that planning does not look into.
    pub(super) const OPAQUE: Self = Self { absent: true, ..Self::ANY };

    fn of(low: Span, high: Span, exact: bool) -> Self {
        if [low.0, low.1, high.0, high.1].iter().any(|bound| bound.is_nan()) {
            return Self::ANY;
        }
        Self { absent: false, present: true, low, high, exact }
    }

    /// A linear function's range; `magnitude` is what its rounding is relative to, zero where it was computed exactly.
    pub(super) fn linear(low: Span, high: Span, magnitude: f64, exact: bool) -> Self {
        let slack = SLACK * magnitude;
        let widened = |span: Span| (span.0 - slack, span.1 + slack);
        Self::of(widened(low), widened(high), exact)
    }

    /// Present only if both are; `f` on what is present.
    pub(super) fn both(self, other: Self, f: impl Fn(Self, Self) -> Self) -> Self {
        let absent = self.absent || other.absent;
        if !self.present || !other.present {
            return Self::ABSENT;
        }
        Self { absent, ..f(self, other) }
    }

    pub(super) fn map(self, f: impl Fn(Self) -> Self) -> Self {
        if self.present { Self { absent: self.absent, ..f(self) } } else { self }
    }

    pub(super) fn negate(self) -> Self {
        Self { low: (-self.high.1, -self.high.0), high: (-self.low.1, -self.low.0), ..self }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        // An end that is open stays open, whatever is added to it.
        let add = |a: Span, b: Span, open: f64| {
            let is_open = |x: f64| x.is_infinite() && x.is_sign_positive() == open.is_sign_positive();
            let sum = |x: f64, y: f64| if is_open(x) || is_open(y) { open } else { x + y };
            let exact = |x: f64, y: f64| whole(x) && whole(y) && whole(x + y) || !(x + y).is_finite();
            let error = |x: f64, y: f64| if exact(x, y) { 0.0 } else { SLACK * (x.abs() + y.abs()) };
            (sum(a.0, b.0) - error(a.0, b.0), sum(a.1, b.1) + error(a.1, b.1))
        };
        let low = add(self.low, other.low, f64::NEG_INFINITY);
        let high = add(self.high, other.high, f64::INFINITY);
        Self::of(low, high, self.exact && other.exact)
    }

    pub(super) fn times(self, other: Self) -> Self {
        let corners = [
            self.low.0 * other.low.0,
            self.low.0 * other.high.1,
            self.high.1 * other.low.0,
            self.high.1 * other.high.1,
        ];
        if corners.iter().any(|corner| corner.is_nan()) {
            return Self::ANY;
        }
        let span = (
            corners.iter().copied().fold(f64::INFINITY, f64::min),
            corners.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        );
        let ends = [self.low.0, self.high.1, other.low.0, other.high.1, span.0, span.1];
        let span = if ends.into_iter().all(whole) { span } else { widened(span) };
        Self::of(span, span, self.exact && other.exact)
    }

    /// As the interpreter divides: nothing is known where the divisor may be zero.
    pub(super) fn over(self, other: Self) -> Self {
        if other.high.1 < 0.0 {
            return self.negate().over(other.negate());
        }
        if other.low.1 <= 0.0 && other.high.0 >= 0.0 {
            return Self::OPEN;
        }
        if other.high.0 < 0.0 {
            return Self::ANY;
        }
        let (least, most) = (other.low, other.high);
        if least.0 <= 0.0 {
            // Open where the divisor may be zero, and what it comes to where it is above.
            let low = if self.low.1 >= 0.0 { self.low.1 / most.0.max(0.0) } else { self.low.1 / least.1 };
            let high = if self.high.0 >= 0.0 { self.high.0 / least.1 } else { self.high.0 / most.0.max(0.0) };
            let low = widened((f64::NEG_INFINITY, if low.is_nan() { f64::INFINITY } else { low }));
            let high = widened((if high.is_nan() { f64::NEG_INFINITY } else { high }, f64::INFINITY));
            return Self::of(low, high, false);
        }
        let low = (
            self.low.0 / if self.low.0 >= 0.0 { most.1 } else { least.0 },
            self.low.1 / if self.low.1 >= 0.0 { most.0 } else { least.1 },
        );
        let high = (
            self.high.0 / if self.high.0 >= 0.0 { least.1 } else { most.0 },
            self.high.1 / if self.high.1 >= 0.0 { least.0 } else { most.1 },
        );
        Self::of(widened(low), widened(high), self.exact && other.exact)
    }

    /// The smaller; an absent one does not compete.
    pub(super) fn least(self, other: Self) -> Self {
        let min = |a: Span, b: Span| (a.0.min(b.0), a.1.min(b.1));
        let mut out = Self::ABSENT;
        if self.present && other.present {
            let exact = self.exact && other.exact;
            out =
                Self { low: min(self.low, other.low), high: min(self.high, other.high), exact, ..Self::ANY };
        }
        if other.absent && self.present {
            out = out.or(Self { absent: false, ..self });
        }
        if self.absent && other.present {
            out = out.or(Self { absent: false, ..other });
        }
        Self { absent: self.absent && other.absent, ..out }
    }

    pub(super) fn most(self, other: Self) -> Self {
        self.negate().least(other.negate()).negate()
    }

    /// The n-th root, between neighbours of so many decimals as the interpreter gives it; nothing is known of a negative one's.
    pub(super) fn rooted(self, n: u32) -> Self {
        const NEIGHBOUR: f64 = 2e-9;
        if self.low.1 < 0.0 {
            return Self::OPEN;
        }
        if self.low.0 < 0.0 {
            return Self::ANY;
        }
        let root = |x: f64| x.powf(f64::from(n).recip());
        let low = (root(self.low.0) - NEIGHBOUR, root(self.low.1) + NEIGHBOUR);
        let high = (root(self.high.0) - NEIGHBOUR, root(self.high.1) + NEIGHBOUR);
        Self::of(widened(low), widened(high), false)
    }

    /// A step function that never falls, of ends that are already rounded outwards.
    pub(super) fn stepped(self, f: impl Fn(f64) -> f64) -> Self {
        Self::of((f(self.low.0), f(self.low.1)), (f(self.high.0), f(self.high.1)), self.exact)
    }

    pub(super) fn magnitude(self) -> Self {
        self.map(|value| Self { ..value.most(value.negate()) })
    }

    /// One or the other.
    pub(super) fn or(self, other: Self) -> Self {
        match (self.present, other.present) {
            (false, _) => Self { absent: self.absent || other.absent, ..other },
            (_, false) => Self { absent: self.absent || other.absent, ..self },
            _ => Self {
                absent: self.absent || other.absent,
                present: true,
                low: (self.low.0.min(other.low.0), self.low.1.max(other.low.1)),
                high: (self.high.0.min(other.high.0), self.high.1.max(other.high.1)),
                exact: self.exact && other.exact,
            },
        }
    }

    /// What an `if` with an unknown condition makes of both: the interval that covers them.
    pub(super) fn hull(self, other: Self) -> Self {
        if !self.present && !other.present {
            return Self::ABSENT;
        }
        if self.absent || other.absent {
            return Self { absent: self.absent && other.absent, ..Self::ANY };
        }
        let min = |a: Span, b: Span| (a.0.min(b.0), a.1.min(b.1));
        let max = |a: Span, b: Span| (a.0.max(b.0), a.1.max(b.1));
        Self { low: min(self.low, other.low), high: max(self.high, other.high), exact: false, ..Self::ANY }
    }

    /// What is left of it where `self >= bound`, or `self > bound`, comes to one of these. `None` where nothing is.
    pub(super) fn compared(self, bound: f64, wanted: Truths) -> Option<Self> {
        let (below, above) = widened((bound, bound));
        let mut out = self;
        if wanted == Truths::TRUE {
            out.low.0 = out.low.0.max(below);
        } else if !wanted.has(Truth::True) {
            out.low.1 = out.low.1.min(above);
        }
        if wanted == Truths::FALSE {
            out.high.1 = out.high.1.min(above);
        } else if !wanted.has(Truth::False) {
            out.high.0 = out.high.0.max(below);
        }
        // The lower end is never above the upper one; of an exact number both are the same.
        out.low.1 = out.low.1.min(out.high.1);
        out.high.0 = out.high.0.max(out.low.0);
        if self.exact {
            out.low.0 = out.low.0.max(out.high.0);
            out.high.1 = out.high.1.min(out.low.1);
        }
        (out.low.0 <= out.low.1 && out.high.0 <= out.high.1).then_some(out)
    }

    /// `self >= other`, or `self > other` where strict.
    pub(super) fn reaches(self, other: Self, strict: bool) -> Truths {
        let at_least = |a: f64, b: f64| if strict { a > b } else { a >= b };
        let mut out = Truths::NONE;
        if self.absent || other.absent {
            out = Truths::FALSE;
        }
        if !self.present || !other.present {
            return out;
        }
        if at_least(self.low.1, other.high.0) {
            out = out.or(Truths::TRUE);
        }
        if !at_least(self.high.0, other.low.1) {
            out = out.or(Truths::FALSE);
        }
        let settled = at_least(self.low.0, other.high.1) || !at_least(self.high.1, other.low.0);
        if !(settled || self.exact && other.exact) {
            out = out.or(Truth::Unknown.into());
        }
        out
    }

    /// `self = other`.
    pub(super) fn equals(self, other: Self) -> Truths {
        let mut out = Truths::NONE;
        if self.absent && other.absent {
            out = out.or(Truths::TRUE);
        }
        if self.absent && other.present || self.present && other.absent {
            out = out.or(Truths::FALSE);
        }
        if self.present && other.present {
            if self.low.1 >= other.high.0 && other.low.1 >= self.high.0 {
                out = out.or(Truths::TRUE);
            }
            if self.high.0 < other.low.1 || other.high.0 < self.low.1 {
                out = out.or(Truths::FALSE);
            }
            if !(self.exact && other.exact) {
                out = out.or(Truth::Unknown.into());
            }
        }
        out
    }
}

fn widened(span: Span) -> Span {
    let slack = |bound: f64| if bound.is_finite() { SLACK * bound.abs() } else { 0.0 };
    (span.0 - slack(span.0), span.1 + slack(span.1))
}

/// Whole numbers of this size are exact in floats, and so are their sums and products: points of a scorecard, mostly, which are
/// often compared with just what they come to.
fn whole(x: f64) -> bool {
    x.fract() == 0.0 && x.abs() < 9_007_199_254_740_992.0
}
