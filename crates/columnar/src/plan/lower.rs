//! From typed expressions to steps. Years are known once the date is, so a series is a step a year; a list is a filter over its records.

use std::sync::Arc;

use jiff::civil::Date;
use language::eval::{Step, digits_of_round};
use language::ir::{Function, Node as Ir};
use language::{Expr, Truth, Type, Value};
use vocabulary::kind::AttributeId;
use vocabulary::{AttributeType, Period};

use language::ast::Operator;
use language::value::{Interval, Maybe};

use super::cases::children;
use super::graph::{Graph, Interpreted, NodeId, Op, Shape};

/// What an expression became.
#[derive(Clone, Debug)]
pub(super) enum Lowered {
    /// A value a row.
    One(NodeId),
    /// A value a year: the year, whether it belongs to the series, the value.
    Series(Vec<(i16, NodeId, NodeId)>),
    /// Records of a list that pass a filter.
    List(AttributeId, Option<NodeId>),
    /// Something that there are no steps for.
    Beyond,
}

pub(super) struct Lowering<'g, 'p> {
    pub(super) graph: &'g mut Graph<'p>,
    pub(super) definitions: &'p [Expr],
    pub(super) parameters: Arc<[Value]>,
    pub(super) as_of: Date,
    done: Vec<Option<Lowered>>,
    open: Vec<Option<NodeId>>,
    /// Judgements, and what the cases say of them where they are not known.
    assumed: Vec<(&'p Ir, NodeId)>,
    /// Something was left to the interpreter, which knows nothing of the case.
    left: bool,
}

impl<'g, 'p> Lowering<'g, 'p> {
    pub(super) fn new(
        graph: &'g mut Graph<'p>,
        definitions: &'p [Expr],
        parameters: Arc<[Value]>,
        as_of: Date,
    ) -> Self {
        Self {
            graph,
            definitions,
            parameters,
            as_of,
            done: vec![None; definitions.len()],
            open: vec![None; definitions.len()],
            assumed: Vec::new(),
            left: false,
        }
    }

    /// The step that has the value of an expression.
    pub(super) fn one(&mut self, expr: &'p Expr) -> NodeId {
        match self.lower(expr, None) {
            Lowered::One(node) => node,
            _ => self.interpret(expr),
        }
    }

    /// The step that has the value of a definition.
    pub(super) fn definition_node(&mut self, at: usize) -> Option<NodeId> {
        let expr = self.definitions.get(at)?;
        Some(match self.definition(at) {
            Lowered::One(node) => node,
            _ => self.interpret(expr),
        })
    }

    /// Takes judgements as decided wherever they are not known.
    pub(super) fn assume(&mut self, assumed: Vec<(&'p Ir, NodeId)>) {
        self.assumed = assumed;
    }

    /// Whether something was left to the interpreter.
    pub(super) fn is_left(&self) -> bool {
        self.left
    }

    fn interpret(&mut self, expr: &'p Expr) -> NodeId {
        self.left = true;
        let (definitions, parameters) = (self.definitions, Arc::clone(&self.parameters));
        self.graph.interpret(Interpreted { expr, definitions, parameters })
    }

    fn definition(&mut self, at: usize) -> Lowered {
        if let Some(Some(done)) = self.done.get(at) {
            return done.clone();
        }
        let Some(expr) = self.definitions.get(at) else {
            return Lowered::One(self.graph.truth(Truth::Unknown));
        };
        let lowered = self.lower(expr, None);
        self.done[at] = Some(lowered.clone());
        lowered
    }

    /// `within`: the list whose record a predicate looks at.
    fn lower(&mut self, expr: &'p Expr, within: Option<AttributeId>) -> Lowered {
        let lowered = self.steps(expr, within);
        let case = self.assumed.iter().find(|(node, _)| expr.r#type == Type::Bool && **node == expr.node);
        if let (Some((_, case)), Lowered::One(node)) = (case, &lowered) {
            return self.stepped(Op::Assume, vec![*node, *case]);
        }
        let scalar = matches!(expr.r#type, Type::Bool | Type::Number(_) | Type::Text | Type::Date);
        if matches!(lowered, Lowered::Beyond) && within.is_none() && scalar {
            return Lowered::One(self.interpret(expr));
        }
        lowered
    }

    fn steps(&mut self, expr: &'p Expr, within: Option<AttributeId>) -> Lowered {
        let constant = |lowering: &mut Self, value: Value| Lowered::One(lowering.graph.constant(value));
        match &expr.node {
            Ir::Truth(value) => constant(self, Value::Truth((*value).into())),
            Ir::Number(interval) => constant(self, Value::Number(Maybe::Known(*interval))),
            Ir::Text(text) => constant(self, Value::Text(Maybe::Known(Arc::clone(text)))),
            Ir::Date(date) => constant(self, Value::Date(Maybe::Known(*date))),
            Ir::AsOf => constant(self, Value::Date(Maybe::Known(self.as_of))),
            Ir::Absent => {
                let absent = match expr.r#type {
                    Type::Number(_) => Value::Number(Maybe::Absent),
                    Type::Text => Value::Text(Maybe::Absent),
                    Type::Date => Value::Date(Maybe::Absent),
                    _ => Value::Truth(Truth::False),
                };
                constant(self, absent)
            }
            Ir::Plain(id) => {
                let shape = shape_of(expr.r#type, self.graph.kind.get(*id).signed);
                Lowered::One(self.graph.leaf(Op::Read { attribute: *id, year: None, born: None, shape }))
            }
            Ir::Yearly(id, period) => {
                let attribute = self.graph.kind.get(*id);
                let (shape, born) = (shape_of(expr.r#type, attribute.signed), attribute.born);
                let year = Some(*period.years(self.as_of.year()).start());
                Lowered::One(self.graph.leaf(Op::Read { attribute: *id, year, born, shape }))
            }
            Ir::Series(id, period) => self.series(*id, *period),
            Ir::List(id) => Lowered::List(*id, None),
            Ir::Filter(list, predicate) => self.filter(list, predicate),
            Ir::Field(field) => match within {
                Some(list) => {
                    let shape = shape_of(expr.r#type, false);
                    Lowered::One(self.graph.leaf(Op::Field { list, field: *field, shape }))
                }
                None => Lowered::Beyond,
            },
            Ir::Column(..) => Lowered::Beyond,
            Ir::Parameter(at) => {
                let value = self.parameters.get(*at).cloned().unwrap_or(Value::Truth(Truth::Unknown));
                // What is asked of a 是否 is its truth.
                let value = if expr.r#type == Type::Bool { Value::Truth(value.truth()) } else { value };
                constant(self, value)
            }
            Ir::Definition(at) => self.definition(*at),
            Ir::Not(inner) => self.each(Op::Step(Step::Not), &[inner], within),
            Ir::Negate(inner) => self.each(Op::Step(Step::Negate), &[inner], within),
            Ir::And(left, right) => self.each(Op::And, &[left, right], within),
            Ir::Or(left, right) => self.each(Op::Or, &[left, right], within),
            Ir::Compare(operator, left, right) => {
                self.each(Op::Step(Step::Compare(*operator)), &[left, right], within)
            }
            Ir::Arithmetic(operator, left, right) => {
                let step = Step::Arithmetic(*operator, right.r#type.dimension());
                self.each(Op::Step(step), &[left, right], within)
            }
            Ir::If(condition, yes, no) => self.choice(condition, yes, no, within),
            Ir::Call(function, arguments) => self.call(*function, arguments, within),
        }
    }

    fn series(&mut self, id: AttributeId, period: Period) -> Lowered {
        let attribute = self.graph.kind.get(id);
        let shape = match attribute.r#type {
            AttributeType::Number(_) => Shape::Number { signed: attribute.signed },
            _ => Shape::Truth,
        };
        let born = attribute.born;
        let members = period.years(self.as_of.year()).map(|year| {
            let included = match born {
                Some(born) => self.graph.leaf(Op::Included { attribute: id, year, born }),
                None => self.graph.truth(Truth::True),
            };
            let read = Op::Read { attribute: id, year: Some(year), born: None, shape };
            (year, included, self.graph.leaf(read))
        });
        Lowered::Series(members.collect())
    }

    fn filter(&mut self, list: &'p Expr, predicate: &'p Expr) -> Lowered {
        let Lowered::List(list, so_far) = self.lower(list, None) else { return Lowered::Beyond };
        let Lowered::One(passes) = self.lower(predicate, Some(list)) else { return Lowered::Beyond };
        match so_far {
            None => Lowered::List(list, Some(passes)),
            Some(before) => {
                let both = self.graph.step(Op::And, vec![before, passes]);
                both.map_or(Lowered::Beyond, |both| Lowered::List(list, Some(both)))
            }
        }
    }

    /// A step of one or two values, member by member where they are series (joined by year).
    fn each(&mut self, op: Op, arguments: &[&'p Expr], within: Option<AttributeId>) -> Lowered {
        let lowered: Vec<Lowered> = arguments.iter().map(|argument| self.lower(argument, within)).collect();
        let of_values = matches!(op, Op::Step(Step::Negate | Step::Compare(_) | Step::Arithmetic(..)));
        match lowered.as_slice() {
            [Lowered::One(a)] => self.stepped(op, vec![*a]),
            [Lowered::One(a), Lowered::One(b)] => self.stepped(op, vec![*a, *b]),
            [Lowered::Series(a)] if of_values => {
                self.members(op, a.iter().map(|(year, included, value)| (*year, *included, vec![*value])))
            }
            [Lowered::Series(a), Lowered::One(b)] if of_values => {
                self.members(op, a.iter().map(|(year, included, value)| (*year, *included, vec![*value, *b])))
            }
            [Lowered::One(a), Lowered::Series(b)] if of_values => {
                self.members(op, b.iter().map(|(year, included, value)| (*year, *included, vec![*a, *value])))
            }
            [Lowered::Series(a), Lowered::Series(b)] if of_values => {
                let mut joined = Vec::new();
                for (year, included, value) in a {
                    let Some((_, also, other)) = b.iter().find(|(other, ..)| other == year) else { continue };
                    let Some(both) = self.graph.step(Op::And, vec![*included, *also]) else {
                        return Lowered::Beyond;
                    };
                    joined.push((*year, both, vec![*value, *other]));
                }
                self.members(op, joined.into_iter())
            }
            _ => Lowered::Beyond,
        }
    }

    fn members(&mut self, op: Op, members: impl Iterator<Item = (i16, NodeId, Vec<NodeId>)>) -> Lowered {
        let mut out = Vec::new();
        for (year, included, arguments) in members {
            let Some(value) = self.graph.step(op, arguments) else { return Lowered::Beyond };
            out.push((year, included, value));
        }
        Lowered::Series(out)
    }

    fn stepped(&mut self, op: Op, arguments: Vec<NodeId>) -> Lowered {
        self.graph.step(op, arguments).map_or(Lowered::Beyond, Lowered::One)
    }

    fn choice(
        &mut self,
        condition: &'p Expr,
        yes: &'p Expr,
        no: &'p Expr,
        within: Option<AttributeId>,
    ) -> Lowered {
        let Lowered::One(condition) = self.lower(condition, within) else { return Lowered::Beyond };
        match self.graph.value_of(condition).map(Value::truth) {
            Some(Truth::True) => return self.lower(yes, within),
            Some(Truth::False) => return self.lower(no, within),
            _ => {}
        }
        let (yes, no) = (self.lower(yes, within), self.lower(no, within));
        let (Lowered::One(yes), Lowered::One(no)) = (yes, no) else { return Lowered::Beyond };
        self.stepped(Op::Step(Step::If), vec![condition, yes, no])
    }

    fn call(&mut self, function: Function, arguments: &'p [Expr], within: Option<AttributeId>) -> Lowered {
        let lowered: Vec<Lowered> = arguments.iter().map(|argument| self.lower(argument, within)).collect();
        match (function, lowered.as_slice()) {
            (Function::Count, [Lowered::List(list, filter)]) => {
                self.graph.count(*list, *filter).map_or(Lowered::Beyond, Lowered::One)
            }
            (Function::Any, [Lowered::List(list, filter)]) => {
                let Some(count) = self.graph.count(*list, *filter) else { return Lowered::Beyond };
                let one = self.graph.constant(Value::Number(Maybe::Known(Interval::integer(1))));
                self.stepped(Op::Step(Step::Compare(Operator::AtLeast)), vec![count, one])
            }
            (_, [Lowered::Series(members)]) => {
                let flat = members.iter().flat_map(|(_, included, value)| [*included, *value]).collect();
                self.stepped(Op::Series(function), flat)
            }
            (_, all) => {
                let nodes: Option<Vec<NodeId>> = all
                    .iter()
                    .map(|lowered| match lowered {
                        Lowered::One(node) => Some(*node),
                        _ => None,
                    })
                    .collect();
                let digits = digits_of_round(arguments);
                let step = Step::Call(function, digits);
                nodes.map_or(Lowered::Beyond, |nodes| self.stepped(Op::Step(step), nodes))
            }
        }
    }

    /// Whether the value of an expression may rest on a choice that is open: then its bounds are told by cases.
    pub(super) fn open(&mut self, expr: &'p Expr) -> NodeId {
        let never = self.graph.truth(Truth::False);
        let parts: Vec<&'p Expr> = match &expr.node {
            Ir::If(condition, yes, no) => {
                let of_condition = self.open(condition);
                let (of_yes, of_no) = (self.open(yes), self.open(no));
                let decides = self.one(condition);
                let unknown = self.graph.step(Op::IsUnknown, vec![decides]).unwrap_or(never);
                let taken =
                    self.graph.step(Op::Step(Step::If), vec![decides, of_yes, of_no]).unwrap_or(never);
                let either = self.graph.step(Op::Or, vec![unknown, taken]).unwrap_or(never);
                return self.graph.step(Op::Or, vec![of_condition, either]).unwrap_or(never);
            }
            Ir::Definition(at) => return self.open_definition(*at).unwrap_or(never),
            _ => children(expr),
        };
        parts.into_iter().fold(never, |so_far, part| {
            let open = self.open(part);
            self.graph.step(Op::Or, vec![so_far, open]).unwrap_or(so_far)
        })
    }
}

impl Lowering<'_, '_> {
    fn open_definition(&mut self, at: usize) -> Option<NodeId> {
        if let Some(done) = self.open.get(at)? {
            return Some(*done);
        }
        let definition = self.definitions.get(at)?;
        let open = self.open(definition);
        self.open[at] = Some(open);
        Some(open)
    }
}

fn shape_of(r#type: Type, signed: bool) -> Shape {
    match r#type {
        Type::Number(_) => Shape::Number { signed },
        Type::Text => Shape::Text,
        Type::Date => Shape::Date,
        _ => Shape::Truth,
    }
}
