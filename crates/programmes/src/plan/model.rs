//! The requirement that the status is met, as a function of the variables: what no variable touches is folded into constants.
//! Nodes stand after those they are made of, so that one pass over the list evaluates all of them.

use std::collections::{BTreeSet, HashMap};

use language::Truth;
use language::ast::Operator;
use num_traits::{CheckedDiv, One, Zero};
use vocabulary::Number;
use vocabulary::number::to_f64;

use super::affine::Affine;
use super::estimate::{Side, Sides};
use super::range::{Range, Truths};
use super::space::Space;

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

/// What a node can become over a box.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reach {
    Truths(Truths),
    Number(Range),
}

impl Reach {
    pub(super) fn truths(self) -> Truths {
        match self {
            Self::Truths(truths) => truths,
            Self::Number(_) => Truths::ALL,
        }
    }

    pub(super) fn range(self) -> Range {
        match self {
            Self::Number(range) => range,
            Self::Truths(_) => Range::OPAQUE,
        }
    }
}

/// The nodes.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    pub(super) nodes: Vec<Node>,
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

    /// What one node comes to at a point; `order` are those that it rests on, itself last.
    pub(super) fn truths_at(&self, order: &[Id], point: &Space, scratch: &mut Vec<Reach>) -> Truths {
        scratch.resize(self.nodes.len(), Reach::Truths(Truths::ALL));
        let mut last = Truths::ALL;
        for id in order {
            let mut reach = self.nodes[*id].reach(scratch, point);
            if let Reach::Truths(truths) = &mut reach {
                if !truths.is_single() {
                    *truths = self.exactly(*id, scratch, point).unwrap_or(*truths);
                }
                last = *truths;
            }
            scratch[*id] = reach;
        }
        last
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

    /// What a comparison that floats leave open comes to at a point, where it can be multiplied out.
    fn exactly(&self, id: Id, reach: &[Reach], point: &Space) -> Option<Truths> {
        let (operator, number, bound) = self.threshold(id)?;
        let strict = operator == Operator::Greater;
        let sides = Sides { model: self, reach, space: point };
        let beyond = |side: Side| {
            let difference = sides.against((number, side), bound, true, false)?;
            let zero = Number::zero();
            let value = difference.is_constant().then_some(difference.constant)?;
            Some(value > zero || !strict && value == zero)
        };
        Some(match (beyond(Side::Low)?, beyond(Side::High)?) {
            (true, _) => Truths::TRUE,
            (_, false) => Truths::FALSE,
            _ => Truth::Unknown.into(),
        })
    }

    /// What every node can become over a box. `None` where what is assumed cannot be.
    pub(super) fn reach(&self, space: &Space) -> Option<Vec<Reach>> {
        let mut out: Vec<Reach> = Vec::with_capacity(self.nodes.len());
        let point = space.is_point();
        let mut assumed = space.assumed.clone();
        assumed.sort_unstable_by_key(|(id, _)| *id);
        let mut assumed = assumed.into_iter().peekable();
        let limits = space.assumed.iter().filter_map(|(id, truths)| Some((self.threshold(*id)?, *truths)));
        let mut limits: Vec<(Id, f64, Truths)> =
            limits.map(|((_, number, bound), truths)| (number, to_f64(bound), truths)).collect();
        limits.sort_unstable_by_key(|(id, ..)| *id);
        let mut limits = limits.into_iter().peekable();
        for (id, node) in self.nodes.iter().enumerate() {
            let mut reach = node.reach(&out, space);
            match &mut reach {
                Reach::Truths(truths) => {
                    if point && !truths.is_single() {
                        *truths = self.exactly(id, &out, space).unwrap_or(*truths);
                    }
                    while let Some((_, wanted)) = assumed.next_if(|(other, _)| *other == id) {
                        *truths = truths.and(wanted);
                    }
                    if truths.is_empty() {
                        return None;
                    }
                }
                Reach::Number(range) => {
                    while let Some((_, bound, wanted)) = limits.next_if(|(other, ..)| *other == id) {
                        *range = range.compared(bound, wanted)?;
                    }
                }
            }
            out.push(reach);
        }
        Some(out)
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

    fn reach(&self, of: &[Reach], space: &Space) -> Reach {
        let truths = |id: &Id| of[*id].truths();
        let range = |id: &Id| of[*id].range();
        match self {
            Self::Truth(truth) => Reach::Truths((*truth).into()),
            Self::Rung { truths, start, up, down } => {
                let (least, most) = rungs(space, *start, *up, *down);
                let mut out = Truths::NONE;
                for at in least..=most {
                    let truth = usize::try_from(at).ok().and_then(|at| truths.get(at));
                    out = out.or(truth.map_or(Truths::ALL, |truth| (*truth).into()));
                }
                Reach::Truths(out)
            }
            Self::Not(a) => Reach::Truths(truths(a).map(|truth| !truth)),
            Self::All(of) => {
                Reach::Truths(of.iter().fold(Truths::TRUE, |out, child| out.with(truths(child), Truth::min)))
            }
            Self::Any(of) => {
                Reach::Truths(of.iter().fold(Truths::FALSE, |out, child| out.with(truths(child), Truth::max)))
            }
            Self::AtLeast(wanted, of) => Reach::Truths(at_least(*wanted, of.iter().map(truths))),
            Self::FirstKnown(of) => {
                let known = Truths::from(Truth::Unknown).others();
                let mut out = Truths::NONE;
                for child in of {
                    out = out.or(truths(child).and(known));
                    if !truths(child).has(Truth::Unknown) {
                        return Reach::Truths(out);
                    }
                }
                Reach::Truths(out.or(Truth::Unknown.into()))
            }
            Self::Compare(operator, a, b) => Reach::Truths(compare(*operator, range(a), range(b))),
            Self::Choose { condition, yes, no, words } => {
                let mut out = Truths::NONE;
                for truth in truths(condition).iter() {
                    out = out.or(match truth {
                        Truth::True => truths(yes),
                        Truth::False => truths(no),
                        Truth::Unknown => truths(yes).with(truths(no), |a, b| {
                            // Two words that both are not the one asked for may still differ.
                            if a == b && !(*words && a == Truth::False) { a } else { Truth::Unknown }
                        }),
                    });
                    // Or they are one and the same other word.
                    let neither = [yes, no].into_iter().all(|id| truths(id).has(Truth::False));
                    if *words && truth == Truth::Unknown && neither {
                        out = out.or(Truths::FALSE);
                    }
                }
                Reach::Truths(out)
            }
            Self::OpaqueTruth => Reach::Truths(Truths::ALL),
            Self::Linear { low, high } => {
                let end = |end: &Option<Affine>, none: f64| match end {
                    Some(affine) => affine.span(space),
                    None => ((none, none), 0.0),
                };
                let (least, m1) = end(low, f64::NEG_INFINITY);
                let (most, m2) = end(high, f64::INFINITY);
                Reach::Number(Range::linear(least, most, m1.max(m2), low == high && low.is_some()))
            }
            Self::Absent => Reach::Number(Range::ABSENT),
            Self::Add(a, b) => Reach::Number(range(a).both(range(b), Range::plus)),
            Self::Multiply(a, b) => Reach::Number(range(a).both(range(b), Range::times)),
            Self::Divide(a, b) => Reach::Number(range(a).both(range(b), Range::over)),
            Self::Negate(a) => Reach::Number(range(a).map(Range::negate)),
            Self::Least(a, b) => Reach::Number(range(a).least(range(b))),
            Self::Most(a, b) => Reach::Number(range(a).most(range(b))),
            Self::Magnitude(a) => Reach::Number(range(a).magnitude()),
            Self::Bent(bend, a) => Reach::Number(range(a).map(|range| bent(*bend, range))),
            Self::Pick(condition, yes, no) => {
                let mut out: Option<Range> = None;
                for truth in truths(condition).iter() {
                    let picked = match truth {
                        Truth::True => range(yes),
                        Truth::False => range(no),
                        Truth::Unknown => range(yes).hull(range(no)),
                    };
                    out = Some(out.map_or(picked, |so_far| so_far.or(picked)));
                }
                Reach::Number(out.unwrap_or(Range::OPAQUE))
            }
            Self::OpaqueNumber => Reach::Number(Range::OPAQUE),
        }
    }
}

fn bent(bend: Bend, range: Range) -> Range {
    match bend {
        Bend::Root(n) => range.rooted(n),
        Bend::Floor => range.stepped(f64::floor),
        Bend::Ceil => range.stepped(f64::ceil),
        Bend::Round(digits) => {
            let scale = f64::from(10u32.checked_pow(digits).unwrap_or(u32::MAX));
            range.stepped(|x| (x * scale).round() / scale)
        }
    }
}

/// The positions that a lever can take, counted from its lowest.
pub(super) fn rungs(space: &Space, start: i64, up: Option<usize>, down: Option<usize>) -> (i64, i64) {
    let bounds = |variable: Option<usize>| variable.map_or((0, 0), |at| (space.low[at], space.high[at]));
    let ((up_low, up_high), (down_low, down_high)) = (bounds(up), bounds(down));
    (start + up_low - down_high, start + up_high - down_low)
}

fn at_least(wanted: usize, children: impl Iterator<Item = Truths>) -> Truths {
    // How many can be true at least and at most, and how many not false.
    let (mut sure, mut possible, mut not_false, mut maybe) = (0, 0, 0, 0);
    for truths in children {
        sure += usize::from(truths == Truths::TRUE);
        possible += usize::from(truths.has(Truth::True));
        not_false += usize::from(!truths.has(Truth::False));
        maybe += usize::from(truths != Truths::FALSE);
    }
    let mut out = Truths::NONE;
    if possible >= wanted {
        out = out.or(Truths::TRUE);
    }
    if not_false < wanted {
        out = out.or(Truths::FALSE);
    }
    if sure < wanted && maybe >= wanted {
        out = out.or(Truth::Unknown.into());
    }
    out
}

fn compare(operator: Operator, a: Range, b: Range) -> Truths {
    match operator {
        Operator::AtLeast => a.reaches(b, false),
        Operator::Greater => a.reaches(b, true),
        Operator::AtMost => b.reaches(a, false),
        Operator::Less => b.reaches(a, true),
        Operator::Equal => a.equals(b),
        Operator::NotEqual => a.equals(b).map(|truth| !truth),
        _ => Truths::ALL,
    }
}
