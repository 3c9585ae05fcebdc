//! A visitor never sees internal values, in any endpoint.

use serde_json::json;

use crate::fixture::{Answer, SECRETS, Site};
use crate::reading::attribute;

fn assert_keeps_secrets(answer: &Answer, what: &str) {
    let text = answer.text();
    for secret in SECRETS {
        assert!(!text.contains(secret), "{what} tells a visitor {secret}");
    }
}

/// Every GET of the OpenAPI document, so that an endpoint added later is asked too.
fn reads(source: &str) -> Vec<String> {
    let document = serde_json::to_value(server::openapi()).expect("plain data");
    let paths = document["paths"].as_object().expect("paths").iter();
    let gets = paths.filter(|(_, operations)| operations.get("get").is_some());
    gets.map(|(path, _)| {
        let kind = path.replace("{kind}", "enterprise").replace("{attribute}", "名称");
        let kind = match kind.rsplit('/').next() {
            Some("changes") => format!("{kind}?from=2025-06-01"),
            Some("search") => format!("{kind}?q=西湖"),
            Some("figures") => format!("{kind}?programme=cn.hnte"),
            _ => kind,
        };
        if kind.contains("/programmes/") {
            kind.replace("{id}", "cn.hnte").replace("{other}", "cn.hnte")
        } else if kind.contains("/indices/") {
            kind.replace("{id}", "asem")
        } else if kind.contains("/sources/") {
            kind.replace("{id}", source)
        } else {
            kind.replace("{id}", "91330100799655058B")
        }
    })
    .collect()
}

#[tokio::test]
async fn no_read_tells_a_visitor_internal_values() {
    let site = Site::new();
    site.region.warm().expect("kept columns of the officer must not reach the visitor");
    let sources = site.get("/api/v1/sources").await.json();
    let reads = reads(sources["items"][0]["id"].as_str().expect("a source"));
    assert!(reads.len() >= 11, "{reads:?}");
    let mut officer_sees = 0;
    for path in reads {
        assert!(!path.contains('{'), "fill the parameter of {path}");
        let officer = site.get(&path).await;
        assert_eq!(officer.status, 200, "{path}: {}", officer.text());
        officer_sees += usize::from(SECRETS.iter().any(|secret| officer.text().contains(secret)));
        let visitor = site.get_as(Some("visitor"), &path).await;
        assert_eq!(visitor.status, 200, "{path}: {}", visitor.text());
        assert_keeps_secrets(&visitor, &path);
    }
    assert!(
        officer_sees >= 3,
        "the test would not notice a leak: officers see them in {officer_sees} answers"
    );
}

#[tokio::test]
async fn no_check_tells_a_visitor_internal_values() {
    let site = Site::new();
    let body = json!({"entries": ["91330100799655058B"]});
    let officer = site.post("/api/v1/check-list", &body).await;
    assert_eq!(officer.status, 200);
    assert_keeps_secrets(&site.post_as(Some("visitor"), "/api/v1/check-list", &body).await, "check-list");
    let workbook = site.post_as(Some("visitor"), "/api/v1/check-list.xlsx", &body).await;
    let mut workbook: calamine::Xlsx<_> =
        calamine::Reader::new(std::io::Cursor::new(workbook.bytes)).expect("a workbook");
    let range = calamine::Reader::worksheet_range(&mut workbook, "核查结果").expect("results");
    let text = format!("{range:?}");
    assert!(text.contains("杭州西湖智造有限公司"));
    for secret in SECRETS {
        assert!(!text.contains(secret), "the workbook tells a visitor {secret}");
    }
}

#[tokio::test]
async fn withheld_is_said_and_not_dropped() {
    let site = Site::new();
    let profile = site.get_as(Some("visitor"), "/api/v1/subjects/enterprise/91330100799655058B").await.json();
    let officer = site.get("/api/v1/subjects/enterprise/91330100799655058B").await.json();
    assert_eq!(attribute(&profile, "营业收入")["state"], "withheld");
    assert_eq!(attribute(&profile, "净资产")["state"], "withheld", "whether there is one is not told either");
    assert_eq!(attribute(&profile, "研发强度")["state"], "withheld", "derived from what is withheld");
    assert_eq!(attribute(&profile, "成立日期")["state"], "known");
    assert_eq!(profile["groups"].as_array().map(Vec::len), officer["groups"].as_array().map(Vec::len));
    let list = site.get_as(Some("visitor"), "/api/v1/subjects/enterprise?q=西湖").await.json();
    assert_eq!(list["items"][0]["values"][1], json!({"state": "withheld", "text": null}));
    let path = "/api/v1/subjects/enterprise/91330100799655058B/assessments?programme=cn.hnte";
    let answer = site.get_as(Some("visitor"), path).await.json();
    assert!(
        answer["withheld"].as_array().is_some_and(|names| names.contains(&json!("研发费用"))),
        "{answer:#}"
    );
}

#[tokio::test]
async fn a_visitor_cannot_sort_by_what_is_withheld() {
    let site = Site::new();
    let refused = site.get_as(Some("visitor"), "/api/v1/subjects/enterprise?sort=营业收入").await;
    assert_eq!(refused.problem(), (403, "withheld_attribute".to_owned()));
}

#[tokio::test]
async fn rights_can_be_lowered_and_never_raised() {
    let site = Site::new();
    assert_eq!(site.get("/api/v1/meta").await.json()["principal"], "officer");
    assert_eq!(site.get_as(Some("visitor"), "/api/v1/meta").await.json()["principal"], "visitor");
    assert_eq!(
        site.get_as(Some("root"), "/api/v1/meta").await.problem(),
        (400, "invalid_argument".to_owned())
    );
    let public = site.with_principal(app::Principal::Visitor);
    assert_eq!(public.get_as(Some("officer"), "/api/v1/meta").await.json()["principal"], "visitor");
}

/// A median over few rows is somebody's figure.
#[tokio::test]
async fn a_visitor_is_told_no_figures_of_a_source() {
    let site = Site::new();
    let sources = site.get("/api/v1/sources").await.json();
    let ids: Vec<&str> =
        sources["items"].as_array().expect("sources").iter().filter_map(|item| item["id"].as_str()).collect();
    assert!(!ids.is_empty());
    for id in ids {
        let path = format!("/api/v1/sources/{id}");
        assert!(site.get(&path).await.json()["quality"]["columns"].is_array(), "the officer is told");
        assert!(site.get_as(Some("visitor"), &path).await.json()["quality"].is_null());
    }
}
