//! `/programmes`: what one can qualify for.

use app::model::{ProgrammeDetail, ProgrammeDiff, ProgrammeList};

use super::prelude::*;

/// What is looked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ProgrammeSearch {
    /// Words that a programme must all say: in its name, clauses, parameters, evidence, notes.
    q: Option<String>,
    /// Facts and law of this date; today unless told.
    as_of: Option<Date>,
}

/// Every programme, or those that say some words, with where they say them; and what is wrong with content.
#[utoipa::path(get, path = "/programmes", operation_id = "listProgrammes", tag = "content", params(ProgrammeSearch), responses((status = 200, body = ProgrammeList), (status = "default", body = Problem)))]
pub(crate) async fn list(
    server: State<Server>,
    access: Access,
    Params(ProgrammeSearch { q, as_of }): Params<ProgrammeSearch>,
) -> Answer<ProgrammeList> {
    server
        .work(move |region| app::programmes(&access.0, region, q.as_deref(), When::on(as_of)))
        .await
        .map(Json)
}

/// One programme with all that it says, its formulas in words beside its clauses, and what the linter says of it.
#[utoipa::path(get, path = "/programmes/{id}", operation_id = "getProgramme", tag = "content", params(("id" = String, Path, description = "family or version id"), AsOf), responses((status = 200, body = ProgrammeDetail), (status = "default", body = Problem)))]
pub(crate) async fn detail(
    server: State<Server>,
    access: Access,
    Path(id): Path<String>,
    Params(when): Params<AsOf>,
) -> Answer<ProgrammeDetail> {
    server.work(move |region| app::programme(&access.0, region, &id, when.when())).await.map(Json)
}

/// One programme in Chinese sentences, as Markdown, for proofreading against the original.
#[utoipa::path(get, path = "/programmes/{id}/words", operation_id = "programmeInWords", tag = "content", params(("id" = String, Path, description = "family or version id"), AsOf), responses((status = 200, body = String, content_type = "text/markdown"), (status = "default", body = Problem)))]
pub(crate) async fn words(
    server: State<Server>,
    access: Access,
    Path(id): Path<String>,
    Params(when): Params<AsOf>,
) -> Result<impl axum::response::IntoResponse, Problem> {
    let text =
        server.work(move |region| app::programme_in_words(&access.0, region, &id, when.when())).await?;
    Ok(([(axum::http::header::CONTENT_TYPE, "text/markdown; charset=utf-8")], text))
}

/// What changed between two versions, in words and for the subjects at hand.
#[utoipa::path(get, path = "/programmes/{id}/diff/{other}", operation_id = "programmeDiff", tag = "content", params(("id" = String, Path, description = "the earlier version"), ("other" = String, Path, description = "the later version"), AsOf), responses((status = 200, body = ProgrammeDiff), (status = "default", body = Problem)))]
pub(crate) async fn diff(
    server: State<Server>,
    access: Access,
    Path((id, other)): Path<(String, String)>,
    Params(when): Params<AsOf>,
) -> Answer<ProgrammeDiff> {
    server
        .work(move |region| app::programme_diff(&access.0, region, &id, &other, when.when()))
        .await
        .map(Json)
}
