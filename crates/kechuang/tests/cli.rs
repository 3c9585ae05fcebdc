//! The command line as a person sees it: output, messages and exit status, word for word (`cmd/*.trycmd`).

#[test]
fn commands_answer_as_documented() {
    trycmd::TestCases::new()
        .env("KECHUANG_DATA", "empty-data")
        .env("COLUMNS", "80")
        .case("tests/cmd/*.trycmd")
        .run();
}
