//! How well reports are read: passages in six styles (示例, invented numbers), annotated by hand before they were first read,
//! and the Hangzhou report against `facts/seed_figures.csv`. Prints what was missed and what was too much.

use crate::shipped::{self, Shipped};
use reports::{Amount, Figure, Operator};
use vocabulary::number::{format_decimal, parse_decimal};

/// A figure that a person found in a passage.
struct Expected {
    place: String,
    value: String,
    unit: String,
    year: Option<i32>,
}

/// What a comparison found.
#[derive(Default)]
struct Score {
    expected: usize,
    found: usize,
    right: usize,
    right_year: usize,
}

impl Score {
    fn recall(&self) -> f64 {
        self.right as f64 / self.expected.max(1) as f64
    }

    fn precision(&self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    fn add(&mut self, other: &Self) {
        self.expected += other.expected;
        self.found += other.found;
        self.right += other.right;
        self.right_year += other.right_year;
    }
}

#[expect(clippy::disallowed_methods, reason = "tests read their passages")]
fn file(name: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/reports/passages/{name}", env!("CARGO_MANIFEST_DIR")))
        .expect("a passage")
}

fn expected(name: &str) -> Vec<Expected> {
    let rows = file(&format!("{name}.tsv"));
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        Expected {
            place: cells[0].to_owned(),
            value: cells[1].to_owned(),
            unit: cells[2].to_owned(),
            year: cells.get(3).and_then(|year| year.parse().ok()),
        }
    };
    rows.lines().skip(1).filter(|line| !line.trim().is_empty()).map(row).collect()
}

/// Values are equal as numbers; a fraction is written `1/3` by hand.
fn same_value(figure: &Figure, value: &str) -> bool {
    match &figure.value {
        Amount::Number(number) => match value.split_once('/') {
            Some((above, below)) => parse_decimal(above)
                .zip(parse_decimal(below))
                .is_some_and(|(above, below)| above / below == *number),
            None => Some(*number) == parse_decimal(value),
        },
        // Two lists of one row, two structures: a part of it is right.
        Amount::Words(words) => value.contains(words.as_str()),
        Amount::Unknown => value.is_empty(),
    }
}

fn compare(name: &str, figures: &[Figure], expected: &[Expected]) -> Score {
    let mut open: Vec<&Figure> = figures.iter().collect();
    let mut score = Score { expected: expected.len(), found: figures.len(), ..Score::default() };
    for wanted in expected {
        let fits = |figure: &&Figure| {
            figure.place.as_deref().unwrap_or_default() == wanted.place
                && same_value(figure, &wanted.value)
                && figure.unit.trim_end_matches("/年") == wanted.unit.trim_end_matches("/年")
        };
        let best =
            open.iter().position(|f| fits(f) && f.year == wanted.year).or_else(|| open.iter().position(fits));
        match best {
            Some(at) => {
                let figure = open.remove(at);
                score.right += 1;
                score.right_year += usize::from(figure.year == wanted.year);
                if figure.year != wanted.year {
                    println!(
                        "{name} year {:?} not {:?}: {} {}",
                        figure.year, wanted.year, figure.indicator, figure.quote
                    );
                }
            }
            None => {
                println!(
                    "{name} missed: {} {} {} {:?}",
                    wanted.place, wanted.value, wanted.unit, wanted.year
                );
            }
        }
    }
    let part_of_another = |figure: &&Figure| matches!(&figure.value, Amount::Words(words) if expected.iter().any(|wanted| wanted.value.contains(words.as_str())));
    score.found -= open.iter().filter(|figure| part_of_another(figure)).count();
    open.retain(|figure| !part_of_another(figure));
    for figure in open {
        let value = match &figure.value {
            Amount::Number(number) => format_decimal(*number, 4),
            other => other.written(),
        };
        println!(
            "{name} too much: {:?} {value} {} {} [{}] {}",
            figure.place,
            figure.unit,
            figure.op.as_str(),
            figure.indicator,
            figure.quote.replace('\n', "")
        );
    }
    println!(
        "{name}: recall {:.3} ({}/{}), precision {:.3} (of {}), year {:.3}",
        score.recall(),
        score.right,
        score.expected,
        score.precision(),
        score.found,
        score.right_year as f64 / score.right.max(1) as f64
    );
    score
}

/// Every passage in `tests/reports/passages`, by name.
fn passages() -> Vec<String> {
    let folder = format!("{}/tests/reports/passages", env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the passages")
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".txt").map(str::to_owned))
        .collect();
    names.sort();
    names
}

#[test]
fn passages_of_every_style_are_read() {
    let shipped = Shipped::read();
    let names = passages();
    let mut all = Score::default();
    for name in &names {
        let figures = shipped.figures(&file(&format!("{name}.txt")));
        all.add(&compare(name, &figures, &expected(name)));
    }
    println!(
        "all: recall {:.3}, precision {:.3}, year {:.3}",
        all.recall(),
        all.precision(),
        all.right_year as f64 / all.right.max(1) as f64
    );
    assert!(names.len() >= 6, "{names:?}");
    assert!(all.recall() >= 0.85 && all.precision() >= 0.90, "{} {}", all.recall(), all.precision());
}

#[test]
fn the_hangzhou_report_is_read() {
    let Some(facts) = shipped::shared("facts/seed_figures.csv") else { return };
    let Some(text) = shipped::shared("reports/003_8ac9099b0dae8014.txt") else { return };
    let mut rows = csv::ReaderBuilder::new().from_reader(facts.as_bytes());
    let wanted: Vec<Expected> = rows
        .records()
        .filter_map(Result::ok)
        .filter(|row| row[0].starts_with("H-"))
        .map(|row| Expected {
            // Ratios are checked by place and value; 0.4 is 2/5.
            place: row[3].to_owned(),
            value: row[7].to_owned(),
            unit: row[8].to_owned(),
            year: None,
        })
        .collect();
    let figures = Shipped::read().figures(&text);
    let score = compare("杭州", &figures, &wanted);
    assert!(figures.iter().any(|figure| figure.op == Operator::Up), "a rank that went up");
    assert!(score.recall() >= 0.95, "{}", score.recall());
    assert!(score.precision() >= 0.95, "{}", score.precision());
}

#[test]
fn a_quote_is_the_text_at_its_offset() {
    let shipped = Shipped::read();
    for name in passages() {
        let text = file(&format!("{name}.txt"));
        let chars: Vec<char> = text.chars().collect();
        for figure in shipped.figures(&text) {
            let length = figure.quote.chars().count();
            let there: String = chars[figure.offset..figure.offset + length].iter().collect();
            assert_eq!(there, figure.quote);
        }
    }
}
