//! Bounds by cases, as `Context::by_cases` tells them: one unknown judgement may decide several branches of a formula, so it is taken
//! once as true and once as false everywhere, and the outcomes are covered. Rows of which a judgement is open become one row a
//! combination; over these the formula runs once more, an unknown judgement being what the combination says.

use language::ir::Node as Ir;
use language::{Expr, Truth, Type, Value};

use super::Variant;
use super::choices::{Choices, Judgement};
use super::graph::{Graph, NodeId, Op};
use super::lower::Lowering;

/// A formula by cases.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CaseRoots {
    /// Its judgements as the facts have them.
    pub(crate) judgements: Vec<NodeId>,
    /// Its value, one a case.
    pub(crate) formula: NodeId,
}

impl CaseRoots {
    pub(super) fn steps(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.judgements.iter().copied().chain([self.formula])
    }
}

/// How the formula of a variant is told by cases.
pub(super) struct ByCases {
    /// The step that says of which rows it has to be.
    pub(super) open: NodeId,
    /// The formula over a row a case. Neither this nor choices: these rows are left to the interpreter.
    pub(super) cases: Option<CaseRoots>,
    /// Its choices, where they can be walked.
    pub(super) choices: Option<Choices>,
}

/// How the formula of a variant is told where its judgements are open.
pub(super) fn by_cases<'p>(
    graph: &mut Graph<'p>,
    (at, variant): (usize, &Variant<'p>),
    as_of: jiff::civil::Date,
    expr: &'p Expr,
) -> ByCases {
    let definitions = &variant.programme.definitions.expressions;
    let mut plain = Lowering::new(graph, definitions, variant.parameters.clone(), as_of);
    let open = plain.open(expr);
    let mut found =
        Judgements { definitions, all: Vec::new(), seen: vec![false; definitions.len()], beyond: false };
    found.of(expr);
    let judged: Vec<(&'p Expr, NodeId)> =
        found.all.iter().map(|judgement| (*judgement, plain.one(judgement))).collect();
    let mut placed = Vec::new();
    let mut judgements = Vec::new();
    for (judgement, node) in &judged {
        placed.push((
            *judgement,
            match graph.value_of(*node).map(Value::truth) {
                Some(truth @ (Truth::True | Truth::False)) => Judgement::Settled(truth),
                // Unknown whatever the facts is open in every row.
                _ => {
                    judgements.push(*node);
                    Judgement::Open(judgements.len() - 1)
                }
            },
        ));
    }
    // Of those that may be unknown.
    let open_ones: Vec<(&'p Expr, usize)> = judged
        .iter()
        .zip(&placed)
        .filter_map(|((judgement, node), (_, placed))| match placed {
            Judgement::Open(position) if !graph.is_settled(*node) => Some((*judgement, *position)),
            _ => None,
        })
        .collect();
    found.all = open_ones.iter().map(|(judgement, _)| *judgement).collect();
    let is_never = graph.value_of(open).is_some_and(|value| value.truth() == Truth::False);
    if is_never || found.beyond || found.tangled() {
        return ByCases { open, cases: None, choices: None };
    }
    let mut plain = Lowering::new(graph, definitions, variant.parameters.clone(), as_of);
    let choices = Choices::of(&mut plain, expr, &placed, judgements.clone());
    let assumed = open_ones
        .iter()
        .map(|(judgement, position)| (&judgement.node, graph.leaf(Op::Case(at, *position))))
        .collect();
    let mut lowering = Lowering::new(graph, definitions, variant.parameters.clone(), as_of);
    lowering.assume(assumed);
    let formula = lowering.one(expr);
    let is_left = lowering.is_left();
    ByCases { open, cases: (!is_left).then_some(CaseRoots { judgements, formula }), choices }
}

/// The judgements on which the branches of a formula turn.
struct Judgements<'p> {
    definitions: &'p [Expr],
    all: Vec<&'p Expr>,
    seen: Vec<bool>,
    /// There is a choice that turns on a record of a list.
    beyond: bool,
}

impl<'p> Judgements<'p> {
    fn of(&mut self, expr: &'p Expr) {
        match &expr.node {
            Ir::If(condition, yes, no) => {
                self.of(condition);
                self.of(yes);
                self.of(no);
                self.leaves(condition);
            }
            Ir::Definition(at) => {
                if let (Some(definition), Some(seen)) = (self.definitions.get(*at), self.seen.get_mut(*at))
                    && !std::mem::replace(seen, true)
                {
                    self.of(definition);
                }
            }
            Ir::Filter(list, predicate) => {
                predicate.walk(&mut |part| self.beyond |= matches!(part.node, Ir::If(..)));
                self.of(list);
                self.of(predicate);
            }
            _ => children(expr).into_iter().for_each(|child| self.of(child)),
        }
    }

    /// The parts of a condition that are judged as they stand.
    fn leaves(&mut self, condition: &'p Expr) {
        match &condition.node {
            Ir::And(a, b) | Ir::Or(a, b) => {
                self.leaves(a);
                self.leaves(b);
            }
            Ir::Not(inner) => self.leaves(inner),
            Ir::Definition(at) => {
                if let Some(definition) = self.definitions.get(*at) {
                    self.leaves(definition);
                }
            }
            _ if self.all.iter().any(|known| known.node == condition.node) => {}
            _ => self.all.push(condition),
        }
    }

    /// Whether one judgement rests on another other than by a choice: then it matters in which order they are taken.
    fn tangled(&self) -> bool {
        self.all
            .iter()
            .any(|judgement| self.rests_on_another(judgement, true, &mut vec![false; self.definitions.len()]))
    }

    fn rests_on_another(&self, expr: &'p Expr, is_top: bool, seen: &mut Vec<bool>) -> bool {
        if !is_top && expr.r#type == Type::Bool && self.all.iter().any(|other| other.node == expr.node) {
            return true;
        }
        match &expr.node {
            Ir::If(_, yes, no) => {
                self.rests_on_another(yes, false, seen) || self.rests_on_another(no, false, seen)
            }
            Ir::Definition(at) => match (self.definitions.get(*at), seen.get_mut(*at)) {
                (Some(definition), Some(before)) => {
                    let is_new = !std::mem::replace(before, true);
                    is_new && self.rests_on_another(definition, false, seen)
                }
                _ => false,
            },
            _ => children(expr).into_iter().any(|child| self.rests_on_another(child, false, seen)),
        }
    }
}

/// The parts of an expression.
pub(super) fn children(expr: &Expr) -> Vec<&Expr> {
    match &expr.node {
        Ir::Filter(a, b) | Ir::And(a, b) | Ir::Or(a, b) | Ir::Compare(_, a, b) | Ir::Arithmetic(_, a, b) => {
            vec![a, b]
        }
        Ir::If(a, b, c) => vec![a, b, c],
        Ir::Column(a, _) | Ir::Not(a) | Ir::Negate(a) => vec![a],
        Ir::Call(_, arguments) => arguments.iter().collect(),
        _ => Vec::new(),
    }
}
