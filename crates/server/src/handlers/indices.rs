//! `/indices`: how the region compares. Tables are handed in and nothing is stored.

use std::collections::BTreeMap;

use app::model::{
    ComparisonInfo, FrameworkDetail, FrameworkList, IndexRunInfo, LeversInfo, LookInfo, SensitivityInfo,
    WhatIfEdit, WhatIfInfo,
};
use app::{Code, Correlation, Failure, IndexOrder, Region, SensitivityOrder};

use super::prelude::*;

/// How messages name a table that came in a request.
pub(super) const TABLE: &str = "data";

/// What an index is computed from.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct IndexRequest {
    /// The id of a framework, or the text of one (YAML).
    framework: String,
    /// The units' table as CSV text; unless told the one that stands beside the framework.
    data: Option<String>,
    /// Weights in place of those of the framework, by node.
    #[serde(default)]
    weights: BTreeMap<String, f64>,
    /// The same seed gives the same answer; 1 unless told.
    #[serde(default = "one")]
    seed: u64,
}

fn one() -> u64 {
    1
}

/// A request with its framework and table found.
struct Found {
    framework: (String, String),
    table: (String, String),
    weights: Vec<(String, f64)>,
    seed: u64,
}

impl IndexRequest {
    fn find(self, region: &Region) -> Result<Found, Failure> {
        let framework = if self.framework.contains('\n') {
            app::framework_given(region, "framework", &self.framework)?
        } else {
            app::framework_text(region, &self.framework)?
        };
        let beside = || {
            app::framework_table(region, &self.framework).ok_or_else(|| {
                let hint = "请在 data 里给出单位数据表（CSV 文字）";
                Failure::new(Code::InvalidArgument, "这个框架没有附带数据", hint).at(TABLE)
            })
        };
        let table = match self.data {
            Some(data) => (TABLE.to_owned(), data),
            None => beside()?,
        };
        Ok(Found { framework, table, weights: self.weights.into_iter().collect(), seed: self.seed })
    }
}

impl Found {
    fn order(&self) -> IndexOrder<'_> {
        IndexOrder {
            framework: (&self.framework.0, &self.framework.1),
            table: (&self.table.0, self.table.1.as_bytes()),
            weights: &self.weights,
            seed: self.seed,
        }
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
    server.work(move |region| Ok(app::index_run(request.find(region)?.order())?.info())).await.map(Json)
}

/// Every stage and record of a run as a workbook, a sheet each.
#[utoipa::path(post, path = "/indices/run.xlsx", operation_id = "runIndexWorkbook", tag = "indices", request_body = IndexRequest, responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (status = "default", body = Problem)))]
pub(crate) async fn workbook(
    server: State<Server>,
    _access: Access,
    Body(request): Body<IndexRequest>,
) -> File {
    let bytes = server.work(move |region| app::index_run(request.find(region)?.order())?.workbook()).await?;
    Ok(Download::workbook("index", bytes))
}

/// Two runs to be compared.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ComparisonRequest {
    /// The one.
    before: IndexRequest,
    /// The other.
    after: IndexRequest,
}

/// What changed between two runs.
#[utoipa::path(post, path = "/indices/compare", operation_id = "compareIndices", tag = "indices", request_body = ComparisonRequest, responses((status = 200, body = ComparisonInfo), (status = "default", body = Problem)))]
pub(crate) async fn compare(
    server: State<Server>,
    _access: Access,
    Body(request): Body<ComparisonRequest>,
) -> Answer<ComparisonInfo> {
    server
        .work(move |region| {
            let before = app::index_run(request.before.find(region)?.order())?;
            let after = app::index_run(request.after.find(region)?.order())?;
            Ok(app::compare_runs(&before, &after))
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
            let more = SensitivityOrder { runs: request.runs, bootstrap: request.bootstrap };
            app::index_sensitivity(request.index.find(region)?.order(), more)
        })
        .await
        .map(Json)
}

/// Which correlation is to be told.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct LookRequest {
    #[serde(flatten)]
    index: IndexRequest,
    /// pearson, spearman or kendall; pearson unless told.
    #[serde(default)]
    correlation: CorrelationWord,
}

/// A correlation.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CorrelationWord {
    /// Of numbers.
    #[default]
    Pearson,
    /// Of ranks.
    Spearman,
    /// Of the order of pairs.
    Kendall,
}

/// Whether indicators belong together, and what each part does.
#[utoipa::path(post, path = "/indices/look", operation_id = "lookAtIndex", tag = "indices", request_body = LookRequest, responses((status = 200, body = LookInfo), (status = "default", body = Problem)))]
pub(crate) async fn look(
    server: State<Server>,
    _access: Access,
    Body(request): Body<LookRequest>,
) -> Answer<LookInfo> {
    let correlation = match request.correlation {
        CorrelationWord::Pearson => Correlation::Pearson,
        CorrelationWord::Spearman => Correlation::Spearman,
        CorrelationWord::Kendall => Correlation::Kendall,
    };
    server
        .work(move |region| app::index_look(request.index.find(region)?.order(), correlation))
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
        .work(move |region| app::index_what_if(request.index.find(region)?.order(), &request.edits))
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
            let found = request.index.find(region)?;
            app::index_levers(found.order(), &request.unit, request.year)
        })
        .await
        .map(Json)
}
