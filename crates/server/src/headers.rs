//! Headers that every response carries.

use app::Region;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// No request leaves the machine: everything comes from here. The page library writes its styles inline.
/// `tiles` is the origin of a base map that the region's settings name, and empty as a rule.
fn content_security_policy(tiles: &str) -> String {
    format!(
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:{tiles}; \
         font-src 'self' data:; worker-src 'self' blob:; connect-src 'self'{tiles}; object-src 'none'; base-uri 'self'; \
         form-action 'self'; frame-ancestors 'none'"
    )
}

/// The policy of a region's pages, made once when it is served.
pub(crate) fn policy(region: &Region) -> HeaderValue {
    let tiles = app::tile_origin(region).map(|origin| format!(" {origin}")).unwrap_or_default();
    HeaderValue::try_from(content_security_policy(&tiles))
        .unwrap_or(HeaderValue::from_static("default-src 'self'"))
}

const FIXED: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Adds them; an answer that says nothing about caching is not kept, since it may hold what only this reader may see.
pub(crate) async fn secure(State(policy): State<HeaderValue>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
