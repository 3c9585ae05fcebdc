//! Measures the list page over 100,000 generated enterprises (bar: 95th percentile under 200 ms in release), and a full list check.
//!
//! `cargo run --release -p server --example list_page [ENTERPRISES]`

#![expect(clippy::print_stdout, reason = "an example that reports figures")]
#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use app::{AccessScope, Clock, ContentFiles, GenerateOrder, ImportOrder, Region, Table};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use server::Options;
use tower::ServiceExt;

/// Requests per query.
const ROUNDS: usize = 40;

/// What a reader of the list does: opens it, leafs, searches, filters, sorts, narrows by status.
const QUERIES: [&str; 9] = [
    "",
    "page=2500&size=20",
    "size=200",
    "q=%E6%99%BA",
    "district=330106&industry=C",
    "sort=%E8%90%A5%E4%B8%9A%E6%94%B6%E5%85%A5&order=desc",
    "sort=name",
    "programme=cn.hnte&status=unmet",
    "programme=cn.hnte&status=unknown&district=330108&sort=%E7%A0%94%E5%8F%91%E8%B4%B9%E7%94%A8&order=desc&page=3",
];

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let enterprises = std::env::args().nth(1).map_or(Ok(100_000), |text| text.parse())?;
    let directory = tempfile::tempdir()?;
    std::fs::write(directory.path().join("region.yaml"), "code: \"330100\"\nname: 杭州市\n")?;
    let clock = Clock::fixed("2026-06-30T02:00:00Z".parse()?);
    let region = Arc::new(Region::open(directory.path(), ContentFiles::shipped(), clock)?);
    let generated = directory.path().join("generated");
    let order = GenerateOrder { region: "330100".to_owned(), enterprises, seed: 1, last_year: 2025 };
    timed("generate", || app::generate(&region, &order, &generated))?;
    timed("import", || import_all(&region, &generated))?;
    timed("open the view", || app::census(&region))?;
    let router = server::router(Arc::clone(&region), Options::default());
    // Before the kept statuses are there, a page assesses its own rows.
    measure(&router, "cold statuses", "sort=name&size=20", 10).await?;
    timed("statuses of all", || region.warm())?;
    for query in QUERIES {
        measure(&router, "warm", query, ROUNDS).await?;
    }
    let names = app::roster(&AccessScope::officer(), &region, app::ENTERPRISE, app::When::default())?;
    let step = (names.len() / app::limits::MAX_CHECK_ENTRIES).max(1);
    let entries: Vec<String> = names.iter().step_by(step).map(|entry| entry.id.clone()).collect();
    let entries = entries.get(..app::limits::MAX_CHECK_ENTRIES).unwrap_or(&entries);
    timed(&format!("check a list of {}", entries.len()), || {
        app::check_list(&AccessScope::officer(), &region, entries, &[], app::When::default())
    })?;
    println!("resident memory: {}", resident());
    Ok(())
}

fn import_all(region: &Region, directory: &std::path::Path) -> Result<usize, app::Failure> {
    let mut files: Vec<_> =
        std::fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    for path in &files {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let order = ImportOrder {
            kind: app::ENTERPRISE.to_owned(),
            source: "示例企业".to_owned(),
            list: stem.split_once('.').map(|(_, list)| list.to_owned()),
            imported_by: "测量".to_owned(),
            ..ImportOrder::default()
        };
        app::import(&AccessScope::officer(), region, Table::Path(path), &order, &app::Job::default())?;
    }
    Ok(files.len())
}

fn timed<T>(what: &str, work: impl FnOnce() -> Result<T, app::Failure>) -> Result<T, app::Failure> {
    let start = Instant::now();
    let done = work()?;
    println!("{what}: {:.2} s", start.elapsed().as_secs_f64());
    Ok(done)
}

async fn measure(
    router: &Router,
    label: &str,
    query: &str,
    rounds: usize,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut times = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        let request = Request::get(format!("/api/v1/subjects/enterprise?{query}"))
            .header(header::HOST, "localhost")
            .body(Body::empty())?;
        let start = Instant::now();
        let response = router.clone().oneshot(request).await?;
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await?;
        times.push(start.elapsed());
        if status != StatusCode::OK {
            return Err(String::from_utf8_lossy(&body).into_owned().into());
        }
    }
    times.sort();
    let at = |share: usize| milliseconds(times[(times.len() * share / 100).min(times.len() - 1)]);
    println!("{label} ?{query}: p50 {:.1} ms, p95 {:.1} ms", at(50), at(95));
    Ok(())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.map_or("unknown on this system".to_owned(), |line| line.trim().to_owned())
}
