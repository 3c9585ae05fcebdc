//! `/populations`: every subject against programmes, by group; reforms and grids of reforms. Nothing is stored.

use app::Subjects;
use app::model::{ParameterAxis, ParameterChange, PopulationAnswer, PopulationOrder};

use super::prelude::*;

/// What is asked of a population.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct PopulationRequest {
    /// Families or versions; empty: all in force.
    #[serde(default)]
    programmes: Vec<String>,
    /// Attributes to count by: 行政区划, 国民经济行业 (by division; or 国民经济行业:门类), 规模, enumerations, 是否, dates (by year).
    #[serde(default)]
    group_by: Vec<String>,
    /// A reform: parameters set otherwise, all at once.
    #[serde(default)]
    set: Vec<ParameterChange>,
    /// A grid: every combination of these values is tried, on top of the reform.
    #[serde(default)]
    grid: Vec<ParameterAxis>,
    /// Facts and law of this date; today unless told.
    as_of: Option<Date>,
}

/// Counts and amounts of all subjects by group, as the law is and as a reform would have it.
#[utoipa::path(post, path = "/populations", operation_id = "populations", tag = "subjects", request_body = PopulationRequest, responses((status = 200, body = PopulationAnswer), (status = "default", body = Problem)))]
pub(crate) async fn populations(
    server: State<Server>,
    access: Access,
    Body(request): Body<PopulationRequest>,
) -> Answer<PopulationAnswer> {
    let PopulationRequest { programmes, group_by, set, grid, as_of } = request;
    let order = PopulationOrder { programmes, group_by, set, grid };
    server
        .work(move |region| app::populations(&access.0, region, Subjects::Lake, &order, When::on(as_of)))
        .await
        .map(Json)
}
