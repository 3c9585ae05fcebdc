//! `/search`: subjects and programmes by a few typed signs.

use app::model::SearchAnswer;

use super::prelude::*;

/// What is looked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchParams {
    /// Part of a name, initials of its pinyin, or the start of a code.
    q: String,
    /// Facts and law of this date; today unless told.
    as_of: Option<Date>,
}

/// Subjects of every kind and programmes, best first, a few of each kind.
#[utoipa::path(get, path = "/search", operation_id = "search", tag = "region", params(SearchParams), responses((status = 200, body = SearchAnswer), (status = "default", body = Problem)))]
pub(crate) async fn search(
    server: State<Server>,
    access: Access,
    Params(params): Params<SearchParams>,
) -> Answer<SearchAnswer> {
    let when = When::on(params.as_of);
    server.work(move |region| app::search(&access.0, region, &params.q, when)).await.map(Json)
}
