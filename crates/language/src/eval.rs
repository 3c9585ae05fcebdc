//! The interpreter: slow, obviously right, total. It defines what an expression means; every faster execution must equal it.

mod call;
mod cases;
mod read;
mod residual;
mod step;
mod trace;

use std::cell::RefCell;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{Span as Duration, ToSpan};
use num_traits::{CheckedMul, ToPrimitive};
use vocabulary::fact::{Record, Stated};
use vocabulary::{Datum, Dimension, Facts, Kind};

use crate::ast::Operator;
use crate::ir::{Expr, Node};
use crate::types::Type;
use crate::value::{Computed, Interval, Maybe, Member, Truth, Unsure, Value};

pub use residual::Residual;
pub use step::{Step, digits_of_round};
pub use trace::{Extent, Read, Reading, Trace};

/// The value of a definition, where it has been evaluated.
#[derive(Clone, Default)]
pub struct Remembered(Option<(Value, Trace)>);

/// Definitions that have been evaluated, to be handed from one evaluation to the next.
#[derive(Default)]
pub struct Memo(Vec<Option<(Value, Trace)>>);

impl Memo {
    /// Forgets the value of a definition: a fact it reads has changed.
    pub fn forget(&mut self, at: usize) {
        self.put(at, Remembered::default());
    }

    /// What is remembered of a definition.
    pub fn get(&self, at: usize) -> Remembered {
        Remembered(self.0.get(at).cloned().flatten())
    }

    /// Remembers of a definition what was so when the facts stood as they do again.
    pub fn put(&mut self, at: usize, remembered: Remembered) {
        if let Some(slot) = self.0.get_mut(at) {
            *slot = remembered.0;
        }
    }
}

/// Everything an evaluation needs: whose facts, at which date, with which parameters and definitions.
/// Definitions are evaluated once and remembered.
pub struct Context<'a> {
    /// Kind of the subject.
    pub kind: &'a Kind,
    /// What is known of it.
    pub facts: &'a Facts,
    /// The date of the assessment.
    pub as_of: Date,
    parameters: &'a [Value],
    definitions: &'a [Expr],
    memo: RefCell<Vec<Option<(Value, Trace)>>>,
    trace: RefCell<Trace>,
    tracing: bool,
    /// Judgements taken as decided, and the first one met that was not: see [`cases`].
    assumed: &'a [(Node, bool)],
    telling_cases: bool,
    undecided: RefCell<Option<Node>>,
}

impl<'a> Context<'a> {
    /// A context that does not record what was read.
    pub fn new(
        kind: &'a Kind,
        facts: &'a Facts,
        as_of: Date,
        parameters: &'a [Value],
        definitions: &'a [Expr],
    ) -> Self {
        Self::resumed(kind, facts, as_of, parameters, definitions, Memo(vec![None; definitions.len()]))
    }

    /// A context that knows the definitions evaluated before. Those that a change since has reached must have been forgotten.
    pub fn resumed(
        kind: &'a Kind,
        facts: &'a Facts,
        as_of: Date,
        parameters: &'a [Value],
        definitions: &'a [Expr],
        Memo(mut memo): Memo,
    ) -> Self {
        memo.resize(definitions.len(), None);
        let memo = RefCell::new(memo);
        let trace = RefCell::default();
        Self {
            kind,
            facts,
            as_of,
            parameters,
            definitions,
            memo,
            trace,
            tracing: false,
            assumed: &[],
            telling_cases: false,
            undecided: RefCell::default(),
        }
    }

    /// The definitions evaluated so far.
    pub fn into_memo(self) -> Memo {
        Memo(self.memo.into_inner())
    }

    /// A context that records what was read, for explanations.
    #[must_use]
    pub fn traced(mut self) -> Self {
        self.tracing = true;
        self
    }

    /// Evaluates an expression. Never fails: what cannot be computed is unknown.
    pub fn eval(&self, expr: &Expr) -> Value {
        self.value(expr, None)
    }

    /// Evaluates a part of a filter's predicate on one record of its list.
    pub fn eval_on(&self, expr: &Expr, record: &Record) -> Value {
        self.value(expr, Some(record))
    }

    /// Evaluates an expression and tells what it read.
    pub fn explain(&self, expr: &Expr) -> (Value, Trace) {
        let outer = self.trace.take();
        let value = self.eval(expr);
        (value, self.trace.replace(outer))
    }

    /// The value of a definition by position.
    pub fn definition(&self, at: usize) -> Value {
        if let Some(Some((value, trace))) = self.memo.borrow().get(at) {
            if self.tracing {
                self.trace.borrow_mut().merge(trace);
            }
            return value.clone();
        }
        let Some(expr) = self.definitions.get(at) else { return Value::Truth(Truth::Unknown) };
        let (value, trace) =
            if self.tracing { self.explain(expr) } else { (self.eval(expr), Trace::default()) };
        if self.tracing {
            self.trace.borrow_mut().merge(&trace);
        }
        if let Some(slot) = self.memo.borrow_mut().get_mut(at) {
            *slot = Some((value.clone(), trace));
        }
        value
    }

    fn value(&self, expr: &Expr, record: Option<&Record>) -> Value {
        if let Some(truth) = self.assumption(expr) {
            return Value::Truth(truth.into());
        }
        match &expr.node {
            Node::Truth(value) => Value::Truth((*value).into()),
            Node::Number(interval) => Value::Number(Maybe::Known(*interval)),
            Node::Text(text) => Value::Text(Maybe::Known(Arc::clone(text))),
            Node::Date(date) => Value::Date(Maybe::Known(*date)),
            Node::AsOf => Value::Date(Maybe::Known(self.as_of)),
            Node::Absent => read::absent(expr.r#type),
            Node::Plain(id) => self.plain(*id, expr.r#type),
            Node::Yearly(id, period) => self.year(*id, *period, expr.r#type),
            Node::Series(id, period) => self.series(*id, *period, true),
            Node::List(id) => self.list(*id),
            Node::Filter(list, predicate) => self.filter(list, predicate),
            Node::Field(id) => {
                let stated = record.map_or(&Stated::Unknown, |record| record.field(*id));
                read::stated(stated, expr.r#type, false)
            }
            Node::Column(list, field) => self.column(list, *field, expr.r#type),
            Node::Parameter(at) => self.parameters.get(*at).cloned().unwrap_or(Value::Truth(Truth::Unknown)),
            Node::Definition(at) => self.definition(*at),
            Node::Not(inner) => Value::Truth(!self.value(inner, record).truth()),
            Node::Negate(inner) => self.map(self.value(inner, record), |n| Ok(n.negate())),
            Node::And(left, right) => self.both(left, right, record, Truth::False, Truth::min),
            Node::Or(left, right) => self.both(left, right, record, Truth::True, Truth::max),
            Node::Compare(operator, left, right) => {
                let (left, right) = (self.value(left, record), self.value(right, record));
                broadcast(left, right, &|a, b| Value::Truth(compare(*operator, &a, &b)))
            }
            Node::Arithmetic(operator, left, right) => {
                let dimension = right.r#type.dimension();
                let (left, right) = (self.value(left, record), self.value(right, record));
                broadcast(left, right, &|a, b| self.arithmetic(*operator, &a, &b, dimension))
            }
            Node::If(condition, yes, no) => match self.value(condition, record).truth() {
                Truth::True => self.value(yes, record),
                Truth::False => self.value(no, record),
                Truth::Unknown => {
                    self.leave_open(condition);
                    self.value(yes, record).join(self.value(no, record))
                }
            },
            Node::Call(function, arguments) => self.call(*function, arguments, record),
        }
    }

    /// `and`/`or`. When nothing is recorded the right side is skipped once the left decides; the value is the same.
    fn both(
        &self,
        left: &Expr,
        right: &Expr,
        record: Option<&Record>,
        decisive: Truth,
        combine: fn(Truth, Truth) -> Truth,
    ) -> Value {
        let left = self.value(left, record).truth();
        if left == decisive && !self.tracing {
            return Value::Truth(left);
        }
        Value::Truth(combine(left, self.value(right, record).truth()))
    }

    fn filter(&self, list: &Expr, predicate: &Expr) -> Value {
        let Value::List { list, members, complete } = self.value(list, None) else {
            return Value::Truth(Truth::Unknown);
        };
        let items = self.facts.list(list).map_or(&[][..], |fact| &fact.items);
        let passing = members.into_iter().filter_map(|(so_far, at)| {
            let truth = so_far.min(self.value(predicate, items.get(at)).truth());
            (truth != Truth::False).then_some((truth, at))
        });
        Value::List { list, members: passing.collect(), complete }
    }

    fn column(&self, list: &Expr, field: vocabulary::kind::FieldId, r#type: Type) -> Value {
        let Value::List { list, members, complete } = self.value(list, None) else {
            return Value::Series(Vec::new());
        };
        let items = self.facts.list(list).map_or(&[][..], |fact| &fact.items);
        let element = match r#type.dimension() {
            Some(dimension) => Type::Number(dimension),
            None => Type::Bool,
        };
        let mut out: Vec<Member> = (members.into_iter())
            .map(|(included, at)| {
                let stated = items.get(at).map_or(&Stated::Unknown, |record| record.field(field));
                Member { year: 0, included, value: read::stated(stated, element, false) }
            })
            .collect();
        if !complete {
            // There may be another record of which nothing is known.
            let value = read::stated(&Stated::Unknown, element, false);
            out.push(Member { year: 0, included: Truth::Unknown, value });
        }
        Value::Series(out)
    }

    fn map(&self, value: Value, f: impl Fn(Interval) -> Computed) -> Value {
        match value {
            Value::Number(Maybe::Known(interval)) => self.computed(f(interval)),
            Value::Series(members) => Value::Series(
                (members.into_iter())
                    .map(|member| Member {
                        value: match member.value {
                            Value::Number(Maybe::Known(interval)) => self.computed(f(interval)),
                            other => other,
                        },
                        ..member
                    })
                    .collect(),
            ),
            other => other,
        }
    }

    /// A result of checked arithmetic; what could not be computed is unknown, and the reason is noted.
    fn computed(&self, result: Computed) -> Value {
        result.map_or_else(
            |why| {
                self.note(why);
                Value::any_number()
            },
            |interval| Value::Number(Maybe::Known(interval)),
        )
    }

    fn note(&self, why: Unsure) {
        if self.tracing {
            self.trace.borrow_mut().unsure.insert(why);
        }
    }

    fn record(&self, reading: Reading) {
        if self.tracing {
            self.trace.borrow_mut().add(reading);
        }
    }

    fn arithmetic(&self, operator: Operator, a: &Value, b: &Value, dimension: Option<Dimension>) -> Value {
        match (a, b) {
            (Value::Date(a), Value::Date(b)) => days_between(a, b),
            (Value::Date(date), Value::Number(amount)) => shift(date, amount, operator, dimension),
            (Value::Number(Maybe::Absent), _) | (_, Value::Number(Maybe::Absent)) => {
                Value::Number(Maybe::Absent)
            }
            (Value::Number(Maybe::Known(a)), Value::Number(Maybe::Known(b))) => {
                self.computed(match operator {
                    Operator::Add => a.plus(*b),
                    Operator::Subtract => a.minus(*b),
                    Operator::Multiply => a.times(*b),
                    _ => a.over(*b),
                })
            }
            _ => Value::any_number(),
        }
    }
}

/// Applies `f` to scalars, or member by member where a side is a series (series are joined by year).
fn broadcast(left: Value, right: Value, f: &dyn Fn(Value, Value) -> Value) -> Value {
    match (left, right) {
        (Value::Series(left), Value::Series(right)) => {
            let mut right = right.into_iter().peekable();
            let mut out = Vec::new();
            for a in left {
                while right.peek().is_some_and(|b| b.year < a.year) {
                    right.next();
                }
                if let Some(b) = right.next_if(|b| b.year == a.year) {
                    out.push(Member {
                        year: a.year,
                        included: a.included.min(b.included),
                        value: f(a.value, b.value),
                    });
                }
            }
            Value::Series(out)
        }
        (Value::Series(members), scalar) => Value::Series(
            members.into_iter().map(|m| Member { value: f(m.value, scalar.clone()), ..m }).collect(),
        ),
        (scalar, Value::Series(members)) => Value::Series(
            members.into_iter().map(|m| Member { value: f(scalar.clone(), m.value), ..m }).collect(),
        ),
        (a, b) => f(a, b),
    }
}

fn compare(operator: Operator, a: &Value, b: &Value) -> Truth {
    match operator {
        Operator::Equal => return equal(a, b),
        Operator::NotEqual => return !equal(a, b),
        _ => {}
    }
    let (Some(less), Some(greater)) = (less(a, b), less(b, a)) else { return Truth::False };
    match operator {
        Operator::Less => less,
        Operator::AtMost => !greater,
        Operator::Greater => greater,
        _ => !less,
    }
}

/// `a < b`; `None` where one side is absent, which answers every ordering with 否.
fn less(a: &Value, b: &Value) -> Option<Truth> {
    match (a, b) {
        (Value::Number(Maybe::Absent) | Value::Date(Maybe::Absent), _)
        | (_, Value::Number(Maybe::Absent) | Value::Date(Maybe::Absent)) => None,
        (Value::Number(Maybe::Known(a)), Value::Number(Maybe::Known(b))) => Some(a.less(*b)),
        (Value::Date(Maybe::Known(a)), Value::Date(Maybe::Known(b))) => Some((a < b).into()),
        _ => Some(Truth::Unknown),
    }
}

fn equal(a: &Value, b: &Value) -> Truth {
    fn same<T: PartialEq>(a: &Maybe<T>, b: &Maybe<T>) -> Truth {
        match (a, b) {
            (Maybe::Unknown, _) | (_, Maybe::Unknown) => Truth::Unknown,
            (a, b) => (a == b).into(),
        }
    }
    match (a, b) {
        (Value::Number(Maybe::Known(a)), Value::Number(Maybe::Known(b))) => a.equal(*b),
        (Value::Number(a), Value::Number(b)) => (a == b).into(),
        (Value::Text(a), Value::Text(b)) => same(a, b),
        (Value::Date(a), Value::Date(b)) => same(a, b),
        (Value::Truth(Truth::Unknown), Value::Truth(_)) | (Value::Truth(_), Value::Truth(Truth::Unknown)) => {
            Truth::Unknown
        }
        (Value::Truth(a), Value::Truth(b)) => (a == b).into(),
        _ => Truth::Unknown,
    }
}

fn days_between(a: &Maybe<Date>, b: &Maybe<Date>) -> Value {
    match (a, b) {
        (Maybe::Known(a), Maybe::Known(b)) => match a.since(*b) {
            Ok(span) => Value::number(i128::from(span.get_days()).into()),
            Err(_) => Value::any_number(),
        },
        (Maybe::Absent, _) | (_, Maybe::Absent) => Value::Number(Maybe::Absent),
        _ => Value::any_number(),
    }
}

fn shift(
    date: &Maybe<Date>,
    by: &Maybe<Interval>,
    operator: Operator,
    dimension: Option<Dimension>,
) -> Value {
    let (Maybe::Known(date), Maybe::Known(by)) = (date, by) else {
        return Value::Date(if *date == Maybe::Absent { Maybe::Absent } else { Maybe::Unknown });
    };
    // Years move in whole months.
    let by = by.value().and_then(|n| match dimension {
        Some(Dimension::YEAR) => n.checked_mul(&12.into()),
        _ => Some(n),
    });
    let whole = by.filter(num_rational::Ratio::is_integer).and_then(|n| n.to_integer().to_i32());
    let span = whole
        .and_then(|n| if operator == Operator::Subtract { n.checked_neg() } else { Some(n) })
        .and_then(|n| -> Option<Duration> {
            if dimension == Some(Dimension::YEAR) {
                Duration::new().try_months(n).ok()
            } else {
                0.days().try_days(n).ok()
            }
        });
    let moved = span.and_then(|span| date.checked_add(span).ok());
    Value::Date(moved.map_or(Maybe::Unknown, Maybe::Known))
}

impl From<&Datum> for Value {
    fn from(datum: &Datum) -> Self {
        match datum {
            Datum::Bool(value) => Self::Truth((*value).into()),
            Datum::Number(number) => Self::number(*number),
            Datum::Range(low, high) => {
                Self::Number(Maybe::Known(Interval { low: Some(*low), high: Some(*high) }))
            }
            Datum::Text(text) => Self::Text(Maybe::Known(Arc::clone(text))),
            Datum::Date(date) => Self::Date(Maybe::Known(*date)),
        }
    }
}
