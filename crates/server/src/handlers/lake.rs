//! `/sources` and `/imports`: the tables that the region's facts come from.

use app::model::{ImportAnswer, ImportColumns, RetirementInfo, SourceDetail, SourceList};
use app::{ImportOrder, Table};
use axum::extract::Multipart;

use super::prelude::*;
use crate::form::Form;

/// Text parts of an import's body.
const TEXT_PARTS: [&str; 12] = [
    "kind",
    "source",
    "department",
    "authority",
    "licence",
    "sharing",
    "period",
    "replaces",
    "basis",
    "delivered",
    "list",
    "mapping",
];

/// Who acts, as long as there are no accounts.
const LOCAL_USER: &str = "本机用户";

/// Every source, retired ones too.
#[utoipa::path(get, path = "/sources", operation_id = "listSources", tag = "lake", responses((status = 200, body = SourceList), (status = "default", body = Problem)))]
pub(crate) async fn sources(server: State<Server>, access: Access) -> Answer<SourceList> {
    server.work(move |region| app::sources(&access.0, region)).await.map(Json)
}

/// One source, with what its table looks like.
#[utoipa::path(get, path = "/sources/{id}", operation_id = "getSource", tag = "lake", params(("id" = String, Path, description = "Id of the source.")), responses((status = 200, body = SourceDetail), (status = "default", body = Problem)))]
pub(crate) async fn source(
    server: State<Server>,
    access: Access,
    Path(id): Path<String>,
) -> Answer<SourceDetail> {
    server.work(move |region| app::source(&access.0, region, &id)).await.map(Json)
}

/// Why a source is retired.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RetireBody {
    /// Why.
    reason: String,
}

/// Takes a source out of use from now on (officers only). Nothing is deleted.
#[utoipa::path(post, path = "/sources/{id}/retirement", operation_id = "retireSource", tag = "lake", params(("id" = String, Path, description = "Id of the source.")), request_body = RetireBody, responses((status = 200, body = RetirementInfo), (status = "default", body = Problem)))]
pub(crate) async fn retire(
    server: State<Server>,
    access: Access,
    Path(id): Path<String>,
    Body(body): Body<RetireBody>,
) -> Answer<RetirementInfo> {
    server
        .work(move |region| app::retire_source(&access.0, region, &id, &body.reason, LOCAL_USER))
        .await
        .map(Json)
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
    /// 无条件共享, 有条件共享 or 不予共享.
    sharing: Option<String>,
    /// The time that it covers: `2024`, `2024-01..2024-06`.
    period: Option<String>,
    /// Id of the source in whose place it stands from now on.
    replaces: Option<String>,
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
    watched: Watched,
    Params(params): Params<ImportParams>,
    form: Multipart,
) -> Answer<ImportAnswer> {
    // Refused before the table is read: a visitor cannot make the server take in megabytes.
    app::may_import(&access.0)?;
    let form = Form::read(form, &TEXT_PARTS).await?;
    let (order, job) = (order(&form, params.dry_run)?, watched.job());
    server
        .work(move |region| {
            let table = Table::Bytes { name: &form.file_name, bytes: &form.file };
            app::import(&access.0, region, table, &order, &job)
        })
        .await
        .map(Json)
}

/// What the columns of a table are taken for (officers only): what a person matches columns by before an import. Nothing is stored.
#[utoipa::path(post, path = "/imports/columns", operation_id = "importColumns", tag = "lake", request_body(content = ImportForm, content_type = "multipart/form-data"), responses((status = 200, body = ImportColumns), (status = "default", body = Problem)))]
pub(crate) async fn columns(server: State<Server>, access: Access, form: Multipart) -> Answer<ImportColumns> {
    app::may_import(&access.0)?;
    let form = Form::read(form, &TEXT_PARTS).await?;
    let order = order(&form, true)?;
    server
        .work(move |region| {
            let table = Table::Bytes { name: &form.file_name, bytes: &form.file };
            app::import_columns(&access.0, region, table, &order)
        })
        .await
        .map(Json)
}

/// What the body says about its table.
#[expect(clippy::result_large_err, reason = "a problem is made once per refused request")]
fn order(form: &Form, dry_run: bool) -> Result<ImportOrder, Problem> {
    Ok(ImportOrder {
        kind: form.text("kind").unwrap_or_else(|| app::ENTERPRISE.to_owned()),
        source: form.text("source").unwrap_or_default(),
        department: form.text("department"),
        authority: form.text("authority"),
        licence: form.text("licence"),
        sharing: form.text("sharing"),
        period: form.text("period"),
        replaces: form.text("replaces").into_iter().collect(),
        basis: form.text("basis"),
        delivered: form.date("delivered")?,
        list: form.text("list"),
        mapping: form.text("mapping"),
        imported_by: LOCAL_USER.to_owned(),
        dry_run,
    })
}
