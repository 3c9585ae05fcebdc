//! `/check-list`: many codes or names at once.

use app::model::CheckList;
use axum::response::Response;

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
pub(crate) async fn json(_: State<Server>, Body(_request): Body<CheckListRequest>) -> Answer<CheckList> {
    pending()
}

/// The same as an Excel workbook.
#[utoipa::path(post, path = "/check-list.xlsx", operation_id = "checkListWorkbook", tag = "check", request_body = CheckListRequest, responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (status = "default", body = Problem)))]
pub(crate) async fn workbook(
    _: State<Server>,
    Body(_request): Body<CheckListRequest>,
) -> Result<Response, Problem> {
    pending()
}
