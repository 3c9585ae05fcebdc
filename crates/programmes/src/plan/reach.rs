//! What the nodes of a model can become over a box, and what they come to at a point.

use language::Truth;
use language::ast::Operator;
use num_traits::Zero;
use vocabulary::Number;
use vocabulary::number::to_f64;

use super::affine::Affine;
use super::estimate::{Side, Sides};
use super::model::{Bend, Id, Model, Node};
use super::range::{Range, Truths};
use super::space::Space;

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

impl Model {
    /// What every node can become over a box. `None` where what is assumed cannot be.
    pub(super) fn reach(&self, space: &Space) -> Option<Vec<Reach>> {
        let mut out: Vec<Reach> = Vec::with_capacity(self.nodes.len());
        let point = space.is_point();
        let mut assumed = space.assumed.clone();
        assumed.sort_unstable_by_key(|(id, _)| *id);
        let mut assumed = assumed.into_iter().peekable();
        // What is assumed of one threshold bounds the number, and with it all other thresholds of it.
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
}

impl Node {
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
