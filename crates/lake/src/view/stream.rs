//! A view file read in passing, for runs over populations that need no view: some thousand subjects at a time, the records of their
//! lists beside them, in memory that does not grow with the file. The files of lists must name subjects in the order of the
//! view, as [`crate::ViewWriter`] writes them; anything else is for [`View::open`].

mod ahead;
mod arrays;
mod parts;
mod records;

use std::collections::HashSet;
use std::hash::BuildHasher;
use std::path::Path;

use arrow::array::{Array, RecordBatch, StringArray};
use columnar::limits::CHUNK_ROWS;
use columnar::{Batch, Reads};
use rustc_hash::FxBuildHasher;
use vocabulary::kind::AttributeId;
use vocabulary::{AttributeType, Kind};

use crate::layout::{Key, Layout, SUBJECT};
use crate::writer::list_path;
use crate::{LakeError, disk};
use ahead::Ahead;
pub use parts::{FileRows, ViewMark, ViewPart};
use records::Records;

#[cfg(doc)]
use super::View;

/// Subjects of a view file, some thousand at a time. An error says that the file has to be read as a whole.
pub struct ViewStream<'k> {
    kind: &'k Kind,
    reads: &'k Reads,
    reader: Ahead,
    /// Subjects that were decoded and not yet taken.
    left: Option<RecordBatch>,
    lists: Vec<(AttributeId, Records<'k>)>,
    /// Nothing where the writer of the file vouches that no subject comes twice.
    seen: Option<Seen>,
    is_done: bool,
}

/// Why a view file cannot be read in passing.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct NotInPassing(pub(crate) String);

impl From<LakeError> for NotInPassing {
    fn from(error: LakeError) -> Self {
        Self(error.to_string())
    }
}

impl<'k> ViewStream<'k> {
    /// Opens a view file and the files of the lists that are read.
    ///
    /// # Errors
    /// Where a file is missing or laid out otherwise.
    pub fn open(kind: &'k Kind, path: &Path, reads: &'k Reads) -> Result<Self, NotInPassing> {
        Self::opened(kind, path, reads, None)
    }

    /// Opens a part of a view file, as [`ViewPart::split`] cut it.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_part(
        kind: &'k Kind,
        path: &Path,
        reads: &'k Reads,
        part: &ViewPart,
    ) -> Result<Self, NotInPassing> {
        Self::opened(kind, path, reads, Some(part))
    }

    fn opened(
        kind: &'k Kind,
        path: &Path,
        reads: &'k Reads,
        part: Option<&ViewPart>,
    ) -> Result<Self, NotInPassing> {
        let layout = Layout { kind, list: None };
        let is_list = |id: AttributeId| reads.lists.contains_key(&id);
        let wanted = |key: &Key| match key {
            Key::Subject => true,
            Key::Attribute(id, year) => reads.columns.contains(&(*id, *year)) || is_list(*id),
            Key::Incomplete(id) => is_list(*id),
            _ => false,
        };
        let reader = Ahead::open(&layout, path, wanted, true, part.map(|part| part.subjects))?;
        let mut lists = Vec::new();
        for (id, fields) in &reads.lists {
            let Some(attribute) = kind.attributes.get(usize::from(id.0)) else { continue };
            let AttributeType::List(_) = attribute.r#type else { continue };
            let beside = list_path(path, &attribute.name);
            let rows = part.map(|part| part.lists.get(&attribute.name).copied().unwrap_or_default());
            let has_any = rows.is_none_or(|rows| rows.count > 0) && disk::exists(&beside);
            let records = Records::open(kind, *id, has_any.then_some(beside.as_path()), fields, rows)?;
            lists.push((*id, records));
        }
        let seen = Seen::of(&reader);
        Ok(Self { kind, reads, reader, left: None, lists, seen, is_done: false })
    }

    /// The next subjects, so many as a run takes together.
    fn table(&mut self) -> Result<Option<RecordBatch>, NotInPassing> {
        let left = match self.left.take() {
            Some(left) => left,
            None => match self.reader.next()? {
                Some(decoded) => decoded,
                None => return Ok(None),
            },
        };
        let rows = left.num_rows().min(CHUNK_ROWS);
        self.left = (left.num_rows() > rows).then(|| left.slice(rows, left.num_rows() - rows));
        Ok(Some(left.slice(0, rows)))
    }

    fn batch(&mut self, table: &RecordBatch) -> Result<Batch, NotInPassing> {
        let subjects = subjects(table)?;
        Seen::check(&mut self.seen, subjects)?;
        let layout = Layout { kind: self.kind, list: None };
        let mut batch = Batch { rows: table.num_rows(), ..Batch::default() };
        batch.columns = arrays::columns(&layout, table, |key| match key {
            Key::Attribute(id, year) if self.reads.columns.contains(&(id, year)) => Some((id, year)),
            _ => None,
        })?;
        for (id, records) in &mut self.lists {
            let name = &self.kind.get(*id).name;
            let said = |suffix: &str| arrays::flags(table, &format!("{name}__{suffix}"));
            batch.lists.insert(*id, records.of(subjects, said("absent")?, said("incomplete")?)?);
        }
        Ok(batch)
    }

    /// At the end nothing may be left of any list.
    fn finish(&mut self) -> Result<(), NotInPassing> {
        self.lists.iter_mut().try_for_each(|(_, records)| records.finish())
    }
}

impl Iterator for ViewStream<'_> {
    type Item = Result<Batch, NotInPassing>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let batch = match self.table() {
            Ok(Some(table)) => self.batch(&table),
            Ok(None) => {
                self.is_done = true;
                return self.finish().err().map(Err);
            }
            Err(error) => Err(error),
        };
        self.is_done = batch.is_err();
        Some(batch)
    }
}

/// Fingerprints of the subjects met so far.
#[derive(Default)]
struct Seen {
    fingerprints: HashSet<u64, FxBuildHasher>,
    /// Seeded anew in each run: nobody can make up two subjects with one fingerprint.
    hasher: foldhash::quality::RandomState,
}

impl Seen {
    /// What is to be remembered of the subjects of a file.
    fn of(file: &Ahead) -> Option<Self> {
        (!file.is_distinct).then(Self::default)
    }

    /// Every subject has an id, and none comes twice.
    fn check(seen: &mut Option<Self>, subjects: &StringArray) -> Result<(), NotInPassing> {
        match seen {
            Some(seen) => seen.add(subjects),
            None if subjects.null_count() > 0 => Err(NotInPassing(format!("{SUBJECT} 有空的行"))),
            None => Ok(()),
        }
    }

    fn add(&mut self, subjects: &StringArray) -> Result<(), NotInPassing> {
        for row in 0..subjects.len() {
            let fingerprint = self.hasher.hash_one(subjects.value(row));
            if subjects.is_null(row) || !self.fingerprints.insert(fingerprint) {
                return Err(NotInPassing(format!("主体“{}”出现了两次", subjects.value(row))));
            }
        }
        Ok(())
    }
}

/// The column that says whom a row is about.
fn subjects(table: &RecordBatch) -> Result<&StringArray, NotInPassing> {
    let column = table.column_by_name(SUBJECT).and_then(|array| array.as_any().downcast_ref());
    column.ok_or_else(|| NotInPassing(format!("没有文本列 {SUBJECT}")))
}

/// Rows that are decoded at a time: each time costs something for every column.
const ROWS: usize = 2 * CHUNK_ROWS;
