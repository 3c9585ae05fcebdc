//! Facts as they stand after a plan, and titles as records of 资质.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use vocabulary::fact::{Cell, ListFact, Record, Stated};
use vocabulary::kind::AttributeId;
use vocabulary::{AttributeType, Datum, Facts, Field, Kind};

use crate::plan::Plan;
use crate::programme::{Programme, Title};

/// Attribute that holds titles.
const TITLES: &str = "资质";

/// Carries out the changes of a plan.
pub(super) fn advance(programme: &Programme, plan: &Plan, facts: &mut Facts) {
    let kind = &programme.subject;
    for change in &plan.changes {
        let Some((id, attribute)) = kind.attribute(&change.attribute) else { continue };
        if let AttributeType::List(fields) = &attribute.r#type {
            let mut record = Record { fields: vec![Stated::Unknown; fields.len()], provenance: None };
            for (name, value) in &change.record {
                if let Some(at) = fields.iter().position(|field| field.name == *name) {
                    record.fields[at] = value.clone();
                }
            }
            for _ in 0..added(&change.from, &change.to) {
                push(facts, id, record.clone());
            }
            continue;
        }
        let cell = Cell { stated: change.to.clone(), provenance: None };
        match change.year {
            Some(year) => facts.set_yearly(id, year, cell),
            None => facts.set_plain(id, cell),
        }
    }
}

/// How many records a change adds.
fn added(from: &Stated, to: &Stated) -> usize {
    let count = |stated: &Stated| match stated {
        Stated::Known(Datum::Number(number)) => usize::try_from(number.to_integer()).unwrap_or(0),
        _ => 0,
    };
    count(to).saturating_sub(count(from))
}

/// Adds a record to a list; to one of which nothing is known as to one that may have others.
fn push(facts: &mut Facts, id: AttributeId, record: Record) {
    let mut list = facts.list(id).cloned().unwrap_or(ListFact { complete: false, items: Vec::new() });
    list.items.push(record);
    facts.set_list(id, list);
}

/// Puts the title that a programme grants among the facts, from a day on.
pub(super) fn granted(programme: &Programme, facts: &mut Facts, from: Date) {
    let Some(title) = &programme.grants else { return };
    let Some((id, fields)) = titles(&programme.subject) else { return };
    let until = title.years.and_then(|years| from.checked_add(i32::from(years).years()).ok());
    let word = |text: &str| Stated::Known(Datum::Text(Arc::from(text)));
    let value = |field: &Field| match field.name.as_str() {
        "名称" => word(&title.name),
        "级别" => title.level.as_deref().map_or(Stated::Unknown, word),
        "起" => Stated::Known(Datum::Date(from)),
        "止" => until.map_or(Stated::Unknown, |until| Stated::Known(Datum::Date(until))),
        _ => Stated::Unknown,
    };
    push(facts, id, Record { fields: fields.iter().map(value).collect(), provenance: None });
}

/// Until when the title of a programme is held on a day; `None`: it is not held, or it is not known until when.
pub(super) fn held_until(programme: &Programme, facts: &Facts, day: Date) -> Option<Date> {
    let title: &Title = programme.grants.as_ref()?;
    let (id, fields) = titles(&programme.subject)?;
    let at = |name: &str| fields.iter().position(|field| field.name == name);
    let (name, from, until) = (at("名称")?, at("起")?, at("止")?);
    let date = |record: &Record, at: usize| match record.fields.get(at) {
        Some(Stated::Known(Datum::Date(date))) => Some(*date),
        _ => None,
    };
    let held = facts.list(id)?.items.iter().filter(|record| {
        matches!(record.fields.get(name), Some(Stated::Known(Datum::Text(text))) if **text == *title.name)
            && date(record, from).is_none_or(|from| from <= day)
            && date(record, until).is_some_and(|until| day <= until)
    });
    held.filter_map(|record| date(record, until)).max()
}

fn titles(kind: &Kind) -> Option<(AttributeId, &[Field])> {
    match kind.attribute(TITLES) {
        Some((id, attribute)) => match &attribute.r#type {
            AttributeType::List(fields) => Some((id, fields)),
            _ => None,
        },
        None => None,
    }
}
