//! `/reports/write` and `/reports/templates`.

use axum::http::{StatusCode, header};
use serde_json::json;

use super::fixture::{SECRETS, Site};

const PROFILE: &str = "杭州西湖智造有限公司";

#[tokio::test]
async fn templates_are_listed_with_what_they_can_read() {
    let list = Site::empty().get("/api/v1/reports/templates").await.json();
    let ids: Vec<&str> =
        list["items"].as_array().expect("items").iter().filter_map(|item| item["id"].as_str()).collect();
    assert_eq!(
        ids,
        ["enterprise-profile", "list-notice", "monthly-supervision", "policy-simulation", "regional-checkup"]
    );
    assert_eq!(list["broken"], json!([]));
    assert!(list["names"].as_array().is_some_and(|names| {
        names.iter().any(|name| name.as_str().is_some_and(|name| name.starts_with("index：")))
    }));
}

#[tokio::test]
async fn a_document_comes_as_a_file_and_is_the_same_again() {
    let site = Site::new();
    for (format, kind) in [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ] {
        let order = json!({"template": "enterprise-profile", "subject": PROFILE, "format": format, "as_of": "2025-06-30"});
        let answer = site.post("/api/v1/reports/write", &order).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert_eq!(answer.headers[header::CONTENT_TYPE], kind);
        let name = format!("attachment; filename=\"enterprise-profile.{format}\"");
        assert_eq!(answer.headers[header::CONTENT_DISPOSITION], name.as_str());
        assert!(answer.bytes.starts_with(b"PK"), "a package");
        assert_eq!(site.post("/api/v1/reports/write", &order).await.bytes, answer.bytes);
    }
}

/// A machine without a font with Chinese is told so; any other gets pages.
#[tokio::test]
async fn a_pdf_comes_as_pages_or_says_what_to_install() {
    let site = Site::new();
    let order =
        json!({"template": "enterprise-profile", "subject": PROFILE, "format": "pdf", "as_of": "2025-06-30"});
    let answer = site.post("/api/v1/reports/write", &order).await;
    if answer.status == StatusCode::OK {
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/pdf");
        assert!(answer.bytes.starts_with(b"%PDF-"));
        assert_eq!(site.post("/api/v1/reports/write", &order).await.bytes, answer.bytes);
    } else {
        assert_eq!(answer.problem(), (501, "not_built".to_owned()));
        let font = "fonts-noto-cjk";
        assert!(answer.text().contains(font) || cfg!(not(feature = "typeset")), "{}", answer.text());
    }
}

#[tokio::test]
async fn a_list_and_its_parameters() {
    let order = json!({
        "template": "list-notice", "programme": "cn.sme-size", "listing": "met", "format": "xlsx",
        "parameters": {"批次": "第一批"}, "as_of": "2025-06-30",
    });
    let answer = Site::new().post("/api/v1/reports/write", &order).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let mut book: calamine::Xlsx<_> =
        calamine::Reader::new(std::io::Cursor::new(answer.bytes)).expect("a workbook");
    let contents = calamine::Reader::worksheet_range(&mut book, "目录").expect("the sheet");
    assert!(format!("{:?}", contents.get_value((0, 0))).contains("第一批符合名单（公示稿）"));
}

#[tokio::test]
async fn a_visitor_is_not_told_what_is_internal() {
    let order = json!({"template": "enterprise-profile", "subject": PROFILE, "format": "xlsx", "as_of": "2025-06-30"});
    let answer = Site::new().post_as(Some("visitor"), "/api/v1/reports/write", &order).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let mut book: calamine::Xlsx<_> =
        calamine::Reader::new(std::io::Cursor::new(answer.bytes)).expect("a workbook");
    for (name, sheet) in calamine::Reader::worksheets(&mut book) {
        let told = format!("{sheet:?}");
        for secret in SECRETS {
            assert!(!told.contains(secret), "{name}: {secret}");
        }
    }
}

#[tokio::test]
async fn what_cannot_be_written_is_told() {
    let site = Site::new();
    for (order, code) in [
        (json!({"template": "nothing", "format": "docx"}), "invalid_argument"),
        (json!({"template": "enterprise-profile", "format": "docx"}), "invalid_argument"),
        (json!({"template": "enterprise-profile", "format": "docx", "subject": "没有的"}), "unknown_subject"),
        (
            json!({"template": "list-notice", "format": "docx", "programme": "cn.nothing"}),
            "unknown_programme",
        ),
        (json!({"template": "list-notice", "format": "odt"}), "invalid_body"),
    ] {
        let (status, told) = site.post("/api/v1/reports/write", &order).await.problem();
        assert!((400..500).contains(&status) && told == code, "{order}: {status} {told}");
    }
}
