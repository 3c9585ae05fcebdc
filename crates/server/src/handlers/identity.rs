//! Who is who: subjects that may be one, and what people decide about them.

use app::model::{DecisionOrder, DecisionStored, Duplicates};

use super::prelude::*;

/// Most pairs unless told.
const PAIRS: usize = 50;

/// How many pairs.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReviewParams {
    /// Most pairs wanted; 50 unless told.
    limit: Option<usize>,
    /// Facts of this date; today unless told.
    as_of: Option<Date>,
}

/// Subjects of a kind that may be one and the same, with what speaks for it.
#[utoipa::path(get, path = "/kinds/{kind}/duplicates", operation_id = "duplicates", tag = "subjects", params(("kind" = String, Path, description = "enterprise, institution, platform, region"), ReviewParams), responses((status = 200, body = Duplicates), (status = "default", body = Problem)))]
pub(crate) async fn duplicates(
    server: State<Server>,
    access: Access,
    Path(kind): Path<String>,
    Params(params): Params<ReviewParams>,
) -> Answer<Duplicates> {
    let limit = params.limit.unwrap_or(PAIRS);
    server
        .work(move |region| app::duplicates(&access.0, region, &kind, limit, When::on(params.as_of)))
        .await
        .map(Json)
}

/// Stores what a person decided about two subjects, as a source of its own.
#[utoipa::path(post, path = "/kinds/{kind}/identity", operation_id = "decideIdentity", tag = "subjects", params(("kind" = String, Path, description = "enterprise, institution, platform, region")), request_body = DecisionOrder, responses((status = 200, body = DecisionStored), (status = "default", body = Problem)))]
pub(crate) async fn decide(
    server: State<Server>,
    access: Access,
    Path(kind): Path<String>,
    Body(order): Body<DecisionOrder>,
) -> Answer<DecisionStored> {
    server.work(move |region| app::decide(&access.0, region, &kind, &order, "网页")).await.map(Json)
}
