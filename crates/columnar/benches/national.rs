//! The whole national set over generated enterprises with status, points and amount: seconds, condition-rows a second, and how much is
//! left to the interpreter, which runs beside it over a part of the same enterprises (`KECHUANG_BENCH_INTERPRETED`). `KECHUANG_BENCH_ROWS` and `KECHUANG_BENCH_ROUNDS`
//! say how many.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench reads the shipped content and the clock"
)]

#[path = "../../programmes/tests/national/setup.rs"]
mod setup;

use std::time::Instant;

use columnar::limits::CHUNK_ROWS;
use columnar::{Batch, Gather, Plan, Variant, Wanted, fold};
use programmes::Programme;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A number from the environment.
fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(default)
}

fn main() {
    let rows = number("KECHUANG_BENCH_ROWS", 100_000);
    let (kind, library) = setup::library();
    let as_of = jiff::civil::date(2026, 6, 30);
    let programmes: Vec<&Programme> =
        library.in_force(as_of).into_iter().filter(|programme| programme.kind == kind.id).collect();
    let kind = &*programmes.first().expect("programmes").subject;
    let conditions: usize = programmes.iter().map(|programme| programme.tests().count()).sum();
    let begun = Instant::now();
    // `KECHUANG_BENCH_AMOUNT=0` leaves the amounts out.
    let amount = std::env::var("KECHUANG_BENCH_AMOUNT").ok().as_deref() != Some("0");
    let variants = programmes.iter().map(|programme| Variant::new(programme, as_of)).collect();
    let plan = Plan::new(kind, as_of, variants, Wanted { amount, ..Wanted::ALL });
    let (steps, interpreted) = plan.steps();
    println!(
        "{} 项政策，{conditions} 个条件，{steps} 步（{interpreted} 步留给解释器），编译 {:.1} 毫秒",
        programmes.len(),
        begun.elapsed().as_secs_f64() * 1e3
    );
    // As many different enterprises as fit a minute of waiting; more rows are these again.
    let different = rows.min(100_000);
    let facts = setup::enterprises(kind, different as u64, 7);
    let batches: Vec<Batch> = facts
        .chunks(CHUNK_ROWS)
        .map(|chunk| {
            let mut gather = Gather::new(kind, plan.reads());
            for facts in chunk {
                gather.push(facts);
            }
            gather.finish().expect("generated facts fit columns")
        })
        .collect();
    for round in 0..number("KECHUANG_BENCH_ROUNDS", 3) {
        let begun = Instant::now();
        let (done, by_cases, met) = fold(
            &plan,
            rows.div_ceil(CHUNK_ROWS) * CHUNK_ROWS,
            |range| Some(batches[range.start / CHUNK_ROWS % batches.len()].clone()),
            |_, batch, outcome| {
                let by_cases: Vec<usize> = outcome.variants.iter().map(|variant| variant.by_cases).collect();
                let met = |variant: &columnar::VariantOutcome| {
                    variant.statuses.iter().filter(|status| **status == programmes::Status::Met).count()
                };
                (batch.rows, by_cases, outcome.variants.iter().map(met).sum::<usize>())
            },
            |a, b| (a.0 + b.0, a.1.iter().zip(&b.1).map(|(a, b)| a + b).collect(), a.2 + b.2),
        )
        .expect("rows");
        let seconds = begun.elapsed().as_secs_f64();
        println!(
            "第 {} 遍：{done} 行，{seconds:.2} 秒，每秒 {:.0} 万条件行，逐行按情形算的金额 {}，符合 {met}",
            round + 1,
            done as f64 * conditions as f64 / seconds / 1e4,
            by_cases.iter().sum::<usize>(),
        );
        for (programme, rows) in programmes.iter().zip(&by_cases).filter(|(_, rows)| **rows > 0 && round == 0)
        {
            println!("  {}：{rows} 行的金额留给解释器", programme.id);
        }
    }
    let begun = Instant::now();
    let some = &facts[..number("KECHUANG_BENCH_INTERPRETED", 2_000).min(facts.len())];
    let mut met = 0;
    for facts in some {
        for programme in &programmes {
            let parameters = programme.parameter_values(as_of);
            met += usize::from(programmes::status(programme, facts, as_of) == programmes::Status::Met);
            let _amount = programmes::assess::amount_bounds(programme, facts, as_of, &parameters);
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!("解释器，一个核：{} 行，{seconds:.2} 秒（符合 {met}）", some.len());
    println!("内存峰值 {} MB", peak_megabytes());
}

/// The most memory this process ever held, where the system tells.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or_default() / 1024
}
