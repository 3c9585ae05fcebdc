//! Numbers are exact or an error, never wrapped, never infinite.

use rstest::rstest;
use serde_json::json;

use super::fixture::{failure, rows, value};
use crate::SqlError;

#[test]
fn whole_numbers_divide_towards_zero_and_decimals_exactly() {
    assert_eq!(rows("SELECT 5 / 2, -5 / 2, 5.0 / 2, 5 % 2"), [[json!(2), json!(-2), json!("2.5"), json!(1)]]);
    assert_eq!(value("SELECT 0.1 + 0.2 = 0.3"), true);
    assert_eq!(value("SELECT 0.1 + 0.2"), "0.3");
    assert_eq!(
        value("SELECT 营业收入_2024 * 1.0 / 职工总数_2024 FROM enterprise WHERE 名称 = '乙'"),
        "12525"
    );
}

#[rstest]
#[case::plus("SELECT 9223372036854775807 + 1", "9223372036854775807 + 1")]
#[case::minus("SELECT -9223372036854775807 - 2", "-9223372036854775807 - 2")]
#[case::times("SELECT n * 9223372036854775807 FROM numbers WHERE n = 2", "2 * 9223372036854775807")]
#[case::sum("SELECT sum(x) FROM (VALUES (9223372036854775807), (1)) t(x)", "9223372036854775808")]
#[case::negative("SELECT sum(-x) FROM (VALUES (9223372036854775807), (2)) t(x)", "-9223372036854775809")]
#[case::grouped(
    "SELECT g, sum(x) FROM (VALUES (1, 9223372036854775807), (1, 1), (2, 1)) t(g, x) GROUP BY g",
    "9223372036854775808"
)]
#[case::window(
    "SELECT sum(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES (1), (9223372036854775807)) t(x)",
    "9223372036854775808"
)]
#[case::distinct(
    "SELECT sum(DISTINCT x), count(*) FROM (VALUES (9223372036854775807), (1), (1)) t(x)",
    "9223372036854775808"
)]
#[case::decimal(
    "SELECT sum(CAST(x AS DECIMAL(38,0))) FROM (VALUES (99999999999999999999999999999999999999), (1)) t(x)",
    "38 位"
)]
fn what_does_not_fit_is_an_error(#[case] sql: &str, #[case] told: &str) {
    let error = failure(sql);
    assert!(matches!(&error, SqlError::Run { message, .. } if message.contains(told)), "{error:?}");
}

/// A total in 64 bits would pass the limit on the way, or not, as the rows come.
#[test]
fn a_sum_that_fits_is_exact_in_whatever_order() {
    let max = i64::MAX;
    let sql = format!(
        "SELECT sum(x), avg(x), sum(DISTINCT x), count(*) FROM (VALUES ({max}), (1), (-5), (1)) t(x)"
    );
    assert_eq!(
        rows(&sql),
        [[
            json!("9223372036854775804"),
            json!("2305843009213693951"),
            json!("9223372036854775803"),
            json!(4)
        ]]
    );
    assert_eq!(value("SELECT sum(n) FROM numbers"), 49_995_000);
    assert_eq!(
        value("SELECT sum(x) FROM (SELECT n % 7 AS g, sum(n) AS x FROM numbers GROUP BY n % 7)"),
        49_995_000
    );
    assert_eq!(value("SELECT sum(持股比例) FROM enterprise"), "0.175");
    assert_eq!(value("SELECT avg(持股比例) FROM enterprise"), "0.0875");
    assert_eq!(value("SELECT sum(营业收入_2024) FROM enterprise WHERE 名称 = 'none'"), json!(null));
    assert_eq!(
        rows(
            "SELECT sum(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES (1), (2), (4)) t(x) ORDER BY x"
        ),
        [[1], [3], [6]]
    );
}

#[test]
fn a_mean_rounds_half_away_from_zero_at_four_more_digits() {
    assert_eq!(value("SELECT avg(x) FROM (VALUES (1), (2)) t(x)"), "1.5");
    assert_eq!(value("SELECT avg(x) FROM (VALUES (1), (1), (0)) t(x)"), "0.6667");
    assert_eq!(value("SELECT avg(-x) FROM (VALUES (1), (1), (0)) t(x)"), "-0.6667");
    assert_eq!(value("SELECT avg(营业收入_2024) FROM enterprise"), "11683.3333");
    assert_eq!(value("SELECT avg(CAST(x AS DOUBLE)) FROM (VALUES (1), (2)) t(x)"), 1.5);
}

#[rstest]
#[case::whole("SELECT 1 / 0")]
#[case::rest("SELECT 1 % 0")]
#[case::decimal("SELECT 1.5 / 0")]
#[case::floating("SELECT CAST(1 AS DOUBLE) / 0")]
#[case::hidden("SELECT count(*) FROM numbers WHERE CAST(1 AS DOUBLE) / n > 5")]
#[case::column("SELECT 100 / 营业收入_2024 FROM enterprise")]
fn division_by_zero_is_an_error(#[case] sql: &str) {
    let error = failure(sql);
    assert!(matches!(&error, SqlError::Run { message, .. } if message.contains("除数为零")), "{error:?}");
}

#[test]
fn division_by_zero_can_be_unknown_where_it_is_asked_for() {
    let sql = "SELECT 100000 / NULLIF(营业收入_2024, 0) FROM enterprise ORDER BY 名称";
    let mut answers: Vec<_> = rows(sql).into_iter().map(|mut row| row.remove(0)).collect();
    answers.sort_by_key(ToString::to_string);
    assert_eq!(answers, [json!(10), json!(3), json!(null), json!(null)]);
}

#[rstest]
#[case("SELECT ln(CAST(0 AS DOUBLE))")]
#[case("SELECT exp(CAST(1000 AS DOUBLE))")]
#[case("SELECT CAST('NaN' AS DOUBLE)")]
fn no_result_is_infinite_or_not_a_number(#[case] sql: &str) {
    let error = failure(sql);
    assert!(matches!(&error, SqlError::Run { .. }), "{error:?}");
}

#[test]
fn unknown_is_null_and_stays_unknown() {
    assert_eq!(
        rows("SELECT 名称 FROM enterprise WHERE 营业收入_2024 > 1 OR 营业收入_2024 <= 1 ORDER BY 1").len(),
        3
    );
    assert_eq!(value("SELECT NULL = NULL"), json!(null));
    assert_eq!(value("SELECT count(*) - count(营业收入_2024) FROM enterprise"), 1);
    assert_eq!(value("SELECT 名称 || 行政区划 FROM enterprise WHERE 名称 = '丁'"), json!(null));
    assert_eq!(value("SELECT concat(名称, 行政区划) FROM enterprise WHERE 名称 = '丁'"), "丁");
    assert_eq!(value("SELECT 名称 || 职工总数_2024 FROM enterprise WHERE 名称 = '甲'"), "甲5");
}

#[test]
fn whole_numbers_beyond_what_json_holds_are_text() {
    assert_eq!(
        rows("SELECT 9007199254740992, 9007199254740993"),
        [[json!(9_007_199_254_740_992_i64), json!("9007199254740993")]]
    );
}
