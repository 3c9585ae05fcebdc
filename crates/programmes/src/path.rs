//! The cultivation path: from the programme one can have today to those that come after it (`next`), rung by rung, each with its
//! earliest date and the changes that it takes beyond those of the rungs before it.
//!
//! Every rung is planned on its own for the first of [`STEPS`] dates on which a plan exists; what an earlier rung grants (a record
//! of 资质) and changes is there for the later ones. The law of a rung is the version in force on its date.

mod advance;

use jiff::ToSpan;
use jiff::civil::Date;
use vocabulary::{Facts, Kind};

use crate::answer::Status;
use crate::assess::{purpose, region, status};
use crate::library::Library;
use crate::plan::{Blocked, Costs, Plan, PlanError, PlanOutcome, PlanRequest, plan};
use crate::programme::Programme;

use advance::{advance, granted, held_until};

/// Dates tried for a rung, half a year apart, up to the horizon of plans.
const STEPS: i32 = 6;

/// One rung.
#[derive(Clone, Debug)]
pub struct Rung<'l> {
    /// The version in force on the date of the rung.
    pub programme: &'l Programme,
    /// Families that lead to it.
    pub after: Vec<String>,
    /// How it stands.
    pub state: RungState,
}

/// How a rung stands.
#[derive(Clone, Debug)]
pub enum RungState {
    /// The title is held, until this day.
    Held(Date),
    /// Met today.
    Met,
    /// Met on the target date of a plan, after the changes of this rung and those before it.
    Planned(Box<Plan>),
    /// Nowhere within the horizon, and why.
    Blocked(Blocked),
}

/// The path of a subject through the programmes of its kind that grant a title or come after one.
///
/// # Errors
/// Where a cost cannot be used.
pub fn path<'l>(
    library: &'l Library,
    kind: &Kind,
    facts: &Facts,
    as_of: Date,
    costs: &Costs,
) -> Result<Vec<Rung<'l>>, PlanError> {
    let mut facts = facts.clone();
    let mut out = Vec::new();
    for (family, after) in families(library, kind, as_of) {
        let on = |facts: &Facts, day: Date| {
            let chosen = library.select_for(&family, day, purpose(kind, facts)).ok()?;
            Some(library.localised(chosen, region(kind, facts)))
        };
        let Some(today) = on(&facts, as_of) else { continue };
        if let Some(until) = held_until(today, &facts, as_of) {
            out.push(Rung { programme: today, after, state: RungState::Held(until) });
            continue;
        }
        if status(today, &facts, as_of) == Status::Met {
            granted(today, &mut facts, as_of);
            out.push(Rung { programme: today, after, state: RungState::Met });
            continue;
        }
        let mut last: Option<(&Programme, RungState)> = None;
        for step in 0..=STEPS {
            let day = as_of.checked_add((step * 6).months()).unwrap_or(as_of);
            let Some(programme) = on(&facts, day) else { continue };
            let request = PlanRequest { as_of, target: Some(day), costs: costs.clone() };
            match plan(programme, &facts, &request)? {
                PlanOutcome::Plan(found) => {
                    advance(programme, &found, &mut facts);
                    granted(programme, &mut facts, found.target_date);
                    last = Some((programme, RungState::Planned(Box::new(found))));
                    break;
                }
                PlanOutcome::Blocked(why) => last = Some((programme, RungState::Blocked(why))),
            }
        }
        if let Some((programme, state)) = last {
            out.push(Rung { programme, after, state });
        }
    }
    Ok(out)
}

/// Families on the path, each after those that lead to it, with these; among equals by id. A cycle is cut where it closes.
fn families(library: &Library, kind: &Kind, as_of: Date) -> Vec<(String, Vec<String>)> {
    let of_kind: Vec<&Programme> =
        library.in_force(as_of).into_iter().filter(|programme| programme.kind == kind.id).collect();
    let comes_next = |family: &str| of_kind.iter().any(|p| p.next.iter().any(|next| next == family));
    let mut waiting: Vec<&Programme> = (of_kind.iter().copied())
        .filter(|programme| !programme.next.is_empty() || comes_next(&programme.family))
        .collect();
    let mut out: Vec<(String, Vec<String>)> = Vec::new();
    while !waiting.is_empty() {
        let leads = |to: &Programme| -> Vec<&Programme> {
            of_kind.iter().copied().filter(|from| from.next.contains(&to.family)).collect()
        };
        let ready = waiting.iter().position(|programme| {
            leads(programme).iter().all(|from| !waiting.iter().any(|other| other.family == from.family))
        });
        let programme = waiting.remove(ready.unwrap_or(0));
        let after = leads(programme).iter().map(|from| from.family.clone()).collect();
        out.push((programme.family.clone(), after));
    }
    out
}
