//! Finding a subject by id, code or name (CONTRACT «Identity»).

use super::View;
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

impl View {
    /// The subject with this id, code or name.
    pub fn find(&self, text: &str) -> Found {
        let text = text.trim();
        if text.is_empty() {
            return Found::None;
        }
        if let Some(subject) = self.find_id(text) {
            return Found::One(subject);
        }
        if let Ok(code) = identity::code(&self.kind, text, true)
            && let Some(subject) = self.find_id(&identity::code_id(&self.kind, &code))
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

    /// Ids that people decided are this subject's, or went into it.
    pub fn merged_into(&self, subject: usize) -> impl Iterator<Item = &str> {
        let own = self.merged.iter().filter(move |(_, into)| *into as usize == subject);
        own.map(|(id, _)| id.as_ref())
    }

    fn find_id(&self, text: &str) -> Option<usize> {
        let id = identity::read_id(&self.kind, text)?;
        let merged = || self.merged.binary_search_by(|(own, _)| own.as_ref().cmp(text)).ok();
        let merged = || merged().and_then(|at| self.merged.get(at)).map(|(_, subject)| *subject as usize);
        self.position(text).or_else(merged).or_else(|| match id {
            Id::NameHash(hash) => with_hash(&self.aliases, hash).first().copied(),
            Id::Code(_) => None,
        })
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.ids.binary_search_by(|own| own.as_ref().cmp(id)).ok()
    }
}

fn with_hash(sorted: &[(u64, u32)], hash: u64) -> Vec<usize> {
    let from = sorted.partition_point(|(own, _)| *own < hash);
    sorted[from..].iter().take_while(|(own, _)| *own == hash).map(|(_, subject)| *subject as usize).collect()
}
