//! Which unknown facts can still change the status: each that does so under some completion of the others, nothing else.
//!
//! What is known is folded away first ([`unknowns`], [`tree`]): a part that is settled now needs no fact. The tests that are left
//! fall into components that share no unknown fact; each is explored for the truths its tests can take together and for pairs of
//! them one fact apart ([`component`]). Components are independent, so a fact matters exactly where such a pair, with truths that
//! the other components can take, makes two different statuses: that is looked up, not guessed ([`Found::is_decisive`]).
//!
//! Every fact listed has changed an outcome before our eyes, unless the work was cut short ([`WORK`]) or a component was too large
//! to be gone through: then what has not been seen to matter is listed too, for asking too much is the lesser fault.
//!
//! Order: facts of more conditions first; then those whose condition waits for fewer other facts, as they settle it alone; then as
//! the programme names them.

mod branch;
pub(crate) mod choices;
pub(crate) mod component;
mod grid;
mod hints;
pub(crate) mod points;
mod records;
mod threshold;
pub(crate) mod tree;
pub(crate) mod unknowns;

use jiff::civil::Date;
use language::eval::Extent;
use language::eval::Residual;
use language::{Context, Truth};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use vocabulary::{Datum, Facts, Kind};

use crate::answer::{Missing, Status};
use crate::assess::conditions::period;
use crate::programme::Programme;

use choices::{Choice, scalar};
use component::{Component, Edge, place};
use hints::Hints;
use points::{Trial, Variable, set};
use records::Records;
use tree::Tree;
use unknowns::{Reads, Scene, Unknown};

/// Work that looking for the facts of one programme may cost, in readings of a record: some tens of milliseconds at the very worst. A
/// list of tens of thousands of records is read anew in each evaluation, so fewer evaluations can be afforded.
const WORK: usize = 40_000;
/// The same where questions are weighed, of many programmes at once.
const SURVEY_WORK: usize = 4_000;
/// What one evaluation costs beside the records it reads.
const EVALUATION: usize = 10;
/// Combinations of the other components' truths tried to make a pair decisive.
const COMBINATIONS: usize = 512;

/// The facts that can still change the status of a programme, most decisive first.
pub fn missing(programme: &Programme, kind: &Kind, facts: &Facts, as_of: Date) -> Vec<Missing> {
    let parameters = programme.parameter_values(as_of);
    let scene =
        Scene { kind, as_of, parameters: &parameters, definitions: &programme.definitions.expressions };
    let mut relevant = relevant(programme, scene, facts);
    relevant.sort_by_key(|fact| (std::cmp::Reverse(fact.decides.len()), fact.companions));
    let told = relevant.into_iter().map(|fact| Missing {
        attribute: kind.get(fact.unknown.attribute).name.clone(),
        period: period(fact.unknown.extent),
        decides: fact.decides,
    });
    told.collect()
}

/// A fact that can still change the status.
pub(crate) struct Relevant {
    pub(crate) unknown: Unknown,
    /// Ids of the conditions it can turn.
    pub(crate) decides: Vec<String>,
    /// How many other unknown facts the condition that waits for fewest waits for.
    pub(crate) companions: usize,
}

/// What is open about a programme, for weighing questions.
pub(crate) struct Survey {
    pub(crate) relevant: Vec<Relevant>,
    pub(crate) parts: Vec<Part>,
}

/// A part that the programme cannot do without, and what it waits for.
pub(crate) struct Part {
    pub(crate) reads: Vec<Unknown>,
    /// Where it waits for one fact alone: the share of the answers that fail it.
    pub(crate) failing: Option<(Unknown, f64)>,
}

fn relevant(programme: &Programme, scene: Scene<'_>, facts: &Facts) -> Vec<Relevant> {
    search(programme, scene, facts, WORK, 0).relevant
}

/// What a search came to.
struct Search {
    relevant: Vec<Relevant>,
    /// Positions of the facts that have neither shown nor been ruled out.
    doubtful: Vec<usize>,
    /// Work that is left.
    left: usize,
}

fn search(programme: &Programme, scene: Scene<'_>, facts: &Facts, work: usize, depth: usize) -> Search {
    let (tree, residual) = remains(programme, scene, facts);
    let open = Open::new(tree, &residual, scene, facts);
    let mut found = Found::new(&open, facts, work, true).relevant(facts);
    if !found.doubtful.is_empty() && depth < branch::DEPTH {
        branch::branch(programme, scene, facts, &open, &mut found, depth);
    }
    found
}

pub(crate) fn survey(programme: &Programme, scene: Scene<'_>, facts: &Facts) -> Survey {
    let (tree, residual) = remains(programme, scene, facts);
    let open = Open::new(tree, &residual, scene, facts);
    let relevant = Found::new(&open, facts, SURVEY_WORK, false).relevant(facts).relevant;
    let Open { tree, variables, scene } = &open;
    let mut filled = facts.clone();
    let parts = tree.parts().into_iter().map(|leaves| {
        let mut reads: Vec<usize> =
            leaves.iter().filter_map(|at| tree.leaves.get(*at)).flat_map(|leaf| leaf.reads.clone()).collect();
        reads.sort_unstable();
        reads.dedup();
        // The first day is read wherever years are; an old firm's settles nothing, so it waits for no part that has others.
        let is_first_day = |at: &usize| {
            variables
                .get(*at)
                .is_some_and(|v| scene.kind.iter().any(|(_, a)| a.born == Some(v.unknown.attribute)))
        };
        if !reads.iter().all(is_first_day) {
            reads.retain(|at| !is_first_day(at));
        }
        let failing = match reads.as_slice() {
            [alone] => variables.get(*alone).map(|variable| {
                let mut fails = |choice: &Choice| {
                    set(&mut filled, variable.unknown, choice);
                    let context = scene.context(&filled);
                    let mut truths = vec![Truth::Unknown; tree.leaves.len()];
                    for at in &leaves {
                        truths[*at] = context.eval(tree.leaves[*at].test).truth();
                    }
                    matches!(tree.status(&truths), Status::Unmet | Status::NotApplicable)
                };
                let share = unmarked_share(&variable.choices, &mut fails);
                filled.copy_attribute(variable.unknown.attribute, facts);
                (variable.unknown, share)
            }),
            _ => None,
        };
        Part { reads: reads.iter().filter_map(|at| variables.get(*at)).map(|v| v.unknown).collect(), failing }
    });
    Survey { parts: parts.collect(), relevant }
}

/// Weight of the empty list among the answers that a list may have: most hold nothing of most things.
const NOTHING: f64 = 0.9;

/// The share of answers that fail, where half of the weight lies on the unmarked one: no, else the first tried; of lists most of it, on
/// the empty one.
fn unmarked_share(choices: &[Choice], fails: &mut dyn FnMut(&Choice) -> bool) -> f64 {
    let is_unmarked = |choice: &&Choice| match choice {
        Choice::Value(datum) => *datum == Datum::Bool(false),
        Choice::List(list) => list.items.is_empty(),
    };
    let unmarked = choices.iter().find(is_unmarked).or(choices.first());
    let usual = f64::from(u8::from(unmarked.is_some_and(&mut *fails)));
    let failed = choices.iter().filter(|choice| fails(choice)).count();
    let weight = if matches!(unmarked, Some(Choice::List(_))) { NOTHING } else { 0.5 };
    weight * usual + (1.0 - weight) * failed as f64 / choices.len().max(1) as f64
}

/// The conditions that are still open, and what is left of their tests.
fn remains<'p>(programme: &'p Programme, scene: Scene<'p>, facts: &Facts) -> (Tree<'p>, Residual) {
    let now = scene.context(facts);
    let tree = Tree::new(programme, &now);
    let residual = Residual::new(&now, tree.leaves.iter().map(|leaf| leaf.test));
    (tree, residual)
}

/// The tests that are left, the unknown facts they read, and the values tried for these.
struct Open<'p> {
    tree: Tree<'p>,
    variables: Vec<Variable>,
    scene: Scene<'p>,
}

impl<'p> Open<'p> {
    fn new(mut tree: Tree<'p>, residual: &'p Residual, scene: Scene<'p>, facts: &Facts) -> Self {
        let scene = Scene { definitions: &residual.definitions, ..scene };
        let now = scene.context(facts);
        let mut reads = Reads::new(scene, facts, &now);
        for (leaf, test) in tree.leaves.iter_mut().zip(&residual.tests) {
            leaf.test = test;
            leaf.reads = reads.of(test);
        }
        let variables = variables(&tree, &reads, scene, facts, &now);
        Self { tree, variables, scene }
    }

    /// Positions of the tests that read a fact.
    fn leaves_reading(&self, member: usize) -> Vec<usize> {
        (0..self.tree.leaves.len()).filter(|at| self.tree.leaves[*at].reads.contains(&member)).collect()
    }

    /// A fact as one that decides those of some tests that read it.
    fn told(&self, member: usize, leaves: &[usize]) -> Relevant {
        let leaves = leaves.iter().filter_map(|at| self.tree.leaves.get(*at));
        let leaves = leaves.filter(|leaf| leaf.reads.contains(&member));
        Relevant {
            unknown: self.variables[member].unknown,
            companions: leaves.clone().map(|leaf| leaf.reads.len()).min().unwrap_or(usize::MAX),
            decides: leaves.map(|leaf| leaf.id.to_owned()).collect(),
        }
    }
}

fn variables(
    tree: &Tree<'_>,
    reads: &Reads<'_, '_>,
    scene: Scene<'_>,
    facts: &Facts,
    now: &Context<'_>,
) -> Vec<Variable> {
    let unknowns = &reads.unknowns;
    let mut hints = Hints::new(scene, now, unknowns);
    hints.read(tree.leaves.iter().map(|leaf| leaf.test));
    let records = Records { scene, now, facts, fields: &reads.fields };
    let made = unknowns.iter().enumerate().zip(&hints.found).map(|((at, unknown), hint)| Variable {
        unknown: *unknown,
        mixed: hint.up == hint.down || unknown.extent == Extent::Records,
        choices: match unknown.extent {
            Extent::Records => records.lists(unknown.attribute, hint),
            _ => scalar(*unknown, hint, scene),
        },
        definitions: reads.definitions_with(at),
    });
    made.collect()
}

/// What is known about the components so far.
struct Found<'s, 'p> {
    open: &'s Open<'p>,
    tree: &'s Tree<'p>,
    variables: &'s [Variable],
    components: Vec<Component<'s, 'p>>,
    trial: Trial,
    thorough: bool,
    random: ChaCha8Rng,
}

impl<'s, 'p> Found<'s, 'p> {
    fn new(open: &'s Open<'p>, facts: &Facts, work: usize, thorough: bool) -> Self {
        let Open { tree, variables, scene } = open;
        let lists = scene.kind.iter().filter_map(|(id, _)| facts.list(id));
        let records: usize = lists.map(|list| list.items.len()).sum();
        let components = components(tree, variables.len());
        let components = components
            .into_iter()
            .map(|(leaves, members)| Component::new(*scene, leaves, members, tree, variables));
        Self {
            open,
            tree,
            variables,
            components: components.collect(),
            trial: Trial { facts: facts.clone(), left: work, each: EVALUATION + records },
            thorough,
            random: ChaCha8Rng::seed_from_u64(0),
        }
    }

    fn relevant(mut self, facts: &Facts) -> Search {
        for component in &mut self.components {
            component.look(&mut self.random, &mut self.trial);
            component.leave(&mut self.trial, facts);
        }
        let is_open = |out: &[Option<Relevant>], component: &Component<'_, '_>| {
            component.members.iter().any(|member| out[*member].is_none())
        };
        let mut out = self.decided();
        if self.components.len() > 1 && out.iter().any(Option::is_none) {
            let bounds = self.bounds();
            for component in self.components.iter_mut().filter(|component| is_open(&out, component)) {
                component.look_again(&bounds, &mut self.random, &mut self.trial);
                component.leave(&mut self.trial, facts);
            }
            out = self.decided();
        }
        let mut exact = vec![true; self.components.len()];
        // Where questions are weighed, what has not shown by now is taken to matter.
        if self.thorough && out.iter().any(Option::is_none) {
            for (component, exact) in self.components.iter_mut().zip(&mut exact) {
                if is_open(&out, component) || component.leaves.len() > 1 {
                    *exact = component.go_through(&mut self.random, &mut self.trial);
                    component.leave(&mut self.trial, facts);
                }
            }
            out = self.decided();
        }
        let all_exact = exact.iter().all(|exact| *exact);
        let mut doubtful = Vec::new();
        for (component, exact) in self.components.iter().zip(exact) {
            for (v, member) in component.members.iter().enumerate() {
                let may_matter = match (self.thorough, exact) {
                    (false, _) => true,
                    (true, false) => component.has_shown(v) || self.trial.is_over(),
                    (true, true) => component.has_shown(v) && !all_exact && self.trial.is_over(),
                };
                if out[*member].is_none() && may_matter {
                    out[*member] = Some(self.open.told(*member, &component.leaves));
                } else if out[*member].is_none() && !exact {
                    doubtful.push(*member);
                }
            }
        }
        Search { relevant: out.into_iter().flatten().collect(), doubtful, left: self.trial.left }
    }

    /// By test: the least and the greatest truth seen.
    fn bounds(&self) -> Vec<(Truth, Truth)> {
        let mut out = vec![(Truth::Unknown, Truth::Unknown); self.tree.leaves.len()];
        for component in &self.components {
            for (l, leaf) in component.leaves.iter().enumerate() {
                let truths = component.seen().iter().map(|truths| truths[l]);
                if let (Some(least), Some(most)) = (truths.clone().min(), truths.max()) {
                    out[*leaf] = (least, most);
                }
            }
        }
        out
    }

    /// By fact: what it decides, where that has been seen.
    fn decided(&self) -> Vec<Option<Relevant>> {
        let mut out: Vec<Option<Relevant>> = self.variables.iter().map(|_| None).collect();
        for (at, component) in self.components.iter().enumerate() {
            let mut known: Vec<(usize, usize, bool)> = Vec::new();
            for edge in &component.edges {
                let found = known.iter().find(|(from, to, _)| (*from, *to) == (edge.from, edge.to));
                let decisive = found.map_or_else(|| self.is_decisive(at, *edge), |(.., decisive)| *decisive);
                if found.is_none() {
                    known.push((edge.from, edge.to, decisive));
                }
                if decisive {
                    let turned: Vec<usize> = (component.leaves.iter().enumerate())
                        .filter(|(l, _)| component.seen()[edge.from][*l] != component.seen()[edge.to][*l])
                        .map(|(_, leaf)| *leaf)
                        .collect();
                    let member = component.members[edge.variable];
                    let told = self.open.told(member, &turned);
                    match &mut out[member] {
                        Some(found) => {
                            let new = told.decides.into_iter().filter(|id| !found.decides.contains(id));
                            found.decides.extend(new.collect::<Vec<_>>());
                            found.companions = found.companions.min(told.companions);
                        }
                        none => *none = Some(told),
                    }
                }
            }
        }
        out
    }

    /// Whether, with some truths that the other components can take, the two ends of an edge are two different statuses.
    fn is_decisive(&self, at: usize, edge: Edge) -> bool {
        let component = &self.components[at];
        let (from, to) = (&component.seen()[edge.from], &component.seen()[edge.to]);
        let mut turning = vec![false; self.tree.leaves.len()];
        for ((leaf, a), b) in component.leaves.iter().zip(from).zip(to) {
            turning[*leaf] = a != b;
        }
        let wants = self.tree.wants(&turning);
        let mut one: Vec<Truth> = wants.clone();
        // For each other component the truths it can take, the most fitting first.
        let others: Vec<(usize, Vec<&Vec<Truth>>)> = (self.components.iter().enumerate())
            .filter(|(other, _)| *other != at)
            .map(|(other, component)| {
                let mut seen: Vec<&Vec<Truth>> = component.seen().iter().collect();
                seen.sort_by_key(|truths| -> u8 {
                    let pairs = component.leaves.iter().zip(truths.iter());
                    pairs.map(|(leaf, truth)| (wants[*leaf] as u8).abs_diff(*truth as u8)).sum()
                });
                (other, seen)
            })
            .collect();
        let mut turn = vec![0usize; others.len()];
        for _ in 0..COMBINATIONS {
            for ((other, seen), turn) in others.iter().zip(&turn) {
                if let Some(truths) = seen.get(*turn) {
                    place(&mut one, &self.components[*other].leaves, truths);
                }
            }
            place(&mut one, &component.leaves, from);
            let before = self.tree.status(&one);
            place(&mut one, &component.leaves, to);
            if self.tree.status(&one) != before {
                return true;
            }
            // The next combination, as an odometer counts.
            let mut ended = true;
            for ((_, seen), turn) in others.iter().zip(&mut turn) {
                *turn += 1;
                if *turn < seen.len() {
                    ended = false;
                    break;
                }
                *turn = 0;
            }
            if ended {
                return false;
            }
        }
        false
    }
}

/// Tests that share unknown facts, with these facts.
fn components(tree: &Tree<'_>, facts: usize) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut group: Vec<usize> = (0..tree.leaves.len()).collect();
    for fact in 0..facts {
        let mut readers = (0..tree.leaves.len()).filter(|at| tree.leaves[*at].reads.contains(&fact));
        let Some(first) = readers.next() else { continue };
        for other in readers.collect::<Vec<_>>() {
            let (to, from) = (group[first], group[other]);
            group.iter_mut().filter(|g| **g == from).for_each(|g| *g = to);
        }
    }
    let mut out = Vec::new();
    for name in 0..tree.leaves.len() {
        let leaves: Vec<usize> = (0..tree.leaves.len()).filter(|at| group[*at] == name).collect();
        let members: Vec<usize> =
            (0..facts).filter(|fact| leaves.iter().any(|at| tree.leaves[*at].reads.contains(fact))).collect();
        if !leaves.is_empty() {
            out.push((leaves, members));
        }
    }
    out
}
