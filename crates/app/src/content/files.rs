//! Content files: those shipped in the binary, and those of a region's own that add to them or stand in their place.

use std::borrow::Cow;
use std::path::Path;

use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};
use vocabulary::kind::extended_kind;
use vocabulary::yaml::{self, Value};

use crate::failure::{Code, Failure};

static SHIPPED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../content");

/// Most files that a region's own content may have.
pub const MAX_CONTENT_FILES: usize = 5_000;
/// Largest content file in bytes.
pub const MAX_CONTENT_BYTES: u64 = 8 * 1024 * 1024;
/// Deepest directory that is looked into.
const MAX_CONTENT_DEPTH: usize = 8;

/// The folder of kinds, whose files may add to others.
pub(super) const KINDS: &str = "kinds";

/// Whose file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// Shipped with the program.
    Shipped,
    /// The region's own, in `DIR/content`.
    Region,
}

/// One content file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ContentFile {
    /// Path below `content/`, with forward slashes: `kinds/enterprise.yaml`.
    pub path: String,
    /// Whose it is.
    pub origin: Origin,
    /// Its text.
    pub text: Cow<'static, str>,
}

impl ContentFile {
    /// As messages and pages name it, so that a person knows which of two files stands.
    pub fn label(&self) -> String {
        match self.origin {
            Origin::Shipped => format!("内置 content/{}", self.path),
            Origin::Region => format!("本区域 content/{}", self.path),
        }
    }

    /// The kind that the file adds to, where it does so.
    pub(super) fn extends(&self) -> Option<String> {
        if self.folder() == KINDS { extended_kind(&self.text) } else { None }
    }

    /// What the file is about: `kind` or `id` at its top level; its path where it names neither (a table of codes).
    pub(super) fn identity(&self) -> String {
        identity(&self.path, &self.text)
    }

    /// The folder below `content/`: `kinds`.
    pub fn folder(&self) -> &str {
        self.path.split_once('/').map_or("", |(folder, _)| folder)
    }
}

/// What a file is about: its `kind` or `id` (of a template: at its head), else its path.
pub(super) fn identity(path: &str, text: &str) -> String {
    let head = match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("csv") => None,
        // A template says who it is at its head.
        Some("md") => documents::template::head(text),
        _ => Some(text),
    };
    let top = head.and_then(|head| yaml::parse(head).ok());
    let named = top.and_then(|node| match node.value {
        // The id of a programme comes before the kind of its applicant.
        Value::Mapping(entries) => ["id", "kind"].into_iter().find_map(|wanted| {
            let (_, node) = entries.iter().find(|(key, _)| key.text == wanted)?;
            node.text().map(str::to_owned)
        }),
        _ => None,
    });
    named.unwrap_or_else(|| path.to_owned())
}

/// The content files that stand, ordered by path.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ContentFiles {
    files: Vec<ContentFile>,
}

impl ContentFiles {
    /// The files shipped in the binary.
    pub fn shipped() -> Self {
        let mut files = Vec::new();
        gather_shipped(&SHIPPED, &mut files);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files }
    }

    /// These files with a region's own laid over them: a file of the same folder and id (else of the same path) stands
    /// in the place of the shipped one, any other adds to them. A kind file with `extends` never stands in the place of another.
    /// A directory that does not exist adds nothing.
    ///
    /// # Errors
    /// Where a file cannot be read, is not UTF-8, there are too many or too large ones, or two describe the same kind.
    pub fn with_directory(mut self, directory: &Path) -> Result<Self, Failure> {
        let mut own = Vec::new();
        gather_directory(directory, "", 0, &mut own)?;
        let key = |file: &ContentFile| (file.folder().to_owned(), file.identity());
        for file in own {
            if file.extends().is_none() {
                let identity = key(&file);
                if let Some(other) = self.files.iter().find(|other| {
                    file.folder() == KINDS && other.origin == Origin::Region && key(other) == identity
                }) {
                    let message = format!("{} 和 {} 说的是同一个类别", other.label(), file.label());
                    let hint = "请只留一个；只是增加属性的，用 extends 写成补充";
                    return Err(Failure::new(Code::InvalidContent, message, hint).at(file.path));
                }
                self.files.retain(|other| {
                    other.extends().is_some() || key(other) != identity && other.path != file.path
                });
            }
            self.files.push(file);
        }
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(self)
    }

    /// The files of one folder, by path.
    pub fn folder<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a ContentFile> {
        self.files.iter().filter(move |file| file.folder() == folder)
    }

    /// Only what programmes are assessed with: kinds, programmes, the tables of codes.
    pub(crate) fn of_programmes(mut self) -> Self {
        let is_codes = |file: &ContentFile| {
            matches!(file.folder(), "regions" | "industries") && file.path.strip_suffix(".csv").is_some()
        };
        self.files.retain(|file| matches!(file.folder(), KINDS | "programmes") || is_codes(file));
        self
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&ContentFile> {
        self.files.iter().find(|file| file.path == path)
    }
}

fn gather_shipped(directory: &'static Dir<'static>, files: &mut Vec<ContentFile>) {
    for file in directory.files() {
        // Paths come from the machine that built the binary; content is UTF-8 by a test below.
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let Some(text) = file.contents_utf8() {
            files.push(ContentFile { path, origin: Origin::Shipped, text: Cow::Borrowed(text) });
        }
    }
    for inner in directory.dirs() {
        gather_shipped(inner, files);
    }
}

fn gather_directory(
    directory: &Path,
    prefix: &str,
    depth: usize,
    files: &mut Vec<ContentFile>,
) -> Result<(), Failure> {
    if !directory.is_dir() {
        return Ok(());
    }
    if depth > MAX_CONTENT_DEPTH {
        let message = format!("目录嵌套超过 {MAX_CONTENT_DEPTH} 层");
        return Err(Failure::new(Code::InvalidContent, message, "请减少目录层数").at(prefix));
    }
    let unreadable = |error: std::io::Error, place: &str| {
        Failure::new(Code::InvalidContent, format!("内容文件不能读取：{error}"), "请检查文件及其权限")
            .at(place)
    };
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(directory).map_err(|error| unreadable(error, prefix))? {
        entries.push(entry.map_err(|error| unreadable(error, prefix))?);
    }
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        // Editors leave `.swp` and the like: they are nobody's content.
        if name.starts_with('.') {
            continue;
        }
        if entry.path().is_dir() {
            gather_directory(&entry.path(), &path, depth + 1, files)?;
            continue;
        }
        let known = matches!(
            entry.path().extension().and_then(|extension| extension.to_str()),
            Some("yaml" | "yml" | "csv" | "geojson" | "md")
        );
        if !known {
            continue;
        }
        if files.len() >= MAX_CONTENT_FILES {
            let message = format!("内容文件超过 {MAX_CONTENT_FILES} 个");
            return Err(Failure::new(Code::LimitExceeded, message, "请合并或移走不用的文件").at(prefix));
        }
        let size = entry.metadata().map_err(|error| unreadable(error, &path))?.len();
        if size > MAX_CONTENT_BYTES {
            let message = format!("内容文件有 {size} 字节，超过 {} MB", MAX_CONTENT_BYTES >> 20);
            return Err(Failure::new(Code::LimitExceeded, message, "请拆分这个文件").at(path));
        }
        let text = read_text(&entry.path()).map_err(|error| unreadable(error, &path))?;
        files.push(ContentFile { path, origin: Origin::Region, text: Cow::Owned(text) });
    }
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a region's own content is read from its data directory here and nowhere else"
)]
fn read_text(path: &Path) -> std::io::Result<String> {
    std::fs::read_to_string(path)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests lay out the files that they read")]
mod tests {
    use super::*;

    #[test]
    fn shipped_content_is_there() {
        let shipped = ContentFiles::shipped();
        let kind = shipped.get("kinds/enterprise.yaml").expect("the enterprise kind ships");
        assert_eq!((kind.folder(), kind.identity().as_str()), ("kinds", "enterprise"));
        assert_eq!(kind.label(), "内置 content/kinds/enterprise.yaml");
    }

    #[test]
    fn a_regions_file_stands_by_id_and_others_stay() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let kinds = directory.path().join("kinds");
        std::fs::create_dir_all(&kinds).expect("writable");
        let own = "kind: enterprise\nname: 企业\ntitle: 名称\ngroups: [{name: 身份, attributes: [{name: 名称, type: text}]}]\n";
        std::fs::write(kinds.join("own.yaml"), own).expect("writable");
        std::fs::write(kinds.join("park.yaml"), own.replace("enterprise", "park")).expect("writable");
        std::fs::write(kinds.join(".own.yaml.swp"), "x").expect("writable");
        let files = ContentFiles::shipped().with_directory(directory.path()).expect("good content");
        assert!(files.get("kinds/enterprise.yaml").is_none(), "the shipped file gave way");
        let standing: Vec<_> =
            files.folder("kinds").filter(|f| f.origin == Origin::Region).map(|f| f.path.as_str()).collect();
        assert_eq!(standing, ["kinds/own.yaml", "kinds/park.yaml"]);
    }

    #[test]
    fn a_missing_directory_adds_nothing_and_latin1_is_named() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let missing = directory.path().join("content");
        let shipped = ContentFiles::shipped();
        let same = shipped.clone().with_directory(&missing).expect("nothing to read");
        assert_eq!(same.files.len(), shipped.files.len());
        std::fs::create_dir_all(&missing).expect("writable");
        std::fs::write(missing.join("bad.yaml"), [0xff, 0xfe, b'a']).expect("writable");
        let failure = shipped.with_directory(&missing).expect_err("not UTF-8");
        assert_eq!((failure.code, failure.place.as_deref()), (Code::InvalidContent, Some("bad.yaml")));
    }
}
