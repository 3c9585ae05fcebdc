//! Where a value comes from, and what became otherwise between two dates.

use app::ConflictQuery;
use app::model::{ConflictPage, Explanation, ListChanges, SubjectChanges};

use super::prelude::*;

/// Everything that any source says of one attribute of a subject, and why one value stands.
#[utoipa::path(get, path = "/subjects/{kind}/{id}/explain/{attribute}", operation_id = "explainFact", tag = "subjects", params(("kind" = String, Path, description = "enterprise, institution, platform, region"), ("id" = String, Path, description = "id, code or unique name"), ("attribute" = String, Path, description = "name of an attribute"), AsOf), responses((status = 200, body = Explanation), (status = "default", body = Problem)))]
pub(crate) async fn explain(
    server: State<Server>,
    access: Access,
    Path((kind, id, attribute)): Path<(String, String, String)>,
    Params(when): Params<AsOf>,
) -> Answer<Explanation> {
    server
        .work(move |region| app::explain(&access.0, region, &kind, &id, &attribute, when.when()))
        .await
        .map(Json)
}

/// Between which dates.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Between {
    /// The first date.
    from: Date,
    /// The second date; today unless told.
    to: Option<Date>,
}

/// What changed about one subject between two dates: facts, law, who is who.
#[utoipa::path(get, path = "/subjects/{kind}/{id}/changes", operation_id = "changesOfSubject", tag = "subjects", params(("kind" = String, Path, description = "enterprise, institution, platform, region"), ("id" = String, Path, description = "id, code or unique name"), Between), responses((status = 200, body = SubjectChanges), (status = "default", body = Problem)))]
pub(crate) async fn of_subject(
    server: State<Server>,
    access: Access,
    Path((kind, id)): Path<(String, String)>,
    Params(between): Params<Between>,
) -> Answer<SubjectChanges> {
    server
        .work(move |region| {
            let to = between.to.unwrap_or_else(|| region.clock().today());
            app::changes_of_subject(&access.0, region, &kind, &id, (between.from, to))
        })
        .await
        .map(Json)
}

/// What changed about all subjects of a kind between two dates.
#[utoipa::path(get, path = "/kinds/{kind}/changes", operation_id = "changesOfKind", tag = "subjects", params(("kind" = String, Path, description = "enterprise, institution, platform, region"), Between), responses((status = 200, body = ListChanges), (status = "default", body = Problem)))]
pub(crate) async fn of_kind(
    server: State<Server>,
    access: Access,
    Path(kind): Path<String>,
    Params(between): Params<Between>,
) -> Answer<ListChanges> {
    server
        .work(move |region| {
            let to = between.to.unwrap_or_else(|| region.clock().today());
            app::changes_of_kind(&access.0, region, &kind, (between.from, to))
        })
        .await
        .map(Json)
}

/// Which conflicts.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ConflictParams {
    /// Only those of this attribute.
    attribute: Option<String>,
    /// From 1.
    page: Option<usize>,
    /// Rows on a page; at most 200.
    size: Option<usize>,
    /// Facts of this date; today unless told.
    as_of: Option<Date>,
}

/// Values that stand although other sources say otherwise: what each says, which stands, and by which rule.
#[utoipa::path(get, path = "/kinds/{kind}/conflicts", operation_id = "conflicts", tag = "subjects", params(("kind" = String, Path, description = "enterprise, institution, platform, region"), ConflictParams), responses((status = 200, body = ConflictPage), (status = "default", body = Problem)))]
pub(crate) async fn conflicts(
    server: State<Server>,
    access: Access,
    Path(kind): Path<String>,
    Params(params): Params<ConflictParams>,
) -> Answer<ConflictPage> {
    let ConflictParams { attribute, page, size, as_of } = params;
    let query = ConflictQuery { attribute, page, size, when: When::on(as_of) };
    server.work(move |region| app::conflicts(&access.0, region, &kind, &query)).await.map(Json)
}
