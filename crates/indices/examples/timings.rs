//! Measures the bars of docs/performance.md: `cargo run --release -p indices --example timings -- ../shared/data`.
//!
//! 1. 10,000 model runs of the sensitivity analysis on the ASEM data.
//! 2. The full pipeline over 3,000 units × 150 indicators × 10 years, one figure in twenty unknown.

use std::time::Instant;

use indices::units::Reader;
use indices::{Framework, Units, check, run, sensitivity};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Times each is measured; the median is told.
const TURNS: usize = 5;

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "../shared/data".to_owned());
    let asem = include_str!("../../../content/indices/asem.yaml");
    #[expect(clippy::disallowed_methods, reason = "an example reads its data")]
    match std::fs::read_to_string(format!("{folder}/indicators/ASEM_iData.csv")) {
        Ok(text) => {
            let framework = framework(asem);
            let mut rows = csv::Reader::from_reader(text.as_bytes());
            let headings: Vec<String> =
                rows.headers().map(|row| row.iter().map(str::to_owned).collect()).unwrap_or_default();
            let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
            let units = read(
                &framework,
                &headings,
                rows.records().flatten().map(|row| row.iter().map(str::to_owned).collect()),
            );
            tell("敏感性分析，ASEM，10,000 次", || {
                let found =
                    sensitivity(&framework, &units, &framework.uncertainty, 1).map(|found| found.runs);
                format!("{found:?} 次")
            });
            tell("一次完整运行，ASEM", || {
                format!("{:?} 个单位", run(&framework, &units, 1).map(|run| run.scores.rows.len()))
            });
        }
        Err(error) => say(&format!("没有 ASEM 数据（{folder}）：{error}")),
    }
    let framework = framework(&wide(150));
    let units = panel(&framework, 3_000, 10);
    tell("全流程，3,000 单位 × 150 指标 × 10 年", || {
        format!("{:?} 行", run(&framework, &units, 1).map(|run| run.scores.rows.len()))
    });
}

fn framework(text: &str) -> Framework {
    let (framework, findings) = check("框架.yaml", text);
    framework.unwrap_or_else(|| panic!("{findings:?}"))
}

fn read(framework: &Framework, headings: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Units {
    let mut reader = Reader::new(framework, headings).unwrap_or_else(|problems| panic!("{problems:?}"));
    for row in rows {
        reader.push(&row.iter().map(String::as_str).collect::<Vec<_>>());
    }
    reader.finish().unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// A framework of three levels, imputed along time and by group, treated, normalised.
fn wide(indicators: usize) -> String {
    let mut text = "id: w\nname: 宽\nunits: {code: u, time: t, groups: [g]}\nimpute: [linear, {method: group_mean, group: g}]\nscreen: {available: 0.5}\ntreat: {methods: [{method: winsorise, max: 5}, log_ct]}\nnormalise: {method: min_max, range: [0, 100]}\nindex:\n  id: I\n  children:\n".to_owned();
    for group in 0..indicators / 10 {
        let children: Vec<String> = (0..10).map(|at| format!("{{id: x{}}}", group * 10 + at)).collect();
        text.push_str(&format!("    - {{id: G{group}, children: [{}]}}\n", children.join(", ")));
    }
    text
}

fn panel(framework: &Framework, count: usize, years: i32) -> Units {
    let mut dice = ChaCha8Rng::seed_from_u64(1);
    let width = framework.width();
    let headings: Vec<String> = ["u", "t", "g"]
        .iter()
        .map(|name| (*name).to_owned())
        .chain((0..width).map(|at| format!("x{at}")))
        .collect();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let rows =
        (0..count).flat_map(|unit| (0..years).map(move |year| (unit, 2014 + year))).map(|(unit, year)| {
            let mut row = vec![format!("U{unit}"), year.to_string(), format!("g{}", unit % 20)];
            // Exponentials: some columns have outliers, as real ones do.
            row.extend((0..width).map(|_| {
                let known = dice.random_range(0..20) > 0;
                if known { (-dice.random_range(1e-6..1.0f64).ln()).to_string() } else { String::new() }
            }));
            row
        });
    read(framework, &headings, rows)
}

#[expect(clippy::disallowed_methods, reason = "an example measures time")]
fn tell(what: &str, mut work: impl FnMut() -> String) {
    let mut times: Vec<f64> = Vec::new();
    let mut answer = String::new();
    let before = processor_time();
    for _ in 0..TURNS {
        let start = Instant::now();
        answer = work();
        times.push(start.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    let spent = processor_time().zip(before).map(|(after, before)| (after - before) / TURNS as f64);
    let spent = spent.map(|spent| format!("，各核合计 {spent:.3} 秒")).unwrap_or_default();
    say(&format!("{what}：中位 {:.3} 秒，最短 {:.3} 秒{spent}（{answer}）", times[TURNS / 2], times[0]));
}

/// Seconds that all cores have worked for this process, which tells more than a clock on the wall of a busy machine; none where the system
/// does not say (Linux does, in hundredths).
#[expect(clippy::disallowed_methods, reason = "an example measures time")]
fn processor_time() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/self/stat").ok()?;
    // After the name in brackets the fields are counted from the third; user and system time are the 14th and 15th.
    let mut fields = told.rsplit_once(')')?.1.split_whitespace().skip(11);
    let hundredths = |field: Option<&str>| field?.parse::<f64>().ok();
    Some((hundredths(fields.next())? + hundredths(fields.next())?) / 100.0)
}

#[expect(clippy::print_stdout, reason = "an example tells what it measured")]
fn say(line: &str) {
    println!("{line}");
}
