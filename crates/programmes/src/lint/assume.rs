//! What must be so where conditions hold or fail: a set of ways to be so, each a range for every quantity. Every step keeps all facts that are
//! possible, so that an empty result is a proof that there are none (abstract interpretation: Cousot and Cousot 1977). Quantities
//! that look different are taken as independent; where the work would grow too large a step is left out, which also only keeps more.
//!
//! Facts are taken as complete: a status that holds under partial facts holds under every completion of them.

use std::cell::Cell;

use language::ast::Operator;
use language::ir::{Function, Node};
use language::value::Maybe;
use language::{Context, Expr, Interval, Truth, Type, Value};
use vocabulary::{AttributeType, Kind, Number};

use super::possible::{Possible, Range, Values, Way};
use super::quantity::{is_constant, is_dated, is_whole, key};
use crate::programme::{Body, Condition, Group, Programme};

/// Most ways that are told apart.
const MAX_WAYS: usize = 128;
/// Most steps of one question.
const MAX_STEPS: usize = 20_000;
/// Most combinations of `at_least` that are tried.
const MAX_COMBINATIONS: usize = 64;

/// Ways in which what was assumed so far can be so; none: it cannot.
pub(super) type Ways = Vec<Way>;

/// One question about a programme at a date.
pub(super) struct Reasoner<'a> {
    kind: &'a Kind,
    definitions: &'a [Expr],
    context: &'a Context<'a>,
    steps: Cell<usize>,
}

impl<'a> Reasoner<'a> {
    /// `context` knows no facts.
    pub(super) fn new(programme: &'a Programme, kind: &'a Kind, context: &'a Context<'a>) -> Self {
        let definitions = &programme.definitions.expressions;
        Self { kind, definitions, context, steps: Cell::new(MAX_STEPS) }
    }

    /// Nothing assumed.
    pub(super) fn start(&self) -> Ways {
        self.steps.set(MAX_STEPS);
        vec![Way::default()]
    }

    /// Assumes that a condition holds, or that it does not.
    pub(super) fn condition(&self, ways: Ways, condition: &Condition, holds: bool) -> Ways {
        match &condition.body {
            Body::Test(test) => self.expr(ways, &test.expr, holds),
            Body::Review(_) => ways,
            Body::Group(group, children) => {
                let n = match group {
                    Group::All => children.len(),
                    Group::Any => 1,
                    Group::AtLeast(n) => *n,
                };
                // Fewer than n hold: more than all but n fail.
                let n = if holds { n } else { children.len() + 1 - n.min(children.len()) };
                self.some_of(ways, children, n, holds)
            }
        }
    }

    /// Assumes that `n` of the conditions come out so.
    fn some_of(&self, ways: Ways, children: &[Condition], n: usize, holds: bool) -> Ways {
        if n == children.len() {
            return children.iter().fold(ways, |ways, child| self.condition(ways, child, holds));
        }
        let combinations = combinations(children.len(), n);
        if combinations.len() > MAX_COMBINATIONS {
            return ways;
        }
        self.either(ways, combinations.len(), &|ways, at| {
            let chosen = combinations.get(at).into_iter().flatten();
            chosen
                .filter_map(|child| children.get(*child))
                .fold(ways, |ways, child| self.condition(ways, child, holds))
        })
    }

    /// One of several assumptions.
    fn either(&self, ways: Ways, count: usize, assume: &dyn Fn(Ways, usize) -> Ways) -> Ways {
        let mut out: Ways = Vec::new();
        for at in 0..count {
            for way in assume(ways.clone(), at) {
                if !out.contains(&way) {
                    out.push(way);
                }
            }
            if out.len() > MAX_WAYS {
                return ways;
            }
        }
        out
    }

    /// Assumes that a 是否 expression comes out so.
    pub(super) fn expr(&self, ways: Ways, expr: &Expr, holds: bool) -> Ways {
        let steps = self.steps.get();
        if ways.is_empty() || steps == 0 {
            return ways;
        }
        self.steps.set(steps - 1);
        match &expr.node {
            Node::Truth(truth) => {
                if *truth == holds {
                    ways
                } else {
                    Vec::new()
                }
            }
            Node::Not(inner) => self.expr(ways, inner, !holds),
            Node::And(a, b) | Node::Or(a, b) => {
                if matches!(expr.node, Node::And(..)) == holds {
                    let ways = self.expr(ways, a, holds);
                    self.expr(ways, b, holds)
                } else {
                    self.either(ways, 2, &|ways, at| self.expr(ways, if at == 0 { a } else { b }, holds))
                }
            }
            Node::If(condition, yes, no) => self.branches(ways, condition, &|ways, branch| {
                self.expr(ways, if branch { yes } else { no }, holds)
            }),
            Node::Definition(at) => match self.definitions.get(*at) {
                Some(definition) => self.expr(ways, definition, holds),
                None => ways,
            },
            // One of the arguments is the value.
            Node::Call(Function::FirstKnown, arguments) => {
                self.either(ways, arguments.len(), &|ways, at| match arguments.get(at) {
                    Some(argument) => self.expr(ways, argument, holds),
                    None => ways,
                })
            }
            Node::Compare(operator, a, b) => self.compare(ways, *operator, a, b, holds),
            _ => self.narrow(ways, expr, &truth, &|possible| {
                if let Values::Truth { yes, no } = &mut possible.values {
                    *(if holds { no } else { yes }) = false;
                }
            }),
        }
    }

    /// Both branches of an `if`, and the third way: a condition that stays unknown, where both must agree.
    fn branches(&self, ways: Ways, condition: &Expr, branch: &dyn Fn(Ways, bool) -> Ways) -> Ways {
        let count = if self.stays_unknown(condition) { 3 } else { 2 };
        self.either(ways, count, &|ways, at| match at {
            0 => branch(self.expr(ways, condition, true), true),
            1 => branch(self.expr(ways, condition, false), false),
            _ => branch(branch(ways, true), false),
        })
    }

    fn compare(&self, ways: Ways, operator: Operator, a: &Expr, b: &Expr, holds: bool) -> Ways {
        let steps = self.steps.get();
        if ways.is_empty() || steps == 0 {
            return ways;
        }
        self.steps.set(steps - 1);
        let (fixed_a, fixed_b) = (is_constant(a, self.definitions), is_constant(b, self.definitions));
        if fixed_a && fixed_b {
            let expr = Expr {
                span: a.span,
                r#type: Type::Bool,
                percent: false,
                node: Node::Compare(operator, a.clone().into(), b.clone().into()),
            };
            let truth = self.context.eval(&expr).truth();
            return if truth == Truth::from(!holds) { Vec::new() } else { ways };
        }
        // A table's value is one of its rows': each row is a way of its own.
        for (side, left) in [(a, true), (b, false)] {
            if let Some((condition, yes, no)) = self.choice(side) {
                return self.branches(ways, condition, &|ways, branch| {
                    let side = if branch { yes } else { no };
                    let (a, b) = if left { (side, b) } else { (a, side) };
                    self.compare(ways, operator, a, b, holds)
                });
            }
        }
        match (fixed_a, fixed_b) {
            (false, true) => self.bounded(ways, operator, a, b, holds),
            (true, false) => self.bounded(ways, mirrored(operator), b, a, holds),
            _ => self.related(ways, operator, a, b, holds),
        }
    }

    /// `quantity op constant`.
    fn bounded(&self, ways: Ways, operator: Operator, quantity: &Expr, constant: &Expr, holds: bool) -> Ways {
        match self.context.eval(constant) {
            Value::Number(Maybe::Known(interval)) => match interval.value() {
                Some(value) => self.number(ways, operator, quantity, value, holds, ""),
                None => ways,
            },
            // A bound that moves with the date of the assessment is not compared with one that stands.
            Value::Date(Maybe::Known(date)) => {
                let days = jiff::civil::Date::ZERO.until(date).map_or(0, |span| span.get_days());
                let moving = if is_dated(constant, self.definitions) { "·as_of" } else { "" };
                let value = Number::from_integer(days.into());
                self.number(ways, operator, quantity, value, holds, moving)
            }
            Value::Text(Maybe::Known(word)) => {
                let equal = (operator == Operator::Equal) == holds;
                self.narrow(ways, quantity, &|expr, _| self.words(expr), &|possible| {
                    possible.absent &= !equal;
                    if let Values::Words { among, not } = &mut possible.values {
                        if !equal {
                            not.insert(word.clone());
                        } else if among.as_ref().is_none_or(|among| among.contains(&word)) {
                            *among = Some([word.clone()].into());
                        } else {
                            *among = Some([].into());
                        }
                    }
                })
            }
            _ => ways,
        }
    }

    fn number(
        &self,
        ways: Ways,
        operator: Operator,
        quantity: &Expr,
        value: Number,
        holds: bool,
        suffix: &str,
    ) -> Ways {
        // Only an inequality holds of what does not exist; every other comparison fails of it.
        let absent = (operator == Operator::NotEqual) == holds;
        let operator = if holds { operator } else { opposite(operator) };
        let numbers = |expr: &Expr, reasoner: &Self| reasoner.range(expr);
        self.narrow_as(ways, quantity, suffix, &numbers, &|possible| {
            possible.absent &= absent;
            if let Values::Range(range) = &mut possible.values {
                range.keep(operator, value);
            }
        })
    }

    /// `a op b` between two quantities: a bound on their difference, which has a key of its own.
    fn related(&self, ways: Ways, operator: Operator, a: &Expr, b: &Expr, holds: bool) -> Ways {
        let (Some(key_a), Some(key_b)) = (key(a, self.definitions), key(b, self.definitions)) else {
            return ways;
        };
        if !matches!(a.r#type, Type::Number(_) | Type::Date) {
            return ways;
        }
        let swapped = key_b < key_a;
        let (operator, pair) = if swapped {
            (mirrored(operator), format!("{key_b} - {key_a}"))
        } else {
            (operator, format!("{key_a} - {key_b}"))
        };
        let absent = (operator == Operator::NotEqual) == holds;
        let operator = if holds { operator } else { opposite(operator) };
        let any = || Possible { absent: true, values: Values::Range(Range::of(Interval::ANY, false)) };
        let zero = Number::from_integer(0);
        keep(ways, &pair, &any, &|possible| {
            possible.absent &= absent;
            if let Values::Range(range) = &mut possible.values {
                range.keep(operator, zero);
            }
        })
    }

    fn narrow(
        &self,
        ways: Ways,
        quantity: &Expr,
        initial: &dyn Fn(&Expr, &Self) -> Possible,
        change: &dyn Fn(&mut Possible),
    ) -> Ways {
        self.narrow_as(ways, quantity, "", initial, change)
    }

    fn narrow_as(
        &self,
        ways: Ways,
        quantity: &Expr,
        suffix: &str,
        initial: &dyn Fn(&Expr, &Self) -> Possible,
        change: &dyn Fn(&mut Possible),
    ) -> Ways {
        // Members of a series are many values: nothing is known of them one by one.
        if matches!(quantity.r#type, Type::Series(_) | Type::List(_) | Type::Error) {
            return ways;
        }
        let Some(key) = key(quantity, self.definitions) else { return ways };
        keep(ways, &format!("{key}{suffix}"), &|| initial(quantity, self), change)
    }

    /// What a number can be at all.
    fn range(&self, quantity: &Expr) -> Possible {
        let interval = match quantity.r#type {
            Type::Number(_) => self.context.eval(quantity).interval().unwrap_or(Interval::ANY),
            _ => Interval::ANY,
        };
        let whole = is_whole(quantity, self.kind, self.definitions);
        // A count is there even where there is nothing to count.
        Possible { absent: !self.is_count(quantity), values: Values::Range(Range::of(interval, whole)) }
    }

    fn is_count(&self, quantity: &Expr) -> bool {
        match &quantity.node {
            Node::Definition(at) => self.definitions.get(*at).is_some_and(|expr| self.is_count(expr)),
            node => matches!(node, Node::Call(Function::Count, _)),
        }
    }

    /// What a text can be at all.
    fn words(&self, quantity: &Expr) -> Possible {
        let among = match &quantity.node {
            Node::Plain(id) | Node::Yearly(id, _) => match &self.kind.get(*id).r#type {
                AttributeType::Enumeration(words) => {
                    Some(words.iter().map(|word| word.as_str().into()).collect())
                }
                _ => None,
            },
            _ => None,
        };
        Possible { absent: true, values: Values::Words { among, not: [].into() } }
    }

    /// The parts of a number or a text that is chosen by a condition.
    fn choice<'e>(&'e self, expr: &'e Expr) -> Option<(&'e Expr, &'e Expr, &'e Expr)> {
        match &expr.node {
            Node::If(condition, yes, no) => Some((condition, yes, no)),
            Node::Definition(at) => self.choice(self.definitions.get(*at)?),
            _ => None,
        }
    }

    /// Whether a condition can stay unknown though all facts are known: a division by zero, points that an expert decides.
    fn stays_unknown(&self, condition: &Expr) -> bool {
        let mut unknown = false;
        super::quantity::walk(condition, self.definitions, &mut |node| {
            unknown |= match &node.node {
                Node::Arithmetic(Operator::Divide, ..) => true,
                Node::Number(interval) => interval.value().is_none(),
                Node::Parameter(_) => match self.context.eval(node) {
                    Value::Number(Maybe::Known(interval)) => interval.value().is_none(),
                    Value::Number(_) | Value::Truth(Truth::Unknown) => true,
                    _ => false,
                },
                Node::Call(function, _) => !matches!(
                    function,
                    Function::Count | Function::Sum | Function::Any | Function::Year | Function::Division
                ),
                _ => false,
            };
        });
        unknown
    }
}

fn truth(_: &Expr, _: &Reasoner<'_>) -> Possible {
    Possible { absent: false, values: Values::Truth { yes: true, no: true } }
}

fn keep(ways: Ways, key: &str, initial: &dyn Fn() -> Possible, change: &dyn Fn(&mut Possible)) -> Ways {
    ways.into_iter().filter_map(|mut way| way.narrow(key, initial, change).then_some(way)).collect()
}

fn opposite(operator: Operator) -> Operator {
    match operator {
        Operator::Equal => Operator::NotEqual,
        Operator::NotEqual => Operator::Equal,
        Operator::Less => Operator::AtLeast,
        Operator::AtMost => Operator::Greater,
        Operator::Greater => Operator::AtMost,
        Operator::AtLeast => Operator::Less,
        other => other,
    }
}

/// The operator with its sides exchanged.
pub(super) fn mirrored(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::Greater,
        Operator::AtMost => Operator::AtLeast,
        Operator::Greater => Operator::Less,
        Operator::AtLeast => Operator::AtMost,
        other => other,
    }
}

/// All choices of `n` positions below `length`; at most one more than [`MAX_COMBINATIONS`].
fn combinations(length: usize, n: usize) -> Vec<Vec<usize>> {
    let mut out = Vec::new();
    let mut pending = vec![(0, Vec::new())];
    while let Some((next, chosen)) = pending.pop() {
        if chosen.len() == n {
            out.push(chosen);
            if out.len() > MAX_COMBINATIONS {
                break;
            }
        } else if next < length {
            pending.push((next + 1, chosen.clone()));
            let mut with = chosen;
            with.push(next);
            pending.push((next + 1, with));
        }
    }
    out
}
