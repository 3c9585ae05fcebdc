//! Which of these apply? Many programmes are for the few who do something in particular; one look at a list settles most of them.

use jiff::civil::Date;
use vocabulary::fact::{Cell, ListFact, Stated};
use vocabulary::{AttributeType, Datum, Facts, Kind};

use super::open::Open;
use crate::answer::Status;
use crate::assess::status;
use crate::missing::unknowns::Unknown;

/// Most boxes on one list: what a screen of a phone holds.
const BOXES: usize = 16;
/// Fewest: one alone is a plain question.
const FEWEST: usize = 2;
/// The share of programmes that an unticked box settles, all told: a visitor ticks one box in ten.
pub(super) const UNTICKED: f64 = 0.9;

pub(super) struct Checklist {
    /// Positions among the groups.
    pub(super) groups: Vec<usize>,
    /// By programme: whether it settles it, left unticked.
    pub(super) settled: Vec<bool>,
    /// Programmes that it is expected to settle.
    pub(super) settles: f64,
}

/// The boxes that settle most programmes when they are left unticked.
pub(super) fn checklist(
    open: &[Open<'_>],
    groups: &[Vec<Unknown>],
    kind: &Kind,
    facts: &Facts,
    as_of: Date,
) -> Option<Checklist> {
    let mut settled = vec![false; open.len()];
    let mut chosen = Vec::new();
    let gates: Vec<(usize, Vec<usize>)> = (groups.iter().enumerate())
        .filter(|(_, group)| group.iter().all(|fact| kind.get(fact.attribute).tick.is_some()))
        .map(|(at, group)| (at, settled_without(open, group, kind, facts, as_of)))
        .collect();
    while chosen.len() < BOXES {
        let new = |of: &[usize]| of.iter().filter(|at| !settled[**at]).count();
        // The first of equals, as the programmes name them.
        let best = gates.iter().map(|gate| (new(&gate.1), gate)).reduce(|a, b| if b.0 > a.0 { b } else { a });
        let Some((1.., (at, of))) = best else { break };
        for programme in of {
            settled[*programme] = true;
        }
        chosen.push(*at);
    }
    let weights = open.iter().zip(&settled).filter(|(_, settled)| **settled).map(|(open, _)| open.weight);
    let settles = UNTICKED * weights.sum::<f64>();
    (chosen.len() >= FEWEST).then_some(Checklist { groups: chosen, settled, settles })
}

/// Positions of the open programmes that are settled where there is none of it.
fn settled_without(
    open: &[Open<'_>],
    group: &[Unknown],
    kind: &Kind,
    facts: &Facts,
    as_of: Date,
) -> Vec<usize> {
    let mut without = facts.clone();
    for fact in group {
        match kind.get(fact.attribute).r#type {
            AttributeType::List(_) => {
                without.set_list(fact.attribute, ListFact { complete: true, items: Vec::new() });
            }
            AttributeType::Boolean => fact.state(&mut without, stated(Stated::Known(Datum::Bool(false)))),
            _ => fact.state(&mut without, stated(Stated::Absent)),
        }
    }
    let asking = open.iter().enumerate().filter(|(_, open)| open.asks_for(group));
    asking
        .filter(|(_, open)| status(open.programme, &without, as_of) != Status::Unknown)
        .map(|(at, _)| at)
        .collect()
}

fn stated(stated: Stated) -> Cell {
    Cell { stated, provenance: None }
}
