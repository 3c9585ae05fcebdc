//! `/populations`: counts, reforms, lists; `/reports/read`.

use calamine::Reader;
use serde_json::json;

use crate::fixture::Site;

#[tokio::test]
async fn everybody_is_counted_and_a_reform_is_set_beside_it() {
    let site = Site::new();
    let reform = |parameter: &str| {
        json!({
            "programmes": ["cn.tech-sme"],
            "set": [{"programme": "cn.tech-sme", "parameter": parameter, "value": "1"}],
        })
    };
    // A parameter that does not exist is told with those that do.
    let told = site.post("/api/v1/populations", &reform("人数上限")).await;
    assert!(told.text().contains("职工总数上限"), "{}", told.text());
    assert_eq!(told.problem(), (400, "invalid_argument".to_owned()));
    let reformed = site.post("/api/v1/populations", &reform("职工总数上限")).await.json();
    assert_eq!(reformed["reform"]["set"][0]["parameter"], "职工总数上限");
    let unmet = |groups: &serde_json::Value| groups[0]["unmet"].as_u64().expect("a count");
    assert!(unmet(&reformed["reform"]["groups"]) > unmet(&reformed["groups"]), "{reformed}");

    let body = json!({"programmes": ["cn.tech-sme"], "group_by": ["行政区划"]});
    let answer = site.post("/api/v1/populations", &body).await.json();
    assert_eq!(answer["subjects"], 4);
    let groups = answer["groups"].as_array().expect("groups");
    let count = |what: &str| groups.iter().filter_map(|group| group[what].as_u64()).sum::<u64>();
    assert_eq!(count("met") + count("unmet") + count("unknown") + count("not_applicable"), 4);
    let wanting = answer["programmes"][0]["wanting"].as_array().expect("a list");
    assert_eq!(wanting.is_empty(), count("unknown") == 0, "{answer}");
    assert!(answer.get("reform").is_none(), "none was asked for");
}

#[tokio::test]
async fn what_is_withheld_from_a_reader_is_not_wanting() {
    let site = Site::new();
    let body = json!({"programmes": ["cn.tech-sme"]});
    let names = async |principal| {
        let told = site.post_as(principal, "/api/v1/populations", &body).await.json();
        let wanting = told["programmes"][0]["wanting"].as_array().expect("a list").clone();
        wanting.iter().map(|fact| fact["attribute"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
    };
    let (officer, visitor) = (names(None).await, names(Some("visitor")).await);
    assert!(officer.iter().any(|name| name == "研发费用"), "{officer:?}");
    assert!(visitor.iter().all(|name| name != "研发费用"), "{visitor:?}");
}

#[tokio::test]
async fn a_list_comes_with_its_evidence() {
    let site = Site::new();
    let body = json!({"programmes": ["cn.tech-sme"]});
    let answer = site.post("/api/v1/populations/list.xlsx?listing=unknown", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(answer.bytes.clone())).expect("a workbook");
    let names = book.sheet_names();
    assert_eq!(names, ["名单", "依据"]);
    let evidence = book.worksheet_range("依据").expect("a sheet");
    assert!(evidence.rows().any(|row| row[0].to_string().starts_with("cn.tech-sme")));
    let refused = site.post("/api/v1/populations/list.xlsx?listing=everybody", &body).await;
    assert_eq!(refused.problem().0, 400);
    // A word that is not known is told, not passed over.
    let refused =
        site.post("/api/v1/populations/list.xlsx?listing=met", &json!({"programme": ["cn.hnte"]})).await;
    assert_eq!(refused.problem(), (400, "invalid_body".to_owned()));
}

#[tokio::test]
async fn a_report_is_read_and_nothing_is_stored() {
    let site = Site::new();
    let text = "2023年，杭州市研发经费由396.8亿元增加到530.4亿元。";
    let answer = site.upload(Some("visitor"), "/api/v1/reports/read", &[], "报告.txt", text.as_bytes()).await;
    let told = answer.json();
    let values: Vec<&serde_json::Value> =
        told["figures"].as_array().expect("figures").iter().map(|figure| &figure["value"]).collect();
    assert_eq!(values, [&json!(396.8), &json!(530.4)], "{told}");
    let refused = site.upload(None, "/api/v1/reports/read", &[], "报告.pdf", b"%PDF-1.4 broken").await;
    assert_eq!(refused.status, 400, "{}", refused.text());
    let kinds = site.get("/api/v1/subjects/figure").await.json();
    assert_eq!(kinds["total"], 0);
}

#[tokio::test]
async fn a_list_is_shown_by_name_within_a_district() {
    let site = Site::new();
    let groups = json!({"programmes": ["cn.tech-sme"], "group_by": ["行政区划"]});
    let told = site.post("/api/v1/populations", &groups).await.json();
    let group = told["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .find(|group| group["unknown"] != 0)
        .expect("one")
        .clone();
    let body = json!({"programmes": ["cn.tech-sme"], "within": group["key"]});
    let list = site.post("/api/v1/populations/list?listing=unknown", &body).await.json();
    assert_eq!(list["total"], group["unknown"]);
    let first = &list["rows"][0];
    assert_eq!(first["district"]["code"], group["key"]["行政区划"]);
    assert_eq!(first["status"], "unknown");
    assert!(
        first["before"].is_null() && !first["unknown"].as_array().expect("conditions").is_empty(),
        "{first}"
    );
    let short = site.post("/api/v1/populations/list?listing=unknown&limit=0", &body).await.json();
    assert_eq!(
        (short["total"].clone(), short["rows"].as_array().map(Vec::len)),
        (list["total"].clone(), Some(0))
    );
    let refused = site.post("/api/v1/populations/list?listing=unknown&limit=201", &body).await;
    assert_eq!(refused.problem(), (400, "limit_exceeded".to_owned()));
    let refused = site.post("/api/v1/populations/list?listing=gain", &body).await;
    assert!(refused.text().contains("没有改参数"), "{}", refused.text());
}

#[tokio::test]
async fn programmes_are_found_by_what_their_clauses_say() {
    let site = Site::new();
    let all = site.get("/api/v1/programmes").await.json();
    let found = site.get("/api/v1/programmes?q=%E7%A7%91%E6%8A%80%E4%BA%BA%E5%91%98%20%E8%81%8C%E5%B7%A5%E6%80%BB%E6%95%B0").await.json();
    let ids = |list: &serde_json::Value| {
        list["items"].as_array().expect("items").iter().map(|item| item["id"].to_string()).collect::<Vec<_>>()
    };
    assert!(
        ids(&found).len() < ids(&all).len() && ids(&found).iter().any(|id| id.contains("cn.hnte")),
        "{:?}",
        ids(&found)
    );
    assert!(all["passages"].as_array().expect("a list").is_empty());
    let passages = found["passages"].as_array().expect("passages");
    let clause = passages
        .iter()
        .find(|passage| passage["programme"] == "cn.hnte.2016" && passage["section"] == "clauses");
    let clause = clause.expect("a clause");
    assert!(
        clause["text"].to_string().contains("职工总数") || clause["text"].to_string().contains("科技人员"),
        "{clause}"
    );
    let outcomes = |item: &serde_json::Value| !item["outcomes"].as_array().expect("a list").is_empty();
    assert!(all["items"].as_array().expect("items").iter().all(outcomes));
    let refused = site.get(&format!("/api/v1/programmes?q={}", "x".repeat(101))).await;
    assert_eq!(refused.problem(), (400, "limit_exceeded".to_owned()));
}
