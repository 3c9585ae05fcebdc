//! What changed between two dates: the facts, the law, or who is who.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};
use jiff::{Timestamp, ToSpan};
use programmes::Programme;
use vocabulary::fact::Provenance;
use vocabulary::kind::AttributeId;
use vocabulary::{Attribute, AttributeType, Facts, Kind, Lookup};

use super::assess::{is_assessed, reference};
use crate::access::AccessScope;
use crate::clock::Moment;
use crate::failure::{Code, Failure};
use crate::limits::MAX_CHANGES;
use crate::model::{
    AttributeChanges, Cause, ChangedSubject, FactChange, ListChanges, MergeInfo, Status, StatusChange,
    SubjectChanges,
};
use crate::population::Population;
use crate::present;
use crate::region::{Region, notice};
use crate::scoped_view::ScopedView;

/// What changed about one subject between two dates. Of each date: the facts as known by its end, the law in force on it.
///
/// # Errors
/// Where the dates are not in order, kind or subject is unknown, or the lake cannot be read.
pub fn changes_of_subject(
    scope: &AccessScope,
    region: &Region,
    kind: &str,
    id: &str,
    between: (Date, Date),
) -> Result<SubjectChanges, Failure> {
    let (kind, _) = region.catalogue.kind(kind)?;
    let [before, after] = populations(region, kind, between)?;
    let (old, new) = (ScopedView::new(scope, &before.0), ScopedView::new(scope, &after.0));
    // Who is gone now is told as it was.
    let now = new.find(id);
    let then = old.find(id).ok();
    let (facts_before, facts_after) =
        (then.map(|subject| old.facts(subject)), now.as_ref().ok().map(|subject| new.facts(*subject)));
    let subject = match (&now, then) {
        (Ok(subject), _) => reference(&new, *subject),
        (Err(_), Some(subject)) => reference(&old, subject),
        (Err(_), None) => return Err(now.err().unwrap_or_else(|| gone(id))),
    };
    let nothing = Facts::empty(kind);
    let sides = Sides {
        kind,
        before: facts_before.as_ref().unwrap_or(&nothing),
        after: facts_after.as_ref().unwrap_or(&nothing),
    };
    let merges = now.as_ref().map_or_else(|_| Vec::new(), |subject| merges(&old, &new, *subject, then));
    let statuses =
        if is_assessed(region, kind) { statuses(region, kind, &sides, between) } else { Vec::new() };
    Ok(SubjectChanges {
        subject,
        from: between.0,
        to: between.1,
        facts: sides.changes(&|provenance| new.place(provenance)),
        merges,
        statuses,
        notice: notice(after.1, new.all_sources()),
    })
}

/// What changed about all subjects of a kind between two dates.
///
/// # Errors
/// Where the dates are not in order, the kind is unknown, or the lake cannot be read.
pub fn changes_of_kind(
    scope: &AccessScope,
    region: &Region,
    kind: &str,
    between: (Date, Date),
) -> Result<ListChanges, Failure> {
    let (kind, _) = region.catalogue.kind(kind)?;
    let [before, after] = populations(region, kind, between)?;
    let (old, new) = (ScopedView::new(scope, &before.0), ScopedView::new(scope, &after.0));
    let ids = |view: &ScopedView<'_>| -> BTreeMap<String, usize> {
        view.subjects().map(|subject| (view.id(subject).to_owned(), subject)).collect()
    };
    let (old_ids, new_ids) = (ids(&old), ids(&new));
    let mut attributes: BTreeMap<String, usize> = BTreeMap::new();
    let mut changed: Vec<ChangedSubject> = Vec::new();
    for (id, now) in &new_ids {
        let Some(then) = old_ids.get(id) else { continue };
        let (before, after) = (old.facts(*then), new.facts(*now));
        let facts = Sides { kind, before: &before, after: &after }.changes(&|_| None);
        for change in &facts {
            *attributes.entry(change.attribute.clone()).or_default() += 1;
        }
        if !facts.is_empty() {
            changed.push(ChangedSubject {
                id: id.clone(),
                name: new.name(*now).to_owned(),
                facts: facts.len(),
            });
        }
    }
    changed.sort_by(|a, b| b.facts.cmp(&a.facts).then_with(|| a.id.cmp(&b.id)));
    let added: Vec<&usize> =
        new_ids.iter().filter(|(id, _)| !old_ids.contains_key(*id)).map(|(_, s)| s).collect();
    let lost: Vec<&String> = old_ids.keys().filter(|id| !new_ids.contains_key(*id)).collect();
    let is_now = |id: &str| new.find(id).map_or_else(|_| String::new(), |subject| new.id(subject).to_owned());
    let mut attributes: Vec<AttributeChanges> =
        attributes.into_iter().map(|(attribute, values)| AttributeChanges { attribute, values }).collect();
    attributes.sort_by_key(|change| std::cmp::Reverse(change.values));
    Ok(ListChanges {
        kind: kind.id.clone(),
        from: between.0,
        to: between.1,
        added_total: added.len(),
        added: added.into_iter().take(MAX_CHANGES).map(|subject| reference(&new, *subject)).collect(),
        gone_total: lost.len(),
        gone: (lost.into_iter().take(MAX_CHANGES))
            .map(|id| MergeInfo { from: id.clone(), to: is_now(id) })
            .collect(),
        changed_total: changed.len(),
        changed: changed.into_iter().take(MAX_CHANGES).collect(),
        attributes,
        notice: notice(after.1, new.all_sources()),
    })
}

fn gone(id: &str) -> Failure {
    Failure::new(Code::UnknownSubject, format!("没有“{id}”"), "请核对编号、统一社会信用代码或全称").at("id")
}

/// The populations at the ends of the two days, with their moments.
fn populations(
    region: &Region,
    kind: &Arc<Kind>,
    (from, to): (Date, Date),
) -> Result<[(Arc<Population>, Moment); 2], Failure> {
    if from >= to {
        let message = format!("起始日 {from} 应早于截止日 {to}");
        return Err(Failure::new(Code::InvalidArgument, message, "请交换两个日期").at("from"));
    }
    let at = |day: Date| -> Result<(Arc<Population>, Moment), Failure> {
        let moment = Moment { as_of: day, known_at: end_of(day).min(region.clock().now()) };
        Ok((region.population(kind, moment)?, moment))
    };
    Ok([at(from)?, at(to)?])
}

/// The last moment of a day in China.
fn end_of(day: Date) -> Timestamp {
    let next = day.tomorrow().unwrap_or(day).to_zoned(TimeZone::fixed(offset(8)));
    let start = next.map_or(Timestamp::MAX, |zoned| zoned.timestamp());
    start.checked_sub(1.nanoseconds()).unwrap_or(start)
}

/// The facts of one subject on both dates.
struct Sides<'f> {
    kind: &'f Kind,
    before: &'f Facts,
    after: &'f Facts,
}

impl Sides<'_> {
    fn changes(&self, place: &dyn Fn(Provenance) -> Option<String>) -> Vec<FactChange> {
        let mut out = Vec::new();
        for (id, attribute) in self.kind.iter().filter(|(_, attribute)| attribute.derived.is_none()) {
            match (&attribute.r#type, attribute.yearly) {
                (AttributeType::List(_), _) => out.extend(self.list(id, attribute)),
                (_, true) => {
                    let years: BTreeSet<i16> =
                        self.before.years(id).chain(self.after.years(id)).map(|(year, _)| year).collect();
                    out.extend(years.into_iter().filter_map(|year| {
                        let sides = (self.before.yearly(id, year), self.after.yearly(id, year));
                        change(attribute, Some(year), sides, place)
                    }));
                }
                (_, false) => {
                    let sides = (self.before.plain(id), self.after.plain(id));
                    out.extend(change(attribute, None, sides, place));
                }
            }
        }
        out
    }

    fn list(&self, id: AttributeId, attribute: &Attribute) -> Option<FactChange> {
        let (before, after) = (self.before.list(id), self.after.list(id));
        let said = |facts: &Facts| {
            facts.list(id).map(|list| {
                let records = list.items.iter().map(|record| record.fields.clone()).collect::<Vec<_>>();
                (list.complete, records)
            })
        };
        let shown = |list: Option<&vocabulary::ListFact>| match list {
            None => "未知".to_owned(),
            Some(list) if list.complete => format!("{}项", list.items.len()),
            Some(list) => format!("至少{}项", list.items.len()),
        };
        (said(self.before) != said(self.after)).then(|| FactChange {
            attribute: attribute.name.clone(),
            year: None,
            before: shown(before),
            after: shown(after),
            source: None,
        })
    }
}

fn change(
    attribute: &Attribute,
    year: Option<i16>,
    (before, after): (Lookup<'_>, Lookup<'_>),
    place: &dyn Fn(Provenance) -> Option<String>,
) -> Option<FactChange> {
    let shown = |lookup: Lookup<'_>| match lookup {
        Lookup::Unknown => ("未知".to_owned(), None),
        Lookup::Absent(provenance) => ("无".to_owned(), provenance),
        Lookup::Known(datum, provenance) => (present::shown(&attribute.r#type, datum), provenance),
    };
    let same = match (before, after) {
        (Lookup::Known(a, _), Lookup::Known(b, _)) => a == b,
        (Lookup::Unknown, Lookup::Unknown) | (Lookup::Absent(_), Lookup::Absent(_)) => true,
        _ => false,
    };
    let ((before, _), (after, provenance)) = (shown(before), shown(after));
    (!same).then(|| FactChange {
        attribute: attribute.name.clone(),
        year,
        before,
        after,
        source: provenance.and_then(place),
    })
}

fn merges(old: &ScopedView<'_>, new: &ScopedView<'_>, now: usize, then: Option<usize>) -> Vec<MergeInfo> {
    let to = new.id(now);
    let was = then.map(|subject| old.id(subject)).filter(|id| *id != to);
    let came = new.merged_into(now).filter(|id| old.is_subject(id));
    let from: BTreeSet<&str> = was.into_iter().chain(came).collect();
    from.into_iter().map(|from| MergeInfo { from: from.to_owned(), to: to.to_owned() }).collect()
}

/// Programmes of which the status is otherwise, with what made it so.
fn statuses(region: &Region, kind: &Kind, sides: &Sides<'_>, (from, to): (Date, Date)) -> Vec<StatusChange> {
    let library = &region.catalogue.library;
    let in_force = |day: Date, facts: &Facts| -> BTreeMap<String, &Programme> {
        let purpose = programmes::purpose(kind, facts);
        let found = library.in_force_for(day, purpose).into_iter();
        found.filter(|p| p.kind == kind.id).map(|p| (p.family.clone(), p)).collect()
    };
    let (old, new) = (in_force(from, sides.before), in_force(to, sides.after));
    let families: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let status = |programme: Option<&&Programme>, facts: &Facts, day: Date| -> Option<Status> {
        programme.map(|programme| programmes::status(programme, facts, day).into())
    };
    let told = families.into_iter().filter_map(|family| {
        let (was, is) = (old.get(family), new.get(family));
        let (before, after) = (status(was, sides.before, from), status(is, sides.after, to));
        if before == after {
            return None;
        }
        let version = |programme: Option<&&Programme>| programme.map(|programme| programme.id.clone());
        // Each put back alone: what then comes out otherwise would not be so without it.
        let without = [
            (Cause::Fact, status(is, sides.before, to)),
            (Cause::Law, if version(was) == version(is) { after } else { status(was, sides.after, to) }),
            (Cause::Time, status(is, sides.after, from)),
        ];
        Some(StatusChange {
            family: family.clone(),
            name: is.or(was).map(|programme| programme.name.clone()).unwrap_or_default(),
            version_before: version(was),
            version_after: version(is),
            before,
            after,
            causes: without
                .into_iter()
                .filter(|(_, status)| *status != after)
                .map(|(cause, _)| cause)
                .collect(),
        })
    });
    told.collect()
}
