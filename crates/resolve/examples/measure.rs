//! Measures the engine on tables whose true identity is in the first column (`rec-223-org`, `rec-223-dup-0`): precision,
//! recall, F1 over pairs, and the time. The first column is never evidence.
//!
//! `cargo run --release -p resolve --example measure -- dedupe FILE.csv`
//! `cargo run --release -p resolve --example measure -- link LEFT.csv RIGHT.csv [--errors]` (shows wrong and missed pairs)
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "an example reads, times and prints"
)]

use std::collections::HashMap;
use std::time::Instant;

use resolve::{Decisions, Linkage, Node, Role, Settings, Table, dedupe, link};

/// A table and, per row, the true identity.
fn read(path: &str) -> (Table, Vec<String>, String) {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(path).expect("a CSV file");
    let headers = reader.headers().expect("headings").clone();
    let mut table = Table::new(headers.iter());
    let mut truth = Vec::new();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).expect("a record") {
        table.push(record.iter().map(Some)).expect("as wide as the headings");
        truth.push(identity(record.get(0).expect("a first column")));
    }
    (table, truth, headers.get(0).expect("a heading").to_owned())
}

/// `rec-223-dup-0` → `rec-223`.
fn identity(id: &str) -> String {
    id.split("-org").next().and_then(|id| id.split("-dup").next()).unwrap_or(id).to_owned()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let show = words.last() == Some(&"--errors");
    words.truncate(words.len() - usize::from(show));
    let start = Instant::now();
    match words[..] {
        ["dedupe", path] => {
            let (table, truth, id) = read(path);
            let read = start.elapsed();
            let settings = Settings::default().role(&id, Role::Ignore);
            let linkage = dedupe(&table, &settings, &Decisions::none()).expect("resolved");
            let elapsed = start.elapsed().saturating_sub(read);
            let mut sizes: HashMap<&str, u64> = HashMap::new();
            for id in &truth {
                *sizes.entry(id).or_default() += 1;
            }
            let all = sizes.values().map(|n| n * (n - 1) / 2).sum();
            report(&linkage, &truth, &truth, all);
            println!("read {:.2} s, dedupe {:.2} s", read.as_secs_f64(), elapsed.as_secs_f64());
        }
        ["link", left, right] => {
            let ((left, true_left, id), (right, true_right, other)) = (read(left), read(right));
            let read = start.elapsed();
            let settings = Settings::default().role(&id, Role::Ignore).role(&other, Role::Ignore);
            let linkage = link(&left, &right, &settings, &Decisions::none()).expect("resolved");
            let elapsed = start.elapsed().saturating_sub(read);
            let mut sizes: HashMap<&str, u64> = HashMap::new();
            for id in &true_right {
                *sizes.entry(id).or_default() += 1;
            }
            let all = true_left.iter().filter_map(|id| sizes.get(id.as_str())).sum();
            report(&linkage, &true_left, &true_right, all);
            if show {
                misses(&linkage, (&left, &true_left), (&right, &true_right));
            }
            println!("read {:.2} s, link {:.2} s", read.as_secs_f64(), elapsed.as_secs_f64());
        }
        _ => println!("measure dedupe FILE.csv | measure link LEFT.csv RIGHT.csv"),
    }
}

/// Wrong and missed pairs of a link, for looking into them.
fn misses(
    linkage: &Linkage,
    (left, true_left): (&Table, &[String]),
    (right, true_right): (&Table, &[String]),
) {
    let row = |table: &Table, at: usize| -> String {
        (1..table.columns().count())
            .filter_map(|column| table.cell(at, column))
            .collect::<Vec<_>>()
            .join(" | ")
    };
    let mut found = std::collections::HashSet::new();
    for pair in &linkage.pairs {
        let (Node::Left(a), Node::Right(b)) = (pair.left, pair.right) else { continue };
        let (a, b) = (a as usize, b as usize);
        found.insert((a, b));
        if true_left[a] != true_right[b] {
            println!("wrong {:.3}: {} <> {}", pair.probability, row(left, a), row(right, b));
        }
    }
    let by: HashMap<&str, usize> = true_left.iter().enumerate().map(|(at, id)| (id.as_str(), at)).collect();
    for (b, id) in true_right.iter().enumerate() {
        if let Some(a) = by.get(id.as_str())
            && !found.contains(&(*a, b))
        {
            let nodes = (
                Node::Left(u32::try_from(*a).expect("small")),
                Node::Right(u32::try_from(b).expect("small")),
            );
            let why = linkage.explain(nodes.0, nodes.1).expect("both rows");
            println!("missed {:.3}: {} <> {}", why.probability, row(left, *a), row(right, b));
        }
    }
}

fn report(linkage: &Linkage, left: &[String], right: &[String], all: u64) {
    let truth = |node: Node| match node {
        Node::Left(row) => &left[row as usize],
        Node::Right(row) => &right[row as usize],
    };
    let good = linkage.pairs.iter().filter(|pair| truth(pair.left) == truth(pair.right)).count() as f64;
    let (found, all) = (linkage.pairs.len() as f64, all as f64);
    let (precision, recall) = (good / found, good / all);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("precision {precision:.5} recall {recall:.5} F1 {f1:.5}");
    println!(
        "true {all} found {found} good {good} review {} clusters {} proposed {} iterations {} prior {:.3e}",
        linkage.review.len(),
        linkage.clusters.len(),
        linkage.model.proposed,
        linkage.model.iterations,
        linkage.model.prior
    );
    for comparison in &linkage.model.comparisons {
        let levels = comparison.levels.iter();
        let levels: Vec<String> = levels.map(|level| format!("{} {:.1}", level.name, level.weight)).collect();
        let depends = comparison.depends.as_ref().map(|d| &linkage.model.comparisons[d.on].heading);
        println!("  {}: {} (depends on {depends:?})", comparison.heading, levels.join(", "));
    }
}
