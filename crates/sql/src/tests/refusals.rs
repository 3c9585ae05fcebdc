//! Nothing but reading, one statement, and errors that help.

use rstest::rstest;

use super::fixture::{failure, rows};
use crate::{Position, SqlError};

#[rstest]
#[case::insert("INSERT INTO enterprise VALUES (1)")]
#[case::update("UPDATE enterprise SET 名称 = 'x'")]
#[case::delete("DELETE FROM enterprise")]
#[case::merge("MERGE INTO enterprise USING numbers ON true WHEN MATCHED THEN DELETE")]
#[case::create("CREATE TABLE x AS SELECT 1")]
#[case::view("CREATE VIEW x AS SELECT 1")]
#[case::external("CREATE EXTERNAL TABLE x STORED AS CSV LOCATION '/etc/passwd'")]
#[case::function("CREATE FUNCTION f(INT) RETURNS INT RETURN $1")]
#[case::drop("DROP TABLE enterprise")]
#[case::alter("ALTER TABLE enterprise ADD COLUMN x INT")]
#[case::truncate("TRUNCATE TABLE enterprise")]
#[case::copy("COPY enterprise TO '/tmp/x.csv'")]
#[case::copy_of_a_query("COPY (SELECT 1) TO 'x.parquet' STORED AS PARQUET")]
#[case::set("SET datafusion.execution.batch_size = 1")]
#[case::reset("RESET datafusion.execution.batch_size")]
#[case::show_all("SHOW ALL")]
#[case::show_setting("SHOW datafusion.execution.batch_size")]
#[case::prepare("PREPARE p AS SELECT 1")]
#[case::execute("EXECUTE p")]
#[case::begin("BEGIN")]
#[case::call("CALL f()")]
#[case::grant("GRANT SELECT ON enterprise TO x")]
#[case::explain_insert("EXPLAIN INSERT INTO enterprise SELECT * FROM enterprise")]
#[case::explain_copy("EXPLAIN COPY enterprise TO 'x.csv'")]
#[case::with_insert("WITH a AS (SELECT 1) INSERT INTO enterprise SELECT * FROM a")]
#[case::into("SELECT * INTO x FROM enterprise")]
#[case::into_within("WITH a AS (SELECT * INTO x FROM enterprise) SELECT * FROM a")]
#[case::parenthesised("(DELETE FROM enterprise)")]
#[case::two("SELECT 1; SELECT 2")]
#[case::hidden_second("SELECT 1; DROP TABLE enterprise")]
#[case::file_function("SELECT * FROM read_csv('/etc/passwd')")]
#[case::series("SELECT * FROM generate_series(1, 10)")]
#[case::lateral_function("SELECT * FROM enterprise, LATERAL f(名称)")]
#[case::describe_a_query("DESCRIBE SELECT 1")]
fn what_does_not_only_read_is_refused(#[case] sql: &str) {
    let error = failure(sql);
    let refused = matches!(error, SqlError::Refused { .. } | SqlError::Syntax { .. });
    assert!(refused, "{error:?}");
    // What is a verb of SQL is told as refused, not as a mistake in writing.
    let known = !["MERGE", "(DELETE", "CREATE FUNCTION"].iter().any(|start| sql.starts_with(start));
    assert!(!known || matches!(error, SqlError::Refused { .. }), "{error:?}");
}

#[rstest]
#[case("SELECT * FROM '/etc/passwd'", "/etc/passwd")]
#[case("SELECT * FROM \"https://example.com/x.csv\"", "https://example.com/x.csv")]
#[case("SELECT * FROM information_schema.tables", "information_schema.tables")]
#[case("DESCRIBE information_schema.tables", "information_schema.tables")]
#[case("DESCRIBE nothing", "nothing")]
fn no_place_outside_of_the_tables_can_be_named(#[case] sql: &str, #[case] name: &str) {
    match failure(sql) {
        SqlError::UnknownTable { name: told, hint } => {
            assert_eq!(told, name);
            assert!(hint.contains("SHOW TABLES"), "{hint}");
        }
        // A table that nobody handed in is the engine's to refuse.
        SqlError::Plan { message, .. } => assert!(message.contains("not found"), "{message}"),
        other => panic!("{sql}: {other:?}"),
    }
}

#[test]
fn reading_in_every_form_is_answered() {
    for sql in [
        "SELECT 1",
        "select 1",
        " ( SELECT 1 ) ",
        "SELECT 1;",
        "-- why\nSELECT 1 /* and how */",
        "VALUES (1)",
        "WITH a AS (SELECT 1) SELECT * FROM a",
        "SELECT 1 UNION ALL SELECT 1 LIMIT 1",
        "SELECT 1 INTERSECT SELECT 1",
        "SELECT count(*) / 4 FROM enterprise",
        "SELECT count(*) / 4 FROM 企业",
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM enterprise)",
        "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t WHERE n < 3) SELECT count(*) - 2 FROM t",
    ] {
        assert_eq!(rows(sql), [[1]], "{sql}");
    }
    assert_eq!(rows("EXPLAIN SELECT 1").len(), 2);
    assert!(!rows("EXPLAIN ANALYZE SELECT count(*) FROM enterprise").is_empty());
}

#[test]
fn a_mistake_in_writing_is_told_with_its_place() {
    let error = failure("SELECT 名称\nFORM enterprise");
    assert_eq!(error.at(), Some(Position { line: 2, column: 6 }), "{error}");
    assert!(matches!(&error, SqlError::Syntax { message, .. } if message.starts_with('“')), "{error:?}");
    let error = failure("SELECT 名称，行政区划 FROM enterprise");
    assert!(error.hint().contains("半角"), "{error:?}");
    assert!(matches!(failure(""), SqlError::Syntax { .. }));
    assert!(matches!(failure("SELECT 'open"), SqlError::Syntax { .. }));
}

#[test]
fn a_column_that_is_not_there_is_told_with_those_that_look_like_it() {
    let error = failure("SELECT 营业额_2024 FROM enterprise");
    let SqlError::UnknownColumn { at, name, hint } = &error else { panic!("{error:?}") };
    assert_eq!((at.map(|at| at.column), name.as_str()), (Some(8), "营业额_2024"));
    assert!(hint.contains("营业收入_2024"), "{hint}");
}

#[rstest]
#[case::clock("SELECT now()")]
#[case::date("SELECT current_date")]
#[case::chance("SELECT random()")]
#[case::engine("SELECT version()")]
#[case::growth("SELECT repeat('x', 1000000000)")]
#[case::padding("SELECT lpad('x', 1000000000, 'y')")]
#[case::replacement("SELECT replace('xxxx', 'x', 'yyyyyyyyyyyy')")]
#[case::file_name("SELECT input_file_name()")]
fn functions_that_outgrow_reading_are_not_there(#[case] sql: &str) {
    let error = failure(sql);
    assert!(matches!(error, SqlError::Plan { .. } | SqlError::UnknownColumn { .. }), "{error:?}");
}

/// A function that the engine renames would otherwise be gone without anybody noticing.
#[test]
fn every_function_that_is_promised_is_there() {
    use std::collections::HashSet;
    let scalar = crate::functions::scalar();
    let scalar: HashSet<&str> = scalar.iter().map(|function| function.name()).collect();
    let missing: Vec<_> = crate::functions::SCALAR.iter().filter(|name| !scalar.contains(*name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let aggregate = crate::functions::aggregate();
    let aggregate: HashSet<&str> = aggregate.iter().map(|function| function.name()).collect();
    let missing: Vec<_> =
        crate::functions::AGGREGATE.iter().filter(|name| !aggregate.contains(*name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
