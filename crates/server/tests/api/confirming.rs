//! What people confirm: columns before an import, figures of a report, which of several words stands, who is who.

use axum::http::{StatusCode, header};
use serde_json::{Value, json};

use crate::fixture::Site;

const ZHIZAO: &str = "enterprise:91330100799655058B";

#[tokio::test]
async fn columns_are_told_with_their_first_values_before_anything_is_imported() {
    let site = Site::empty();
    let table = "名称,研发支出,营业收入（万元）[2024],备注\n甲有限公司,12,约500,重点\n乙有限公司,,800,\n";
    let told = site.upload(None, "/api/v1/imports/columns", &[], "表.csv", table.as_bytes()).await.json();
    let sheet = &told["sheets"][0];
    assert_eq!((&sheet["name"], &sheet["problem"]), (&Value::Null, &Value::Null));
    let roles: Vec<_> =
        sheet["columns"].as_array().expect("columns").iter().map(|own| own["role"].clone()).collect();
    assert_eq!(roles, ["identity", "kept", "value", "kept"]);
    let revenue = &sheet["columns"][2];
    assert_eq!(
        (&revenue["attribute"], &revenue["year"], &revenue["unit"], &revenue["samples"]),
        (&json!("营业收入"), &json!(2024), &json!("万元"), &json!(["约500", "800"]))
    );
    assert_eq!(sheet["columns"][1]["letter"], "B");

    let mapping = "columns:\n  研发支出: {attribute: 研发费用, unit: 万元, year: 2024}\nignore: [备注]\n";
    let mapped = site
        .upload(None, "/api/v1/imports/columns", &[("mapping", mapping)], "表.csv", table.as_bytes())
        .await
        .json();
    let columns = &mapped["sheets"][0]["columns"];
    assert_eq!((&columns[1]["attribute"], &columns[3]["role"]), (&json!("研发费用"), &json!("ignored")));
    assert_eq!(site.get("/api/v1/sources").await.json()["items"].as_array().map(Vec::len), Some(0));
}

#[tokio::test]
async fn what_a_mapping_can_mend_is_told_and_not_refused() {
    let site = Site::empty();
    let table = "单位,研发费用[2024],研发费用（2024年）\n甲有限公司,1,2\n";
    let told = site.upload(None, "/api/v1/imports/columns", &[], "表.csv", table.as_bytes()).await.json();
    let problem = told["sheets"][0]["problem"].as_str().expect("two columns say the same");
    assert!(problem.contains("说的是同一项"), "{problem}");
    let mapping = "identity: 单位\nignore: [研发费用（2024年）]\n";
    let mended = site
        .upload(None, "/api/v1/imports/columns", &[("mapping", mapping)], "表.csv", table.as_bytes())
        .await
        .json();
    assert_eq!(mended["sheets"][0]["problem"], Value::Null, "{mended}");
    assert_eq!(mended["sheets"][0]["columns"][0]["role"], "identity");
    let nobody =
        site.upload(None, "/api/v1/imports/columns", &[], "表.csv", "甲,乙\n1,2\n".as_bytes()).await.json();
    assert!(
        nobody["sheets"][0]["problem"].as_str().is_some_and(|why| why.contains("找不到指明主体的列")),
        "{nobody}"
    );
    let refused =
        site.upload(Some("visitor"), "/api/v1/imports/columns", &[], "表.csv", table.as_bytes()).await;
    assert_eq!(refused.problem(), (403, "forbidden".to_owned()));
    let empty = site.upload(None, "/api/v1/imports/columns", &[], "表.csv", b"").await;
    assert_eq!(empty.problem(), (422, "invalid_table".to_owned()));
}

#[tokio::test]
async fn the_text_of_a_report_comes_where_it_is_asked_for() {
    let site = Site::new();
    let report = "杭州市统计公报\n2022年，杭州市研发经费530.4亿元。\n2023—2023年增长5%。\n";
    let read = async |texts: &[(&str, &str)]| {
        site.upload(Some("visitor"), "/api/v1/reports/read", texts, "报告.txt", report.as_bytes())
            .await
            .json()
    };
    assert_eq!(read(&[]).await.get("text"), None);
    let told = read(&[("text", "true")]).await;
    let text: Vec<char> = told["text"].as_str().expect("the text").chars().collect();
    for part in ["figures", "findings"] {
        for own in told[part].as_array().expect(part) {
            let quote = own["quote"].as_str().expect("a quote");
            let offset = usize::try_from(own["offset"].as_u64().expect("an offset")).expect("small");
            let there: String = text[offset..offset + quote.chars().count()].iter().collect();
            assert_eq!(there, quote);
        }
    }
    assert!(told["findings"].as_array().is_some_and(|all| {
        all.iter().any(|own| own["code"] == "year-range" && own["title"] == "起止年份相同或者颠倒")
    }));
}

#[tokio::test]
async fn confirmed_figures_are_the_sheet_that_an_import_reads() {
    let site = Site::new();
    let report = "2022年，杭州市地区生产总值18753亿元，研发经费**亿元。";
    let reading =
        site.upload(None, "/api/v1/reports/read", &[], "2022年统计公报.txt", report.as_bytes()).await.json();
    let order = |checked: &str| json!({"figures": reading["figures"], "source": "2022年统计公报", "checked": checked});
    let sheet = site.post("/api/v1/reports/figures.csv", &order("统计科，对照原件")).await;
    assert_eq!(sheet.status, StatusCode::OK, "{}", sheet.text());
    assert_eq!(sheet.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    assert_eq!(sheet.text().lines().count(), 2, "the blacked out figure is left out: {}", sheet.text());
    assert!(sheet.text().contains("统计科，对照原件"));
    let texts = [("source", "2022年统计公报"), ("kind", "figure")];
    let stored = site.upload(None, "/api/v1/imports", &texts, "数字.csv", &sheet.bytes).await.json();
    assert_eq!((&stored["rows_in"], &stored["rejects_total"]), (&json!(1), &json!(0)), "{stored}");
    // The sheet of a command line and that of a page are of one shape: the same rows are the same subject.
    assert_eq!(site.get("/api/v1/subjects/figure").await.json()["total"], 1);
    assert_eq!(site.post("/api/v1/reports/figures.csv", &order(" ")).await.problem().1, "invalid_argument");
}

#[tokio::test]
async fn where_sources_disagree_is_told_with_what_stands_and_why() {
    let site = Site::new();
    let none = site.get("/api/v1/kinds/enterprise/conflicts").await.json();
    assert_eq!((&none["total"], &none["items"]), (&json!(0), &json!([])));
    site.load(
        "enterprise",
        "统计.csv",
        "名称,统一社会信用代码,营业收入[2024],职工总数[2024],居民企业\n杭州西湖智造有限公司,91330100799655058B,99000000000,4321,否\n",
        "统计局年报",
    );
    let told = site.get("/api/v1/kinds/enterprise/conflicts").await.json();
    assert_eq!(told["total"], 2, "the same number of staff is no conflict: {told}");
    let first = &told["items"][0];
    assert_eq!(
        (&first["attribute"], &first["year"], &first["subject"]["id"]),
        (&json!("营业收入"), &json!(2024), &json!(ZHIZAO))
    );
    assert!(first["apart"].as_str().is_some_and(|apart| apart.starts_with("0.00")), "{first}");
    let words = first["told"].as_array().expect("words");
    assert_eq!(
        words.iter().map(|own| own["stands"].clone()).collect::<Vec<_>>(),
        [json!(true), json!(false)]
    );
    assert!(
        words.iter().all(|own| own["why"].as_str().is_some_and(|why| !why.is_empty()) && own["row"] == 2)
    );
    // Exactly what the explanation of that value says stands.
    let explained = site.get(&format!("/api/v1/subjects/enterprise/{ZHIZAO}/explain/营业收入")).await.json();
    assert_eq!(explained["candidates"][0]["source"]["id"], words[0]["source"]["id"]);
    assert_eq!(explained["candidates"][0]["text"], words[0]["text"]);

    let one = site.get("/api/v1/kinds/enterprise/conflicts?attribute=居民企业&size=1").await.json();
    let said: Vec<_> =
        one["items"][0]["told"].as_array().expect("words").iter().map(|own| own["text"].clone()).collect();
    assert!(one["total"] == 1 && said.contains(&json!("是")) && said.contains(&json!("否")), "{one}");
    assert_eq!(one["attributes"].as_array().map(Vec::len), Some(2));
    let visitor = site.get_as(Some("visitor"), "/api/v1/kinds/enterprise/conflicts").await.json();
    assert!(!visitor.to_string().contains("营业收入"), "{visitor}");
    assert_eq!(site.get("/api/v1/kinds/enterprise/conflicts?size=201").await.problem().1, "invalid_argument");
}

#[tokio::test]
async fn a_decision_that_was_taken_back_can_be_made_again() {
    let site = Site::new();
    let total = async || site.get("/api/v1/subjects/enterprise").await.json()["total"].clone();
    let order = json!({"subject": "滨江未知有限公司", "verdict": "同一主体", "object": ZHIZAO});
    for _ in 0..2 {
        let stored = site.post("/api/v1/kinds/enterprise/identity", &order).await.json();
        assert_eq!(total().await, 3);
        let source = stored["source"].as_str().expect("a source");
        site.post(&format!("/api/v1/sources/{source}/retirement"), &json!({"reason": "撤销"})).await.json();
        assert_eq!(total().await, 4);
    }
}
