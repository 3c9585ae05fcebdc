//! Decisions about who is who, laid over what codes and names say: groups of keys that are one subject, keys whose subject went into
//! another, pairs that are kept apart. A decision about somebody who is not met is about nobody.

use std::collections::{HashMap, HashSet};

use vocabulary::Kind;

use super::resolve::{Known, RowKey};
use crate::identity::{self, Id};
use crate::{Decision, Verdict};

#[derive(Default)]
pub(super) struct Decided {
    /// Key → the key that stands for it; followed to its end.
    into: HashMap<RowKey, RowKey>,
    /// Keys whose subject is no more.
    over: HashSet<RowKey>,
    apart: HashSet<(RowKey, RowKey)>,
}

impl Decided {
    /// Of two decisions about the same pair the later one counts; one that would join what is kept apart is left out.
    pub(super) fn new(kind: &Kind, decisions: &[Decision], known: &Known) -> Self {
        let key = |id: &str| match identity::read_id(kind, id)? {
            Id::Code(code) => known.codes.get(code).map(|number| RowKey::Code(*number)),
            Id::NameHash(hash) => Some(RowKey::Name(hash)),
        };
        let mut last: Vec<((RowKey, RowKey), Verdict)> = Vec::new();
        for decision in decisions {
            let (Some(left), Some(right)) = (key(&decision.left), key(&decision.right)) else { continue };
            last.retain(|(pair, _)| *pair != (left, right) && *pair != (right, left));
            if left != right {
                last.push(((left, right), decision.verdict));
            }
        }
        let mut out = Self::default();
        for ((left, right), _) in last.iter().filter(|(_, verdict)| *verdict == Verdict::Different) {
            out.apart.extend([(*left, *right), (*right, *left)]);
        }
        // Who is the same first: what went into another went there with all its records.
        for wanted in [Verdict::Same, Verdict::MergedInto] {
            for ((left, right), _) in last.iter().filter(|(_, verdict)| *verdict == wanted) {
                let own = |key| known.own(key, &out);
                let (from, to) = (out.root(own(*left)), out.root(own(*right)));
                if from == to || out.separates(from, to) {
                    continue;
                }
                out.into.insert(from, to);
                if wanted == Verdict::MergedInto {
                    out.over.insert(from);
                }
            }
        }
        out
    }

    /// Whom a key is.
    pub(super) fn root(&self, key: RowKey) -> RowKey {
        let mut at = key;
        while let Some(next) = self.into.get(&at) {
            at = *next;
        }
        at
    }

    pub(super) fn stays(&self, key: RowKey) -> bool {
        !self.into.contains_key(&key)
    }

    /// Keys that are another's now.
    pub(super) fn gone(&self) -> impl Iterator<Item = RowKey> {
        self.into.keys().copied()
    }

    /// Whether what is said of it is said of nobody: it, or one that it is the same as, went into another.
    pub(super) fn is_over(&self, key: RowKey) -> bool {
        let mut at = key;
        loop {
            if self.over.contains(&at) {
                return true;
            }
            match self.into.get(&at) {
                Some(next) => at = *next,
                None => return false,
            }
        }
    }

    pub(super) fn keeps_apart(&self, a: RowKey, b: RowKey) -> bool {
        self.apart.contains(&(a, b))
    }

    /// Whether any member of one group is kept apart from any of the other.
    fn separates(&self, a: RowKey, b: RowKey) -> bool {
        self.apart.iter().any(|(x, y)| self.root(*x) == a && self.root(*y) == b)
    }
}
