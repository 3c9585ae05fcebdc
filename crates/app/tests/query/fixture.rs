//! A region with a few enterprises, patents of theirs, and a relation.

use app::model::QueryAnswer;
use app::{
    AccessScope, Clock, Code, ContentFiles, Failure, ImportOrder, QueryOrder, QueryStop, Region, Table, When,
};
use serde_json::Value;

/// The day all tests are on.
const NOW: &str = "2025-06-30T02:00:00Z";

const ENTERPRISES: &str = "\
名称,统一社会信用代码,行政区划,成立日期,营业收入[2024],营业收入[2023],研发费用[2024],职工总数[2024],PCT申请量[2024],资质,示例\n\
甲厂,91330100799655058B,330106,2015-03-01,987654.32,100,7654321,4321,2,,否\n\
乙厂,,330108,2019-05-06,,,,,,无,否\n\
示例·丙厂,,330108,2020-01-01,2000万元,,300万元,50,,,是\n";

const PATENTS: &str = "\
企业名称,类型,授权日\n甲厂,发明专利,2020-01-01\n甲厂,外观设计专利,2021-01-01\n示例·丙厂,软件著作权,2022-02-02\n";

pub(crate) struct Site {
    pub(crate) region: Region,
    _directory: tempfile::TempDir,
}

impl Site {
    pub(crate) fn new() -> Self {
        let site = Self::empty();
        site.import("企业.csv", ENTERPRISES, None);
        site.import("专利.csv", PATENTS, Some("知识产权"));
        site
    }

    pub(crate) fn empty() -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let clock = Clock::fixed(NOW.parse().expect("a timestamp"));
        let region = Region::open(directory.path(), ContentFiles::shipped(), clock).expect("good content");
        Self { region, _directory: directory }
    }

    pub(crate) fn import(&self, name: &str, text: &str, list: Option<&str>) {
        let order = ImportOrder {
            kind: "enterprise".to_owned(),
            source: "科技局台账".to_owned(),
            delivered: Some(jiff::civil::date(2025, 5, 31)),
            list: list.map(str::to_owned),
            imported_by: "测试".to_owned(),
            ..ImportOrder::default()
        };
        let table = Table::Bytes { name, bytes: text.as_bytes() };
        let answer = app::import(&AccessScope::officer(), &self.region, table, &order, &app::Job::default())
            .unwrap_or_else(|failure| panic!("{name}: {failure}"));
        assert!(answer.rejects.is_empty(), "{:?}", answer.rejects);
    }

    pub(crate) fn ask(&self, scope: &AccessScope, sql: &str) -> Result<QueryAnswer, Failure> {
        self.ask_at(scope, sql, When::default())
    }

    pub(crate) fn ask_at(&self, scope: &AccessScope, sql: &str, when: When) -> Result<QueryAnswer, Failure> {
        let order = QueryOrder { sql: sql.to_owned(), when };
        app::query(scope, &self.region, &order, &QueryStop::default())
    }

    /// What an officer is answered.
    #[track_caller]
    pub(crate) fn rows(&self, sql: &str) -> Vec<Vec<Value>> {
        match self.ask(&AccessScope::officer(), sql) {
            Ok(answer) => answer.rows,
            Err(failure) => panic!("{sql}: {failure}"),
        }
    }

    /// Why somebody is not answered.
    #[track_caller]
    pub(crate) fn failure(&self, scope: &AccessScope, sql: &str) -> (Code, String) {
        match self.ask(scope, sql) {
            Ok(answer) => panic!("{sql} is answered: {:?}", answer.rows),
            Err(failure) => (failure.code, failure.to_string()),
        }
    }
}
