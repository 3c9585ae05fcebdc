//! Every method against the reference implementation on the ASEM data: `reference/variants.csv`, `statistics.csv` hold what COINr 1.1.14 under R
//! 4.2 answers, with 17 digits. What it gets wrong (docs/compare.md) is left out here and tested beside the method.

mod support;

use std::collections::HashMap;

use indices::multivariate::{Correlation, coherence};
use indices::{Run, Units, run};
use support::{framework, shared, shipped, units};

const CLOSE: f64 = 1e-12;

const IMPUTE: &str = "impute: {method: group_mean, group: EurAsia_group}\n";
const SCREEN: &str = "screen: {available: 0.9}\n";
const STEPS: &str = "steps: [denominate, impute, screen, treat, normalise]\n";
const NORMALISE: &str = "normalise: {method: min_max, range: [0, 100]}\n";
const AGGREGATE: &str = "aggregate: arithmetic\n";
const SKEWNESS: &str = "  skewness: 2\n  kurtosis: 3.5\n";
const WINSORISE: &str = "    - {method: winsorise, max: 5}\n";
const LOG: &str = "    - log_ct\n";
/// Scores from 1, of which every mean is defined.
const FROM_ONE: (&str, &str) = (NORMALISE, "normalise: {method: min_max, range: [1, 100]}\n");

/// What each variant changes in the shipped framework.
#[expect(clippy::expect_used, reason = "a test may panic")]
fn changes(variant: &str) -> Vec<(&'static str, String)> {
    let (section, what) = variant.split_once('=').expect("section=what");
    let one = |from: &'static str, to: &str| vec![(from, to.to_owned())];
    let from_one = |more: &str| vec![(FROM_ONE.0, FROM_ONE.1.to_owned()), (AGGREGATE, more.to_owned())];
    match (section, what) {
        ("impute", "none") => one(IMPUTE, "impute: none\n"),
        ("impute", "group_median") => one(IMPUTE, "impute: {method: group_median, group: EurAsia_group}\n"),
        ("impute", method) => one(IMPUTE, &format!("impute: {method}\n")),
        ("steps", _) => vec![
            (STEPS, "steps: [denominate, screen, impute, treat, normalise]\n".to_owned()),
            (IMPUTE, "impute: mean\n".to_owned()),
        ],
        ("screen", _) => vec![
            (STEPS, "steps: [denominate, screen, impute, treat, normalise]\n".to_owned()),
            (SCREEN, "screen: {nonzero: 0.95}\n".to_owned()),
            (IMPUTE, "impute: mean\n".to_owned()),
        ],
        ("treat", "none") => vec![(WINSORISE, "    []\n".to_owned()), (LOG, String::new())],
        ("treat", "winsorise-1") => one(WINSORISE, "    - {method: winsorise, max: 1}\n"),
        ("treat", "winsorise-unlimited") => one(WINSORISE, "    - winsorise\n"),
        ("treat", "winsorise-1-combined") => vec![
            (WINSORISE, "    - {method: winsorise, max: 1}\n".to_owned()),
            (LOG, "    - log_ct\n  combine: true\n".to_owned()),
        ],
        ("treat", "thresholds") => one(SKEWNESS, "  skewness: 1\n  kurtosis: 1\n"),
        ("treat", "box_cox") => {
            vec![(WINSORISE, "    - {method: box_cox, lambda: 0.5}\n".to_owned()), (LOG, String::new())]
        }
        ("treat", log) => {
            let log = log.replace("orig", "original");
            vec![(WINSORISE, format!("    - {log}\n")), (LOG, String::new())]
        }
        ("normalise", "min_max-1-10") => one(NORMALISE, "normalise: {method: min_max, range: [1, 10]}\n"),
        ("normalise", "z_score-10-2") => one(NORMALISE, "normalise: {method: z_score, mean: 10, sd: 2}\n"),
        ("normalise", "distance_to_reference") => {
            one(NORMALISE, "normalise: {method: distance_to_reference, unit: DEU}\n")
        }
        ("normalise", "distance_to_reference-cap") => {
            one(NORMALISE, "normalise: {method: distance_to_reference, unit: DEU, cap: true}\n")
        }
        ("normalise", "goalposts") => {
            one(NORMALISE, "normalise: {method: goalposts, between: [0, 50], range: [0, 100]}\n")
        }
        ("normalise", "scaled") => one(NORMALISE, "normalise: {method: scaled, between: [-5, 200]}\n"),
        ("normalise", method) => one(NORMALISE, &format!("normalise: {method}\n")),
        ("aggregate", "mixed") => from_one(
            "levels: [{level: 2, aggregate: arithmetic}, {level: 3, aggregate: geometric}, {level: 4, aggregate: harmonic}]\n",
        ),
        ("aggregate", "power-2") => from_one("aggregate: {method: power, power: 2}\n"),
        ("aggregate", "power-minus-half") => from_one("aggregate: {method: power, power: -0.5}\n"),
        ("aggregate", method) => from_one(&format!("aggregate: {method}\n")),
        ("gaps", what) => {
            let how = if what == "available" { "{method: arithmetic, available: 0.9}" } else { what };
            let mut changes = from_one(&format!("aggregate: {how}\n"));
            changes.push((IMPUTE, "impute: none\n".to_owned()));
            // The reference does not screen here.
            changes.push((SCREEN, String::new()));
            changes
        }
        ("weights", _) => from_one(AGGREGATE),
        other => panic!("no such variant: {other:?}"),
    }
}

/// The framework of a variant. The reference does not screen where nothing is imputed.
fn text_of(variant: &str) -> String {
    let mut text = shipped("asem");
    for (from, to) in changes(variant) {
        assert!(text.contains(from), "{variant}: {from}");
        text = text.replacen(from, &to, 1);
    }
    if variant == "treat=none" {
        text = text.replace("  methods:\n    []\n", "  methods: []\n");
    }
    if variant == "impute=none" {
        text = text.replace(SCREEN, "");
    }
    if variant == "weights=given" {
        text = weighted(&text);
    }
    text
}

/// The framework with the weights of `reference/weights.csv`.
#[expect(clippy::expect_used, reason = "a test may panic")]
fn weighted(text: &str) -> String {
    let mut text = text.to_owned();
    for record in csv::Reader::from_reader(include_bytes!("reference/weights.csv").as_slice()).records() {
        let record = record.expect("a weight");
        let (code, weight) = (&record[0], &record[1]);
        let indicator = format!("{{id: {code},");
        text = if text.contains(&indicator) {
            text.replacen(&indicator, &format!("{indicator} weight: {weight},"), 1)
        } else {
            let group = format!("id: {code}\n");
            let at = text.find(&group).unwrap_or_else(|| panic!("{code}"));
            let indent = text[..at].rsplit('\n').next().expect("a line").len();
            let line = format!("{group}{}weight: {weight}\n", " ".repeat(indent));
            text.replacen(&group, &line, 1)
        };
    }
    text
}

type Scores = HashMap<String, Vec<(String, String, Option<f64>)>>;

#[expect(clippy::expect_used, reason = "a test may panic")]
fn reference() -> Scores {
    let mut all: Scores = HashMap::new();
    for record in csv::Reader::from_reader(include_bytes!("reference/variants.csv").as_slice()).records() {
        let record = record.expect("a row");
        let value = record[3].parse::<f64>().ok().filter(|value| value.is_finite());
        all.entry(record[0].to_owned()).or_default().push((
            record[1].to_owned(),
            record[2].to_owned(),
            value,
        ));
    }
    all
}

#[expect(clippy::expect_used, reason = "a test may panic")]
fn wrong(
    variant: &str,
    framework: &indices::Framework,
    units: &Units,
    done: &Run,
    expected: &[(String, String, Option<f64>)],
) -> Vec<String> {
    let mut wrong = Vec::new();
    let index = expected.iter().filter(|(_, node, _)| *node == expected[expected.len() - 1].1).count();
    if done.scores.rows.len() != index {
        wrong.push(format!("{variant}: {} units, expected {index}", done.scores.rows.len()));
    }
    for (code, node, expected) in expected {
        let row = done.scores.rows.iter().position(|row| units.code(*row) == code);
        let node_at = framework.node(node).expect("a node");
        let score = row.and_then(|row| done.scores.columns[node_at][row].get());
        let close = match (score, expected) {
            (Some(score), Some(expected)) => {
                (score - expected).abs() <= CLOSE * expected.abs().max(1.0) * 10.0
            }
            (score, expected) => score.is_none() && expected.is_none(),
        };
        if !close {
            wrong.push(format!("{variant} {code} {node}: {score:?}, expected {expected:?}"));
        }
    }
    wrong
}

#[test]
fn every_variant_is_that_of_the_reference() {
    let Some(data) = shared("indicators/ASEM_iData.csv") else { return };
    let mut all = Vec::new();
    let reference = reference();
    assert!(reference.len() >= 38, "{}", reference.len());
    for (variant, expected) in &reference {
        let framework = framework(&text_of(variant));
        let units = units(&framework, &data);
        let done = run(&framework, &units, 1).unwrap_or_else(|refusal| panic!("{variant}: {refusal}"));
        all.extend(wrong(variant, &framework, &units, &done, expected).into_iter().take(3));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn statistics_are_those_of_r() {
    let Some(data) = shared("indicators/ASEM_iData.csv") else { return };
    let framework = framework(&shipped("asem"));
    let units = units(&framework, &data);
    let done = run(&framework, &units, 1).expect("a run");
    let tables = [Correlation::Pearson, Correlation::Spearman, Correlation::Kendall]
        .map(|correlation| coherence(&framework, &done, correlation));
    let mut compared = 0;
    for record in csv::Reader::from_reader(include_bytes!("reference/statistics.csv").as_slice()).records() {
        let record = record.expect("a row");
        let number = |at: usize| record[at].trim().parse::<f64>().expect("a number");
        let group = framework.node(&record[0]).expect("a group");
        let part = framework.node(&record[3]).expect("a part");
        for (at, table) in tables.iter().enumerate() {
            let found = table.iter().find(|found| found.node == group).expect("a group");
            let place = found.parts.iter().position(|other| *other == part).expect("a part");
            let r = found.correlations[0][place].get().expect("known");
            assert!((r - number(5 + at)).abs() < CLOSE, "{record:?}: {r}");
            assert!(
                (found.alpha.get().expect("alpha") - number(1)).abs() < CLOSE,
                "{record:?}: {:?}",
                found.alpha
            );
            let component = found.component.as_ref().expect("a component");
            assert!((component.share - number(2)).abs() < 1e-10);
            // The last digits of a loading depend on the algorithm.
            assert!(
                (component.loadings[place] - number(4)).abs() < 1e-9,
                "{record:?}: {}",
                component.loadings[place]
            );
        }
        compared += 1;
    }
    assert_eq!(compared, 49);
}
