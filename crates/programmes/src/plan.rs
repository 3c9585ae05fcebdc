//! The exact least-cost set of changes that makes the status of a programme *met* on a later day (CONTRACT «plan»).
//!
//! Closed years are frozen. Open years start from a [`projection`]; [`lever`]s move what an applicant can move, in steps, not sooner
//! than their lead time. [`build`] turns the programme into a function of the numbers of steps; [`search`] finds the cheapest point,
//! and the interpreter has the last word on it ([`verify`]). Floats only exclude, with slack: what they leave open is decided in
//! exact arithmetic. Where there is no plan, [`blocking`] says which conditions stand in the way. Waiting is a plan, too.

mod affine;
mod alternatives;
mod answer;
mod bend;
mod blend;
mod blocking;
mod bound;
mod build;
mod costs;
mod demand;
mod estimate;
mod fork;
mod lever;
pub mod limits;
mod mend;
mod model;
mod projection;
mod range;
mod reach;
mod reads;
mod row;
mod search;
mod series;
mod shares;
mod space;
mod split;
mod useful;
mod verify;
mod words;

use std::cell::Cell;

use jiff::ToSpan;
use jiff::civil::Date;
use language::{Context, Value};
use vocabulary::{Facts, Number};

use crate::programme::Programme;
use build::Requirement;
use lever::Levers;
use limits::{HORIZON_YEARS, MAX_BOXES};
use search::{Found, Outcome, Search};
use verify::Verifier;

pub use answer::{Blocked, Change, Plan, PlanOutcome, Projected};
pub use costs::{CostOverride, Costs};

/// What is asked of planning.
#[derive(Clone, Debug)]
pub struct PlanRequest {
    /// The day on which the facts are as stated; years from this one on are open.
    pub as_of: Date,
    /// The day on which the status is to be met; `None`: the end of the next window, or else one, two or three years from
    /// `as_of`, the first of them with a plan.
    pub target: Option<Date>,
    /// What moves take, in place of what the kind file says.
    pub costs: Costs,
}

impl PlanRequest {
    /// A request with the default target and the costs of the kind file.
    pub fn new(as_of: Date) -> Self {
        Self { as_of, target: None, costs: Costs::new() }
    }
}

/// A request that cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The target is before the day of the facts.
    #[error("目标日期 {target} 早于评估日期 {as_of}：过去的事实不能改变，请给一个以后的日期")]
    TargetBefore {
        /// As asked.
        target: Date,
        /// The day of the facts.
        as_of: Date,
    },
    /// The target is further away than plans reach.
    #[error("目标日期 {target} 超过评估日期 {as_of} 之后 {HORIZON_YEARS} 年，请给一个 {last} 以前的日期")]
    TargetBeyond {
        /// As asked.
        target: Date,
        /// The day of the facts.
        as_of: Date,
        /// Last day that a plan may aim at.
        last: Date,
    },
    /// A cost that cannot be used.
    #[error("费用表里的“{name}”：{why}")]
    Cost {
        /// Attribute or addition, as written.
        name: String,
        /// What is wrong with it.
        why: String,
    },
}

/// The least-cost plan, or what stands in its way. `facts` are those of a subject of `programme.subject`.
///
/// # Errors
/// Where the target lies before `as_of` or beyond the horizon, or a cost cannot be used.
pub fn plan(programme: &Programme, facts: &Facts, request: &PlanRequest) -> Result<PlanOutcome, PlanError> {
    plan_within(programme, facts, request, MAX_BOXES)
}

/// As [`plan`], looking at no more than so many boxes for one target date. Where they do not suffice, the outcome says so.
///
/// # Errors
/// As [`plan`].
pub fn plan_within(
    programme: &Programme,
    facts: &Facts,
    request: &PlanRequest,
    boxes: usize,
) -> Result<PlanOutcome, PlanError> {
    costs::check(&programme.subject, &request.costs)?;
    let mut blocked = None;
    for target in targets(programme, request)? {
        match plan_for(programme, facts, request, target, boxes) {
            outcome @ PlanOutcome::Plan(_) => return Ok(outcome),
            outcome => blocked = Some(outcome),
        }
    }
    Ok(blocked.unwrap_or_else(|| plan_for(programme, facts, request, request.as_of, boxes)))
}

/// The days to aim at, in turn.
fn targets(programme: &Programme, request: &PlanRequest) -> Result<Vec<Date>, PlanError> {
    let as_of = request.as_of;
    let after = |years: i16| as_of.checked_add(i32::from(years).years()).unwrap_or(Date::MAX);
    let last = after(HORIZON_YEARS);
    if let Some(target) = request.target {
        if target < as_of {
            return Err(PlanError::TargetBefore { target, as_of });
        }
        if target > last {
            return Err(PlanError::TargetBeyond { target, as_of, last });
        }
        return Ok(vec![target]);
    }
    let mut out = Vec::new();
    let mut from = as_of;
    while let Some(closes) = programme.windows.iter().filter_map(|window| window.closes_after(from)).min() {
        if closes > last {
            break;
        }
        out.push(closes);
        let Ok(next) = closes.tomorrow() else { break };
        from = next;
    }
    if out.is_empty() {
        out.extend((1..=HORIZON_YEARS).map(after));
    }
    Ok(out)
}

/// One planning problem: a programme, projected facts, a target date.
pub(crate) struct Problem<'a> {
    programme: &'a Programme,
    request: &'a PlanRequest,
    target: Date,
    /// As projected.
    facts: &'a Facts,
    parameters: &'a [Value],
    levers: &'a Levers,
    /// Cost of one step of each variable, in units.
    units: Vec<i128>,
    /// What one unit is, in 元.
    unit: Number,
}

fn plan_for(
    programme: &Programme,
    stated: &Facts,
    request: &PlanRequest,
    target: Date,
    boxes: usize,
) -> PlanOutcome {
    let kind = &programme.subject;
    let places = reads::places(programme, kind, target);
    let (facts, carried) = projection::project(kind, stated, request.as_of, &places);
    let levers = Levers::find(kind, &facts, (request.as_of, target), &places, &request.costs);
    let parameters = programme.parameter_values(target);
    let costs: Vec<Number> = levers.variables.iter().map(|variable| variable.cost).collect();
    // Costs that have no common part within exact arithmetic: whole 元 then, rounded up.
    let (units, unit) = row::whole_units(&costs).unwrap_or_else(|| {
        (costs.iter().map(|cost| cost.ceil().to_integer()).collect(), Number::from_integer(1))
    });
    let context = Context::new(kind, &facts, target, &parameters, &programme.definitions.expressions);
    let requirement = build::build(programme, &context, &parameters, &levers);
    let problem = Problem {
        programme,
        request,
        target,
        facts: &facts,
        parameters: &parameters,
        levers: &levers,
        units,
        unit,
    };
    let verifier = problem.verifier();
    // Waiting costs nothing, and nothing is less to do.
    let nothing = vec![0; levers.variables.len()];
    if verifier.holds(&nothing) {
        let found = Found { cost: 0, levers: Vec::new(), steps: nothing };
        return PlanOutcome::Plan(answer::plan(&problem, &carried, &found, true));
    }
    let mut work = boxes;
    match problem.search(&requirement, requirement.root, &|steps| verifier.holds(steps), &mut work) {
        Outcome::Best(found) => PlanOutcome::Plan(answer::plan(&problem, &carried, &found, true)),
        Outcome::Unfinished(Some(found)) => {
            PlanOutcome::Plan(answer::plan(&problem, &carried, &found, false))
        }
        Outcome::Unfinished(None) => PlanOutcome::Blocked(blocking::undecided(&problem)),
        Outcome::Nothing => PlanOutcome::Blocked(blocking::blocked(&problem, &requirement)),
    }
}

impl Problem<'_> {
    /// The projected facts at the target date, before any change.
    fn context(&self) -> Context<'_> {
        let definitions = &self.programme.definitions.expressions;
        Context::new(&self.programme.subject, self.facts, self.target, self.parameters, definitions)
    }

    fn verifier(&self) -> Verifier<'_> {
        Verifier {
            programme: self.programme,
            facts: self.facts,
            target: self.target,
            parameters: self.parameters,
            levers: self.levers,
        }
    }

    /// The cheapest point at which a node of the requirement is true.
    fn search(
        &self,
        requirement: &Requirement,
        root: usize,
        holds: &dyn Fn(&[i64]) -> bool,
        work: &mut usize,
    ) -> Outcome {
        let most: Vec<i64> = self.levers.variables.iter().map(|variable| variable.most).collect();
        let lever_of: Vec<usize> = self.levers.variables.iter().map(|variable| variable.lever).collect();
        let alike = self.levers.alike();
        let model = &requirement.model;
        let (units, lever_of, alike) = (&self.units[..], &lever_of[..], &alike[..]);
        Search { model, root, units, most: &most, lever_of, alike, holds, work, mends: Cell::new(0) }.run()
    }
}
