//! Operators: which types and units go together. Series and scalars mix by broadcasting, year by year.

use vocabulary::{AttributeType, Dimension, Unit};

use super::{Checker, failed, typed};
use crate::ast::{Ast, AstKind, Operator, Range};
use crate::diagnostic::{Diagnostic, Span};
use crate::ir::{Expr, Node};
use crate::types::{Element, Type};

impl Checker<'_> {
    pub(super) fn negate(&mut self, inner: &Ast, span: Span) -> Expr {
        let inner = self.expr(inner);
        match inner.r#type {
            Type::Error => failed(span),
            r#type if r#type.dimension().is_some() => {
                Expr { percent: inner.percent, ..typed(span, r#type, Node::Negate(Box::new(inner))) }
            }
            other => self.error("type-mismatch", span, format!("负号后面应是数，这里是{other}")),
        }
    }

    pub(super) fn binary(&mut self, operator: Operator, left: &Ast, right: &Ast, span: Span) -> Expr {
        match operator {
            Operator::And | Operator::Or => {
                let place = format!("{} 两边", operator.symbol());
                let (left, right) =
                    (Box::new(self.boolean(left, &place)), Box::new(self.boolean(right, &place)));
                let node =
                    if operator == Operator::And { Node::And(left, right) } else { Node::Or(left, right) };
                typed(span, Type::Bool, node)
            }
            Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide => {
                self.arithmetic(operator, left, right, span)
            }
            _ => {
                let (left, right) = (self.expr(left), self.expr(right));
                self.compare(operator, left, right, span)
            }
        }
    }

    fn arithmetic(&mut self, operator: Operator, left: &Ast, right: &Ast, span: Span) -> Expr {
        let (left, right) = (self.expr(left), self.expr(right));
        let day = Dimension::DAY;
        let year = Dimension::YEAR;
        let additive = matches!(operator, Operator::Add | Operator::Subtract);
        let r#type = match (left.r#type, right.r#type) {
            (Type::Error, _) | (_, Type::Error) => return failed(span),
            (Type::Date, Type::Date) if operator == Operator::Subtract => Type::Number(day),
            (Type::Date, Type::Number(d)) if additive && (d == day || d == year) => Type::Date,
            (a, b) => match (a.dimension(), b.dimension()) {
                (Some(p), Some(q)) if additive && p != q => {
                    return self.unit_mismatch(operator, &left, &right, p, q, span);
                }
                (Some(p), Some(q)) => {
                    let dimension = match operator {
                        Operator::Multiply => p * q,
                        Operator::Divide => p / q,
                        _ => p,
                    };
                    let series = matches!(a, Type::Series(_)) || matches!(b, Type::Series(_));
                    if series { Type::Series(Element::Number(dimension)) } else { Type::Number(dimension) }
                }
                _ => {
                    let message = format!("{} 两边应是数，这里是{a}和{b}", operator.symbol());
                    return self.error("type-mismatch", span, message);
                }
            },
        };
        // A quotient of like quantities is a ratio, which people read as a percentage.
        let like = left.r#type.dimension().is_some_and(|dimension| !dimension.is_one());
        let ratio = operator == Operator::Divide && like && r#type.dimension() == Some(Dimension::ONE);
        let percent = ratio || additive && (left.percent || right.percent);
        Expr { percent, ..typed(span, r#type, Node::Arithmetic(operator, Box::new(left), Box::new(right))) }
    }

    fn compare(&mut self, operator: Operator, left: Expr, right: Expr, span: Span) -> Expr {
        let ordered = !matches!(operator, Operator::Equal | Operator::NotEqual);
        let (a, b) = (left.r#type, right.r#type);
        let mut result = Type::Bool;
        match (a, b) {
            (Type::Error, _) | (_, Type::Error) => return failed(span),
            (Type::Date, Type::Date) => {}
            (Type::Bool, Type::Bool) | (Type::Text, Type::Text) if !ordered => {
                if let Some(error) = self.check_word(&left, &right).or_else(|| self.check_word(&right, &left))
                {
                    return error;
                }
            }
            _ => {
                if let (Some(p), Some(q)) = (a.dimension(), b.dimension()) {
                    if p != q && !is_zero(&left) && !is_zero(&right) {
                        return self.unit_mismatch(operator, &left, &right, p, q, span);
                    }
                    if matches!(a, Type::Series(_)) || matches!(b, Type::Series(_)) {
                        result = Type::Series(Element::Bool);
                    }
                } else {
                    let message = format!("不能用 {} 比较{a}和{b}", operator.symbol());
                    return self.error("type-mismatch", span, message);
                }
            }
        }
        typed(span, result, Node::Compare(operator, Box::new(left), Box::new(right)))
    }

    fn unit_mismatch(
        &mut self,
        operator: Operator,
        left: &Expr,
        right: &Expr,
        p: Dimension,
        q: Dimension,
        span: Span,
    ) -> Expr {
        let message = format!("单位不同：{} 左边是{p}，右边是{q}", operator.symbol());
        let mut diagnostic = Diagnostic::new("unit-mismatch", span, message);
        // A bare literal most likely lacks the other side's unit.
        let bare =
            [(left, p, q), (right, q, p)].into_iter().find_map(|(side, own, other)| match &side.node {
                Node::Number(interval) if own.is_one() => Some((interval.value()?, other)),
                _ => None,
            });
        if let Some((number, wanted)) = bare
            && let Some(unit) = Unit::ALL.iter().find(|unit| unit.dimension == wanted)
        {
            diagnostic.message.push_str(&format!("；请写明单位，如 {number}{}", unit.symbol));
            diagnostic.fix = Some(format!("{number}{}", unit.symbol));
        }
        self.report(diagnostic);
        failed(span)
    }

    /// A literal compared with an enumeration must be one of its words.
    fn check_word(&mut self, subject: &Expr, literal: &Expr) -> Option<Expr> {
        let Node::Text(word) = &literal.node else { return None };
        let kind = match &subject.node {
            Node::Plain(id) | Node::Yearly(id, _) => &self.scope.kind.get(*id).r#type,
            Node::Field(id) => &self.fields?.get(usize::from(id.0))?.r#type,
            _ => return None,
        };
        let AttributeType::Enumeration(words) = kind else { return None };
        if words.iter().any(|other| other.as_str() == word.as_ref()) {
            return None;
        }
        let message = format!("“{word}”不是可填的值，应是：{}", words.join("、"));
        let mut diagnostic = Diagnostic::new("unknown-word", literal.span, message);
        let near = vocabulary::kind::nearest(word, words.iter().map(String::as_str));
        diagnostic.fix = near.map(|near| format!("\"{near}\""));
        self.report(diagnostic);
        Some(failed(literal.span))
    }

    pub(super) fn in_range(&mut self, subject: &Ast, range: &Range, span: Span) -> Expr {
        let low = if range.low_closed { Operator::AtLeast } else { Operator::Greater };
        let high = if range.high_closed { Operator::AtMost } else { Operator::Less };
        let part = |operator, bound: &Ast| Ast {
            span,
            kind: AstKind::Binary(operator, Box::new(subject.clone()), Box::new(bound.clone())),
        };
        let both = AstKind::Binary(
            Operator::And,
            Box::new(part(low, &range.low)),
            Box::new(part(high, &range.high)),
        );
        self.expr(&Ast { span, kind: both })
    }

    pub(super) fn in_set(&mut self, subject: &Ast, values: &[Ast], span: Span) -> Expr {
        let mut out: Option<Expr> = None;
        for value in values {
            let (subject, value) = (self.expr(subject), self.expr(value));
            let test = self.compare(Operator::Equal, subject, value, span);
            out = Some(match out {
                None => test,
                Some(left) => typed(span, Type::Bool, Node::Or(Box::new(left), Box::new(test))),
            });
        }
        out.unwrap_or_else(|| failed(span))
    }

    pub(super) fn conditional(&mut self, condition: &Ast, yes: &Ast, no: &Ast, span: Span) -> Expr {
        let condition = self.boolean(condition, "if 后面");
        let (yes, no) = (self.expr(yes), self.expr(no));
        if yes.r#type == Type::Error || no.r#type == Type::Error {
            return failed(span);
        }
        if yes.r#type != no.r#type || matches!(yes.r#type, Type::List(_) | Type::Series(_)) {
            let message = format!("then 与 else 应是同一种值，这里是{}和{}", yes.r#type, no.r#type);
            return self.error("type-mismatch", span, message);
        }
        let percent = yes.percent || no.percent;
        let (r#type, condition) = (yes.r#type, Box::new(condition));
        Expr { percent, ..typed(span, r#type, Node::If(condition, Box::new(yes), Box::new(no))) }
    }
}

fn is_zero(expr: &Expr) -> bool {
    matches!(&expr.node, Node::Number(interval) if interval.value().is_some_and(|n| *n.numer() == 0))
}
