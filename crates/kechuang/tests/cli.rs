//! The command line as a person sees it: output, messages and exit status, word for word (`cmd/*.trycmd`).

#[test]
fn commands_answer_as_documented() {
    trycmd::TestCases::new()
        .env("KECHUANG_DATA", "empty-data")
        .env("COLUMNS", "80")
        .case("tests/cmd/*.trycmd")
        .run();
}

#[test]
fn a_template_is_written_where_it_was_asked_for() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("技术需求.xlsx");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_kechuang"))
        .args(["template", "need", "--data", "empty-data", "--out"])
        .arg(&path)
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stderr).contains("技术需求.xlsx"));
    assert!(std::fs::metadata(&path).is_ok_and(|file| file.len() > 1_000), "a workbook");
}
