//! `/overview`: the region at a glance, and its map.

use app::model::Overview;
use axum::response::Response;

use super::prelude::*;

/// Counts per kind, district and programme, and the region's figures.
#[utoipa::path(get, path = "/overview", operation_id = "getOverview", tag = "region", params(AsOf), responses((status = 200, body = Overview), (status = "default", body = Problem)))]
pub(crate) async fn overview(_: State<Server>, Params(_when): Params<AsOf>) -> Answer<Overview> {
    pending()
}

/// Outlines of the districts, as GeoJSON; properties `code` and `name`.
#[utoipa::path(get, path = "/regions/districts.geojson", operation_id = "getDistricts", tag = "region", responses((status = 200, body = Object, content_type = "application/geo+json"), (status = "default", body = Problem)))]
pub(crate) async fn districts(_: State<Server>) -> Result<Response, Problem> {
    pending()
}
