//! The lists tried for an unknown or open list: records made to pass or to fail what the programme looks for, none of them and many.

use std::sync::Arc;

use jiff::ToSpan;
use language::ast::Operator;
use language::eval::Context;
use language::ir::{Function, Node};
use language::value::Maybe;
use language::{Expr, Value};
use vocabulary::fact::{ListFact, Record, Stated};
use vocabulary::kind::{AttributeId, FieldId};
use vocabulary::{AttributeType, Datum, Dimension, Facts, Field, Number};

use super::choices::Choice;
use super::hints::Hint;
use super::unknowns::Scene;

/// Most lists tried for one fact.
const LISTS: usize = 120;
/// Most kinds of records mixed in one list.
const KINDS: usize = 3;
/// Most records added to a list: more than any programme counts.
const MANY: i128 = 60;
/// Records that are completed one by one; beyond, all alike.
const ONE_BY_ONE: usize = 3;

pub(super) struct Records<'s, 'p> {
    pub(super) scene: Scene<'p>,
    pub(super) now: &'s Context<'s>,
    pub(super) facts: &'s Facts,
    pub(super) fields: &'s [(AttributeId, FieldId)],
}

/// What is said of the fields of a record, by position.
type Profile = Vec<Stated>;

impl Records<'_, '_> {
    /// The lists; the first passes as much as it can, the second nothing (or the other way round).
    pub(super) fn lists(&self, id: AttributeId, hint: &Hint<'_>) -> Vec<Choice> {
        let AttributeType::List(fields) = &self.scene.kind.get(id).r#type else { return Vec::new() };
        let known = self.facts.list(id);
        let open = known.is_none_or(|list| !list.complete);
        let read =
            |at: usize| self.fields.iter().any(|(list, field)| *list == id && usize::from(field.0) == at);
        let (passing, failing) = self.profiles(fields, &read, hint);
        let mut out: Vec<ListFact> = Vec::new();
        let mut push = |list: ListFact| {
            if out.len() < LISTS && !out.contains(&list) {
                out.push(list);
            }
        };
        let none = Vec::new();
        let items = known.map_or(&none, |list| &list.items);
        let made = |profile: &Profile, rest: &Profile, first: usize, more: usize| {
            let mut list = ListFact { complete: true, items: items.clone() };
            for (at, record) in list.items.iter_mut().enumerate() {
                fill(record, if at < first { profile } else { rest });
            }
            let record = Record { fields: profile.clone(), provenance: None };
            list.items.extend(std::iter::repeat_n(record, more));
            list
        };
        let fallback = none_stated(fields.len());
        let best = passing.first().unwrap_or(&fallback);
        let worst = failing.first().unwrap_or(&fallback);
        let counts = if open { counts(hint) } else { vec![0] };
        let many = counts.last().copied().unwrap_or(0);
        let full = made(best, best, usize::MAX, many);
        let empty = made(worst, worst, usize::MAX, 0);
        if hint.down && !hint.up {
            push(empty);
            push(full);
        } else {
            push(full);
            push(empty);
        }
        for profile in passing.iter().chain(&failing) {
            push(made(profile, worst, usize::MAX, many));
            for count in &counts {
                push(made(profile, worst, 0, *count));
            }
            for first in 1..=items.len().min(ONE_BY_ONE) {
                push(made(profile, worst, first, 0));
            }
        }
        // Records of several kinds side by side: a list may have to pass one count and fail another.
        if open {
            for numbers in mixtures(passing.len().min(KINDS), &counts) {
                let mut list = made(best, worst, 0, 0);
                for (profile, number) in passing.iter().zip(&numbers) {
                    let record = Record { fields: profile.clone(), provenance: None };
                    list.items.extend(std::iter::repeat_n(record, *number));
                }
                push(list);
            }
        }
        out.into_iter().map(|list| Choice::List(Arc::new(list))).collect()
    }

    /// Records that pass predicates (as many together as agree, then each alone) and records that fail them.
    fn profiles(
        &self,
        fields: &[Field],
        read: &dyn Fn(usize) -> bool,
        hint: &Hint<'_>,
    ) -> (Vec<Profile>, Vec<Profile>) {
        let blank = none_stated(fields.len());
        let finish = |mut profile: Profile, good: bool| {
            for (at, field) in fields.iter().enumerate() {
                if read(at) && profile[at] == Stated::Unknown {
                    profile[at] = Stated::Known(self.plain_value(&field.r#type, good));
                }
            }
            profile
        };
        let mut together = blank.clone();
        let mut passing = Vec::new();
        let mut failing = Vec::new();
        for (predicate, _) in &hint.predicates {
            let mut joined = together.clone();
            if self.satisfy(predicate, true, &mut joined) {
                together = joined;
            }
        }
        passing.push(finish(together, true));
        let mut apart = blank.clone();
        for (predicate, _) in &hint.predicates {
            let mut joined = apart.clone();
            if self.satisfy(predicate, false, &mut joined) {
                apart = joined;
            }
        }
        failing.push(finish(apart, false));
        for (predicate, _) in &hint.predicates {
            for (wanted, to) in [(true, &mut passing), (false, &mut failing)] {
                let mut alone = blank.clone();
                if self.satisfy(predicate, wanted, &mut alone) {
                    to.push(finish(alone.clone(), wanted));
                    to.push(finish(alone, !wanted));
                }
            }
        }
        passing.push(finish(blank.clone(), true));
        failing.push(finish(blank, false));
        (distinct(passing), distinct(failing))
    }

    /// A value for a field that nothing is asked of.
    fn plain_value(&self, r#type: &AttributeType, good: bool) -> Datum {
        match r#type {
            AttributeType::Boolean => Datum::Bool(good),
            AttributeType::Number(unit) if unit.dimension == Dimension::MONEY => {
                Datum::Number(Number::from_integer(if good { 10_000_000_000 } else { 0 }))
            }
            AttributeType::Number(_) => Datum::Number(Number::from_integer(if good { 1 } else { 1000 })),
            AttributeType::Enumeration(words) => {
                let word = if good { words.first() } else { words.last() };
                Datum::Text(Arc::from(word.map_or("", String::as_str)))
            }
            AttributeType::Text | AttributeType::List(_) => Datum::Text(Arc::from("其他")),
            AttributeType::Date => {
                let days = if good { 30 } else { 12_000 };
                Datum::Date(self.scene.as_of.checked_sub(days.days()).unwrap_or(self.scene.as_of))
            }
        }
    }

    /// Sets fields so that a predicate comes out as wanted; `false` where no way is seen.
    fn satisfy(&self, predicate: &Expr, wanted: bool, record: &mut Profile) -> bool {
        match &predicate.node {
            Node::Not(inner) => self.satisfy(inner, !wanted, record),
            Node::And(a, b) if wanted => self.satisfy(a, true, record) && self.satisfy(b, true, record),
            Node::Or(a, b) if !wanted => self.satisfy(a, false, record) && self.satisfy(b, false, record),
            Node::And(a, b) | Node::Or(a, b) => {
                let mut tried = record.clone();
                if self.satisfy(a, wanted, &mut tried) {
                    *record = tried;
                    return true;
                }
                self.satisfy(b, wanted, record)
            }
            Node::Field(field) => state(record, *field, Datum::Bool(wanted)),
            Node::Compare(operator, a, b) => match (&a.node, &b.node) {
                (Node::Field(field), _) => self.compared(*field, *operator, b, wanted, record),
                (_, Node::Field(field)) => self.compared(*field, mirrored(*operator), a, wanted, record),
                _ => true,
            },
            // What silence already answers is left unsaid.
            Node::Call(Function::FirstKnown, arguments) => {
                let silent = self.now.eval(predicate).truth();
                silent == wanted.into()
                    || arguments.first().is_some_and(|first| self.satisfy(first, wanted, record))
            }
            _ => self.now.eval(predicate).truth() != (!wanted).into(),
        }
    }

    fn compared(
        &self,
        field: FieldId,
        operator: Operator,
        with: &Expr,
        wanted: bool,
        record: &mut Profile,
    ) -> bool {
        let operator = if wanted { operator } else { opposite(operator) };
        // Below, at or above what it is compared with.
        let side = match operator {
            Operator::Equal | Operator::AtLeast | Operator::AtMost => 0,
            Operator::Less => -1,
            _ => 1,
        };
        if let Some(Stated::Known(told)) = record.get(usize::from(field.0)) {
            return holds(told, operator, &self.now.eval(with));
        }
        match self.now.eval(with) {
            Value::Text(Maybe::Known(word)) => {
                let other = || Arc::from("其他");
                state(record, field, Datum::Text(if side == 0 { word } else { other() }))
            }
            Value::Number(Maybe::Known(interval)) => {
                let base = interval.value().unwrap_or_else(|| Number::from_integer(1));
                let moved = match side {
                    -1 => base / 2,
                    0 => base,
                    _ => base + Number::from_integer(1),
                };
                state(record, field, Datum::Number(moved))
            }
            Value::Date(Maybe::Known(date)) => {
                // A little inside, so that a window of time has room for both of its ends.
                let days = match operator {
                    Operator::Equal => 0,
                    Operator::Less | Operator::AtMost => -1,
                    _ => 1,
                };
                let date = date.checked_add(days.days()).unwrap_or(date);
                state(record, field, Datum::Date(date))
            }
            _ => false,
        }
    }
}

fn distinct(profiles: Vec<Profile>) -> Vec<Profile> {
    let mut out: Vec<Profile> = Vec::new();
    for profile in profiles {
        if !out.contains(&profile) {
            out.push(profile);
        }
    }
    out
}

fn none_stated(length: usize) -> Profile {
    vec![Stated::Unknown; length]
}

fn fill(record: &mut Record, profile: &Profile) {
    if record.fields.len() < profile.len() {
        record.fields.resize(profile.len(), Stated::Unknown);
    }
    for (field, told) in record.fields.iter_mut().zip(profile) {
        if *field == Stated::Unknown {
            field.clone_from(told);
        }
    }
}

fn state(record: &mut Profile, field: FieldId, datum: Datum) -> bool {
    let Some(slot) = record.get_mut(usize::from(field.0)) else { return false };
    match slot {
        Stated::Known(told) => *told == datum,
        other => {
            *other = Stated::Known(datum);
            true
        }
    }
}

fn holds(told: &Datum, operator: Operator, with: &Value) -> bool {
    let order = match (told, with) {
        (Datum::Number(a), Value::Number(Maybe::Known(b))) => b.value().map(|b| a.cmp(&b)),
        (Datum::Date(a), Value::Date(Maybe::Known(b))) => Some(a.cmp(b)),
        (Datum::Text(a), Value::Text(Maybe::Known(b))) => Some(a.cmp(b)),
        _ => None,
    };
    order.is_some_and(|order| match operator {
        Operator::Equal => order.is_eq(),
        Operator::NotEqual => order.is_ne(),
        Operator::Less => order.is_lt(),
        Operator::AtMost => order.is_le(),
        Operator::Greater => order.is_gt(),
        _ => order.is_ge(),
    })
}

fn mirrored(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::Greater,
        Operator::AtMost => Operator::AtLeast,
        Operator::Greater => Operator::Less,
        Operator::AtLeast => Operator::AtMost,
        other => other,
    }
}

fn opposite(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::AtLeast,
        Operator::AtMost => Operator::Greater,
        Operator::Greater => Operator::AtMost,
        Operator::AtLeast => Operator::Less,
        Operator::Equal => Operator::NotEqual,
        _ => Operator::Equal,
    }
}

/// So many records of each kind, in all combinations; where these are too many, none or the most of each.
fn mixtures(kinds: usize, counts: &[usize]) -> Vec<Vec<usize>> {
    let ends: Vec<usize> = counts.first().into_iter().chain(counts.last()).copied().collect();
    let all = u32::try_from(kinds).ok().and_then(|kinds| counts.len().checked_pow(kinds));
    let counts = if all.is_some_and(|all| all <= LISTS) { counts } else { &ends };
    let mut out: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..kinds {
        out = out
            .into_iter()
            .flat_map(|numbers| {
                counts.iter().map(move |count| numbers.iter().copied().chain([*count]).collect::<Vec<_>>())
            })
            .collect();
    }
    out
}

/// How many records are added: none, one, about each number that a count may be compared with, many.
fn counts(hint: &Hint<'_>) -> Vec<usize> {
    let mut counts = vec![0, 1];
    for (dimension, number) in &hint.numbers {
        let whole = number.to_integer();
        if dimension.is_one() && number.is_integer() && (1..MANY).contains(&whole) {
            counts.extend([whole - 1, whole, whole + 1]);
        }
    }
    let most = counts.iter().max().copied().unwrap_or(1);
    counts.push(most.max(6));
    counts.sort_unstable();
    counts.dedup();
    counts.into_iter().filter_map(|count| usize::try_from(count).ok()).collect()
}
