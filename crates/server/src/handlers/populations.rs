//! `/populations`: every subject against programmes, by group; what a reform would change, and who stands on which list.

use std::collections::BTreeMap;

use app::model::{ParameterAxis, ParameterChange, PopulationAnswer, PopulationList, PopulationOrder};
use app::{Listing, Subjects};
use jiff::Timestamp;

use super::prelude::*;

/// What is asked of all subjects of the region.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PopulationRequest {
    /// Families or versions; empty: all in force.
    #[serde(default)]
    programmes: Vec<String>,
    /// Attributes to count by; 国民经济行业 by division (大类) or `国民经济行业:门类`, 规模 by the size standard in force.
    #[serde(default)]
    group_by: Vec<String>,
    /// Only subjects of this group, told as the key of a group is: `{"行政区划": "330106"}`; null: not known.
    #[serde(default)]
    within: BTreeMap<String, Option<String>>,
    /// A reform: parameters set otherwise, all at once.
    #[serde(default)]
    set: Vec<ParameterChange>,
    /// A grid: every combination of these values is tried, on top of the reform.
    #[serde(default)]
    grid: Vec<ParameterAxis>,
    /// Facts and law of this date; today unless told.
    as_of: Option<Date>,
    /// Only what had been entered by this time; now unless told.
    known_at: Option<Timestamp>,
}

impl PopulationRequest {
    fn order(self) -> (PopulationOrder, When) {
        let Self { programmes, group_by, within, set, grid, as_of, known_at } = self;
        (PopulationOrder { programmes, group_by, within, set, grid }, When { as_of, known_at })
    }
}

/// Counts and amounts by group; with a reform also what it changes, as bounds where facts are unknown.
#[utoipa::path(post, path = "/populations", operation_id = "populations", tag = "populations", request_body = PopulationRequest, responses((status = 200, body = PopulationAnswer), (status = "default", body = Problem)))]
pub(crate) async fn counts(
    server: State<Server>,
    access: Access,
    watched: Watched,
    Body(request): Body<PopulationRequest>,
) -> Answer<PopulationAnswer> {
    let ((order, when), job) = (request.order(), watched.job());
    server
        .work(move |region| app::populations(&access.0, region, Subjects::Lake, &order, when, &job))
        .await
        .map(Json)
}

/// Names unless told how many.
const NAMES: usize = 50;

/// Which list, and how much of it.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct NamesParams {
    /// Who is on it.
    listing: Listing,
    /// Most subjects wanted; 50 unless told, 200 at most.
    limit: Option<usize>,
}

/// The first subjects of a list by name, with the conditions that they fail or that are open; under a reform also how they stood before.
#[utoipa::path(post, path = "/populations/list", operation_id = "populationNames", tag = "populations", params(NamesParams), request_body = PopulationRequest, responses((status = 200, body = PopulationList), (status = "default", body = Problem)))]
pub(crate) async fn names(
    server: State<Server>,
    access: Access,
    Params(NamesParams { listing, limit }): Params<NamesParams>,
    Body(request): Body<PopulationRequest>,
) -> Answer<PopulationList> {
    let (order, when) = request.order();
    let limit = limit.unwrap_or(NAMES);
    server
        .work(move |region| app::population_names(&access.0, region, &order, listing, limit, when))
        .await
        .map(Json)
}

/// Which list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListingParams {
    /// Who is on it.
    listing: Listing,
}

/// The list as an Excel workbook, with a sheet of the evidence that it rests on: words of the programmes, data, dates.
#[utoipa::path(post, path = "/populations/list.xlsx", operation_id = "populationList", tag = "populations", params(ListingParams), request_body = PopulationRequest, responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (status = "default", body = Problem)))]
pub(crate) async fn list(
    server: State<Server>,
    access: Access,
    Params(ListingParams { listing }): Params<ListingParams>,
    Body(request): Body<PopulationRequest>,
) -> File {
    let (order, when) = request.order();
    let bytes =
        server.work(move |region| app::population_workbook(&access.0, region, &order, listing, when)).await?;
    Ok(Download::workbook(listing.word(), bytes))
}
