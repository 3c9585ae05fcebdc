//! Who is who: rows with the same code are one subject; a row that has only a name joins the one subject with a code that was
//! ever met under that name. Two codes under one name stay two subjects, and a row with only that name stays by itself.

use std::collections::HashMap;

use arrow::array::{Array, RecordBatch, StringArray};
use vocabulary::Kind;

use super::origin::Origin;
use crate::LakeError;
use crate::identity::{self, Id};
use crate::layout::{Key, Layout};

/// The subjects, and which of them each row of each origin is about.
pub(crate) struct Resolved {
    /// Sorted.
    pub(crate) ids: Vec<Box<str>>,
    /// Hash of a name, subject; sorted.
    pub(crate) names: Vec<(u64, u32)>,
    /// Hash in an id that is no subject's own any more, subject; sorted.
    pub(crate) aliases: Vec<(u64, u32)>,
    /// By origin and row.
    pub(crate) subjects: Vec<Vec<u32>>,
}

#[derive(Clone, Copy)]
enum RowKey {
    Code(u32),
    Name(u64),
}

#[derive(Default)]
struct Known {
    codes: HashMap<Box<str>, u32>,
    /// Names (by hash), the codes met under them, and whether any row had only the name.
    names: HashMap<u64, (Vec<u32>, bool)>,
    /// Titles (by hash) that are not the whole name, and who was met under them: to be found by.
    titles: Vec<(u64, RowKey)>,
}

pub(crate) fn resolve(kind: &Kind, origins: &[Origin]) -> Result<Resolved, LakeError> {
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
    Ok(known.settle(kind, &keys))
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

    fn settle(self, kind: &Kind, keys: &[Vec<RowKey>]) -> Resolved {
        let mut all: Vec<(Box<str>, RowKey)> = Vec::with_capacity(self.codes.len());
        for (code, number) in &self.codes {
            all.push((identity::code_id(kind, code).into(), RowKey::Code(*number)));
        }
        for (hash, (codes, alone)) in &self.names {
            if *alone && codes.len() != 1 {
                all.push((identity::name_id(kind, *hash).into(), RowKey::Name(*hash)));
            }
        }
        all.sort_by(|a, b| a.0.cmp(&b.0));
        let mut of_code = vec![0u32; self.codes.len()];
        let mut of_name: HashMap<u64, u32> = HashMap::new();
        for (subject, (_, key)) in (0u32..).zip(&all) {
            match key {
                RowKey::Code(number) => of_code[*number as usize] = subject,
                RowKey::Name(hash) => {
                    of_name.insert(*hash, subject);
                }
            }
        }
        let (mut names, mut aliases) = (Vec::new(), Vec::new());
        for (hash, (codes, _)) in &self.names {
            names.extend(codes.iter().map(|code| (*hash, of_code[*code as usize])));
            match (of_name.get(hash), codes.as_slice()) {
                (Some(subject), _) => names.push((*hash, *subject)),
                (None, [code]) => {
                    aliases.push((*hash, of_code[*code as usize]));
                    of_name.insert(*hash, of_code[*code as usize]);
                }
                _ => {}
            }
        }
        let subject = |key: &RowKey| match key {
            RowKey::Code(number) => of_code[*number as usize],
            RowKey::Name(hash) => of_name.get(hash).copied().unwrap_or_default(),
        };
        names.extend(self.titles.iter().map(|(hash, key)| (*hash, subject(key))));
        names.sort_unstable();
        names.dedup();
        aliases.sort_unstable();
        let subjects = keys.iter().map(|rows| rows.iter().map(subject).collect()).collect();
        Resolved { ids: all.into_iter().map(|(id, _)| id).collect(), names, aliases, subjects }
    }
}
