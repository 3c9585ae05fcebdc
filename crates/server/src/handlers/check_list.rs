//! `/check-list`: many codes or names at once.

use app::model::CheckList;

use super::prelude::*;

/// Codes or names to check.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CheckListRequest {
    /// Credit codes, names or ids, at most 1,000.
    entries: Vec<String>,
    /// Family or version ids; all programmes in force where empty.
    #[serde(default)]
    programmes: Vec<String>,
    /// Facts and law of this date; today unless told.
    as_of: Option<Date>,
}

/// Status and reasons per code or name.
#[utoipa::path(post, path = "/check-list", operation_id = "checkList", tag = "check", request_body = CheckListRequest, responses((status = 200, body = CheckList), (status = "default", body = Problem)))]
pub(crate) async fn json(
    server: State<Server>,
    access: Access,
    Body(request): Body<CheckListRequest>,
) -> Answer<CheckList> {
    server
        .work(move |region| {
            app::check_list(&access.0, region, &request.entries, &request.programmes, When::on(request.as_of))
        })
        .await
        .map(Json)
}

/// The same as an Excel workbook.
#[utoipa::path(post, path = "/check-list.xlsx", operation_id = "checkListWorkbook", tag = "check", request_body = CheckListRequest, responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (status = "default", body = Problem)))]
pub(crate) async fn workbook(
    server: State<Server>,
    access: Access,
    Body(request): Body<CheckListRequest>,
) -> File {
    let bytes = server
        .work(move |region| {
            let when = When::on(request.as_of);
            app::check_workbook(&access.0, region, &request.entries, &request.programmes, when)
        })
        .await?;
    Ok(Download::workbook("check-list", bytes))
}
