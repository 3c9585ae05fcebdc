//! The built-in functions.

use vocabulary::fact::Record;

use super::{Context, Extent, Read, Reading};
use crate::check::digits_of;
use crate::ir::{Expr, Function, Node};
use crate::value::{Interval, Maybe, Member, Truth, Value};

impl Context<'_> {
    pub(super) fn call(&self, function: Function, arguments: &[Expr], record: Option<&Record>) -> Value {
        if let (Function::Sum, [Expr { node: Node::Series(id, period), .. }]) = (function, arguments) {
            return self.sum_of_years(*id, *period);
        }
        let digits = arguments.get(1).and_then(digits_of).unwrap_or(0);
        self.applied(function, digits, arguments.iter().map(|argument| self.value(argument, record)))
    }

    /// A function of values; `digits` are those of `round`.
    pub(super) fn applied(
        &self,
        function: Function,
        digits: u32,
        mut values: impl Iterator<Item = Value>,
    ) -> Value {
        let Some(first) = values.next() else { return Value::any_number() };
        match (function, first) {
            (Function::FirstKnown, first) => {
                let mut stated = std::iter::once(first).chain(values).map(|value| value.truth());
                Value::Truth(stated.find(|truth| *truth != Truth::Unknown).unwrap_or(Truth::Unknown))
            }
            (Function::Count, Value::List { list, members, complete }) => {
                Value::Number(Maybe::Known(self.counted(list, &members, complete)))
            }
            (Function::Any, Value::List { list, members, complete }) => {
                let one = Interval::integer(1);
                Value::Truth(!self.counted(list, &members, complete).less(one))
            }
            (Function::Count, Value::Series(members)) => {
                Value::Number(Maybe::Known(count(members.iter().map(|member| member.included), true)))
            }
            (Function::Any, Value::Series(members)) => {
                let some = members.iter().map(|m| m.included.min(m.value.truth())).max();
                Value::Truth(some.unwrap_or(Truth::False))
            }
            (Function::Every, Value::Series(members)) => {
                let all = members.iter().map(|m| (!m.included).max(m.value.truth())).min();
                Value::Truth(all.unwrap_or(Truth::True))
            }
            (Function::Sum, Value::Series(members)) => self.sum(&members),
            (Function::Mean, Value::Series(members)) => self.mean(&members),
            (Function::Min, Value::Series(members)) => extreme(members, Interval::min),
            (Function::Max, Value::Series(members)) => extreme(members, Interval::max),
            (Function::MeanGrowth, Value::Series(members)) => self.mean_growth(&members),
            (Function::Min, first) => values.fold(first, |a, b| pick(a, b, Interval::min)),
            (Function::Max, first) => values.fold(first, |a, b| pick(a, b, Interval::max)),
            (Function::Growth, old) => {
                values.next().map_or(Value::any_number(), |new| self.growth(&old, &new))
            }
            (Function::Cagr, Value::Series(members)) => self.cagr(&members),
            (Function::Floor, value) => self.map(value, |n| Ok(n.each(|x| x.floor()))),
            (Function::Ceil, value) => self.map(value, |n| Ok(n.each(|x| x.ceil()))),
            (Function::Round, value) => self.map(value, |n| n.rounded(digits)),
            (Function::FullYears, from) => {
                values.next().map_or(Value::any_number(), |to| full_years(&from, &to))
            }
            (Function::Abs, value) => self.map(value, |n| Ok(n.max(n.negate()))),
            (Function::Year, Value::Date(Maybe::Known(date))) => {
                Value::number(i128::from(date.year()).into())
            }
            (Function::Year, Value::Date(Maybe::Absent)) => Value::Number(Maybe::Absent),
            (Function::Division, Value::Text(code)) => Value::Text(match code {
                Maybe::Known(code) => division(&code).map_or(Maybe::Unknown, Maybe::Known),
                other => other,
            }),
            _ => Value::any_number(),
        }
    }

    fn counted(
        &self,
        list: vocabulary::kind::AttributeId,
        members: &[(Truth, usize)],
        complete: bool,
    ) -> Interval {
        let interval = count(members.iter().map(|(truth, _)| *truth), complete);
        if let Some(fact) = self.facts.list(list) {
            let provenance = fact.items.first().and_then(|record| record.provenance);
            let read = Read::Records(interval);
            self.record(Reading { attribute: list, extent: Extent::Records, read, provenance });
        }
        interval
    }

    /// A sum over years is recorded as one reading, with the years that are unknown beside it.
    fn sum_of_years(&self, id: vocabulary::kind::AttributeId, period: vocabulary::Period) -> Value {
        let Value::Series(members) = self.series(id, period, false) else { return Value::any_number() };
        let sum = self.sum(&members);
        if let (Some(first), Some(last)) = (members.first(), members.last()) {
            if let Value::Number(Maybe::Known(total)) = sum
                && total.value().is_some()
            {
                let provenance = match self.facts.yearly(id, last.year) {
                    vocabulary::Lookup::Known(_, provenance) => provenance,
                    _ => None,
                };
                let extent = Extent::Years(first.year, last.year);
                self.record(Reading { attribute: id, extent, read: Read::Total(total), provenance });
            } else {
                let _each_year_recorded = self.series(id, period, true);
            }
        }
        sum
    }

    /// Absent members contribute nothing; without any member the sum is absent.
    fn sum(&self, members: &[Member]) -> Value {
        let mut total = Interval::exact(0.into());
        let mut present = false;
        for member in members {
            let Some(interval) = member.value.interval() else { continue };
            present = true;
            let part = if member.included == Truth::True {
                interval
            } else {
                interval.hull(Interval::exact(0.into()))
            };
            match total.plus(part) {
                Ok(sum) => total = sum,
                Err(why) => return self.computed(Err(why)),
            }
        }
        if present { Value::Number(Maybe::Known(total)) } else { Value::Number(Maybe::Absent) }
    }

    fn mean(&self, members: &[Member]) -> Value {
        let present = members.iter().filter(|member| member.value.interval().is_some());
        if present.clone().any(|member| member.included != Truth::True) {
            return Value::any_number();
        }
        let number = Interval::integer(present.count());
        match self.sum(members) {
            Value::Number(Maybe::Known(total)) => self.computed(total.over(number)),
            other => other,
        }
    }

    /// (x₂/x₁ − 1 + x₃/x₂ − 1 + …) / (n − 1), as the documents define 平均增长率; absent with fewer than two members.
    fn mean_growth(&self, members: &[Member]) -> Value {
        if members.iter().any(|member| member.included != Truth::True) {
            return Value::any_number();
        }
        let rates: Vec<Member> = members
            .windows(2)
            .map(|pair| Member { value: self.growth(&pair[0].value, &pair[1].value), ..pair[1].clone() })
            .collect();
        self.mean(&rates)
    }

    /// Between the first and the last member, over as many years as lie between them; absent with fewer than two members.
    fn cagr(&self, members: &[Member]) -> Value {
        if members.iter().any(|member| member.included != Truth::True) {
            return Value::any_number();
        }
        let (Some(first), Some(last)) = (members.first(), members.last()) else {
            return Value::Number(Maybe::Absent);
        };
        let periods = u32::try_from(members.len() - 1).unwrap_or(u32::MAX);
        let (Some(old), Some(new), true) = (first.value.interval(), last.value.interval(), periods > 0)
        else {
            return Value::Number(Maybe::Absent);
        };
        let rate = new.over(old).and_then(|ratio| ratio.root(periods)?.minus(Interval::exact(1.into())));
        self.computed(rate)
    }

    fn growth(&self, old: &Value, new: &Value) -> Value {
        let (Some(old), Some(new)) = (old.interval(), new.interval()) else {
            return Value::Number(Maybe::Absent);
        };
        let ratio = new.over(old).and_then(|ratio| ratio.minus(Interval::exact(1.into())));
        self.computed(ratio)
    }
}

/// Whole years from one date to another, negative where the second is earlier. Both dates exactly known, else anything.
fn full_years(from: &Value, to: &Value) -> Value {
    match (from, to) {
        (Value::Date(Maybe::Known(from)), Value::Date(Maybe::Known(to))) => {
            let years = to.since((jiff::Unit::Year, *from)).map(|span| i128::from(span.get_years()));
            years.map_or(Value::any_number(), |years| Value::number(years.into()))
        }
        (Value::Date(Maybe::Absent), _) | (_, Value::Date(Maybe::Absent)) => Value::Number(Maybe::Absent),
        _ => Value::any_number(),
    }
}

/// GB/T 4754 codes are an optional section letter and two to four digits, of which the first two are the division.
fn division(code: &str) -> Option<std::sync::Arc<str>> {
    let digits = code.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let well_formed = (2..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    (well_formed && code.len() - digits.len() <= 1).then(|| digits[..2].into())
}

fn count(truths: impl Iterator<Item = Truth>, complete: bool) -> Interval {
    let (mut sure, mut possible) = (0, 0);
    for truth in truths {
        sure += usize::from(truth == Truth::True);
        possible += usize::from(truth != Truth::False);
    }
    let (low, high) = (Interval::integer(sure), Interval::integer(possible));
    Interval { low: low.low, high: if complete { high.high } else { None } }
}

fn extreme(members: Vec<Member>, better: fn(Interval, Interval) -> Interval) -> Value {
    let mut out: Option<Interval> = None;
    for member in members {
        let Some(interval) = member.value.interval() else { continue };
        out = Some(match (out, member.included) {
            (None, Truth::True) => interval,
            (Some(best), Truth::True) => better(best, interval),
            (Some(best), _) => best.hull(better(best, interval)),
            (None, _) => Interval::ANY,
        });
    }
    Value::Number(out.map_or(Maybe::Absent, Maybe::Known))
}

/// The better of two numbers; an absent one does not compete.
fn pick(a: Value, b: Value, better: fn(Interval, Interval) -> Interval) -> Value {
    match (a.interval(), b.interval()) {
        (Some(x), Some(y)) => Value::Number(Maybe::Known(better(x, y))),
        (Some(_), None) => a,
        _ => b,
    }
}
