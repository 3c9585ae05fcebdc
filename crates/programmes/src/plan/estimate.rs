//! Ends of numbers as linear functions: exactly, where a comparison can be multiplied out, else from above or below over a box
//! (envelopes of McCormick 1976 for quotients).

use num_traits::{CheckedDiv, One};
use vocabulary::Number;

use super::affine::Affine;
use super::model::{Id, Model, Node};
use super::range::{Span, Truths};
use super::reach::Reach;
use super::row::floats;
use super::space::Space;

/// An end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Low,
    High,
}

impl Side {
    pub(super) fn other(self) -> Self {
        match self {
            Self::Low => Self::High,
            Self::High => Self::Low,
        }
    }
}

/// `numerator / denominator`, the denominator above zero all over the box.
struct Fraction {
    numerator: Affine,
    denominator: Affine,
}

/// A linear function in floats, and the magnitude that its rounding is relative to.
#[derive(Clone, Debug)]
pub(super) struct Estimate {
    pub(super) terms: Vec<(usize, f64)>,
    pub(super) constant: f64,
    pub(super) magnitude: f64,
}

impl Estimate {
    fn constant(constant: f64) -> Option<Self> {
        constant.is_finite().then(|| Self { terms: Vec::new(), constant, magnitude: constant.abs() })
    }

    pub(super) fn plus(mut self, other: Self) -> Self {
        for (variable, coefficient) in other.terms {
            match self.terms.iter_mut().find(|(at, _)| *at == variable) {
                Some((_, so_far)) => *so_far += coefficient,
                None => self.terms.push((variable, coefficient)),
            }
        }
        self.constant += other.constant;
        self.magnitude += other.magnitude;
        self
    }

    pub(super) fn times(mut self, by: f64) -> Self {
        for (_, coefficient) in &mut self.terms {
            *coefficient *= by;
        }
        self.constant *= by;
        self.magnitude *= by.abs();
        self
    }

    pub(super) fn minus(self, other: Self) -> Self {
        self.plus(other.times(-1.0))
    }
}

/// Looks at ends of numbers over one box.
pub(super) struct Sides<'a> {
    pub(super) model: &'a Model,
    pub(super) reach: &'a [Reach],
    pub(super) space: &'a Space,
}

impl Sides<'_> {
    /// The best that an end of a number comes to for a bound from above, or the best of its negative for one from below.
    pub(super) fn best(&self, (id, side): (Id, Side), above: bool) -> f64 {
        let span = self.span(id, side);
        if above { span.1 } else { -span.0 }
    }

    pub(super) fn span(&self, id: Id, side: Side) -> Span {
        let range = self.reach[id].range();
        match side {
            Side::Low => range.low,
            Side::High => range.high,
        }
    }

    /// What a node comes to where the box decides between its parts.
    pub(super) fn followed(&self, id: Id) -> Id {
        let below = |a: Id, b: Id| {
            let (a, b) = (self.reach[a].range(), self.reach[b].range());
            !a.absent && !b.absent && a.high.1 <= b.low.0
        };
        match &self.model.nodes[id] {
            Node::Least(a, b) if below(*a, *b) => self.followed(*a),
            Node::Least(a, b) if below(*b, *a) => self.followed(*b),
            Node::Most(a, b) if below(*a, *b) => self.followed(*b),
            Node::Most(a, b) if below(*b, *a) => self.followed(*a),
            Node::Pick(condition, yes, no) => match self.reach[*condition].truths() {
                Truths::TRUE => self.followed(*yes),
                Truths::FALSE => self.followed(*no),
                _ => id,
            },
            _ => id,
        }
    }

    /// A linear function that is at least (above) zero exactly where `large` is at least (above) `small`.
    pub(super) fn difference(&self, large: (Id, Side), small: (Id, Side), certain: bool) -> Option<Affine> {
        let (a, b) = (self.fraction(large, certain)?, self.fraction(small, certain)?);
        if a.denominator == b.denominator {
            return a.numerator.minus(&b.numerator);
        }
        if b.denominator.is_constant() && b.numerator.is_constant() {
            return a.numerator.minus(&a.denominator.times(b.numerator.constant)?);
        }
        if a.denominator.is_constant() && a.numerator.is_constant() {
            return b.denominator.times(a.numerator.constant)?.minus(&b.numerator);
        }
        None
    }

    /// A linear function that is at least (above) zero wherever an end of a number is at least (above) `bound`; where not
    /// `at_least`, at most (below) it.
    pub(super) fn against(
        &self,
        end: (Id, Side),
        bound: Number,
        at_least: bool,
        certain: bool,
    ) -> Option<Affine> {
        let fraction = self.fraction(end, certain)?;
        let bound = fraction.denominator.times(bound)?;
        if at_least { fraction.numerator.minus(&bound) } else { bound.minus(&fraction.numerator) }
    }

    /// Linear functions that are not below zero wherever `large` reaches `small`: of sums of fractions of which one has an open
    /// divisor. Multiplied out, a product is left, which is taken from above.
    pub(super) fn multiplied(&self, large: (Id, Side), small: (Id, Side), certain: bool) -> Vec<Estimate> {
        self.product(large, small, certain).map(Vec::from).unwrap_or_default()
    }

    fn product(&self, large: (Id, Side), small: (Id, Side), certain: bool) -> Option<[Estimate; 2]> {
        let minus = Number::from_integer(-1);
        let mut parts = self.fractions(large, certain)?;
        for part in self.fractions(small, certain)? {
            parts.push(Fraction { numerator: part.numerator.times(minus)?, ..part });
        }
        let mut factor = Affine::constant(Number::from_integer(0));
        let mut over: Option<Fraction> = None;
        for part in parts {
            if part.denominator.is_constant() {
                let by = Number::one().checked_div(&part.denominator.constant)?;
                factor = factor.plus(&part.numerator.times(by)?)?;
            } else {
                over = Some(match over {
                    None => part,
                    Some(other) if other.denominator == part.denominator => {
                        Fraction { numerator: other.numerator.plus(&part.numerator)?, ..part }
                    }
                    Some(_) => return None,
                });
            }
        }
        let Fraction { numerator, denominator } = over?;
        let ((a1, a2), _) = factor.span(self.space);
        let ((d1, d2), _) = denominator.span(self.space);
        let linear = |affine: &Affine| {
            let (terms, constant) = floats(affine);
            let ((low, high), _) = affine.span(self.space);
            Estimate { terms, constant, magnitude: low.abs().max(high.abs()) + constant.abs() }
        };
        let above = |a: f64, d: f64| -> Option<Estimate> {
            let product = linear(&denominator).times(a).plus(linear(&factor).times(d));
            Some(linear(&numerator).plus(product).plus(Estimate::constant(-a * d)?))
        };
        Some([above(a2, d1)?, above(a1, d2)?])
    }

    /// A number as a sum of fractions.
    fn fractions(&self, (id, side): (Id, Side), certain: bool) -> Option<Vec<Fraction>> {
        if let Some(one) = self.fraction((id, side), certain) {
            return Some(vec![one]);
        }
        let id = self.followed(id);
        let scaled = |of: Vec<Fraction>, by: Number| -> Option<Vec<Fraction>> {
            let scaled = |one: Fraction| Some(Fraction { numerator: one.numerator.times(by)?, ..one });
            of.into_iter().map(scaled).collect()
        };
        match &self.model.nodes[id] {
            Node::Add(a, b) => {
                let mut out = self.fractions((*a, side), certain)?;
                out.extend(self.fractions((*b, side), certain)?);
                Some(out)
            }
            Node::Negate(a) => scaled(self.fractions((*a, side.other()), certain)?, Number::from_integer(-1)),
            Node::Divide(a, b) => {
                let by = self.model.constant(*b).filter(|by| *by > 0.into())?;
                scaled(self.fractions((*a, side), certain)?, Number::one().checked_div(&by)?)
            }
            _ => None,
        }
    }

    fn fraction(&self, (id, side): (Id, Side), certain: bool) -> Option<Fraction> {
        let id = self.followed(id);
        match &self.model.nodes[id] {
            Node::Linear { low, high } => {
                let end = if side == Side::Low { low.as_ref()? } else { high.as_ref()? };
                let numerator = end.settled(self.space)?;
                Some(Fraction { numerator, denominator: Affine::constant(Number::one()) })
            }
            Node::Add(a, b) => {
                let (a, b) = (self.fraction((*a, side), certain)?, self.fraction((*b, side), certain)?);
                let (fraction, fixed) = if a.denominator == b.denominator {
                    return Some(Fraction { numerator: a.numerator.plus(&b.numerator)?, ..a });
                } else if b.numerator.is_constant() && b.denominator.is_constant() {
                    (a, b)
                } else {
                    (b, a)
                };
                if !fixed.numerator.is_constant() || !fixed.denominator.is_constant() {
                    return None;
                }
                let more = fraction.denominator.times(fixed.numerator.constant)?;
                Some(Fraction { numerator: fraction.numerator.plus(&more)?, ..fraction })
            }
            Node::Negate(a) => {
                let a = self.fraction((*a, side.other()), certain)?;
                Some(Fraction { numerator: a.numerator.times(Number::from_integer(-1))?, ..a })
            }
            Node::Multiply(a, b) => {
                let (by, a) = match (self.model.constant(*a), self.model.constant(*b)) {
                    (Some(by), _) => (by, *b),
                    (_, Some(by)) => (by, *a),
                    _ => return None,
                };
                let side = if by < 0.into() { side.other() } else { side };
                let a = self.fraction((a, side), certain)?;
                Some(Fraction { numerator: a.numerator.times(by)?, ..a })
            }
            Node::Divide(a, b) => {
                let divisor = self.model.affine(self.followed(*b))?.settled(self.space)?;
                let a = self.fraction((*a, side), certain)?;
                if divisor.is_constant() {
                    let by = Number::one().checked_div(&divisor.constant)?;
                    let positive = divisor.constant > 0.into();
                    return positive
                        .then(|| Some(Fraction { numerator: a.numerator.times(by)?, ..a }))
                        .flatten();
                }
                // A zero divisor leaves the quotient open, so that nothing certain can rest on it.
                let least = divisor.span(self.space).0.0;
                let positive = if certain { least >= 0.0 } else { least > 0.0 };
                (positive && a.denominator.is_constant())
                    .then_some(Fraction { numerator: a.numerator, denominator: divisor })
            }
            _ => None,
        }
    }

    /// A linear function that is never below (`above`) or never above (not `above`) an end of a number in the box.
    pub(super) fn estimate(&self, (id, side): (Id, Side), above: bool) -> Option<Estimate> {
        let id = self.followed(id);
        match &self.model.nodes[id] {
            Node::Linear { low, high } => {
                let affine = if side == Side::Low { low.as_ref()? } else { high.as_ref()? };
                let (terms, constant) = floats(affine);
                let ((low, high), _) = affine.span(self.space);
                Some(Estimate { terms, constant, magnitude: low.abs().max(high.abs()) + constant.abs() })
            }
            Node::Add(a, b) => {
                Some(self.estimate((*a, side), above)?.plus(self.estimate((*b, side), above)?))
            }
            Node::Negate(a) => Some(self.estimate((*a, side.other()), !above)?.times(-1.0)),
            Node::Divide(a, b) => self.quotient(*a, side, *b, above).or_else(|| self.flat((id, side), above)),
            Node::Multiply(a, b) => {
                let (by, a) = match (self.model.constant(*a), self.model.constant(*b)) {
                    (Some(by), _) => (by, *b),
                    (_, Some(by)) => (by, *a),
                    _ => return self.flat((id, side), above),
                };
                let by = vocabulary::number::to_f64(by);
                let (side, above) = if by < 0.0 { (side.other(), !above) } else { (side, above) };
                Some(self.estimate((a, side), above)?.times(by))
            }
            _ => self.flat((id, side), above),
        }
    }

    /// The end's bound all over the box.
    fn flat(&self, (id, side): (Id, Side), above: bool) -> Option<Estimate> {
        let range = self.reach[id].range();
        if range.absent {
            return None;
        }
        let span = self.span(id, side);
        Estimate::constant(if above { span.1 } else { span.0 })
    }

    /// `a / b` as `a × r` with `r = 1 / b`, `r` between its tangent and its secant.
    fn quotient(&self, a: Id, side: Side, b: Id, above: bool) -> Option<Estimate> {
        let divisor = self.model.affine(self.followed(b))?;
        let ((d1, d2), _) = divisor.span(self.space);
        let numerator = self.span(a, side);
        if d1 <= 0.0 || !d2.is_finite() || !numerator.0.is_finite() || !numerator.1.is_finite() {
            return None;
        }
        // From below is the negative of from above of the negative.
        let sign = if above { 1.0 } else { -1.0 };
        let (n1, n2) = if above { numerator } else { (-numerator.1, -numerator.0) };
        let a = self.estimate((a, side), above)?.times(sign);
        let (terms, constant) = floats(divisor);
        let divisor = Estimate { terms, constant, magnitude: d2.abs() + constant.abs() };
        let (r1, r2, middle) = (d2.recip(), d1.recip(), f64::midpoint(d1, d2));
        // factor × r from above, linear in the divisor.
        let inverse = |factor: f64| -> Option<Estimate> {
            let (slope, constant) =
                if factor >= 0.0 { (-r1 * r2, r1 + r2) } else { (-(middle * middle).recip(), 2.0 / middle) };
            Some(divisor.clone().times(slope * factor).plus(Estimate::constant(constant * factor)?))
        };
        let first = inverse(n2)?.plus(a.clone().times(r1)).plus(Estimate::constant(-n2 * r1)?);
        let second = inverse(n1)?.plus(a.times(r2)).plus(Estimate::constant(-n1 * r2)?);
        let at_middle = |estimate: &Estimate| -> f64 {
            let terms = estimate.terms.iter().map(|(variable, coefficient)| {
                coefficient
                    * f64::midpoint(self.space.low[*variable] as f64, self.space.high[*variable] as f64)
            });
            estimate.constant + terms.sum::<f64>()
        };
        let better = if at_middle(&first) <= at_middle(&second) { first } else { second };
        Some(better.times(sign))
    }
}
