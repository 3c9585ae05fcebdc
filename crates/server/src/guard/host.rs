use axum::extract::Request;
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::is_loopback;
use crate::problem::{Problem, ProblemCode};

/// Refuses requests that were addressed to another name: a page elsewhere may point its own name at this machine (DNS
/// rebinding) and would then read everything as if it came from here.
pub(crate) async fn refuse_foreign_hosts(request: Request, next: Next) -> Response {
    let named = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let authority = named.or_else(|| request.uri().authority().map(axum::http::uri::Authority::as_str));
    if authority.is_some_and(is_loopback) {
        return next.run(request).await;
    }
    let shown = authority.unwrap_or("（未写明）").to_owned();
    Problem::new(
        ProblemCode::ForeignHost,
        format!("请求的主机名“{shown}”不是本机"),
        "没有账户的服务只接受本机访问；请用 http://127.0.0.1 或 http://localhost 打开",
    )
    .into_response()
}
