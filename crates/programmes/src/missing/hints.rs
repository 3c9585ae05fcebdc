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

/// Deepest nesting followed: as deep as the language lets expressions be.
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
enum Way {
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
    scene: Scene<'p>,
    now: &'s Context<'s>,
    unknowns: &'s [Unknown],
    pub(super) found: Vec<Hint<'p>>,
    /// By definition: the ways in which it counts, with all that it is compared with there.
    wanted: Vec<[Option<Near>; 3]>,
}

/// Constants that something is compared with.
#[derive(Clone, Default, PartialEq)]
struct Near {
    numbers: Vec<(Dimension, Number)>,
    dates: Vec<Date>,
    words: Vec<Arc<str>>,
}

impl Near {
    fn add(&mut self, other: &Self) {
        add_new(&mut self.numbers, &other.numbers);
        add_new(&mut self.dates, &other.dates);
        add_new(&mut self.words, &other.words);
    }
}

impl<'s, 'p> Hints<'s, 'p> {
    pub(super) fn new(scene: Scene<'p>, now: &'s Context<'s>, unknowns: &'s [Unknown]) -> Self {
        let found = vec![Hint::default(); unknowns.len()];
        Self { scene, now, unknowns, found, wanted: Vec::new() }
    }

    /// Reads tests that should hold, then the definitions they use: each after all that use it, so once a way.
    pub(super) fn read(&mut self, tests: impl Iterator<Item = &'p Expr> + Clone) {
        self.wanted = vec![Default::default(); self.scene.definitions.len()];
        for test in tests.clone() {
            self.visit(test, Way::Up, &Near::default(), DEPTH);
        }
        for at in used_first(tests, self.scene).into_iter().rev() {
            let (Some(definition), Some(wanted)) = (self.scene.definitions.get(at), self.wanted.get_mut(at))
            else {
                continue;
            };
            for (way, near) in [Way::Up, Way::Down, Way::Both].into_iter().zip(std::mem::take(wanted)) {
                if let Some(near) = near {
                    self.visit(definition, way, &near, DEPTH);
                }
            }
        }
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
                if let Some(wanted) = self.wanted.get_mut(*at) {
                    wanted[way as usize].get_or_insert_default().add(near);
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
                for argument in arguments {
                    self.visit(argument, way, &wider, depth);
                }
            }
            _ => {
                for argument in arguments {
                    self.visit(argument, way, near, depth);
                }
            }
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
        self.found.get_mut(at)
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

/// The definitions that tests use, each after those that it uses itself.
fn used_first<'p>(tests: impl Iterator<Item = &'p Expr>, scene: Scene<'p>) -> Vec<usize> {
    fn visit<'p>(expr: &'p Expr, scene: Scene<'p>, seen: &mut [bool], out: &mut Vec<usize>) {
        expr.walk(&mut |node| {
            if let Node::Definition(at) = node.node
                && let (Some(seen_before), Some(definition)) = (seen.get_mut(at), scene.definitions.get(at))
                && !std::mem::replace(seen_before, true)
            {
                visit(definition, scene, seen, out);
                out.push(at);
            }
        });
    }
    let mut seen = vec![false; scene.definitions.len()];
    let mut out = Vec::new();
    tests.for_each(|test| visit(test, scene, &mut seen, &mut out));
    out
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
