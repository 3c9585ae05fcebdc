//! Bounds by cases. One unknown judgement may decide several branches of a formula; evaluating each branch for itself then mixes
//! cases that cannot be together. Taking the judgement as true, then as false, and covering both outcomes keeps them apart.

use super::Context;
use crate::ir::{Expr, Node};
use crate::types::Type;
use crate::value::{Truth, Value};

/// Most judgements told apart for one value: past that, what is left open is covered branch by branch.
const MAX_CASES_DEPTH: usize = 6;

impl<'a> Context<'a> {
    /// The value of `expr`, with every unknown judgement on which its branches turn taken once as true and once as false.
    /// `context` makes a context without assumptions.
    pub fn by_cases(context: &dyn Fn() -> Context<'a>, expr: &Expr) -> Value {
        fn value<'a>(
            context: &dyn Fn() -> Context<'a>,
            expr: &Expr,
            assumed: &mut Vec<(Node, bool)>,
        ) -> Value {
            let (now, undecided) = {
                // The context borrows the assumptions for as long as it lives, which ends with this block.
                let context = context();
                let with = Context { assumed: assumed.as_slice(), telling_cases: true, ..context };
                (with.eval(expr), with.undecided.take())
            };
            let Some(judgement) = undecided.filter(|_| assumed.len() < MAX_CASES_DEPTH) else { return now };
            assumed.push((judgement, true));
            let yes = value(context, expr, assumed);
            if let Some(last) = assumed.last_mut() {
                last.1 = false;
            }
            let no = value(context, expr, assumed);
            assumed.pop();
            yes.join(no)
        }
        value(context, expr, &mut Vec::new())
    }

    pub(super) fn assumption(&self, expr: &Expr) -> Option<bool> {
        if self.assumed.is_empty() || expr.r#type != Type::Bool {
            return None;
        }
        self.assumed.iter().find(|(node, _)| *node == expr.node).map(|(_, truth)| *truth)
    }

    /// Notes the judgement that leaves a condition open, the first one only.
    pub(super) fn leave_open(&self, condition: &Expr) {
        if !self.telling_cases || self.undecided.borrow().is_some() {
            return;
        }
        let mut pending = vec![condition];
        while let Some(expr) = pending.pop() {
            match &expr.node {
                Node::And(left, right) | Node::Or(left, right) => {
                    pending.extend([right.as_ref(), left.as_ref()]);
                }
                Node::Not(inner) => pending.push(inner),
                // Judgements are told apart where they are made: two definitions may rest on the same one.
                Node::Definition(at) => pending.extend(self.definitions.get(*at)),
                _ if self.eval(expr).truth() == Truth::Unknown => {
                    self.undecided.replace(Some(expr.node.clone()));
                    return;
                }
                _ => {}
            }
        }
    }
}
