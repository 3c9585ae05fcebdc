//! Tables and columns are those of the views (CONTRACT «View columns»).

use app::{AccessScope, Code, When};
use serde_json::json;

use crate::fixture::Site;

#[test]
fn a_kind_is_a_table_under_both_names_and_a_list_is_one_beside_it() {
    let site = Site::new();
    let sql = |table: &str| format!("SELECT 名称, 营业收入_2024, 行政区划 FROM {table} ORDER BY 名称");
    let enterprises = site.rows(&sql("enterprise"));
    assert_eq!(
        enterprises,
        [
            [json!("乙厂"), json!(null), json!("330108")],
            [json!("甲厂"), json!(98_765_432), json!("330106")],
            [json!("示例·丙厂"), json!(2_000_000_000), json!("330108")],
        ]
    );
    assert_eq!(site.rows(&sql("企业")), enterprises);
    assert_eq!(
        site.rows("SELECT e.名称, p.类型, p.类别, p.授权日 FROM 企业__知识产权 p JOIN enterprise e USING (subject) ORDER BY p.授权日"),
        [
            [json!("甲厂"), json!("发明专利"), json!("Ⅰ类"), json!("2020-01-01")],
            [json!("甲厂"), json!("外观设计专利"), json!("Ⅱ类"), json!("2021-01-01")],
            [json!("示例·丙厂"), json!("软件著作权"), json!("Ⅱ类"), json!("2022-02-02")],
        ],
        "the class follows from the type, as everywhere"
    );
    assert_eq!(site.rows("SELECT count(*) FROM enterprise__知识产权"), [[3]]);
    assert_eq!(site.rows("SELECT count(*) FROM chain_node"), [[0]], "a hyphen is an underscore");
    assert_eq!(site.rows("SELECT count(*) FROM \"chain-node\""), [[0]]);
}

#[test]
fn what_the_vocabulary_knows_and_nobody_told_is_unknown_and_no_mistake() {
    let site = Site::new();
    assert_eq!(
        site.rows("SELECT 净资产_2019, 净资产_2019__absent, 老字号, pct申请量_2024, 资质__absent FROM 企业 ORDER BY 名称"),
        [
            [json!(null), json!(false), json!(null), json!(null), json!(true)],
            [json!(null), json!(false), json!(null), json!(2), json!(false)],
            [json!(null), json!(false), json!(null), json!(null), json!(false)],
        ]
    );
    let columns = site.rows("SELECT * FROM enterprise LIMIT 1")[0].len();
    let described = site.rows("DESCRIBE enterprise");
    assert_eq!(described.len(), columns);
    let revenue = described.iter().find(|row| row[0] == "营业收入_2024").expect("a column");
    assert_eq!(revenue[1..3], [json!("整数"), json!("分")]);
    assert!(
        revenue[3].as_str().is_some_and(|text| text.contains("2024 年") && text.contains("元")),
        "{revenue:?}"
    );
    assert!(!described.iter().any(|row| row[0] == "净资产_2019"), "only what is known of somebody");
}

#[test]
fn what_is_no_column_says_what_to_write() {
    let site = Site::new();
    let officer = AccessScope::officer();
    for (sql, told) in [
        ("SELECT 营业收入 FROM 企业", "营业收入_2024"),
        ("SELECT 研发强度_2024 FROM 企业", "研发费用 / 营业收入"),
        ("SELECT 知识产权 FROM 企业", "企业__知识产权"),
        ("SELECT 营业额_2024 FROM 企业", "营业收入_2024"),
        ("SELECT 1 FROM 公司", "enterprise（企业）"),
        ("SELECT 1 FROM 企业__专利", "企业__知识产权"),
    ] {
        let (code, message) = site.failure(&officer, sql);
        assert_eq!(code, Code::InvalidSql, "{message}");
        assert!(message.contains(told), "{sql}: {message}");
    }
}

#[test]
fn the_clock_of_entry_holds() {
    let site = Site::new();
    let before = When { as_of: None, known_at: Some("2025-06-29T00:00:00Z".parse().expect("a timestamp")) };
    let ask = |when| {
        site.ask_at(&AccessScope::officer(), "SELECT count(*) FROM enterprise", when).expect("an answer")
    };
    assert_eq!(ask(before).rows, [[0]]);
    let now = ask(When::default());
    assert_eq!(now.rows, [[3]]);
    assert_eq!(now.notice.freshest_data, Some(jiff::civil::date(2025, 5, 31)));
    assert!(now.example, "丙厂 is generated");
    assert!(!ask(before).example);
}

#[test]
fn what_is_shown_is_what_is_written_out() {
    let site = Site::new();
    let order =
        app::QueryOrder { sql: "SELECT 名称 FROM 企业 ORDER BY 1".to_owned(), when: When::default() };
    let (bytes, rows) = app::query_file(
        &AccessScope::officer(),
        &site.region,
        &order,
        app::QueryFile::Csv,
        &app::QueryStop::default(),
    )
    .expect("a file");
    assert_eq!(
        (rows, String::from_utf8(bytes).expect("UTF-8").as_str()),
        (3, "\u{feff}名称\n乙厂\n甲厂\n示例·丙厂\n")
    );
}
