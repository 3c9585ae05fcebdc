//! The first look at a file: its size, hash and format, in one pass over its bytes and without holding them.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};

use sha2::{Digest, Sha256};

use crate::limits::{MAX_FILE_BYTES, MAX_RECORD_BYTES};
use crate::text_table::{self, Dialect};
use crate::{Input, LakeError, TableFile, disk};

/// Bytes that are looked at to tell formats apart and to find the first line.
const HEAD_BYTES: usize = MAX_RECORD_BYTES;

/// The bytes of a table, to be read more than once.
pub(crate) enum Bytes<'a> {
    File(File),
    Memory(Cursor<&'a [u8]>),
}

impl Read for Bytes<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Memory(bytes) => bytes.read(buffer),
        }
    }
}

impl Seek for Bytes<'_> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Memory(bytes) => bytes.seek(to),
        }
    }
}

/// How a file is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Text(Dialect),
    Xlsx,
    Parquet,
}

impl Format {
    /// For people.
    pub(crate) fn describe(self) -> String {
        match self {
            Self::Text(dialect) => dialect.describe(),
            Self::Xlsx => "XLSX".to_owned(),
            Self::Parquet => "Parquet".to_owned(),
        }
    }
}

/// A file that was looked at.
pub(crate) struct Scanned<'a> {
    pub(crate) bytes: Bytes<'a>,
    pub(crate) format: Format,
    pub(crate) size: u64,
    pub(crate) sha256: String,
}

/// Looks at a file; the bytes are handed back from their beginning.
pub(crate) fn scan(table: TableFile<'_>) -> Result<Scanned<'_>, LakeError> {
    let name = table.name;
    let mut bytes = match table.input {
        Input::Path(path) if path.is_dir() => {
            return Err(LakeError::unreadable(name, "这是一个目录；请写明其中的文件".to_owned()));
        }
        Input::Path(path) => Bytes::File(disk::open(path)?),
        Input::Bytes(bytes) => Bytes::Memory(Cursor::new(bytes)),
    };
    let io = |error| LakeError::unreadable(name, format!("读取失败：{error}"));
    let size = bytes.seek(SeekFrom::End(0)).map_err(io)?;
    bytes.rewind().map_err(io)?;
    if size > MAX_FILE_BYTES {
        return Err(LakeError::limit(
            name,
            format!("文件大小 {} MB ", size.div_ceil(1 << 20)),
            format!("{} MB", MAX_FILE_BYTES >> 20),
        ));
    }
    let mut head = Vec::new();
    (&mut bytes).take(HEAD_BYTES as u64).read_to_end(&mut head).map_err(io)?;
    let magic = Magic::of(&head);
    let known = refuse_others(name, &head, magic)?;
    if known.is_none() && text_table::too_many_columns(&head) {
        return Err(LakeError::too_many_columns(name));
    }
    bytes.rewind().map_err(io)?;
    let mut hasher = Sha256::new();
    let mut utf8 = Utf8Check::default();
    let mut buffer = vec![0; 1 << 18];
    loop {
        let read = bytes.read(&mut buffer).map_err(io)?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
        if known.is_none() {
            utf8.update(&buffer[..read]);
        }
    }
    bytes.rewind().map_err(io)?;
    let format = known.unwrap_or_else(|| Format::Text(Dialect::detect(&head, utf8.finish())));
    let sha256 = hex(&hasher.finalize());
    Ok(Scanned { bytes, format, size, sha256 })
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Magic {
    Zip,
    Parquet,
    OldOffice,
    Pdf,
    Other,
}

impl Magic {
    fn of(head: &[u8]) -> Self {
        match head {
            [b'P', b'K', 3 | 5, 4 | 6, ..] => Self::Zip,
            [b'P', b'A', b'R', b'1', ..] => Self::Parquet,
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Self::OldOffice,
            [b'%', b'P', b'D', b'F', ..] => Self::Pdf,
            _ => Self::Other,
        }
    }
}

fn refuse_others(name: &str, head: &[u8], magic: Magic) -> Result<Option<Format>, LakeError> {
    let refuse = |message: &str| Err(LakeError::unreadable(name, message));
    match magic {
        Magic::Zip => Ok(Some(Format::Xlsx)),
        Magic::Parquet => Ok(Some(Format::Parquet)),
        Magic::OldOffice => refuse("是旧版 Excel（.xls）或加密的文件；请另存为不加密的 .xlsx 后再导入"),
        Magic::Pdf => refuse("是 PDF，不是表格；请导入 CSV、XLSX 或 Parquet"),
        Magic::Other if head.is_empty() => refuse("文件是空的；第一行应是表头"),
        Magic::Other => Ok(None),
    }
}

/// Whether bytes that come in pieces are valid UTF-8.
#[derive(Debug, Default)]
struct Utf8Check {
    /// The bytes of a character that the last piece began.
    rest: Vec<u8>,
    broken: bool,
}

impl Utf8Check {
    fn update(&mut self, piece: &[u8]) {
        if self.broken {
            return;
        }
        let mut piece = piece;
        while !self.rest.is_empty() && !piece.is_empty() {
            self.rest.push(piece[0]);
            piece = &piece[1..];
            match std::str::from_utf8(&self.rest) {
                Ok(_) => self.rest.clear(),
                Err(error) if error.error_len().is_some() => self.broken = true,
                Err(_) => {}
            }
            if self.broken {
                return;
            }
        }
        if let Err(error) = std::str::from_utf8(piece) {
            self.broken = error.error_len().is_some();
            self.rest.extend_from_slice(&piece[error.valid_up_to()..]);
        }
    }

    fn finish(&self) -> bool {
        !self.broken && self.rest.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_is_seen_across_pieces() {
        for text in ["税务局", "a,b\n", "🚀"] {
            for size in 1..4 {
                let mut check = Utf8Check::default();
                text.as_bytes().chunks(size).for_each(|piece| check.update(piece));
                assert!(check.finish(), "{text} in pieces of {size}");
            }
        }
        let mut check = Utf8Check::default();
        check.update("税".as_bytes());
        check.update(&"务".as_bytes()[..2]);
        assert!(!check.finish(), "cut off");
        let mut check = Utf8Check::default();
        check.update(&[0xcb, 0xb0]);
        check.update(&[0xce, 0xf1]);
        assert!(!check.finish(), "GB18030");
    }
}
