//! Writes a table of plausible firms, to measure imports with: same arguments, same bytes (of the workbook: same cells).
//!
//! `cargo run --release -p lake --example wide_table -- FILE.csv|FILE.xlsx ROWS COLUMNS SEED`
#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "an example that writes the file it is asked for, and has nothing to do where it cannot"
)]

use std::io::{BufWriter, Write};
use std::path::Path;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rust_xlsxwriter::Workbook;
use vocabulary::Kind;

mod headings;

/// One row in so many leaves a cell empty.
const EMPTY_ONE_IN: u32 = 12;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let [_, path, rows, columns, seed] = args.as_slice() else {
        panic!("FILE.csv|FILE.xlsx ROWS COLUMNS SEED");
    };
    let number = |text: &String| text.parse().expect("a number");
    let (rows, columns, seed) = (number(rows), number(columns), number(seed));
    let yaml = include_str!("../../../../content/kinds/enterprise.yaml");
    let kind = Kind::from_yaml("enterprise.yaml", yaml).expect("shipped kind");
    let headings = headings::headings(&kind, usize::try_from(columns).expect("a number of columns"));
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let path = Path::new(path);
    if path.extension().is_some_and(|ending| ending == "xlsx") {
        workbook(path, rows, &headings, &mut random);
    } else {
        text(path, rows, &headings, &mut random);
    }
}

fn row(row: u64, random: &mut ChaCha8Rng) -> (String, String, String) {
    let name = format!("杭州第{row}号科技有限公司");
    let district = format!("33010{}", random.random_range(2..9));
    let founded = format!(
        "{}-{:02}-{:02}",
        random.random_range(1995..2024),
        random.random_range(1..13),
        random.random_range(1..29)
    );
    (name, district, founded)
}

/// A number of a column: amounts with 分 in one of three, whole numbers in the others; `None` for an empty cell.
fn cell(column: usize, random: &mut ChaCha8Rng) -> Option<f64> {
    if random.random_ratio(1, EMPTY_ONE_IN) {
        return None;
    }
    Some(match column % 3 {
        0 => f64::from(random.random_range(0..2_000_000_000u32)) / 100.0,
        _ => f64::from(random.random_range(0..5_000u32)),
    })
}

fn text(path: &Path, rows: u64, headings: &[String], random: &mut ChaCha8Rng) {
    let mut file = BufWriter::new(std::fs::File::create(path).expect("a file"));
    writeln!(file, "{}", headings.join(",")).expect("written");
    for at in 0..rows {
        let (name, district, founded) = row(at, random);
        write!(file, "{name},{district},{founded}").expect("written");
        for column in 3..headings.len() {
            match cell(column, random) {
                Some(number) => write!(file, ",{number}").expect("written"),
                None => write!(file, ",").expect("written"),
            }
        }
        writeln!(file).expect("written");
    }
    file.flush().expect("written");
}

fn workbook(path: &Path, rows: u64, headings: &[String], random: &mut ChaCha8Rng) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory().expect("a sheet");
    let column = |at: usize| u16::try_from(at).expect("a column");
    for (at, heading) in headings.iter().enumerate() {
        sheet.write_string(0, column(at), heading).expect("written");
    }
    for at in 0..rows {
        let line = u32::try_from(at + 1).expect("a row");
        let (name, district, founded) = row(at, random);
        for (at, text) in [name, district, founded].iter().enumerate() {
            sheet.write_string(line, column(at), text).expect("written");
        }
        for at in 3..headings.len() {
            if let Some(number) = cell(at, random) {
                sheet.write_number(line, column(at), number).expect("written");
            }
        }
    }
    workbook.save(path).expect("saved");
}
