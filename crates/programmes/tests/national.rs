//! The shipped national set: no error, every embedded test passes.
#![expect(clippy::expect_used, reason = "a test may panic")]

use programmes::{Level, Library, run_cases};
use vocabulary::Kind;

fn enterprise() -> Kind {
    Kind::from_yaml("enterprise.yaml", include_str!("../../../content/kinds/enterprise.yaml"))
        .expect("shipped kind")
}

fn files() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/programmes/cn");
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the national set")
        .map(|entry| entry.expect("a file").path())
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            #[expect(clippy::disallowed_methods, reason = "a test reads the shipped content")]
            (name, std::fs::read_to_string(&path).expect("readable"))
        })
        .collect();
    files.sort();
    files
}

#[test]
fn the_national_set_is_sound_and_its_tests_pass() {
    let kind = enterprise();
    let (library, findings) = Library::load(&kind, files());
    let errors: Vec<String> =
        findings.iter().filter(|finding| finding.level == Level::Error).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    let mut failures = Vec::new();
    let mut passed = 0;
    for programme in library.programmes() {
        let cases = run_cases(programme, &kind);
        assert!(!cases.is_empty(), "{} has no tests", programme.id);
        for case in cases {
            if case.failures.is_empty() {
                passed += 1;
            } else {
                failures.push(format!("{} {}: {}", case.place, case.name, case.failures.join("; ")));
            }
        }
    }
    assert!(failures.is_empty(), "{passed} passed, {} failed\n{}", failures.len(), failures.join("\n"));
}
