//! `/meta`: what a page needs to know before anything else.

use app::model::Meta;

use super::prelude::*;

/// Product, region, kinds, limits, and whom answers are made for.
#[utoipa::path(get, path = "/meta", operation_id = "getMeta", tag = "region", params(AsOf), responses((status = 200, body = Meta), (status = "default", body = Problem)))]
pub(crate) async fn meta(_: State<Server>, Params(_when): Params<AsOf>) -> Answer<Meta> {
    pending()
}
