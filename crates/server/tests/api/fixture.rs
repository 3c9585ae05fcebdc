//! A region with a few enterprises, and a client for it.

use std::sync::Arc;

use app::{AccessScope, Clock, ContentFiles, ImportOrder, Principal, Region, Table};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use serde_json::Value;
use server::Options;
use tower::ServiceExt;

/// The day all tests are on.
pub(crate) const NOW: &str = "2025-06-30T02:00:00Z";

/// Two enterprises of one name, one with everything, one generated, and many unknowns.
pub(crate) const ENTERPRISES: &str = "\
名称,统一社会信用代码,行政区划,国民经济行业,成立日期,营业收入[2024],研发费用[2024],职工总数[2024],居民企业,示例\n\
杭州西湖智造有限公司,91330100799655058B,330106,C3562,2015-03-01,98765432100,7654321,4321,是,否\n\
同名科技有限公司,,330108,I65,2019-05-06,,,,,否\n\
示例·启明科技有限公司,,330108,I6513,2020-01-01,2000万元,300万元,50,是,是\n\
滨江未知有限公司,,,,,,,,,否\n";

/// What only officers may see of the first enterprise, in every way it could be written.
pub(crate) const SECRETS: [&str; 6] = ["98765432100", "987.654", "7654321", "765.4321", "4321人", "4,321"];

/// A region and its server.
pub(crate) struct Site {
    pub(crate) region: Arc<Region>,
    router: Router,
    _directory: tempfile::TempDir,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON, whatever the status.
    pub(crate) fn any_json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The body of a successful answer.
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        self.any_json()
    }

    /// Status and code of a problem; asserts that it tells people what is wrong.
    pub(crate) fn problem(&self) -> (u16, String) {
        let problem = self.any_json();
        assert!(!problem["message"].as_str().unwrap_or("").is_empty(), "{problem}");
        (self.status.as_u16(), problem["code"].as_str().unwrap_or("").to_owned())
    }
}

impl Site {
    pub(crate) fn new() -> Self {
        let site = Self::empty();
        site.load("enterprise", "企业.csv", ENTERPRISES, "税务局 2024 汇算");
        site
    }

    pub(crate) fn empty() -> Self {
        Self::with_settings("code: \"330100\"\nname: 杭州市\n")
    }

    pub(crate) fn with_settings(settings: &str) -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        std::fs::write(directory.path().join("region.yaml"), settings).expect("writable");
        let clock = Clock::fixed(NOW.parse().expect("a timestamp"));
        let region = Region::open(directory.path(), ContentFiles::shipped(), clock).expect("good content");
        let region = Arc::new(region);
        let router = server::router(Arc::clone(&region), Options { principal: Principal::Officer });
        Self { region, router, _directory: directory }
    }

    /// The same region, served to people who are at most `principal`.
    pub(crate) fn with_principal(self, principal: Principal) -> Self {
        let router = server::router(Arc::clone(&self.region), Options { principal });
        Self { router, ..self }
    }

    pub(crate) fn load(&self, kind: &str, name: &str, text: &str, source: &str) {
        let order = ImportOrder {
            kind: kind.to_owned(),
            source: source.to_owned(),
            department: Some("税务局".to_owned()),
            basis: Some("汇算".to_owned()),
            delivered: Some(jiff::civil::date(2025, 5, 31)),
            imported_by: "测试".to_owned(),
            ..ImportOrder::default()
        };
        let table = Table::Bytes { name, bytes: text.as_bytes() };
        let report = app::import(&AccessScope::officer(), &self.region, table, &order, &app::Job::default())
            .expect("a good table");
        assert_eq!(report.rejects, [], "the fixture is good");
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("infallible");
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body").to_vec();
        Answer { status, headers, bytes }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.get_as(None, path).await
    }

    pub(crate) async fn get_as(&self, principal: Option<&str>, path: &str) -> Answer {
        self.send(
            with_principal(Request::get(encoded(path)), principal).body(Body::empty()).expect("a request"),
        )
        .await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_as(None, path, body).await
    }

    pub(crate) async fn post_as(&self, principal: Option<&str>, path: &str, body: &Value) -> Answer {
        let request = with_principal(Request::post(encoded(path)), principal);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).expect("a request")).await
    }

    /// Posts a multipart form: texts, then a file.
    pub(crate) async fn upload(
        &self,
        principal: Option<&str>,
        path: &str,
        texts: &[(&str, &str)],
        name: &str,
        file: &[u8],
    ) -> Answer {
        const BOUNDARY: &str = "----kechuang-test";
        let mut body = Vec::new();
        for (key, text) in texts {
            let part =
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{key}\"\r\n\r\n{text}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        let request = with_principal(Request::post(encoded(path)), principal)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
        self.send(request.body(Body::from(body)).expect("a request")).await
    }
}

fn with_principal(
    request: axum::http::request::Builder,
    principal: Option<&str>,
) -> axum::http::request::Builder {
    let request = request.header(header::HOST, "127.0.0.1:8080");
    match principal {
        Some(principal) => request.header("kechuang-principal", principal),
        None => request,
    }
}

/// Percent-encodes what is not ASCII, as a browser does.
fn encoded(path: &str) -> String {
    path.bytes()
        .map(|byte| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
