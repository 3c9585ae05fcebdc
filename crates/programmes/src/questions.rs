//! What to ask next, across programmes: the order that settles most with fewest questions.
//!
//! A question asks for one attribute with all its years that are still open, or is a checklist: facts of which most subjects have none
//! (`tick` in the vocabulary) and each of which, when there is none, settles a programme. What is left unticked is 否 or 无.
//!
//! No statistics are assumed. Of each programme that is still open, each part that it cannot do without (a condition, or a group of
//! alternatives) is looked at by itself: where one fact is all it waits for, the chance that the answer fails it, and so settles the
//! programme, is the share of that fact's tried values that do, half of the weight lying on the unmarked answer (no, none); where it
//! waits for more facts, the chance is half, and a quarter of that for each fact more. The last missing facts of a programme settle it
//! whatever the answer, so a programme also counts by the square of the share of its missing facts that the question covers. Of a gate
//! that many share ([`worth`]) each further one counts for less.
//!
//! The order is made greedily: what has been asked is taken as answered when the next question is weighed.

mod checklist;
mod open;

use jiff::civil::Date;
use language::eval::Extent;
use serde::Serialize;
use vocabulary::kind::AttributeId;
use vocabulary::{AttributeType, Facts, Kind};

use crate::answer::Status;
use crate::assess::conditions::period;
use crate::assess::status;
use crate::missing::unknowns::Unknown;
use crate::programme::Programme;

use checklist::checklist;
use open::Open;

/// A question to a visitor.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// How it is asked.
    pub form: Form,
    /// What it asks for; one attribute, unless it is a checklist.
    pub facts: Vec<Asked>,
    /// Programmes that the answer bears on, with the conditions it can decide there.
    pub decides: Vec<Decides>,
    /// Programmes that this answer is expected to settle, at the point where it is asked: a weight, not a forecast.
    pub settles: f64,
}

/// How a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// For a value, or one a year.
    Value,
    /// Which of these apply: the unticked ones are 否 or 无, the ticked ones are asked about later.
    Checklist,
}

/// An attribute that a question asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// Attribute.
    pub attribute: String,
    /// Calendar years; none for a plain attribute or a list.
    pub periods: Vec<String>,
    /// What is ticked, in a checklist.
    pub tick: Option<String>,
}

/// What a question bears on in one programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decides {
    /// Version id.
    pub programme: String,
    /// Ids of conditions.
    pub conditions: Vec<String>,
}

/// The questions worth asking, in order, `limit` at most. Programmes of another kind than `kind` are left out.
pub fn questions(
    programmes: &[&Programme],
    kind: &Kind,
    facts: &Facts,
    as_of: Date,
    limit: usize,
) -> Vec<Question> {
    let mut open: Vec<Open<'_>> = programmes
        .iter()
        .filter(|programme| programme.kind == kind.id)
        .filter(|programme| status(programme, facts, as_of) == Status::Unknown)
        .map(|programme| Open::new(programme, kind, facts, as_of))
        .collect();
    let mut groups = groups(&open);
    let mut out = Vec::new();
    while out.len() < limit && !groups.is_empty() {
        let list = checklist(&open, &groups, kind, facts, as_of);
        let single = (groups.iter().enumerate())
            .map(|(at, group)| (at, worth(&open, kind, group)))
            // The first of equals, as the programmes name them.
            .reduce(|best, other| if other.1 > best.1 { other } else { best });
        let (form, chosen, settles) = match (list, single) {
            (Some(list), single) if single.is_none_or(|(_, worth)| list.settles >= worth) => {
                open.iter_mut().zip(&list.settled).for_each(|(open, settled)| open.unticked(*settled));
                (Form::Checklist, list.groups, list.settles)
            }
            (_, Some((at, worth))) => (Form::Value, vec![at], worth),
            (_, None) => break,
        };
        let asked: Vec<Vec<Unknown>> = chosen.iter().filter_map(|at| groups.get(*at).cloned()).collect();
        let facts: Vec<Unknown> = asked.concat();
        out.push(Question {
            form,
            facts: asked.iter().filter_map(|group| told(group, kind, form)).collect(),
            decides: open.iter().filter_map(|open| open.decides(&facts)).collect(),
            settles,
        });
        for open in &mut open {
            open.answered(&facts);
        }
        let mut at = 0;
        groups.retain(|_| {
            at += 1;
            !chosen.contains(&(at - 1))
        });
    }
    out
}

/// The unknown facts of the programmes, those of one attribute together.
fn groups(open: &[Open<'_>]) -> Vec<Vec<Unknown>> {
    let mut out: Vec<Vec<Unknown>> = Vec::new();
    for fact in open.iter().flat_map(|open| &open.survey.relevant).map(|relevant| relevant.unknown) {
        match out.iter_mut().find(|group| group.iter().any(|other| other.attribute == fact.attribute)) {
            Some(group) if group.contains(&fact) => {}
            Some(group) => group.push(fact),
            None => out.push(vec![fact]),
        }
    }
    for group in &mut out {
        group.sort_by_key(|fact| match fact.extent {
            Extent::Year(year) => year,
            _ => 0,
        });
    }
    out
}

fn told(group: &[Unknown], kind: &Kind, form: Form) -> Option<Asked> {
    let attribute = kind.get(group.first()?.attribute);
    Some(Asked {
        attribute: attribute.name.clone(),
        periods: group.iter().filter_map(|fact| period(fact.extent)).collect(),
        tick: attribute.tick.clone().filter(|_| form == Form::Checklist),
    })
}

/// How many programmes an answer is expected to settle. A gate that many programmes share is built for the many who pass it: each
/// further programme that waits for it alone counts for less. Lists of what one holds are no such gates.
fn worth(open: &[Open<'_>], kind: &Kind, group: &[Unknown]) -> f64 {
    let is_list = |id: AttributeId| {
        matches!(kind.get(id).r#type, AttributeType::List(_)) || kind.get(id).tick.is_some()
    };
    let gated = open.iter().filter(|open| open.waits_for(group)).count();
    let passing = if group.iter().any(|fact| is_list(fact.attribute)) {
        1.0
    } else {
        2.0 / (gated as f64 + 1.0).max(2.0)
    };
    open.iter().map(|open| open.worth(group, passing)).sum()
}
