use axum::http::StatusCode;

use crate::fixture::Site;

#[tokio::test]
async fn the_list_pages_filters_and_sorts() {
    let site = Site::new();
    let all = site.get("/api/v1/subjects/enterprise?sort=营业收入&order=desc").await.json();
    assert_eq!(all["total"], 4);
    let names: Vec<_> =
        all["items"].as_array().expect("rows").iter().map(|row| row["name"].as_str().unwrap_or("")).collect();
    assert_eq!(names[..2], ["杭州西湖智造有限公司", "示例·启明科技有限公司"], "unknown comes last");
    assert_eq!(all["items"][0]["district"]["name"], "西湖区");
    assert_eq!(all["items"][1]["example"], true);
    assert_eq!(all["columns"][1]["title"], "营业收入（2024）");
    assert_eq!(all["items"][0]["values"][1]["text"], "987.65亿元");
    assert_eq!(all["items"][3]["values"][1]["state"], "unknown");

    for (query, total) in [
        ("district=330108", 2),
        ("district=none", 1),
        ("industry=I", 2),
        ("industry=C35", 1),
        ("industry=I&district=330106", 0),
        ("q=西湖", 1),
        ("q=91330100", 1),
        ("q=enterprise:91330100799655058B", 1),
        ("q=·启明", 1),
        ("q=·启暗", 0),
        ("q=没有这样的名字", 0),
        ("page=2&size=3", 4),
    ] {
        let page = site.get(&format!("/api/v1/subjects/enterprise?{query}")).await.json();
        assert_eq!(page["total"], total, "{query}");
    }
    let second = site.get("/api/v1/subjects/enterprise?page=2&size=3").await.json();
    assert_eq!(second["items"].as_array().map(Vec::len), Some(1));
    let beyond = site.get("/api/v1/subjects/enterprise?page=99").await.json();
    assert_eq!(beyond["items"].as_array().map(Vec::len), Some(0));
}

#[tokio::test]
async fn statuses_of_the_list_agree_with_the_assessment_and_the_filter() {
    let site = Site::new();
    let before = site.get("/api/v1/subjects/enterprise?size=200").await.json();
    site.region.warm().expect("a good lake");
    let after = site.get("/api/v1/subjects/enterprise?size=200").await.json();
    assert_eq!(before["items"], after["items"], "kept columns say what a single assessment says");
    let first = &after["items"][0];
    let id = first["id"].as_str().expect("an id");
    let assessed = site.get(&format!("/api/v1/subjects/enterprise/{id}/assessments")).await.json();
    let statuses = first["statuses"].as_array().expect("statuses");
    assert!(!statuses.is_empty());
    for status in statuses {
        let answers = assessed["answers"].as_array().expect("answers");
        let answer = answers
            .iter()
            .find(|answer| answer["programme"] == status["programme"])
            .expect("the same programme");
        assert_eq!(answer["status"], status["status"], "{}", status["programme"]);
    }
    let programme = statuses[0]["programme"].as_str().expect("an id");
    let mut total = 0;
    for status in ["met", "unmet", "unknown", "not_applicable"] {
        let page = site
            .get(&format!("/api/v1/subjects/enterprise?programme={programme}&status={status}"))
            .await
            .json();
        total += page["total"].as_u64().expect("a count");
    }
    assert_eq!(total, 4, "the four statuses divide the list");
}

#[tokio::test]
async fn a_profile_says_where_each_value_came_from() {
    let site = Site::new();
    for name in ["91330100799655058B", "杭州西湖智造有限公司", "enterprise:91330100799655058B"] {
        let profile = site.get(&format!("/api/v1/subjects/enterprise/{name}")).await.json();
        let facts = attribute(&profile, "营业收入");
        assert_eq!(facts["years"][0]["year"], 2024);
        assert_eq!(facts["years"][0]["value"]["value"], "98765432100");
        assert_eq!(facts["years"][0]["value"]["row"], 2);
        let source = facts["years"][0]["value"]["source"].as_u64().expect("a source");
        let source = &profile["sources"][usize::try_from(source).expect("small")];
        assert_eq!(
            (source["name"].as_str(), source["basis"].as_str()),
            (Some("税务局 2024 汇算"), Some("汇算"))
        );
        assert_eq!(profile["notice"]["freshest_data"], "2025-05-31");
        let derived = attribute(&profile, "研发强度");
        assert_eq!(derived["years"][0]["value"]["text"], "0.01%", "7,654,321 of 98,765,432,100, computed");
        assert_eq!(attribute(&profile, "净资产")["state"], "unknown");
    }
    let missing = site.get("/api/v1/subjects/enterprise/查无此人").await;
    assert_eq!(missing.problem(), (404, "unknown_subject".to_owned()));
}

pub(crate) fn attribute<'p>(profile: &'p serde_json::Value, name: &str) -> &'p serde_json::Value {
    let groups = profile["groups"].as_array().expect("groups");
    let mut all = groups.iter().flat_map(|group| group["attributes"].as_array().expect("attributes"));
    all.find(|attribute| attribute["name"] == name).unwrap_or_else(|| panic!("no {name}"))
}

#[tokio::test]
async fn the_overview_counts_everything_once() {
    let site = Site::new();
    let figures = "名称,行政区划代码,年度,高新技术企业数\n杭州市,330100,2023,1.5万家\n";
    // 万家 is no unit: the table says what it means or is refused, so the fixture writes it out.
    site.load("region", "区划.csv", &figures.replace("1.5万家", "15000家"), "统计公报");
    let overview = site.get("/api/v1/overview").await.json();
    assert_eq!(overview["region"], "杭州市");
    assert_eq!(
        (&overview["kinds"][0]["subjects"], &overview["kinds"][0]["examples"]),
        (&4.into(), &1.into())
    );
    let districts = overview["districts"].as_array().expect("districts");
    let counted: u64 =
        districts.iter().map(|district| district["counts"][0]["subjects"].as_u64().expect("a count")).sum();
    assert_eq!(counted, 4);
    assert!(districts.iter().filter(|district| !district["code"].is_null()).count() >= 13);
    assert_eq!(districts.last().map(|last| &last["code"]), Some(&serde_json::Value::Null));
    for programme in overview["programmes"].as_array().expect("programmes") {
        let sum: u64 = ["met", "unmet", "unknown", "not_applicable"]
            .iter()
            .filter_map(|key| programme[key].as_u64())
            .sum();
        assert_eq!(sum, 4, "{programme}");
    }
    let figure = &overview["figures"][0];
    assert_eq!(
        (figure["indicator"].as_str(), figure["text"].as_str()),
        (Some("高新技术企业数"), Some("15,000家"))
    );
    assert_eq!(figure["source"]["name"], "统计公报");
}

#[tokio::test]
async fn content_is_listed_with_its_file() {
    let site = Site::new();
    let kinds = site.get("/api/v1/kinds").await.json();
    assert_eq!(kinds["items"][0]["id"], "enterprise");
    let kind = site.get("/api/v1/kinds/enterprise").await.json();
    assert_eq!(kind["file"], "内置 content/kinds/enterprise.yaml");
    assert_eq!(site.get("/api/v1/kinds/dragon").await.problem(), (404, "unknown_kind".to_owned()));

    let programmes = site.get("/api/v1/programmes").await.json();
    let items = programmes["items"].as_array().expect("programmes");
    assert!(items.iter().any(|item| item["id"] == "cn.hnte.2016" && item["in_force"] == true), "{items:?}");
    let hnte = site.get("/api/v1/programmes/cn.hnte").await.json();
    assert_eq!(hnte["id"], "cn.hnte.2016");
    assert!(hnte["conditions"].as_array().is_some_and(|conditions| conditions.len() >= 5));
    assert!(
        hnte["parameters"]
            .as_array()
            .is_some_and(|parameters| parameters.iter().any(|p| p["current"] == true))
    );
    let early = site.get("/api/v1/programmes/cn.hnte?as_of=1990-01-01").await;
    assert_eq!(early.problem(), (404, "unknown_programme".to_owned()));
}

#[tokio::test]
async fn every_answer_carries_the_notice() {
    let site = Site::new();
    for path in
        ["meta", "overview", "kinds", "kinds/enterprise", "programmes", "sources", "subjects/enterprise"]
    {
        let answer = site.get(&format!("/api/v1/{path}")).await.json();
        assert_eq!(answer["notice"]["disclaimer"], "预评估，不构成认定结论", "{path}");
        assert_eq!(answer["notice"]["as_of"], "2025-06-30", "{path}");
    }
    let other_day = site.get("/api/v1/overview?as_of=2024-01-01").await.json();
    assert_eq!(other_day["notice"]["as_of"], "2024-01-01");
}

#[tokio::test]
async fn sources_and_map_are_told() {
    let site = Site::new();
    let sources = site.get("/api/v1/sources").await.json();
    assert_eq!(sources["items"][0]["name"], "税务局 2024 汇算");
    assert_eq!(sources["items"][0]["rows"], 4);
    let map = site.get("/api/v1/regions/districts.geojson").await;
    assert_eq!((map.status, map.json()["type"].as_str()), (StatusCode::OK, Some("FeatureCollection")));
}

#[tokio::test]
async fn templates_are_workbooks_to_download() {
    let site = Site::empty();
    let answer = site.get_as(Some("visitor"), "/api/v1/kinds/patent/template.xlsx").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(
        answer.headers["content-type"],
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    );
    assert_eq!(answer.headers["content-disposition"], "attachment; filename=\"patent.xlsx\"");
    assert!(answer.bytes.starts_with(b"PK"), "a workbook");
    let list = site.get("/api/v1/kinds/enterprise/template.xlsx?list=知识产权").await;
    assert_eq!(list.status, StatusCode::OK);
    let whole = site.get("/api/v1/kinds/enterprise/template.xlsx").await;
    assert!(list.bytes.len() < whole.bytes.len(), "a list alone is less");
    let wrong = site.get("/api/v1/kinds/enterprise/template.xlsx?list=专利").await;
    assert_eq!(wrong.problem(), (400, "invalid_argument".to_owned()));
    let wrong = site.get("/api/v1/kinds/firm/template.xlsx").await;
    assert_eq!(wrong.problem(), (404, "unknown_kind".to_owned()));
}
