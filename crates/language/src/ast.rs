//! The syntax tree: what was written, with a span on every node, before anything is known about names and types.

use jiff::civil::Date;
use vocabulary::{Dimension, Number};

use crate::diagnostic::Span;

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ast {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: AstKind,
}

/// The kinds of node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AstKind {
    /// Could not be read; a diagnostic says why. Keeps the rest of the tree usable.
    Error,
    /// `true`, `false`.
    Bool(bool),
    /// A number in base units.
    Number {
        /// Value in base units.
        value: Number,
        /// Its dimension.
        dimension: Dimension,
        /// Whether a unit was written.
        has_unit: bool,
    },
    /// `"…"`.
    Text(String),
    /// `@"…"`.
    Date(Date),
    /// A name: attribute, field, definition, parameter.
    Name(String),
    /// `a.b`.
    Member(Box<Ast>, String),
    /// `a[…]`: a period of a yearly attribute or a filter of a list.
    Bracket(Box<Ast>, Box<Ast>),
    /// `-a`.
    Negate(Box<Ast>),
    /// `not a`.
    Not(Box<Ast>),
    /// `a op b`.
    Binary(Operator, Box<Ast>, Box<Ast>),
    /// `a in [lo..hi)`.
    InRange(Box<Ast>, Range),
    /// `a in (x, y, z)`.
    InSet(Box<Ast>, Vec<Ast>),
    /// `if c then a else b`.
    If(Box<Ast>, Box<Ast>, Box<Ast>),
    /// `f(a, b)`.
    Call(String, Vec<Ast>),
}

impl Ast {
    /// The same tree without its spans, to compare what was said and not where.
    #[must_use]
    pub fn without_places(&self) -> Self {
        use AstKind::{Binary, Bracket, Call, If, InRange, InSet, Member, Negate, Not};
        let one = |ast: &Self| Box::new(ast.without_places());
        let all = |items: &[Self]| items.iter().map(Self::without_places).collect();
        let kind = match &self.kind {
            Member(target, field) => Member(one(target), field.clone()),
            Bracket(target, inner) => Bracket(one(target), one(inner)),
            Negate(inner) => Negate(one(inner)),
            Not(inner) => Not(one(inner)),
            Binary(operator, left, right) => Binary(*operator, one(left), one(right)),
            InRange(subject, range) => {
                let range = Range { low: one(&range.low), high: one(&range.high), ..range.clone() };
                InRange(one(subject), range)
            }
            InSet(subject, values) => InSet(one(subject), all(values)),
            If(condition, yes, no) => If(one(condition), one(yes), one(no)),
            Call(name, arguments) => Call(name.clone(), all(arguments)),
            other => other.clone(),
        };
        Self { span: Span::default(), kind }
    }
}

/// Bounds of a range, each open or closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// Lower bound.
    pub low: Box<Ast>,
    /// `[`: the lower bound belongs to the range.
    pub low_closed: bool,
    /// Upper bound.
    pub high: Box<Ast>,
    /// `]`: the upper bound belongs to the range.
    pub high_closed: bool,
}

/// Binary operators, loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `or`
    Or,
    /// `and`
    And,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

impl Operator {
    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
        }
    }
}
