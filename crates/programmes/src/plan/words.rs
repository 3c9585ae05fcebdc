//! Questions about words: which rung a lever stands on, which word a table of conditions comes to.

use language::ast::Operator;
use language::ir::Node as Ir;
use language::{Expr, Type};

use super::build::Builder;
use super::lever::{Scale, set};
use super::model::{Id, Node};

impl Builder<'_> {
    /// Whether two words are the same, where one of them is chosen by conditions.
    pub(super) fn same_word(&mut self, a: &Expr, b: &Expr) -> Id {
        let question = Expr {
            span: a.span,
            r#type: Type::Bool,
            percent: false,
            node: Ir::Compare(Operator::Equal, Box::new(a.clone()), Box::new(b.clone())),
        };
        let touched = self.touched(&question);
        if touched.is_empty() {
            return self.truth(&question);
        }
        if let [lever] = touched.iter().copied().collect::<Vec<_>>()[..]
            && let Some(id) = self.tabulated(&question, lever)
        {
            return id;
        }
        let unfolded = |expr: &Expr| match &expr.node {
            Ir::Definition(at) => self.definitions.get(*at).cloned(),
            _ => None,
        };
        if let Some(a) = unfolded(a) {
            return self.same_word(&a, b);
        }
        if let Some(b) = unfolded(b) {
            return self.same_word(a, &b);
        }
        match (&a.node, &b.node) {
            (Ir::If(condition, yes, no), _) => {
                let condition = self.truth(condition);
                let (yes, no) = (self.same_word(yes, b), self.same_word(no, b));
                self.model.add(Node::Choose { condition, yes, no, words: true })
            }
            (_, Ir::If(..)) => self.same_word(b, a),
            _ => self.model.add(Node::OpaqueTruth),
        }
    }

    /// The truth of an expression at each position of the only lever it looks at, where that has few.
    pub(super) fn tabulated(&mut self, expr: &Expr, lever: usize) -> Option<Id> {
        let lever = self.levers.levers.get(lever)?;
        let Scale::Rungs { rungs, start } = &lever.scale else { return None };
        let truths = rungs.iter().map(|stated| {
            let mut facts = self.context.facts.clone();
            set(&mut facts, (lever.attribute, lever.year), stated.clone());
            self.eval_on(&facts, expr).truth()
        });
        let node = Node::Rung {
            truths: truths.collect(),
            start: i64::try_from(*start).ok()?,
            up: lever.up,
            down: lever.down,
        };
        Some(self.model.add(node))
    }
}
