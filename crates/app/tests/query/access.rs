//! What a reader may not see cannot be reached: not as a column, in a condition, in an aggregate, by an order, or from a message.

use app::{AccessScope, Code};
use serde_json::json;

use crate::fixture::Site;

/// Figures that only officers may see, however they are written.
const SECRETS: [&str; 4] = ["98765432", "987654", "7654321", "4321"];

#[test]
fn a_visitor_reaches_no_internal_value_by_any_way() {
    let site = Site::new();
    let visitor = AccessScope::visitor();
    for sql in [
        "SELECT 营业收入_2024 FROM enterprise",
        "SELECT e.营业收入_2024 FROM 企业 e",
        "SELECT \"营业收入_2024\" FROM enterprise",
        "SELECT sum(营业收入_2024) FROM enterprise",
        "SELECT count(*) FROM enterprise WHERE 营业收入_2024 > 1",
        "SELECT count(*) FILTER (WHERE 营业收入_2024 > 1) FROM enterprise",
        "SELECT 名称 FROM enterprise ORDER BY 营业收入_2024",
        "SELECT 名称 FROM enterprise GROUP BY 名称 HAVING max(营业收入_2024) > 1",
        "SELECT 1 / (营业收入_2024 - 98765432) FROM enterprise",
        "SELECT rank() OVER (ORDER BY 营业收入_2024) FROM enterprise",
        "SELECT a.名称 FROM enterprise a JOIN enterprise b ON a.营业收入_2024 = b.营业收入_2024",
        "SELECT 名称 FROM enterprise WHERE EXISTS (SELECT 1 FROM 企业 e WHERE e.营业收入_2024 > 1)",
        "WITH t AS (SELECT 营业收入_2024 AS x FROM enterprise) SELECT x FROM t",
        "EXPLAIN SELECT 营业收入_2024 FROM enterprise",
        "SELECT 营业收入_2024__absent FROM enterprise",
        "SELECT CAST(营业收入_2024 AS DATE) FROM enterprise",
        "SELECT 营业收入_1999 FROM enterprise",
    ] {
        let (code, message) = site.failure(&visitor, sql);
        assert_eq!(code, Code::WithheldAttribute, "{sql}: {message}");
        assert!(
            message.contains("营业收入") && !message.contains("2024"),
            "whether there is one is not told: {message}"
        );
        assert!(SECRETS.iter().all(|secret| !message.contains(secret)), "{message}");
    }
}

#[test]
fn a_visitor_is_given_what_is_public_and_no_trace_of_the_rest() {
    let site = Site::new();
    let visitor = AccessScope::visitor();
    for sql in ["SELECT * FROM enterprise", "DESCRIBE enterprise", "SELECT count(*), max(成立日期) FROM 企业"]
    {
        let answer = site.ask(&visitor, sql).unwrap_or_else(|failure| panic!("{sql}: {failure}"));
        let text = serde_json::to_string(&answer).expect("plain data");
        assert!(text.contains("2020-01-01") || text.contains("成立日期"), "{text}");
        for hidden in ["营业收入", "研发费用", "职工总数"].iter().chain(&SECRETS) {
            assert!(!text.contains(hidden), "{sql} tells a visitor {hidden}");
        }
    }
    let officer = serde_json::to_string(&site.rows("SELECT * FROM enterprise")).expect("plain data");
    assert!(officer.contains("98765432"), "the test would not notice a leak");
    let (_, message) = site.failure(&visitor, "SELECT 营收_2024 FROM enterprise");
    assert!(!message.contains("营业收入"), "no hint at what is withheld: {message}");
}

#[test]
fn lists_that_are_withheld_are_no_tables() {
    let site = Site::new();
    let names = |scope: &AccessScope| site.ask(scope, "SHOW TABLES").expect("tables").rows;
    let (officer, visitor) = (names(&AccessScope::officer()), names(&AccessScope::visitor()));
    assert!(officer.len() > visitor.len(), "some lists are internal");
    let hidden: Vec<&str> =
        officer.iter().filter(|row| !visitor.contains(row)).filter_map(|row| row[1].as_str()).collect();
    for table in hidden {
        let sql = format!("SELECT count(*) FROM {table}");
        let (code, message) = site.failure(&AccessScope::visitor(), &sql);
        assert_eq!(code, Code::WithheldAttribute, "{message}");
        let (code, _) = site.failure(&AccessScope::visitor(), &format!("DESCRIBE {table}"));
        assert_eq!(code, Code::WithheldAttribute);
    }
}

#[test]
fn rows_of_other_districts_and_subjects_are_not_there() {
    let site = Site::new();
    let district = AccessScope { regions: Some(vec!["330108".to_owned()]), ..AccessScope::officer() };
    let answer = |sql: &str| site.ask(&district, sql).expect("an answer").rows;
    assert_eq!(answer("SELECT 名称 FROM enterprise ORDER BY 1"), [["乙厂"], ["示例·丙厂"]]);
    assert_eq!(answer("SELECT sum(营业收入_2024) FROM enterprise"), [[2_000_000_000_i64]]);
    assert_eq!(answer("SELECT 类型 FROM enterprise__知识产权"), [["软件著作权"]]);
    let described = answer("DESCRIBE enterprise");
    let has = |name: &str| described.iter().any(|row| row[0] == name);
    assert!(has("营业收入_2024") && !has("营业收入_2023"), "that others have one is not told");
    let id = site.rows("SELECT subject FROM enterprise WHERE 名称 = '甲厂'")[0][0].clone();
    let one =
        AccessScope { subjects: Some(vec![id.as_str().expect("text").to_owned()]), ..AccessScope::officer() };
    let answer = site.ask(&one, "SELECT count(*), max(名称) FROM enterprise").expect("an answer");
    assert_eq!(answer.rows, [[json!(1), json!("甲厂")]]);
}
