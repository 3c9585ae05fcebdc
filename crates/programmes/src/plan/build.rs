//! Programme → model: every condition as a function of the levers. Expressions that no lever touches are handed to the interpreter
//! and become constants; so are questions about words, at each position of the one lever they rest on.

use std::collections::BTreeSet;

use language::ast::Operator;
use language::ir::{Function, Node as Ir};
use language::value::Maybe;
use language::{Context, Expr, Truth, Type, Value};
use vocabulary::{Dimension, Facts};

use super::affine::Affine;
use super::lever::{Levers, Scale};
use super::model::{Id, Model, Node};
use super::series::Member;
use crate::programme::{Body, Condition, Group, Programme};

/// What an expression becomes.
#[derive(Clone, Debug)]
pub(super) enum Symbol {
    Truth(Id),
    Number(Id),
    Series(Vec<Member>),
    /// Something that planning does not look into.
    Opaque,
}

/// The whole requirement, and the part of each top-level condition in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Requirement {
    pub(super) model: Model,
    /// True where the status is met and no part exceeds its whole.
    pub(super) root: Id,
    /// Node of the scope, then of every top-level condition.
    pub(super) parts: Vec<Id>,
    /// Nodes of the limits between parts and wholes.
    pub(super) limits: Vec<Id>,
}

pub(super) struct Builder<'a> {
    /// Facts as projected, at the target date.
    pub(super) context: &'a Context<'a>,
    pub(super) parameters: &'a [Value],
    pub(super) definitions: &'a [Expr],
    pub(super) levers: &'a Levers,
    pub(super) model: Model,
    pub(super) known: Vec<Option<Symbol>>,
    pub(super) touched: Vec<Option<BTreeSet<usize>>>,
}

/// Builds the requirement of a programme. `context` holds the projected facts at the target date.
pub(super) fn build(
    programme: &Programme,
    context: &Context<'_>,
    parameters: &[Value],
    levers: &Levers,
) -> Requirement {
    let definitions = &programme.definitions.expressions;
    let mut builder = Builder {
        context,
        parameters,
        definitions,
        levers,
        model: Model::default(),
        known: vec![None; definitions.len()],
        touched: vec![None; definitions.len()],
    };
    let mut parts: Vec<Id> = Vec::new();
    parts.push(match &programme.applies {
        Some(test) => builder.truth(&test.expr),
        None => builder.model.truth(Truth::True),
    });
    for condition in &programme.conditions {
        let id = builder.condition(condition);
        parts.push(id);
    }
    let limits = builder.limits();
    let all = parts.iter().chain(&limits).copied().collect();
    let root = builder.model.add(Node::All(all));
    Requirement { model: builder.model, root, parts, limits }
}

impl Builder<'_> {
    pub(super) fn condition(&mut self, condition: &Condition) -> Id {
        match &condition.body {
            Body::Test(test) => self.truth(&test.expr),
            Body::Review(_) => self.model.truth(Truth::Unknown),
            Body::Group(group, children) => {
                let children: Vec<Id> = children.iter().map(|child| self.condition(child)).collect();
                self.model.add(match group {
                    Group::All => Node::All(children),
                    Group::Any => Node::Any(children),
                    Group::AtLeast(wanted) => Node::AtLeast(*wanted, children),
                })
            }
        }
    }

    /// No part that a plan raises exceeds its whole, no whole that it lowers falls below a part.
    fn limits(&mut self) -> Vec<Id> {
        let kind = self.context.kind;
        let mut out = Vec::new();
        let years: BTreeSet<Option<i16>> = self.levers.levers.iter().map(|lever| lever.year).collect();
        for (part, attribute) in kind.iter() {
            let Some(whole) = attribute.at_most else { continue };
            for year in &years {
                let raised = self.levers.at((part, *year)).and_then(|(_, lever)| lever.up);
                let lowered = self.levers.at((whole, *year)).and_then(|(_, lever)| lever.down);
                let (Some(small), Some(large)) = (self.figure(part, *year), self.figure(whole, *year)) else {
                    continue;
                };
                if raised.is_none() && lowered.is_none() {
                    continue;
                }
                let fits = self.model.compare(Operator::AtMost, small, large);
                // What was stated may already be at odds: then it is only not to get moved.
                let still: Vec<Id> = (raised.into_iter().chain(lowered))
                    .map(|variable| {
                        let moved = Affine { constant: 0.into(), terms: vec![(variable, 1.into())] };
                        let (moved, zero) = (self.model.exact(moved), self.model.number(0.into()));
                        self.model.compare(Operator::AtMost, moved, zero)
                    })
                    .collect();
                let at_odds = self.stands_at_odds(part, whole, *year);
                out.push(if at_odds {
                    let still = self.model.add(Node::All(still));
                    self.model.add(Node::Any(vec![still, fits]))
                } else {
                    fits
                });
            }
        }
        out
    }

    fn stands_at_odds(
        &self,
        part: vocabulary::kind::AttributeId,
        whole: vocabulary::kind::AttributeId,
        year: Option<i16>,
    ) -> bool {
        super::verify::figure(self.context.facts, part, year)
            .zip(super::verify::figure(self.context.facts, whole, year))
            .is_some_and(|(part, whole)| part > whole)
    }

    /// A known figure, as the levers move it.
    fn figure(&mut self, id: vocabulary::kind::AttributeId, year: Option<i16>) -> Option<Id> {
        if let Some((lever, _)) = self.levers.at((id, year)) {
            return self.lever(lever);
        }
        let fixed = super::verify::figure(self.context.facts, id, year)?;
        Some(self.model.number(fixed))
    }

    /// The number that a lever moves.
    pub(super) fn lever(&mut self, lever: usize) -> Option<Id> {
        let lever = self.levers.levers.get(lever)?;
        let Scale::Figure { from, by } = lever.scale else { return None };
        let mut value = Affine::constant(from);
        for (variable, by) in [(lever.up, by), (lever.down, -by)] {
            if let Some(variable) = variable {
                value = value.plus(&Affine { constant: 0.into(), terms: vec![(variable, by)] })?;
            }
        }
        Some(self.model.exact(value))
    }

    pub(super) fn truth(&mut self, expr: &Expr) -> Id {
        match self.symbol(expr) {
            Symbol::Truth(id) => id,
            _ => self.model.add(Node::OpaqueTruth),
        }
    }

    pub(super) fn symbol(&mut self, expr: &Expr) -> Symbol {
        let touched = self.touched(expr);
        if touched.is_empty() {
            let value = self.context.eval(expr);
            return self.fixed(&value);
        }
        if expr.r#type == Type::Bool
            && let [lever] = touched.iter().copied().collect::<Vec<_>>()[..]
            && let Some(id) = self.tabulated(expr, lever)
        {
            return Symbol::Truth(id);
        }
        match &expr.node {
            Ir::Yearly(id, period) => {
                let year = *period.years(self.context.as_of.year()).start();
                let lever = self.levers.at((*id, Some(year))).map(|(lever, _)| lever);
                lever.and_then(|lever| self.lever(lever)).map_or(Symbol::Opaque, Symbol::Number)
            }
            Ir::Plain(id) => {
                let lever = self.levers.at((*id, None)).map(|(lever, _)| lever);
                lever.and_then(|lever| self.lever(lever)).map_or(Symbol::Opaque, Symbol::Number)
            }
            Ir::Series(id, _) => self.series(*id, expr),
            Ir::Definition(at) => self.definition(*at),
            Ir::Not(inner) => {
                let inner = self.truth(inner);
                Symbol::Truth(self.model.add(Node::Not(inner)))
            }
            Ir::Negate(inner) => {
                let inner = self.symbol(inner);
                self.each(inner, &mut |builder, id| builder.model.negate(id))
            }
            Ir::And(a, b) => {
                let of = vec![self.truth(a), self.truth(b)];
                Symbol::Truth(self.model.add(Node::All(of)))
            }
            Ir::Or(a, b) => {
                let of = vec![self.truth(a), self.truth(b)];
                Symbol::Truth(self.model.add(Node::Any(of)))
            }
            Ir::Compare(operator, a, b) => self.compared(*operator, a, b),
            Ir::Arithmetic(operator, a, b) => {
                let (a, b) = (self.symbol(a), self.symbol(b));
                self.broadcast(a, b, &mut |builder, a, b| {
                    let (Symbol::Number(a), Symbol::Number(b)) = (a, b) else { return Symbol::Opaque };
                    Symbol::Number(builder.arithmetic(*operator, a, b))
                })
            }
            Ir::If(condition, yes, no) => self.choice(expr.r#type, condition, yes, no),
            Ir::Call(function, arguments) => self.call(*function, arguments, expr),
            _ => Symbol::Opaque,
        }
    }

    fn arithmetic(&mut self, operator: Operator, a: Id, b: Id) -> Id {
        match operator {
            Operator::Add => self.model.plus(a, b),
            Operator::Subtract => {
                let b = self.model.negate(b);
                self.model.plus(a, b)
            }
            Operator::Multiply => self.model.times(a, b),
            _ => self.model.over(a, b),
        }
    }

    fn choice(&mut self, r#type: Type, condition: &Expr, yes: &Expr, no: &Expr) -> Symbol {
        let condition = self.truth(condition);
        let (yes, no) = (self.symbol(yes), self.symbol(no));
        match (r#type, yes, no) {
            (Type::Bool, Symbol::Truth(yes), Symbol::Truth(no)) => {
                Symbol::Truth(self.model.add(Node::Choose { condition, yes, no, words: false }))
            }
            (Type::Number(_), Symbol::Number(yes), Symbol::Number(no)) => {
                Symbol::Number(self.model.add(Node::Pick(condition, yes, no)))
            }
            _ => Symbol::Opaque,
        }
    }

    fn compared(&mut self, operator: Operator, a: &Expr, b: &Expr) -> Symbol {
        match (a.r#type, b.r#type) {
            (Type::Text, Type::Text) if matches!(operator, Operator::Equal | Operator::NotEqual) => {
                let same = self.same_word(a, b);
                Symbol::Truth(if operator == Operator::Equal {
                    same
                } else {
                    self.model.add(Node::Not(same))
                })
            }
            (Type::Bool, Type::Bool) => {
                let (a, b) = (self.truth(a), self.truth(b));
                let (not_a, not_b) = (self.model.add(Node::Not(a)), self.model.add(Node::Not(b)));
                let both = self.model.add(Node::All(vec![a, b]));
                let neither = self.model.add(Node::All(vec![not_a, not_b]));
                let same = self.model.add(Node::Any(vec![both, neither]));
                Symbol::Truth(if operator == Operator::Equal {
                    same
                } else {
                    self.model.add(Node::Not(same))
                })
            }
            _ => {
                let (a, b) = (self.symbol(a), self.symbol(b));
                self.broadcast(a, b, &mut |builder, a, b| {
                    let (Symbol::Number(a), Symbol::Number(b)) = (a, b) else { return Symbol::Opaque };
                    Symbol::Truth(builder.model.compare(operator, a, b))
                })
            }
        }
    }

    fn definition(&mut self, at: usize) -> Symbol {
        if let Some(Some(symbol)) = self.known.get(at) {
            return symbol.clone();
        }
        let Some(expr) = self.definitions.get(at) else { return Symbol::Opaque };
        let symbol = self.symbol(expr);
        if let Some(slot) = self.known.get_mut(at) {
            *slot = Some(symbol.clone());
        }
        symbol
    }

    /// A value that nothing moves.
    pub(super) fn fixed(&mut self, value: &Value) -> Symbol {
        match value {
            Value::Truth(truth) => Symbol::Truth(self.model.truth(*truth)),
            Value::Number(Maybe::Known(interval)) => {
                let end = |end: Option<vocabulary::Number>| end.map(Affine::constant);
                let (low, high) = (end(interval.low), end(interval.high));
                Symbol::Number(self.model.add(Node::Linear { low, high }))
            }
            Value::Number(Maybe::Absent) => Symbol::Number(self.model.add(Node::Absent)),
            Value::Series(members) => Symbol::Series(
                (members.iter())
                    .map(|member| Member {
                        year: member.year,
                        included: member.included,
                        value: self.fixed(&member.value),
                    })
                    .collect(),
            ),
            _ => Symbol::Opaque,
        }
    }

    /// Levers that an expression looks at.
    pub(super) fn touched(&mut self, expr: &Expr) -> BTreeSet<usize> {
        let mut out = BTreeSet::new();
        let mut definitions = Vec::new();
        let year = self.context.as_of.year();
        expr.walk(&mut |node| match &node.node {
            Ir::Plain(id) => out.extend(self.levers.at((*id, None)).map(|(lever, _)| lever)),
            Ir::Yearly(id, period) | Ir::Series(id, period) => {
                out.extend(
                    period.years(year).filter_map(|year| self.levers.at((*id, Some(year)))).map(|(at, _)| at),
                );
            }
            Ir::List(list) => {
                let levers = self.levers.levers.iter().enumerate();
                out.extend(levers.filter(|(_, lever)| lever.attribute == *list).map(|(at, _)| at));
            }
            Ir::Definition(at) => definitions.push(*at),
            _ => {}
        });
        for at in definitions {
            out.extend(self.touched_by_definition(at));
        }
        out
    }

    fn touched_by_definition(&mut self, at: usize) -> BTreeSet<usize> {
        if let Some(Some(known)) = self.touched.get(at) {
            return known.clone();
        }
        let Some(expr) = self.definitions.get(at) else { return BTreeSet::new() };
        let touched = self.touched(expr);
        if let Some(slot) = self.touched.get_mut(at) {
            *slot = Some(touched.clone());
        }
        touched
    }

    /// What the interpreter makes of an expression with other facts.
    pub(super) fn eval_on(&self, facts: &Facts, expr: &Expr) -> Value {
        let (kind, as_of) = (self.context.kind, self.context.as_of);
        Context::new(kind, facts, as_of, self.parameters, self.definitions).eval(expr)
    }
}

/// The type of counts.
pub(super) const COUNT: Type = Type::Number(Dimension::ONE);

/// A call, for the interpreter.
pub(super) fn call(function: Function, arguments: &[Expr], like: &Expr) -> Expr {
    Expr { span: like.span, r#type: COUNT, percent: false, node: Ir::Call(function, arguments.to_vec()) }
}
