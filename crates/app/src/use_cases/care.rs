use std::path::Path;

use crate::access::AccessScope;
use crate::clock::{Clock, When};
use crate::failure::{Code, Failure};
use crate::model::{BackupAnswer, VerifyAnswer, VerifyProblem};
use crate::region::Region;

/// Copies the region's data directory to a file (`.tar.zst`) or a directory.
///
/// # Errors
/// Where the reader may not, or the copy cannot be made; then nothing is left there.
pub fn backup(scope: &AccessScope, region: &Region, out: &Path) -> Result<BackupAnswer, Failure> {
    may_care(scope)?;
    let now = region.moment(When::default()).known_at;
    Ok(answer(&region.lake().backup(out, now)?))
}

/// Lays out a data directory from a backup; it needs no opened region, since there is none yet.
///
/// # Errors
/// Where the reader may not, or the backup is not whole; then nothing is left there.
pub fn restore(scope: &AccessScope, from: &Path, to: &Path) -> Result<BackupAnswer, Failure> {
    may_care(scope)?;
    Ok(answer(&lake::restore(from, to)?))
}

/// Compares a data directory with what was written there. Its content need not be usable.
///
/// # Errors
/// Where the reader may not, or there is no such directory.
pub fn verify(scope: &AccessScope, directory: &Path, clock: &Clock) -> Result<VerifyAnswer, Failure> {
    may_care(scope)?;
    let found = lake::Lake::open(directory)?.verify(clock.now())?;
    let problems = found.problems.into_iter().map(|problem| VerifyProblem {
        severity: problem.severity.word().to_owned(),
        path: problem.path.display().to_string(),
        source: problem.source,
        found: problem.found,
        mend: problem.mend,
    });
    Ok(VerifyAnswer {
        intact: found.intact,
        without_digest: found.without_digest,
        problems: problems.collect(),
    })
}

fn may_care(scope: &AccessScope) -> Result<(), Failure> {
    if scope.may_import() {
        return Ok(());
    }
    Err(Failure::new(Code::Forbidden, "访客不能备份、恢复和检查数据目录", "请以区域工作人员的身份操作"))
}

fn answer(copied: &lake::Copied) -> BackupAnswer {
    BackupAnswer {
        sources: copied.sources,
        files: copied.files,
        bytes: copied.bytes,
        damaged: copied.damaged.iter().map(|path| path.display().to_string()).collect(),
    }
}
