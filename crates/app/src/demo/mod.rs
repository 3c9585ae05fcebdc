//! The demo region: real institutions and companies with what is public of them, and generated enterprises marked 示例.

mod manifest;

use std::path::Path;

use include_dir::{Dir, include_dir};

use self::manifest::{Generated, Manifest, TableEntry};
use crate::access::AccessScope;
use crate::content::ENTERPRISE;
use crate::failure::{Code, Failure};
use crate::job::Job;
use crate::model::{ImportAnswer, RejectedCell};
use crate::region::Region;
use crate::settings::Settings;
use crate::use_cases::{GenerateOrder, ImportOrder, Table, generate_files, import};

static DEMO: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../demo");

/// Who is recorded as the importer of demo tables.
const IMPORTER: &str = "演示数据";
/// What generated enterprises are called among the sources.
const GENERATED: &str = "示例企业（程序生成，不是真实主体）";

/// What loading the demo region did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoLoaded {
    /// Tables that came in now.
    pub imported: usize,
    /// Tables that had come in before, or hold nothing: nothing changed.
    pub unchanged: usize,
    /// Bad cells, which a test keeps from being there. As in any import, they keep only their own rows out.
    pub rejects: Vec<String>,
}

impl Region {
    /// Imports the demo region through the same path as any other table: the published tables, then generated enterprises.
    /// Doing it again changes nothing. Whoever opens a data directory with the demo is its officer.
    ///
    /// # Errors
    /// Where the data directory belongs to another region, or cannot be written.
    pub fn load_demo(&self) -> Result<DemoLoaded, Failure> {
        let manifest = Manifest::read(text("region.yaml")?)?;
        let settings =
            Settings { code: Some(manifest.region.clone()), name: Some(manifest.name.clone()), tiles: None };
        claim(self, &settings, text(&manifest.districts.file)?)?;
        let mut answers = Vec::new();
        for entry in &manifest.files {
            let file = DEMO.get_file(Path::new(&entry.file)).ok_or_else(|| missing(&entry.file))?;
            let table = Table::Bytes { name: &entry.file, bytes: file.contents() };
            answers.extend(take_in(self, table, &order(entry))?);
        }
        answers.extend(take_in_generated(self, &manifest.region, manifest.generated)?);
        let imported =
            answers.iter().filter(|answer| answer.source.is_some() && !answer.already_imported).count();
        let rejects = answers.iter().flat_map(|answer| {
            let told = |cell: &RejectedCell| {
                format!("{} 第 {} 行 {}：{}", answer.file, cell.row, cell.column, cell.reason)
            };
            answer.rejects.iter().map(told)
        });
        Ok(DemoLoaded { imported, unchanged: answers.len() - imported, rejects: rejects.collect() })
    }
}

/// Imports a table, unless somebody retired it: the demo does not bring back what was taken out.
fn take_in(region: &Region, table: Table<'_>, order: &ImportOrder) -> Result<Option<ImportAnswer>, Failure> {
    match import(&AccessScope::officer(), region, table, order, &Job::default()) {
        Err(failure) if failure.code == Code::RetiredSource => Ok(None),
        other => other.map(Some),
    }
}

/// Writes who the region is, unless it says so already. Demo data in the lake of another region could never be told from
/// its own, so that is refused; and so is a lake that holds something and does not say whose it is.
fn claim(region: &Region, demo: &Settings, map: &str) -> Result<(), Failure> {
    let own = region.settings()?;
    let theirs = match &own.code {
        Some(code) => Some(code) != demo.code.as_ref(),
        None => !region.lake().sources()?.is_empty(),
    };
    if theirs {
        let name = own.name.or(own.code).map_or("其他数据".to_owned(), |name| format!("“{name}”"));
        let message = format!("这个数据目录已有{name}，不能再装入演示数据");
        return Err(Failure::new(Code::InvalidArgument, message, "请用 --data 指定一个空目录")
            .at(region.directory().display().to_string()));
    }
    demo.found(region.directory(), Some(map))
}

fn order(entry: &TableEntry) -> ImportOrder {
    ImportOrder {
        kind: entry.kind.clone(),
        source: entry.source.clone(),
        department: entry.department.clone(),
        authority: entry.authority.clone(),
        licence: entry.licence.clone(),
        sharing: None,
        period: None,
        replaces: Vec::new(),
        basis: entry.basis.clone(),
        delivered: entry.delivered,
        list: entry.list.clone(),
        mapping: None,
        imported_by: IMPORTER.to_owned(),
        dry_run: false,
    }
}

/// The files have to be on disk to be streamed; they are gone when the lake has them.
fn take_in_generated(
    region: &Region,
    code: &str,
    generated: Generated,
) -> Result<Vec<ImportAnswer>, Failure> {
    let directory = tempfile::tempdir_in(region.directory()).map_err(|error| {
        Failure::new(
            Code::StorageFailed,
            format!("临时目录不能建立：{error}"),
            "请检查数据目录的权限和剩余空间",
        )
    })?;
    let request = GenerateOrder {
        region: code.to_owned(),
        enterprises: generated.enterprises,
        seed: generated.seed,
        last_year: generated.last_year,
    };
    let made = generate_files(region, &request, directory.path())?;
    let mut answers = Vec::new();
    for (path, list) in made.files {
        let order = ImportOrder {
            kind: ENTERPRISE.to_owned(),
            source: GENERATED.to_owned(),
            department: None,
            authority: Some("程序生成".to_owned()),
            licence: None,
            sharing: None,
            period: None,
            replaces: Vec::new(),
            basis: None,
            delivered: Some(generated.delivered),
            list,
            mapping: None,
            imported_by: IMPORTER.to_owned(),
            dry_run: false,
        };
        answers.extend(take_in(region, Table::Path(&path), &order)?);
    }
    Ok(answers)
}

fn text(name: &str) -> Result<&'static str, Failure> {
    DEMO.get_file(name).and_then(include_dir::File::contents_utf8).ok_or_else(|| missing(name))
}

fn missing(name: &str) -> Failure {
    Failure::new(Code::InvalidContent, "演示数据中没有这个文件", "请重新编译程序").at(format!("demo/{name}"))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests lay out the files that they read")]
mod tests {
    use super::*;
    use crate::clock::{Clock, When};
    use crate::content::ContentFiles;
    use crate::use_cases::{census, overview, roster};

    fn open(directory: &Path) -> Region {
        let clock = Clock::fixed("2026-06-30T02:00:00Z".parse().expect("a timestamp"));
        Region::open(directory, ContentFiles::shipped(), clock).expect("good content")
    }

    #[test]
    fn the_demo_region_loads_once() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let officer = AccessScope::officer();
        let region = open(directory.path());
        let first = region.load_demo().expect("demo data");
        assert!(first.imported >= 7, "{first:?}");
        assert_eq!(first.rejects, [""; 0], "demo data is perfect");
        let census_before = census(&region).expect("counts");
        let again = open(directory.path()).load_demo().expect("the same");
        assert_eq!((again.imported, again.unchanged), (0, first.imported + first.unchanged));
        assert_eq!(census(&region).expect("counts"), census_before);
        let generated = roster(&officer, &region, ENTERPRISE, When::default()).expect("enterprises");
        let examples = generated.iter().filter(|entry| entry.example).count();
        assert_eq!(examples, 2000);
        assert!(generated.iter().filter(|entry| entry.example).all(|entry| entry.name.starts_with("示例")));
        assert!(generated.len() > 2000, "and real ones beside them");
        let told = overview(&officer, &region, When::default()).expect("an overview");
        assert_eq!(told.region.as_deref(), Some("杭州市"));
        assert!(!told.figures.is_empty());
        assert!(told.figures.iter().all(|figure| figure.source.is_some()), "no figure without a source");
    }

    #[test]
    fn another_regions_directory_is_left_alone() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        std::fs::write(directory.path().join("region.yaml"), "code: \"320100\"\nname: 南京市\n")
            .expect("writable");
        let region = open(directory.path());
        let refused = region.load_demo().expect_err("Nanjing's");
        assert!(refused.message.contains("南京市"), "{refused}");
        assert!(region.lake().sources().expect("readable").is_empty());
    }
}
