//! The subjects, and how each is found: by id, code or name (CONTRACT «Identity»).

use vocabulary::Kind;

use crate::identity::{self, Id};

/// What a text that should name a subject does name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Exactly this subject.
    One(usize),
    /// Nobody.
    None,
    /// All of these, under the same name.
    Ambiguous(Vec<usize>),
}

/// The subjects of a view.
#[derive(Clone, Debug)]
pub(crate) struct Who {
    /// Sorted.
    pub(super) ids: Vec<Box<str>>,
    /// Hash of every name a subject was met under, subject; sorted.
    pub(super) names: Vec<(u64, u32)>,
    /// Hash in an id that is no subject's own any more (it was joined to a subject with a code), subject; sorted.
    pub(super) aliases: Vec<(u64, u32)>,
    /// Ids that people decided are another subject's, or went into it; sorted.
    pub(super) merged: Vec<(Box<str>, u32)>,
}

impl Who {
    /// The subject with this id, code or name.
    pub(super) fn find(&self, kind: &Kind, text: &str) -> Found {
        let text = text.trim();
        if text.is_empty() {
            return Found::None;
        }
        if let Some(subject) = self.find_id(kind, text) {
            return Found::One(subject);
        }
        if let Ok(code) = identity::code(kind, text, true)
            && let Some(subject) = self.find_id(kind, &identity::code_id(kind, &code))
        {
            return Found::One(subject);
        }
        let mut found = with_hash(&self.names, identity::name_hash(text));
        match found.len() {
            0 => Found::None,
            1 => Found::One(found.remove(0)),
            _ => Found::Ambiguous(found),
        }
    }

    fn find_id(&self, kind: &Kind, text: &str) -> Option<usize> {
        let id = identity::read_id(kind, text)?;
        let merged = || self.merged.binary_search_by(|(own, _)| own.as_ref().cmp(text)).ok();
        let merged = || merged().and_then(|at| self.merged.get(at)).map(|(_, subject)| *subject as usize);
        self.position(text).or_else(merged).or_else(|| match id {
            Id::NameHash(hash) => with_hash(&self.aliases, hash).first().copied(),
            Id::Code(_) => None,
        })
    }

    pub(super) fn position(&self, id: &str) -> Option<usize> {
        self.ids.binary_search_by(|own| own.as_ref().cmp(id)).ok()
    }
}

fn with_hash(sorted: &[(u64, u32)], hash: u64) -> Vec<usize> {
    let from = sorted.partition_point(|(own, _)| *own < hash);
    sorted[from..].iter().take_while(|(own, _)| *own == hash).map(|(_, subject)| *subject as usize).collect()
}
