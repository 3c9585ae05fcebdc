//! Partial evaluation: what is left of expressions once the facts that are known have been put in. A value that is settled now stays
//! so whatever else is told, so its place is taken by the value itself; whoever asks "and if this fact were so?" many times then
//! pays for the open part alone.

use std::sync::Arc;

use super::{Context, broadcast, compare};
use crate::ir::{Expr, Node};
use crate::types::Type;
use crate::value::{Maybe, Truth, Value};

/// What is left of some tests, and of the definitions they use.
pub struct Residual {
    /// One a test, in their order.
    pub tests: Vec<Expr>,
    /// By position, as before; those that nothing open uses are `false`.
    pub definitions: Vec<Expr>,
}

impl Residual {
    /// What the facts of a context leave open. With every completion of these facts the value is that of the original.
    pub fn new<'e>(context: &Context<'_>, tests: impl IntoIterator<Item = &'e Expr>) -> Self {
        let mut folder = Folder { context, definitions: vec![None; context.definitions.len()] };
        let tests = tests.into_iter().map(|test| folder.fold(test).0).collect();
        let definitions = folder.definitions.into_iter().map(|folded| match folded {
            Some((expr, _)) => expr,
            None => made(Node::Truth(false), Type::Bool),
        });
        Self { tests, definitions: definitions.collect() }
    }
}

struct Folder<'c, 'a> {
    context: &'c Context<'a>,
    definitions: Vec<Option<(Expr, Value)>>,
}

impl Folder<'_, '_> {
    fn fold(&mut self, expr: &Expr) -> (Expr, Value) {
        let mut constant = false;
        let mut both = |folder: &mut Self, a: &Expr, b: &Expr| {
            let ((a, left), (b, right)) = (folder.fold(a), folder.fold(b));
            constant = is_constant(&a) && is_constant(&b);
            ((Box::new(a), left), (Box::new(b), right))
        };
        let (node, value) = match &expr.node {
            Node::Definition(at) => {
                let value = self.definition(*at);
                match self.definitions.get(*at) {
                    Some(Some((folded, _))) if is_constant(folded) => return (folded.clone(), value),
                    _ => (Node::Definition(*at), value),
                }
            }
            Node::Not(inner) => {
                let (inner, value) = self.fold(inner);
                (Node::Not(Box::new(inner)), Value::Truth(!value.truth()))
            }
            Node::Negate(inner) => {
                let (inner, value) = self.fold(inner);
                constant = is_constant(&inner);
                (Node::Negate(Box::new(inner)), self.context.map(value, |n| Ok(n.negate())))
            }
            Node::And(a, b) => return self.junction(expr, a, b, Truth::True),
            Node::Or(a, b) => return self.junction(expr, a, b, Truth::False),
            Node::Compare(operator, a, b) => {
                let ((a, left), (b, right)) = both(self, a, b);
                let value = broadcast(left, right, &|a, b| Value::Truth(compare(*operator, &a, &b)));
                (Node::Compare(*operator, a, b), value)
            }
            Node::Arithmetic(operator, a, b) => {
                let dimension = b.r#type.dimension();
                let ((a, left), (b, right)) = both(self, a, b);
                let value =
                    broadcast(left, right, &|a, b| self.context.arithmetic(*operator, &a, &b, dimension));
                (Node::Arithmetic(*operator, a, b), value)
            }
            Node::If(condition, yes, no) => {
                let (condition, decides) = self.fold(condition);
                match decides.truth() {
                    Truth::True => return self.fold(yes),
                    Truth::False => return self.fold(no),
                    Truth::Unknown => {}
                }
                let ((yes, first), (no, second)) = (self.fold(yes), self.fold(no));
                (Node::If(Box::new(condition), Box::new(yes), Box::new(no)), first.join(second))
            }
            Node::Call(function, arguments) => {
                let arguments: Vec<Expr> = arguments.iter().map(|argument| self.fold(argument).0).collect();
                constant = arguments.iter().all(is_constant);
                let value = self.context.call(*function, &arguments, None);
                (Node::Call(*function, arguments), value)
            }
            node => {
                // Predicates stay as they are, and with them the definitions they use.
                expr.walk(&mut |part| {
                    if let Node::Definition(at) = part.node {
                        let _kept = self.definition(at);
                    }
                });
                constant = matches!(node, Node::Parameter(_) | Node::AsOf);
                (node.clone(), self.context.value(expr, None))
            }
        };
        let settled = settled(&value, constant);
        (Expr { node: settled.unwrap_or(node), span: expr.span, ..*expr }, value)
    }

    /// `and` and `or`: a side that is `neutral` leaves the other one.
    fn junction(&mut self, whole: &Expr, a: &Expr, b: &Expr, neutral: Truth) -> (Expr, Value) {
        let (left, first) = self.fold(a);
        let is = |value: &Value, truth: Truth| value.truth() == truth;
        if is(&first, !neutral) {
            return (made(Node::Truth(neutral == Truth::False), Type::Bool), first);
        }
        let (right, second) = self.fold(b);
        if is(&first, neutral) || is(&second, !neutral) {
            return (right, second);
        }
        if is(&second, neutral) {
            return (left, first);
        }
        let (left, right) = (Box::new(left), Box::new(right));
        let node = if neutral == Truth::True { Node::And(left, right) } else { Node::Or(left, right) };
        (Expr { node, span: whole.span, ..*whole }, Value::Truth(Truth::Unknown))
    }

    fn definition(&mut self, at: usize) -> Value {
        if let Some(Some((_, value))) = self.definitions.get(at) {
            return value.clone();
        }
        let Some(definition) = self.context.definitions.get(at) else { return Value::Truth(Truth::Unknown) };
        let (folded, value) = self.fold(definition);
        self.definitions[at] = Some((folded, value.clone()));
        value
    }
}

fn made(node: Node, r#type: Type) -> Expr {
    Expr { span: crate::diagnostic::Span::default(), r#type, percent: false, node }
}

fn is_constant(expr: &Expr) -> bool {
    matches!(expr.node, Node::Truth(_) | Node::Number(_) | Node::Text(_) | Node::Date(_) | Node::Absent)
}

/// The node that stands for a value about which nothing is open; `constant`: it was made of such nodes alone.
fn settled(value: &Value, constant: bool) -> Option<Node> {
    match value {
        Value::Truth(Truth::True) => Some(Node::Truth(true)),
        Value::Truth(Truth::False) => Some(Node::Truth(false)),
        Value::Number(Maybe::Known(interval)) => {
            (constant || interval.value().is_some()).then_some(Node::Number(*interval))
        }
        Value::Text(Maybe::Known(text)) => Some(Node::Text(Arc::clone(text))),
        Value::Date(Maybe::Known(date)) => Some(Node::Date(*date)),
        Value::Number(Maybe::Absent) | Value::Text(Maybe::Absent) | Value::Date(Maybe::Absent) => {
            Some(Node::Absent)
        }
        _ => None,
    }
}
