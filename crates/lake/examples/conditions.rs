//! Conditions over a view file, by the columnar executor: once cold from the file, then over columns in memory. Called by
//! `scripts/bench-columnar.py`, which runs the same conditions on other engines. Arguments: view file, file of conditions (one a line),
//! and `once` where it is to be run from the file alone.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench reads files and the clock"
)]

use std::time::Instant;

use columnar::limits::CHUNK_ROWS;
use columnar::{Batch, Outcome, Plan, fold, fold_stream};
use lake::ViewStream;
use language::{Expr, Scope, check, parse};
use vocabulary::Kind;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs over the columns in memory.
const ROUNDS: usize = 5;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let view = arguments.next().expect("a view file");
    let texts = std::fs::read_to_string(arguments.next().expect("a file of conditions")).expect("conditions");
    let yaml = include_str!("../../../content/kinds/enterprise.yaml");
    let kind = Kind::from_yaml("enterprise.yaml", yaml).expect("the shipped kind");
    let scope = Scope { kind: &kind, parameters: &[], definitions: &[], definition_names: &[] };
    let expressions: Vec<Expr> = texts
        .lines()
        .map(|text| {
            let ((ast, mut problems), expr) = (parse(text), ());
            let (checked, more) = check(&ast, &scope);
            problems.extend(more);
            assert!(problems.is_empty(), "{text}: {problems:?} {expr:?}");
            checked
        })
        .collect();
    let plan = Plan::of_expressions(&kind, jiff::civil::date(2025, 6, 30), &expressions);
    let count = |batch: &Batch, outcome: &Outcome| -> Vec<[u64; 2]> {
        let tallies = (0..expressions.len()).map(|at| outcome.tally(at, batch.rows));
        tallies.map(|[no, _, yes]| [yes, no]).collect()
    };
    let join = |mut a: Vec<[u64; 2]>, b: Vec<[u64; 2]>| {
        a.iter_mut().zip(b).for_each(|(a, b)| (a[0], a[1]) = (a[0] + b[0], a[1] + b[1]));
        a
    };
    let path = std::path::Path::new(&view);
    let begun = Instant::now();
    let stream = ViewStream::open(&kind, path, plan.reads()).expect("a view file");
    let counts = fold_stream(&plan, stream, count, join).expect("in passing").expect("rows");
    println!("cold {:.4}", begun.elapsed().as_secs_f64());
    println!("peak {}", peak_megabytes());
    if arguments.next().as_deref() == Some("once") {
        return told(&counts);
    }
    let stream = ViewStream::open(&kind, path, plan.reads()).expect("a view file");
    let batches: Vec<Batch> = stream.collect::<Result<_, _>>().expect("in passing");
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let rows = batches.len() * CHUNK_ROWS;
        let again = fold(
            &plan,
            rows,
            |range| Some(batches[range.start / CHUNK_ROWS].clone()),
            |_, batch, outcome| count(batch, outcome),
            join,
        );
        println!("memory {:.4}", begun.elapsed().as_secs_f64());
        assert_eq!(again.as_ref(), Some(&counts));
    }
    let (steps, interpreted) = plan.steps();
    println!("steps {steps} interpreted {interpreted}");
    told(&counts);
}

/// Of how many subjects each condition holds, and of how many it does not.
fn told(counts: &[[u64; 2]]) {
    for [yes, no] in counts {
        println!("count {yes} {no}");
    }
}

/// The most memory this process ever held, where the system tells.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or_default() / 1024
}
