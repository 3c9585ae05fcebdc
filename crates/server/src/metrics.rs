//! Figures about the server itself, as Prometheus reads them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::problem::{Problem, ProblemCode};
use crate::state::Server;

/// Upper bounds in seconds; 0.2 is the bar for a page of a list.
const DURATION_BUCKETS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0, 30.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: String,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct KindLabels {
    kind: String,
}

/// The counters of one server.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    durations: Family<RouteLabels, Histogram>,
    sources: Gauge,
    subjects: Family<KindLabels, Gauge>,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("kechuang");
        let requests = Family::<RequestLabels, Counter>::default();
        let durations =
            Family::<RouteLabels, Histogram>::new_with_constructor(|| Histogram::new(DURATION_BUCKETS));
        let sources = Gauge::default();
        let subjects = Family::<KindLabels, Gauge>::default();
        registry.register("http_requests", "Requests answered", requests.clone());
        registry.register("http_request_duration_seconds", "Time to answer a request", durations.clone());
        registry.register("sources", "Sources in the lake", sources.clone());
        registry.register("subjects", "Subjects by kind", subjects.clone());
        Self { registry, requests, durations, sources, subjects }
    }

    fn record(&self, method: String, route: String, status: u16, took: Duration) {
        self.durations.get_or_create(&RouteLabels { route: route.clone() }).observe(took.as_secs_f64());
        self.requests.get_or_create(&RequestLabels { method, route, status }).inc();
    }
}

/// Counts and times every request by its route (not by its address, which may hold a name).
#[expect(clippy::disallowed_methods, reason = "the server times its own requests")]
pub(crate) async fn measure(State(metrics): State<Arc<Metrics>>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = request.method().to_string();
    let route = request.extensions().get::<MatchedPath>().map_or("web", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    metrics.record(method, route, response.status().as_u16(), start.elapsed());
    response
}

/// `/metrics`.
pub(crate) async fn show(State(server): State<Server>) -> Response {
    let metrics = Arc::clone(&server.metrics);
    let census = server.work(app::census).await;
    match census {
        Ok(census) => {
            metrics.sources.set(i64::try_from(census.sources).unwrap_or(i64::MAX));
            for (kind, subjects) in census.subjects {
                let count = i64::try_from(subjects).unwrap_or(i64::MAX);
                metrics.subjects.get_or_create(&KindLabels { kind }).set(count);
            }
        }
        Err(problem) => tracing::warn!(code = problem.code, "census failed: {}", problem.message),
    }
    let mut text = String::new();
    match encode(&mut text, &metrics.registry) {
        Ok(()) => {
            ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text)
                .into_response()
        }
        Err(_) => Problem::new(ProblemCode::Internal, "指标不能写出", "请查看服务日志").into_response(),
    }
}
