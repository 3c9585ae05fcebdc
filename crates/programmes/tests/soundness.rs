//! The linter's proofs against brute force: on small random programmes every way the facts can be is tried.
#![expect(clippy::expect_used, reason = "a test may panic")]

use std::fmt::Write as _;

use jiff::civil::date;
use programmes::lint::{LintContext, lint};
use programmes::{Level, Library, Status, status};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use vocabulary::{Facts, Kind, facts_file};

const PROGRAMMES: usize = 400;
const VALUES: [&str; 11] = ["无", "0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5"];

fn kind() -> Kind {
    Kind::from_yaml("enterprise.yaml", include_str!("../../../content/kinds/enterprise.yaml"))
        .expect("shipped kind")
}

/// All ways of two yearly numbers, a truth and a word: thresholds are whole, so whole numbers and halves suffice.
fn grid(kind: &Kind) -> Vec<Facts> {
    let mut out = Vec::new();
    for heads in VALUES {
        for staff in VALUES {
            for truth in ["是", "否"] {
                for word in ["国家级", "省级", "市级"] {
                    let text = format!(
                        "成立日期: 2010-01-01\n职工总数: {{2024: {heads}}}\n从业人数季均: {{2024: {staff}}}\n居民企业: {truth}\n研发机构级别: {word}\n"
                    );
                    out.push(facts_file::read(kind, &text, date(2025, 6, 30)).expect("valid facts").facts);
                }
            }
        }
    }
    out
}

fn test(random: &mut ChaCha8Rng, depth: usize) -> String {
    let number = |random: &mut ChaCha8Rng| {
        let staff = random.random_bool(0.3);
        (if staff { "从业人数季均[上年]" } else { "职工总数[上年]" }).to_owned()
    };
    match random.random_range(0..if depth == 0 { 4 } else { 9 }) {
        0 => "居民企业".to_owned(),
        1 => {
            let word = ["国家级", "省级", "市级"][random.random_range(0..3)];
            let equal = if random.random_bool(0.5) { "=" } else { "!=" };
            format!("研发机构级别 {equal} \"{word}\"")
        }
        2 | 3 => {
            let operator = ["<", "<=", ">", ">=", "=", "!="][random.random_range(0..6)];
            let left = number(random);
            if random.random_bool(0.05) {
                format!("{left} {operator} {}", number(random))
            } else {
                format!("{left} {operator} {}人", random.random_range(0..5))
            }
        }
        4 => format!("({} and {})", test(random, depth - 1), test(random, depth - 1)),
        5 => format!("({} or {})", test(random, depth - 1), test(random, depth - 1)),
        6 => format!("not ({})", test(random, depth - 1)),
        7 => format!("得分 {} 3", ["<", "<=", ">", ">=", "=", "!="][random.random_range(0..6)]),
        _ => format!(
            "(if {} then {} else {})",
            test(random, depth - 1),
            test(random, depth - 1),
            test(random, depth - 1)
        ),
    }
}

/// A programme of a table and a few conditions.
fn document(tests: &[String], table: &str) -> String {
    let mut out = String::from(
        "id: t.x.1\nfamily: t.x\nname: 试\nkind: enterprise\nauthority: 试\ndocument: 试\nterritory: 试\nconfidence: certain\n",
    );
    let _ = writeln!(out, "tables: [{{name: 得分, rows: [{{when: '{table}', then: 3}}, {{then: 1}}]}}]");
    out.push_str("conditions:\n");
    for (at, test) in tests.iter().enumerate() {
        let _ = writeln!(out, "  - {{id: c{at}, article: 一, text: 试, test: '{test}'}}");
    }
    out
}

fn load(text: &str) -> Library {
    static KINDS: std::sync::OnceLock<[Kind; 1]> = std::sync::OnceLock::new();
    let kinds = KINDS.get_or_init(|| [kind()]);
    let (library, findings) = Library::load(kinds, [("试.yaml".to_owned(), text.to_owned())]);
    assert!(findings.iter().all(|finding| finding.level != Level::Error), "{text}\n{findings:?}");
    library
}

fn met(text: &str, grid: &[Facts]) -> bool {
    let library = load(text);
    let programme = library.programmes().next().expect("one programme");
    grid.iter().any(|facts| status(programme, facts, date(2025, 6, 30)) == Status::Met)
}

#[test]
fn what_is_called_impossible_is_so_and_most_of_what_is_impossible_is_called_so() {
    let grid = grid(&kind());
    let mut random = ChaCha8Rng::seed_from_u64(20_250_630);
    let (mut impossible, mut proven, mut redundant) = (0, 0, 0);
    for _ in 0..PROGRAMMES {
        let table = test(&mut random, 0);
        let tests: Vec<String> = (0..random.random_range(2..4)).map(|_| test(&mut random, 2)).collect();
        let text = document(&tests, &table);
        let findings = lint(&load(&text), &LintContext { as_of: date(2025, 6, 30), fair_competition: None });
        let contradictory = findings.iter().any(|finding| finding.code == "contradictory-conditions");
        let possible = met(&text, &grid);
        assert!(!(contradictory && possible), "a false alarm:\n{text}{findings:?}");
        impossible += usize::from(!possible);
        proven += usize::from(contradictory);
        for (at, own) in tests.iter().enumerate() {
            let named = format!("条件“c{at}”在其余");
            if findings.iter().any(|finding| finding.message.starts_with(&named)) {
                redundant += 1;
                let mut inverted = tests.clone();
                inverted[at] = format!("not ({own})");
                assert!(!met(&document(&inverted, &table), &grid), "c{at} decides something:\n{text}");
            }
        }
    }
    // Enough of both for the assertions above to mean something; quantities compared with each other are beyond the method.
    assert!(impossible > 50 && redundant > 50, "{impossible} impossible, {redundant} redundant");
    assert!(proven * 100 >= impossible * 95, "{proven} of {impossible} proven");
}
