//! The only module of the lake that touches the file system.
#![expect(
    clippy::disallowed_methods,
    reason = "the lake keeps sources on disk; every access to it goes through here"
)]

use std::fs::{self, File, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::LakeError;

pub(crate) fn open(path: &Path) -> Result<File, LakeError> {
    File::open(path).map_err(|error| LakeError::io("读取", path, error))
}

pub(crate) fn create(path: &Path) -> Result<File, LakeError> {
    File::create(path).map_err(|error| LakeError::io("写入", path, error))
}

/// A new file that is also read.
pub(crate) fn create_both_ways(path: &Path) -> Result<File, LakeError> {
    let mut options = fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(true);
    options.open(path).map_err(|error| LakeError::io("写入", path, error))
}

pub(crate) fn read_text(path: &Path) -> Result<String, LakeError> {
    fs::read_to_string(path).map_err(|error| LakeError::io("读取", path, error))
}

pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, LakeError> {
    fs::read(path).map_err(|error| LakeError::io("读取", path, error))
}

/// Writes a new file, safely on disk when this returns.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), LakeError> {
    let mut file = create(path)?;
    file.write_all(bytes).map_err(|error| LakeError::io("写入", path, error))?;
    sync(path, &file)
}

/// Adds to the end of a file, safely on disk when this returns.
pub(crate) fn append(path: &Path, bytes: &[u8]) -> Result<(), LakeError> {
    let fail = |error| LakeError::io("写入", path, error);
    let mut file = fs::OpenOptions::new().create(true).append(true).open(path).map_err(fail)?;
    file.write_all(bytes).map_err(fail)?;
    sync(path, &file)
}

/// How long a file is, and its last bytes, `most` of them.
pub(crate) fn end_of(path: &Path, most: u64) -> Result<(u64, Vec<u8>), LakeError> {
    let fail = |error| LakeError::io("读取", path, error);
    let mut file = open(path)?;
    let length = file.metadata().map_err(fail)?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(most))).map_err(fail)?;
    let mut end = Vec::new();
    file.take(most).read_to_end(&mut end).map_err(fail)?;
    Ok((length, end))
}

pub(crate) fn make_directory(path: &Path) -> Result<(), LakeError> {
    fs::create_dir_all(path).map_err(|error| LakeError::io("创建目录", path, error))
}

pub(crate) fn exists(path: &Path) -> bool {
    path.exists()
}

/// Makes sure that what was written to a file survives a power cut.
pub(crate) fn sync(path: &Path, file: &File) -> Result<(), LakeError> {
    file.sync_all().map_err(|error| LakeError::io("写入", path, error))
}

/// Makes sure that the names in a directory survive a power cut.
pub(crate) fn sync_directory(path: &Path) -> Result<(), LakeError> {
    // Only Unix can open a directory as a file; elsewhere the rename itself is all there is.
    if cfg!(unix) { sync(path, &open(path)?) } else { Ok(()) }
}

pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), LakeError> {
    fs::rename(from, to).map_err(|error| LakeError::io("写入", to, error))
}

/// The directories in a directory, by name; none where it does not exist.
pub(crate) fn directories(path: &Path) -> Result<Vec<PathBuf>, LakeError> {
    Ok(entries(path)?.into_iter().filter(|path| path.is_dir()).collect())
}

/// What is in a directory but no directory itself, by name; nothing where it does not exist.
pub(crate) fn files(path: &Path) -> Result<Vec<PathBuf>, LakeError> {
    Ok(entries(path)?.into_iter().filter(|path| !path.is_dir()).collect())
}

fn entries(path: &Path) -> Result<Vec<PathBuf>, LakeError> {
    let fail = |error| LakeError::io("读取目录", path, error);
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(fail(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        found.push(entry.map_err(fail)?.path());
    }
    found.sort();
    Ok(found)
}

pub(crate) fn remove_directory(path: &Path) -> Result<(), LakeError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(LakeError::io("清理", path, error)),
        _ => Ok(()),
    }
}

/// Another import is waited for so long: most are over in a moment.
const LOCK_TRIES: u32 = 50;
const LOCK_PAUSE: std::time::Duration = std::time::Duration::from_millis(100);

/// Takes the lock of a lake; it is given back when the file is dropped, also when the program dies.
pub(crate) fn lock(path: &Path) -> Result<File, LakeError> {
    let file = create(path)?;
    for _ in 0..LOCK_TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
            Err(TryLockError::Error(error)) => return Err(LakeError::io("锁定", path, error)),
        }
    }
    Err(LakeError::Busy(path.parent().unwrap_or(path).to_owned()))
}

/// A directory as a path from the root, links resolved.
pub(crate) fn absolute(path: &Path) -> Result<PathBuf, LakeError> {
    path.canonicalize().map_err(|error| LakeError::io("打开", path, error))
}

/// The directory in which `path` lies or shall lie, as [`absolute`] has it.
pub(crate) fn parent(path: &Path) -> Result<PathBuf, LakeError> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    absolute(parent.unwrap_or(Path::new(".")))
}

/// Removes a directory that is empty; one that is not there is no error.
pub(crate) fn remove_empty(path: &Path) -> Result<(), LakeError> {
    match fs::remove_dir(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(LakeError::io("清理", path, error)),
        _ => Ok(()),
    }
}

/// Waits until nobody reads the list of sources, and keeps it from being read until the file is dropped.
pub(crate) fn lock_writing(path: &Path) -> Result<File, LakeError> {
    let file = create(path)?;
    file.lock().map_err(|error| LakeError::io("锁定", path, error))?;
    Ok(file)
}

/// Waits until nobody adds to the list of sources. `None` where nobody ever did.
pub(crate) fn lock_reading(path: &Path) -> Result<Option<File>, LakeError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(LakeError::io("锁定", path, error)),
    };
    match file.lock_shared() {
        Ok(()) => Ok(Some(file)),
        // A file system without locks: there an entry made at the very moment of a reading may come to light later.
        Err(error) if error.kind() == std::io::ErrorKind::Unsupported => Ok(None),
        Err(error) => Err(LakeError::io("锁定", path, error)),
    }
}

/// Whether somebody holds a lock.
pub(crate) fn is_locked(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

/// A directory of its own below `parent`, removed when dropped unless kept.
pub(crate) fn temporary(parent: &Path) -> Result<tempfile::TempDir, LakeError> {
    make_directory(parent)?;
    tempfile::Builder::new()
        .prefix("import-")
        .tempdir_in(parent)
        .map_err(|error| LakeError::io("创建目录", parent, error))
}
