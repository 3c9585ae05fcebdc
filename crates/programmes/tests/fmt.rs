//! `programme fmt`: every file keeps its meaning and its comments, and comes to rest, however it was laid out.
#![expect(clippy::expect_used, reason = "a test may panic")]

#[path = "fmt/restyle.rs"]
mod restyle;
mod shipped;

use programmes::{Level, Library, format_document, format_kind, run_cases};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

fn formatted(path: &std::path::Path) -> String {
    let text = shipped::read(path);
    let once = format_document(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(format_document(&once).as_deref(), Ok(once.as_str()), "{}", path.display());
    assert_eq!(comments(&text), comments(&once), "{}", path.display());
    once
}

/// Comments on lines of their own.
fn comments(text: &str) -> Vec<String> {
    let mut out: Vec<String> =
        text.lines().map(str::trim).filter(|line| line.starts_with('#')).map(str::to_owned).collect();
    out.sort();
    out
}

#[test]
fn shipped_programmes_pass_their_tests_as_before() {
    let files = shipped::files("../../content/programmes/cn", ".yaml");
    let documents = files.iter().map(|path| (path.display().to_string(), formatted(path)));
    let (library, findings) = Library::load(&shipped::kinds(), documents);
    let errors: Vec<String> =
        findings.iter().filter(|finding| finding.level == Level::Error).map(ToString::to_string).collect();
    assert_eq!(errors, Vec::<String>::new());
    assert_eq!(library.programmes().count() + library.filled().count(), files.len());
    for case in library.programmes().flat_map(run_cases) {
        assert_eq!(case.failures, Vec::<String>::new(), "{} {}", case.place, case.name);
    }
}

#[test]
fn shipped_programmes_are_as_the_formatter_writes_them() {
    let files = shipped::files("../../content/programmes/cn", ".yaml");
    let unkempt: Vec<String> = (files.iter())
        .filter(|path| formatted(path) != shipped::read(path))
        .map(|path| path.display().to_string())
        .collect();
    assert_eq!(unkempt, Vec::<String>::new(), "run `kechuang programme fmt content/programmes`");
}

#[test]
fn shipped_kinds_come_to_rest() {
    for path in shipped::files("../../content/kinds", ".yaml") {
        let text = shipped::read(&path);
        let once = format_kind(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(format_kind(&once).as_deref(), Ok(once.as_str()), "{}", path.display());
        assert_eq!(comments(&text), comments(&once), "{}", path.display());
    }
}

#[test]
fn any_layout_of_a_document_keeps_its_meaning_and_comments() {
    let mut refused = 0;
    for seed in 0..300 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let node = restyle::document(&mut rng);
        let (text, written) = restyle::written(&node, &mut rng);
        let Ok(once) = format_document(&text) else {
            refused += 1;
            continue;
        };
        assert_eq!(format_document(&once).as_deref(), Ok(once.as_str()), "seed {seed}:\n{text}");
        let again = vocabulary::yaml::parse(&once).expect("readable");
        assert_eq!(restyle::plain(&node), restyle::plain(&again), "seed {seed}:\n{text}\n{once}");
        let mut kept: Vec<&str> = once
            .split_inclusive('\n')
            .filter_map(|line| line.find("#注").map(|at| line[at..].trim()))
            .collect();
        kept.sort_unstable();
        assert_eq!(kept, written, "seed {seed}:\n{text}\n{once}");
    }
    // A refusal is safe, but a formatter that refuses often is of no use.
    assert!(refused <= 6, "{refused} of 300 refused");
}
