//! What was ever entered, one line an entry, in the order of entry: so that a source whose directory vanished is missed, a
//! manifest that was altered is told, and the moments of entry never run backwards.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{LakeError, disk};

/// Its name in the directory of a lake.
pub(crate) const LEDGER: &str = "ledger.jsonl";

/// What was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Entered {
    Source,
    Retirement,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    #[serde(rename = "entry")]
    pub(crate) what: Entered,
    /// Id of the source that it is about.
    pub(crate) id: String,
    /// The moment of entry.
    pub(crate) at: Timestamp,
    /// SHA-256 of the manifest or of the record of retirement.
    pub(crate) sha256: String,
}

/// All lines that were written whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) entries: Vec<Entry>,
    /// Lines that cannot be read, from 1. A last line without its end is none of them: its writer was killed.
    pub(crate) broken: Vec<usize>,
    /// The last line has no end.
    torn: bool,
}

impl Ledger {
    pub(crate) fn path(lake: &Path) -> PathBuf {
        lake.join(LEDGER)
    }

    /// Reads the ledger of a lake; empty where there is none yet.
    pub(crate) fn read(lake: &Path) -> Result<Self, LakeError> {
        let path = Self::path(lake);
        if !disk::exists(&path) {
            return Ok(Self::default());
        }
        Ok(Self::parse(&disk::read_bytes(&path)?))
    }

    fn parse(bytes: &[u8]) -> Self {
        let mut ledger = Self { torn: bytes.last().is_some_and(|last| *last != b'\n'), ..Self::default() };
        let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
        // What stands behind the last line's end is nothing, or a line that was never finished.
        for (at, line) in lines[..lines.len() - 1].iter().enumerate() {
            match serde_json::from_slice(line) {
                Ok(entry) => ledger.entries.push(entry),
                // A line that was cut off and given its end by the next writer.
                Err(error) if error.is_eof() => {}
                Err(_) => ledger.broken.push(at + 1),
            }
        }
        ledger
    }

    /// The SHA-256 that the file of each entry had.
    pub(crate) fn digests(&self) -> HashMap<(Entered, &str), &str> {
        self.entries.iter().map(|own| ((own.what, own.id.as_str()), own.sha256.as_str())).collect()
    }

    /// The last moment of entry.
    pub(crate) fn latest(&self) -> Option<Timestamp> {
        self.entries.iter().map(|entry| entry.at).max()
    }

    pub(crate) fn has(&self, what: Entered, id: &str) -> bool {
        self.entries.iter().any(|own| own.what == what && own.id == id)
    }

    /// Adds a line, safely on disk when this returns.
    pub(crate) fn append(&mut self, lake: &Path, entry: Entry) -> Result<(), LakeError> {
        let mut line = if std::mem::take(&mut self.torn) { b"\n".to_vec() } else { Vec::new() };
        let text = serde_json::to_string(&entry).map_err(|error| LakeError::Request(error.to_string()))?;
        line.extend(text.into_bytes());
        line.push(b'\n');
        disk::append(&Self::path(lake), &line)?;
        self.entries.push(entry);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str) -> Entry {
        let at = "2025-06-30T08:00:00Z".parse().expect("a moment");
        Entry { what: Entered::Source, id: id.to_owned(), at, sha256: "00".to_owned() }
    }

    #[test]
    fn a_line_cut_off_by_a_kill_is_passed_over() {
        let directory = tempfile::tempdir().expect("a directory");
        let mut ledger = Ledger::read(directory.path()).expect("none yet");
        ledger.append(directory.path(), entry("a")).expect("written");
        let whole = disk::read_bytes(&Ledger::path(directory.path())).expect("bytes");
        disk::append(&Ledger::path(directory.path()), &whole[..whole.len() / 2]).expect("half a line");
        let mut ledger = Ledger::read(directory.path()).expect("readable");
        assert_eq!(ledger.entries, [entry("a")]);
        ledger.append(directory.path(), entry("b")).expect("written");
        let ledger = Ledger::read(directory.path()).expect("readable");
        assert_eq!((ledger.entries, ledger.broken), (vec![entry("a"), entry("b")], vec![]));
    }

    #[test]
    fn an_altered_line_is_told() {
        let text = format!("{}\nnonsense\n", serde_json::to_string(&entry("a")).expect("json"));
        let ledger = Ledger::parse(text.as_bytes());
        assert_eq!((ledger.entries.len(), ledger.broken), (1, vec![2]));
    }
}
