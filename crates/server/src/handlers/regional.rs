//! `/indices/card`, `target`, `spread`: figures of places, with a guard on what may be compared. Tables are handed in and nothing is stored.

use app::TargetOrder;
use app::model::{CardInfo, SpreadInfo, TargetInfo};

use super::indices::TABLE;
use super::prelude::*;

/// Whose card is asked for.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CardRequest {
    /// The table of figures as CSV text: indicator, place, value, unit, and more (docs/indices/questions.md).
    data: String,
    /// The place.
    place: String,
    /// Compared with these places only; every other unless told.
    #[serde(default)]
    against: Vec<String>,
    /// Whether proposed years are used where they are at least likely; the card says so.
    #[serde(default)]
    accept_years: bool,
}

/// The figures of a place beside those of others, with a guard on what may be compared.
#[utoipa::path(post, path = "/indices/card", operation_id = "regionCard", tag = "indices", request_body = CardRequest, responses((status = 200, body = CardInfo), (status = "default", body = Problem)))]
pub(crate) async fn card(
    server: State<Server>,
    _access: Access,
    Body(request): Body<CardRequest>,
) -> Answer<CardInfo> {
    server
        .work(move |_| {
            let table = (TABLE, request.data.as_bytes());
            app::region_card(table, &request.place, &request.against, request.accept_years)
        })
        .await
        .map(Json)
}

/// A target with its deadline.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct TargetRequest {
    /// The units' table over years as CSV text, with a column 年度.
    data: String,
    /// Code or name of the unit, in the first or second column.
    unit: String,
    /// The column.
    column: String,
    /// The year it is counted from.
    from: i32,
    /// The year by which it is to be reached.
    until: i32,
    /// Mean growth a year of at least so much: 0.15 is 15 %. Either this or `level`.
    growth: Option<f64>,
    /// A figure of at least so much.
    level: Option<f64>,
}

/// Whether a figure is on the way to a target, and what it would take from here.
#[utoipa::path(post, path = "/indices/target", operation_id = "regionTarget", tag = "indices", request_body = TargetRequest, responses((status = 200, body = TargetInfo), (status = "default", body = Problem)))]
pub(crate) async fn target(
    server: State<Server>,
    _access: Access,
    Body(request): Body<TargetRequest>,
) -> Answer<TargetInfo> {
    server
        .work(move |_| {
            let order = TargetOrder {
                from: request.from,
                until: request.until,
                growth: request.growth,
                level: request.level,
            };
            app::region_target((TABLE, request.data.as_bytes()), &request.unit, &request.column, order)
        })
        .await
        .map(Json)
}

/// What is shared out between units.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct SpreadRequest {
    /// The units' table as CSV text, codes in the first column.
    data: String,
    /// The column.
    column: String,
    /// In proportion to which column; each unit counts the same unless told.
    size: Option<String>,
    /// By which column Theil's index is decomposed.
    group: Option<String>,
}

/// Inequality between units (Gini, Theil with its parts), and how concentrated a resource is.
#[utoipa::path(post, path = "/indices/spread", operation_id = "regionSpread", tag = "indices", request_body = SpreadRequest, responses((status = 200, body = SpreadInfo), (status = "default", body = Problem)))]
pub(crate) async fn spread(
    server: State<Server>,
    _access: Access,
    Body(request): Body<SpreadRequest>,
) -> Answer<SpreadInfo> {
    server
        .work(move |_| {
            let table = (TABLE, request.data.as_bytes());
            app::region_spread(table, &request.column, request.size.as_deref(), request.group.as_deref())
        })
        .await
        .map(Json)
}
