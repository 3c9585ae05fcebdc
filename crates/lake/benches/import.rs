//! How long it takes to import 100,000 rows × 40 columns, and to build the view of 100,000 subjects with 150 filled columns.
//! `cargo bench -p lake`; the column `max alloc` is the memory each takes at its peak.
#![expect(clippy::expect_used, reason = "a benchmark that cannot set itself up has nothing to measure")]

use std::fmt::Write;

use jiff::civil::date;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::ToSpan;
use lake::{Clocks, ImportRequest, Input, Lake, Rulings, TableFile};
use vocabulary::Kind;

#[path = "../examples/wide_table/headings.rs"]
mod headings;

#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

const ROWS: usize = 100_000;

fn main() {
    divan::main();
}

fn enterprise() -> Kind {
    let text = include_str!("../../../content/kinds/enterprise.yaml");
    Kind::from_yaml("enterprise.yaml", text).expect("shipped kind")
}

/// A CSV of plausible firms: name, district, date, and `columns` − 3 amounts and head counts over the years.
fn firms(kind: &Kind, columns: usize) -> String {
    let headings = headings::headings(kind, columns);
    let mut text = headings.join(",");
    text.push('\n');
    for row in 0..ROWS {
        let _ =
            write!(text, "杭州第{row}号科技有限公司,33010{},20{:02}-0{}-15", row % 9, row % 25, row % 9 + 1);
        for column in 3..headings.len() {
            // Amounts with 分 in one column of three, whole numbers in the others.
            let _ = match column % 3 {
                0 => write!(text, ",{}.{:02}", row * 37 + column, row % 100),
                _ => write!(text, ",{}", row % 1000 + column),
            };
        }
        text.push('\n');
    }
    text
}

fn request() -> ImportRequest {
    let at = "2025-06-30T08:00:00Z".parse().expect("a moment");
    ImportRequest { delivered: Some(date(2025, 6, 30)), ..ImportRequest::new("税务局 2024", at, "bench") }
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn import_csv_100k_rows_40_columns(bencher: divan::Bencher<'_, '_>) {
    let kind = enterprise();
    let text = firms(&kind, 40);
    bencher.with_inputs(|| tempfile::tempdir().expect("a directory")).bench_values(|directory| {
        let lake = Lake::open(directory.path()).expect("a lake");
        let table = TableFile { name: "企业.csv", input: Input::Bytes(text.as_bytes()) };
        let report = lake.import(&kind, table, &request()).expect("an import");
        assert_eq!((report.rows_in, report.rejects_total), (ROWS as u64, 0));
        directory
    });
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn view_100k_subjects_150_columns(bencher: divan::Bencher<'_, '_>) {
    let kind = enterprise();
    let directory = tempfile::tempdir().expect("a directory");
    let lake = Lake::open(directory.path()).expect("a lake");
    {
        let text = firms(&kind, 150);
        let table = TableFile { name: "企业.csv", input: Input::Bytes(text.as_bytes()) };
        assert_eq!(lake.import(&kind, table, &request()).expect("an import").rows_in, ROWS as u64);
    }
    let clocks =
        Clocks { as_of: date(2025, 6, 30), known_at: "2026-01-01T00:00:00Z".parse().expect("a moment") };
    bencher.bench(|| {
        let view = lake.view(&kind, clocks, &Rulings::default()).expect("a view");
        assert_eq!(view.len(), ROWS);
        view
    });
}

/// The same, and then one department's delivery of two columns for all subjects.
#[divan::bench(sample_count = 3, sample_size = 1, args = ["merged anew", "taken over"])]
fn view_after_a_delivery_of_2_columns(bencher: divan::Bencher<'_, '_>, way: &str) {
    let kind = enterprise();
    let directory = tempfile::tempdir().expect("a directory");
    let minutes = AtomicI64::new(0);
    let start: jiff::Timestamp = "2025-06-30T08:00:00Z".parse().expect("a moment");
    let lake = Lake::open(directory.path()).expect("a lake");
    let lake = lake.with_clock(move || start + minutes.fetch_add(1, Ordering::Relaxed).minutes());
    let clocks =
        Clocks { as_of: date(2025, 6, 30), known_at: "2026-01-01T00:00:00Z".parse().expect("a moment") };
    let import = |columns: usize| {
        let text = firms(&kind, columns);
        let table = TableFile { name: "企业.csv", input: Input::Bytes(text.as_bytes()) };
        assert_eq!(lake.import(&kind, table, &request()).expect("an import").rows_in, ROWS as u64);
    };
    import(150);
    let before = lake.view(&kind, clocks, &Rulings::default()).expect("a view");
    import(4);
    bencher.bench(|| {
        let view = match way {
            "taken over" => lake.view_after(&kind, clocks, &Rulings::default(), &before),
            _ => lake.view(&kind, clocks, &Rulings::default()),
        };
        assert_eq!(view.as_ref().map(lake::View::len).ok(), Some(ROWS));
        view
    });
}
