//! `/overview`: the region at a glance, and its map.

use app::model::Overview;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::prelude::*;

/// Counts per kind, district and programme, and the region's figures.
#[utoipa::path(get, path = "/overview", operation_id = "getOverview", tag = "region", params(AsOf), responses((status = 200, body = Overview), (status = "default", body = Problem)))]
pub(crate) async fn overview(
    server: State<Server>,
    access: Access,
    Params(when): Params<AsOf>,
) -> Answer<Overview> {
    server.work(move |region| app::overview(&access.0, region, when.when())).await.map(Json)
}

/// Outlines of the districts, as GeoJSON; properties `code` and `name`.
#[utoipa::path(get, path = "/regions/districts.geojson", operation_id = "getDistricts", tag = "region", responses((status = 200, body = Object, content_type = "application/geo+json"), (status = "default", body = Problem)))]
pub(crate) async fn districts(server: State<Server>, access: Access) -> Result<Response, Problem> {
    let map = server.work(move |region| app::districts(&access.0, region)).await?;
    Ok(([(header::CONTENT_TYPE, "application/geo+json")], map).into_response())
}
