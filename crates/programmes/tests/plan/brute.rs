//! All plans of a small instance, one by one: written from the contract, not from the planner.

use jiff::ToSpan;
use jiff::civil::Date;
use programmes::plan::{Change, Plan};
use programmes::{Programme, Status, status};
use vocabulary::fact::{Cell, ListFact, Stated};
use vocabulary::kind::{AttributeId, Changeable};
use vocabulary::{AttributeType, Datum, Facts, Kind, Lookup, Number};

/// One thing that can be moved: where, and its values after 0, 1, 2 … steps.
struct Move {
    name: String,
    year: Option<i16>,
    addition: Option<usize>,
    attribute: AttributeId,
    cost: Number,
    /// Value after so many steps; `None` where there is no such step. Lists: only the number of steps counts.
    values: Vec<Stated>,
}

/// Cost, number of changes, and which (name, year, name of the addition): the order of plans.
pub(crate) type Key = (Number, usize, Vec<(String, Option<i16>, Option<String>)>);

/// Where a plan of the planner stands in that order.
pub(crate) fn key(programme: &Programme, plan: &Plan) -> Key {
    let mut names: Vec<_> = (plan.changes.iter())
        .map(|change| {
            let (_, attribute) = programme.subject.attribute(&change.attribute).expect("known");
            let is_addition = |name: &&String| attribute.additions.iter().any(|a| a.name == **name);
            (change.attribute.clone(), change.year, change.action.as_ref().filter(is_addition).cloned())
        })
        .collect();
    names.sort();
    (plan.cost, names.len(), names)
}

/// Open years filled in from the latest year known.
fn projected(kind: &Kind, facts: &Facts, as_of: Date, target: Date) -> Facts {
    let mut out = facts.clone();
    for (id, _) in kind.iter().filter(|(_, attribute)| attribute.yearly) {
        for year in as_of.year()..=target.year() {
            let known = facts.years(id).filter(|(at, cell)| *at <= year && cell.stated != Stated::Unknown);
            if let Some((_, cell)) = known.last() {
                out.set_yearly(id, year, cell.clone());
            }
        }
    }
    out
}

/// Everything of these names that can move, with at most so many steps of each. A figure that goes both ways is two moves.
fn moves(kind: &Kind, facts: &Facts, (as_of, target): (Date, Date), names: &[&str], most: i128) -> Vec<Move> {
    let mut out = Vec::new();
    let movable = kind.iter().filter(|(_, a)| a.changeable != Changeable::No);
    for (id, attribute) in movable.filter(|(_, a)| names.contains(&a.name.as_str())) {
        let mut add = |year: Option<i16>, addition, cost, lead: u32, values: Vec<Stated>| {
            let counts = as_of + i64::from(lead).days();
            if counts <= target && year.is_none_or(|year| counts.year() <= year) && values.len() > 1 {
                let name = attribute.name.clone();
                out.push(Move { name, year, addition, attribute: id, cost, values });
            }
        };
        if let AttributeType::List(_) = attribute.r#type {
            for (at, addition) in attribute.additions.iter().enumerate() {
                let values = (0..=most).map(|n| Stated::Known(Datum::Number(n.into()))).collect();
                add(None, Some(at), addition.cost, addition.lead_days, values);
            }
            continue;
        }
        let years: Vec<Option<i16>> =
            if attribute.yearly { (as_of.year()..=target.year()).map(Some).collect() } else { vec![None] };
        for year in years {
            let found = year.map_or_else(|| facts.plain(id), |year| facts.yearly(id, year));
            let step = attribute.step;
            let (up, down) =
                (attribute.changeable != Changeable::Down, attribute.changeable != Changeable::Up);
            match (&attribute.r#type, found) {
                (AttributeType::Number(_), Lookup::Known(Datum::Number(from), _)) => {
                    let along = |sign: i128| -> Vec<Stated> {
                        (0..=most)
                            .map(|n| from + step.by * Number::from_integer(sign * n))
                            .take_while(|value| attribute.signed || *value >= 0.into())
                            .map(|value| Stated::Known(Datum::Number(value)))
                            .collect()
                    };
                    if up {
                        add(year, None, step.cost, step.lead_days, along(1));
                    }
                    if down {
                        add(year, None, step.cost, step.lead_days, along(-1));
                    }
                }
                (AttributeType::Boolean, Lookup::Known(Datum::Bool(true), _)) => {}
                (AttributeType::Boolean, _) => {
                    let values = vec![Stated::Unknown, Stated::Known(Datum::Bool(true))];
                    add(year, None, step.cost, step.lead_days, values);
                }
                (AttributeType::Enumeration(words), Lookup::Known(Datum::Text(word), _)) => {
                    let at = words.iter().position(|other| **other == **word).expect("a word of the list");
                    let values =
                        words[..=at].iter().rev().map(|w| Stated::Known(Datum::Text(w.as_str().into())));
                    add(year, None, step.cost, step.lead_days, values.collect());
                }
                _ => {}
            }
        }
    }
    out
}

fn apply(kind: &Kind, facts: &mut Facts, as_of: Date, step: &Move, steps: usize) {
    if steps == 0 {
        return;
    }
    let stated = step.values[steps].clone();
    match (step.addition, step.year) {
        (Some(addition), _) => {
            let addition = &kind.get(step.attribute).additions[addition];
            let mut record = addition.record.clone();
            let counts = as_of + i64::from(addition.lead_days).days();
            record.fields[usize::from(addition.dated.expect("dated").0)] = Stated::Known(Datum::Date(counts));
            let mut list = facts
                .list(step.attribute)
                .cloned()
                .unwrap_or(ListFact { complete: false, items: Vec::new() });
            list.items.extend(std::iter::repeat_n(record, steps));
            facts.set_list(step.attribute, list);
        }
        (None, Some(year)) => {
            facts.set_yearly(step.attribute, year, Cell { stated, provenance: None });
        }
        (None, None) => facts.set_plain(step.attribute, Cell { stated, provenance: None }),
    }
}

/// 科技人员 that were raised, or whose whole was lowered, are within 人数.
fn fits(kind: &Kind, before: &Facts, after: &Facts, years: impl Iterator<Item = i16>) -> bool {
    let figure = |facts: &Facts, name: &str, year: i16| {
        let (id, _) = kind.attribute(name).expect("an attribute");
        match facts.yearly(id, year) {
            Lookup::Known(Datum::Number(number), _) => Some(*number),
            _ => None,
        }
    };
    years.into_iter().all(|year| {
        let (part, whole) = (figure(after, "科技人员", year), figure(after, "人数", year));
        let (Some(part), Some(whole)) = (part, whole) else { return true };
        let raised = Some(part) > figure(before, "科技人员", year);
        let lowered = Some(whole) < figure(before, "人数", year);
        part <= whole || !(raised || lowered)
    })
}

/// The best plan that costs at most `limit`, among so many steps of each move of these attributes.
pub(crate) fn best(
    programme: &Programme,
    stated: &Facts,
    (as_of, target): (Date, Date),
    names: &[&str],
    (limit, most): (Number, i128),
) -> Option<Key> {
    let kind = &*programme.subject;
    let facts = projected(kind, stated, as_of, target);
    let moves = moves(kind, &facts, (as_of, target), names, most);
    let mut best: Option<Key> = None;
    let mut steps = vec![0; moves.len()];
    visit(&moves, 0, limit, &mut steps, &mut |steps, cost| {
        let mut names: Vec<_> = (moves.iter().zip(steps))
            .filter(|(_, steps)| **steps > 0)
            .map(|(m, _)| {
                let addition = m.addition.map(|at| kind.get(m.attribute).additions[at].name.clone());
                (m.name.clone(), m.year, addition)
            })
            .collect();
        names.sort();
        names.dedup();
        let key = (cost, names.len(), names);
        if best.as_ref().is_some_and(|best| *best <= key) {
            return;
        }
        let mut after = facts.clone();
        for (m, steps) in moves.iter().zip(steps) {
            apply(kind, &mut after, as_of, m, *steps);
        }
        if fits(kind, &facts, &after, as_of.year()..=target.year())
            && status(programme, &after, target) == Status::Met
        {
            best = Some(key);
        }
    });
    best
}

fn visit(
    moves: &[Move],
    at: usize,
    left: Number,
    steps: &mut Vec<usize>,
    f: &mut dyn FnMut(&[usize], Number),
) {
    fn go(
        moves: &[Move],
        at: usize,
        (spent, limit): (Number, Number),
        steps: &mut Vec<usize>,
        f: &mut dyn FnMut(&[usize], Number),
    ) {
        let Some(m) = moves.get(at) else { return f(steps, spent) };
        for n in 0..m.values.len() {
            let spent = spent + m.cost * Number::from_integer(n as i128);
            if spent > limit {
                break;
            }
            // A figure moves one way, not both.
            if n > 0 && at > 0 && steps[at - 1] > 0 && same(&moves[at - 1], m) {
                break;
            }
            steps[at] = n;
            go(moves, at + 1, (spent, limit), steps, f);
        }
        steps[at] = 0;
    }
    go(moves, at, (Number::from_integer(0), left), steps, f);
}

fn same(a: &Move, b: &Move) -> bool {
    a.name == b.name && a.year == b.year && a.addition == b.addition
}

/// The facts after the changes of an answer, from the answer alone.
pub(crate) fn carried_out(
    programme: &Programme,
    stated: &Facts,
    (as_of, target): (Date, Date),
    changes: &[Change],
) -> Facts {
    let kind = &*programme.subject;
    let mut out = projected(kind, stated, as_of, target);
    for change in changes {
        let (id, attribute) = kind.attribute(&change.attribute).expect("an attribute");
        let cell = Cell { stated: change.to.clone(), provenance: None };
        match (&attribute.r#type, change.year) {
            (AttributeType::List(fields), _) => {
                let mut list =
                    out.list(id).cloned().unwrap_or(ListFact { complete: false, items: Vec::new() });
                let mut record =
                    vocabulary::Record { fields: vec![Stated::Unknown; fields.len()], provenance: None };
                for (name, value) in &change.record {
                    let at = fields.iter().position(|field| field.name == *name).expect("a field");
                    record.fields[at] = value.clone();
                }
                let (Stated::Known(Datum::Number(from)), Stated::Known(Datum::Number(to))) =
                    (&change.from, &change.to)
                else {
                    panic!("a list counts: {change:?}");
                };
                let more = usize::try_from((to - from).to_integer()).expect("only more records");
                assert_eq!(*from.numer(), list.items.len() as i128, "counted on from what there is");
                list.items.extend(std::iter::repeat_n(record, more));
                out.set_list(id, list);
            }
            (_, Some(year)) => out.set_yearly(id, year, cell),
            (_, None) => out.set_plain(id, cell),
        }
    }
    out
}
