//! Who is who: rows with the same code are one subject; a row that has only a name joins the one subject with a code that was
//! ever met under that name. Two codes under one name stay two subjects, and a row with only that name stays by itself. What people
//! decided goes before all of that ([`super::decided`]).

use std::collections::HashMap;

use arrow::array::{Array, RecordBatch, StringArray};
use vocabulary::Kind;

use super::decided::Decided;
use super::origin::Origin;
use super::who::Who;
use crate::identity::{self, Id};
use crate::layout::{Key, Layout};
use crate::{Decision, LakeError};

/// The subjects, and which of them each row of each origin is about.
pub(crate) struct Resolved {
    pub(crate) who: Who,
    /// By origin and row; [`NOBODY`] where the subject went into another.
    pub(crate) subjects: Vec<Vec<u32>>,
    /// The same: whether the row is of a record that people joined to the subject.
    pub(crate) joined: Vec<Vec<bool>>,
}

/// The row is about nobody any more.
pub(crate) const NOBODY: u32 = u32::MAX;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum RowKey {
    Code(u32),
    Name(u64),
}

#[derive(Default)]
pub(super) struct Known {
    pub(super) codes: HashMap<Box<str>, u32>,
    /// Names (by hash), the codes met under them, and whether any row had only the name.
    names: HashMap<u64, (Vec<u32>, bool)>,
    /// Titles (by hash) that are not the whole name, and who was met under them: to be found by.
    titles: Vec<(u64, RowKey)>,
}

pub(crate) fn resolve(
    kind: &Kind,
    origins: &[Origin],
    decisions: &[Decision],
) -> Result<Resolved, LakeError> {
    let mut known = Known::default();
    let mut keys: Vec<Vec<RowKey>> = Vec::new();
    for origin in origins {
        let layout = origin.layout(kind);
        let mut own = Vec::new();
        let wanted = |key: &Key| {
            matches!(key, Key::Subject | Key::Code | Key::Name | Key::Id)
                || *key == Key::Attribute(kind.title, None)
        };
        origin.each_batch(kind, wanted, |batch| {
            let columns = Identity::of(&layout, batch).map_err(|message| origin.damaged(message))?;
            for row in 0..batch.num_rows() {
                let key = known
                    .key(kind, &columns, row)
                    .ok_or_else(|| origin.damaged(format!("第 {} 行没有写明主体", row + 1)))?;
                if let Some(title) = at(columns.title, row) {
                    known.titles.push((identity::name_hash(title), key));
                }
                own.push(key);
            }
            Ok(())
        })?;
        keys.push(own);
    }
    Ok(known.settle(kind, &keys, &Decided::new(kind, decisions, &known)))
}

/// The columns that say whom a row is about.
struct Identity<'b> {
    code: Option<&'b StringArray>,
    name: Option<&'b StringArray>,
    id: Option<&'b StringArray>,
    /// Only where the title is not the whole name.
    title: Option<&'b StringArray>,
}

impl<'b> Identity<'b> {
    fn of(layout: &Layout<'_>, batch: &'b RecordBatch) -> Result<Self, String> {
        let text = |key: &Key| {
            let name = layout.name(key);
            let Some(array) = batch.column_by_name(&name) else { return Ok(None) };
            let text = array.as_any().downcast_ref::<StringArray>();
            text.map(Some).ok_or_else(|| format!("列 {name} 应是文本"))
        };
        let title =
            if layout.list.is_none() { text(&Key::Attribute(layout.kind.title, None))? } else { None };
        Ok(Self {
            code: text(&Key::Code)?,
            name: text(&Key::Name)?.or(title),
            id: text(&Key::Id)?.or(text(&Key::Subject)?),
            title: title.filter(|_| identity::is_composite(layout.kind)),
        })
    }
}

fn at(array: Option<&StringArray>, row: usize) -> Option<&str> {
    array.filter(|array| array.is_valid(row)).map(|array| array.value(row))
}

impl Known {
    fn key(&mut self, kind: &Kind, columns: &Identity<'_>, row: usize) -> Option<RowKey> {
        let name = at(columns.name, row).map(identity::name_hash);
        let id = at(columns.id, row).and_then(|id| identity::read_id(kind, id));
        let code = at(columns.code, row).or(match id {
            Some(Id::Code(code)) => Some(code),
            _ => None,
        });
        if let Some(code) = code {
            let next = u32::try_from(self.codes.len()).ok()?;
            let code = match self.codes.get(code) {
                Some(code) => *code,
                None => *self.codes.entry(code.into()).or_insert(next),
            };
            if let Some(name) = name {
                let (codes, _) = self.names.entry(name).or_default();
                if !codes.contains(&code) {
                    codes.push(code);
                }
            }
            return Some(RowKey::Code(code));
        }
        let hash = match id {
            Some(Id::NameHash(hash)) => hash,
            _ => name?,
        };
        self.names.entry(hash).or_default().1 = true;
        Some(RowKey::Name(hash))
    }

    /// Whom a key is by itself: a name alone is the one code met under it, unless people decided otherwise.
    pub(super) fn own(&self, key: RowKey, decided: &Decided) -> RowKey {
        let RowKey::Name(hash) = key else { return key };
        match self.names.get(&hash).map(|(codes, _)| codes.as_slice()) {
            Some([code]) if !decided.keeps_apart(key, RowKey::Code(*code)) => RowKey::Code(*code),
            _ => key,
        }
    }

    fn settle(&self, kind: &Kind, keys: &[Vec<RowKey>], decided: &Decided) -> Resolved {
        let own = |key| self.own(key, decided);
        let alone = self.names.iter().filter(|(_, (_, alone))| *alone).map(|(hash, _)| RowKey::Name(*hash));
        let codes = self.codes.values().map(|code| RowKey::Code(*code));
        let id_of_code = self.codes.iter().map(|(code, number)| (*number, identity::code_id(kind, code)));
        let code_ids: HashMap<u32, String> = id_of_code.collect();
        let id = |key: RowKey| -> Box<str> {
            match key {
                RowKey::Code(number) => code_ids.get(&number).cloned().unwrap_or_default().into(),
                RowKey::Name(hash) => identity::name_id(kind, hash).into(),
            }
        };
        let mut all: Vec<(Box<str>, RowKey)> = codes
            .chain(alone)
            .filter(|key| own(*key) == *key && decided.stays(*key))
            .map(|key| (id(key), key))
            .collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        let position: HashMap<RowKey, u32> =
            (0u32..).zip(&all).map(|(subject, (_, key))| (*key, subject)).collect();
        let found = |key: RowKey| position.get(&decided.root(own(key))).copied();
        let (mut names, mut aliases) = (Vec::new(), Vec::new());
        for (hash, (codes, alone)) in &self.names {
            let name = RowKey::Name(*hash);
            let bearers = codes.iter().map(|code| RowKey::Code(*code)).chain(alone.then_some(name));
            names.extend(bearers.filter_map(found).map(|subject| (*hash, subject)));
            if own(name) != name || !alone {
                aliases.extend((codes.len() == 1).then(|| found(name)).flatten().map(|at| (*hash, at)));
            }
        }
        names.extend(self.titles.iter().filter_map(|(hash, key)| Some((*hash, found(*key)?))));
        names.sort_unstable();
        names.dedup();
        aliases.sort_unstable();
        let gone = decided.gone().filter_map(|key| Some((id(key), found(key)?)));
        let mut merged: Vec<(Box<str>, u32)> = gone.collect();
        merged.sort_unstable();
        let subject = |key: &RowKey| {
            if decided.is_over(own(*key)) { NOBODY } else { found(*key).unwrap_or(NOBODY) }
        };
        let subjects = keys.iter().map(|rows| rows.iter().map(subject).collect()).collect();
        let is_joined = |key: &RowKey| decided.root(own(*key)) != own(*key);
        let joined = keys.iter().map(|rows| rows.iter().map(is_joined).collect()).collect();
        Resolved {
            who: Who { ids: all.into_iter().map(|(id, _)| id).collect(), names, aliases, merged },
            subjects,
            joined,
        }
    }
}
