//! `/kinds`: the kinds of subjects and their attributes.

use app::model::{KindDetail, KindList};

use super::prelude::*;

/// Every kind.
#[utoipa::path(get, path = "/kinds", operation_id = "listKinds", tag = "content", responses((status = 200, body = KindList), (status = "default", body = Problem)))]
pub(crate) async fn list(server: State<Server>, access: Access) -> Answer<KindList> {
    server.work(move |region| app::kinds(&access.0, region)).await.map(Json)
}

/// One kind with its attributes.
#[utoipa::path(get, path = "/kinds/{kind}", operation_id = "getKind", tag = "content", params(("kind" = String, Path, description = "enterprise, institution, platform, region")), responses((status = 200, body = KindDetail), (status = "default", body = Problem)))]
pub(crate) async fn detail(
    server: State<Server>,
    access: Access,
    Path(kind): Path<String>,
) -> Answer<KindDetail> {
    server.work(move |region| app::kind(&access.0, region, &kind)).await.map(Json)
}
