//! `/programmes`: what one can qualify for.

use app::model::{ProgrammeDetail, ProgrammeList};

use super::prelude::*;

/// Every programme, and what is wrong with content.
#[utoipa::path(get, path = "/programmes", operation_id = "listProgrammes", tag = "content", params(AsOf), responses((status = 200, body = ProgrammeList), (status = "default", body = Problem)))]
pub(crate) async fn list(_: State<Server>, Params(_when): Params<AsOf>) -> Answer<ProgrammeList> {
    pending()
}

/// One programme with its clauses, parameters and evidence.
#[utoipa::path(get, path = "/programmes/{id}", operation_id = "getProgramme", tag = "content", params(("id" = String, Path, description = "family or version id"), AsOf), responses((status = 200, body = ProgrammeDetail), (status = "default", body = Problem)))]
pub(crate) async fn detail(
    _: State<Server>,
    Path(_id): Path<String>,
    Params(_when): Params<AsOf>,
) -> Answer<ProgrammeDetail> {
    pending()
}
