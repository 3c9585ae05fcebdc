//! `/indices`: how the region compares. Tables are handed in and nothing is stored.

use app::model::{
    FrameworkDetail, FrameworkList, IndexRunInfo, LeversInfo, LookInfo, SensitivityInfo, WhatIfEdit,
    WhatIfInfo,
};
use app::{Correlation, Failure, Region, SensitivityOrder};

use super::prelude::*;

/// How messages name a table that came in a request.
const TABLE: &str = "data";

/// What an index is computed from.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct IndexRequest {
    /// The id of a framework, or the text of one (YAML).
    framework: String,
    /// The units' table as CSV text.
    data: String,
    /// The same seed gives the same answer; 1 unless told.
    #[serde(default = "one")]
    seed: u64,
}

fn one() -> u64 {
    1
}

impl IndexRequest {
    /// Label and text of the framework.
    fn framework(&self, region: &Region) -> Result<(String, String), Failure> {
        if self.framework.contains('\n') {
            return Ok(("framework".to_owned(), self.framework.clone()));
        }
        app::framework_text(region, &self.framework)
    }

    fn table(&self) -> (&str, &[u8]) {
        (TABLE, self.data.as_bytes())
    }
}

/// Frameworks, shipped and of the region.
#[utoipa::path(get, path = "/indices", operation_id = "frameworks", tag = "indices", responses((status = 200, body = FrameworkList), (status = "default", body = Problem)))]
pub(crate) async fn list(server: State<Server>, _access: Access) -> Answer<FrameworkList> {
    server.work(move |region| Ok(app::frameworks(region))).await.map(Json)
}

/// A framework with its text.
#[utoipa::path(get, path = "/indices/{id}", operation_id = "framework", tag = "indices", params(("id" = String, Path, description = "asem")), responses((status = 200, body = FrameworkDetail), (status = "default", body = Problem)))]
pub(crate) async fn detail(
    server: State<Server>,
    _access: Access,
    Path(id): Path<String>,
) -> Answer<FrameworkDetail> {
    server.work(move |region| app::framework_detail(region, &id)).await.map(Json)
}

/// Scores and places of every unit.
#[utoipa::path(post, path = "/indices/run", operation_id = "runIndex", tag = "indices", request_body = IndexRequest, responses((status = 200, body = IndexRunInfo), (status = "default", body = Problem)))]
pub(crate) async fn run(
    server: State<Server>,
    _access: Access,
    Body(request): Body<IndexRequest>,
) -> Answer<IndexRunInfo> {
    server
        .work(move |region| {
            let (label, text) = request.framework(region)?;
            Ok(app::index_run((&label, &text), request.table(), request.seed)?.info())
        })
        .await
        .map(Json)
}

/// How sure an index is to be told.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct SensitivityRequest {
    #[serde(flatten)]
    index: IndexRequest,
    /// Model runs, about; as the framework says unless told.
    runs: Option<usize>,
    /// Bootstrap resamples; as the framework says unless told.
    bootstrap: Option<usize>,
}

/// Intervals of every unit's place; first-order and total-order index of every choice.
#[utoipa::path(post, path = "/indices/sensitivity", operation_id = "indexSensitivity", tag = "indices", request_body = SensitivityRequest, responses((status = 200, body = SensitivityInfo), (status = "default", body = Problem)))]
pub(crate) async fn sensitivity(
    server: State<Server>,
    _access: Access,
    Body(request): Body<SensitivityRequest>,
) -> Answer<SensitivityInfo> {
    server
        .work(move |region| {
            let (label, text) = request.index.framework(region)?;
            let order = SensitivityOrder {
                runs: request.runs,
                bootstrap: request.bootstrap,
                seed: request.index.seed,
            };
            app::index_sensitivity((&label, &text), request.index.table(), order)
        })
        .await
        .map(Json)
}

/// Whether indicators belong together, and what each part does.
#[utoipa::path(post, path = "/indices/look", operation_id = "lookAtIndex", tag = "indices", request_body = IndexRequest, responses((status = 200, body = LookInfo), (status = "default", body = Problem)))]
pub(crate) async fn look(
    server: State<Server>,
    _access: Access,
    Body(request): Body<IndexRequest>,
) -> Answer<LookInfo> {
    server
        .work(move |region| {
            let (label, text) = request.framework(region)?;
            app::index_look((&label, &text), request.table(), Correlation::Pearson, request.seed)
        })
        .await
        .map(Json)
}

/// Figures that are thought to be other.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct WhatIfRequest {
    #[serde(flatten)]
    index: IndexRequest,
    /// The figures.
    edits: Vec<WhatIfEdit>,
}

/// Units whose score or place changes with other figures.
#[utoipa::path(post, path = "/indices/what-if", operation_id = "indexWhatIf", tag = "indices", request_body = WhatIfRequest, responses((status = 200, body = WhatIfInfo), (status = "default", body = Problem)))]
pub(crate) async fn what_if(
    server: State<Server>,
    _access: Access,
    Body(request): Body<WhatIfRequest>,
) -> Answer<WhatIfInfo> {
    server
        .work(move |region| {
            let (label, text) = request.index.framework(region)?;
            app::index_what_if((&label, &text), request.index.table(), &request.edits, request.index.seed)
        })
        .await
        .map(Json)
}

/// Which unit is to be moved.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct LeversRequest {
    #[serde(flatten)]
    index: IndexRequest,
    /// Its code or unique name.
    unit: String,
    /// The year, in a panel; the latest unless told.
    year: Option<i32>,
}

/// Which indicator moves a unit most for its effort, and what would have to change to pass the unit above.
#[utoipa::path(post, path = "/indices/levers", operation_id = "indexLevers", tag = "indices", request_body = LeversRequest, responses((status = 200, body = LeversInfo), (status = "default", body = Problem)))]
pub(crate) async fn levers(
    server: State<Server>,
    _access: Access,
    Body(request): Body<LeversRequest>,
) -> Answer<LeversInfo> {
    server
        .work(move |region| {
            let (label, text) = request.index.framework(region)?;
            app::index_levers(
                (&label, &text),
                request.index.table(),
                &request.unit,
                request.year,
                request.index.seed,
            )
        })
        .await
        .map(Json)
}
