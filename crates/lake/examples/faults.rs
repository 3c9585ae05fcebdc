//! Kills imports, replacements and retirements with SIGKILL at random moments, while others read, and looks whether anything that
//! was acknowledged is lost or anything is half there. `make test-faults`.
//!
//! The program starts itself as the child that imports. Seeded: the same kinds of entries and tables, though the kernel decides at
//! which instruction a child dies. A kill is no power cut: what the system had not yet written to the disk survives it.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test by hand: it reads the clock, says what it found, and has nothing to test where it cannot set itself up"
)]

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use lake::{Clocks, ImportRequest, Input, Lake, Rulings, Severity, TableFile, View};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use vocabulary::Kind;

/// Kills where nobody says how many.
const KILLS: u64 = 500;
/// Kills in one lake, before a new one is begun: so that looking at it stays quick.
const KILLS_A_LAKE: u64 = 25;
/// Rows of a table.
const ROWS: std::ops::Range<u64> = 200..1_500;
/// Imports that are timed to learn how long one takes.
const TIMED: u64 = 3;
/// Moments are drawn from so many times that duration: a child is slower beside readers, and some are to die after the
/// acknowledgement.
const STRETCH: f64 = 2.5;
/// Of ten entries, so many are plain imports; the others retire or replace a source.
const PLAIN_IMPORTS: u32 = 6;
/// Readers beside the writer.
const READERS: usize = 2;
/// A child that was to be killed long ago ends by itself.
const CHILD_WAITS: Duration = Duration::from_mins(1);

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    match args.get(1).map(String::as_str) {
        Some("child") => {
            child(&args[2..]);
            ExitCode::SUCCESS
        }
        Some(kills) => run(kills.parse().expect("a number of kills")),
        None => run(KILLS),
    }
}

fn enterprise() -> Kind {
    let text = include_str!("../../../content/kinds/enterprise.yaml");
    Kind::from_yaml("enterprise.yaml", text).expect("shipped kind")
}

fn open(directory: &Path) -> Lake {
    Lake::open(directory).expect("a lake").with_clock(Timestamp::now)
}

/// Rows of the table of a round; the same in every process.
fn rows_of(round: u64) -> u64 {
    ChaCha8Rng::seed_from_u64(round).random_range(ROWS)
}

fn table_of(round: u64) -> String {
    let mut text = "名称,营业收入[2024],职工总数[2024]\n".to_owned();
    for row in 0..rows_of(round) {
        text.push_str(&format!("第{round}批{row},{}.{:02},{}\n", row * 37, row % 100, row % 90));
    }
    text
}

/// `import DIR ROUND [REPLACED]` or `retire DIR ID`: does it, says so, and waits to be killed.
fn child(args: &[String]) {
    let lake = open(Path::new(&args[1]));
    let done = if args[0] == "import" {
        let round: u64 = args[2].parse().expect("a round");
        let mut request = ImportRequest::new(format!("来源{round}"), Timestamp::now(), "故障测试");
        request.replaces = args.get(3).cloned().into_iter().collect();
        let text = table_of(round);
        let table = TableFile { name: "表.csv", input: Input::Bytes(text.as_bytes()) };
        lake.import(&enterprise(), table, &request).expect("an import").source_id.expect("rows")
    } else {
        lake.retire(&args[2], "故障测试", "故障测试", Timestamp::now()).expect("a retirement").source
    };
    println!("{done}");
    std::io::stdout().flush().expect("said");
    std::thread::sleep(CHILD_WAITS);
}

fn start(lake: &Path, args: &[String]) -> Child {
    Command::new(std::env::current_exe().expect("this program"))
        .arg("child")
        .arg(&args[0])
        .arg(lake)
        .args(&args[1..])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a child")
}

/// Kills a child and tells the id that it acknowledged, if it had come so far.
fn kill(mut child: Child) -> Option<String> {
    child.kill().expect("killed");
    let mut said = String::new();
    child.stdout.take().expect("a pipe").read_to_string(&mut said).expect("text");
    child.wait().expect("ended");
    said.strip_suffix('\n').map(str::to_owned)
}

/// How long an import takes from start to acknowledgement, at most.
fn duration() -> Duration {
    let directory = tempfile::tempdir().expect("a directory");
    let time = |round: u64| {
        let began = Instant::now();
        let mut child = start(directory.path(), &["import".to_owned(), round.to_string()]);
        let mut byte = [0];
        child.stdout.as_mut().expect("a pipe").read_exact(&mut byte).expect("acknowledged");
        let took = began.elapsed();
        kill(child);
        took
    };
    (0..TIMED).map(time).max().expect("some")
}

#[derive(Default)]
struct Found {
    kills: u64,
    acknowledged: u64,
    rows: u64,
    lost: u64,
    half: AtomicU64,
    other: u64,
    readings: AtomicU64,
}

fn run(kills: u64) -> ExitCode {
    let whole = duration();
    let mut found = Found::default();
    let mut random = ChaCha8Rng::seed_from_u64(1);
    while found.kills < kills {
        let rounds = found.kills..(found.kills + KILLS_A_LAKE).min(kills);
        one_lake(rounds, whole, &mut random, &mut found);
    }
    let half = found.half.into_inner();
    println!(
        "{} 次都在 0 到 {} 毫秒之间的随机时刻终止；确认 {} 次（{} 行），旁边读取 {} 次",
        found.kills,
        whole.mul_f64(STRETCH).as_millis(),
        found.acknowledged,
        found.rows,
        found.readings.into_inner()
    );
    if found.other > 0 {
        println!("{} 处其他问题", found.other);
    }
    println!("{} kills, {} acknowledged rows lost, {half} half-visible", found.kills, found.lost);
    ExitCode::from(u8::from(found.lost + half + found.other > 0))
}

/// What a child is to do.
struct Order {
    round: u64,
    /// The source to retire or to replace.
    target: Option<String>,
    retires: bool,
}

impl Order {
    fn draw(round: u64, standing: &BTreeMap<String, u64>, random: &mut ChaCha8Rng) -> Self {
        let plain = standing.is_empty() || random.random_range(0..10) < PLAIN_IMPORTS;
        let at = random.random_range(0..standing.len().max(1));
        let target = if plain { None } else { standing.keys().nth(at).cloned() };
        Self { round, retires: target.is_some() && random.random_bool(0.5), target }
    }

    fn args(&self) -> Vec<String> {
        match &self.target {
            Some(id) if self.retires => vec!["retire".to_owned(), id.clone()],
            target => {
                ["import".to_owned(), self.round.to_string()].into_iter().chain(target.clone()).collect()
            }
        }
    }
}

fn one_lake(rounds: std::ops::Range<u64>, whole: Duration, random: &mut ChaCha8Rng, found: &mut Found) {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path();
    let kind = enterprise();
    // Of each source that was acknowledged and not retired since, its round.
    let mut standing: BTreeMap<String, u64> = BTreeMap::new();
    let stop = AtomicBool::new(false);
    let (readings, half) = (AtomicU64::new(0), AtomicU64::new(0));
    std::thread::scope(|threads| {
        for _ in 0..READERS {
            threads.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    half.fetch_add(half_visible(&look(&open(path), &kind)), Ordering::Relaxed);
                    readings.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for round in rounds {
            let order = Order::draw(round, &standing, random);
            let child = start(path, &order.args());
            std::thread::sleep(whole.mul_f64(random.random_range(0.0..STRETCH)));
            let said = kill(child);
            found.kills += 1;
            // A program that knows nothing of what went before.
            let lake = open(path);
            half.fetch_add(after(&lake, &kind, &order, said, &mut standing, found), Ordering::Relaxed);
        }
        stop.store(true, Ordering::Relaxed);
    });
    found.readings.fetch_add(readings.into_inner(), Ordering::Relaxed);
    found.half.fetch_add(half.into_inner(), Ordering::Relaxed);
}

/// Looks at a lake after a kill, and tells how many tables are half to be seen.
fn after(
    lake: &Lake,
    kind: &Kind,
    order: &Order,
    said: Option<String>,
    standing: &mut BTreeMap<String, u64>,
    found: &mut Found,
) -> u64 {
    let sources = lake.sources().expect("readable");
    let retired = |id: &String| sources.iter().any(|own| own.id == *id && own.retirement.is_some());
    let seen = look(lake, kind);
    if let Some(id) = said {
        found.acknowledged += 1;
        if !order.retires {
            found.rows += rows_of(order.round);
            standing.insert(id, order.round);
        }
        found.other += u64::from(order.target.as_ref().is_some_and(|id| !retired(id)));
    }
    if let Some(id) = order.target.as_ref().filter(|id| retired(id)) {
        let replaced = standing.remove(id);
        // Replaced by a table that is not there: its rows would be lost.
        if !order.retires && !seen.contains_key(&order.round) {
            found.lost += replaced.map(rows_of).unwrap_or_default();
        }
    }
    for round in standing.values() {
        found.lost += rows_of(*round) - seen.get(round).copied().unwrap_or_default();
    }
    let problems = lake.verify(Timestamp::now()).expect("looked over").problems;
    found.other += problems.iter().filter(|own| own.severity != Severity::Leftover).count() as u64;
    half_visible(&seen)
}

/// How many rows of each round are to be seen now.
fn look(lake: &Lake, kind: &Kind) -> BTreeMap<u64, u64> {
    let clocks = Clocks { as_of: jiff::civil::date(2025, 6, 30), known_at: Timestamp::now() };
    let view: View = lake.view(kind, clocks, &Rulings::default()).expect("a view");
    let mut seen = BTreeMap::new();
    for subject in 0..view.len() {
        let number = view.name(subject).strip_prefix('第').and_then(|name| name.split('批').next());
        let round: u64 = number.and_then(|round| round.parse().ok()).expect("a name of ours");
        *seen.entry(round).or_default() += 1;
    }
    seen
}

/// Tables of which some rows are to be seen, but not all.
fn half_visible(seen: &BTreeMap<u64, u64>) -> u64 {
    seen.iter().filter(|(round, rows)| **rows != rows_of(**round)).count() as u64
}
