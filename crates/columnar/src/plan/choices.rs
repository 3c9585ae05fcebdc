//! The choices of a formula, walked without any numbers: what the truths of its judgements leave of it. A row whose judgements are open
//! is told by the cases that `Context::by_cases` takes one after the other; of cases that leave the same of the formula one will do. What is
//! left has no choices but those that stay open, and is mostly a step that the graph has done already.

use std::sync::{Arc, Mutex, PoisonError};

use language::eval::{Step, digits_of_round};
use language::ir::Node as Ir;
use language::{Expr, Truth, Type};
use rustc_hash::FxHashMap;

use super::cases::children;
use super::graph::NodeId;
use super::lower::Lowering;
use crate::limits::{MAX_OPEN_JUDGEMENTS, MAX_PATTERNS, MAX_WALKED_JUDGEMENTS};
use crate::vector::{FALSE, TRUE, UNKNOWN, truth_of};

/// What is left of a formula in each of its cases.
pub(crate) type Remains = Arc<[RestId]>;

/// Something left of a formula, by position.
pub(crate) type RestId = u32;

/// Something left of a formula once choices are taken.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Rest {
    /// A step of the graph.
    Step(NodeId),
    /// One or the other: a choice that stays open.
    Either(RestId, RestId),
    /// A step over what is left of others.
    Do(Step, Box<[RestId]>),
}

/// The choices of a formula.
#[derive(Debug)]
pub(crate) struct Choices {
    /// The steps that judge, as the facts have them.
    pub(crate) judgements: Vec<NodeId>,
    parts: Vec<Part>,
    formula: usize,
    known: Mutex<Known>,
}

/// What is remembered of formulas met before.
#[derive(Debug, Default)]
struct Known {
    /// By the truths of all judgements.
    patterns: FxHashMap<Box<[u8]>, Remains>,
    rests: Vec<Rest>,
    index: FxHashMap<Rest, RestId>,
}

/// What is known of a judgement before any row is seen.
#[derive(Clone, Copy, Debug)]
pub(super) enum Judgement {
    Open(usize),
    Settled(Truth),
}

/// A part of a formula.
#[derive(Debug)]
enum Part {
    /// Nothing is chosen within.
    Step(NodeId),
    Choice(Condition, usize, usize),
    Do(Step, Box<[usize]>),
}

/// What a choice turns on.
#[derive(Debug)]
enum Condition {
    Judged(Judgement),
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
    Not(Box<Condition>),
}

impl Condition {
    fn truth(&self, truths: &[u8]) -> Truth {
        match self {
            Self::Judged(Judgement::Open(at)) => truth_of(truths[*at]),
            Self::Judged(Judgement::Settled(truth)) => *truth,
            Self::And(a, b) => a.truth(truths).min(b.truth(truths)),
            Self::Or(a, b) => a.truth(truths).max(b.truth(truths)),
            Self::Not(inner) => !inner.truth(truths),
        }
    }

    /// The first unknown judgement.
    fn open(&self, truths: &[u8]) -> Option<usize> {
        match self {
            Self::Judged(Judgement::Open(at)) => (truths[*at] == UNKNOWN).then_some(*at),
            Self::Judged(Judgement::Settled(_)) => None,
            Self::And(a, b) | Self::Or(a, b) => a.open(truths).or_else(|| b.open(truths)),
            Self::Not(inner) => inner.open(truths),
        }
    }
}

impl Choices {
    /// Of a formula whose branches turn on `all`; `None` where choices stand in other places than the branches of the formula: their order
    /// then decides, which only the interpreter keeps. The same where there are too many.
    pub(super) fn of<'p>(
        lowering: &mut Lowering<'_, 'p>,
        formula: &'p Expr,
        all: &[(&'p Expr, Judgement)],
        judgements: Vec<NodeId>,
    ) -> Option<Self> {
        if judgements.len() > MAX_WALKED_JUDGEMENTS {
            return None;
        }
        let definitions = vec![None; lowering.definitions.len()];
        let mut parts = Parts { lowering, all, found: Vec::new(), definitions };
        let formula = parts.part(formula)?;
        Some(Self { judgements, parts: parts.found, formula, known: Mutex::default() })
    }

    /// The steps that its parts take values from.
    pub(super) fn steps(&self) -> impl Iterator<Item = NodeId> + '_ {
        let of_parts = self.parts.iter().filter_map(|part| match part {
            Part::Step(node) => Some(*node),
            _ => None,
        });
        self.judgements.iter().copied().chain(of_parts)
    }

    /// What is left in each case of rows with these truths; `None` where too much is remembered already.
    pub(crate) fn remains(&self, truths: &[u8]) -> Option<Remains> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(remains) = known.patterns.get(truths) {
            return Some(Arc::clone(remains));
        }
        if known.rests.len() >= MAX_PATTERNS {
            return None;
        }
        let mut remains = Vec::new();
        self.tell(&mut truths.to_vec(), 0, &mut known, &mut remains);
        let remains: Remains = remains.into();
        if known.patterns.len() < MAX_PATTERNS {
            known.patterns.insert(truths.into(), Arc::clone(&remains));
        }
        Some(remains)
    }

    /// Something left of the formula.
    pub(crate) fn rest(&self, id: RestId) -> Option<Rest> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.rests.get(id as usize).cloned()
    }

    /// As `Context::by_cases`: the first judgement met that leaves a choice open is taken as true, then as false.
    fn tell(&self, truths: &mut Vec<u8>, depth: usize, known: &mut Known, remains: &mut Vec<RestId>) {
        let undecided = (depth < MAX_OPEN_JUDGEMENTS).then(|| self.undecided(self.formula, truths)).flatten();
        let Some(judgement) = undecided else {
            let rest = self.rest_of(self.formula, truths, known);
            if !remains.contains(&rest) {
                remains.push(rest);
            }
            return;
        };
        for case in [TRUE, FALSE] {
            truths[judgement] = case;
            self.tell(truths, depth + 1, known, remains);
        }
        truths[judgement] = UNKNOWN;
    }

    /// The judgement that leaves the first choice open, in the order in which the interpreter comes to them.
    fn undecided(&self, part: usize, truths: &[u8]) -> Option<usize> {
        match &self.parts[part] {
            Part::Step(_) => None,
            Part::Choice(condition, yes, no) => match condition.truth(truths) {
                Truth::True => self.undecided(*yes, truths),
                Truth::False => self.undecided(*no, truths),
                Truth::Unknown => condition.open(truths),
            },
            Part::Do(_, parts) => parts.iter().find_map(|part| self.undecided(*part, truths)),
        }
    }

    fn rest_of(&self, part: usize, truths: &[u8], known: &mut Known) -> RestId {
        let rest = match &self.parts[part] {
            Part::Step(node) => Rest::Step(*node),
            Part::Choice(condition, yes, no) => match condition.truth(truths) {
                Truth::True => return self.rest_of(*yes, truths, known),
                Truth::False => return self.rest_of(*no, truths, known),
                Truth::Unknown => {
                    let (yes, no) = (self.rest_of(*yes, truths, known), self.rest_of(*no, truths, known));
                    if yes == no {
                        return yes;
                    }
                    Rest::Either(yes, no)
                }
            },
            Part::Do(step, parts) => {
                Rest::Do(*step, parts.iter().map(|part| self.rest_of(*part, truths, known)).collect())
            }
        };
        known.id(rest)
    }
}

impl Known {
    fn id(&mut self, rest: Rest) -> RestId {
        if let Some(known) = self.index.get(&rest) {
            return *known;
        }
        let id = RestId::try_from(self.rests.len()).unwrap_or(RestId::MAX);
        self.rests.push(rest.clone());
        self.index.insert(rest, id);
        id
    }
}

/// The parts of a formula as they are found.
struct Parts<'l, 'g, 'p> {
    lowering: &'l mut Lowering<'g, 'p>,
    all: &'l [(&'p Expr, Judgement)],
    found: Vec<Part>,
    definitions: Vec<Option<usize>>,
}

impl<'p> Parts<'_, '_, 'p> {
    fn part(&mut self, expr: &'p Expr) -> Option<usize> {
        let part = match &expr.node {
            _ if !self.chooses(expr) => {
                // What a judgement is taken to be would be seen there, too.
                if self.judges(expr) {
                    return None;
                }
                Part::Step(self.lowering.one(expr))
            }
            Ir::If(condition, yes, no) => {
                let condition = self.condition(condition)?;
                Part::Choice(condition, self.part(yes)?, self.part(no)?)
            }
            Ir::Definition(at) => {
                if let Some(Some(known)) = self.definitions.get(*at) {
                    return Some(*known);
                }
                let part = self.part(self.lowering.definitions.get(*at)?)?;
                self.definitions[*at] = Some(part);
                return Some(part);
            }
            // A series or a list of choices is told by the interpreter alone.
            _ if children(expr).into_iter().any(|child| !matches!(child.r#type, Type::Number(_))) => {
                return None;
            }
            Ir::Negate(_) => Part::Do(Step::Negate, self.parts_of(expr)?),
            Ir::Arithmetic(operator, _, right) => {
                Part::Do(Step::Arithmetic(*operator, right.r#type.dimension()), self.parts_of(expr)?)
            }
            Ir::Call(function, arguments) => {
                Part::Do(Step::Call(*function, digits_of_round(arguments)), self.parts_of(expr)?)
            }
            _ => return None,
        };
        self.found.push(part);
        Some(self.found.len() - 1)
    }

    fn parts_of(&mut self, expr: &'p Expr) -> Option<Box<[usize]>> {
        children(expr).into_iter().map(|child| self.part(child)).collect()
    }

    fn condition(&mut self, condition: &'p Expr) -> Option<Condition> {
        let mut both =
            |a: &'p Expr, b: &'p Expr| Some((Box::new(self.condition(a)?), Box::new(self.condition(b)?)));
        Some(match &condition.node {
            Ir::And(a, b) => both(a, b).map(|(a, b)| Condition::And(a, b))?,
            Ir::Or(a, b) => both(a, b).map(|(a, b)| Condition::Or(a, b))?,
            Ir::Not(inner) => Condition::Not(Box::new(self.condition(inner)?)),
            Ir::Definition(at) => self.condition(self.lowering.definitions.get(*at)?)?,
            _ if self.chooses(condition) => return None,
            _ => {
                let known = self.all.iter().find(|(judgement, _)| judgement.node == condition.node);
                Condition::Judged(known?.1)
            }
        })
    }

    /// Whether there is a choice in an expression.
    fn chooses(&self, expr: &Expr) -> bool {
        match &expr.node {
            Ir::If(..) => true,
            Ir::Definition(at) => {
                self.lowering.definitions.get(*at).is_some_and(|definition| self.chooses(definition))
            }
            _ => children(expr).into_iter().any(|child| self.chooses(child)),
        }
    }

    /// Whether there is a judgement in an expression.
    fn judges(&self, expr: &Expr) -> bool {
        let is_judgement = |(judgement, _): &(&Expr, Judgement)| judgement.node == expr.node;
        if expr.r#type == Type::Bool && self.all.iter().any(is_judgement) {
            return true;
        }
        match &expr.node {
            Ir::Definition(at) => {
                self.lowering.definitions.get(*at).is_some_and(|definition| self.judges(definition))
            }
            _ => children(expr).into_iter().any(|child| self.judges(child)),
        }
    }
}
