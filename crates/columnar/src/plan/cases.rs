//! Bounds by cases, as `Context::by_cases` tells them: one unknown judgement may decide several branches of a formula, so it is taken
//! once as true and once as false everywhere, and the outcomes are covered. Here every combination is a formula of its own in the graph,
//! in which an unknown judgement is what the combination says; most of their steps are the same.

use language::ir::Node as Ir;
use language::{Expr, Type};

use super::Variant;
use super::graph::{Graph, NodeId, Op};
use super::lower::Lowering;

/// Most judgements told apart, as the interpreter does; with more of them rows are left to it.
const MAX_JUDGEMENTS: usize = 6;

/// The step that has the value of an expression by cases, and the step that says of which rows it does not: those are left to the
/// interpreter.
pub(super) fn by_cases<'p>(
    graph: &mut Graph<'p>,
    variant: &Variant<'p>,
    as_of: jiff::civil::Date,
    expr: &'p Expr,
) -> (NodeId, NodeId) {
    let definitions = &variant.programme.definitions.expressions;
    let lowering = |graph| Lowering::new(graph, definitions, variant.parameters.clone(), as_of);
    let mut plain = lowering(graph);
    let node = plain.one(expr);
    let open = plain.open(expr);
    let never = graph.truth(language::Truth::False);
    if open == never {
        return (node, never);
    }
    let mut found =
        Judgements { definitions, all: Vec::new(), seen: vec![false; definitions.len()], beyond: false };
    found.of(expr);
    let mut plain = Lowering::new(graph, definitions, variant.parameters.clone(), as_of);
    found.all.retain(|judgement| !plain.is_known(judgement));
    if found.beyond || found.all.len() > MAX_JUDGEMENTS || found.tangled() {
        return (node, open);
    }
    let mut cases = Vec::new();
    for combination in 0..1u32 << found.all.len() {
        let assumed =
            found.all.iter().enumerate().map(|(at, judgement)| (&judgement.node, combination >> at & 1 == 1));
        let mut lowering = Lowering::new(graph, definitions, variant.parameters.clone(), as_of);
        lowering.assume(assumed.collect());
        cases.push(lowering.one(expr));
        if lowering.is_left() {
            return (node, open);
        }
    }
    cases.sort_unstable();
    cases.dedup();
    match cases.as_slice() {
        [only] => (*only, never),
        _ => graph.step(Op::Join, cases).map_or((node, open), |joined| (joined, never)),
    }
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
