//! `/sources` and `/imports`: the tables that the region's facts come from.

use app::model::{ImportAnswer, SourceList};
use app::{ImportOrder, Table};
use axum::extract::Multipart;

use super::prelude::*;
use crate::form::Form;

/// Text parts of an import's body.
const TEXT_PARTS: [&str; 9] =
    ["kind", "source", "department", "authority", "licence", "basis", "delivered", "list", "mapping"];

/// Every source.
#[utoipa::path(get, path = "/sources", operation_id = "listSources", tag = "lake", responses((status = 200, body = SourceList), (status = "default", body = Problem)))]
pub(crate) async fn sources(server: State<Server>, access: Access) -> Answer<SourceList> {
    server.work(move |region| app::sources(&access.0, region)).await.map(Json)
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
    /// On whose authority, or where it is published.
    authority: Option<String>,
    /// Licence under which it is used.
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
    server: State<Server>,
    access: Access,
    Params(params): Params<ImportParams>,
    form: Multipart,
) -> Answer<ImportAnswer> {
    // Refused before the table is read: a visitor cannot make the server take in megabytes.
    app::may_import(&access.0)?;
    let form = Form::read(form, &TEXT_PARTS).await?;
    let order = ImportOrder {
        kind: form.text("kind").unwrap_or_else(|| app::ENTERPRISE.to_owned()),
        source: form.text("source").unwrap_or_default(),
        department: form.text("department"),
        authority: form.text("authority"),
        licence: form.text("licence"),
        basis: form.text("basis"),
        delivered: form.date("delivered")?,
        list: form.text("list"),
        mapping: form.text("mapping"),
        imported_by: "本机用户".to_owned(),
        dry_run: params.dry_run,
    };
    server
        .work(move |region| {
            app::import(&access.0, region, Table::Bytes { name: &form.file_name, bytes: &form.file }, &order)
        })
        .await
        .map(Json)
}
