//! Typed expressions: names are resolved to positions, units are checked, periods are attached.

use std::sync::Arc;

use jiff::civil::Date;
use vocabulary::Period;
use vocabulary::kind::{AttributeId, FieldId};

use crate::ast::Operator;
use crate::diagnostic::Span;
use crate::types::Type;
use crate::value::Interval;

/// A typed expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expr {
    /// Where it stands in the text it was parsed from.
    pub span: Span,
    /// Its type.
    pub r#type: Type,
    /// Best shown as a percentage.
    pub percent: bool,
    /// What it is.
    pub node: Node,
}

/// The kinds of typed expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// `true`, `false`.
    Truth(bool),
    /// A number, or an interval that an expert decides within.
    Number(Interval),
    /// Text.
    Text(Arc<str>),
    /// A date.
    Date(Date),
    /// `as_of`.
    AsOf,
    /// Known not to exist: the value of an absent fact, put in its place.
    Absent,
    /// A plain attribute.
    Plain(AttributeId),
    /// One year of a yearly attribute.
    Yearly(AttributeId, Period),
    /// Several years of a yearly attribute.
    Series(AttributeId, Period),
    /// All records of a list attribute.
    List(AttributeId),
    /// Records that pass a predicate.
    Filter(Box<Expr>, Box<Expr>),
    /// A field of the record that a predicate looks at.
    Field(FieldId),
    /// A field of every record: a series.
    Column(Box<Expr>, FieldId),
    /// A parameter by position.
    Parameter(usize),
    /// A definition by position.
    Definition(usize),
    /// `not a`.
    Not(Box<Expr>),
    /// `-a`.
    Negate(Box<Expr>),
    /// `a and b`.
    And(Box<Expr>, Box<Expr>),
    /// `a or b`.
    Or(Box<Expr>, Box<Expr>),
    /// A comparison.
    Compare(Operator, Box<Expr>, Box<Expr>),
    /// `+ - * /`.
    Arithmetic(Operator, Box<Expr>, Box<Expr>),
    /// `if c then a else b`.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// A built-in function.
    Call(Function, Vec<Expr>),
}

/// Built-in functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// Number of records or years.
    Count,
    /// Sum of a series.
    Sum,
    /// Arithmetic mean of a series.
    Mean,
    /// Least of a series or of the arguments.
    Min,
    /// Greatest of a series or of the arguments.
    Max,
    /// Whether there is a record, or whether one member is true.
    Any,
    /// Whether all members are true.
    Every,
    /// `growth(old, new)` = new / old − 1.
    Growth,
    /// Mean of the yearly growth rates of a series.
    MeanGrowth,
    /// Compound annual growth rate of a series: (last / first)^(1 / (n − 1)) − 1.
    Cagr,
    /// Magnitude.
    Abs,
    /// `round(x, digits)`: half away from zero, in the base unit.
    Round,
    /// Greatest whole number not above.
    Floor,
    /// Least whole number not below.
    Ceil,
    /// Whole years from a date to a later one.
    FullYears,
    /// Calendar year of a date.
    Year,
    /// Two-digit division (大类) of a GB/T 4754 industry code.
    Division,
    /// The first argument that is known: one fact that can be stated in two ways.
    FirstKnown,
}

impl Function {
    /// All functions with their names and their one-line documentation, in the order of the reference.
    pub const ALL: [(Self, &'static str, &'static str); 18] = [
        (Self::Count, "count", "count(列表或逐年数)：条数或年数；列表不完整时是下限"),
        (Self::Sum, "sum", "sum(逐年数)：合计"),
        (Self::Mean, "mean", "mean(逐年数)：算术平均"),
        (Self::Min, "min", "min(逐年数) 或 min(a, b, …)：最小者"),
        (Self::Max, "max", "max(逐年数) 或 max(a, b, …)：最大者"),
        (Self::Any, "any", "any(列表) 或 any(逐年的是否)：至少有一个"),
        (Self::Every, "every", "every(逐年的是否)：每一个都是"),
        (Self::Growth, "growth", "growth(旧, 新)：新 ÷ 旧 − 1"),
        (Self::MeanGrowth, "mean_growth", "mean_growth(逐年数)：各年增长率的算术平均"),
        (Self::Cagr, "cagr", "cagr(逐年数)：复合增长率，(末年 ÷ 首年) 开 (年数 − 1) 次方 − 1"),
        (Self::Abs, "abs", "abs(数)：绝对值"),
        (Self::Round, "round", "round(数, 位数)：四舍五入到小数若干位"),
        (Self::Floor, "floor", "floor(数)：舍去小数部分（向下取整）"),
        (Self::Ceil, "ceil", "ceil(数)：向上取整"),
        (Self::FullYears, "full_years", "full_years(起, 止)：两个日期之间满多少周年"),
        (Self::Year, "year", "year(日期)：公历年份"),
        (
            Self::Division,
            "division",
            "division(行业代码)：GB/T 4754 的两位大类代码，如 3562 与 C35 都是 \"35\"",
        ),
        (Self::FirstKnown, "first_known", "first_known(a, b, …)：同一事实的几种说法，取最先知道的（是否）"),
    ];

    /// The function of that name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, other, _)| *other == name).map(|(function, ..)| *function)
    }
}

impl Expr {
    /// Calls `visit` on this expression and everything below it.
    pub fn walk<'e>(&'e self, visit: &mut impl FnMut(&'e Self)) {
        visit(self);
        match &self.node {
            Node::Filter(a, b)
            | Node::And(a, b)
            | Node::Or(a, b)
            | Node::Compare(_, a, b)
            | Node::Arithmetic(_, a, b) => {
                a.walk(visit);
                b.walk(visit);
            }
            Node::Column(a, _) | Node::Not(a) | Node::Negate(a) => a.walk(visit),
            Node::If(a, b, c) => {
                a.walk(visit);
                b.walk(visit);
                c.walk(visit);
            }
            Node::Call(_, arguments) => arguments.iter().for_each(|argument| argument.walk(visit)),
            _ => {}
        }
    }
}
