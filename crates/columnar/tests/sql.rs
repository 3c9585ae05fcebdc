//! The national set as SQL: every programme in every dialect is either a statement or a reason that names what it is; the text of two
//! is kept beside. That the statements say what the interpreter says is checked on the engines (`make test-dialects`).
#![expect(clippy::expect_used, clippy::disallowed_methods, clippy::print_stdout, reason = "a test reads the shipped content")]

#[path = "national/setup.rs"]
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
        let mut said = 0;
        for programme in library.programmes() {
            match statement(programme, dialect) {
                Ok(statement) => {
                    said += 1;
                    assert!(statement.select.starts_with("WITH"), "{}", programme.id);
                    assert!(statement.tables.contains("subject"), "{}", programme.id);
                }
                Err(refused) => println!("{refused}"),
            }
        }
        println!("{}: {said}", dialect.name);
    }
}
