//! `/meta`: what a page needs to know before anything else.

use app::model::Meta;

use super::prelude::*;

/// Product, region, kinds, limits, and whom answers are made for.
#[utoipa::path(get, path = "/meta", operation_id = "getMeta", tag = "region", params(AsOf), responses((status = 200, body = Meta), (status = "default", body = Problem)))]
pub(crate) async fn meta(server: State<Server>, access: Access, Params(when): Params<AsOf>) -> Answer<Meta> {
    server.work(move |region| app::meta(&access.0, region, when.when())).await.map(Json)
}
