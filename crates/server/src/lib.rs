//! The HTTP face of a region: the API under `/api/v1`, the embedded web app at `/`, health and metrics. Computes
//! nothing itself: a handler calls one use-case of `app`.

mod extract;
mod handlers;
pub mod limits;
pub mod problem;
mod router;
mod state;

/// The OpenAPI document of the API, as `/api/v1/openapi.json` serves it.
pub fn openapi() -> utoipa::openapi::OpenApi {
    router::api().into_openapi()
}
