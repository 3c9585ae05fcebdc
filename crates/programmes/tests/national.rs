//! The shipped national set: no error, every embedded test passes.

mod shipped;

use programmes::{Level, run_cases};

#[test]
fn the_national_set_is_sound_and_its_tests_pass() {
    let (library, findings) = shipped::library();
    let errors: Vec<String> =
        findings.iter().filter(|finding| finding.level == Level::Error).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    let mut failures = Vec::new();
    let mut passed = 0;
    for programme in library.programmes() {
        let cases = run_cases(programme);
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
