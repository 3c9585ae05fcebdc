//! The lint: every rule has a page and a fixture that it fires on; sound text, and the statutes, it leaves alone.

use reports::lint::{RULES, index};
use reports::{Finding, Stored, StoredFact, Text};
use vocabulary::Number;

use crate::shipped::{self, Shipped};

fn findings(text: &str, stored: &Stored) -> Vec<Finding> {
    let shipped = Shipped::read();
    let text = Text::new(text);
    let reading = reports::read(&text, &shipped.lexicon, &shipped.places);
    reports::check(&text, &reading, &shipped.lexicon, stored)
}

fn codes(found: &[Finding]) -> Vec<&str> {
    found.iter().map(|finding| finding.code).collect()
}

fn path(name: &str) -> String {
    format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[expect(clippy::disallowed_methods, reason = "tests compare with the files that stand, or write them anew")]
fn matches_file(path: &str, text: &str) {
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(path, text).expect("writable");
    }
    let stands = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(stands, text, "{path} is not up to date: UPDATE=1 cargo test -p reports");
}

#[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
fn fixture(name: &str) -> String {
    std::fs::read_to_string(path(&format!("tests/reports/lint/{name}.txt"))).expect("a fixture")
}

#[test]
fn every_rule_fires_on_its_fixture() {
    for rule in &RULES {
        let found = findings(&fixture(rule.code), &Stored::default());
        let lines = found.iter().map(|f| {
            format!(
                "{}\t{}\t{}\t{}\t{}\n",
                f.code,
                f.offset,
                f.quote.replace('\n', "⏎"),
                f.message,
                f.proposal
            )
        });
        matches_file(&path(&format!("tests/reports/lint/{}.tsv", rule.code)), &lines.collect::<String>());
        assert!(codes(&found).contains(&rule.code), "{}: {found:?}", rule.code);
    }
}

#[test]
fn sound_text_has_no_findings() {
    let found = findings(&fixture("sound"), &Stored::default());
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_rule_has_its_page() {
    matches_file(&path("../../docs/report-lint.md"), &index());
    for rule in &RULES {
        matches_file(&path(&format!("../../docs/report-lint/{}.md", rule.code)), &rule.page());
    }
}

#[test]
fn the_hangzhou_report_fires_the_year_scope_and_gdp_rules() {
    let Some(text) = shipped::shared("reports/003_8ac9099b0dae8014.txt") else { return };
    let found = findings(&text, &Stored::default());
    let codes = codes(&found);
    for code in [
        "year-range",
        "year-after-report",
        "unlike-scopes",
        "implied-total",
        "missing-year",
        "laundered-term",
    ] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    for finding in &found {
        println!(
            "{} [{}] {} | {} | {}",
            finding.offset,
            finding.code,
            finding.quote.replace('\n', "⏎"),
            finding.message,
            finding.proposal
        );
    }
}

#[test]
fn stored_totals_tell_the_year_that_fits() {
    let Some(text) = shipped::shared("reports/003_8ac9099b0dae8014.txt") else { return };
    let gdp = |year, value| StoredFact {
        place: "杭州".to_owned(),
        indicator: "地区生产总值".to_owned(),
        year,
        value: Number::from_integer(value),
        unit: "亿元".to_owned(),
        source: "示例".to_owned(),
    };
    let stored = Stored { facts: vec![gdp(2019, 15_373), gdp(2023, 20_059)] };
    let found = findings(&text, &stored);
    let told = found.iter().find(|f| f.code == "implied-total" && f.proposal.contains("2019 年"));
    assert!(told.is_some(), "{found:#?}");
}

#[test]
fn ratios_are_held_against_stored_counts() {
    let text = "2020年，杭州市高新技术企业7711家，仅是深圳的2/5。";
    let shenzhen = |value| StoredFact {
        place: "深圳".to_owned(),
        indicator: "国家重点扶持高新技术企业数".to_owned(),
        year: 2020,
        value: Number::from_integer(value),
        unit: "家".to_owned(),
        source: "示例".to_owned(),
    };
    let fits = findings(text, &Stored { facts: vec![shenzhen(18_650)] });
    assert!(!codes(&fits).contains(&"ratio-count"), "{fits:#?}");
    let differs = findings(text, &Stored { facts: vec![shenzhen(12_000)] });
    assert!(codes(&differs).contains(&"ratio-count"), "{differs:#?}");
}

#[test]
fn statutes_state_no_figures_and_raise_no_alarm() {
    let Ok(folder) = std::fs::read_dir(path("../../../shared/data/laws")) else {
        println!("skipped: the statutes are not there");
        return;
    };
    let shipped = Shipped::read();
    let mut read = 0;
    for entry in folder.filter_map(Result::ok) {
        #[expect(clippy::disallowed_methods, reason = "a test reads the statutes")]
        let text = Text::new(&std::fs::read_to_string(entry.path()).expect("a statute"));
        let reading = reports::read(&text, &shipped.lexicon, &shipped.places);
        let found = reports::check(&text, &reading, &shipped.lexicon, &Stored::default());
        assert!(reading.figures.is_empty(), "{:?}: {:?}", entry.file_name(), reading.figures);
        assert!(found.len() <= 1, "{:?}: {found:#?}", entry.file_name());
        read += 1;
    }
    assert_eq!(read, 16);
}
