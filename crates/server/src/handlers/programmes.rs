//! `/programmes`: what one can qualify for.

use app::model::{ProgrammeDetail, ProgrammeList};

use super::prelude::*;

/// Every programme, and what is wrong with content.
#[utoipa::path(get, path = "/programmes", operation_id = "listProgrammes", tag = "content", params(AsOf), responses((status = 200, body = ProgrammeList), (status = "default", body = Problem)))]
pub(crate) async fn list(
    server: State<Server>,
    access: Access,
    Params(when): Params<AsOf>,
) -> Answer<ProgrammeList> {
    server.work(move |region| app::programmes(&access.0, region, when.when())).await.map(Json)
}

/// One programme with its clauses, parameters and evidence.
#[utoipa::path(get, path = "/programmes/{id}", operation_id = "getProgramme", tag = "content", params(("id" = String, Path, description = "family or version id"), AsOf), responses((status = 200, body = ProgrammeDetail), (status = "default", body = Problem)))]
pub(crate) async fn detail(
    server: State<Server>,
    access: Access,
    Path(id): Path<String>,
    Params(when): Params<AsOf>,
) -> Answer<ProgrammeDetail> {
    server.work(move |region| app::programme(&access.0, region, &id, when.when())).await.map(Json)
}
