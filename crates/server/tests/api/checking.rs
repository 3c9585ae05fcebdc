use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use serde_json::json;

use crate::fixture::Site;

#[tokio::test]
async fn a_list_is_answered_line_by_line() {
    let site = Site::new();
    let more = "名称,统一社会信用代码,行政区划\n同名科技有限公司,91330110MA0000015C,330105\n同名科技有限公司,91330105MA00000230,330110\n";
    site.load("enterprise", "同名.csv", more, "市场监管局名录");
    let body = json!({"entries": [" 91330100799655058B ", "", "查无此人", "同名科技有限公司"], "programmes": ["cn.hnte"]});
    let answer = site.post("/api/v1/check-list", &body).await.json();
    let rows = answer["rows"].as_array().expect("rows");
    let found: Vec<_> = rows.iter().map(|row| row["found"].as_str().unwrap_or("")).collect();
    assert_eq!(found, ["one", "none", "ambiguous"], "{answer:#}");
    assert_eq!(rows[0]["name"], "杭州西湖智造有限公司");
    let result = &rows[0]["results"][0];
    assert_ne!(result["status"], "met", "most facts are unknown");
    assert!(result["reasons"].as_array().is_some_and(|reasons| !reasons.is_empty()), "{result}");
    assert!(rows[2]["candidates"].as_array().is_some_and(|candidates| candidates.len() >= 2));
    let counted: u64 = ["met", "unmet", "unknown", "not_applicable"]
        .iter()
        .filter_map(|key| answer["counts"][0][key].as_u64())
        .sum();
    assert_eq!(counted, 1, "only what was found is counted");
}

#[tokio::test]
async fn the_workbook_says_the_same() {
    let site = Site::new();
    let body = json!({"entries": ["示例·启明科技有限公司", "=1+1"], "programmes": ["cn.hnte"]});
    let answer = site.post("/api/v1/check-list.xlsx", &body).await;
    assert_eq!(answer.status, 200);
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(answer.bytes)).expect("a workbook");
    let sheet = workbook.worksheet_range("核查结果").expect("the sheet of results");
    let cell = |row: u32, column: u32| match sheet.get_value((row, column)) {
        Some(Data::String(text)) => text.clone(),
        _ => String::new(),
    };
    assert_eq!((cell(0, 0).as_str(), cell(0, 5).as_str()), ("名单中的写法", "高新技术企业 状态"));
    assert_eq!((cell(1, 1).as_str(), cell(1, 2).as_str()), ("已找到", "示例·启明科技有限公司"));
    assert!(cell(1, 4).contains("示例"), "generated subjects are marked in exports");
    assert!(["不符合", "待定", "不适用"].contains(&cell(1, 5).as_str()), "{}", cell(1, 5));
    assert!(!cell(1, 6).is_empty(), "reasons");
    assert_eq!((cell(2, 0).as_str(), cell(2, 1).as_str()), ("=1+1", "未找到"), "a name is never a formula");
    let about = workbook.worksheet_range("说明").expect("the sheet about it");
    assert_eq!(about.get_value((0, 1)), Some(&Data::String("预评估，不构成认定结论".to_owned())));
}

#[tokio::test]
async fn an_uploaded_table_is_checked_and_forgotten() {
    let site = Site::empty();
    let table = "名称,研发费用[2024],职工总数[2024],成立日期\n甲公司,100万元,20,2019-03-01\n乙公司,很多,二十,2019年13月\n";
    let texts = [("programmes", "cn.hnte，cn.tech-sme")];
    let answer = site
        .upload(Some("visitor"), "/api/v1/assess/sheet", &texts, "自测.csv", table.as_bytes())
        .await
        .json();
    let rejects = answer["report"]["rejects"].as_array().expect("rejects");
    assert_eq!(rejects.len(), 3, "exactly the three bad cells: {rejects:#?}");
    assert!(rejects.iter().all(|reject| reject["row"] == 3));
    assert_eq!(answer["report"]["rows_in"], 1);
    assert_eq!(answer["subjects"][0]["name"], "甲公司");
    assert_eq!(answer["subjects"][0]["answers"].as_array().map(Vec::len), Some(2));
    // Their own facts are theirs to see, though of internal attributes.
    assert!(answer["subjects"].to_string().contains("1000000"), "{answer:#}");
    assert_eq!(site.get("/api/v1/sources").await.json()["items"], json!([]), "nothing is stored");
    assert_eq!(site.get("/api/v1/subjects/enterprise").await.json()["total"], 0);
}
