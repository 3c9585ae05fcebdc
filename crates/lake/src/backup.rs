//! Copies of a whole data directory: made while others import, checked file by file when they come back.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::digest::Digesting;
use crate::lake::{GATE, LOCK, SOURCES, STAGING};
use crate::ledger::{LEDGER, Ledger};
use crate::listing::Listing;
use crate::retirement::RETIREMENTS;
use crate::source::{MANIFEST, REJECTS, TABLE};
use crate::{FileDigest, Lake, LakeError, disk};

mod restore;

pub use restore::restore;

/// Version of the index that this program writes and reads.
const INDEX_FORMAT: u32 = 1;

/// Name of the index, the last file of a backup: where it is missing, the backup was not finished.
const INDEX: &str = "backup.json";

/// The ending of the name of a backup in one file.
const ARCHIVE_ENDING: &str = ".tar.zst";

/// How hard zstd tries: its own default.
const ZSTD_LEVEL: i32 = 3;

/// All files of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Index {
    format: u32,
    made_at: Timestamp,
    /// By their path in the directory, with `/` between names.
    files: BTreeMap<String, FileDigest>,
}

/// What was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Sources.
    pub sources: u64,
    /// Files.
    pub files: u64,
    /// Bytes of the files, not compressed.
    pub bytes: u64,
    /// Files of sources that were damaged before, and are so in the copy.
    pub damaged: Vec<PathBuf>,
}

impl Lake {
    /// Copies the data directory as it is at this moment to `out`: one file where its name ends in `.tar.zst`, else a directory.
    /// Others may import meanwhile: what they enter is in the copy as a whole or not at all.
    ///
    /// # Errors
    /// Where `out` exists or lies in the data directory, or something cannot be read or written; then nothing is left at `out`.
    pub fn backup(&self, out: &Path, now: Timestamp) -> Result<Copied, LakeError> {
        let lake = self.directory();
        if !disk::exists(lake) {
            return Err(LakeError::io("备份", lake, std::io::ErrorKind::NotFound.into()));
        }
        let parent = disk::parent(out)?;
        if disk::exists(out) {
            let message = format!("{} 已经存在，不覆盖旧备份；请换一个名称", out.display());
            return Err(LakeError::Request(message));
        }
        if parent.starts_with(disk::absolute(lake)?) {
            let message = format!("备份 {} 不能放在数据目录里；请换一个目录", out.display());
            return Err(LakeError::Request(message));
        }
        let (listing, ledger) = {
            let _gate = disk::lock_reading(&lake.join(GATE))?;
            let path = Ledger::path(lake);
            let ledger = if disk::exists(&path) { Some(disk::read_bytes(&path)?) } else { None };
            (Listing::of(lake)?, ledger)
        };
        let expected = expected_digests(&listing)?;
        let files = files(lake, &listing)?;
        let mut target = Target::create(out, &parent)?;
        let mut index = Index { format: INDEX_FORMAT, made_at: now, files: BTreeMap::new() };
        let mut damaged = Vec::new();
        for name in files {
            let path = lake.join(&name);
            let digest = match disk::open(&path) {
                Ok(file) => target.put(&name, &path, file)?,
                // Somebody moved a file of the region's content aside meanwhile: that is theirs to do.
                Err(LakeError::Io { error, .. })
                    if error.kind() == std::io::ErrorKind::NotFound && !name.starts_with(SOURCES) =>
                {
                    continue;
                }
                Err(error) => return Err(error),
            };
            if expected.get(&name).is_some_and(|own| own.difference(&digest).is_some()) {
                damaged.push(path);
            }
            index.files.insert(name, digest);
        }
        if let Some(ledger) = ledger {
            target.put_bytes(LEDGER, &ledger)?;
            index.files.insert(LEDGER.to_owned(), FileDigest::of_bytes(&ledger));
        }
        let text =
            serde_json::to_vec_pretty(&index).map_err(|error| LakeError::Request(error.to_string()))?;
        target.put_bytes(INDEX, &text)?;
        target.finish(out, &parent)?;
        Ok(Copied {
            sources: listing.sources.len() as u64,
            files: index.files.len() as u64,
            bytes: index.files.values().map(|digest| digest.bytes).sum(),
            damaged,
        })
    }
}

/// What the files of sources should be, as far as that is known.
fn expected_digests(listing: &Listing) -> Result<BTreeMap<String, FileDigest>, LakeError> {
    let mut expected = BTreeMap::new();
    let (sources, damaged) = listing.read(None)?;
    for source in sources {
        for (name, digest) in [(TABLE, source.table), (REJECTS, source.rejects_file)] {
            if let Some(digest) = digest {
                expected.insert(format!("{SOURCES}/{}/{name}", source.id), digest);
            }
        }
    }
    for source in damaged {
        // No file has this digest: the manifest is told as damaged.
        expected.insert(format!("{SOURCES}/{}/{MANIFEST}", source.id), FileDigest::of_bytes(&[]));
    }
    Ok(expected)
}

/// The files to copy, by their path in the directory: what was entered by then, and the region's own files.
fn files(lake: &Path, listing: &Listing) -> Result<Vec<String>, LakeError> {
    let mut todo: Vec<PathBuf> = listing.sources.clone();
    let mut found: Vec<PathBuf> = listing.retirements.clone();
    for path in disk::directories(lake)? {
        if ![SOURCES, RETIREMENTS, STAGING].iter().any(|own| path.ends_with(own)) {
            todo.push(path);
        }
    }
    for path in disk::files(lake)? {
        if ![LOCK, GATE, LEDGER].iter().any(|own| path.ends_with(own)) {
            found.push(path);
        }
    }
    while let Some(directory) = todo.pop() {
        found.extend(disk::files(&directory)?);
        todo.extend(disk::directories(&directory)?);
    }
    let mut names = Vec::new();
    for path in found {
        let below = path.strip_prefix(lake).unwrap_or(&path);
        let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
        let parts = parts.ok_or_else(|| {
            LakeError::Request(format!("文件名 {} 不是 UTF-8，不能备份；请改名", path.display()))
        })?;
        names.push(parts.join("/"));
    }
    names.sort();
    Ok(names)
}

/// Where a backup goes; nothing is at its place before it is finished.
enum Target {
    Archive { made: tempfile::NamedTempFile, tar: Box<tar::Builder<zstd::Encoder<'static, File>>> },
    Directory(tempfile::TempDir),
}

impl Target {
    fn create(out: &Path, parent: &Path) -> Result<Self, LakeError> {
        let fail = |error| LakeError::io("写入", out, error);
        if !is_archive(out) {
            return Ok(Self::Directory(disk::temporary(parent)?));
        }
        let made = tempfile::NamedTempFile::new_in(parent).map_err(fail)?;
        let file = made.as_file().try_clone().map_err(fail)?;
        let mut encoder = zstd::Encoder::new(file, ZSTD_LEVEL).map_err(fail)?;
        encoder.include_checksum(true).map_err(fail)?;
        Ok(Self::Archive { made, tar: Box::new(tar::Builder::new(encoder)) })
    }

    fn put(&mut self, name: &str, path: &Path, file: File) -> Result<FileDigest, LakeError> {
        let size = file.metadata().map_err(|error| LakeError::io("读取", path, error))?.len();
        // What somebody appends meanwhile is not part of this copy.
        self.put_reader(name, size, &mut file.take(size))
    }

    fn put_bytes(&mut self, name: &str, bytes: &[u8]) -> Result<(), LakeError> {
        self.put_reader(name, bytes.len() as u64, &mut &*bytes).map(|_| ())
    }

    fn put_reader(&mut self, name: &str, size: u64, from: &mut dyn Read) -> Result<FileDigest, LakeError> {
        let mut reader = Digesting::new(from);
        match self {
            Self::Archive { made, tar } => {
                let mut header = tar::Header::new_gnu();
                header.set_size(size);
                header.set_mode(0o644);
                tar.append_data(&mut header, name, &mut reader)
                    .map_err(|error| LakeError::io("写入备份", made.path(), error))?;
            }
            Self::Directory(made) => copy(&made.path().join(name), &mut reader)?,
        }
        let digest = reader.finish();
        if digest.bytes == size {
            Ok(digest)
        } else {
            let message = format!("{name} 在备份时变短了；请稍后再备份");
            Err(LakeError::Request(message))
        }
    }

    fn finish(self, out: &Path, parent: &Path) -> Result<(), LakeError> {
        let fail = |error| LakeError::io("写入", out, error);
        match self {
            Self::Archive { made, tar } => {
                let file = tar.into_inner().and_then(zstd::Encoder::finish).map_err(fail)?;
                disk::sync(out, &file)?;
                made.persist_noclobber(out).map_err(|error| fail(error.error))?;
            }
            Self::Directory(made) => disk::rename(&made.keep(), out)?,
        }
        disk::sync_directory(parent)
    }
}

fn is_archive(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ARCHIVE_ENDING))
}

/// Copies into a new file, whose directories are made; safely on disk when this returns.
fn copy(to: &Path, from: &mut impl Read) -> Result<(), LakeError> {
    if let Some(parent) = to.parent() {
        disk::make_directory(parent)?;
    }
    let mut file = disk::create(to)?;
    std::io::copy(from, &mut file).map_err(|error| LakeError::io("写入", to, error))?;
    disk::sync(to, &file)
}

/// A path in a backup, if it leads nowhere else than below the directory.
fn safe(name: &Path) -> bool {
    name.components().next().is_some() && name.components().all(|part| matches!(part, Component::Normal(_)))
}
