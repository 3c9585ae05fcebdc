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

#[tokio::test]
async fn what_if_facts_were_other_ones_the_rest_stays() {
    let site = Site::new();
    let id = "91330100799655058B";
    let path = format!("/api/v1/subjects/enterprise/{id}/what-if");
    let unchanged = site.post(&path, &json!({"facts": {}, "programmes": ["cn.sme-size"]})).await.json();
    let stored =
        site.get(&format!("/api/v1/subjects/enterprise/{id}/assessments?programme=cn.sme-size")).await.json();
    assert_eq!(unchanged["answers"][0]["status"], stored["answers"][0]["status"]);
    assert_eq!(unchanged["answers"][0]["class"], stored["answers"][0]["class"]);
    assert_eq!(unchanged["subject"]["name"], "杭州西湖智造有限公司");
    let smaller = json!({"facts": {"营业收入": {"2024": "100万元"}, "职工总数": {"2024": 5}}, "programmes": ["cn.sme-size"]});
    let smaller = site.post(&path, &smaller).await.json();
    assert_ne!(smaller["answers"][0]["class"], stored["answers"][0]["class"], "{smaller}");
    let again =
        site.get(&format!("/api/v1/subjects/enterprise/{id}/assessments?programme=cn.sme-size")).await.json();
    assert_eq!(again["answers"], stored["answers"], "nothing is stored");
    let wrong = site.post(&path, &json!({"facts": {"没有这个": 1}})).await.problem();
    assert_eq!(wrong, (422, "invalid_facts".to_owned()));
    assert_eq!(
        site.post("/api/v1/subjects/enterprise/nobody/what-if", &json!({"facts": {}})).await.problem().1,
        "unknown_subject"
    );
}

#[tokio::test]
async fn similar_enterprises_share_industry_and_size_and_the_measure_is_told() {
    let site = Site::empty();
    let table = "名称,统一社会信用代码,国民经济行业,营业收入[2024]\n\
        甲,,I6513,1000万元\n乙,,I6513,1100万元\n丙,,I6531,1010万元\n丁,,I6513,9000万元\n戊,,C3562,1000万元\n己,,I6513,\n";
    site.load("enterprise", "同行.csv", table, "名录");
    let of = async |name: &str| site.get(&format!("/api/v1/subjects/enterprise/{name}/similar")).await.json();
    let names = |answer: &serde_json::Value| -> Vec<String> {
        let items = answer["items"].as_array().expect("items");
        items.iter().map(|item| item["name"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let near = of("甲").await;
    assert_eq!(names(&near), ["乙", "丙"], "the same group first; nine times the size is not alike");
    assert!(near["measure"].as_str().is_some_and(|text| text.contains("营业收入")));
    let unknown = of("己").await;
    assert_eq!(names(&unknown), Vec::<String>::new());
    assert!(unknown["measure"].as_str().is_some_and(|text| text.contains("未知")));
}
