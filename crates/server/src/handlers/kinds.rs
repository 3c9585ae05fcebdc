//! `/kinds`: the kinds of subjects and their attributes.

use app::model::{KindDetail, KindList};

use super::prelude::*;

/// Every kind.
#[utoipa::path(get, path = "/kinds", operation_id = "listKinds", tag = "content", responses((status = 200, body = KindList), (status = "default", body = Problem)))]
pub(crate) async fn list(_: State<Server>) -> Answer<KindList> {
    pending()
}

/// One kind with its attributes.
#[utoipa::path(get, path = "/kinds/{kind}", operation_id = "getKind", tag = "content", params(("kind" = String, Path, description = "enterprise, institution, platform, region")), responses((status = 200, body = KindDetail), (status = "default", body = Problem)))]
pub(crate) async fn detail(_: State<Server>, Path(_kind): Path<String>) -> Answer<KindDetail> {
    pending()
}
