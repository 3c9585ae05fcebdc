//! A view file in parts, for runs on several machines: rows of subjects, and which records of each list are theirs. Whoever cuts
//! a file looks at all its subjects once, so that whoever reads a part need not look at the others.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use arrow::array::Array;
use columnar::Reads;
use serde::{Deserialize, Serialize};
use vocabulary::{AttributeType, Kind};

use super::ahead::Ahead;
use super::records::Owners;
use super::{NotInPassing, Seen, subjects};
use crate::digest::FileDigest;
use crate::layout::{Key, Layout};
use crate::writer::list_path;
use crate::{LakeError, disk};

/// Consecutive rows of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRows {
    /// How many rows stand before them.
    pub from: usize,
    /// How many there are.
    pub count: usize,
}

/// A part of a view file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewPart {
    /// The subjects.
    pub subjects: FileRows,
    /// Their records in the file of each list, by the list's name.
    pub lists: BTreeMap<String, FileRows>,
}

/// What tells whether two readers have the same view file before them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewMark {
    /// For the file of the subjects (no name) and of each list that is read: how long it is, and the digest of its end, where Parquet
    /// keeps what it holds and where.
    files: BTreeMap<String, (u64, String)>,
}

/// Bytes at the end of a file that a mark looks at.
const MARK_BYTES: u64 = 64 << 10;

impl ViewMark {
    /// Of a view file as it lies there now.
    ///
    /// # Errors
    /// Where a file cannot be read.
    pub fn of(kind: &Kind, path: &Path, reads: &Reads) -> Result<Self, LakeError> {
        let mut files = BTreeMap::from([(String::new(), mark(path)?)]);
        for (name, path) in list_files(kind, path, reads) {
            files.insert(name, mark(&path)?);
        }
        Ok(Self { files })
    }
}

fn mark(path: &Path) -> Result<(u64, String), LakeError> {
    let (length, end) = disk::end_of(path, MARK_BYTES)?;
    Ok((length, FileDigest::of_bytes(&end).sha256))
}

/// The files of the lists that are read and there.
fn list_files(kind: &Kind, path: &Path, reads: &Reads) -> Vec<(String, PathBuf)> {
    let attributes = reads.lists.keys().filter_map(|id| kind.attributes.get(usize::from(id.0)));
    attributes
        .filter(|attribute| matches!(attribute.r#type, AttributeType::List(_)))
        .map(|attribute| (attribute.name.clone(), list_path(path, &attribute.name)))
        .filter(|(_, beside)| disk::exists(beside))
        .collect()
}

impl ViewPart {
    /// Cuts a view file into parts of so many subjects.
    ///
    /// # Errors
    /// Where the file has to be read as a whole: a subject stands there twice, or records do not follow the order of the subjects.
    pub fn split(kind: &Kind, path: &Path, reads: &Reads, size: usize) -> Result<Vec<Self>, NotInPassing> {
        let is_subject = |key: &Key| *key == Key::Subject;
        let mut reader = Ahead::open(&Layout { kind, list: None }, path, is_subject, false, None)?;
        let mut walks = Vec::new();
        for (name, beside) in list_files(kind, path, reads) {
            let list = kind.attribute(&name).map(|(id, _)| id);
            let reader = Ahead::open(&Layout { kind, list }, &beside, is_subject, false, None)?;
            walks.push(Walk { name, reader, owners: None, at: 0, passed: 0 });
        }
        let mut seen = Seen::of(&reader);
        let mut parts: Vec<Self> = Vec::new();
        let mut rows = 0;
        while let Some(table) = reader.next()? {
            let own = subjects(&table)?;
            Seen::check(&mut seen, own)?;
            for row in 0..own.len() {
                if rows % size.max(1) == 0 {
                    let start = |walk: &Walk| (walk.name.clone(), FileRows { from: walk.passed, count: 0 });
                    let subjects = FileRows { from: rows, count: 0 };
                    parts.push(Self { subjects, lists: walks.iter().map(start).collect() });
                }
                rows += 1;
                let Some(part) = parts.last_mut() else { continue };
                part.subjects.count += 1;
                for walk in &mut walks {
                    let count = walk.pass(own.value(row))?;
                    part.lists.entry(walk.name.clone()).or_default().count += count;
                }
            }
        }
        walks.iter_mut().try_for_each(Walk::finish)?;
        Ok(parts)
    }
}

/// Goes through the subjects of a list's records.
struct Walk {
    name: String,
    reader: Ahead,
    /// Of whom the records that were decoded last are.
    owners: Option<Owners>,
    /// How many of those were passed, and how many of the file.
    at: usize,
    passed: usize,
}

impl Walk {
    /// Passes over the records of one subject; how many.
    fn pass(&mut self, subject: &str) -> Result<usize, NotInPassing> {
        let before = self.passed;
        loop {
            if self.owners.as_ref().is_none_or(|owners| self.at >= owners.len()) {
                let table = self.reader.next()?;
                (self.owners, self.at) = (table.as_ref().map(Owners::of).transpose()?, 0);
            }
            let Some(owners) = &self.owners else { break };
            let count = owners.count(self.at, subject);
            self.at += count;
            self.passed += count;
            if self.at < owners.len() {
                break;
            }
        }
        Ok(self.passed - before)
    }

    /// At the end of the subjects nothing may be left.
    fn finish(&mut self) -> Result<(), NotInPassing> {
        let left = self.owners.as_ref().is_some_and(|owners| self.at < owners.len());
        if left || self.reader.next()?.is_some() {
            return Err(NotInPassing(format!("“{}”的记录不按主体的次序", self.name)));
        }
        Ok(())
    }
}
