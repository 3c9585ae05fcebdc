//! Syntax tree → typed expression: resolves names, attaches periods, checks types and units. All findings at once.

mod bracket;
mod call;
mod operator;

pub(crate) use call::digits_of;

use vocabulary::kind::{AttributeId, nearest};
use vocabulary::{AttributeType, Dimension, Field, Kind, Period};

use crate::ast::{Ast, AstKind};
use crate::diagnostic::{Diagnostic, Span};
use crate::ir::{Expr, Node};
use crate::limits::{MAX_DIAGNOSTICS, MAX_NESTING};
use crate::types::Type;
use crate::value::Interval;

/// The date that an assessment is made for, as a name in expressions.
pub const AS_OF: &str = "as_of";

/// A name that a programme adds to the attributes of the kind.
#[derive(Clone, Debug)]
pub struct Named {
    /// The name.
    pub name: String,
    /// Its type.
    pub r#type: Type,
    /// Best shown as a percentage.
    pub percent: bool,
}

/// The names an expression may use.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'s> {
    /// Whose attributes.
    pub kind: &'s Kind,
    /// Parameters, by position.
    pub parameters: &'s [Named],
    /// Definitions, by position; `None` where one is not yet checked (using it would be a cycle).
    pub definitions: &'s [Option<Named>],
    /// All definitions' names, for the message about a cycle.
    pub definition_names: &'s [String],
}

/// Checks a tree. The expression has type [`Type::Error`] somewhere iff there are diagnostics.
pub fn check(ast: &Ast, scope: &Scope<'_>) -> (Expr, Vec<Diagnostic>) {
    let mut checker = Checker { scope, fields: None, period: None, depth: 0, diagnostics: Vec::new() };
    let expr = checker.expr(ast);
    checker.diagnostics.truncate(MAX_DIAGNOSTICS);
    (expr, checker.diagnostics)
}

struct Checker<'s> {
    scope: &'s Scope<'s>,
    /// Fields of the list whose records the predicate being checked looks at.
    fields: Option<&'s [Field]>,
    /// The period that a derived attribute is wanted for: its formula names yearly attributes without one.
    period: Option<Period>,
    depth: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn error(&mut self, code: &'static str, span: Span, message: impl Into<String>) -> Expr {
        self.report(Diagnostic::new(code, span, message));
        failed(span)
    }

    fn expr(&mut self, ast: &Ast) -> Expr {
        let span = ast.span;
        if self.depth >= 2 * MAX_NESTING {
            return self.error("too-deep", span, "公式嵌套过深（派生属性是否引用了自己？）");
        }
        self.depth += 1;
        let expr = match &ast.kind {
            AstKind::Error => failed(span),
            AstKind::Bool(value) => typed(span, Type::Bool, Node::Truth(*value)),
            AstKind::Text(text) => typed(span, Type::Text, Node::Text(text.as_str().into())),
            AstKind::Date(date) => typed(span, Type::Date, Node::Date(*date)),
            AstKind::Number { value, dimension, has_unit } => Expr {
                percent: *has_unit && dimension.is_one() && *value.denom() != 1,
                ..typed(span, Type::Number(*dimension), Node::Number(Interval::exact(*value)))
            },
            AstKind::Name(name) => self.name(name, span),
            AstKind::Member(target, field) => self.member(target, field, span),
            AstKind::Bracket(target, inner) => self.bracket(target, inner, span),
            AstKind::Negate(inner) => self.negate(inner, span),
            AstKind::Not(inner) => {
                let inner = self.boolean(inner, "not 后面");
                typed(span, Type::Bool, Node::Not(Box::new(inner)))
            }
            AstKind::Binary(operator, left, right) => self.binary(*operator, left, right, span),
            AstKind::InRange(subject, range) => self.in_range(subject, range, span),
            AstKind::InSet(subject, values) => self.in_set(subject, values, span),
            AstKind::If(condition, yes, no) => self.conditional(condition, yes, no, span),
            AstKind::Call(name, arguments) => self.call(name, arguments, span),
        };
        self.depth -= 1;
        expr
    }

    fn name(&mut self, name: &str, span: Span) -> Expr {
        if let Some(fields) = self.fields
            && let Some(at) = fields.iter().position(|field| field.name == name)
        {
            return field_expr(at, &fields[at], span);
        }
        let position = |named: &[Named]| named.iter().position(|named| named.name == name);
        if let Some(at) = position(self.scope.parameters) {
            let named = &self.scope.parameters[at];
            return Expr { percent: named.percent, ..typed(span, named.r#type, Node::Parameter(at)) };
        }
        if let Some(at) = self.scope.definition_names.iter().position(|other| other == name) {
            return match self.scope.definitions.get(at) {
                Some(Some(named)) => {
                    Expr { percent: named.percent, ..typed(span, named.r#type, Node::Definition(at)) }
                }
                _ => self.error(
                    "definition-cycle",
                    span,
                    format!("定义“{name}”直接或间接引用了自己，或它本身有误"),
                ),
            };
        }
        if name == AS_OF {
            return typed(span, Type::Date, Node::AsOf);
        }
        match self.scope.kind.attribute(name) {
            Some((id, _)) => self.attribute(id, self.period, span),
            None => self.unknown_name(name, span),
        }
    }

    fn unknown_name(&mut self, name: &str, span: Span) -> Expr {
        let scope = self.scope;
        let candidates = (scope.kind.attributes.iter().map(|attribute| attribute.name.as_str()))
            .chain(scope.parameters.iter().map(|named| named.name.as_str()))
            .chain(scope.definition_names.iter().map(String::as_str))
            .chain(self.fields.into_iter().flatten().map(|field| field.name.as_str()));
        let near = nearest(name, candidates).map(str::to_owned);
        let hint = near.as_ref().map_or(String::new(), |near| format!("；是否想写“{near}”"));
        let message = format!("没有名为“{name}”的{}属性、参数或定义{hint}", scope.kind.name);
        let mut diagnostic = Diagnostic::new("unknown-name", span, message);
        diagnostic.fix = near;
        self.report(diagnostic);
        failed(span)
    }

    /// An attribute for a period; `None` where none was written.
    fn attribute(&mut self, id: AttributeId, period: Option<Period>, span: Span) -> Expr {
        let attribute = self.scope.kind.get(id);
        let name = &attribute.name;
        if let Some(formula) = &attribute.derived {
            return self.derived(formula, period, span);
        }
        if let AttributeType::List(_) = attribute.r#type {
            return typed(span, Type::List(id), Node::List(id));
        }
        let (r#type, percent) = value_type(&attribute.r#type);
        match (attribute.yearly, period) {
            (false, _) => Expr { percent, ..typed(span, r#type, Node::Plain(id)) },
            (true, None) => {
                let message = format!("“{name}”是逐年的数，请写明期间，如 {name}[上年] 或 {name}[近3年]");
                self.report(
                    Diagnostic::new("missing-period", span, message).with_fix(format!("{name}[上年]")),
                );
                failed(span)
            }
            (true, Some(period)) if period.is_series() => {
                let element = bracket::element(r#type);
                Expr { percent, ..typed(span, Type::Series(element), Node::Series(id, period)) }
            }
            (true, Some(period)) => Expr { percent, ..typed(span, r#type, Node::Yearly(id, period)) },
        }
    }

    /// A derived attribute is its formula, with the wanted period on every yearly attribute of it.
    fn derived(&mut self, formula: &str, period: Option<Period>, span: Span) -> Expr {
        let (ast, diagnostics) = crate::parser::parse(formula);
        let (outer_period, outer_fields) = (self.period, self.fields.take());
        self.period = Some(period.unwrap_or(Period::YearsBefore(1)));
        let before = self.diagnostics.len();
        let mut expr = self.expr(&ast);
        self.period = outer_period;
        self.fields = outer_fields;
        if self.diagnostics.len() > before || !diagnostics.is_empty() {
            self.diagnostics.truncate(before);
            return self.error("bad-derived", span, format!("派生属性的公式“{formula}”有误"));
        }
        respan(&mut expr, span);
        expr.percent = true;
        expr
    }

    fn boolean(&mut self, ast: &Ast, place: &str) -> Expr {
        let expr = self.expr(ast);
        if !matches!(expr.r#type, Type::Bool | Type::Error) {
            let message = format!("{place}应是一个是否判断，这里是{}", expr.r#type);
            return self.error("type-mismatch", expr.span, message);
        }
        expr
    }
}

/// An expression that could not be typed.
fn failed(span: Span) -> Expr {
    typed(span, Type::Error, Node::Truth(false))
}

fn typed(span: Span, r#type: Type, node: Node) -> Expr {
    Expr { span, r#type, percent: false, node }
}

fn field_expr(at: usize, field: &Field, span: Span) -> Expr {
    let (r#type, percent) = value_type(&field.r#type);
    let id = vocabulary::kind::FieldId(u16::try_from(at).unwrap_or(u16::MAX));
    Expr { percent, ..typed(span, r#type, Node::Field(id)) }
}

fn value_type(kind: &AttributeType) -> (Type, bool) {
    match kind {
        AttributeType::Boolean => (Type::Bool, false),
        AttributeType::Number(unit) => {
            (Type::Number(unit.dimension), unit.dimension == Dimension::ONE && unit.symbol == "%")
        }
        AttributeType::Text | AttributeType::Enumeration(_) => (Type::Text, false),
        AttributeType::Date => (Type::Date, false),
        AttributeType::List(_) => (Type::Error, false),
    }
}

/// Everything computed by a formula stands where the formula's name stands.
fn respan(expr: &mut Expr, span: Span) {
    expr.span = span;
    match &mut expr.node {
        Node::Filter(a, b)
        | Node::And(a, b)
        | Node::Or(a, b)
        | Node::Compare(_, a, b)
        | Node::Arithmetic(_, a, b) => {
            respan(a, span);
            respan(b, span);
        }
        Node::Column(a, _) | Node::Not(a) | Node::Negate(a) => respan(a, span),
        Node::If(a, b, c) => {
            respan(a, span);
            respan(b, span);
            respan(c, span);
        }
        Node::Call(_, arguments) => arguments.iter_mut().for_each(|argument| respan(argument, span)),
        _ => {}
    }
}
