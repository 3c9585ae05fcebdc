//! Each limit at the limit and one past it.

use std::time::Duration;

use rstest::rstest;

use super::fixture::{ask, ask_within, enterprises, names, numbers};
use crate::limits::{MAX_CHAIN, MAX_LITERAL_CHARS, MAX_RELATIONS, MAX_RESULT_COLUMNS, MAX_SQL_CHARS};
use crate::{Limits, SqlError, Statement, Stop, run};

#[track_caller]
fn assert_limit(answer: Result<crate::Answer, SqlError>, told: &str) {
    match answer {
        Err(SqlError::Limit { what, hint }) => {
            assert!(what.contains(told), "{what}");
            assert!(!hint.is_empty(), "{what}");
        }
        other => panic!("{:?}", other.map(|answer| answer.len())),
    }
}

#[test]
fn length_of_a_statement() {
    let statement = |chars: usize| format!("SELECT 1 --{}", "注".repeat(chars - 11));
    assert!(ask(&statement(MAX_SQL_CHARS)).is_ok());
    assert_limit(ask(&statement(MAX_SQL_CHARS + 1)), "10000");
}

#[test]
fn length_of_a_constant() {
    let statement = |chars: usize| format!("SELECT '{}'", "字".repeat(chars));
    assert!(ask(&statement(MAX_LITERAL_CHARS)).is_ok());
    assert_limit(ask(&statement(MAX_LITERAL_CHARS + 1)), "1000");
}

#[test]
fn nesting() {
    let statement = |depth: usize| format!("SELECT {}1{}", "(".repeat(depth), ")".repeat(depth));
    let deepest = (1..200).take_while(|depth| Statement::parse(&statement(*depth)).is_ok()).last();
    let deepest = deepest.expect("some nesting is fine");
    assert!((30..=crate::limits::MAX_NESTING).contains(&deepest), "{deepest}");
    assert!(ask(&statement(deepest)).is_ok());
    assert_limit(ask(&statement(deepest + 1)), "嵌套");
    assert_limit(ask(&statement(4_000)), "嵌套");
}

/// A chain of operators is as deep a tree as parentheses, but the parser does not count it.
#[test]
fn chains_of_operators() {
    let sum = |links: usize| format!("SELECT {}", vec!["1"; links + 1].join("+"));
    let at = ask(&sum(MAX_CHAIN)).expect("a sum");
    assert_eq!(at.json_rows(), [[MAX_CHAIN + 1]]);
    assert_limit(ask(&sum(MAX_CHAIN + 1)), "250");
    assert_limit(ask(&sum(4_900)), "250");
    let or = |links: usize| {
        format!("SELECT count(*) FROM numbers WHERE {}", vec!["n"; links + 1].join("=1 OR ") + "=1")
    };
    assert_limit(ask(&or(1_000)), "250");
    let union = |links: usize| vec!["SELECT 1"; links + 1].join(" UNION ALL ");
    assert_eq!(ask(&union(MAX_CHAIN)).map(|answer| answer.len()), Ok(MAX_CHAIN + 1));
    assert_limit(ask(&union(MAX_CHAIN + 1)), "250");
    let list = vec!["7"; 4_000].join(",");
    assert_eq!(
        ask(&format!("SELECT n FROM numbers WHERE n IN ({list})")).map(|answer| answer.len()),
        Ok(1),
        "no chain"
    );
}

#[test]
fn relations_of_a_statement() {
    let join = |tables: usize| {
        let tables: Vec<String> =
            (0..tables).map(|table| format!("enterprise t{table} ON t{table}.subject = e.subject")).collect();
        format!("SELECT count(*) FROM enterprise e JOIN {}", tables.join(" JOIN "))
    };
    assert!(Statement::parse(&join(MAX_RELATIONS - 1)).is_ok());
    assert_limit(ask(&join(MAX_RELATIONS)), "100");
    assert_eq!(ask(&join(9)).expect("an answer").json_rows(), [[4]]);
}

/// Each step twice the step before: a thousand characters would be a plan of a billion parts.
#[test]
fn steps_that_double() {
    let doubling = |steps: usize| {
        let mut with = vec!["s0 AS (SELECT 1 AS x)".to_owned()];
        for step in 1..=steps {
            let before = step - 1;
            with.push(format!("s{step} AS (SELECT a.x FROM s{before} a, s{before} b)"));
        }
        format!("WITH {} SELECT count(*) FROM s{steps}", with.join(", "))
    };
    assert_eq!(ask(&doubling(3)).expect("an answer").json_rows(), [[1]]);
    assert_limit(ask(&doubling(30)), "100");
}

#[test]
fn columns_of_a_result() {
    let statement = |columns: usize| {
        let columns: Vec<String> = (0..columns).map(|column| format!("1 c{column}")).collect();
        format!("SELECT {}", columns.join(","))
    };
    assert!(ask(&statement(MAX_RESULT_COLUMNS)).is_ok());
    assert_limit(ask(&statement(MAX_RESULT_COLUMNS + 1)), "1001 列");
}

#[test]
fn rows_that_are_shown_are_cut_off_and_files_are_refused() {
    let limits = Limits { rows: 9_999, ..Limits::shown() };
    let at = ask_within("SELECT n FROM numbers WHERE n < 9999", &limits).expect("an answer");
    assert_eq!((at.len(), at.truncated), (9_999, false));
    let past = ask_within("SELECT n FROM numbers ORDER BY n", &limits).expect("an answer");
    assert_eq!((past.len(), past.truncated), (9_999, true));
    assert_eq!(past.json_rows().last().expect("rows"), &[9_998]);
    let file = Limits { cut: false, ..limits };
    assert!(ask_within("SELECT n FROM numbers WHERE n < 9999", &file).is_ok());
    assert_limit(ask_within("SELECT n FROM numbers", &file), "9999 行");
}

#[test]
fn the_limits_of_the_product() {
    let (shown, file) = (Limits::shown(), Limits::file());
    assert_eq!((shown.rows, shown.cut, file.rows, file.cut), (10_000, true, 1_000_000, false));
    assert_eq!((shown.time, shown.memory), (Duration::from_mins(1), 1 << 30));
    let tables = [enterprises().0, numbers(1_000_001)];
    let answer = |sql: &str, limits| {
        run(Statement::parse(sql).expect("a statement"), &tables, &[], &limits, &Stop::default())
    };
    let at = answer("SELECT n FROM numbers WHERE n < 1000000", file).expect("a million rows");
    assert_eq!((at.len(), at.truncated), (1_000_000, false));
    assert_limit(answer("SELECT n FROM numbers", file), "1000000 行");
    assert_eq!(answer("SELECT n FROM numbers", shown).map(|answer| answer.len()), Ok(10_000));
}

#[test]
fn bytes_of_a_result() {
    // Eight bytes a row, and a bit a row for what is unknown.
    let sql = "SELECT n FROM numbers WHERE n < 4096";
    let bytes = |bytes: usize| Limits { bytes, ..Limits::shown() };
    let needed = (1..100).map(|kib| kib << 10).find(|size| ask_within(sql, &bytes(*size)).is_ok());
    let needed = needed.expect("it fits somewhere");
    assert!((32 << 10..=34 << 10).contains(&needed), "{needed}");
    assert_limit(ask_within(sql, &bytes(needed - (1 << 10))), "MB");
}

#[test]
fn memory() {
    let sql = "SELECT n % 5000 AS g, count(*) FROM numbers GROUP BY n % 5000";
    let memory = |memory: usize| Limits { memory, ..Limits::shown() };
    assert_eq!(ask_within(sql, &memory(64 << 20)).map(|answer| answer.len()), Ok(5_000));
    assert_limit(ask_within(sql, &memory(1 << 10)), "内存");
    assert_limit(ask_within("SELECT n FROM numbers ORDER BY -n", &memory(1 << 10)), "内存");
}

#[test]
fn a_text_that_explodes() {
    let mut steps = vec!["a0 AS (SELECT '0123456789' AS s)".to_owned()];
    for step in 1..30 {
        steps.push(format!("a{step} AS (SELECT s || s AS s FROM a{})", step - 1));
    }
    let sql = format!("WITH {} SELECT character_length(s) FROM a29", steps.join(", "));
    let error = ask(&sql).map(|answer| answer.len()).expect_err("5 GB");
    assert!(matches!(&error, SqlError::Run { message, .. } if message.contains("太长")), "{error:?}");
    let short = format!("WITH {} SELECT character_length(s) FROM a10", steps[..=10].join(", "));
    assert_eq!(ask(&short).expect("an answer").json_rows(), [[10_240]]);
}

#[rstest]
#[case::cross_join("SELECT count(*) FROM numbers a, numbers b, numbers c, numbers d")]
#[case::nothing_matches("SELECT count(*) FROM numbers a, numbers b, numbers c WHERE a.n + b.n + c.n < -1")]
#[case::nested_loop(
    "SELECT count(*) FROM numbers a JOIN numbers b ON a.n < b.n JOIN numbers c ON b.n + a.n > c.n + 100000"
)]
#[case::one_key(
    "SELECT count(*) FROM numbers a JOIN numbers b ON a.n % 2 = b.n % 2 JOIN numbers c ON c.n % 2 = b.n % 2 AND a.n + c.n < -b.n - 1"
)]
#[case::recursion("WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t")]
#[case::anti(
    "SELECT count(*) FROM numbers a, numbers b WHERE NOT EXISTS (SELECT 1 FROM numbers c WHERE a.n + b.n + c.n < -1)"
)]
fn a_query_that_does_not_end_is_ended(#[case] sql: &str) {
    let limits = Limits { time: Duration::from_millis(300), ..Limits::shown() };
    // That this returns at all says that no thread of it goes on: it waits for them.
    assert_limit(ask_within(sql, &limits), "0.3 秒");
    let enough = Limits { time: Duration::from_mins(1), ..Limits::shown() };
    assert!(ask_within("SELECT count(*) FROM numbers", &enough).is_ok());
}

#[test]
fn a_query_is_stopped_by_whoever_waits() {
    let sql = "SELECT count(*) FROM numbers a, numbers b, numbers c, numbers d";
    let tables = [numbers(10_000)];
    let start = |stop: &Stop| {
        run(Statement::parse(sql).expect("a statement"), &tables, &names(), &Limits::shown(), stop)
    };
    let early = Stop::default();
    early.ask();
    assert_eq!(start(&early).map(|answer| answer.len()), Err(SqlError::Stopped));
    let stop = Stop::default();
    let gone = stop.on_drop();
    let answer = std::thread::scope(|threads| {
        let waiting = threads.spawn(|| start(&stop));
        std::thread::sleep(Duration::from_millis(200));
        drop(gone);
        waiting.join().expect("no panic")
    });
    assert_eq!(answer.map(|answer| answer.len()), Err(SqlError::Stopped));
}
