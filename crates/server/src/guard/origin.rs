use axum::extract::Request;
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::{Problem, ProblemCode};

/// Refuses what a page of another origin sends here on a reader's behalf. Reading needs no such guard: without CORS
/// headers a browser hides the answer from foreign pages. Programs that are no browsers send neither header.
pub(crate) async fn refuse_foreign_origins(request: Request, next: Next) -> Response {
    let reading = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reading || is_own(&request) {
        return next.run(request).await;
    }
    Problem::new(ProblemCode::CrossOrigin, "来自其他网站页面的提交被拒绝", "请在本程序自己的页面上操作")
        .into_response()
}

fn is_own(request: &Request) -> bool {
    let text = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(origin) = text("origin") {
        let host = text(header::HOST.as_str());
        return origin.strip_prefix("http://").is_some_and(|own| Some(own) == host);
    }
    matches!(text("sec-fetch-site"), None | Some("same-origin" | "none"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn own(headers: &[(&str, &str)]) -> bool {
        let mut request = Request::builder().method(Method::POST).uri("/api/v1/assess");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        is_own(&request.body(Body::empty()).expect("a request"))
    }

    #[test]
    fn a_page_may_post_to_its_own_origin_only() {
        assert!(own(&[("host", "127.0.0.1:8080"), ("origin", "http://127.0.0.1:8080")]));
        assert!(own(&[("host", "127.0.0.1:8080")]), "a script");
        assert!(own(&[("host", "127.0.0.1:8080"), ("sec-fetch-site", "same-origin")]));
        for origin in [
            "http://127.0.0.1:9999",
            "https://127.0.0.1:8080",
            "http://example.com",
            "null",
            "http://localhost:8080",
        ] {
            assert!(!own(&[("host", "127.0.0.1:8080"), ("origin", origin)]), "{origin}");
        }
        assert!(!own(&[("host", "127.0.0.1:8080"), ("sec-fetch-site", "cross-site")]));
    }
}
