//! What tables and columns there are, their units, and how they are read.

use serde_json::json;

use super::fixture::{ask, enterprises, names, rows, value};
use crate::{Limits, Statement, Stop, ValueType, run};

#[test]
fn tables_and_columns_say_what_they_mean() {
    assert_eq!(rows("SHOW TABLES"), [[json!("enterprise"), json!("企业"), json!("一个企业")]]);
    let columns = rows("DESCRIBE 企业");
    assert_eq!(columns.len(), 9);
    assert_eq!(
        columns[3],
        [json!("营业收入_2024"), json!("整数"), json!("分"), json!("营业收入_2024的含义")]
    );
    assert_eq!(columns[6][1], "日期");
    assert_eq!(rows("DESC enterprise"), columns);
}

fn units(sql: &str) -> Vec<Option<String>> {
    let answer = ask(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    answer.columns.into_iter().map(|column| column.unit).collect()
}

#[test]
fn results_keep_the_unit_where_it_follows() {
    let fen = || Some("分".to_owned());
    assert_eq!(
        units("SELECT 营业收入_2024 AS x, sum(营业收入_2024) OVER (), 名称 FROM enterprise"),
        [fen(), fen(), None]
    );
    assert_eq!(
        units(
            "SELECT sum(营业收入_2024), avg(营业收入_2024), max(职工总数_2024), count(营业收入_2024) FROM enterprise"
        ),
        [fen(), fen(), Some("人".to_owned()), None]
    );
    assert_eq!(
        units(
            "SELECT 营业收入_2024 / 职工总数_2024, 营业收入_2024 * 2, 营业收入_2024 + 职工总数_2024, 营业收入_2024 - 营业收入_2024 FROM enterprise"
        ),
        [None, None, None, fen()]
    );
    assert_eq!(
        units(
            "WITH t AS (SELECT coalesce(营业收入_2024, 0) AS y FROM enterprise WHERE 名称 <> '甲') SELECT a.y, b.名称 FROM t a JOIN enterprise b ON a.y = b.营业收入_2024 ORDER BY 1 LIMIT 1"
        ),
        [fen(), None]
    );
    assert_eq!(
        units("SELECT 营业收入_2024 FROM enterprise UNION ALL SELECT 职工总数_2024 FROM enterprise"),
        [None]
    );
    assert_eq!(units("SELECT CASE WHEN 居民企业 THEN 营业收入_2024 ELSE 0 END FROM enterprise"), [fen()]);
}

#[test]
fn only_the_columns_asked_for_are_made() {
    let (table, held) = enterprises();
    let statement =
        Statement::parse("SELECT sum(营业收入_2024) FROM enterprise WHERE 居民企业").expect("a statement");
    run(statement, &[table], &names(), &Limits::shown(), &Stop::default()).expect("an answer");
    let mut asked = held.asked.lock().expect("not poisoned").clone();
    asked.sort_unstable();
    asked.dedup();
    assert_eq!(asked, [3, 7]);
}

#[test]
fn counting_makes_no_column_at_all() {
    let (table, held) = enterprises();
    let statement = Statement::parse("SELECT count(*) FROM enterprise").expect("a statement");
    let answer = run(statement, &[table], &names(), &Limits::shown(), &Stop::default()).expect("an answer");
    assert_eq!(answer.json_rows(), [[4]]);
    assert!(held.asked.lock().expect("not poisoned").is_empty());
}

#[test]
fn names_need_quotes_only_where_they_have_odd_signs() {
    assert_eq!(value("SELECT sum(PCT申请量_2024) FROM enterprise"), 3);
    assert_eq!(value("SELECT sum(e.pct申请量_2024) FROM enterprise e"), 3);
    assert_eq!(value("SELECT sum(\"PCT申请量_2024\") FROM Enterprise"), 3);
    assert_eq!(value("SELECT count(*) FROM enterprise AS \"甲.乙\" WHERE \"甲.乙\".居民企业"), 1);
}

#[test]
fn values_of_every_type() {
    let answer = ask(
        "SELECT 名称, 职工总数_2024, 持股比例, 成立日期, 居民企业, CAST(0.5 AS DOUBLE) FROM enterprise WHERE 名称 = '甲'",
    );
    let answer = answer.expect("an answer");
    let types: Vec<ValueType> = answer.columns.iter().map(|column| column.r#type).collect();
    assert_eq!(
        types,
        [
            ValueType::Text,
            ValueType::Integer,
            ValueType::Decimal,
            ValueType::Date,
            ValueType::Boolean,
            ValueType::Float
        ]
    );
    assert_eq!(
        answer.json_rows(),
        [[json!("甲"), json!(5), json!("0.05"), json!("2024-01-01"), json!(true), json!(0.5)]]
    );
    assert_eq!(
        value("SELECT date_trunc('month', 成立日期) FROM enterprise WHERE 名称 = '甲'"),
        "2024-01-01T00:00:00"
    );
    assert_eq!(value("SELECT date_part('year', 成立日期) FROM enterprise WHERE 名称 = '丁'"), 1887);
}
