//! `/map`: where subjects stand, and figures to shade districts by.

use app::MapFigureQuery;
use app::model::{MapFigures, MapInfo, MapMeasure, MapSubjects};

use super::prelude::*;

/// Layers, districts and indicators of the map.
#[utoipa::path(get, path = "/map", operation_id = "getMap", tag = "region", params(AsOf), responses((status = 200, body = MapInfo), (status = "default", body = Problem)))]
pub(crate) async fn info(
    server: State<Server>,
    access: Access,
    Params(when): Params<AsOf>,
) -> Answer<MapInfo> {
    server.work(move |region| app::map(&access.0, region, when.when())).await.map(Json)
}

/// Whose places are asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PlaceParams {
    /// GB/T 2260 code: only the subjects of one district.
    district: Option<String>,
    /// Facts of this date; today unless told.
    as_of: Option<Date>,
}

/// Where the subjects of a kind stand, as exactly as is known: to a point or a street with coordinates, else to a district or the city.
#[utoipa::path(get, path = "/map/subjects/{kind}", operation_id = "getMapSubjects", tag = "region", params(("kind" = String, Path, description = "a kind of the layers of /map"), PlaceParams), responses((status = 200, body = MapSubjects), (status = "default", body = Problem)))]
pub(crate) async fn subjects(
    server: State<Server>,
    access: Access,
    Path(kind): Path<String>,
    Params(params): Params<PlaceParams>,
) -> Answer<MapSubjects> {
    let when = When::on(params.as_of);
    server
        .work(move |region| app::map_subjects(&access.0, region, &kind, params.district.as_deref(), when))
        .await
        .map(Json)
}

/// Which figure.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FigureParams {
    /// Kind of the subjects, `region` for published figures; with `attribute` and `year`.
    kind: Option<String>,
    /// A yearly number.
    attribute: Option<String>,
    /// Calendar year.
    year: Option<i16>,
    /// How many numbers become one; the first that the indicator names unless told.
    measure: Option<MapMeasure>,
    /// Family or version id instead of an attribute: how many enterprises meet it.
    programme: Option<String>,
    /// Facts and law of this date; today unless told.
    as_of: Option<Date>,
}

/// One figure for every area. A figure of districts that were other ones then is told of the smallest area that is whole districts
/// of both days.
#[utoipa::path(get, path = "/map/figures", operation_id = "getMapFigures", tag = "region", params(FigureParams), responses((status = 200, body = MapFigures), (status = "default", body = Problem)))]
pub(crate) async fn figures(
    server: State<Server>,
    access: Access,
    Params(params): Params<FigureParams>,
) -> Answer<MapFigures> {
    let query = MapFigureQuery {
        kind: params.kind,
        attribute: params.attribute,
        year: params.year,
        measure: params.measure,
        programme: params.programme,
        when: When::on(params.as_of),
    };
    server.work(move |region| app::map_figures(&access.0, region, &query)).await.map(Json)
}
