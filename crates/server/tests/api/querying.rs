//! `/sql`: rows, files, refusals.
#![cfg(feature = "sql")]

use calamine::Reader;
use serde_json::json;

use crate::fixture::{SECRETS, Site};

fn sql(sql: &str) -> serde_json::Value {
    json!({ "sql": sql })
}

#[tokio::test]
async fn a_query_is_answered_with_units_and_exact_values() {
    let site = Site::new();
    let query = "SELECT 名称, 营业收入_2024 AS 收入, 成立日期, 示例 FROM 企业 WHERE 行政区划 IS NOT NULL ORDER BY 营业收入_2024 NULLS LAST";
    let answer = site.post("/api/v1/sql", &sql(query)).await.json();
    assert_eq!(
        answer["columns"],
        json!([
            {"name": "名称", "type": "text", "unit": null},
            {"name": "收入", "type": "integer", "unit": "分"},
            {"name": "成立日期", "type": "date", "unit": null},
            {"name": "示例", "type": "boolean", "unit": null},
        ])
    );
    assert_eq!(
        answer["rows"],
        json!([
            ["示例·启明科技有限公司", 2_000_000_000, "2020-01-01", true],
            ["杭州西湖智造有限公司", 9_876_543_210_000_i64, "2015-03-01", false],
            ["同名科技有限公司", null, "2019-05-06", false],
        ])
    );
    assert_eq!((&answer["truncated"], &answer["example"]), (&json!(false), &json!(true)));
    assert_eq!(answer["notice"]["freshest_data"], "2025-05-31");
    assert_eq!(answer["notice"]["as_of"], "2025-06-30");
    let before = json!({"sql": "SELECT count(*) FROM enterprise", "known_at": "2025-06-01T00:00:00Z", "as_of": "2025-06-01"});
    let answer = site.post("/api/v1/sql", &before).await.json();
    assert_eq!((&answer["rows"], &answer["notice"]["as_of"]), (&json!([[0]]), &json!("2025-06-01")));
}

#[tokio::test]
async fn more_rows_than_are_shown_are_cut_off_and_it_is_said() {
    let site = Site::new();
    let body = |count: usize| {
        let ten = "(VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9))";
        sql(&format!("SELECT 1 FROM {ten} a, {ten} b, {ten} c, {ten} d, {ten} e LIMIT {count}"))
    };
    let at = site.post("/api/v1/sql", &body(10_000)).await.json();
    assert_eq!((at["rows"].as_array().map(Vec::len), &at["truncated"]), (Some(10_000), &json!(false)));
    let past = site.post("/api/v1/sql", &body(10_001)).await.json();
    assert_eq!((past["rows"].as_array().map(Vec::len), &past["truncated"]), (Some(10_000), &json!(true)));
    let file = site.post("/api/v1/sql.csv", &body(10_001)).await;
    assert_eq!(file.text().lines().count(), 10_002, "a file is whole");
}

#[tokio::test]
async fn results_are_downloaded_as_csv_workbook_and_parquet() {
    let site = Site::new();
    let body = sql("SELECT 名称, 职工总数_2024 FROM enterprise WHERE 职工总数_2024 IS NOT NULL ORDER BY 2");
    let csv = site.post("/api/v1/sql.csv", &body).await;
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(csv.headers["content-disposition"], "attachment; filename=\"sql.csv\"");
    assert_eq!(
        csv.text(),
        "\u{feff}名称,职工总数_2024（人）\n示例·启明科技有限公司,50\n杭州西湖智造有限公司,4321\n"
    );
    let xlsx = site.post("/api/v1/sql.xlsx", &body).await;
    let mut book: calamine::Xlsx<_> = Reader::new(std::io::Cursor::new(xlsx.bytes)).expect("a workbook");
    assert_eq!(book.worksheet_range("查询结果").expect("a sheet").height(), 3);
    let parquet = site.post("/api/v1/sql.parquet", &body).await;
    assert_eq!(parquet.headers["content-type"], "application/vnd.apache.parquet");
    assert!(parquet.bytes.starts_with(b"PAR1") && parquet.bytes.ends_with(b"PAR1"));
}

#[tokio::test]
async fn what_cannot_be_answered_says_why() {
    let site = Site::new();
    for (query, status, code) in [
        ("DELETE FROM enterprise", 422, "invalid_sql"),
        ("SELECT 1; SELECT 2", 422, "invalid_sql"),
        ("SELECT 名称 FORM enterprise", 422, "invalid_sql"),
        ("SELECT * FROM '/etc/passwd'", 422, "invalid_sql"),
        ("SELECT 营业额_2024 FROM enterprise", 422, "invalid_sql"),
        ("SELECT 1 / 0", 422, "invalid_sql"),
        ("SELECT sum(x) FROM (VALUES (9223372036854775807), (1)) t(x)", 422, "invalid_sql"),
        (&format!("SELECT '{}'", "x".repeat(1_001)), 400, "limit_exceeded"),
    ] {
        for path in ["/api/v1/sql", "/api/v1/sql.csv"] {
            let refused = site.post(path, &sql(query)).await;
            assert_eq!(refused.problem(), (status, code.to_owned()), "{query}");
        }
    }
    let misspelt = site.post("/api/v1/sql", &sql("SELECT 名称\nFORM enterprise")).await.any_json();
    assert_eq!((&misspelt["details"][0]["line"], &misspelt["details"][0]["column"]), (&json!(2), &json!(6)));
    assert_eq!(misspelt["where"], "sql");
    let other = site.post("/api/v1/sql", &json!({"sql": "SELECT 1", "limit": 3})).await;
    assert_eq!(other.problem(), (400, "invalid_body".to_owned()));
}

#[tokio::test]
async fn no_query_tells_a_visitor_internal_values() {
    let site = Site::new();
    site.region.warm().expect("what is kept for the officer must not reach the visitor");
    let officer = site.post("/api/v1/sql", &sql("SELECT * FROM enterprise")).await;
    assert!(SECRETS.iter().any(|secret| officer.text().contains(secret)), "the test would not notice a leak");
    for query in
        ["SELECT * FROM enterprise", "DESCRIBE enterprise", "EXPLAIN ANALYZE SELECT * FROM enterprise"]
    {
        for path in ["/api/v1/sql", "/api/v1/sql.csv"] {
            let answer = site.post_as(Some("visitor"), path, &sql(query)).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
            assert!(answer.text().contains("名称"));
            assert!(!answer.text().contains("营业收入"), "{query}");
            for secret in SECRETS {
                assert!(!answer.text().contains(secret), "{query} tells a visitor {secret}");
            }
        }
    }
    let asked =
        site.post_as(Some("visitor"), "/api/v1/sql", &sql("SELECT sum(营业收入_2024) FROM enterprise")).await;
    assert_eq!(asked.problem(), (403, "withheld_attribute".to_owned()));
}
