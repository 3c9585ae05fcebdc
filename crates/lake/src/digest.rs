//! Size and SHA-256 of a file, to tell later whether it is still what was written.

use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::scan::hex;
use crate::{LakeError, disk};

/// Bytes that are read at a time.
const BUFFER_BYTES: usize = 1 << 18;

/// What a file held when it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDigest {
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

impl FileDigest {
    /// Of a file as it is now.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn of_file(path: &Path) -> Result<Self, LakeError> {
        let mut reader = Digesting::new(disk::open(path)?);
        let mut buffer = vec![0; BUFFER_BYTES];
        while reader.read(&mut buffer).map_err(|error| LakeError::io("读取", path, error))? > 0 {}
        Ok(reader.finish())
    }

    /// Of bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self { bytes: bytes.len() as u64, sha256: hex(&Sha256::digest(bytes)) }
    }

    /// What is wrong with a file that has `found` in the place of this.
    pub(crate) fn difference(&self, found: &Self) -> Option<String> {
        if self.bytes != found.bytes {
            Some(format!("应有 {} 字节，现有 {} 字节", self.bytes, found.bytes))
        } else if self.sha256 != found.sha256 {
            Some("内容与导入时不同（SHA-256 不符）".to_owned())
        } else {
            None
        }
    }
}

/// Takes the digest of what is read through it.
pub(crate) struct Digesting<R> {
    inner: R,
    hasher: Sha256,
    bytes: u64,
}

impl<R: Read> Digesting<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, hasher: Sha256::new(), bytes: 0 }
    }

    /// Of all that was read.
    pub(crate) fn finish(self) -> FileDigest {
        FileDigest { bytes: self.bytes, sha256: hex(&self.hasher.finalize()) }
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}
