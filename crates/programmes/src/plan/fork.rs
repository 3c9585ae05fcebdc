//! Where the requirement is still open in its structure: which alternative, which row of a table, which branch of an `if`.

use language::Truth;

use super::model::{Id, Model, Node};
use super::range::Truths;
use super::reach::Reach;

/// A node of the model, to be assumed among these truths in one half and among the others in the other half.
pub(super) type Fork = (Id, Truths);

/// Looks for forks over one box.
pub(super) struct Forks<'a> {
    pub(super) model: &'a Model,
    pub(super) reach: &'a [Reach],
    /// What the nodes are at one point of the box: what is as it should be there is left alone. `None`: nothing is.
    pub(super) at: Option<&'a [Reach]>,
}

impl Forks<'_> {
    fn truths(&self, id: Id) -> Truths {
        self.reach[id].truths()
    }

    fn required(&self, id: Id, wanted: Truths) -> Option<Fork> {
        let settled =
            self.truths(id).within(wanted) || self.at.is_some_and(|at| at[id].truths().within(wanted));
        if settled { None } else { self.below(id, wanted) }
    }

    /// The first fork on the way to a node being one of `wanted`. `None`: only the numbers of steps are open.
    pub(super) fn below(&self, id: Id, wanted: Truths) -> Option<Fork> {
        match &self.model.nodes[id] {
            Node::Not(inner) => self.required(*inner, wanted.map(|truth| !truth)),
            Node::All(of) => self.folded(of, wanted, Truth::True),
            Node::Any(of) => self.folded(of, wanted, Truth::False),
            Node::AtLeast(number, of) if wanted == Truths::TRUE => {
                let able: Vec<Id> =
                    of.iter().copied().filter(|id| self.truths(*id).has(Truth::True)).collect();
                if able.iter().filter(|id| self.truths(**id) == wanted).count() >= *number {
                    None
                } else if able.len() > *number {
                    able.into_iter().find(|id| self.truths(*id) != wanted).map(|id| (id, wanted))
                } else {
                    able.into_iter().find_map(|id| self.required(id, wanted))
                }
            }
            Node::FirstKnown(of) => {
                let unknown = Truths::from(Truth::Unknown);
                let decides = of.iter().copied().find(|id| self.truths(*id) != unknown)?;
                if self.truths(decides).has(Truth::Unknown) {
                    Some((decides, unknown))
                } else {
                    self.required(decides, wanted)
                }
            }
            Node::Choose { condition, yes, no, .. } => match self.truths(*condition) {
                Truths::TRUE => self.required(*yes, wanted),
                Truths::FALSE => self.required(*no, wanted),
                open => split(*condition, open),
            },
            Node::Compare(_, a, b) => self.number(*a).or_else(|| self.number(*b)),
            _ => None,
        }
    }

    fn folded(&self, of: &[Id], wanted: Truths, neutral: Truth) -> Option<Fork> {
        let decisive: Truths = (!neutral).into();
        if wanted.and(decisive).is_empty() {
            let each = if wanted == neutral.into() { wanted } else { decisive.others() };
            return of.iter().find_map(|id| self.required(*id, each));
        }
        // A node that was assumed is looked at although what it is made of may have come to be enough.
        if wanted.has(neutral) || of.iter().any(|id| self.truths(*id).within(wanted)) {
            return None;
        }
        let able: Vec<Id> =
            of.iter().copied().filter(|id| !self.truths(*id).and(wanted).is_empty()).collect();
        match able[..] {
            [] => None,
            [only] => self.required(only, wanted),
            [first, ..] => Some((first, wanted)),
        }
    }

    fn number(&self, id: Id) -> Option<Fork> {
        match &self.model.nodes[id] {
            Node::Add(a, b)
            | Node::Multiply(a, b)
            | Node::Divide(a, b)
            | Node::Least(a, b)
            | Node::Most(a, b) => self.number(*a).or_else(|| self.number(*b)),
            Node::Negate(a) | Node::Magnitude(a) | Node::Bent(_, a) => self.number(*a),
            Node::Pick(condition, yes, no) => match self.truths(*condition) {
                Truths::TRUE => self.number(*yes),
                Truths::FALSE => self.number(*no),
                open => split(*condition, open),
            },
            _ => None,
        }
    }
}

/// A condition that may turn out in more than one way.
fn split(condition: Id, open: Truths) -> Option<Fork> {
    if open.is_single() {
        return None;
    }
    Some((condition, if open.has(Truth::True) { Truths::TRUE } else { Truths::FALSE }))
}
