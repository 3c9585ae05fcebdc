//! `/sql`: the analyst's SQL over the views, answered as JSON or as a file.

use app::model::QueryAnswer;
use app::{QueryFile, QueryOrder, QueryStop};
use jiff::Timestamp;

use super::prelude::*;
use crate::download::WORKBOOK;

const PARQUET: &str = "application/vnd.apache.parquet";

/// A statement.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SqlBody {
    /// One statement that only reads: SELECT, WITH, VALUES, EXPLAIN, DESCRIBE a table, SHOW TABLES.
    sql: String,
    /// Facts and law of this date; today unless told.
    as_of: Option<Date>,
    /// Only what had been entered by this time; now unless told.
    known_at: Option<Timestamp>,
}

impl SqlBody {
    fn order(self) -> QueryOrder {
        QueryOrder { sql: self.sql, when: When { as_of: self.as_of, known_at: self.known_at } }
    }
}

/// Rows, with the unit of each column. At most 10,000 rows: `truncated` says whether there were more.
#[utoipa::path(post, path = "/sql", operation_id = "querySql", tag = "sql", request_body = SqlBody, responses((status = 200, body = QueryAnswer), (status = "default", body = Problem)))]
pub(crate) async fn json(
    server: State<Server>,
    access: Access,
    Body(body): Body<SqlBody>,
) -> Answer<QueryAnswer> {
    let stop = QueryStop::default();
    // Whoever asked may go away: then this is dropped, and the query ends.
    let _gone = stop.on_drop();
    let order = body.order();
    server.work(move |region| app::query(&access.0, region, &order, &stop)).await.map(Json)
}

/// The same as CSV, all rows up to a million.
#[utoipa::path(post, path = "/sql.csv", operation_id = "querySqlCsv", tag = "sql", request_body = SqlBody, responses((status = 200, body = String, content_type = "text/csv"), (status = "default", body = Problem)))]
pub(crate) async fn csv(server: State<Server>, access: Access, Body(body): Body<SqlBody>) -> File {
    download(&server, access, body, QueryFile::Csv, "text/csv; charset=utf-8", "csv").await
}

/// The same as an Excel workbook, all rows up to a million.
#[utoipa::path(post, path = "/sql.xlsx", operation_id = "querySqlWorkbook", tag = "sql", request_body = SqlBody, responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (status = "default", body = Problem)))]
pub(crate) async fn xlsx(server: State<Server>, access: Access, Body(body): Body<SqlBody>) -> File {
    download(&server, access, body, QueryFile::Xlsx, WORKBOOK, "xlsx").await
}

/// The same as Parquet, all rows up to a million.
#[utoipa::path(post, path = "/sql.parquet", operation_id = "querySqlParquet", tag = "sql", request_body = SqlBody, responses((status = 200, body = Vec<u8>, content_type = "application/vnd.apache.parquet"), (status = "default", body = Problem)))]
pub(crate) async fn parquet(server: State<Server>, access: Access, Body(body): Body<SqlBody>) -> File {
    download(&server, access, body, QueryFile::Parquet, PARQUET, "parquet").await
}

async fn download(
    server: &Server,
    access: Access,
    body: SqlBody,
    file: QueryFile,
    media_type: &'static str,
    ending: &str,
) -> File {
    let stop = QueryStop::default();
    let _gone = stop.on_drop();
    let order = body.order();
    let (bytes, _) =
        server.work(move |region| app::query_file(&access.0, region, &order, file, &stop)).await?;
    Ok(Download { media_type, name: format!("sql.{ending}"), bytes })
}
