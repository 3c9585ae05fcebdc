//! Functions, and figures of several years: unrolled year by year, as the interpreter folds them.

use language::ast::Operator;
use language::ir::Function;
use language::value::{Interval, Maybe};
use language::{Expr, Truth, Type, Value};
use vocabulary::Number;
use vocabulary::fact::ListFact;
use vocabulary::kind::AttributeId;

use super::affine::Affine;
use super::build::{Builder, Symbol, call};
use super::lever::Scale;
use super::model::{Bend, Id, Node};

/// A year of a series.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) year: i16,
    pub(super) included: Truth,
    pub(super) value: Symbol,
}

impl Builder<'_> {
    /// The years of an attribute, those that levers move as functions of them.
    pub(super) fn series(&mut self, id: AttributeId, expr: &Expr) -> Symbol {
        let Value::Series(members) = self.context.eval(expr) else { return Symbol::Opaque };
        let mut out = Vec::new();
        for member in members {
            let lever = self.levers.at((id, Some(member.year))).map(|(at, lever)| (at, lever.scale.clone()));
            let value = match lever {
                Some((lever, Scale::Figure { .. })) => {
                    self.lever(lever).map_or(Symbol::Opaque, Symbol::Number)
                }
                Some(_) => Symbol::Opaque,
                None => self.fixed(&member.value),
            };
            out.push(Member { year: member.year, included: member.included, value });
        }
        Symbol::Series(out)
    }

    /// Applies `f` to a number, or to every number of a series.
    pub(super) fn each(&mut self, symbol: Symbol, f: &mut dyn FnMut(&mut Self, Id) -> Id) -> Symbol {
        match symbol {
            Symbol::Number(id) => Symbol::Number(f(self, id)),
            Symbol::Series(members) => Symbol::Series(
                (members.into_iter())
                    .map(|member| Member { value: self.each(member.value, f), ..member })
                    .collect(),
            ),
            _ => Symbol::Opaque,
        }
    }

    /// Applies `f` to both sides, year by year where a side is a series.
    pub(super) fn broadcast(
        &mut self,
        a: Symbol,
        b: Symbol,
        f: &mut dyn FnMut(&mut Self, Symbol, Symbol) -> Symbol,
    ) -> Symbol {
        match (a, b) {
            (Symbol::Series(left), Symbol::Series(right)) => {
                let mut out = Vec::new();
                for a in left {
                    let Some(b) = right.iter().find(|b| b.year == a.year) else { continue };
                    let included = a.included.min(b.included);
                    out.push(Member { year: a.year, included, value: f(self, a.value, b.value.clone()) });
                }
                Symbol::Series(out)
            }
            (Symbol::Series(members), scalar) => Symbol::Series(
                (members.into_iter())
                    .map(|m| Member { value: f(self, m.value, scalar.clone()), ..m })
                    .collect(),
            ),
            (scalar, Symbol::Series(members)) => Symbol::Series(
                (members.into_iter())
                    .map(|m| Member { value: f(self, scalar.clone(), m.value), ..m })
                    .collect(),
            ),
            (a, b) => f(self, a, b),
        }
    }

    pub(super) fn call(&mut self, function: Function, arguments: &[Expr], whole: &Expr) -> Symbol {
        if let [list] = arguments
            && matches!(list.r#type, Type::List(_))
        {
            return self.counted(function, list, whole);
        }
        let symbols: Vec<Symbol> = arguments.iter().map(|argument| self.symbol(argument)).collect();
        match (function, &symbols[..]) {
            (Function::FirstKnown, _) => {
                let truths = symbols.iter().map(|symbol| match symbol {
                    Symbol::Truth(id) => Some(*id),
                    _ => None,
                });
                match truths.collect::<Option<Vec<Id>>>() {
                    Some(of) => Symbol::Truth(self.model.add(Node::FirstKnown(of))),
                    None => Symbol::Truth(self.model.add(Node::OpaqueTruth)),
                }
            }
            (Function::Growth, [Symbol::Number(old), Symbol::Number(new)]) => {
                Symbol::Number(self.growth(*old, *new))
            }
            (Function::Cagr, [Symbol::Series(members)]) => self.cagr(&members.clone()),
            (Function::Floor, [Symbol::Number(id)]) => {
                Symbol::Number(self.model.add(Node::Bent(Bend::Floor, *id)))
            }
            (Function::Ceil, [Symbol::Number(id)]) => {
                Symbol::Number(self.model.add(Node::Bent(Bend::Ceil, *id)))
            }
            (Function::Round, [Symbol::Number(id), Symbol::Number(digits)]) => {
                let digits = self.model.constant(*digits).filter(Number::is_integer);
                match digits.and_then(|n| n.to_integer().try_into().ok()) {
                    Some(digits) => Symbol::Number(self.model.add(Node::Bent(Bend::Round(digits), *id))),
                    None => Symbol::Opaque,
                }
            }
            (Function::Abs, [Symbol::Number(id)]) => Symbol::Number(self.model.add(Node::Magnitude(*id))),
            (Function::Count, [Symbol::Series(members)]) => {
                let sure = members.iter().filter(|member| member.included == Truth::True).count();
                let count = Interval { low: Interval::integer(sure).low, ..Interval::integer(members.len()) };
                self.fixed(&Value::Number(Maybe::Known(count)))
            }
            (Function::Any | Function::Every, [Symbol::Series(members)]) => {
                self.folded_truths(function, &members.clone())
            }
            (Function::MeanGrowth, [Symbol::Series(members)]) => self.mean_growth(&members.clone()),
            (Function::Sum, [Symbol::Series(members)]) => self.sum(members),
            (Function::Mean, [Symbol::Series(members)]) => self.mean(members),
            (Function::Min | Function::Max, [Symbol::Series(members)]) => {
                if members.iter().any(|member| member.included != Truth::True) {
                    return Symbol::Opaque;
                }
                let values: Vec<Symbol> = members.iter().map(|member| member.value.clone()).collect();
                self.extreme(function, &values)
            }
            (Function::Min | Function::Max, values) => self.extreme(function, values),
            _ => Symbol::Opaque,
        }
    }

    fn extreme(&mut self, function: Function, values: &[Symbol]) -> Symbol {
        let mut out: Option<Id> = None;
        for value in values {
            let Symbol::Number(id) = value else { return Symbol::Opaque };
            out = Some(match out {
                None => *id,
                Some(so_far) if function == Function::Min => self.model.add(Node::Least(so_far, *id)),
                Some(so_far) => self.model.add(Node::Most(so_far, *id)),
            });
        }
        out.map_or(Symbol::Opaque, Symbol::Number)
    }

    fn folded_truths(&mut self, function: Function, members: &[Member]) -> Symbol {
        let mut of = Vec::new();
        for member in members {
            let Symbol::Truth(value) = member.value else { return Symbol::Opaque };
            let every = function == Function::Every;
            let included = self.model.truth(if every { !member.included } else { member.included });
            of.push(self.model.add(if every {
                Node::Any(vec![included, value])
            } else {
                Node::All(vec![included, value])
            }));
        }
        let node = if function == Function::Every { Node::All(of) } else { Node::Any(of) };
        Symbol::Truth(self.model.add(node))
    }

    /// The members that are present. `None` where only the interpreter can say which.
    fn present(&self, members: &[Member]) -> Option<Vec<(Truth, Id)>> {
        let mut out = Vec::new();
        for member in members {
            let Symbol::Number(id) = member.value else { return None };
            match self.model.nodes.get(id) {
                Some(Node::Absent) => {}
                _ if self.model.may_be_absent(id) => return None,
                _ => out.push((member.included, id)),
            }
        }
        Some(out)
    }

    fn sum(&mut self, members: &[Member]) -> Symbol {
        let Some(present) = self.present(members) else { return Symbol::Opaque };
        let mut total: Option<Id> = None;
        for (included, mut id) in present {
            if included != Truth::True {
                // It may not belong to the series: then it adds nothing.
                let nothing = self.model.number(0.into());
                let unsure = self.model.truth(Truth::Unknown);
                id = self.model.add(Node::Pick(unsure, id, nothing));
            }
            total = Some(total.map_or(id, |so_far| self.model.plus(so_far, id)));
        }
        Symbol::Number(total.unwrap_or_else(|| self.model.add(Node::Absent)))
    }

    fn mean(&mut self, members: &[Member]) -> Symbol {
        let Some(number) = self.present(members).map(|present| present.len()) else { return Symbol::Opaque };
        let Symbol::Number(total) = self.sum(members) else { return Symbol::Opaque };
        let number = self.fixed(&Value::Number(Maybe::Known(Interval::integer(number))));
        let Symbol::Number(number) = number else { return Symbol::Opaque };
        Symbol::Number(self.model.over(total, number))
    }

    fn growth(&mut self, old: Id, new: Id) -> Id {
        let ratio = self.model.over(new, old);
        let one = self.model.number((-1).into());
        self.model.plus(ratio, one)
    }

    fn mean_growth(&mut self, members: &[Member]) -> Symbol {
        if members.iter().any(|member| member.included != Truth::True) {
            return Symbol::Opaque;
        }
        let mut rates = Vec::new();
        for pair in members.windows(2) {
            let [Member { value: Symbol::Number(old), .. }, Member { value: Symbol::Number(new), year, .. }] =
                pair
            else {
                return Symbol::Opaque;
            };
            let value = Symbol::Number(self.growth(*old, *new));
            rates.push(Member { year: *year, included: Truth::True, value });
        }
        self.mean(&rates)
    }

    fn cagr(&mut self, members: &[Member]) -> Symbol {
        let (Some(first), Some(last)) = (members.first(), members.last()) else { return Symbol::Opaque };
        let (Symbol::Number(old), Symbol::Number(new)) = (&first.value, &last.value) else {
            return Symbol::Opaque;
        };
        let periods = u32::try_from(members.len() - 1).unwrap_or(0);
        if periods == 0 || members.iter().any(|member| member.included != Truth::True) {
            return Symbol::Opaque;
        }
        let ratio = self.model.over(*new, *old);
        let root = if periods == 1 { ratio } else { self.model.add(Node::Bent(Bend::Root(periods), ratio)) };
        let one = self.model.number((-1).into());
        Symbol::Number(self.model.plus(root, one))
    }

    /// How many records pass, or whether one does: those that stand, and so many for each record added.
    fn counted(&mut self, function: Function, list: &Expr, whole: &Expr) -> Symbol {
        let Type::List(id) = list.r#type else { return Symbol::Opaque };
        let touched = self.touched(list);
        let own = |lever: &usize| self.levers.levers.get(*lever).is_some_and(|lever| lever.attribute == id);
        if !matches!(function, Function::Count | Function::Any) || !touched.iter().all(own) {
            return match whole.r#type {
                Type::Bool => Symbol::Truth(self.model.add(Node::OpaqueTruth)),
                Type::Number(_) => Symbol::Number(self.model.add(Node::OpaqueNumber)),
                _ => Symbol::Opaque,
            };
        }
        let count = call(Function::Count, std::slice::from_ref(list), whole);
        let Some(base) = self.context.eval(&count).interval() else { return Symbol::Opaque };
        let (mut low, mut high) = (base.low.map(Affine::constant), base.high.map(Affine::constant));
        let records: Vec<_> =
            self.levers.records(id).map(|(lever, record)| (lever.up, record.clone())).collect();
        for (variable, record) in records {
            let mut facts = self.context.facts.clone();
            facts.set_list(id, ListFact { complete: true, items: vec![record] });
            let (Some(one), Some(variable)) = (self.eval_on(&facts, &count).interval(), variable) else {
                return Symbol::Opaque;
            };
            let more = |end: Option<Affine>, by: Option<vocabulary::Number>| -> Option<Affine> {
                let by = by.filter(|by| *by != 0.into()).map(|by| (variable, by));
                end?.plus(&Affine { constant: 0.into(), terms: by.into_iter().collect() })
            };
            (low, high) = (more(low, one.low), more(high, one.high));
        }
        let count = self.model.add(Node::Linear { low, high });
        if function == Function::Count {
            return Symbol::Number(count);
        }
        let one = self.model.number(1.into());
        Symbol::Truth(self.model.compare(Operator::AtLeast, count, one))
    }
}
