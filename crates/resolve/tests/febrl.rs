//! FEBRL 1–3: people with typing errors, true identity in `rec_id`. Without labels, defaults only.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "tests read the data and fail by panicking"
)]

use std::collections::HashMap;
use std::path::PathBuf;

use resolve::{Decisions, Node, Role, Settings, Table, dedupe};
use rstest::rstest;

/// Where the real data lie: `KECHUANG_SHARED_DATA`, else beside the workspace.
fn shared(path: &str) -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let root = std::env::var("KECHUANG_SHARED_DATA").map_or_else(|_| PathBuf::from(beside), PathBuf::from);
    Some(root.join(path)).filter(|path| path.exists())
}

/// The table and the true identity of each row.
fn read(path: &PathBuf) -> (Table, Vec<String>) {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(path).expect("a CSV file");
    let mut table = Table::new(reader.headers().expect("headings").iter());
    let mut truth = Vec::new();
    for record in reader.records().map(|record| record.expect("a record")) {
        table.push(record.iter().map(Some)).expect("as wide as the headings");
        truth.push(record[0].splitn(3, '-').take(2).collect::<Vec<_>>().join("-"));
    }
    (table, truth)
}

#[rstest]
#[case("matching/dataset1.csv", 500)]
#[case("matching/dataset2.csv", 1934)]
#[case("matching/dataset3.csv", 6538)]
fn febrl_is_deduplicated(#[case] path: &str, #[case] all: usize) {
    let Some(path) = shared(path) else {
        println!("跳过：没有 {path}（设 KECHUANG_SHARED_DATA 或把数据放在工作区旁的 shared/data）");
        return;
    };
    let (table, truth) = read(&path);
    let mut sizes: HashMap<&str, usize> = HashMap::new();
    for id in &truth {
        *sizes.entry(id).or_default() += 1;
    }
    assert_eq!(sizes.values().map(|n| n * (n - 1) / 2).sum::<usize>(), all, "true pairs of the data set");
    let settings = Settings::default().role("rec_id", Role::Ignore);
    let linkage = dedupe(&table, &settings, &Decisions::none()).expect("resolved");
    let row = |node: Node| match node {
        Node::Left(row) | Node::Right(row) => &truth[row as usize],
    };
    let good = linkage.pairs.iter().filter(|pair| row(pair.left) == row(pair.right)).count() as f64;
    let (precision, recall) = (good / linkage.pairs.len() as f64, good / all as f64);
    let f1 = 2.0 * precision * recall / (precision + recall);
    assert!(f1 >= 0.97, "precision {precision} recall {recall} F1 {f1}");
}
