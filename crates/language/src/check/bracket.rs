//! `a[…]` and `a.b`: periods of yearly attributes, filters and fields of lists, parts of groups.

use vocabulary::kind::AttributeId;
use vocabulary::{AttributeType, Field, Period};

use super::{Checker, failed, field_expr, typed};
use crate::ast::{Ast, AstKind};
use crate::diagnostic::{Diagnostic, Span};
use crate::ir::{Expr, Node};
use crate::types::{Element, Type};

impl<'s> Checker<'s> {
    pub(super) fn bracket(&mut self, target: &Ast, inner: &Ast, span: Span) -> Expr {
        if let Some(id) = self.attribute_named(target) {
            let attribute = self.scope.kind.get(id);
            let is_list = matches!(attribute.r#type, AttributeType::List(_));
            match period_of(inner) {
                Some(period) if attribute.yearly => return self.attribute(id, Some(period), span),
                _ if attribute.yearly => {
                    let message = "方括号里应是期间：今年、上年、前2年、近3年 或四位年份";
                    return self.error("bad-period", inner.span, message);
                }
                Some(_) if !is_list => {
                    let message = format!("“{}”不是逐年的，不用写期间", attribute.name);
                    self.report(Diagnostic::new("needless-period", span, message).with_fix(&attribute.name));
                    return failed(span);
                }
                _ => {}
            }
        }
        let list = self.expr(target);
        match list.r#type {
            Type::List(id) => {
                let predicate = self.in_records_of(id, |checker| checker.boolean(inner, "筛选条件"));
                typed(span, Type::List(id), Node::Filter(Box::new(list), Box::new(predicate)))
            }
            Type::Error => failed(span),
            other => {
                self.error("type-mismatch", span, format!("只有逐年的属性和列表可以用方括号，这里是{other}"))
            }
        }
    }

    pub(super) fn member(&mut self, target: &Ast, field: &str, span: Span) -> Expr {
        if let Some(name) = dotted(target, field)
            && let Some((id, _)) = self.scope.kind.attribute(&name)
        {
            return self.attribute(id, self.period, span);
        }
        let list = self.expr(target);
        let Type::List(id) = list.r#type else {
            return match list.r#type {
                Type::Error => failed(span),
                other => self.error("type-mismatch", span, format!("{other}没有字段“{field}”")),
            };
        };
        let fields = self.fields_of(id);
        let Some(at) = fields.iter().position(|other| other.name == field) else {
            let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            let message = format!("列表没有字段“{field}”，有：{}", names.join("、"));
            return self.error("unknown-name", span, message);
        };
        let expr = field_expr(at, &fields[at], span);
        let Node::Field(field) = expr.node else { return failed(span) };
        let element = element(expr.r#type);
        if !matches!(expr.r#type, Type::Bool | Type::Number(_)) {
            return self.error("type-mismatch", span, "只有数和是否的字段可以取成一列");
        }
        Expr {
            percent: expr.percent,
            ..typed(span, Type::Series(element), Node::Column(Box::new(list), field))
        }
    }

    /// The attribute that a tree names, if it names one and no nearer name hides it.
    fn attribute_named(&self, target: &Ast) -> Option<AttributeId> {
        let name = match &target.kind {
            AstKind::Name(name) => name.clone(),
            AstKind::Member(inner, field) => dotted(inner, field)?,
            _ => return None,
        };
        let hidden = self.fields.is_some_and(|fields| fields.iter().any(|field| field.name == name))
            || self.scope.parameters.iter().any(|named| named.name == name)
            || self.scope.definition_names.contains(&name);
        if hidden { None } else { self.scope.kind.attribute(&name).map(|(id, _)| id) }
    }

    pub(super) fn fields_of(&self, list: AttributeId) -> &'s [Field] {
        match &self.scope.kind.get(list).r#type {
            AttributeType::List(fields) => fields,
            _ => &[],
        }
    }

    fn in_records_of<T>(&mut self, list: AttributeId, run: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.fields.replace(self.fields_of(list));
        let out = run(self);
        self.fields = outer;
        out
    }
}

pub(super) fn element(r#type: Type) -> Element {
    match r#type {
        Type::Number(dimension) => Element::Number(dimension),
        _ => Element::Bool,
    }
}

fn dotted(target: &Ast, field: &str) -> Option<String> {
    match &target.kind {
        AstKind::Name(name) => Some(format!("{name}.{field}")),
        // A part of a group of another role: 被投企业.学历人数.本科.
        AstKind::Member(outer, group) => Some(format!("{}.{field}", dotted(outer, group)?)),
        _ => None,
    }
}

fn period_of(inner: &Ast) -> Option<Period> {
    match &inner.kind {
        AstKind::Name(name) => Period::parse(name),
        AstKind::Number { value, has_unit: false, .. } => Period::parse(&value.to_string()),
        _ => None,
    }
}
