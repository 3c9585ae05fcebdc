//! The analyst's SQL over the views, as far as the reader may see them. Without the feature `sql` everything here says that it is not there.

#[cfg(feature = "sql")]
mod answered;
#[cfg(feature = "sql")]
mod tables;

use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::Failure;
use crate::model::QueryAnswer;
use crate::region::Region;

/// A statement and the moment that it asks about.
#[derive(Clone, Debug, Default)]
pub struct QueryOrder {
    /// One statement that only reads.
    pub sql: String,
    /// The clocks.
    pub when: When,
}

/// What file an answer becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryFile {
    /// UTF-8 with a byte order mark.
    Csv,
    /// A workbook of one sheet.
    Xlsx,
    /// Parquet with units in the metadata.
    Parquet,
}

impl QueryFile {
    /// By the ending of a file's name, without the dot.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }
}

/// Tells a query to stop; clones tell the same one.
#[derive(Clone, Debug, Default)]
pub struct QueryStop(#[cfg(feature = "sql")] sql::Stop);

/// Asks a query to stop when it is dropped.
#[derive(Debug)]
pub struct QueryStopOnDrop {
    #[cfg(feature = "sql")]
    _ends: sql::StopOnDrop,
}

impl QueryStop {
    /// Asks the query to stop.
    pub fn ask(&self) {
        #[cfg(feature = "sql")]
        self.0.ask();
    }

    /// Asks it to stop when the guard is dropped: whoever waited is gone.
    pub fn on_drop(&self) -> QueryStopOnDrop {
        QueryStopOnDrop {
            #[cfg(feature = "sql")]
            _ends: self.0.on_drop(),
        }
    }
}

/// Answers a statement with rows; those past the limit are cut off, and the answer says so.
///
/// # Errors
/// Where the statement cannot be used, names what is not there or may not be read, or passes a limit.
#[cfg(feature = "sql")]
pub fn query(
    scope: &AccessScope,
    region: &Region,
    order: &QueryOrder,
    stop: &QueryStop,
) -> Result<QueryAnswer, Failure> {
    answered::shown(scope, region, order, &stop.0)
}

/// Answers a statement with the bytes of a file, and tells how many rows; one that would not hold all rows is refused.
///
/// # Errors
/// As [`query`].
#[cfg(feature = "sql")]
pub fn query_file(
    scope: &AccessScope,
    region: &Region,
    order: &QueryOrder,
    file: QueryFile,
    stop: &QueryStop,
) -> Result<(Vec<u8>, usize), Failure> {
    answered::file(scope, region, order, file, &stop.0)
}

/// Says that this program was built without SQL.
///
/// # Errors
/// Always.
#[cfg(not(feature = "sql"))]
pub fn query(
    _scope: &AccessScope,
    _region: &Region,
    _order: &QueryOrder,
    _stop: &QueryStop,
) -> Result<QueryAnswer, Failure> {
    Err(not_built())
}

/// Says that this program was built without SQL.
///
/// # Errors
/// Always.
#[cfg(not(feature = "sql"))]
pub fn query_file(
    _scope: &AccessScope,
    _region: &Region,
    _order: &QueryOrder,
    _file: QueryFile,
    _stop: &QueryStop,
) -> Result<(Vec<u8>, usize), Failure> {
    Err(not_built())
}

#[cfg(not(feature = "sql"))]
fn not_built() -> Failure {
    Failure::new(
        crate::failure::Code::NotBuilt,
        "这个程序编译时没有带 SQL 查询（特性 sql）",
        "请用完整的程序，或不带 --no-default-features 重新编译；数据可先用 kechuang view … --out 导出",
    )
}
