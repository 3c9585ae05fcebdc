//! Arithmetic on intervals of exact fractions, as `language::value::Interval` does it, in whole numbers of the engine's widest kind:
//! a bound is numerator and denominator, the denominator is positive, and an open bound is a numerator that is NULL. One file, though
//! long: the operations are made of each other.

use language::value::Interval;
use num_integer::Integer;
use num_traits::CheckedMul;
use vocabulary::Number;

use super::dialect::Overflow;
use super::fragment::Sql;
use super::writer::{Beyond, Writer};

/// A whole number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Int {
    pub(super) sql: Sql,
    pub(super) constant: Option<i128>,
    /// It is less than two to this power.
    pub(super) bits: u32,
}

/// A bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fraction {
    pub(super) over: Int,
    pub(super) under: Int,
}

/// All that a number may still be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Num {
    /// None: open in every row.
    pub(super) low: Option<Fraction>,
    pub(super) high: Option<Fraction>,
    /// Where the number is known not to exist; bounds say nothing there.
    pub(super) absent: Sql,
    /// Where the greatest is told, it is the least, too; where it is not, zero is possible.
    pub(super) is_point: bool,
}

impl Int {
    pub(super) fn column(sql: Sql, bits: u32) -> Self {
        Self { sql, constant: None, bits }
    }
}

impl Num {
    pub(super) fn bounds(low: Option<Fraction>, high: Option<Fraction>) -> Self {
        Self { low, high, absent: Sql::truth(false), is_point: false }
    }

    /// Anything.
    pub(super) fn any() -> Self {
        Self::bounds(None, None)
    }

    pub(super) fn but_absent(mut self, absent: Sql) -> Self {
        self.absent = absent;
        self
    }

    /// One value, where it is one before any row is seen.
    pub(super) fn constant(&self) -> Option<Number> {
        let (low, high) = (self.low.as_ref()?, self.high.as_ref()?);
        (low == high && self.absent.literal() == Some(false)).then_some(())?;
        Some(Number::new(low.over.constant?, low.under.constant?))
    }

    /// Whether both bounds are written the same: known exactly, or not at all.
    fn is_exact(&self) -> bool {
        self.low == self.high
    }
}

impl Writer<'_> {
    /// A literal.
    pub(super) fn int(&self, value: i128) -> Int {
        let plain = !self.dialect.typed_literals && i32::try_from(value).is_ok();
        let text = match plain {
            true if value < 0 => format!("({value})"),
            true => value.to_string(),
            false => self.dialect.literal.replace("{0}", &value.to_string()),
        };
        Int {
            sql: Sql::atom(text, 0),
            constant: Some(value),
            bits: 128 - value.unsigned_abs().leading_zeros(),
        }
    }

    /// A whole number of the widest kind, be it a literal.
    pub(super) fn wide(&self, value: &Int) -> Sql {
        match value.constant {
            Some(value) => Sql::atom(self.dialect.literal.replace("{0}", &value.to_string()), 0),
            None => value.sql.clone(),
        }
    }

    pub(super) fn fraction(&self, value: Number) -> Fraction {
        Fraction { over: self.int(*value.numer()), under: self.int(*value.denom()) }
    }

    pub(super) fn interval(&self, interval: Interval) -> Num {
        let bound = |bound: Option<Number>| bound.map(|number| self.fraction(number));
        let is_point = interval.value().is_some();
        Num { is_point, ..Num::bounds(bound(interval.low), bound(interval.high)) }
    }

    fn sized(&self, sql: Sql, bits: u32) -> Result<Int, Beyond> {
        match self.dialect.overflow {
            Overflow::Wraps(most) if bits > most => {
                Err(Beyond(format!("中间结果可能超过 {most} 位二进制整数（本方言溢出时不报错）")))
            }
            _ => Ok(Int { sql, constant: None, bits }),
        }
    }

    fn sign(&mut self, sign: &str, a: &Int, b: &Int) -> Result<Int, Beyond> {
        if let (Some(x), Some(y)) = (a.constant, b.constant) {
            let folded = match sign {
                "+" => x.checked_add(y),
                "-" => x.checked_sub(y),
                _ => x.checked_mul(y),
            };
            return folded.map(|value| self.int(value)).ok_or_else(|| Beyond("常数过大".to_owned()));
        }
        match (sign, a.constant, b.constant) {
            ("*", Some(1), _) | ("+", Some(0), _) => return Ok(b.clone()),
            ("*", _, Some(1)) | ("+" | "-", _, Some(0)) => return Ok(a.clone()),
            _ => {}
        }
        let bits = if sign == "*" { a.bits + b.bits } else { a.bits.max(b.bits) + 1 };
        self.sized(Sql::infix(&a.sql, sign, &b.sql), bits)
    }

    pub(super) fn add(&mut self, a: &Int, b: &Int) -> Result<Int, Beyond> {
        self.sign("+", a, b)
    }

    pub(super) fn multiply(&mut self, a: &Int, b: &Int) -> Result<Int, Beyond> {
        self.sign("*", a, b)
    }

    fn negated(&self, a: &Int) -> Int {
        match a.constant {
            Some(value) => self.int(-value),
            None => Int { sql: Sql::atom(format!("(-{})", a.sql.closed()), a.sql.step), ..a.clone() },
        }
    }

    fn opposite(&self, a: Option<&Fraction>) -> Option<Fraction> {
        a.map(|a| Fraction { over: self.negated(&a.over), under: a.under.clone() })
    }

    /// The same, in columns where it is more than a name.
    fn held_fraction(&mut self, a: &Fraction) -> Fraction {
        Fraction { over: self.held_int(&a.over), under: self.held_int(&a.under) }
    }

    fn held_int(&mut self, a: &Int) -> Int {
        Int { sql: self.column(&a.sql), ..a.clone() }
    }

    pub(super) fn held_number(&mut self, a: &Num) -> Num {
        let low = a.low.as_ref().map(|bound| self.held_fraction(bound));
        let high =
            if a.is_exact() { low.clone() } else { a.high.as_ref().map(|bound| self.held_fraction(bound)) };
        Num { low, high, absent: self.column(&a.absent), is_point: a.is_point }
    }

    /// Two fractions over one denominator, where that is known.
    fn common(&mut self, a: &Fraction, b: &Fraction) -> Result<Option<(Int, Int, Int)>, Beyond> {
        if a.under == b.under {
            return Ok(Some((a.over.clone(), b.over.clone(), a.under.clone())));
        }
        let (Some(x), Some(y)) = (a.under.constant, b.under.constant) else { return Ok(None) };
        let whole = x / x.gcd(&y);
        let Some(under) = whole.checked_mul(y) else { return Ok(None) };
        let (by_a, by_b) = (self.int(under / x), self.int(under / y));
        Ok(Some((self.multiply(&a.over, &by_a)?, self.multiply(&b.over, &by_b)?, self.int(under))))
    }

    /// `a sign b` for an order.
    pub(super) fn compared(&mut self, a: &Fraction, sign: &str, b: &Fraction) -> Result<Sql, Beyond> {
        let (left, right) = match self.common(a, b)? {
            Some((left, right, _)) => (left, right),
            None => (self.multiply(&a.over, &b.under)?, self.multiply(&b.over, &a.under)?),
        };
        if let (Some(x), Some(y)) = (left.constant, right.constant) {
            return Ok(Sql::truth(match sign {
                "<" => x < y,
                "<=" => x <= y,
                ">" => x > y,
                ">=" => x >= y,
                _ => x == y,
            }));
        }
        Ok(Sql::infix(&left.sql, sign, &right.sql))
    }

    fn with_zero(&mut self, a: &Fraction, sign: &str) -> Result<Sql, Beyond> {
        let zero = self.fraction(Number::from_integer(0));
        let over = Fraction { over: a.over.clone(), under: zero.under.clone() };
        self.compared(&over, sign, &zero)
    }

    /// The first of two fractions where it stands in that order to the second, else the second. Open where one is, unless
    /// `told`: then the other.
    pub(super) fn better(
        &mut self,
        a: Option<&Fraction>,
        b: Option<&Fraction>,
        sign: &str,
        told: bool,
    ) -> Result<Option<Fraction>, Beyond> {
        let (a, b) = match (a, b) {
            (Some(a), Some(b)) => (self.held_fraction(a), self.held_fraction(b)),
            (Some(one), None) | (None, Some(one)) if told => return Ok(Some(one.clone())),
            _ => return Ok(None),
        };
        if a == b {
            return Ok(Some(a));
        }
        let first = self.compared(&a, sign, &b)?;
        let first =
            if told && b.over.constant.is_none() { Sql::or(&b.over.sql.is_null(), &first) } else { first };
        if let Some(first) = first.literal() {
            return Ok(Some(if first { a } else { b }));
        }
        let other = if told { Sql::truth(true) } else { self.compared(&a, opposite(sign), &b)? };
        if let Some((x, y, under)) = self.common(&a, &b)? {
            let over = self.chosen(vec![(first, x), (other, y)]);
            return Ok(Some(Fraction { over, under }));
        }
        let first = self.column(&first);
        let other = self.column(&other);
        let over = self.chosen(vec![(first.clone(), a.over), (other, b.over)]);
        let under = self.chosen(vec![(first, a.under), (Sql::truth(true), b.under)]);
        Ok(Some(Fraction { over, under }))
    }

    /// The first whole number whose condition is true; NULL where none is.
    pub(super) fn chosen(&self, branches: Vec<(Sql, Int)>) -> Int {
        let bits = branches.iter().map(|(_, value)| value.bits).max().unwrap_or_default();
        if let Some((_, only)) = branches.first()
            && branches.iter().all(|(_, value)| value == only)
            && branches.last().is_some_and(|(condition, _)| condition.literal() == Some(true))
        {
            return only.clone();
        }
        // Small literals by themselves would make a column of small numbers.
        let branches = branches.into_iter().map(|(condition, value)| (condition, self.wide(&value)));
        Int { sql: Sql::case(branches.collect(), None, "NULL"), constant: None, bits }
    }

    /// What each bound is in its case; a bound that is open in all cases is.
    pub(super) fn bound_of(&mut self, branches: Vec<(Sql, Option<Fraction>)>) -> Option<Fraction> {
        if branches.iter().all(|(_, bound)| bound.is_none()) {
            return None;
        }
        let nothing = Int { sql: Sql::atom("NULL", 0), constant: None, bits: 0 };
        let one = self.int(1);
        let under = branches.iter().find_map(|(_, bound)| bound.as_ref().map(|bound| bound.under.clone()));
        let all_known = branches.iter().filter_map(|(_, bound)| Some(bound.as_ref()?.under.constant));
        let common = all_known.clone().try_fold(1i128, |lcm, under| {
            let under = under?;
            (lcm / lcm.gcd(&under)).checked_mul(under)
        });
        let same =
            branches.iter().all(|(_, bound)| bound.as_ref().is_none_or(|b| Some(&b.under) == under.as_ref()));
        let (mut overs, mut unders) = (Vec::new(), Vec::new());
        for (condition, bound) in branches {
            let (over, own) = match bound {
                None => (nothing.clone(), under.clone().unwrap_or_else(|| one.clone())),
                Some(bound) => match (same, common, bound.under.constant) {
                    (false, Some(common), Some(own)) => {
                        let by = self.int(common / own);
                        let scaled = self.multiply(&bound.over, &by);
                        (scaled.unwrap_or(bound.over), self.int(common))
                    }
                    _ => (bound.over, bound.under),
                },
            };
            overs.push((condition.clone(), over));
            unders.push((condition, own));
        }
        // Where no case holds the numerator is NULL, and what is under it does not matter.
        if let Some(last) = unders.last_mut() {
            last.0 = Sql::truth(true);
        }
        Some(Fraction { over: self.chosen(overs), under: self.chosen(unders) })
    }

    pub(super) fn plus(&mut self, a: &Num, b: &Num) -> Result<Num, Beyond> {
        let low = self.sum_of(a.low.as_ref(), b.low.as_ref())?;
        let high = if a.is_exact() && b.is_exact() {
            low.clone()
        } else {
            self.sum_of(a.high.as_ref(), b.high.as_ref())?
        };
        Ok(Num::bounds(low, high).but_absent(Sql::or(&a.absent, &b.absent)))
    }

    fn sum_of(&mut self, a: Option<&Fraction>, b: Option<&Fraction>) -> Result<Option<Fraction>, Beyond> {
        let (Some(a), Some(b)) = (a, b) else { return Ok(None) };
        if let Some((x, y, under)) = self.common(a, b)? {
            return Ok(Some(Fraction { over: self.add(&x, &y)?, under }));
        }
        let (x, y) = (self.multiply(&a.over, &b.under)?, self.multiply(&b.over, &a.under)?);
        Ok(Some(Fraction { over: self.add(&x, &y)?, under: self.multiply(&a.under, &b.under)? }))
    }

    pub(super) fn negative(&mut self, a: &Num) -> Num {
        let (low, high) = (self.opposite(a.high.as_ref()), self.opposite(a.low.as_ref()));
        Num { low, high, absent: a.absent.clone(), is_point: false }
    }

    pub(super) fn minus(&mut self, a: &Num, b: &Num) -> Result<Num, Beyond> {
        let b = self.negative(b);
        self.plus(a, &b)
    }

    fn product(&mut self, a: &Fraction, b: &Fraction) -> Result<Fraction, Beyond> {
        if let (Some(x), Some(y)) = (b.over.constant, a.under.constant) {
            let by = Number::new(x, y);
            let (over, under) = (self.int(*by.numer()), self.int(*by.denom()));
            return Ok(Fraction {
                over: self.multiply(&a.over, &over)?,
                under: self.multiply(&b.under, &under)?,
            });
        }
        Ok(Fraction { over: self.multiply(&a.over, &b.over)?, under: self.multiply(&a.under, &b.under)? })
    }

    pub(super) fn times(&mut self, a: &Num, b: &Num) -> Result<Num, Beyond> {
        let absent = Sql::or(&a.absent, &b.absent);
        let (a, b) = if a.constant().is_some() { (b, a) } else { (a, b) };
        let zero = self.fraction(Number::from_integer(0));
        if let (Some(factor), Some((by, _))) = (b.constant(), b.low.as_ref().zip(b.high.as_ref())) {
            if *factor.numer() == 0 {
                return Ok(
                    Num { is_point: true, ..Num::bounds(Some(zero.clone()), Some(zero)) }.but_absent(absent)
                );
            }
            let a = self.held_number(a);
            let (first, second) = if *factor.numer() > 0 { (&a.low, &a.high) } else { (&a.high, &a.low) };
            if a.is_exact() {
                let product = first.as_ref().map(|bound| self.product(bound, by)).transpose()?;
                return Ok(
                    Num { is_point: a.is_point, ..Num::bounds(product.clone(), product) }.but_absent(absent)
                );
            }
            // With one bound open the other is kept only where nothing is below zero.
            let is_closed = |bound: &Option<Fraction>| match bound {
                Some(bound) if bound.over.constant.is_some() => Sql::truth(true),
                Some(bound) => bound.over.sql.is_told(),
                None => Sql::truth(false),
            };
            let closed = Sql::and(&is_closed(&a.low), &is_closed(&a.high));
            let natural = match (&a.low, *factor.numer() > 0) {
                (Some(low), true) => self.with_zero(low, ">=")?,
                _ => Sql::truth(false),
            };
            let kept = Sql::or(&closed, &natural);
            let mut bounds = Vec::new();
            for bound in [first, second] {
                let product = bound.as_ref().map(|bound| self.product(bound, by)).transpose()?;
                bounds.push(self.bound_of(vec![(kept.clone(), product)]));
            }
            let high = bounds.pop().flatten();
            return Ok(Num::bounds(bounds.pop().flatten(), high).but_absent(absent));
        }
        let (a, b) = (self.held_number(a), self.held_number(b));
        let is_zero = |writer: &mut Self, number: &Num| -> Result<Sql, Beyond> {
            let (Some(low), Some(high)) = (&number.low, &number.high) else { return Ok(Sql::truth(false)) };
            let low = writer.with_zero(low, "=")?;
            Ok(if number.is_exact() { low } else { Sql::and(&low, &writer.with_zero(high, "=")?) })
        };
        let nothing = Sql::or(&is_zero(self, &a)?, &is_zero(self, &b)?);
        if a.is_exact() && b.is_exact() {
            let (Some(x), Some(y)) = (&a.low, &b.low) else {
                let bound = self.bound_of(vec![(nothing, Some(zero))]);
                return Ok(Num::bounds(bound.clone(), bound).but_absent(absent));
            };
            let product = self.product(x, y)?;
            let bound = self.bound_of(vec![(nothing, Some(zero)), (Sql::truth(true), Some(product))]);
            return Ok(Num::bounds(bound.clone(), bound).but_absent(absent));
        }
        let (Some(low_a), Some(low_b)) = (&a.low, &b.low) else {
            return Err(Beyond("两个都没有下限的数相乘".to_owned()));
        };
        let natural = Sql::and(&self.with_zero(low_a, ">=")?, &self.with_zero(low_b, ">=")?);
        let natural = self.column(&natural);
        let least_of_naturals = self.product(low_a, low_b)?;
        let (Some(high_a), Some(high_b)) = (&a.high, &b.high) else {
            let low = self
                .bound_of(vec![(nothing.clone(), Some(zero.clone())), (natural, Some(least_of_naturals))]);
            return Ok(Num::bounds(low, self.bound_of(vec![(nothing, Some(zero))])).but_absent(absent));
        };
        let nothing = self.column(&nothing);
        let most_of_naturals = self.product(high_a, high_b)?;
        // All four products; one that is open makes both bounds open.
        let mut all = Vec::new();
        for (x, y) in [(low_a, low_b), (low_a, high_b), (high_a, low_b), (high_a, high_b)] {
            let product = self.product(x, y)?;
            all.push(self.held_fraction(&product));
        }
        let (mut least, mut most) = (Some(all[0].clone()), Some(all[0].clone()));
        for product in &all[1..] {
            least = self.better(least.as_ref(), Some(product), "<=", false)?;
            most = self.better(most.as_ref(), Some(product), ">=", false)?;
        }
        let low = self.bound_of(vec![
            (nothing.clone(), Some(zero.clone())),
            (natural.clone(), Some(least_of_naturals)),
            (Sql::truth(true), least),
        ]);
        let high = self.bound_of(vec![
            (nothing, Some(zero)),
            (natural, Some(most_of_naturals)),
            (Sql::truth(true), most),
        ]);
        Ok(Num::bounds(low, high).but_absent(absent))
    }

    pub(super) fn over(&mut self, a: &Num, b: &Num) -> Result<Num, Beyond> {
        let absent = Sql::or(&a.absent, &b.absent);
        if let Some(divisor) = b.constant() {
            if *divisor.numer() == 0 {
                return Ok(Num::any().but_absent(absent));
            }
            let inverse = self.interval(Interval::exact(divisor.recip()));
            // A quotient by a number keeps a bound whatever the other; a product does not.
            let by = inverse.low.clone().unwrap_or_else(|| self.fraction(divisor));
            let (first, second) = if *divisor.numer() > 0 { (&a.low, &a.high) } else { (&a.high, &a.low) };
            let low = first.as_ref().map(|bound| self.product(bound, &by)).transpose()?;
            let high = second.as_ref().map(|bound| self.product(bound, &by)).transpose()?;
            return Ok(Num { is_point: a.is_point, ..Num::bounds(low, high) }.but_absent(absent));
        }
        let (a, b) = (self.held_number(a), self.held_number(b));
        let quotient = match &b.high {
            Some(value) if b.is_point || b.is_exact() => self.over_point(&a, value),
            _ => self.over_open(&a, &b),
        };
        quotient.map(|quotient| quotient.but_absent(absent))
    }

    /// Over a number that is told exactly, or may be zero.
    fn over_point(&mut self, a: &Num, b: &Fraction) -> Result<Num, Beyond> {
        let (positive, negative) = (self.with_zero(b, ">")?, self.with_zero(b, "<")?);
        let size =
            self.chosen(vec![(negative.clone(), self.negated(&b.over)), (Sql::truth(true), b.over.clone())]);
        let size = self.held_int(&size);
        let mut end =
            |plain: Option<&Fraction>, mirrored: Option<&Fraction>| -> Result<Option<Fraction>, Beyond> {
                let Some(either) = plain.or(mirrored) else { return Ok(None) };
                let under = self.chosen(vec![
                    (negative.clone(), mirrored.unwrap_or(either).under.clone()),
                    (Sql::truth(true), either.under.clone()),
                ]);
                // Both in 分: nothing to scale.
                let (by_b, under) = match (b.under.constant, under.constant) {
                    (Some(x), Some(y)) => (self.int(x / x.gcd(&y)), self.int(y / x.gcd(&y))),
                    _ => (b.under.clone(), under),
                };
                let mut part = |bound: Option<&Fraction>, sign: bool| -> Result<Option<Int>, Beyond> {
                    let Some(bound) = bound else { return Ok(None) };
                    let over = if sign { self.negated(&bound.over) } else { bound.over.clone() };
                    self.multiply(&over, &by_b).map(Some)
                };
                let branches =
                    [(positive.clone(), part(plain, false)?), (negative.clone(), part(mirrored, true)?)];
                let branches = branches.into_iter().filter_map(|(condition, over)| Some((condition, over?)));
                let over = self.chosen(branches.collect());
                Ok(Some(Fraction { over, under: self.multiply(&under, &size)? }))
            };
        let low = end(a.low.as_ref(), a.high.as_ref())?;
        let high = if a.is_exact() { low.clone() } else { end(a.high.as_ref(), a.low.as_ref())? };
        Ok(Num::bounds(low, high))
    }

    /// Over an interval: positive, or negative, or anything comes out.
    fn over_open(&mut self, a: &Num, b: &Num) -> Result<Num, Beyond> {
        let sign = |writer: &mut Self, bound: Option<&Fraction>, sign: &str| match bound {
            Some(bound) => writer.with_zero(bound, sign),
            None => Ok(Sql::truth(false)),
        };
        let positive = sign(self, b.low.as_ref(), ">")?;
        let negative = sign(self, b.high.as_ref(), "<")?;
        let (positive, negative) = (self.column(&positive), self.column(&negative));
        let mirrored_a = self.negative(a);
        let mirrored_b = self.negative(b);
        let mut out = Vec::new();
        for is_low in [true, false] {
            let mut branches = Vec::new();
            for (guard, a, b) in [(&positive, a, b), (&negative, &mirrored_a, &mirrored_b)] {
                if guard.literal() == Some(false) {
                    continue;
                }
                let bound = if is_low { &a.low } else { &a.high };
                let Some(bound) = bound else { continue };
                // Towards zero by the greater divisor, away from it by the smaller.
                let inwards = self.with_zero(bound, if is_low { ">=" } else { "<" })?;
                let outwards = self.with_zero(bound, if is_low { "<" } else { ">=" })?;
                let zero = self.fraction(Number::from_integer(0));
                match &b.high {
                    Some(high) => {
                        let open = Sql::and(&Sql::and(guard, &inwards), &high.over.sql.is_null());
                        if high.over.constant.is_none() {
                            branches.push((open, Some(zero)));
                        }
                        let quotient = self.product(bound, &turned(high))?;
                        branches.push((Sql::and(guard, &inwards), Some(quotient)));
                    }
                    None => branches.push((Sql::and(guard, &inwards), Some(zero))),
                }
                if let Some(low) = &b.low {
                    let quotient = self.product(bound, &turned(low))?;
                    branches.push((Sql::and(guard, &outwards), Some(quotient)));
                }
            }
            out.push(self.bound_of(branches));
        }
        let high = out.pop().flatten();
        Ok(Num::bounds(out.pop().flatten(), high))
    }

    /// The smaller (`<=`) or greater (`>=`) of two numbers; an absent one does not compete.
    pub(super) fn pick(&mut self, a: &Num, b: &Num, sign: &str) -> Result<Num, Beyond> {
        let (a, b) = (self.held_number(a), self.held_number(b));
        let is_least = sign == "<=";
        let low = self.better(a.low.as_ref(), b.low.as_ref(), sign, !is_least)?;
        let high = self.better(a.high.as_ref(), b.high.as_ref(), sign, is_least)?;
        if a.absent.literal() == Some(false) && b.absent.literal() == Some(false) {
            return Ok(Num::bounds(low, high));
        }
        let mut bound = |own: Option<Fraction>, a: &Num, b: &Num, of: fn(&Num) -> &Option<Fraction>| {
            self.bound_of(vec![
                (a.absent.clone(), of(b).clone()),
                (b.absent.clone(), of(a).clone()),
                (Sql::truth(true), own),
            ])
        };
        let low = bound(low, &a, &b, |number| &number.low);
        let high = bound(high, &a, &b, |number| &number.high);
        Ok(Num::bounds(low, high).but_absent(Sql::and(&a.absent, &b.absent)))
    }

    /// `a < b`, `a = b` and so on, three-valued.
    pub(super) fn order(&mut self, sign: &str, a: &Num, b: &Num) -> Result<Sql, Beyond> {
        let null = self.dialect.unknown[0];
        let absent = Sql::or(&a.absent, &b.absent);
        let mut strict = |x: Option<&Fraction>, sign: &str, y: Option<&Fraction>| match (x, y) {
            (Some(x), Some(y)) => self.compared(x, sign, y),
            _ => Ok(Sql::truth(false)),
        };
        let (la, ha, lb, hb) = (a.low.as_ref(), a.high.as_ref(), b.low.as_ref(), b.high.as_ref());
        let (yes, no) = match sign {
            "<" => (strict(ha, "<", lb)?, strict(la, ">=", hb)?),
            "<=" => (strict(ha, "<=", lb)?, strict(la, ">", hb)?),
            ">" => (strict(la, ">", hb)?, strict(ha, "<=", lb)?),
            ">=" => (strict(la, ">=", hb)?, strict(ha, "<", lb)?),
            _ => {
                let apart = Sql::or(&strict(ha, "<", lb)?, &strict(la, ">", hb)?);
                let same = |writer: &mut Self, number: &Num| match (&number.low, &number.high) {
                    (Some(low), Some(high)) if low != high => writer.compared(low, "=", high),
                    (None, _) | (_, None) => Ok(Sql::truth(false)),
                    _ => Ok(Sql::truth(true)),
                };
                let met = match (la, lb) {
                    (Some(x), Some(y)) => self.compared(x, "=", y)?,
                    _ => Sql::truth(false),
                };
                let met = Sql::and(&Sql::and(&same(self, a)?, &same(self, b)?), &met);
                (met, apart)
            }
        };
        let both = Sql::and(&a.absent, &b.absent);
        let unequal = Sql::truth(false);
        let mut branches = Vec::new();
        if sign == "=" {
            branches.push((both, Sql::truth(true)));
        }
        branches.push((absent, unequal));
        if a.is_exact() && b.is_exact() {
            // Null where either is.
            let plain =
                if no.literal() == Some(false) && yes.literal() == Some(false) { None } else { Some(yes) };
            return Ok(Sql::case(branches, Some(plain.unwrap_or_else(|| Sql::atom(null, 0))), null));
        }
        branches.extend([(yes, Sql::truth(true)), (no, Sql::truth(false))]);
        Ok(Sql::case(branches, None, null))
    }

    /// The smallest interval that covers two: open where one is.
    pub(super) fn hull(&mut self, a: &Num, b: &Num) -> Result<Num, Beyond> {
        let low = self.better(a.low.as_ref(), b.low.as_ref(), "<=", false)?;
        let high = self.better(a.high.as_ref(), b.high.as_ref(), ">=", false)?;
        Ok(Num::bounds(low, high))
    }

    /// Rounded half up to whole ones of `1 / scale`; the number is not negative.
    pub(super) fn rounded(&mut self, a: &Fraction, scale: i128) -> Result<Int, Beyond> {
        let exact = a.under.constant.filter(|under| scale % under == 0);
        if let Some(under) = exact {
            let by = self.int(scale / under);
            return self.multiply(&a.over, &by);
        }
        let (twice, two) = (self.int(2 * scale), self.int(2));
        let over = self.multiply(&a.over, &twice)?;
        let over = self.add(&over, &a.under)?;
        let under = self.multiply(&a.under, &two)?;
        if let (Some(over), Some(under)) = (over.constant, under.constant) {
            return Ok(self.int(over / under));
        }
        let (over, under) = (self.held_int(&over), self.held_int(&under));
        let bits = over.bits;
        Ok(Int { sql: Sql::filled(self.dialect.quotient, &[&over.sql, &under.sql]), constant: None, bits })
    }

    /// The value of a power, where it fits.
    pub(super) fn power(number: Number, exponent: u32) -> Option<Number> {
        (0..exponent).try_fold(Number::from_integer(1), |so_far, _| so_far.checked_mul(&number))
    }
}

/// Its inverse: a positive fraction.
fn turned(a: &Fraction) -> Fraction {
    Fraction { over: a.under.clone(), under: a.over.clone() }
}

fn opposite(sign: &str) -> &'static str {
    if sign == "<=" { ">" } else { "<" }
}
