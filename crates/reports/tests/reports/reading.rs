//! How well reports are read: passages in many styles (示例, invented numbers), annotated by hand before they were first read;
//! the last six are held out; and the Hangzhou report against `facts/seed_figures.csv`. Prints what was missed and what was too much.

use crate::shipped::{self, Shipped};
use reports::{Amount, Figure, Operator};
use vocabulary::number::{format_decimal, parse_decimal};

/// A figure that a person found in a passage.
struct Expected {
    place: String,
    value: String,
    unit: String,
    /// A year, or the period where it is none; empty where the text says neither.
    when: String,
    /// Not annotated in the first ten passages.
    op: Option<String>,
}

impl Expected {
    fn is_when(&self, figure: &Figure) -> bool {
        match self.when.parse() {
            Ok(year) => figure.year == Some(year),
            Err(_) if self.when.is_empty() => figure.year.is_none(),
            Err(_) => figure.period.as_ref() == Some(&self.when),
        }
    }

    fn is_op(&self, figure: &Figure) -> bool {
        self.op.as_ref().is_none_or(|op| op == figure.op.as_str())
    }
}

/// What a comparison found.
#[derive(Default)]
struct Score {
    expected: usize,
    found: usize,
    right: usize,
    right_year: usize,
    /// Right in place, value, unit, year or period, and operator.
    whole: usize,
    /// What was missed, read in the wrong year, or too much.
    notes: Vec<String>,
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
        self.whole += other.whole;
    }

    /// What was measured, for people.
    fn line(&self, name: &str) -> String {
        format!(
            "{name}: recall {:.3} ({}/{}), precision {:.3} (of {}), year {:.3}; with year and operator {:.3}, {:.3}",
            self.recall(),
            self.right,
            self.expected,
            self.precision(),
            self.found,
            self.right_year as f64 / self.right.max(1) as f64,
            self.whole as f64 / self.expected.max(1) as f64,
            self.whole as f64 / self.found.max(1) as f64,
        )
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
            when: cells.get(3).unwrap_or(&"").to_string(),
            op: cells.get(4).map(|op| (*op).to_owned()),
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
            open.iter().position(|f| fits(f) && wanted.is_when(f)).or_else(|| open.iter().position(fits));
        let Some(at) = best else {
            score.notes.push(format!(
                "{name} missed: {} {} {} {}",
                wanted.place, wanted.value, wanted.unit, wanted.when
            ));
            continue;
        };
        let figure = open.remove(at);
        score.right += 1;
        score.right_year += usize::from(wanted.is_when(figure));
        score.whole += usize::from(wanted.is_when(figure) && wanted.is_op(figure));
        if !wanted.is_when(figure) || !wanted.is_op(figure) {
            score.notes.push(format!(
                "{name} {:?} {:?} {} not {} {:?}: {} {}",
                figure.year,
                figure.period,
                figure.op.as_str(),
                wanted.when,
                wanted.op,
                figure.indicator,
                figure.quote
            ));
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
        score.notes.push(format!(
            "{name} too much: {:?} {value} {} {} [{}] {}",
            figure.place,
            figure.unit,
            figure.op.as_str(),
            figure.indicator,
            figure.quote.replace('\n', "")
        ));
    }
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

/// From this number on the passages are held out: only their total is looked at.
const HELD_OUT: &str = "17";

fn total(names: &[String], told: bool) -> Score {
    let shipped = Shipped::read();
    let mut all = Score::default();
    for name in names {
        let figures = shipped.figures(&file(&format!("{name}.txt")));
        let score = compare(name, &figures, &expected(name));
        if told {
            score.notes.iter().for_each(|note| println!("{note}"));
            println!("{}", score.line(name));
        }
        all.add(&score);
    }
    all
}

#[test]
fn passages_of_every_style_are_read() {
    let names: Vec<String> = passages().into_iter().filter(|name| name.as_str() < HELD_OUT).collect();
    let all = total(&names, true);
    println!("{}", all.line("all"));
    assert!(names.len() >= 6, "{names:?}");
    assert!(all.recall() >= 0.85 && all.precision() >= 0.90, "{} {}", all.recall(), all.precision());
}

#[test]
fn passages_that_nothing_was_fitted_to_are_read() {
    let names: Vec<String> = passages().into_iter().filter(|name| name.as_str() >= HELD_OUT).collect();
    let all = total(&names, false);
    println!("{}", all.line("held out"));
    assert_eq!(names.len(), 6, "{names:?}");
    assert!(all.recall() >= 0.85 && all.precision() >= 0.90, "{}", all.line("held out"));
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
            when: String::new(),
            op: None,
        })
        .collect();
    let figures = Shipped::read().figures(&text);
    let score = compare("杭州", &figures, &wanted);
    score.notes.iter().filter(|note| !note.contains(" not ")).for_each(|note| println!("{note}"));
    println!("{}", score.line("杭州"));
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
