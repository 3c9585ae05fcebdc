use axum::body::Body;
use axum::http::{Request, header};

use crate::fixture::Site;

#[tokio::test]
async fn requests_for_another_host_are_refused_everywhere() {
    let site = Site::new();
    for path in ["/", "/healthz", "/metrics", "/api/v1/meta", "/api/v1/openapi.json"] {
        let rebound = Request::get(path)
            .header(header::HOST, "evil.example.com")
            .body(Body::empty())
            .expect("a request");
        assert_eq!(site.send(rebound).await.problem(), (421, "foreign_host".to_owned()), "{path}");
        let unnamed = Request::get(path).body(Body::empty()).expect("a request");
        assert_eq!(site.send(unnamed).await.problem(), (421, "foreign_host".to_owned()), "{path}");
        assert_eq!(site.get(path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn posts_from_pages_of_other_origins_are_refused() {
    let site = Site::new();
    let post = |origin: &str| {
        Request::post("/api/v1/assess")
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::ORIGIN, origin)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(r#"{"facts": ""}"#))
            .expect("a request")
    };
    assert_eq!(site.send(post("http://evil.example.com")).await.problem(), (403, "cross_origin".to_owned()));
    assert_eq!(site.send(post("http://127.0.0.1:8080")).await.status, 200);
}

#[tokio::test]
async fn every_answer_keeps_to_this_machine() {
    let site = Site::new();
    for path in ["/", "/api/v1/meta", "/api/v1/nothing"] {
        let answer = site.get(path).await;
        let of = |name: &str| {
            answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned()
        };
        assert!(of("content-security-policy").starts_with("default-src 'self'"), "{path}");
        assert_eq!(of("x-content-type-options"), "nosniff", "{path}");
    }
    assert_eq!(site.get("/api/v1/meta").await.headers[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn unknown_endpoints_and_methods_are_problems() {
    let site = Site::new();
    assert_eq!(site.get("/api/v1/nothing").await.problem(), (404, "unknown_endpoint".to_owned()));
    assert_eq!(site.get("/api/v1/assess").await.problem(), (405, "method_not_allowed".to_owned()));
    let broken = Request::post("/api/v1/assess")
        .header(header::HOST, "localhost")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from("{"))
        .expect("a request");
    assert_eq!(site.send(broken).await.problem(), (400, "invalid_body".to_owned()));
    let bad_date = site.get("/api/v1/overview?as_of=yesterday").await;
    assert_eq!(bad_date.problem(), (400, "invalid_argument".to_owned()));
}
