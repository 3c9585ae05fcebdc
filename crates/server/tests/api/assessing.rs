use serde_json::json;

use crate::fixture::Site;

#[tokio::test]
async fn facts_typed_in_are_assessed_as_text_or_object() {
    let site = Site::empty();
    let text = json!({"facts": "名称: 我的公司\n研发费用: {2024: 100万元}\n营业收入: {2024: 1000万元}\n", "programmes": ["cn.hnte"]});
    let object = json!({"facts": {"名称": "我的公司", "研发费用": {"2024": "100万元"}, "营业收入": {"2024": 10_000_000}}, "programmes": ["cn.hnte"]});
    let (text, object) =
        (site.post("/api/v1/assess", &text).await.json(), site.post("/api/v1/assess", &object).await.json());
    assert_eq!(text["answers"], object["answers"], "one reader for both");
    assert_eq!(text["subject"]["name"], "我的公司");
    assert_eq!(text["answers"][0]["programme"], "cn.hnte.2016");
    assert!(text["answers"][0]["missing"].as_array().is_some_and(|missing| !missing.is_empty()));
    assert_eq!(text["notice"]["freshest_data"], json!(null), "rests on no stored data");
    assert_eq!(site.get("/api/v1/sources").await.json()["items"], json!([]), "nothing is stored");
}

#[tokio::test]
async fn each_slip_in_typed_facts_is_told_with_its_place() {
    let site = Site::empty();
    let answer = site.post("/api/v1/assess", &json!({"facts": "研发费月: 5\n职工总数: 很多\n"})).await;
    assert_eq!(answer.problem(), (422, "invalid_facts".to_owned()));
    let problem = answer.any_json();
    assert_eq!(problem["where"], "facts");
    let details = problem["details"].as_array().expect("details");
    assert_eq!(details.len(), 2);
    assert_eq!((&details[0]["line"], &details[0]["column"]), (&json!(1), &json!(1)));
    assert!(details[0]["message"].as_str().is_some_and(|message| message.contains("研发费用")), "{problem}");
}

#[tokio::test]
async fn an_unknown_programme_is_named_with_a_near_one() {
    let site = Site::new();
    let answer = site.post("/api/v1/assess", &json!({"facts": "", "programmes": ["cn.hnta"]})).await;
    assert_eq!(answer.problem(), (404, "unknown_programme".to_owned()));
    assert!(answer.text().contains("cn.hnte"), "{}", answer.text());
}

#[tokio::test]
async fn values_of_a_lake_subject_name_their_source() {
    let site = Site::new();
    let path = "/api/v1/subjects/enterprise/91330100799655058B/assessments?programme=cn.hnte";
    let answer = site.get(path).await.json();
    assert_eq!(answer["answers"].as_array().map(Vec::len), Some(1));
    assert!(answer.to_string().contains("税务局 2024 汇算，第 2 行"), "{answer:#}");
    assert_eq!(answer["withheld"], json!([]));
}
