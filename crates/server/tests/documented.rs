//! Documentation is tested: every error code stands in docs/api.md with its status, and every endpoint is described.

use server::problem::ProblemCode;

const API: &str = include_str!("../../../docs/api.md");

#[test]
fn every_code_is_documented_with_its_status() {
    let all = app::Code::ALL.into_iter().map(ProblemCode::App).chain(ProblemCode::OWN);
    let mut rows = 0;
    for code in all {
        let row = format!("| `{}` | {} |", code.as_str(), code.status().as_u16());
        assert!(API.contains(&row), "docs/api.md lacks a row that starts {row}");
        rows += 1;
    }
    let codes_documented = API.lines().filter(|line| line.starts_with("| `")).count();
    // invalid_argument is answered by both the server and the use-cases.
    assert_eq!(codes_documented, rows - 1, "docs/api.md documents a code that no longer is");
}

#[test]
fn limits_are_documented() {
    use app::limits;
    for figure in [
        format!("{} 行", limits::MAX_PAGE_SIZE),
        "1,000 行".to_owned(),
        format!("{} MB", limits::MAX_UPLOAD_BYTES >> 20),
        format!("{} 个", limits::MAX_SHEET_SUBJECTS),
        format!("{} MB", limits::MAX_FACTS_BYTES >> 20),
        format!("{} 项", limits::MAX_PROGRAMMES),
        format!("{} 字", limits::MAX_QUERY_CHARS),
    ] {
        assert!(API.contains(&figure), "docs/api.md does not say {figure}");
    }
    assert_eq!(limits::MAX_CHECK_ENTRIES, 1_000);
}
