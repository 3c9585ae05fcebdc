//! What is on record about a subject beside its own facts.

use app::model::{Judgements, Relations};

use super::prelude::*;

/// The dated relations of a subject to others, in both directions.
#[utoipa::path(get, path = "/subjects/{kind}/{id}/relations", operation_id = "relationsOfSubject", tag = "subjects", params(("kind" = String, Path, description = "enterprise, institution, platform, …"), ("id" = String, Path, description = "id, code or unique name"), AsOf), responses((status = 200, body = Relations), (status = "default", body = Problem)))]
pub(crate) async fn relations(
    server: State<Server>,
    access: Access,
    Path((kind, id)): Path<(String, String)>,
    Params(when): Params<AsOf>,
) -> Answer<Relations> {
    server.work(move |region| app::relations(&access.0, region, &kind, &id, when.when())).await.map(Json)
}

/// What assessors judged of a subject, and which of it assessments follow.
#[utoipa::path(get, path = "/subjects/{kind}/{id}/judgements", operation_id = "judgementsOfSubject", tag = "subjects", params(("kind" = String, Path, description = "enterprise, institution, platform, …"), ("id" = String, Path, description = "id, code or unique name"), AsOf), responses((status = 200, body = Judgements), (status = "default", body = Problem)))]
pub(crate) async fn judgements(
    server: State<Server>,
    access: Access,
    Path((kind, id)): Path<(String, String)>,
    Params(when): Params<AsOf>,
) -> Answer<Judgements> {
    server.work(move |region| app::judgements(&access.0, region, &kind, &id, when.when())).await.map(Json)
}
