//! Types of expressions.

use std::fmt;

use vocabulary::Dimension;
use vocabulary::kind::AttributeId;

/// What kind of value an expression has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// 是否, three-valued.
    Bool,
    /// A number of a dimension.
    Number(Dimension),
    /// Text or a word of an enumeration.
    Text,
    /// A calendar date.
    Date,
    /// One value a year (or a record): of 是否 or of numbers.
    Series(Element),
    /// Records of a list attribute.
    List(AttributeId),
    /// Could not be typed; a diagnostic says why. Fits everything, so that one mistake is reported once.
    Error,
}

/// What a series holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// 是否.
    Bool,
    /// A number of a dimension.
    Number(Dimension),
}

impl Type {
    /// The dimension of a number or of a series of numbers.
    pub fn dimension(self) -> Option<Dimension> {
        match self {
            Self::Number(dimension) | Self::Series(Element::Number(dimension)) => Some(dimension),
            _ => None,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("是否"),
            Self::Number(dimension) => write!(f, "数（{dimension}）"),
            Self::Text => f.write_str("文字"),
            Self::Date => f.write_str("日期"),
            Self::Series(Element::Bool) => f.write_str("逐年的是否"),
            Self::Series(Element::Number(dimension)) => write!(f, "逐年的数（{dimension}）"),
            Self::List(_) => f.write_str("列表"),
            Self::Error => f.write_str("（有误）"),
        }
    }
}
