//! The requirement that the status is met, as a function of the variables: what no variable touches is folded into constants.
//! Nodes stand after those they are made of, so that one pass over the list evaluates all of them.

use std::collections::{BTreeSet, HashMap};

use language::Truth;
use language::ast::Operator;
use num_traits::{CheckedDiv, One, Zero};
use vocabulary::Number;

use super::affine::Affine;

/// Position of a node.
pub(super) type Id = usize;

/// A truth or a number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Node {
    /// A truth that nothing moves.
    Truth(Truth),
    /// The truth at each position of a lever with few positions, counted from `start`.
    Rung { truths: Vec<Truth>, start: i64, up: Option<usize>, down: Option<usize> },
    /// `not`.
    Not(Id),
    /// All of these.
    All(Vec<Id>),
    /// One of these.
    Any(Vec<Id>),
    /// So many of these.
    AtLeast(usize, Vec<Id>),
    /// The first that is known.
    FirstKnown(Vec<Id>),
    /// A comparison of numbers.
    Compare(Operator, Id, Id),
    /// `if` between truths. With `words`, between truths about words that an unknown condition leaves open.
    Choose { condition: Id, yes: Id, no: Id, words: bool },
    /// A truth that planning does not look into: only the interpreter decides it.
    OpaqueTruth,

    /// An interval with linear ends; a missing end is unbounded.
    Linear { low: Option<Affine>, high: Option<Affine> },
    /// Known not to exist.
    Absent,
    /// Sum.
    Add(Id, Id),
    /// Product.
    Multiply(Id, Id),
    /// Quotient.
    Divide(Id, Id),
    /// Negative.
    Negate(Id),
    /// The smaller; an absent one does not compete.
    Least(Id, Id),
    /// The greater; an absent one does not compete.
    Most(Id, Id),
    /// Magnitude.
    Magnitude(Id),
    /// A function that never falls.
    Bent(Bend, Id),
    /// `if` between numbers.
    Pick(Id, Id, Id),
    /// A number that planning does not look into.
    OpaqueNumber,
}

/// Functions of one number that never fall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Bend {
    /// The n-th root of what is not negative.
    Root(u32),
    /// The greatest whole number not above.
    Floor,
    /// The least whole number not below.
    Ceil,
    /// To so many decimals, half away from zero.
    Round(u32),
}

/// The nodes.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    pub(super) nodes: Vec<Node>,
    /// Where each stands.
    known: HashMap<Node, Id>,
}

impl Model {
    /// What is the same everywhere is one node, so that what is settled of it is settled everywhere.
    pub(super) fn add(&mut self, node: Node) -> Id {
        let next = self.nodes.len();
        // Of two things that are not looked into nobody knows whether they are the same.
        if !matches!(node, Node::OpaqueTruth | Node::OpaqueNumber) {
            let id = *self.known.entry(node.clone()).or_insert(next);
            if id < next {
                return id;
            }
        }
        self.nodes.push(node);
        next
    }

    /// A comparison; where both sides are there, as `>=` or `>`, or not so, with a constant on the right.
    pub(super) fn compare(&mut self, operator: Operator, a: Id, b: Id) -> Id {
        let flipped = match operator {
            Operator::AtLeast => Operator::AtMost,
            Operator::Greater => Operator::Less,
            Operator::AtMost => Operator::AtLeast,
            Operator::Less => Operator::Greater,
            other => other,
        };
        let (operator, a, b) = if self.constant(a).is_some() { (flipped, b, a) } else { (operator, a, b) };
        let opposite = match operator {
            Operator::Less => Operator::AtLeast,
            Operator::AtMost => Operator::Greater,
            _ => return self.add(Node::Compare(operator, a, b)),
        };
        if self.may_be_absent(a) || self.may_be_absent(b) {
            return self.add(Node::Compare(operator, a, b));
        }
        let opposite = self.add(Node::Compare(opposite, a, b));
        self.add(Node::Not(opposite))
    }

    /// The number and the constant that a node of [`Self::compare`] compares.
    pub(super) fn threshold(&self, id: Id) -> Option<(Operator, Id, Number)> {
        match self.nodes[id] {
            Node::Compare(operator @ (Operator::AtLeast | Operator::Greater), a, b)
                if !self.may_be_absent(a) =>
            {
                Some((operator, a, self.constant(b)?))
            }
            _ => None,
        }
    }

    pub(super) fn truth(&mut self, truth: Truth) -> Id {
        self.add(Node::Truth(truth))
    }

    pub(super) fn exact(&mut self, value: Affine) -> Id {
        self.add(Node::Linear { low: Some(value.clone()), high: Some(value) })
    }

    pub(super) fn number(&mut self, value: Number) -> Id {
        self.exact(Affine::constant(value))
    }

    /// The linear function that a node is, where it is one exactly.
    pub(super) fn affine(&self, id: Id) -> Option<&Affine> {
        match self.nodes.get(id)? {
            Node::Linear { low: Some(low), high: Some(high) } if low == high => Some(low),
            _ => None,
        }
    }

    pub(super) fn constant(&self, id: Id) -> Option<Number> {
        self.affine(id).filter(|affine| affine.is_constant()).map(|affine| affine.constant)
    }

    /// Whether a number may be absent at some point.
    pub(super) fn may_be_absent(&self, id: Id) -> bool {
        match self.nodes.get(id) {
            Some(Node::Linear { .. }) => false,
            Some(Node::Add(a, b) | Node::Multiply(a, b) | Node::Divide(a, b)) => {
                self.may_be_absent(*a) || self.may_be_absent(*b)
            }
            Some(Node::Negate(a) | Node::Magnitude(a) | Node::Bent(_, a)) => self.may_be_absent(*a),
            Some(Node::Least(a, b) | Node::Most(a, b)) => self.may_be_absent(*a) && self.may_be_absent(*b),
            Some(Node::Pick(_, a, b)) => self.may_be_absent(*a) || self.may_be_absent(*b),
            _ => true,
        }
    }

    pub(super) fn plus(&mut self, a: Id, b: Id) -> Id {
        if let (Some(Node::Linear { low: l1, high: h1 }), Some(Node::Linear { low: l2, high: h2 })) =
            (self.nodes.get(a), self.nodes.get(b))
        {
            let add = |a: &Option<Affine>, b: &Option<Affine>| match (a, b) {
                (Some(a), Some(b)) => a.plus(b).map(Some),
                _ => Some(None),
            };
            if let (Some(low), Some(high)) = (add(l1, l2), add(h1, h2)) {
                return self.add(Node::Linear { low, high });
            }
        }
        self.add(Node::Add(a, b))
    }

    pub(super) fn negate(&mut self, a: Id) -> Id {
        self.scaled(a, Number::from_integer(-1)).unwrap_or_else(|| self.add(Node::Negate(a)))
    }

    pub(super) fn times(&mut self, a: Id, b: Id) -> Id {
        let scaled = match (self.constant(a), self.constant(b)) {
            (_, Some(by)) => self.scaled(a, by),
            (Some(by), None) => self.scaled(b, by),
            _ => None,
        };
        scaled.unwrap_or_else(|| self.add(Node::Multiply(a, b)))
    }

    pub(super) fn over(&mut self, a: Id, b: Id) -> Id {
        let by = self.constant(b).filter(|by| !by.is_zero()).and_then(|by| Number::one().checked_div(&by));
        let scaled = by.and_then(|by| self.scaled(a, by));
        scaled.unwrap_or_else(|| self.add(Node::Divide(a, b)))
    }

    /// A linear node times a number.
    fn scaled(&mut self, a: Id, by: Number) -> Option<Id> {
        let Some(Node::Linear { low, high }) = self.nodes.get(a) else { return None };
        if by.is_zero() {
            return Some(self.number(by));
        }
        let scale = |end: &Option<Affine>| match end {
            Some(end) => end.times(by).map(Some),
            None => Some(None),
        };
        let (low, high) = (scale(low)?, scale(high)?);
        let node = if by < Number::zero() {
            Node::Linear { low: high, high: low }
        } else {
            Node::Linear { low, high }
        };
        Some(self.add(node))
    }

    /// The nodes that a node rests on, itself among them.
    pub(super) fn below(&self, root: Id) -> BTreeSet<Id> {
        let mut out = BTreeSet::new();
        let mut pending = vec![root];
        while let Some(id) = pending.pop() {
            if out.insert(id) {
                pending.extend(self.nodes[id].parts());
            }
        }
        out
    }

    /// The variables in the linear functions that a node rests on.
    pub(super) fn variables(&self, root: Id) -> BTreeSet<usize> {
        let mut out = BTreeSet::new();
        for id in self.below(root) {
            if let Node::Linear { low, high } = &self.nodes[id] {
                out.extend([low, high].into_iter().flatten().flat_map(|end| &end.terms).map(|term| term.0));
            }
        }
        out
    }
}

impl Node {
    /// The nodes that it is made of.
    fn parts(&self) -> Vec<Id> {
        match self {
            Self::Truth(_) | Self::Rung { .. } | Self::OpaqueTruth => Vec::new(),
            Self::Linear { .. } | Self::Absent | Self::OpaqueNumber => Vec::new(),
            Self::Not(a) | Self::Negate(a) | Self::Magnitude(a) | Self::Bent(_, a) => vec![*a],
            Self::All(of) | Self::Any(of) | Self::AtLeast(_, of) | Self::FirstKnown(of) => of.clone(),
            Self::Compare(_, a, b) | Self::Add(a, b) | Self::Multiply(a, b) => vec![*a, *b],
            Self::Divide(a, b) | Self::Least(a, b) | Self::Most(a, b) => vec![*a, *b],
            Self::Choose { condition, yes, no, .. } | Self::Pick(condition, yes, no) => {
                vec![*condition, *yes, *no]
            }
        }
    }
}
