//! Units and dimensions. A unit is a symbol, a dimension and a scale to the dimension's base unit
//! (元, 人, 年, 日, ㎡); counts of things (项, 家, 个 …), scores (分) and ratios have no dimension.

use std::fmt;
use std::ops::{Div, Mul};

use crate::Number;

/// Exponents over the base units 元, 人, 年, 日, ㎡.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dimension([i8; 5]);

impl Dimension {
    /// Pure number: ratio, count of things, score.
    pub const ONE: Self = Self([0; 5]);
    /// 元.
    pub const MONEY: Self = Self([1, 0, 0, 0, 0]);
    /// 人.
    pub const PERSON: Self = Self([0, 1, 0, 0, 0]);
    /// 年.
    pub const YEAR: Self = Self([0, 0, 1, 0, 0]);
    /// 日.
    pub const DAY: Self = Self([0, 0, 0, 1, 0]);
    /// ㎡.
    pub const AREA: Self = Self([0, 0, 0, 0, 1]);
    /// 元 for each ㎡ and 年.
    pub const RENT: Self = Self([1, 0, -1, 0, -1]);
    const SYMBOLS: [&'static str; 5] = ["元", "人", "年", "天", "㎡"];

    /// Whether quantities of this dimension are pure numbers.
    pub fn is_one(self) -> bool {
        self == Self::ONE
    }
}

impl Mul for Dimension {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let mut out = self.0;
        for (a, b) in out.iter_mut().zip(other.0) {
            *a = a.saturating_add(b);
        }
        Self(out)
    }
}

impl Div for Dimension {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let mut out = self.0;
        for (a, b) in out.iter_mut().zip(other.0) {
            *a = a.saturating_sub(b);
        }
        Self(out)
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_one() {
            return f.write_str("无单位");
        }
        let side = |sign: i8| {
            let mut parts = Vec::new();
            for (symbol, &power) in Self::SYMBOLS.iter().zip(&self.0) {
                match power.saturating_mul(sign) {
                    p if p <= 0 => {}
                    1 => parts.push((*symbol).to_owned()),
                    p => parts.push(format!("{symbol}^{p}")),
                }
            }
            parts.join("·")
        };
        let (above, below) = (side(1), side(-1));
        match (above.is_empty(), below.is_empty()) {
            (false, true) => f.write_str(&above),
            (true, _) => write!(f, "1/{below}"),
            (false, false) => write!(f, "{above}/{below}"),
        }
    }
}

/// A named unit. `value in this unit × scale = value in the base unit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// As written: `万元`, `%`, `人`.
    pub symbol: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    numerator: i128,
    denominator: i128,
}

impl Unit {
    const fn new(symbol: &'static str, dimension: Dimension, numerator: i128, denominator: i128) -> Self {
        Self { symbol, dimension, numerator, denominator }
    }

    /// Every unit the product reads, longest symbol of a family first.
    pub const ALL: &'static [Self] = &[
        Self::new("元", Dimension::MONEY, 1, 1),
        Self::new("千元", Dimension::MONEY, 1_000, 1),
        Self::new("万元", Dimension::MONEY, 10_000, 1),
        Self::new("百万元", Dimension::MONEY, 1_000_000, 1),
        Self::new("亿元", Dimension::MONEY, 100_000_000, 1),
        Self::new("%", Dimension::ONE, 1, 100),
        Self::new("‰", Dimension::ONE, 1, 1000),
        Self::new("人", Dimension::PERSON, 1, 1),
        Self::new("万人", Dimension::PERSON, 10_000, 1),
        Self::new("年", Dimension::YEAR, 1, 1),
        Self::new("月", Dimension::YEAR, 1, 12),
        Self::new("个月", Dimension::YEAR, 1, 12),
        Self::new("天", Dimension::DAY, 1, 1),
        Self::new("日", Dimension::DAY, 1, 1),
        Self::new("㎡", Dimension::AREA, 1, 1),
        Self::new("平方米", Dimension::AREA, 1, 1),
        Self::new("万㎡", Dimension::AREA, 10_000, 1),
        Self::new("万平方米", Dimension::AREA, 10_000, 1),
        // A rent; held by the year.
        Self::new("元/㎡·年", Dimension::RENT, 1, 1),
        Self::new("元/㎡·月", Dimension::RENT, 12, 1),
        Self::new("项", Dimension::ONE, 1, 1),
        Self::new("家", Dimension::ONE, 1, 1),
        Self::new("个", Dimension::ONE, 1, 1),
        Self::new("件", Dimension::ONE, 1, 1),
        Self::new("次", Dimension::ONE, 1, 1),
        Self::new("所", Dimension::ONE, 1, 1),
        Self::new("名", Dimension::ONE, 1, 1),
        Self::new("位", Dimension::ONE, 1, 1),
        Self::new("岁", Dimension::ONE, 1, 1),
        Self::new("场", Dimension::ONE, 1, 1),
        Self::new("级", Dimension::ONE, 1, 1),
        Self::new("度", Dimension::ONE, 1, 1),
        Self::new("小时", Dimension::ONE, 1, 1),
        Self::new("纳米", Dimension::ONE, 1, 1),
        Self::new("分", Dimension::ONE, 1, 1),
    ];

    /// The unit with this symbol, if there is one.
    pub fn find(symbol: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|unit| unit.symbol == symbol)
    }

    /// The unit in which values of this one are held: 元 for 亿元, 人 for 万人. A pure number is held as such, whatever is counted.
    #[must_use]
    pub fn base(self) -> Self {
        if self.dimension.is_one() {
            return self;
        }
        let one = Number::from_integer(1);
        let base = Self::ALL.iter().find(|unit| unit.dimension == self.dimension && unit.scale() == one);
        base.copied().unwrap_or(self)
    }

    /// How many base units one of this unit is.
    pub fn scale(self) -> Number {
        Number::new(self.numerator, self.denominator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn algebra() {
        let per_head = Dimension::MONEY / Dimension::PERSON;
        assert_eq!(per_head.to_string(), "元/人");
        assert_eq!(per_head * Dimension::PERSON, Dimension::MONEY);
        assert_eq!((Dimension::MONEY / Dimension::MONEY).to_string(), "无单位");
    }

    #[test]
    fn scales() {
        assert_eq!(Unit::find("亿元").map(Unit::scale), Some(Number::from_integer(100_000_000)));
        assert_eq!(Unit::find("‰").map(Unit::scale), Some(Number::new(1, 1000)));
        assert_eq!(Unit::find("光年"), None);
        for unit in Unit::ALL.iter().filter(|unit| !unit.dimension.is_one()) {
            assert_eq!(unit.base().scale(), Number::from_integer(1), "{} has a base unit", unit.symbol);
        }
        assert_eq!(Unit::find("%").map(|unit| unit.base().symbol), Some("%"));
    }
}
