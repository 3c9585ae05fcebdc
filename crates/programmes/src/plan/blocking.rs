//! Why there is no plan: the conditions that no move can make true, else those that cannot be true together.

use language::eval::Extent;
use language::{Context, Truth};

use super::Problem;
use super::answer::Blocked;
use super::build::Requirement;
use super::model::{Id, Node};
use super::range::Truths;
use super::search::Outcome;
use super::space::Space;
use super::verify::Verifier;
use crate::assess::conditions::period;
use crate::assess::truth;
use crate::programme::{Body, Condition, Group};

/// Boxes for one question of this kind; past that, conditions count as possible together.
const MAX_BOXES: usize = 500;
/// What the scope of a programme is called among its conditions.
const SCOPE: &str = "适用范围";

/// The search ended early without a plan.
pub(super) fn undecided(problem: &Problem<'_>) -> Blocked {
    Blocked {
        target_date: problem.target,
        conditions: Vec::new(),
        reason: format!("搜索达到上限：没有找到到 {} 符合的方案，也不能断定没有", problem.target),
        certain: false,
    }
}

/// Which conditions stand in the way of a plan, and why.
pub(super) fn blocked(problem: &Problem<'_>, requirement: &Requirement) -> Blocked {
    let conditions = &problem.programme.conditions;
    let most = problem.levers.variables.iter().map(|variable| variable.most).collect();
    let free = Space::up_to(most);
    let reach = requirement.model.reach(&free);
    let possible = |id: Id| reach.as_ref().is_some_and(|reach| reach[id].truths().has(Truth::True));
    let mut alone: Vec<(String, String)> = Vec::new();
    let mut parts = requirement.parts.iter().copied();
    if let Some(scope) = parts.next()
        && !possible(scope)
    {
        alone.push((SCOPE.to_owned(), "不在适用范围之内，可变动的各项都改变不了这一点".to_owned()));
    }
    for (condition, id) in conditions.iter().zip(parts) {
        if !possible(id) {
            deepest(requirement, &possible, condition, id, problem, &mut alone);
        }
    }
    if alone.is_empty() {
        // The model could not tell: then search each condition for itself.
        for (at, condition) in conditions.iter().enumerate() {
            if impossible(problem, requirement, &[at]) {
                alone.push((condition.id.clone(), why(problem, condition)));
            }
        }
    }
    if !alone.is_empty() {
        let reasons: Vec<String> = alone.iter().map(|(id, why)| format!("“{id}”{why}")).collect();
        return Blocked {
            target_date: problem.target,
            reason: format!("到 {} 不能符合：{}", problem.target, reasons.join("；")),
            conditions: alone.into_iter().map(|(id, _)| id).collect(),
            certain: true,
        };
    }
    together(problem, requirement, reach.as_deref())
}

/// The smallest set of conditions, by leaving out one after the other, that cannot be met together.
fn together(
    problem: &Problem<'_>,
    requirement: &Requirement,
    reach: Option<&[super::reach::Reach]>,
) -> Blocked {
    let conditions = &problem.programme.conditions;
    let decided = |at: usize| {
        let id = requirement.parts.get(at + 1);
        id.zip(reach).is_some_and(|(id, reach)| reach[*id].truths() == Truths::TRUE)
    };
    let mut left: Vec<usize> = (0..conditions.len()).filter(|at| !decided(*at)).collect();
    for at in left.clone() {
        let without: Vec<usize> = left.iter().copied().filter(|other| *other != at).collect();
        if !without.is_empty() && impossible(problem, requirement, &without) {
            left = without;
        }
    }
    let ids: Vec<String> =
        left.iter().filter_map(|at| conditions.get(*at)).map(|condition| condition.id.clone()).collect();
    let names: Vec<String> = ids.iter().map(|id| format!("“{id}”")).collect();
    let reason = if names.len() == 1 {
        format!("到 {} 不能符合：{}在可变动的各项和时间内做不到", problem.target, names.concat())
    } else {
        format!("到 {} 不能符合：{}不能同时做到", problem.target, names.join("、"))
    };
    Blocked { target_date: problem.target, conditions: ids, reason, certain: true }
}

/// Whether these conditions cannot be met together, shown within a small amount of work.
fn impossible(problem: &Problem<'_>, requirement: &Requirement, conditions: &[usize]) -> bool {
    let verifier = problem.verifier();
    let chosen: Vec<&Condition> =
        conditions.iter().filter_map(|at| problem.programme.conditions.get(*at)).collect();
    let mut narrowed = requirement.clone();
    let of = conditions.iter().filter_map(|at| requirement.parts.get(at + 1));
    let of = of.chain(&requirement.limits).copied().collect();
    let root = narrowed.model.add(Node::All(of));
    let holds = |steps: &[i64]| meets(problem, &verifier, &chosen, steps);
    let mut work = MAX_BOXES;
    problem.search(&narrowed, root, &holds, &mut work) == Outcome::Nothing
}

fn meets(problem: &Problem<'_>, verifier: &Verifier<'_>, conditions: &[&Condition], steps: &[i64]) -> bool {
    let facts = problem.levers.applied(problem.facts, steps);
    let definitions = &problem.programme.definitions.expressions;
    let kind = &problem.programme.subject;
    let context = Context::new(kind, &facts, problem.target, problem.parameters, definitions);
    verifier.fits(steps, &facts)
        && conditions.iter().all(|condition| truth(condition, &context) == Truth::True)
}

/// Goes down into groups all of whose members must hold.
fn deepest(
    requirement: &Requirement,
    possible: &dyn Fn(Id) -> bool,
    condition: &Condition,
    id: Id,
    problem: &Problem<'_>,
    out: &mut Vec<(String, String)>,
) {
    if let (Body::Group(Group::All, children), Some(Node::All(ids))) =
        (&condition.body, requirement.model.nodes.get(id))
    {
        for (child, id) in children.iter().zip(ids).filter(|(_, id)| !possible(**id)) {
            deepest(requirement, possible, child, *id, problem, out);
        }
        return;
    }
    out.push((condition.id.clone(), why(problem, condition)));
}

/// What keeps a condition from being met, in words.
fn why(problem: &Problem<'_>, condition: &Condition) -> String {
    match &condition.body {
        Body::Review(by) => format!("由{by}判断，程序不下结论"),
        Body::Group(..) => "的各条出路都做不到".to_owned(),
        Body::Test(test) => {
            let traced = problem.context().traced();
            let (value, trace) = traced.explain(&test.expr);
            let mut unknown: Vec<String> = trace
                .unknown()
                .map(|reading| {
                    let name = &problem.programme.subject.get(reading.attribute).name;
                    match (reading.extent, period(reading.extent)) {
                        (Extent::Year(_) | Extent::Years(..), Some(period)) => format!("{period}年{name}"),
                        _ => name.clone(),
                    }
                })
                .collect();
            unknown.dedup();
            if value.truth() == Truth::Unknown && !unknown.is_empty() {
                format!("所需的事实未知（{}）", unknown.join("、"))
            } else {
                "在可变动的各项和时间内做不到".to_owned()
            }
        }
    }
}
