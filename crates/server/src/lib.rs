//! The HTTP face of a region: the API under `/api/v1`, the embedded web app at `/`, health and metrics. Computes
//! nothing itself: a handler calls one use-case of `app`.

mod assets;
mod download;
mod extract;
mod form;
mod guard;
mod handlers;
mod headers;
mod jobs;
pub mod limits;
mod metrics;
pub mod problem;
mod router;
mod serve;
mod state;

pub use guard::{ListenError, check_listen};
pub use router::router;
pub use serve::{Options, ServeError, serve};

/// The OpenAPI document of the API, as `/api/v1/openapi.json` serves it.
pub fn openapi() -> utoipa::openapi::OpenApi {
    router::api().into_openapi()
}
