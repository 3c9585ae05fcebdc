//! The published pipeline of the reference implementation, number by number: COINr 1.1.14 under R, `build_example_coin()`.

mod support;

use indices::{Value, run};
use support::{framework, shared, shipped, units};

const CLOSE: f64 = 1e-12;

/// Scores of the reference implementation for every node: `tests/reference/asem.csv`, written by R with 17 digits.
fn reference() -> csv::Reader<&'static [u8]> {
    csv::Reader::from_reader(include_bytes!("reference/asem.csv").as_slice())
}

#[test]
fn every_node_of_every_country_is_that_of_the_reference() {
    let Some(data) = shared("indicators/ASEM_iData.csv") else { return };
    let framework = framework(&shipped("asem"));
    let units = units(&framework, &data);
    let run = run(&framework, &units, 1).expect("a run");
    let mut reference = reference();
    let headings = reference.headers().expect("headings").clone();
    assert_eq!(headings.len(), 61);
    let mut compared = 0;
    for record in reference.records() {
        let record = record.expect("a row");
        let row = units.codes.iter().position(|code| *code == record[0]).expect("a country");
        for (heading, expected) in headings.iter().zip(&record).skip(1) {
            let node = framework.node(heading).unwrap_or_else(|| panic!("no node {heading}"));
            let expected: f64 = expected.parse().expect("a number");
            let score = run.scores.columns[node][row].get().expect("a score");
            assert!(
                (score - expected).abs() <= CLOSE * expected.abs().max(1.0),
                "{} {heading}: {score} against {expected}",
                &record[0]
            );
            compared += 1;
        }
    }
    assert_eq!(compared, 51 * 60);
}

#[test]
#[expect(clippy::excessive_precision, reason = "as they were published")]
fn the_first_five_are_those_of_the_issue() {
    let Some(data) = shared("indicators/ASEM_iData.csv") else { return };
    let framework = framework(&shipped("asem"));
    let units = units(&framework, &data);
    let run = run(&framework, &units, 1).expect("a run");
    let root = framework.root();
    for (place, code, expected) in [
        (1, "CHE", 68.383_724_238_341_713),
        (2, "NLD", 64.819_516_169_817_504),
        (3, "DNK", 64.804_079_960_607_652),
        (4, "NOR", 64.467_775_849_718_734),
        (5, "BEL", 63.539_519_894_850_834),
    ] {
        let row = units.codes.iter().position(|other| other == code).expect("a country");
        let score = run.scores.columns[root][row].get().expect("a score");
        assert!((score / expected - 1.0).abs() <= CLOSE, "{code}: {score}");
        assert_eq!(run.places[root][row], Some(place));
    }
    assert!(
        run.scores
            .columns
            .iter()
            .flatten()
            .all(|value| *value == *value && value.is_known() || *value == Value::UNKNOWN)
    );
}
