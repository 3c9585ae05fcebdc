//! Facts that the search has neither seen to matter nor ruled out. One of them, or one they are read with, is given each of its values
//! in turn; what is then left of the programme is smaller, and is searched by itself: an industry unknown beside turnover and assets
//! asks sixteen small questions, not one large one. What matters under one of the values matters.

use language::{Expr, Truth};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use vocabulary::{AttributeType, Facts};

use super::choices::Choice;
use super::points::{Variable, set};
use super::unknowns::Scene;
use super::{EVALUATION, Open, Relevant, Search, remains, search};
use crate::answer::Status;
use crate::assess;
use crate::programme::Programme;

/// Facts given a value one inside the other.
pub(super) const DEPTH: usize = 3;
/// Completions under each value of the fact with which the fact itself is tried.
const COMPLETIONS: usize = 40;
/// Work that all branches together may cost, as [`super::WORK`]: reached only where many facts that choose between rules are unknown.
const WORK: usize = 160_000;

/// Adds to what was found what matters under some value of one fact.
pub(super) fn branch(
    programme: &Programme,
    scene: Scene<'_>,
    facts: &Facts,
    open: &Open<'_>,
    found: &mut Search,
    depth: usize,
) {
    let Some(switch) = switch(open, scene, &found.doubtful) else { return };
    let variable = &open.variables[switch];
    if depth == 0 {
        found.left = WORK;
    }
    let mut random = ChaCha8Rng::seed_from_u64(0);
    let kinds = kinds(programme, scene, facts, variable);
    for choice in kinds.iter().copied() {
        if found.doubtful.is_empty() {
            return;
        }
        // Asking too much is the lesser fault.
        if found.left < EVALUATION {
            let told = found.doubtful.drain(..).map(|member| open.told(member, &open.leaves_reading(member)));
            found.relevant.extend(told);
            return;
        }
        let mut told = facts.clone();
        set(&mut told, variable.unknown, choice);
        let under = search(programme, scene, &told, found.left, depth + 1);
        found.left = under.left;
        found.doubtful.retain(|member| {
            let unknown = open.variables[*member].unknown;
            let new = under.relevant.iter().find(|fact| fact.unknown == unknown);
            if let Some(new) = new {
                found.relevant.push(Relevant { decides: new.decides.clone(), ..*new });
            }
            new.is_none()
        });
        if found.doubtful.contains(&switch) && turns(programme, scene, &told, (variable, &kinds), &mut random)
        {
            found.doubtful.retain(|member| *member != switch);
            found.relevant.push(open.told(switch, &open.leaves_reading(switch)));
        }
    }
}

/// The fact to branch on, among those read together with what is in doubt: words before yes and no before days before numbers, as the
/// former choose between rules and the latter are compared; among equals the one that most tests read.
fn switch(open: &Open<'_>, scene: Scene<'_>, doubtful: &[usize]) -> Option<usize> {
    let beside = |at: usize| {
        let mut leaves = open.tree.leaves.iter();
        leaves.any(|leaf| leaf.reads.contains(&at) && leaf.reads.iter().any(|read| doubtful.contains(read)))
    };
    let rank = |at: usize| {
        let kind = match scene.kind.get(open.variables[at].unknown.attribute).r#type {
            AttributeType::Text | AttributeType::Enumeration(_) => 0,
            AttributeType::Boolean => 1,
            AttributeType::Date => 2,
            AttributeType::Number(_) => 3,
            AttributeType::List(_) => 4,
        };
        (kind, std::cmp::Reverse(open.leaves_reading(at).len()), at)
    };
    let alone = |at: usize| doubtful == [at];
    (0..open.variables.len()).filter(|at| beside(*at) && !alone(*at)).min_by_key(|at| rank(*at))
}

/// The values of a fact that leave different things of the programme: of two after which the same is left, one will do.
fn kinds<'v>(
    programme: &Programme,
    scene: Scene<'_>,
    facts: &Facts,
    variable: &'v Variable,
) -> Vec<&'v Choice> {
    let mut told = facts.clone();
    let mut known: Vec<(Status, Vec<Expr>, Vec<Expr>)> = Vec::new();
    let mut kinds = Vec::new();
    for choice in &variable.choices {
        set(&mut told, variable.unknown, choice);
        let (tree, residual) = remains(programme, scene, &told);
        let status = tree.status(&vec![Truth::Unknown; tree.leaves.len()]);
        let left = (status, residual.tests, residual.definitions);
        if !known.contains(&left) {
            known.push(left);
            kinds.push(choice);
        }
    }
    kinds
}

/// Whether, under some completion of the other facts, another value of this one makes another status.
fn turns(
    programme: &Programme,
    scene: Scene<'_>,
    told: &Facts,
    (variable, kinds): (&Variable, &[&Choice]),
    random: &mut ChaCha8Rng,
) -> bool {
    let (tree, residual) = remains(programme, scene, told);
    let open = Open::new(tree, &residual, scene, told);
    (0..COMPLETIONS).any(|_| {
        let mut facts = told.clone();
        for other in &open.variables {
            if let Some(choice) = other.choices.get(random.random_range(0..other.choices.len().max(1))) {
                set(&mut facts, other.unknown, choice);
            }
        }
        let before = assess::status(programme, &facts, scene.as_of);
        before != Status::Unknown
            && kinds.iter().any(|choice| {
                set(&mut facts, variable.unknown, choice);
                let after = assess::status(programme, &facts, scene.as_of);
                after != Status::Unknown && after != before
            })
    })
}
