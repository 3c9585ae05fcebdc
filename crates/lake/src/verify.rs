//! Looking over the whole directory of a lake: what is damaged, missing or left over, and what to do about each.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::error::mend;
use crate::lake::{LOCK, SOURCES, STAGING};
use crate::ledger::{Entered, Ledger};
use crate::listing::Listing;
use crate::quality::Table;
use crate::retirement::Retirement;
use crate::source::{MANIFEST, REJECTS, Source, TABLE, kind_of_id};
use crate::{FileDigest, Lake, LakeError, disk};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// A file is not what was written.
    Damaged,
    /// What was entered is not there.
    Missing,
    /// What a killed program, or somebody, left behind; no data is lost.
    Leftover,
    /// The clock was set back: what was entered does not show yet.
    Clock,
}

impl Severity {
    /// The Chinese word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Damaged => "损坏",
            Self::Missing => "缺失",
            Self::Leftover => "残留",
            Self::Clock => "时钟",
        }
    }
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// Which file or directory.
    pub path: PathBuf,
    /// The source that it is about.
    pub source: Option<String>,
    /// What is there, and what was expected.
    pub found: String,
    /// What to do.
    pub mend: String,
}

/// What looking over a lake found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// Sources that are wholly as they were entered.
    pub intact: u64,
    /// Sources whose tables were imported before digests were kept: readable, with all their rows.
    pub without_digest: u64,
    /// What is not as it should be.
    pub problems: Vec<Problem>,
}

/// What a problem of a source is told with.
type Wrong = (Severity, PathBuf, String);

impl Lake {
    /// Compares every file with what was written, and tells what is missing or left over. Changes nothing.
    ///
    /// # Errors
    /// Where the directory does not exist or cannot be read.
    pub fn verify(&self, now: Timestamp) -> Result<Verification, LakeError> {
        let lake = self.directory();
        if !disk::exists(lake) {
            let error = std::io::Error::from(std::io::ErrorKind::NotFound);
            return Err(LakeError::io("检查", lake, error));
        }
        let listing = self.listing()?;
        let mut found = Verification::default();
        for line in &listing.ledger.broken {
            found.problems.push(Problem {
                severity: Severity::Damaged,
                path: Ledger::path(lake),
                source: None,
                found: format!("第 {line} 行不能读取"),
                mend: "请从备份恢复；没有备份时，删除这个文件，下次导入会按现有来源重建（从此查不出此前整个丢失的来源）"
                    .to_owned(),
            });
        }
        for directory in &listing.sources {
            verify_source(directory, &listing.ledger, now, &mut found)?;
        }
        self.verify_names(&listing, &mut found);
        self.verify_leftovers(&mut found)?;
        Ok(found)
    }

    /// What was entered and is gone, and records that are not what was written.
    fn verify_names(&self, listing: &Listing, found: &mut Verification) {
        let lake = self.directory();
        let sources: HashSet<String> = listing.sources.iter().map(|path| name(path)).collect();
        let digests = listing.ledger.digests();
        let mut told = HashSet::new();
        for entry in &listing.ledger.entries {
            let record = Retirement::path(lake, &entry.id);
            let (path, there) = match entry.what {
                Entered::Source => (lake.join(SOURCES).join(&entry.id), sources.contains(&entry.id)),
                Entered::Retirement => (record.clone(), listing.retirements.contains(&record)),
            };
            if !there && told.insert(path.clone()) {
                found.problems.push(Problem {
                    severity: Severity::Missing,
                    path,
                    source: Some(entry.id.clone()),
                    found: format!("{} 录入过，现在没有了", entry.at),
                    mend: "请从备份恢复（kechuang restore）".to_owned(),
                });
            }
        }
        for path in &listing.retirements {
            let id = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let digest = digests.get(&(Entered::Retirement, id.as_str()));
            let wrong = match (Retirement::read(path), FileDigest::of_file(path), digest) {
                (Err(error), ..) | (_, Err(error), _) => Some(of_error(path, error)),
                (Ok(_), Ok(own), Some(digest)) if own.sha256 != **digest => {
                    Some((Severity::Damaged, path.clone(), "内容与录入时不同（SHA-256 不符）".to_owned()))
                }
                _ => None,
            };
            if let Some((severity, path, told)) = wrong {
                let mend = mend(&path);
                found.problems.push(Problem { severity, path, source: Some(id), found: told, mend });
            }
        }
    }

    fn verify_leftovers(&self, found: &mut Verification) -> Result<(), LakeError> {
        let lake = self.directory();
        for path in disk::files(&lake.join(SOURCES))? {
            found.problems.push(Problem {
                severity: Severity::Leftover,
                path,
                source: None,
                found: "不是来源的目录，不会被读取".to_owned(),
                mend: "请移走".to_owned(),
            });
        }
        // While somebody imports, what stands there is no leftover.
        if !disk::is_locked(&lake.join(LOCK)) {
            for path in disk::directories(&lake.join(STAGING))? {
                found.problems.push(Problem {
                    severity: Severity::Leftover,
                    path,
                    source: None,
                    found: "上一次导入没有做完就中断了；此前导入的数据没有变化".to_owned(),
                    mend: "下次导入时自动清理，也可以直接删除；中断的那张表请重新导入".to_owned(),
                });
            }
        }
        Ok(())
    }
}

fn verify_source(
    directory: &Path,
    ledger: &Ledger,
    now: Timestamp,
    found: &mut Verification,
) -> Result<(), LakeError> {
    let id = name(directory);
    if kind_of_id(&id).is_none() {
        found.problems.push(Problem {
            severity: Severity::Leftover,
            path: directory.to_owned(),
            source: None,
            found: "不是来源的目录，不会被读取".to_owned(),
            mend: "请移走".to_owned(),
        });
        return Ok(());
    }
    let digest = ledger.digests().get(&(Entered::Source, id.as_str())).copied().map(str::to_owned);
    let mut wrong: Vec<Wrong> = Vec::new();
    match Source::read(directory, digest.as_deref()) {
        Err(error) => wrong.push(of_error(&directory.join(MANIFEST), error)),
        Ok(source) => {
            wrong.extend(wrong_table(directory, &source));
            if let Some(digest) = &source.rejects_file {
                let path = directory.join(REJECTS);
                wrong.extend(wrong_file(&path, digest).map(|(severity, path, message)| {
                    (severity, path, format!("{message}；只影响退回清单，不影响视图"))
                }));
            }
            if source.imported_at > now {
                let told = format!("录入时刻 {} 在将来", source.imported_at);
                wrong.push((Severity::Clock, directory.join(MANIFEST), told));
            }
            if wrong.is_empty() {
                found.intact += 1;
                found.without_digest += u64::from(source.table.is_none());
            }
        }
    }
    for path in disk::files(directory)? {
        if ![MANIFEST, TABLE, REJECTS].contains(&name(&path).as_str()) {
            wrong.push((Severity::Leftover, path, "不是来源的文件".to_owned()));
        }
    }
    for (severity, path, told) in wrong {
        let mend = match severity {
            Severity::Clock => "本机时钟被拨回过；请校准时钟，到那一时刻之前的视图里没有它".to_owned(),
            Severity::Leftover => "请移走".to_owned(),
            Severity::Damaged | Severity::Missing => mend(&path),
        };
        found.problems.push(Problem { severity, path, source: Some(id.clone()), found: told, mend });
    }
    Ok(())
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn of_error(path: &Path, error: LakeError) -> Wrong {
    match error {
        LakeError::Damaged { path, message } => {
            let severity = if disk::exists(&path) { Severity::Damaged } else { Severity::Missing };
            (severity, path, message)
        }
        LakeError::Io { error, path, .. } if error.kind() == std::io::ErrorKind::NotFound => {
            (Severity::Missing, path, "没有这个文件".to_owned())
        }
        other => (Severity::Damaged, path.to_owned(), other.to_string()),
    }
}

/// What is wrong with a file that should have this digest.
fn wrong_file(path: &Path, digest: &FileDigest) -> Option<Wrong> {
    match FileDigest::of_file(path) {
        Err(error) => Some(of_error(path, error)),
        Ok(own) => digest.difference(&own).map(|told| (Severity::Damaged, path.to_owned(), told)),
    }
}

/// What is wrong with the table of a source. One without a digest is read to its end instead.
fn wrong_table(directory: &Path, source: &Source) -> Option<Wrong> {
    let path = directory.join(TABLE);
    if let Some(digest) = &source.table {
        return wrong_file(&path, digest);
    }
    let read = || -> Result<usize, LakeError> {
        let table = Table::open(&path)?;
        for name in table.names() {
            table.column(&name, |_| Ok(()))?;
        }
        Ok(table.rows())
    };
    match read() {
        Err(error) => Some(of_error(&path, error)),
        Ok(rows) if rows as u64 != source.rows_in => {
            Some((Severity::Damaged, path, format!("应有 {} 行，现有 {rows} 行", source.rows_in)))
        }
        Ok(_) => None,
    }
}
