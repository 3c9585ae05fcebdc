//! The demo region: real institutions and companies with what is public of them, and generated enterprises marked 示例.

mod manifest;

use std::path::Path;

use include_dir::{Dir, include_dir};

use self::manifest::{Manifest, TableEntry};
use crate::access::AccessScope;
use crate::failure::{Code, Failure};
use crate::region::Region;
use crate::settings::Settings;
use crate::use_cases::{ImportOrder, Table, import};

static DEMO: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../demo");

/// Who is recorded as the importer of demo tables.
const IMPORTER: &str = "演示数据";

/// What loading the demo region did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoLoaded {
    /// Tables that came in now.
    pub imported: usize,
    /// Tables that had come in before: nothing changed.
    pub already_there: usize,
}

impl Region {
    /// Imports the demo region through the same path as any other table: the published tables, then generated enterprises.
    /// Doing it again changes nothing.
    ///
    /// # Errors
    /// Where the data directory holds another region, or cannot be written.
    pub fn load_demo(&self) -> Result<DemoLoaded, Failure> {
        let manifest = Manifest::read(text("region.yaml")?)?;
        let settings = Settings { code: Some(manifest.region.clone()), name: Some(manifest.name.clone()) };
        self.claim(&settings, text(&manifest.districts.file)?)?;
        let mut loaded = DemoLoaded { imported: 0, already_there: 0 };
        let mut count = |already: bool| {
            if already { loaded.already_there += 1 } else { loaded.imported += 1 }
        };
        for entry in &manifest.files {
            count(self.import_entry(entry)?);
        }
        Ok(loaded)
    }

    /// Writes who the region is, unless it says so already. Demo data in the lake of another region could never be told from
    /// its own, so that is refused.
    fn claim(&self, demo: &Settings, map: &str) -> Result<(), Failure> {
        let own = self.settings()?;
        if own.code.is_some() && own.code != demo.code {
            let name = own.name.or(own.code).unwrap_or_default();
            let message = format!("这个数据目录属于“{name}”，不能再装入演示数据");
            return Err(Failure::new(Code::InvalidArgument, message, "请用 --data 指定一个空目录")
                .at(self.directory().display().to_string()));
        }
        demo.found(self.directory(), Some(map))
    }

    fn import_entry(&self, entry: &TableEntry) -> Result<bool, Failure> {
        let file = DEMO.get_file(Path::new(&entry.file)).ok_or_else(|| missing(&entry.file))?;
        let order = ImportOrder {
            kind: entry.kind.clone(),
            source: entry.source.clone(),
            department: entry.department.clone(),
            authority: entry.authority.clone(),
            licence: entry.licence.clone(),
            basis: entry.basis.clone(),
            delivered: entry.delivered,
            list: entry.list.clone(),
            mapping: None,
            imported_by: IMPORTER.to_owned(),
            dry_run: false,
        };
        let table = Table::Bytes { name: &entry.file, bytes: file.contents() };
        let answer = import(&AccessScope::officer(), self, table, &order)?;
        if answer.rejects_total > 0 {
            let first = answer
                .rejects
                .first()
                .map(|reject| format!("第 {} 行 {}：{}", reject.row, reject.column, reject.reason));
            let message =
                format!("演示数据有 {} 处不能读取：{}", answer.rejects_total, first.unwrap_or_default());
            return Err(Failure::new(Code::InvalidContent, message, "请改正 demo 目录中的表").at(&entry.file));
        }
        Ok(answer.already_imported)
    }
}

fn text(name: &str) -> Result<&'static str, Failure> {
    DEMO.get_file(name).and_then(include_dir::File::contents_utf8).ok_or_else(|| missing(name))
}

fn missing(name: &str) -> Failure {
    Failure::new(Code::InvalidContent, "演示数据中没有这个文件", "请重新编译程序").at(format!("demo/{name}"))
}
