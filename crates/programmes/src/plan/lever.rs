//! What an applicant can move until a date: figures of open years, words and 是否, records of lists. Each is a lever with a
//! position counted in steps, and one variable for each way it may go.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, ToPrimitive};
use vocabulary::fact::{Cell, ListFact, Record, Stated};
use vocabulary::kind::{AttributeId, Changeable};
use vocabulary::{AttributeType, Datum, Facts, Kind, Lookup, Number};

use super::costs::{self, Costs, Terms};
use super::limits::{MAX_ADDED_RECORDS, MAX_STEPS};
use super::reads::Place;

/// What a lever's positions mean.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Scale {
    /// `from + by × position`.
    Figure { from: Number, by: Number },
    /// `rungs[start + position]`, from the lowest to the highest.
    Rungs { rungs: Vec<Stated>, start: usize },
    /// So many more of this record.
    Records { name: String, record: Record },
}

/// Something that can be moved.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lever {
    pub(super) attribute: AttributeId,
    pub(super) year: Option<i16>,
    pub(super) scale: Scale,
    pub(super) lead_days: u32,
    /// Variable that counts steps upwards.
    pub(super) up: Option<usize>,
    /// Variable that counts steps downwards.
    pub(super) down: Option<usize>,
}

/// Steps of one lever one way.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Variable {
    pub(super) lever: usize,
    /// 元 for one step.
    pub(super) cost: Number,
    /// Most steps.
    pub(super) most: i64,
}

/// All levers, in the order in which ties are broken: by attribute name, year, name of the addition.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Levers {
    pub(super) levers: Vec<Lever>,
    pub(super) variables: Vec<Variable>,
}

impl Levers {
    /// The levers among `places` that count by `target`. `facts` are projected.
    pub(super) fn find(
        kind: &Kind,
        facts: &Facts,
        (as_of, target): (Date, Date),
        places: &BTreeSet<Place>,
        costs: &Costs,
    ) -> Self {
        let mut order: Vec<&Place> = places.iter().collect();
        order.sort_by_key(|(id, year)| (kind.get(*id).name.as_str(), *year));
        let mut out = Self::default();
        for (id, year) in order {
            let attribute = kind.get(*id);
            if year.is_some_and(|year| year < as_of.year() || year > target.year()) {
                continue;
            }
            let in_time = |lead_days: u32| -> Option<Date> {
                let counts = as_of.checked_add(i64::from(lead_days).days()).ok()?;
                let within = year.is_none_or(|year| counts.year() <= year);
                (counts <= target && within).then_some(counts)
            };
            if attribute.changeable == Changeable::No {
                continue;
            }
            if matches!(attribute.r#type, AttributeType::List(_)) {
                let mut additions: Vec<_> = attribute.additions.iter().collect();
                additions.sort_by_key(|addition| addition.name.as_str());
                for addition in additions {
                    let terms = costs::of_addition(addition, costs);
                    let Some(counts) = in_time(terms.lead_days) else { continue };
                    let mut record = addition.record.clone();
                    if let Some(field) =
                        addition.dated.and_then(|at| record.fields.get_mut(usize::from(at.0)))
                    {
                        *field = Stated::Known(Datum::Date(counts));
                    }
                    let scale = Scale::Records { name: addition.name.clone(), record };
                    out.add((*id, *year), scale, terms, Some(MAX_ADDED_RECORDS), None);
                }
                continue;
            }
            let terms = costs::of_attribute(attribute, costs);
            if in_time(terms.lead_days).is_none() {
                continue;
            }
            let found = match year {
                Some(year) => facts.yearly(*id, *year),
                None => facts.plain(*id),
            };
            let Some((scale, above, below)) = scale(attribute, found, terms) else { continue };
            let (up, down) = match attribute.changeable {
                Changeable::No => (None, None),
                Changeable::Up => (Some(above), None),
                Changeable::Down => (None, Some(below)),
                Changeable::Either => (Some(above), Some(below)),
            };
            out.add((*id, *year), scale, terms, up, down);
        }
        out
    }

    fn add(
        &mut self,
        (attribute, year): Place,
        scale: Scale,
        terms: Terms,
        up: Option<i64>,
        down: Option<i64>,
    ) {
        let lever = self.levers.len();
        let mut variable = |most: Option<i64>| {
            let most = most.filter(|most| *most > 0)?;
            self.variables.push(Variable { lever, cost: terms.cost, most });
            Some(self.variables.len() - 1)
        };
        let (up, down) = (variable(up), variable(down));
        if up.is_some() || down.is_some() {
            self.levers.push(Lever { attribute, year, scale, lead_days: terms.lead_days, up, down });
        }
    }

    /// The lever that moves a figure, a word or a 是否.
    pub(super) fn at(&self, place: Place) -> Option<(usize, &Lever)> {
        let mut levers = self.levers.iter().enumerate();
        levers.find(|(_, lever)| (lever.attribute, lever.year) == place)
    }

    /// The levers that add records to a list.
    pub(super) fn records(&self, list: AttributeId) -> impl Iterator<Item = (&Lever, &Record)> {
        self.levers.iter().filter(move |lever| lever.attribute == list).filter_map(|lever| {
            match &lever.scale {
                Scale::Records { record, .. } => Some((lever, record)),
                _ => None,
            }
        })
    }

    /// Variables that move one figure the same way in several years.
    pub(super) fn alike(&self) -> Vec<Vec<usize>> {
        let mut out: BTreeMap<(AttributeId, bool), Vec<usize>> = BTreeMap::new();
        for lever in self.levers.iter().filter(|lever| lever.year.is_some()) {
            for (variable, up) in [(lever.up, true), (lever.down, false)] {
                out.entry((lever.attribute, up)).or_default().extend(variable);
            }
        }
        out.into_values().filter(|variables| variables.len() > 1).collect()
    }

    /// The facts after so many steps of each variable.
    pub(super) fn applied(&self, facts: &Facts, steps: &[i64]) -> Facts {
        let mut out = facts.clone();
        for lever in &self.levers {
            let position = lever.position(steps);
            if position == 0 {
                continue;
            }
            match lever.stated(position) {
                Some(stated) => set(&mut out, (lever.attribute, lever.year), stated),
                None => {
                    if let Scale::Records { record, .. } = &lever.scale {
                        let mut list = listed(&out, lever.attribute);
                        list.items.extend((0..position).map(|_| record.clone()));
                        out.set_list(lever.attribute, list);
                    }
                }
            }
        }
        out
    }
}

impl Lever {
    /// Steps up less steps down.
    pub(super) fn position(&self, steps: &[i64]) -> i64 {
        let of = |variable: Option<usize>| variable.and_then(|at| steps.get(at)).copied().unwrap_or(0);
        of(self.up) - of(self.down)
    }

    /// What the fact is at a position; `None` for a list.
    pub(super) fn stated(&self, position: i64) -> Option<Stated> {
        match &self.scale {
            Scale::Figure { from, by } => {
                let moved = by.checked_mul(&i128::from(position).into()).and_then(|by| from.checked_add(&by));
                Some(moved.map_or(Stated::Unknown, |number| Stated::Known(Datum::Number(number))))
            }
            Scale::Rungs { rungs, start } => {
                let at = i64::try_from(*start).ok().and_then(|start| usize::try_from(start + position).ok());
                Some(at.and_then(|at| rungs.get(at)).cloned().unwrap_or_default())
            }
            Scale::Records { .. } => None,
        }
    }
}

/// A list as it stands; an unknown one is an incomplete one without a record.
pub(super) fn listed(facts: &Facts, list: AttributeId) -> ListFact {
    facts.list(list).cloned().unwrap_or(ListFact { complete: false, items: Vec::new() })
}

/// States a plain fact or a year of a yearly one.
pub(super) fn set(facts: &mut Facts, (attribute, year): Place, stated: Stated) {
    let cell = Cell { stated, provenance: None };
    match year {
        Some(year) => facts.set_yearly(attribute, year, cell),
        None => facts.set_plain(attribute, cell),
    }
}

/// The scale of a fact, and how many steps there are upwards and downwards. `None`: nothing that can be moved is known.
fn scale(attribute: &vocabulary::Attribute, found: Lookup<'_>, terms: Terms) -> Option<(Scale, i64, i64)> {
    let known = |datum: Datum| Stated::Known(datum);
    match (&attribute.r#type, found) {
        (AttributeType::Number(_), Lookup::Known(Datum::Number(from), _)) => {
            let below = if attribute.signed {
                MAX_STEPS
            } else {
                let steps = from.checked_div(&terms.by).and_then(|steps| steps.floor().to_integer().to_i64());
                steps.map_or(MAX_STEPS, |steps| steps.min(MAX_STEPS))
            };
            Some((Scale::Figure { from: *from, by: terms.by }, MAX_STEPS, below))
        }
        // Making something so needs no knowledge of how it was before.
        (AttributeType::Boolean, found) => {
            let (yes, no) = (known(Datum::Bool(true)), known(Datum::Bool(false)));
            let (rungs, start) = match found {
                Lookup::Known(Datum::Bool(true), _) => (vec![no, yes], 1),
                Lookup::Known(_, _) => (vec![no, yes], 0),
                Lookup::Absent(_) => (vec![Stated::Absent, yes], 0),
                Lookup::Unknown if attribute.changeable == Changeable::Down => (vec![no, Stated::Unknown], 1),
                Lookup::Unknown => (vec![Stated::Unknown, yes], 0),
            };
            let start_steps = i64::try_from(start).ok()?;
            Some((Scale::Rungs { rungs, start }, 1 - start_steps, start_steps))
        }
        (AttributeType::Enumeration(words), Lookup::Known(Datum::Text(word), _)) => {
            let mut rungs: Vec<&String> = words.iter().collect();
            if attribute.descending {
                rungs.reverse();
            }
            let start = rungs.iter().position(|rung| rung.as_str() == &**word)?;
            let above = i64::try_from(rungs.len() - 1 - start).ok()?;
            let below = i64::try_from(start).ok()?;
            let rungs = rungs.into_iter().map(|word| known(Datum::Text(Arc::from(word.as_str())))).collect();
            Some((Scale::Rungs { rungs, start }, above, below))
        }
        _ => None,
    }
}
