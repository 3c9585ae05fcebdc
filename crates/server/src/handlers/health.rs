//! Answers about the server itself.

use axum::Json;
use axum::http::{Method, Uri};

use crate::problem::{Problem, ProblemCode};

/// `/healthz`: the server answers.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// `/api/v1/openapi.json`.
pub(crate) fn openapi(document: &utoipa::openapi::OpenApi) -> Json<utoipa::openapi::OpenApi> {
    Json(document.clone())
}

/// An endpoint was asked with a method that it does not know.
pub(crate) async fn method_not_allowed(method: Method, uri: Uri) -> Problem {
    Problem::new(
        ProblemCode::MethodNotAllowed,
        format!("接口 {} 不接受 {method}", uri.path()),
        "可用的方法见 /api/v1/openapi.json",
    )
}
