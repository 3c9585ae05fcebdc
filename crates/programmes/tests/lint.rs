//! Every lint rule: its page is up to date, its fixture in `tests/lint/` finds exactly what it says it does.
//!
//! A fixture is several cases, each opened by `# case: NAME` and read as a file of its own (`# beside: NAME` belongs to the library of
//! the case before it). What is missing of a head or conditions is added below it. `# expect: COLUMN LEVEL MESSAGE` is about the next
//! line that is no comment; a case without it is a good one: nothing is found.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may panic")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use programmes::lint::{FairCompetition, LintContext, RULES, index, lint};
use programmes::{Finding, Level, Library};
use vocabulary::Kind;

const LEXICON: &str = include_str!("../../../content/lexicons/fair-competition.yaml");
const HEAD: [(&str, &str); 9] = [
    ("id", "t.x.1"),
    ("family", "t.x"),
    ("name", "试"),
    ("kind", "enterprise"),
    ("authority", "试"),
    ("document", "试"),
    ("territory", "试"),
    ("confidence", "certain"),
    ("conditions", "[{id: 居民, article: 一, text: 居民企业, test: 居民企业}]"),
];

fn kind() -> Kind {
    Kind::from_yaml("enterprise.yaml", include_str!("../../../content/kinds/enterprise.yaml"))
        .expect("shipped kind")
}

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[expect(clippy::disallowed_methods, reason = "a test reads its fixtures")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

fn findings(files: &[(String, String)]) -> Vec<Finding> {
    let (library, compiled) = Library::load(&[kind()], files.to_vec());
    let errors: Vec<String> =
        compiled.iter().filter(|finding| finding.level == Level::Error).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "a fixture is sound: {files:?}: {}", errors.join("\n"));
    let lexicon = FairCompetition::from_yaml("fair-competition.yaml", LEXICON).expect("the shipped lexicon");
    lint(&library, &LintContext { as_of: date(2026, 6, 30), fair_competition: Some(&lexicon) })
}

/// The cases of a fixture: names, files that keep their line numbers, what is expected as `line:column level message`.
struct Case {
    name: String,
    files: Vec<(String, String)>,
    expected: Vec<String>,
}

fn cases(fixture: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut pending: Vec<&str> = Vec::new();
    for (number, line) in fixture.lines().enumerate() {
        let opens = line.strip_prefix("# case: ").map(|name| (name, true));
        if let Some((name, new)) = opens.or(line.strip_prefix("# beside: ").map(|name| (name, false))) {
            if new {
                cases.push(Case { name: name.to_owned(), files: Vec::new(), expected: Vec::new() });
            }
            let case = cases.last_mut().expect("a case before what stands beside it");
            case.files.push((name.to_owned(), "\n".repeat(number)));
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some((_, text)) = case.files.last_mut() {
            let _ = writeln!(text, "{line}");
        }
        match line.trim_start().strip_prefix("# expect: ") {
            Some(expected) => pending.push(expected),
            None if line.trim_start().starts_with('#') => {}
            None => {
                let at = |expected: &str| format!("{}:{expected}", number + 1);
                case.expected.extend(pending.drain(..).map(at));
            }
        }
    }
    for (_, text) in cases.iter_mut().flat_map(|case| &mut case.files) {
        for (key, value) in HEAD {
            if !text.lines().any(|line| line.starts_with(&format!("{key}:"))) {
                let _ = writeln!(text, "{key}: {value}");
            }
        }
    }
    cases
}

#[test]
fn every_rule_finds_what_its_fixture_says_and_nothing_else() {
    let mut wrong = String::new();
    for rule in &RULES {
        let fixture = read(&folder("tests/lint").join(format!("{}.yaml", rule.code)));
        let cases = cases(&fixture);
        for (kind, found) in [("good", true), ("bad", false)] {
            if !cases.iter().any(|case| case.expected.is_empty() == found) {
                let _ = writeln!(wrong, "{}: there is no {kind} case", rule.code);
            }
        }
        for case in cases {
            let found: Vec<String> = (findings(&case.files).iter())
                .filter(|finding| finding.code == rule.code)
                .map(|finding| {
                    let (line, column) = (finding.at.line, finding.at.column);
                    format!("{line}:{column} {} {}", finding.level.word(), finding.message)
                })
                .collect();
            if found != case.expected {
                let (found, expected) = (found.join("\n  "), case.expected.join("\n  "));
                let _ = writeln!(
                    wrong,
                    "{} “{}”\n found\n  {found}\n expected\n  {expected}",
                    rule.code, case.name
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_pages_are_what_the_rules_say() {
    let update = std::env::var_os("UPDATE").is_some();
    let docs = folder("../../docs");
    let mut pages: Vec<(PathBuf, String)> = vec![(docs.join("lint.md"), index())];
    pages.extend(RULES.iter().map(|rule| (docs.join(format!("lint/{}.md", rule.code)), rule.page())));
    if update {
        std::fs::create_dir_all(docs.join("lint")).expect("a folder");
    }
    for (path, page) in &pages {
        if update {
            #[expect(clippy::disallowed_methods, reason = "UPDATE=1 writes the pages")]
            std::fs::write(path, page).expect("written");
        }
        assert_eq!(
            &read(path),
            page,
            "{} is stale: UPDATE=1 cargo test -p programmes --test lint",
            path.display()
        );
    }
    let kept: Vec<PathBuf> = pages.into_iter().map(|(path, _)| path).collect();
    for entry in std::fs::read_dir(docs.join("lint")).expect("pages") {
        let path = entry.expect("a page").path();
        assert!(
            kept.iter().any(|kept| kept.file_name() == path.file_name()),
            "{} has no rule",
            path.display()
        );
    }
}

#[test]
fn codes_are_unique_and_every_word_of_the_lexicon_has_a_rule() {
    let mut codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), RULES.len());
    let root = vocabulary::yaml::parse(LEXICON).expect("yaml");
    let text = format!("{root:?}");
    for rule in RULES.iter().filter(|rule| rule.code.starts_with("fair-")) {
        assert!(text.contains(rule.code), "{} has no words", rule.code);
    }
    for line in LEXICON.lines().filter_map(|line| line.trim().strip_prefix("- code: ")) {
        assert!(codes.contains(&line), "{line} has no rule");
    }
}

#[test]
fn a_broken_lexicon_says_where() {
    let error =
        FairCompetition::from_yaml("甲.yaml", "law: 法\nexceptions: 例\ngroups:\n  - {code: fair-entry}\n");
    assert_eq!(error.map_err(|error| error.to_string()).err(), Some("甲.yaml:4:5: 缺少 articles".to_owned()));
    if FairCompetition::from_yaml("甲.yaml", "[").is_ok() {
        panic!("not YAML");
    }
}
