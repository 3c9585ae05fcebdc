//! How each function is said.

use super::{Said, Speaker};
use crate::ast::{Ast, AstKind};
use crate::ir::Function;

impl Speaker<'_> {
    /// A call that gives a number, date or word.
    pub(super) fn called(&self, name: &str, arguments: &[Ast]) -> String {
        let said: Vec<String> = arguments.iter().map(|argument| self.operand(argument)).collect();
        let first = said.first().map_or("", String::as_str);
        let second = said.get(1).map_or("", String::as_str);
        let several = said.len() > 1;
        let Some(function) = Function::find(name) else { return format!("{name}（{}）", said.join("，")) };
        match function {
            Function::Count if arguments.first().is_some_and(is_series) => format!("{first}的年数"),
            Function::Count => format!("{first}的条数"),
            Function::Sum => format!("{}合计", self.grouped(arguments)),
            Function::Mean => format!("{}的平均数", self.grouped(arguments)),
            Function::Min | Function::Max if several => self.bounded(function, arguments, &said),
            Function::Min => format!("{}中最小的一个", self.grouped(arguments)),
            Function::Max => format!("{}中最大的一个", self.grouped(arguments)),
            Function::Growth => format!("从{first}到{second}的增长率"),
            Function::MeanGrowth => format!("{}各年增长率的平均数", self.grouped(arguments)),
            Function::Cagr => format!("{}的复合增长率", self.grouped(arguments)),
            Function::Abs => format!("{}的绝对值", self.grouped(arguments)),
            Function::Round => format!("{}四舍五入到{second}位小数", self.grouped(arguments)),
            Function::Floor => format!("{}舍去小数", self.grouped(arguments)),
            Function::Ceil => format!("{}向上取整", self.grouped(arguments)),
            Function::FullYears => format!("从{first}到{second}满的周年数"),
            Function::Year => format!("{first}所在的年份"),
            Function::Division => format!("{first}的行业大类（两位代码）"),
            Function::Any | Function::Every | Function::FirstKnown => self.judged(name, arguments).line(),
        }
    }

    /// A call that judges.
    pub(super) fn judged(&self, name: &str, arguments: &[Ast]) -> Said {
        let judge = |ast: &Ast| self.judgement(ast).part();
        match (Function::find(name), arguments) {
            (Some(Function::Any), [one]) if is_series(one) => {
                Said::Line(format!("至少有一年：{}", judge(one)))
            }
            (Some(Function::Any), [one]) => Said::Line(format!("有{}", self.phrase(one))),
            (Some(Function::Every), [one]) => Said::Line(format!("每一年都：{}", judge(one))),
            (Some(Function::FirstKnown), stated) => Said::Line(self.first_known(stated)),
            _ => Said::Line(self.called(name, arguments)),
        }
    }

    /// `min(x, 30)` caps x; otherwise the least or greatest of several.
    fn bounded(&self, function: Function, arguments: &[Ast], said: &[String]) -> String {
        let least = function == Function::Min;
        if let [value, bound] = arguments
            && matches!(bound.kind, AstKind::Number { .. })
        {
            let verb = if least { "最多" } else { "最少" };
            return format!("{}（{verb}计 {}）", self.factor(value), self.phrase(bound));
        }
        let verb = if least { "最小" } else { "最大" };
        let several: Vec<String> = arguments.iter().map(|argument| self.factor(argument)).collect();
        let number = if said.len() == 2 { "二者" } else { "几者" };
        format!("{}{number}中{verb}的", several.join("、"))
    }

    /// One fact that can be stated in several ways; a truth at the end is what holds where nobody knows.
    fn first_known(&self, stated: &[Ast]) -> String {
        let [first, rest @ ..] = stated else { return String::new() };
        let said = self.judgement(first).part();
        match rest {
            [] => said,
            [Ast { kind: AstKind::Bool(value), .. }] => {
                format!("{said}（不知道时视为{}）", if *value { "符合" } else { "不符合" })
            }
            rest => format!("{said}（不知道时看：{}）", self.first_known(rest)),
        }
    }

    /// The first argument, in parentheses where it is a sum or product.
    fn grouped(&self, arguments: &[Ast]) -> String {
        arguments.first().map_or_else(String::new, |argument| self.factor(argument))
    }
}

/// Whether something has a value a year: a period of several years stands in it.
fn is_series(ast: &Ast) -> bool {
    match &ast.kind {
        AstKind::Bracket(_, inner) => super::period(inner).is_some_and(vocabulary::Period::is_series),
        AstKind::Binary(_, left, right) => is_series(left) || is_series(right),
        AstKind::Negate(inner) | AstKind::Not(inner) => is_series(inner),
        _ => false,
    }
}
