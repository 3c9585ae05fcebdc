//! The table of contents of the server.

use std::sync::Arc;

use app::Region;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use axum::{Router, middleware};
use tower_http::compression::CompressionLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::handlers::{
    assess, check_list, health, history, identity, indices, jobs, kinds, lake, map, meta, overview, planning,
    populations, programmes, query, records, regional, reports, search, subjects,
};
use crate::limits::{MAX_JSON_BYTES, MAX_UPLOAD_BYTES, MULTIPART_OVERHEAD_BYTES};
use crate::metrics::{self, Metrics};
use crate::serve::Options;
use crate::state::Server;
use crate::{assets, guard, headers};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "科创大脑 API",
        description = "每个答复都带有 notice：预评估，不构成认定结论，以及所用数据的最新日期。错误的代码见 docs/api.md。",
        license(name = "Apache-2.0")
    ),
    tags(
        (name = "region", description = "区域"),
        (name = "subjects", description = "主体"),
        (name = "check", description = "自测与名单核查，不保存任何内容"),
        (name = "content", description = "政策与属性"),
        (name = "populations", description = "全体主体：逐项政策的结论、改革测算与名单"),
        (name = "indices", description = "指数：地区比较，数据随请求给出，不保存"),
        (name = "lake", description = "数据来源与导入"),
        (name = "reports", description = "报告：读出数字和举措并检查；用模板写文稿；都不保存"),
        (name = "sql", description = "只读的 SQL 查询")
    ),
    // Named by query parameters alone, they are not gathered by themselves.
    components(schemas(app::Order, app::Listing))
)]
struct Document;

/// Everything that a server answers.
pub fn router(region: Arc<Region>, options: Options) -> Router {
    let metrics = Arc::new(Metrics::new());
    let policy = headers::policy(&region);
    let (metrics_of, jobs) = (Arc::clone(&metrics), Arc::default());
    let server = Server { region, metrics: metrics_of, jobs, principal: options.principal };
    let (api, document) = api().split_for_parts();
    let document = Arc::new(document);
    api.route("/api/v1/openapi.json", get(async move || health::openapi(&document)))
        .route("/healthz", get(health::healthz))
        .route("/metrics", get(metrics::show))
        .fallback(assets::serve)
        .method_not_allowed_fallback(health::method_not_allowed)
        .with_state(server)
        .layer(middleware::from_fn_with_state(metrics, metrics::measure))
        .layer(middleware::from_fn(guard::refuse_foreign_origins))
        .layer(middleware::from_fn(guard::refuse_foreign_hosts))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(policy, headers::secure))
}

/// Every endpoint under `/api/v1`, with its description.
pub(crate) fn api() -> OpenApiRouter<Server> {
    let uploads = OpenApiRouter::new()
        .routes(routes!(assess::sheet))
        .routes(routes!(reports::read))
        .routes(routes!(reports::figures))
        .routes(routes!(reports::templates))
        .routes(routes!(reports::write))
        .routes(routes!(lake::import))
        .routes(routes!(lake::columns))
        .layer(DefaultBodyLimit::max(MAX_UPLOAD_BYTES + MULTIPART_OVERHEAD_BYTES));
    let rest = OpenApiRouter::new()
        .routes(routes!(meta::meta))
        .routes(routes!(jobs::progress))
        .routes(routes!(overview::overview))
        .routes(routes!(overview::districts))
        .routes(routes!(map::info))
        .routes(routes!(map::subjects))
        .routes(routes!(map::figures))
        .routes(routes!(search::search))
        .routes(routes!(kinds::list))
        .routes(routes!(kinds::detail))
        .routes(routes!(kinds::template))
        .routes(routes!(subjects::list))
        .routes(routes!(subjects::profile))
        .routes(routes!(subjects::assessments))
        .routes(routes!(history::explain))
        .routes(routes!(history::of_subject))
        .routes(routes!(history::of_kind))
        .routes(routes!(records::relations))
        .routes(routes!(planning::what_if))
        .routes(routes!(subjects::similar))
        .routes(routes!(records::judgements))
        .routes(routes!(history::conflicts))
        .routes(routes!(identity::duplicates))
        .routes(routes!(identity::decide))
        .routes(routes!(assess::facts))
        .routes(routes!(check_list::json))
        .routes(routes!(check_list::workbook))
        .routes(routes!(programmes::list))
        .routes(routes!(programmes::detail))
        .routes(routes!(programmes::words))
        .routes(routes!(programmes::diff))
        .routes(routes!(planning::path_of_facts))
        .routes(routes!(planning::path_of_subject))
        .routes(routes!(planning::bundle_of_facts))
        .routes(routes!(planning::bundle_of_subject))
        .routes(routes!(planning::questions))
        .routes(routes!(populations::counts))
        .routes(routes!(populations::names))
        .routes(routes!(populations::list))
        .routes(routes!(indices::list))
        .routes(routes!(indices::detail))
        .routes(routes!(indices::run))
        .routes(routes!(indices::sensitivity))
        .routes(routes!(indices::look))
        .routes(routes!(indices::what_if))
        .routes(routes!(indices::levers))
        .routes(routes!(indices::workbook))
        .routes(routes!(indices::compare))
        .routes(routes!(regional::card))
        .routes(routes!(regional::target))
        .routes(routes!(regional::spread))
        .routes(routes!(lake::sources))
        .routes(routes!(lake::source))
        .routes(routes!(lake::retire))
        .routes(routes!(query::json))
        .routes(routes!(query::csv))
        .routes(routes!(query::xlsx))
        .routes(routes!(query::parquet))
        .layer(DefaultBodyLimit::max(MAX_JSON_BYTES));
    OpenApiRouter::with_openapi(Document::openapi()).nest("/api/v1", uploads.merge(rest))
}
