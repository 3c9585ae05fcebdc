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

/// A checkup of a province needs no data directory. The same day gives the same bytes.
#[test]
fn a_document_is_written_where_it_was_asked_for() {
    let written = |name: &str| {
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_kechuang"))
            .args(["report", "write", "regional-checkup", "--with", "省份=浙江省", "--as-of", "2025-06-30"])
            .args(["--data", "empty-data", "--out"])
            .arg(&path)
            .output()
            .expect("the program runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && said.contains("《浙江省区域创新体检报告》已写入"), "{said}");
        #[expect(clippy::disallowed_methods, reason = "the test reads what the program wrote")]
        std::fs::read(&path).expect("a file")
    };
    let first = written("体检.docx");
    assert!(first.len() > 20_000 && first == written("体检二.docx"), "the same bytes");
}

/// Over a directory of data that is made here; the queries themselves write nothing.
#[cfg(feature = "sql")]
#[test]
fn queries_answer_as_documented() {
    let data = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("sql-data");
    let table = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sql/企业.csv");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_kechuang"))
        .args([
            "import",
            "--kind",
            "enterprise",
            "--source",
            "科技局台账",
            "--delivered",
            "2025-05-31",
            "--data",
        ])
        .args([&data, &table])
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    trycmd::TestCases::new()
        .env("KECHUANG_DATA", data.display().to_string())
        .env("COLUMNS", "80")
        .case("tests/sql/*.trycmd")
        .run();
    let out = data.with_file_name("结果.csv");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_kechuang"))
        .args(["sql", "SELECT 名称 FROM 企业 ORDER BY 1", "--data"])
        .arg(&data)
        .arg("--out")
        .arg(&out)
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stderr).contains("3 行已写入"));
    #[expect(clippy::disallowed_methods, reason = "the test reads what the program wrote")]
    let written = std::fs::read_to_string(&out).expect("a file");
    assert_eq!(written, "\u{feff}名称\n示例·丙厂\n示例·乙厂\n示例·甲厂\n");
}

#[cfg(not(feature = "sql"))]
#[test]
fn a_program_without_sql_says_so() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_kechuang"))
        .args(["sql", "SELECT 1", "--data", "empty-data"])
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("没有带 SQL"));
}

/// Over a file that is not there: what is left out of the program is told first.
#[cfg(not(feature = "cluster"))]
#[test]
fn a_program_without_a_cluster_says_so() {
    let commands: [&[&str]; 3] = [
        &["cluster", "scheduler"],
        &["cluster", "executor", "--shared", "."],
        &["population", "--all", "--view", "没有.parquet", "--engine", "ballista://127.0.0.1:50050"],
    ];
    for command in commands {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_kechuang"))
            .args(command)
            .env("KECHUANG_DATA", "empty-data")
            .output()
            .expect("the program runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("没有带集群") && said.contains("--features cluster"), "{said}");
    }
}

/// Whether or not the program has a cluster, one that anybody could use is not started in passing.
#[test]
fn a_cluster_listens_to_others_only_where_that_is_said() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_kechuang"))
        .args(["cluster", "scheduler", "--listen", "0.0.0.0:0"])
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("--trusted-network"), "{said}");
}
