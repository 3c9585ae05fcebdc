//! Requests that are watched.

use axum::body::Body;
use axum::http::Request;

use crate::fixture::Site;

#[tokio::test]
async fn a_request_that_nobody_makes_is_not_waited_for_for_ever() {
    let site = Site::new();
    let answer = site.get("/api/v1/jobs/nobody").await;
    assert_eq!(answer.headers["content-type"], "text/event-stream");
    let text = answer.text();
    assert!(text.ends_with("event: end\ndata: end\n\n"), "{text}");
    assert!(!text.contains("done"), "{text}");
}

#[tokio::test]
async fn a_request_may_bear_a_name_of_its_own_choice_but_no_nonsense() {
    let site = Site::new();
    let named = |name: &str| {
        let request = Request::post("/api/v1/populations").header("content-type", "application/json");
        let body = Body::from(r#"{"programmes": ["cn.hnte"]}"#);
        request.header("host", "127.0.0.1").header("kechuang-job", name).body(body).expect("a request")
    };
    // The same name again: it is free once the answer is there.
    for _ in 0..2 {
        let answer = site.send(named("0b8c-1")).await;
        assert_eq!(answer.json()["subjects"], 4);
    }
    let refused = site.send(named("a b")).await;
    assert_eq!(refused.problem(), (400, "invalid_argument".to_owned()));
}
