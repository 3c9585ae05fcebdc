use serde::Serialize;

/// What a backup or a restoration copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BackupAnswer {
    /// Sources.
    pub sources: u64,
    /// Files.
    pub files: u64,
    /// Bytes of the files, not compressed.
    pub bytes: u64,
    /// Files that were damaged before, and are so in the copy.
    pub damaged: Vec<String>,
}

/// What looking over a data directory found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VerifyAnswer {
    /// Sources that are wholly as they were entered.
    pub intact: u64,
    /// Those among them that were imported before digests were kept.
    pub without_digest: u64,
    /// What is not as it should be.
    pub problems: Vec<VerifyProblem>,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VerifyProblem {
    /// 损坏, 缺失, 残留 or 时钟.
    pub severity: String,
    /// Which file or directory.
    pub path: String,
    /// The source that it is about.
    pub source: Option<String>,
    /// What is there, and what was expected.
    pub found: String,
    /// What to do.
    pub mend: String,
}
