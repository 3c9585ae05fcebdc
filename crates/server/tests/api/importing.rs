use crate::fixture::{ENTERPRISES, Site};

const TEXTS: [(&str, &str); 4] =
    [("source", "统计局年报"), ("department", "统计局"), ("basis", "统计"), ("delivered", "2025-04-30")];

#[tokio::test]
async fn a_dry_run_stores_nothing_and_an_import_is_seen_at_once() {
    let site = Site::empty();
    assert_eq!(site.get("/api/v1/subjects/enterprise").await.json()["total"], 0);
    let preview = site
        .upload(None, "/api/v1/imports?dry_run=true", &TEXTS, "表.csv", ENTERPRISES.as_bytes())
        .await
        .json();
    assert_eq!(
        (&preview["rows_in"], &preview["dry_run"], &preview["source"]),
        (&4.into(), &true.into(), &serde_json::Value::Null)
    );
    assert_eq!(site.get("/api/v1/subjects/enterprise").await.json()["total"], 0);

    let done = site
        .upload(None, "/api/v1/imports", &TEXTS, "C:\\Users\\我\\表.csv", ENTERPRISES.as_bytes())
        .await
        .json();
    assert_eq!((&done["already_imported"], &done["file"]), (&false.into(), &"表.csv".into()));
    assert_eq!(site.get("/api/v1/subjects/enterprise").await.json()["total"], 4);
    let again = site.upload(None, "/api/v1/imports", &TEXTS, "表.csv", ENTERPRISES.as_bytes()).await.json();
    assert_eq!(again["already_imported"], true);
    assert_eq!(site.get("/api/v1/sources").await.json()["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_visitor_cannot_import() {
    let site = Site::empty();
    for path in ["/api/v1/imports", "/api/v1/imports?dry_run=true"] {
        let refused = site.upload(Some("visitor"), path, &TEXTS, "表.csv", ENTERPRISES.as_bytes()).await;
        assert_eq!(refused.problem(), (403, "forbidden".to_owned()), "{path}");
    }
    assert_eq!(site.get("/api/v1/sources").await.json()["items"].as_array().map(Vec::len), Some(0));
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused_with_a_reason() {
    let site = Site::empty();
    for (texts, file, expected) in [
        (vec![("source", "甲"), ("basis", "猜测")], ENTERPRISES, (400, "invalid_argument")),
        (vec![("source", "甲"), ("delivered", "昨天")], ENTERPRISES, (400, "invalid_body")),
        (vec![("source", "甲"), ("colour", "red")], ENTERPRISES, (400, "invalid_body")),
        (vec![("source", "")], ENTERPRISES, (400, "invalid_argument")),
        (vec![("source", "甲"), ("kind", "dragon")], ENTERPRISES, (404, "unknown_kind")),
        (vec![("source", "甲")], "", (422, "invalid_table")),
    ] {
        let refused = site.upload(None, "/api/v1/imports", &texts, "表.csv", file.as_bytes()).await;
        let (status, code) = refused.problem();
        assert_eq!((status, code.as_str()), expected, "{texts:?} {}", refused.text());
    }
}

#[tokio::test]
async fn an_import_beside_the_server_is_seen() {
    let site = Site::empty();
    assert_eq!(site.get("/api/v1/subjects/enterprise").await.json()["total"], 0);
    let clock = app::Clock::fixed(crate::fixture::NOW.parse().expect("a timestamp"));
    let beside = app::Region::open(site.region.directory(), app::ContentFiles::shipped(), clock)
        .expect("the same region");
    let order = app::ImportOrder {
        kind: "enterprise".to_owned(),
        source: "命令行".to_owned(),
        imported_by: "甲".to_owned(),
        ..Default::default()
    };
    let table = app::Table::Bytes { name: "表.csv", bytes: ENTERPRISES.as_bytes() };
    app::import(&app::AccessScope::officer(), &beside, table, &order, &app::Job::default())
        .expect("a good table");
    assert_eq!(site.get("/api/v1/subjects/enterprise").await.json()["total"], 4);
}
