//! Built-in functions: how many arguments of which types, and what they give.

use vocabulary::Dimension;

use super::{Checker, failed, typed};
use crate::ast::Ast;
use crate::diagnostic::{Diagnostic, Span};
use crate::ir::{Expr, Function, Node};
use crate::limits::MAX_ROUND_DIGITS;
use crate::types::{Element, Type};

impl Checker<'_> {
    pub(super) fn call(&mut self, name: &str, arguments: &[Ast], span: Span) -> Expr {
        let Some(function) = Function::find(name) else {
            let near = vocabulary::kind::nearest(name, Function::ALL.iter().map(|(_, name, _)| *name));
            let names: Vec<&str> = Function::ALL.iter().map(|(_, name, _)| *name).collect();
            let message = format!("没有函数“{name}”，可用：{}", names.join(" "));
            let mut diagnostic = Diagnostic::new("unknown-function", span, message);
            diagnostic.fix = near.map(str::to_owned);
            self.report(diagnostic);
            return failed(span);
        };
        let arguments: Vec<Expr> = arguments.iter().map(|argument| self.expr(argument)).collect();
        let types: Vec<Type> = arguments.iter().map(|argument| argument.r#type).collect();
        if types.contains(&Type::Error) {
            return failed(span);
        }
        let Some((result, percent)) = result_of(function, &arguments, &types) else {
            let usage =
                Function::ALL.iter().find(|(other, ..)| *other == function).map_or("", |(_, _, usage)| usage);
            let found: Vec<String> = types.iter().map(ToString::to_string).collect();
            let message = format!("{name} 的参数不对：这里是（{}）。用法：{usage}", found.join("，"));
            return self.error("bad-arguments", span, message);
        };
        Expr { percent, ..typed(span, result, Node::Call(function, arguments)) }
    }
}

/// Decimals to round to: a whole number written out, at most [`MAX_ROUND_DIGITS`].
pub(crate) fn digits_of(expr: &Expr) -> Option<u32> {
    let Node::Number(interval) = &expr.node else { return None };
    let number = interval.value().filter(num_rational::Ratio::is_integer)?;
    number.to_integer().try_into().ok().filter(|digits| *digits <= MAX_ROUND_DIGITS)
}

fn result_of(function: Function, arguments: &[Expr], types: &[Type]) -> Option<(Type, bool)> {
    let percent = arguments.iter().any(|argument| argument.percent);
    let one = Type::Number(Dimension::ONE);
    match (function, types) {
        (Function::Count, [Type::List(_) | Type::Series(_)]) => Some((one, false)),
        (Function::Any, [Type::List(_) | Type::Series(Element::Bool)]) => Some((Type::Bool, false)),
        (Function::Every, [Type::Series(Element::Bool)]) => Some((Type::Bool, false)),
        (
            Function::Sum | Function::Mean | Function::Min | Function::Max,
            [Type::Series(Element::Number(dimension))],
        )
        | (Function::Abs, [Type::Number(dimension)]) => Some((Type::Number(*dimension), percent)),
        (Function::Min | Function::Max, [first @ Type::Number(_), rest @ ..])
            if !rest.is_empty() && rest.iter().all(|other| other == first) =>
        {
            Some((*first, percent))
        }
        (Function::Growth, [Type::Number(old), Type::Number(new)]) if old == new => Some((one, true)),
        (Function::MeanGrowth | Function::Cagr, [Type::Series(Element::Number(_))]) => Some((one, true)),
        (Function::Round, [Type::Number(dimension), Type::Number(digits)])
            if digits.is_one() && digits_of(&arguments[1]).is_some() =>
        {
            Some((Type::Number(*dimension), percent))
        }
        // A whole number is no percentage: floor(5年 / 2年) is 2.
        (Function::Floor | Function::Ceil, [Type::Number(dimension)]) => {
            Some((Type::Number(*dimension), false))
        }
        (Function::FullYears, [Type::Date, Type::Date]) => Some((Type::Number(Dimension::YEAR), false)),
        (Function::FirstKnown, [Type::Bool, Type::Bool, rest @ ..])
            if rest.iter().all(|t| *t == Type::Bool) =>
        {
            Some((Type::Bool, false))
        }
        (Function::Year, [Type::Date]) => Some((one, false)),
        (Function::Division, [Type::Text]) => Some((Type::Text, false)),
        _ => None,
    }
}
