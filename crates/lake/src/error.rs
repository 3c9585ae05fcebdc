//! What can make a whole file, or the lake itself, unusable. Bad cells are no errors: they are [`crate::Reject`]s.
//! Every message says what, where, what was expected and how to mend it.

use std::path::{Path, PathBuf};

use crate::limits;

/// Why nothing was imported or nothing can be read.
#[derive(Debug, thiserror::Error)]
pub enum LakeError {
    /// The operating system refused.
    #[error("{action} {} 失败：{}", path.display(), refusal(error))]
    Io {
        /// What was tried: 读取, 写入 …
        action: &'static str,
        /// On which file or directory.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// The file's bytes are not a table that can be read.
    #[error("{file}：{message}")]
    Unreadable {
        /// Name of the file.
        file: String,
        /// What is wrong and how to mend it.
        message: String,
    },
    /// The table's headings, sheets or mapping cannot be used.
    #[error("{file}{}：{message}", sheet.as_ref().map(|s| format!(" 工作表“{s}”")).unwrap_or_default())]
    Headings {
        /// Name of the file.
        file: String,
        /// In which sheet.
        sheet: Option<String>,
        /// What is wrong and how to mend it.
        message: String,
    },
    /// A limit of [`crate::limits`] is passed.
    #[error("{file}：{what}超过上限 {limit}；请拆分后再导入")]
    Limit {
        /// Name of the file.
        file: String,
        /// What there is too much of, and how much where known.
        what: String,
        /// The limit.
        limit: String,
    },
    /// A mapping file that cannot be used.
    #[error("{path}:{line}:{column}: {message}")]
    Mapping {
        /// The mapping file.
        path: String,
        /// From 1.
        line: usize,
        /// From 1, in characters.
        column: usize,
        /// What is wrong and how to mend it.
        message: String,
    },
    /// What was asked for with the file makes no sense.
    #[error("{0}")]
    Request(String),
    /// Whoever watched the import ended it.
    #[error("已按要求停止，没有保存任何内容")]
    Stopped,
    /// The very same table was imported and retired before.
    #[error("{0}")]
    Retired(String),
    /// A file of the lake was damaged or comes from a newer program.
    #[error("数据湖里的 {} 已损坏或无法识别：{message}。{}", path.display(), mend(path))]
    Damaged {
        /// The damaged file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// Another program imports at this moment.
    #[error("另一个程序正在向 {} 导入数据；请等它结束后再试", .0.display())]
    Busy(PathBuf),
}

/// How to mend a damaged file of the lake.
pub(crate) fn mend(path: &Path) -> String {
    let id = path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy());
    match id.filter(|id| crate::source::kind_of_id(id).is_some()) {
        Some(id) => format!(
            "请从备份恢复（kechuang restore）；没有备份时，用 kechuang import 原始文件 … --replaces {id} 重新导入，\
             或用 kechuang source retire {id} --reason 已损坏 停用这个来源"
        ),
        None => "请从备份恢复（kechuang restore）该文件".to_owned(),
    }
}

/// What the system said, and how to mend it, in the reader's language where the case is a common one.
fn refusal(error: &std::io::Error) -> String {
    use std::io::ErrorKind::{
        IsADirectory, NotADirectory, NotFound, PermissionDenied, ReadOnlyFilesystem, StorageFull,
    };
    let known = match error.kind() {
        NotFound => "没有这个文件或目录；请检查路径",
        PermissionDenied => "没有权限；请检查文件或目录的权限",
        StorageFull => "磁盘已满；请清理后再试，此前的数据没有变化",
        ReadOnlyFilesystem => "所在的磁盘是只读的；请换一个目录",
        IsADirectory => "这是一个目录；请写明其中的文件",
        NotADirectory => "路径中有一段不是目录；请检查路径",
        _ => return error.to_string(),
    };
    known.to_owned()
}

impl LakeError {
    pub(crate) fn io(action: &'static str, path: &Path, error: std::io::Error) -> Self {
        Self::Io { action, path: path.to_owned(), error }
    }

    pub(crate) fn unreadable(file: &str, message: impl Into<String>) -> Self {
        Self::Unreadable { file: file.to_owned(), message: message.into() }
    }

    pub(crate) fn headings(file: &str, sheet: Option<&str>, message: impl Into<String>) -> Self {
        Self::Headings { file: file.to_owned(), sheet: sheet.map(str::to_owned), message: message.into() }
    }

    pub(crate) fn limit(file: &str, what: impl Into<String>, limit: impl std::fmt::Display) -> Self {
        Self::Limit { file: file.to_owned(), what: what.into(), limit: limit.to_string() }
    }

    pub(crate) fn damaged(path: &Path, message: impl std::fmt::Display) -> Self {
        Self::Damaged { path: path.to_owned(), message: message.to_string() }
    }

    pub(crate) fn too_many_rows(file: &str, limit: u64) -> Self {
        Self::limit(file, "行数", limit)
    }

    pub(crate) fn too_many_columns(file: &str) -> Self {
        Self::limit(file, "列数", limits::MAX_COLUMNS)
    }
}
