//! A programme as its page shows it, and what two versions differ in.

use serde_json::Value;

use crate::fixture::Site;

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn texts(lines: &[Value]) -> Vec<String> {
    lines
        .iter()
        .flat_map(|line| {
            let own = line["text"].as_str().expect("a text").to_owned();
            std::iter::once(own).chain(texts(list(line, "below")))
        })
        .collect()
}

/// Conditions that are tested, groups opened.
fn tested(conditions: &[Value]) -> Vec<&Value> {
    let open = |condition: &&Value| !list(condition, "children").is_empty();
    let leaves = conditions.iter().filter(|condition| !condition["formula"].is_null());
    let below = conditions.iter().filter(open).flat_map(|condition| tested(list(condition, "children")));
    leaves.chain(below).collect()
}

#[tokio::test]
async fn a_programme_is_shown_in_words_with_all_it_needs_for_proofreading() {
    let site = Site::new();
    let detail = site.get("/api/v1/programmes/cn.hnte.2016").await.json();
    let conditions = tested(list(&detail, "conditions"));
    assert!(conditions.len() >= 8);
    for condition in &conditions {
        assert!(!list(condition, "words").is_empty(), "{} is said in words", condition["id"]);
    }
    let staff = conditions.iter().find(|condition| condition["id"] == "科技人员占比").expect("a condition");
    assert_eq!(
        texts(list(staff, "words")),
        [
            "“科技人员占当年职工总数比例” 不低于 10%（参数“科技人员占比下限”，第十一条（四），自 2016-01-01 起）",
            "“科技人员占当年职工总数比例” = 上年科技人员数 ÷ 上年职工总数",
        ]
    );
    let table = list(&detail, "tables").iter().find(|table| table["name"] == "科技成果转化能力得分");
    let table = table.expect("a decision table");
    assert_eq!((&table["article"], &table["of"]), (&"工作指引三（二）2".into(), &Value::Null));
    assert_eq!(list(table, "columns").len(), 1);
    let rows: Vec<(&str, &str)> = (list(table, "rows").iter())
        .map(|row| (row["tests"][0].as_str().expect("a test"), row["gives"].as_str().expect("a value")))
        .collect();
    assert_eq!((rows.len(), rows[0], rows[5]), (6, ("不低于 5", "25～30（专家裁量）"), ("其余情况", "0")));
    assert_eq!(detail["score"]["of"], "100");
    assert_eq!(list(&detail["score"], "items").len(), 4);
    let parameter = &detail["parameters"][0];
    assert_eq!((&parameter["from"], &parameter["of"]), (&"2016-01-01".into(), &Value::Null));
    assert!(list(&detail, "tests").len() > 10);
    assert!(list(&detail, "tests").iter().all(|test| test["status"].is_string()));
    assert_eq!(
        list(&detail, "relations"),
        ["认定后获得资质：高新技术企业（国家级），有效 3 年", "培育路径的下一级：专精特新中小企业"],
        "other programmes by name"
    );
    assert_eq!((&detail["previous"], &detail["amount"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn amounts_classes_and_imports_are_said() {
    let site = Site::new();
    let detail = site.get("/api/v1/programmes/cn.rd-super-deduction.2023").await.json();
    assert_eq!(detail["amount"]["period"], "year");
    assert!(texts(list(&detail["amount"], "words"))[0].ends_with("小于零算零"));
    assert_eq!(detail["imports"][0]["id"], "cn.small-profit.2023");
    assert_ne!(detail["imports"][0]["name"], "cn.small-profit.2023", "a link has a name");
    let of = |version: Value| list(&detail, "parameters").iter().any(|parameter| parameter["of"] == version);
    assert!(of("cn.small-profit.2023".into()) && of(Value::Null), "own and imported are told apart");
    let sizes = site.get("/api/v1/programmes/cn.sme-size.2011").await.json();
    assert_eq!(sizes["class"]["name"], "企业规模");
}

#[tokio::test]
async fn findings_are_those_of_the_file_advice_last() {
    let site = Site::new();
    let detail = site.get("/api/v1/programmes/cn.angel-deduction.2018").await.json();
    let findings = list(&detail, "findings");
    assert!(findings.iter().any(|finding| finding["code"] == "no-channel"));
    assert!(findings.iter().all(|finding| finding["path"] == detail["file"]), "of this file alone");
    let ranks: Vec<usize> = (findings.iter())
        .filter_map(|finding| {
            ["error", "warning", "note"].iter().position(|level| finding["level"] == **level)
        })
        .collect();
    assert_eq!(ranks.len(), findings.len());
    assert!(ranks.is_sorted(), "{ranks:?}");
}

#[tokio::test]
async fn a_version_leads_to_the_one_before_and_to_what_changed() {
    let site = Site::new();
    let detail = site.get("/api/v1/programmes/cn.srdi.2026").await.json();
    assert_eq!(detail["previous"], "cn.srdi.2022");
    assert_eq!(site.get("/api/v1/programmes/cn.srdi.2022").await.json()["previous"], Value::Null);
    let diff = site.get("/api/v1/programmes/cn.srdi.2022/diff/cn.srdi.2026").await.json();
    let changes = list(&diff, "changes");
    let sentences: Vec<&Value> = changes.iter().map(|change| &change["text"]).collect();
    assert_eq!(sentences, list(&diff, "differences").iter().collect::<Vec<_>>());
    let income = changes.iter().find(|change| change["name"] == "营业收入下限").expect("it changed");
    assert_eq!(
        (&income["subject"], &income["before"], &income["after"]),
        (&"parameter".into(), &"1000万元".into(), &"1500万元".into())
    );
    assert!(
        !changes.iter().any(|change| change["name"] == "工业规模档"),
        "imported by one of them, said by neither"
    );
}
