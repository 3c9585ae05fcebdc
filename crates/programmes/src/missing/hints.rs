//! What an expression says about the facts it reads: in which direction each moves it, what it is compared with, what records are
//! looked for. Only a guide where to look; nothing is concluded from it.

use std::sync::Arc;

use jiff::civil::Date;
use language::Expr;
use language::ast::Operator;
use language::eval::{Context, Extent};
use language::ir::{Function, Node};
use language::value::Maybe;
use language::{Type, Value};
use vocabulary::kind::AttributeId;
use vocabulary::{Dimension, Number};

use super::unknowns::{Scene, Unknown, list_of};

/// Deepest nesting followed: as deep as the language lets expressions be, with definitions in between.
const DEPTH: usize = 400;

/// What is compared with a fact, and which way it helps.
#[derive(Clone, Default)]
pub(super) struct Hint<'p> {
    pub(super) up: bool,
    pub(super) down: bool,
    pub(super) numbers: Vec<(Dimension, Number)>,
    pub(super) dates: Vec<Date>,
    pub(super) words: Vec<Arc<str>>,
    /// Predicates on the records of a list, and whether records that pass help.
    pub(super) predicates: Vec<(&'p Expr, bool)>,
}

/// Which way an expression counts: a test holds with more of it, with less of it, or either.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
    Both,
}

impl Way {
    fn turned(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            Self::Both => Self::Both,
        }
    }
}

pub(super) struct Hints<'s, 'p> {
    pub(super) scene: Scene<'p>,
    pub(super) now: &'s Context<'s>,
    pub(super) unknowns: &'s [Unknown],
    pub(super) hints: Vec<Hint<'p>>,
    /// Definitions already followed, by direction and what they are compared with.
    pub(super) seen: Vec<(usize, Way, Near)>,
}

/// Constants that something is compared with.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Near {
    numbers: Vec<(Dimension, Number)>,
    dates: Vec<Date>,
    words: Vec<Arc<str>>,
}

impl<'p> Hints<'_, 'p> {
    /// Reads a test that should hold.
    pub(super) fn read(&mut self, test: &'p Expr) {
        self.seen.clear();
        self.visit(test, Way::Up, &Near::default(), DEPTH);
    }

    fn visit(&mut self, expr: &'p Expr, way: Way, near: &Near, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        match &expr.node {
            Node::Plain(id) => self.hint(*id, Extent::Plain, way, near),
            Node::Yearly(id, period) | Node::Series(id, period) => {
                if let Some(born) = self.scene.kind.get(*id).born {
                    self.born(born);
                }
                for year in period.years(self.scene.as_of.year()) {
                    self.hint(*id, Extent::Year(year), way, near);
                }
            }
            Node::List(id) => self.hint(*id, Extent::Records, way, near),
            Node::Filter(list, predicate) => {
                if let Some(id) = list_of(list)
                    && let Some(hint) = self.at(id, Extent::Records)
                {
                    let wanted = (predicate.as_ref(), way != Way::Down);
                    if !hint.predicates.contains(&wanted) {
                        hint.predicates.push(wanted);
                    }
                }
                self.visit(list, way, near, depth);
                self.visit(predicate, way, near, depth);
            }
            Node::Column(list, _) => self.visit(list, way, near, depth),
            Node::Definition(at) => {
                if let Some(definition) = self.scene.definitions.get(*at)
                    && !self.seen.iter().any(|(other, to, by)| (*other, *to) == (*at, way) && by == near)
                {
                    self.seen.push((*at, way, near.clone()));
                    self.visit(definition, way, near, depth);
                }
            }
            Node::Not(inner) | Node::Negate(inner) => self.visit(inner, way.turned(), near, depth),
            Node::And(a, b) | Node::Or(a, b) => {
                self.visit(a, way, near, depth);
                self.visit(b, way, near, depth);
            }
            Node::Compare(operator, a, b) => {
                let near = self.near(&[a, b]);
                let (left, right) = match operator {
                    Operator::AtLeast | Operator::Greater => (way, way.turned()),
                    Operator::AtMost | Operator::Less => (way.turned(), way),
                    // Equal to zero is asked of what should not be.
                    Operator::Equal if way == Way::Up && is_zero(b) => (Way::Down, Way::Both),
                    _ => (Way::Both, Way::Both),
                };
                self.visit(a, left, &near, depth);
                self.visit(b, right, &near, depth);
            }
            Node::Arithmetic(operator, a, b) => {
                let right = match operator {
                    Operator::Subtract | Operator::Divide => way.turned(),
                    _ => way,
                };
                self.visit(a, way, near, depth);
                self.visit(b, right, near, depth);
            }
            Node::If(condition, yes, no) => {
                let towards = self.branches(yes, no, way);
                self.visit(condition, towards, near, depth);
                self.visit(yes, way, near, depth);
                self.visit(no, way, near, depth);
            }
            Node::Call(function, arguments) => self.call(*function, arguments, way, near, depth),
            _ => {}
        }
    }

    fn call(&mut self, function: Function, arguments: &'p [Expr], way: Way, near: &Near, depth: usize) {
        match (function, arguments) {
            (Function::Growth, [old, new, ..]) => {
                self.visit(old, way.turned(), near, depth);
                self.visit(new, way, near, depth);
            }
            (Function::MeanGrowth | Function::Cagr, [Expr { node: Node::Series(id, period), .. }]) => {
                let years = period.years(self.scene.as_of.year());
                let (first, last) = (*years.start(), *years.end());
                for year in years {
                    let way = if year == first {
                        way.turned()
                    } else if year == last {
                        way
                    } else {
                        Way::Both
                    };
                    self.hint(*id, Extent::Year(year), way, near);
                }
            }
            (Function::Min | Function::Max, _) => {
                let mut wider = self.near(&arguments.iter().collect::<Vec<_>>());
                wider.numbers.extend(near.numbers.iter().copied());
                arguments.iter().for_each(|argument| self.visit(argument, way, &wider, depth));
            }
            _ => arguments.iter().for_each(|argument| self.visit(argument, way, near, depth)),
        }
    }

    /// Towards which truth of its condition an `if` gives more.
    fn branches(&self, yes: &Expr, no: &Expr, way: Way) -> Way {
        let (yes, no) = (self.now.eval(yes), self.now.eval(no));
        let better = match (&yes, &no) {
            (Value::Truth(a), Value::Truth(b)) => a.partial_cmp(b),
            (Value::Number(Maybe::Known(a)), Value::Number(Maybe::Known(b))) => match (a.high, b.high) {
                (Some(a), Some(b)) => a.partial_cmp(&b),
                _ => None,
            },
            _ => None,
        };
        match better {
            Some(std::cmp::Ordering::Greater) => way,
            Some(std::cmp::Ordering::Less) => way.turned(),
            _ => Way::Both,
        }
    }

    /// Constants on the sides of a comparison.
    fn near(&self, sides: &[&Expr]) -> Near {
        let mut near = Near::default();
        for side in sides {
            side.walk(&mut |node| match (&node.node, node.r#type) {
                (Node::Number(interval), Type::Number(dimension)) => {
                    near.numbers.extend(interval.value().map(|n| (dimension, n)));
                }
                (Node::Parameter(at), Type::Number(dimension)) => {
                    if let Some(Value::Number(Maybe::Known(interval))) = self.scene.parameters.get(*at) {
                        near.numbers.extend(interval.value().map(|n| (dimension, n)));
                    }
                }
                (Node::Text(word), _) => near.words.push(Arc::clone(word)),
                (Node::Date(date), _) => near.dates.push(*date),
                _ => {}
            });
            // What the other side comes to now, where that is settled.
            match self.now.eval(side) {
                Value::Number(Maybe::Known(interval)) => {
                    if let (Some(n), Some(dimension)) = (interval.value(), side.r#type.dimension()) {
                        near.numbers.push((dimension, n));
                    }
                }
                Value::Date(Maybe::Known(date)) => near.dates.push(date),
                Value::Text(Maybe::Known(word)) => near.words.push(word),
                _ => {}
            }
        }
        near
    }

    fn at(&mut self, attribute: AttributeId, extent: Extent) -> Option<&mut Hint<'p>> {
        let unknown = Unknown { attribute, extent };
        let at = self.unknowns.iter().position(|other| *other == unknown)?;
        self.hints.get_mut(at)
    }

    fn hint(&mut self, attribute: AttributeId, extent: Extent, way: Way, near: &Near) {
        let Some(hint) = self.at(attribute, extent) else { return };
        hint.up |= way != Way::Down;
        hint.down |= way != Way::Up;
        add_new(&mut hint.numbers, &near.numbers);
        add_new(&mut hint.dates, &near.dates);
        add_new(&mut hint.words, &near.words);
    }

    /// An old subject leaves all periods whole.
    fn born(&mut self, id: AttributeId) {
        if let Some(hint) = self.at(id, Extent::Plain) {
            hint.down = true;
        }
    }
}

fn add_new<T: Clone + PartialEq>(to: &mut Vec<T>, from: &[T]) {
    for one in from {
        if !to.contains(one) {
            to.push(one.clone());
        }
    }
}

fn is_zero(expr: &Expr) -> bool {
    matches!(&expr.node, Node::Number(interval) if interval.value() == Some(Number::from_integer(0)))
}
