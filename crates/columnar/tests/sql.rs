//! The national set as SQL: every programme in every dialect is a statement, or a reason that names what it is; the text of two is kept
//! beside. That statements answer what the interpreter answers is checked on the engines (`make test-dialects`).
#![expect(clippy::expect_used, clippy::disallowed_methods, reason = "a test reads the shipped content")]

#[expect(dead_code, reason = "no enterprises are made here")]
#[path = "../../programmes/tests/national/setup.rs"]
mod setup;

use columnar::sql::{DIALECTS, Dialect, Statement, Unsupported};
use columnar::{Plan, Variant, Wanted};
use jiff::civil::date;
use programmes::Programme;

fn statement(programme: &Programme, dialect: &'static Dialect) -> Result<Statement, Unsupported> {
    let as_of = date(2026, 6, 30);
    Plan::new(&programme.subject, as_of, vec![Variant::new(programme, as_of)], Wanted::ALL).sql(0, dialect)
}

#[test]
fn every_programme_is_said_or_refused_by_name() {
    let (_, library) = setup::library();
    for dialect in DIALECTS {
        let mut refused = Vec::new();
        for programme in library.programmes() {
            match statement(programme, dialect) {
                Ok(statement) => {
                    let id = &programme.id;
                    assert!(statement.select.starts_with("WITH\nf AS"), "{id}");
                    for column in ["status", "class", "score_min", "score_max", "amount_min", "amount_max"] {
                        assert!(statement.select.contains(&format!(" AS {column}")), "{id}: {column}");
                    }
                    let table = format!("CREATE TABLE {0}{1}{0} (", dialect.quote, programme.kind);
                    assert!(statement.tables.starts_with(&table), "{id}");
                }
                Err(reason) => refused.push(reason.to_string()),
            }
        }
        refused.sort();
        let cases = "超过 6 个时不逐种情形算";
        let name = dialect.name;
        assert_eq!(
            refused,
            [
                format!(
                    "cn.ic-software-income-tax.2020 不能用 {name} 的 SQL 准确表达：金额里有金额取决于 23 个判断，{cases}"
                ),
                format!(
                    "cn.rd-super-deduction.2023 不能用 {name} 的 SQL 准确表达：金额里有金额取决于 8 个判断，{cases}"
                ),
            ],
        );
    }
}

#[test]
fn statements_are_written_so() {
    let (_, library) = setup::library();
    for (id, dialect) in
        [("cn.tech-transfer-income.2008", "duckdb"), ("cn.manufacturing-champion.2023", "postgres")]
    {
        let programme = library.programmes().find(|programme| programme.id == id).expect("a programme");
        let dialect = Dialect::find(dialect).expect("a dialect");
        let statement = statement(programme, dialect).expect("it can be said");
        insta::assert_snapshot!(
            format!("{id}.{}", dialect.name),
            format!("{};\n\n{}", statement.tables, statement.select)
        );
    }
}
