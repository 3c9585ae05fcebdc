//! Getting a data directory back from a backup.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{ARCHIVE_ENDING, Copied, INDEX, INDEX_FORMAT, Index, copy, safe};
use crate::digest::Digesting;
use crate::lake::SOURCES;
use crate::{FileDigest, LakeError, disk};

/// Lays out the data directory of a backup (a `.tar.zst` file, or a directory) at `to`, which must not exist or be empty.
///
/// # Errors
/// Where the backup is not whole; then nothing is left at `to`.
pub fn restore(from: &Path, to: &Path) -> Result<Copied, LakeError> {
    let parent = disk::parent(to)?;
    if disk::exists(to) && !(to.is_dir() && disk::directories(to)?.is_empty() && disk::files(to)?.is_empty())
    {
        let message = format!("{} 已经有内容，不覆盖；请写一个新的目录", to.display());
        return Err(LakeError::Request(message));
    }
    if !disk::exists(from) {
        return Err(LakeError::io("读取备份", from, std::io::ErrorKind::NotFound.into()));
    }
    let made = disk::temporary(&parent)?;
    let (index, mut found) =
        if from.is_dir() { copy_directory(from, made.path())? } else { unpack(from, made.path())? };
    for (name, digest) in &index.files {
        let wrong = match found.remove(name) {
            None => Some("缺少".to_owned()),
            Some(own) => digest.difference(&own),
        };
        if let Some(wrong) = wrong {
            return Err(broken(from, &format!("其中的 {name} {wrong}")));
        }
    }
    if let Some(name) = found.keys().next() {
        return Err(broken(from, &format!("其中的 {name} 不在 {INDEX} 里")));
    }
    disk::remove_empty(to)?;
    disk::sync_directory(made.path())?;
    disk::rename(&made.keep(), to)?;
    disk::sync_directory(&parent)?;
    let directories = disk::directories(&to.join(SOURCES))?;
    Ok(Copied {
        sources: directories.len() as u64,
        files: index.files.len() as u64,
        bytes: index.files.values().map(|digest| digest.bytes).sum(),
        damaged: Vec::new(),
    })
}

type Found = (Index, BTreeMap<String, FileDigest>);

fn copy_directory(from: &Path, to: &Path) -> Result<Found, LakeError> {
    let path = from.join(INDEX);
    let index = disk::read_bytes(&path).map_err(|_| unfinished(from))?;
    let index = read_index(from, &index)?;
    let mut found = BTreeMap::new();
    for name in index.files.keys() {
        if !safe(Path::new(name)) {
            return Err(broken(from, &format!("路径 {name} 不合规")));
        }
        let path = from.join(name);
        if disk::exists(&path) {
            let mut reader = Digesting::new(disk::open(&path)?);
            copy(&to.join(name), &mut reader)?;
            found.insert(name.clone(), reader.finish());
        }
    }
    Ok((index, found))
}

fn unpack(from: &Path, to: &Path) -> Result<Found, LakeError> {
    let fail = |error: std::io::Error| broken(from, &error.to_string());
    let decoder = zstd::Decoder::new(disk::open(from)?).map_err(fail)?;
    let mut archive = tar::Archive::new(decoder);
    let (mut index, mut found) = (None, BTreeMap::new());
    for entry in archive.entries().map_err(fail)? {
        let mut entry = entry.map_err(fail)?;
        let name: PathBuf = entry.path().map_err(fail)?.into_owned();
        // A link could make a later file land elsewhere.
        if !safe(&name) || entry.header().entry_type() != tar::EntryType::Regular {
            return Err(broken(from, &format!("路径 {} 不合规", name.display())));
        }
        if name == Path::new(INDEX) {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut bytes).map_err(fail)?;
            index = Some(read_index(from, &bytes)?);
            continue;
        }
        let mut reader = Digesting::new(entry);
        match copy(&to.join(&name), &mut reader) {
            // Reading fails on a torn archive, writing on a full disk: only the latter has a kind of its own.
            Err(LakeError::Io { error, .. }) if is_of_archive(error.kind()) => return Err(fail(error)),
            other => other?,
        }
        found.insert(name.to_string_lossy().into_owned(), reader.finish());
    }
    // The checksum of the last bytes stands behind the end of the archive.
    std::io::copy(&mut archive.into_inner(), &mut std::io::sink()).map_err(fail)?;
    Ok((index.ok_or_else(|| unfinished(from))?, found))
}

fn is_of_archive(kind: std::io::ErrorKind) -> bool {
    use std::io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
    matches!(kind, Other | UnexpectedEof | InvalidData | InvalidInput)
}

fn read_index(from: &Path, bytes: &[u8]) -> Result<Index, LakeError> {
    let index: Index =
        serde_json::from_slice(bytes).map_err(|error| broken(from, &format!("{INDEX}：{error}")))?;
    if index.format == INDEX_FORMAT {
        Ok(index)
    } else {
        Err(broken(from, &format!("备份的格式是 {}，本程序只认识 {INDEX_FORMAT}，请升级程序", index.format)))
    }
}

fn unfinished(from: &Path) -> LakeError {
    broken(from, &format!("没有 {INDEX}，不是备份，或备份没有写完"))
}

fn broken(from: &Path, what: &str) -> LakeError {
    let message = format!(
        "不是完好的备份（{what}）；请换一份备份，没有恢复任何内容。备份是 kechuang backup 写出的 {ARCHIVE_ENDING} 文件或目录"
    );
    LakeError::unreadable(&from.display().to_string(), message)
}
