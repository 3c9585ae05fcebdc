use std::time::Duration;

use app::{Clock, ContentFiles, Region};
use server::{Options, ServeError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::fixture::{NOW, Site};

fn region(directory: &std::path::Path) -> Region {
    let clock = Clock::fixed(NOW.parse().expect("a timestamp"));
    Region::open(directory, ContentFiles::shipped(), clock).expect("good content")
}

#[tokio::test]
async fn a_server_without_accounts_refuses_other_addresses() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let listener = TcpListener::bind("0.0.0.0:0").await.expect("a free port");
    let refused =
        server::serve(listener, region(directory.path()), Options::default(), std::future::pending()).await;
    assert!(matches!(refused, Err(ServeError::Listen(_))), "{refused:?}");
}

#[tokio::test]
async fn it_serves_until_told_to_stop() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let shutdown = async move { stopped.await.unwrap_or_default() };
    let serving =
        tokio::spawn(server::serve(listener, region(directory.path()), Options::default(), shutdown));
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("answered");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("ok\n"), "{answer}");
    stop.send(()).expect("still serving");
    let ended = tokio::time::timeout(Duration::from_secs(5), serving).await.expect("ends in time");
    assert!(ended.expect("no panic").is_ok());
}

#[tokio::test]
async fn metrics_count_what_is_there_and_what_was_asked() {
    let site = Site::new();
    site.get("/api/v1/subjects/enterprise/91330100799655058B").await;
    site.get("/api/v1/nothing").await;
    let metrics = site.get("/metrics").await.text();
    for line in [
        "kechuang_sources 1",
        "kechuang_subjects{kind=\"enterprise\"} 4",
        "kechuang_http_requests_total{method=\"GET\",route=\"/api/v1/subjects/{kind}/{id}\",status=\"200\"} 1",
        "kechuang_http_requests_total{method=\"GET\",route=\"web\",status=\"404\"} 1",
        "kechuang_http_request_duration_seconds_count{route=\"/api/v1/subjects/{kind}/{id}\"} 1",
    ] {
        assert!(metrics.contains(line), "no {line} in\n{metrics}");
    }
    assert!(!metrics.contains("91330100799655058B"), "whom somebody looked up is nobody's figure");
}

#[tokio::test]
async fn the_document_served_is_the_one_on_file() {
    let site = Site::new();
    let served = site.get("/api/v1/openapi.json").await.json();
    let on_file: serde_json::Value = serde_json::from_str(include_str!("../../openapi.json")).expect("JSON");
    assert_eq!(served, on_file);
}
