//! The condition tree over tests that are still open. What is settled now is folded away with everything below it.

use language::eval::Context;
use language::{Expr, Truth};

use crate::answer::Status;
use crate::assess::fold;
use crate::programme::{Body, Condition, Group, Programme, Test};

/// Name under which `applies` is told among the conditions.
pub(super) const APPLIES: &str = "适用范围";

/// A condition that is still open, or what it came to.
enum Node {
    Known(Truth),
    Leaf(usize),
    Group(Group, Vec<Node>),
}

/// An open test.
pub(super) struct Leaf<'p> {
    pub(super) id: &'p str,
    pub(super) test: &'p Expr,
    /// Positions of the unknown facts it reads.
    pub(super) reads: Vec<usize>,
}

pub(super) struct Tree<'p> {
    applies: Option<Node>,
    root: Node,
    pub(super) leaves: Vec<Leaf<'p>>,
}

impl<'p> Tree<'p> {
    /// The open part of a programme's conditions, given what is known.
    pub(super) fn new(programme: &'p Programme, now: &Context<'_>) -> Self {
        let mut out = Self { applies: None, root: Node::Known(Truth::True), leaves: Vec::new() };
        out.applies = programme.applies.as_ref().map(|test| out.test(APPLIES, test, now));
        out.root = out.group(Group::All, &programme.conditions, now);
        if matches!(out.applies, Some(Node::Known(Truth::False))) {
            out.leaves.clear();
        }
        out
    }

    fn test(&mut self, id: &'p str, test: &'p Test, now: &Context<'_>) -> Node {
        match now.eval(&test.expr).truth() {
            Truth::Unknown => {
                self.leaves.push(Leaf { id, test: &test.expr, reads: Vec::new() });
                Node::Leaf(self.leaves.len() - 1)
            }
            truth => Node::Known(truth),
        }
    }

    fn group(&mut self, group: Group, conditions: &'p [Condition], now: &Context<'_>) -> Node {
        let before = self.leaves.len();
        let mut children = Vec::with_capacity(conditions.len());
        for condition in conditions {
            children.push(match &condition.body {
                Body::Test(test) => self.test(&condition.id, test, now),
                Body::Review(_) => Node::Known(Truth::Unknown),
                Body::Group(group, children) => self.group(*group, children, now),
            });
        }
        let truths = children.iter().map(|child| match child {
            Node::Known(truth) => *truth,
            _ => Truth::Unknown,
        });
        match fold(group, &mut truths.collect::<Vec<_>>().into_iter()) {
            Truth::Unknown => Node::Group(group, children),
            truth => {
                self.leaves.truncate(before);
                Node::Known(truth)
            }
        }
    }

    /// The status that so decided leaves amount to; one truth a leaf.
    pub(super) fn status(&self, truths: &[Truth]) -> Status {
        match self.applies.as_ref().map(|node| value(node, truths)) {
            Some(Truth::False) => Status::NotApplicable,
            Some(Truth::Unknown) => Status::Unknown,
            _ => value(&self.root, truths).into(),
        }
    }

    /// For each leaf the truth under which the leaves marked in `turning` count most: their companions hold in groups of which all
    /// are asked, and fail in those of which one will do.
    pub(super) fn wants(&self, turning: &[bool]) -> Vec<Truth> {
        let mut out = vec![Truth::True; self.leaves.len()];
        want(&self.root, turning, &mut out);
        out
    }

    /// The parts of the whole, each a set of leaves: if one part fails the programme is not met.
    pub(super) fn parts(&self) -> Vec<Vec<usize>> {
        fn collect(node: &Node, out: &mut Vec<Vec<usize>>) {
            match node {
                Node::Group(Group::All, children) => children.iter().for_each(|child| collect(child, out)),
                Node::Known(_) => {}
                other => out.push(leaves_of(other)),
            }
        }
        let mut out: Vec<Vec<usize>> = self.applies.iter().map(leaves_of).filter(|l| !l.is_empty()).collect();
        collect(&self.root, &mut out);
        out
    }
}

fn leaves_of(node: &Node) -> Vec<usize> {
    match node {
        Node::Known(_) => Vec::new(),
        Node::Leaf(at) => vec![*at],
        Node::Group(_, children) => children.iter().flat_map(leaves_of).collect(),
    }
}

fn value(node: &Node, truths: &[Truth]) -> Truth {
    match node {
        Node::Known(truth) => *truth,
        Node::Leaf(at) => truths.get(*at).copied().unwrap_or(Truth::Unknown),
        Node::Group(group, children) => fold(*group, &mut children.iter().map(|child| value(child, truths))),
    }
}

fn turns(node: &Node, turning: &[bool]) -> bool {
    match node {
        Node::Known(_) => false,
        Node::Leaf(at) => turning.get(*at) == Some(&true),
        Node::Group(_, children) => children.iter().any(|child| turns(child, turning)),
    }
}

fn want(node: &Node, turning: &[bool], out: &mut [Truth]) {
    let Node::Group(group, children) = node else { return };
    let mut to_hold = match group {
        Group::All => children.len(),
        Group::Any => 0,
        Group::AtLeast(wanted) => {
            let held = children.iter().filter(|child| matches!(child, Node::Known(Truth::True))).count();
            wanted.saturating_sub(1 + held)
        }
    };
    for child in children {
        if turns(child, turning) {
            want(child, turning, out);
        } else if !matches!(child, Node::Known(_)) {
            let truth = Truth::from(to_hold > 0);
            to_hold = to_hold.saturating_sub(1);
            all_be(child, truth, out);
        }
    }
}

fn all_be(node: &Node, truth: Truth, out: &mut [Truth]) {
    match node {
        Node::Known(_) => {}
        Node::Leaf(at) => {
            if let Some(slot) = out.get_mut(*at) {
                *slot = truth;
            }
        }
        Node::Group(_, children) => children.iter().for_each(|child| all_be(child, truth, out)),
    }
}
