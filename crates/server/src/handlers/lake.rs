//! `/sources` and `/imports`: the tables that the region's facts come from.

use app::model::{ImportAnswer, SourceList};
use axum::extract::Multipart;

use super::prelude::*;

/// Every source.
#[utoipa::path(get, path = "/sources", operation_id = "listSources", tag = "lake", responses((status = 200, body = SourceList), (status = "default", body = Problem)))]
pub(crate) async fn sources(_: State<Server>) -> Answer<SourceList> {
    pending()
}

/// A table and what is known about it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the parts of the multipart body in the OpenAPI document")]
pub(crate) struct ImportForm {
    /// CSV, XLSX or Parquet.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
    /// Kind of its subjects; enterprise unless told.
    kind: Option<String>,
    /// Name of the source: 税务局 2024 汇算.
    source: String,
    /// Who delivered it: 税务局.
    department: Option<String>,
    /// Licence or authority under which it is used.
    licence: Option<String>,
    /// 审计, 汇算, 统计, 自报 or 预计.
    basis: Option<String>,
    /// When it was delivered.
    delivered: Option<Date>,
    /// The list attribute whose records it holds: 知识产权.
    list: Option<String>,
    /// Mapping of columns, as YAML text.
    mapping: Option<String>,
}

/// Whether to store.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportParams {
    /// true: read and report only, store nothing.
    #[serde(default)]
    dry_run: bool,
}

/// Imports a table (officers only). Good rows go in; each bad cell is reported with its place and reason.
#[utoipa::path(post, path = "/imports", operation_id = "importTable", tag = "lake", params(ImportParams), request_body(content = ImportForm, content_type = "multipart/form-data"), responses((status = 200, body = ImportAnswer), (status = "default", body = Problem)))]
pub(crate) async fn import(
    _: State<Server>,
    Params(_params): Params<ImportParams>,
    _form: Multipart,
) -> Answer<ImportAnswer> {
    pending()
}
