//! What a sentence is made of, before it is known what its numbers mean.

use std::ops::Range;

use vocabulary::Number;

use crate::figure::Operator;
use crate::numeral::Form;
use crate::places::PlaceWord;
use crate::time::When;

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) token: Token,
    pub(crate) at: Range<usize>,
}

/// The sorts of pieces.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    /// Any other words.
    Text,
    Time(When),
    Quantity(Quantity),
    Rank(Rank),
    Place(PlaceWord),
    /// ，
    Comma,
    /// 、
    Pause,
    /// ；
    Semicolon,
    /// ：
    Colon,
    /// （
    Open,
    /// ）
    Close,
    /// “ or ”
    Quote,
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quantity {
    pub(crate) value: Option<Number>,
    /// Scale and unit as written; empty where none was.
    pub(crate) unit: String,
    /// What stands in or after the number: 多, 余, 以上, 左右.
    pub(crate) operator: Option<Operator>,
    pub(crate) form: Form,
    /// `3—5家` is two quantities: this one is its lower or upper end.
    pub(crate) range: bool,
    /// One of several that a `:` joins: 2.8:40.5:56.7.
    pub(crate) proportion: Option<usize>,
}

/// A place in a ranking.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rank {
    pub(crate) value: Option<Number>,
    /// Among the first so many, rather than that very place.
    pub(crate) among: bool,
    /// 位 or 强.
    pub(crate) unit: &'static str,
}
