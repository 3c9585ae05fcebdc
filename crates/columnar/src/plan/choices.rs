//! The choices of a formula, walked without any numbers: what the truths of its judgements leave of it. A row whose judgements are open
//! is told by the cases that `Context::by_cases` takes one after the other; of cases that leave the same formula one will do.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use language::ir::Node as Ir;
use language::{Expr, Truth, Type};
use rustc_hash::{FxHashMap, FxHashSet};

use super::cases::children;
use crate::limits::{MAX_OPEN_JUDGEMENTS, MAX_PATTERNS};
use crate::vector::{FALSE, TRUE, UNKNOWN, truth_of};

/// What each case says of every judgement.
pub(crate) type Assignments = Arc<[Box<[u8]>]>;

/// The choices of a formula.
#[derive(Debug)]
pub(crate) struct Choices<'p> {
    formula: &'p Expr,
    definitions: &'p [Expr],
    /// By the address of the part that is judged: a position among the judgements, or a truth that is the same in every row.
    judgements: FxHashMap<usize, Judgement>,
    /// By the truths of all judgements.
    known: Mutex<FxHashMap<Box<[u8]>, Assignments>>,
}

/// What is known of a judgement before any row is seen.
#[derive(Clone, Copy, Debug)]
pub(super) enum Judgement {
    Open(usize),
    Settled(Truth),
}

impl<'p> Choices<'p> {
    /// Of a formula whose branches turn on `all`; `None` where choices stand in other places than the branches of the formula: their order
    /// then decides, which only the interpreter keeps.
    pub(super) fn of(
        formula: &'p Expr,
        definitions: &'p [Expr],
        all: &[(&'p Expr, Judgement)],
    ) -> Option<Self> {
        let mut choices =
            Self { formula, definitions, judgements: FxHashMap::default(), known: Mutex::default() };
        choices.place(formula, all, &mut vec![false; definitions.len()]).then_some(choices)
    }

    /// The cases of rows with these truths.
    pub(crate) fn cases(&self, truths: &[u8]) -> Assignments {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cases) = known().get(truths) {
            return Arc::clone(cases);
        }
        let (mut cases, mut seen) = (Vec::new(), FxHashSet::default());
        self.tell(&mut truths.to_vec(), 0, &mut seen, &mut cases);
        let cases: Assignments = cases.into();
        let mut known = known();
        if known.len() < MAX_PATTERNS {
            known.insert(truths.into(), Arc::clone(&cases));
        }
        cases
    }

    /// As `Context::by_cases`: the first judgement met that leaves a choice open is taken as true, then as false.
    fn tell(
        &self,
        truths: &mut Vec<u8>,
        depth: usize,
        seen: &mut FxHashSet<u64>,
        cases: &mut Vec<Box<[u8]>>,
    ) {
        let undecided = (depth < MAX_OPEN_JUDGEMENTS).then(|| self.undecided(self.formula, truths)).flatten();
        let Some(judgement) = undecided else {
            if seen.insert(self.remains(self.formula, truths)) {
                cases.push(truths.as_slice().into());
            }
            return;
        };
        for case in [TRUE, FALSE] {
            truths[judgement] = case;
            self.tell(truths, depth + 1, seen, cases);
        }
        truths[judgement] = UNKNOWN;
    }

    /// Notes where judgements stand; `false` where there is a choice beside the branches.
    fn place(&mut self, expr: &'p Expr, all: &[(&'p Expr, Judgement)], seen: &mut Vec<bool>) -> bool {
        match &expr.node {
            Ir::If(condition, yes, no) => {
                self.place_leaves(condition, all) && self.place(yes, all, seen) && self.place(no, all, seen)
            }
            Ir::Definition(at) => match (self.definitions.get(*at), seen.get_mut(*at)) {
                (Some(definition), Some(before)) => {
                    std::mem::replace(before, true) || self.place(definition, all, seen)
                }
                _ => true,
            },
            _ if expr.r#type == Type::Bool => !self.chooses(expr),
            _ => children(expr).into_iter().all(|child| self.place(child, all, seen)),
        }
    }

    fn place_leaves(&mut self, condition: &'p Expr, all: &[(&'p Expr, Judgement)]) -> bool {
        match &condition.node {
            Ir::And(a, b) | Ir::Or(a, b) => self.place_leaves(a, all) && self.place_leaves(b, all),
            Ir::Not(inner) => self.place_leaves(inner, all),
            Ir::Definition(at) => match self.definitions.get(*at) {
                Some(definition) => self.place_leaves(definition, all),
                None => false,
            },
            _ => {
                let known = all.iter().find(|(judgement, _)| judgement.node == condition.node);
                let Some((_, judgement)) = known.filter(|_| !self.chooses(condition)) else { return false };
                self.judgements.insert(address(condition), *judgement);
                true
            }
        }
    }

    /// Whether there is a choice in an expression.
    fn chooses(&self, expr: &Expr) -> bool {
        match &expr.node {
            Ir::If(..) => true,
            Ir::Definition(at) => {
                self.definitions.get(*at).is_some_and(|definition| self.chooses(definition))
            }
            _ => children(expr).into_iter().any(|child| self.chooses(child)),
        }
    }

    fn leaf(&self, leaf: &Expr) -> Judgement {
        let judgement = self.judgements.get(&address(leaf));
        judgement.copied().unwrap_or(Judgement::Settled(Truth::Unknown))
    }

    fn truth(&self, condition: &Expr, truths: &[u8]) -> Truth {
        match &condition.node {
            Ir::And(a, b) => self.truth(a, truths).min(self.truth(b, truths)),
            Ir::Or(a, b) => self.truth(a, truths).max(self.truth(b, truths)),
            Ir::Not(inner) => !self.truth(inner, truths),
            Ir::Definition(at) => {
                self.definitions.get(*at).map_or(Truth::Unknown, |definition| self.truth(definition, truths))
            }
            _ => match self.leaf(condition) {
                Judgement::Open(at) => truth_of(truths[at]),
                Judgement::Settled(truth) => truth,
            },
        }
    }

    /// The first unknown judgement of a condition.
    fn open_leaf(&self, condition: &Expr, truths: &[u8]) -> Option<usize> {
        match &condition.node {
            Ir::And(a, b) | Ir::Or(a, b) => self.open_leaf(a, truths).or_else(|| self.open_leaf(b, truths)),
            Ir::Not(inner) => self.open_leaf(inner, truths),
            Ir::Definition(at) => self.open_leaf(self.definitions.get(*at)?, truths),
            _ => match self.leaf(condition) {
                Judgement::Open(at) => (truths[at] == UNKNOWN).then_some(at),
                Judgement::Settled(_) => None,
            },
        }
    }

    /// The judgement that leaves the first choice open, in the order in which the interpreter comes to them.
    fn undecided(&self, expr: &Expr, truths: &[u8]) -> Option<usize> {
        match &expr.node {
            Ir::If(condition, yes, no) => match self.truth(condition, truths) {
                Truth::True => self.undecided(yes, truths),
                Truth::False => self.undecided(no, truths),
                Truth::Unknown => self.open_leaf(condition, truths),
            },
            Ir::Definition(at) => self.undecided(self.definitions.get(*at)?, truths),
            _ if expr.r#type == Type::Bool => None,
            _ => children(expr).into_iter().find_map(|child| self.undecided(child, truths)),
        }
    }

    /// What is left of an expression once its choices are taken: the same for the same formulas.
    fn remains(&self, expr: &Expr, truths: &[u8]) -> u64 {
        let mut hasher = DefaultHasher::new();
        match &expr.node {
            Ir::If(condition, yes, no) => match self.truth(condition, truths) {
                Truth::True => return self.remains(yes, truths),
                Truth::False => return self.remains(no, truths),
                Truth::Unknown => {
                    let (yes, no) = (self.remains(yes, truths), self.remains(no, truths));
                    if yes == no {
                        return yes;
                    }
                    ("if", yes, no).hash(&mut hasher);
                }
            },
            Ir::Definition(at) => {
                return self
                    .definitions
                    .get(*at)
                    .map_or(u64::MAX, |definition| self.remains(definition, truths));
            }
            node => match children(expr).as_slice() {
                // What rests on a judgement that is taken may be another one: no part that can be judged stands here (`tangled`).
                [] => format!("{node:?}").hash(&mut hasher),
                children => {
                    operation(node).hash(&mut hasher);
                    for child in children {
                        self.remains(child, truths).hash(&mut hasher);
                    }
                }
            },
        }
        hasher.finish()
    }
}

/// What a node does with its children.
fn operation(node: &Ir) -> String {
    match node {
        Ir::Arithmetic(operator, ..) => format!("{operator:?}"),
        Ir::Compare(operator, ..) => format!("比{operator:?}"),
        Ir::Call(function, _) => format!("{function:?}"),
        Ir::Column(_, field) => format!("列{field:?}"),
        Ir::Not(_) => "not".to_owned(),
        Ir::Negate(_) => "-".to_owned(),
        Ir::And(..) => "and".to_owned(),
        Ir::Or(..) => "or".to_owned(),
        _ => "其他".to_owned(),
    }
}

fn address(expr: &Expr) -> usize {
    std::ptr::from_ref(expr).addr()
}
