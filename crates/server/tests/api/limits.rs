//! Each limit at the limit and one past it.

use app::limits;
use serde_json::json;

use crate::fixture::Site;

const PAST: (u16, &str) = (400, "limit_exceeded");

#[tokio::test]
async fn pages() {
    let site = Site::new();
    let page = |size: usize| format!("/api/v1/subjects/enterprise?size={size}");
    assert_eq!(site.get(&page(limits::MAX_PAGE_SIZE)).await.status, 200);
    let (status, code) = site.get(&page(limits::MAX_PAGE_SIZE + 1)).await.problem();
    assert_eq!((status, code.as_str()), PAST);
    assert_eq!(site.get(&page(0)).await.problem().1, "limit_exceeded");
    assert_eq!(site.get("/api/v1/subjects/enterprise?page=0").await.problem().1, "invalid_argument");
    let last = format!("/api/v1/subjects/enterprise?page={}", usize::MAX);
    assert_eq!(site.get(&last).await.json()["items"], json!([]), "no overflow");
}

#[tokio::test]
async fn search_text() {
    let site = Site::new();
    let search = |length: usize| format!("/api/v1/subjects/enterprise?q={}", "甲".repeat(length));
    assert_eq!(site.get(&search(limits::MAX_QUERY_CHARS)).await.status, 200);
    assert_eq!(site.get(&search(limits::MAX_QUERY_CHARS + 1)).await.problem().1, "limit_exceeded");
}

#[tokio::test]
async fn lists_to_check() {
    let site = Site::new();
    let check = |entries: Vec<String>| json!({"entries": entries, "programmes": ["cn.hnte"]});
    let full = vec!["查无此人".to_owned(); limits::MAX_CHECK_ENTRIES];
    assert_eq!(site.post("/api/v1/check-list", &check(full.clone())).await.status, 200);
    let past = [full, vec!["甲".to_owned()]].concat();
    let (status, code) = site.post("/api/v1/check-list", &check(past)).await.problem();
    assert_eq!((status, code.as_str()), PAST);
    let long = |length: usize| check(vec!["甲".repeat(length)]);
    assert_eq!(site.post("/api/v1/check-list", &long(limits::MAX_ENTRY_CHARS)).await.status, 200);
    assert_eq!(
        site.post("/api/v1/check-list", &long(limits::MAX_ENTRY_CHARS + 1)).await.problem().1,
        "limit_exceeded"
    );
    assert_eq!(
        site.post("/api/v1/check-list", &check(vec![" ".to_owned()])).await.problem().1,
        "invalid_argument"
    );
}

#[tokio::test]
async fn programmes_at_once() {
    let site = Site::new();
    let ask = |count: usize| json!({"facts": "", "programmes": vec!["cn.hnte"; count]});
    assert_eq!(site.post("/api/v1/assess", &ask(limits::MAX_PROGRAMMES)).await.status, 200);
    assert_eq!(
        site.post("/api/v1/assess", &ask(limits::MAX_PROGRAMMES + 1)).await.problem().1,
        "limit_exceeded"
    );
}

#[tokio::test]
async fn facts_text() {
    let site = Site::new();
    let ask =
        |bytes: usize| json!({"facts": format!("#{}", " ".repeat(bytes - 1)), "programmes": ["cn.hnte"]});
    assert_eq!(site.post("/api/v1/assess", &ask(limits::MAX_FACTS_BYTES)).await.status, 200);
    assert_eq!(
        site.post("/api/v1/assess", &ask(limits::MAX_FACTS_BYTES + 1)).await.problem().1,
        "limit_exceeded"
    );
    let body = json!({"facts": " ".repeat(server::limits::MAX_JSON_BYTES)});
    assert_eq!(site.post("/api/v1/assess", &body).await.problem(), (413, "body_too_large".to_owned()));
}

#[tokio::test]
async fn uploads() {
    let site = Site::empty();
    let past = vec![b' '; server::limits::MAX_UPLOAD_BYTES + 1];
    let refused = site.upload(None, "/api/v1/assess/sheet", &[], "表.csv", &past).await;
    assert_eq!(refused.problem(), (413, "body_too_large".to_owned()));
    let full = site.upload(None, "/api/v1/assess/sheet", &[], "表.csv", &past[1..]).await;
    assert_eq!(full.problem(), (400, "limit_exceeded".to_owned()), "read, and found to be one endless line");
    let text = "甲".repeat(server::limits::MAX_FORM_TEXT_BYTES / 3 + 1);
    let refused = site.upload(None, "/api/v1/imports", &[("source", &text)], "表.csv", b"x").await;
    assert_eq!(refused.problem(), (400, "invalid_body".to_owned()));
}

#[tokio::test]
async fn subjects_of_an_uploaded_table() {
    let site = Site::empty();
    let table = |rows: usize| {
        // Founded this year: not yet eligible, so that nobody has to work out which facts are missing.
        (0..rows)
            .fold("名称,成立日期\n".to_owned(), |table, row| format!("{table}第{row}公司,2025-02-01\n"))
    };
    for (rows, assessed) in [
        (limits::MAX_SHEET_SUBJECTS, limits::MAX_SHEET_SUBJECTS),
        (limits::MAX_SHEET_SUBJECTS + 1, limits::MAX_SHEET_SUBJECTS),
    ] {
        let texts = [("programmes", "cn.hnte")];
        let answer =
            site.upload(None, "/api/v1/assess/sheet", &texts, "表.csv", table(rows).as_bytes()).await.json();
        assert_eq!(answer["subjects"].as_array().map(Vec::len), Some(assessed));
        let told = answer["report"]["notes"].to_string().contains("只评估前");
        assert_eq!(told, rows > assessed, "what is left out is said");
    }
}
