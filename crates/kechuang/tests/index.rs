//! The contract of `kechuang index`: files, columns, precision, exit status.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const INPUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cmd/index.in");

#[expect(clippy::expect_used, reason = "a test may panic")]
fn kechuang(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kechuang"))
        .args(args)
        .current_dir(INPUT)
        .env("KECHUANG_DATA", "empty-data")
        .output()
        .expect("the program runs")
}

fn fresh(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&directory);
    directory
}

#[expect(clippy::disallowed_methods, reason = "a test reads what the program wrote")]
fn lines(directory: &Path, file: &str) -> Vec<Vec<String>> {
    let text =
        std::fs::read_to_string(directory.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn a_run_writes_a_table_for_each_stage_with_a_column_for_each_node() {
    let out = fresh("index-run");
    let xlsx = out.join("结果.xlsx");
    let path = out.display().to_string();
    std::fs::create_dir_all(&out).expect("a directory");
    let done = kechuang(&[
        "index",
        "run",
        "框架.yaml",
        "--data",
        "单位.csv",
        "--out",
        &path,
        "--xlsx",
        &xlsx.display().to_string(),
        "--format",
        "json",
    ]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&done.stdout).expect("one JSON document");
    assert_eq!(answer["root"], "指数");
    let indicators = ["代码", "研发强度", "高企密度", "能耗"];
    for file in ["denominated.csv", "imputed.csv", "treated.csv", "normalised.csv"] {
        assert_eq!(lines(&out, file)[0], indicators, "{file}");
    }
    for file in ["scores.csv", "ranks.csv"] {
        assert_eq!(lines(&out, file)[0], ["代码", "研发强度", "高企密度", "能耗", "投入", "指数"], "{file}");
    }
    // What is unknown is an empty cell, in percent as in counts.
    assert_eq!(lines(&out, "denominated.csv")[3], ["C", "", "1", "0.3"]);
    assert_eq!(lines(&out, "denominated.csv")[2], ["B", "3", "3", "0.4"]);
    // D has one of three figures: it leaves after the imputation only if it were still unknown.
    assert_eq!(lines(&out, "imputed.csv")[4], ["D", "1.5", "1.5", "0.45"]);
    assert_eq!(
        lines(&out, "scores.csv")[1],
        ["A", "33.33333333333333", "50", "33.33333333333333", "41.666666666666664", "38.888888888888886"]
    );
    assert_eq!(lines(&out, "ranks.csv")[2], ["B", "1", "1", "2", "1", "1"]);
    for record in [
        "weights.csv",
        "screening.csv",
        "imputation.csv",
        "treatment.csv",
        "treated_points.csv",
        "notes.csv",
        "run.json",
    ] {
        assert!(out.join(record).exists(), "{record}");
    }
    assert!(std::fs::metadata(&xlsx).is_ok_and(|file| file.len() > 5_000), "a workbook");
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_two_runs_are_compared() {
    let (one, two) = (fresh("index-one"), fresh("index-two"));
    for out in [&one, &two] {
        let path = out.display().to_string();
        let done =
            kechuang(&["index", "run", "框架.yaml", "--data", "单位.csv", "--out", &path, "--seed", "7"]);
        assert!(done.status.success());
    }
    assert_eq!(lines(&one, "scores.csv"), lines(&two, "scores.csv"));
    let (one, two) = (one.display().to_string(), two.display().to_string());
    let done = kechuang(&["index", "compare", &one, &two, "--format", "json"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&done.stdout).expect("one JSON document");
    assert_eq!(answer["mean_rank_shift"], 0.0);
    assert_eq!(answer["units"].as_array().map(Vec::len), Some(5));
}

#[test]
fn sensitivity_tells_intervals_and_both_orders() {
    let done = kechuang(&[
        "index",
        "sensitivity",
        "框架.yaml",
        "--data",
        "单位.csv",
        "--runs",
        "600",
        "--format",
        "json",
    ]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&done.stdout).expect("one JSON document");
    assert_eq!(answer["runs"], 600);
    for choice in answer["choices"].as_array().expect("choices") {
        assert!(
            choice["first_order"]["value"].is_number() && choice["total_order"]["value"].is_number(),
            "{choice}"
        );
    }
    for unit in answer["units"].as_array().expect("units") {
        let end = |key: &str| unit[key].as_f64().expect("a place");
        assert!(end("rank_low") <= end("rank_median") && end("rank_median") <= end("rank_high"), "{unit}");
    }
}

#[test]
fn what_cannot_be_used_exits_with_two_and_names_the_place() {
    let out = fresh("index-bad").display().to_string();
    for (framework, data, told) in [
        ("坏框架.yaml", "单位.csv", "坏框架.yaml:4:12"),
        ("框架.yaml", "坏单位.csv", "第 2 行“研发强度”列"),
        ("框架.yaml", "没有.csv", "没有.csv"),
    ] {
        let done = kechuang(&["index", "run", framework, "--data", data, "--out", &out]);
        assert_eq!(done.status.code(), Some(2));
        let message = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(message.contains(told), "{message}");
        assert!(done.stdout.is_empty());
    }
    assert!(!Path::new(&out).exists(), "nothing is written where the input cannot be used");
}
