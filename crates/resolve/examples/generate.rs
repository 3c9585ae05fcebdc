//! Writes tables of invented people with typing errors, like FEBRL's: skewed names, missing fields, swapped fields, several
//! errors in a row. The true identity is in `rec_id`, as in FEBRL. The same seed writes the same file.
//!
//! `cargo run --release -p resolve --example generate -- dedupe ROWS SEED FILE.csv` — about two thirds are originals
//! `cargo run --release -p resolve --example generate -- link ROWS SEED LEFT.csv RIGHT.csv` — each right row is of one left row
#![expect(clippy::print_stdout, clippy::expect_used, reason = "an example writes files and prints")]

use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

const HEADINGS: [&str; 11] = [
    "rec_id",
    "given_name",
    "surname",
    "street_number",
    "address_1",
    "address_2",
    "suburb",
    "postcode",
    "state",
    "date_of_birth",
    "soc_sec_id",
];
const STATES: [&str; 8] = ["nsw", "vic", "qld", "wa", "sa", "tas", "act", "nt"];
const STREETS: [&str; 7] = ["street", "place", "crescent", "circuit", "road", "avenue", "close"];
const SYLLABLES: [&str; 40] = [
    "an", "bel", "car", "dor", "el", "fin", "gra", "har", "is", "jo", "ka", "lin", "mar", "nel", "os", "pat",
    "qui", "ros", "sar", "tom", "ul", "vic", "wil", "xan", "yor", "zel", "ber", "cal", "den", "eth", "for",
    "gil", "hel", "iv", "ken", "lor", "mel", "nor", "ol", "per",
];
/// Errors of one duplicate and of one field, at most.
const MOST_ERRORS: usize = 6;
const MOST_ERRORS_IN_FIELD: usize = 2;
/// Share of cells that are missing already in the original.
const MISSING: f64 = 0.03;

type Fields = [String; 10];

/// Words with frequencies that fall as those of names do (Zipf).
struct Words {
    words: Vec<String>,
    sums: Vec<f64>,
}

impl Words {
    fn new(count: usize, syllables: usize, dice: &mut ChaCha8Rng) -> Self {
        let word = |dice: &mut ChaCha8Rng| -> String {
            let count = syllables + usize::from(dice.random_bool(0.4));
            (0..count).map(|_| *SYLLABLES.choose(dice).expect("not empty")).collect()
        };
        let mut words: Vec<String> = (0..count).map(|_| word(dice)).collect();
        words.sort_unstable();
        words.dedup();
        words.shuffle(dice);
        let mut sum = 0.0;
        let sums = (0..words.len()).map(|rank| {
            sum += 1.0 / (rank as f64 + 8.0);
            sum
        });
        let sums = sums.collect();
        Self { words, sums }
    }

    fn draw(&self, dice: &mut ChaCha8Rng) -> String {
        let at = dice.random::<f64>() * self.sums.last().expect("not empty");
        self.words[self.sums.partition_point(|sum| *sum < at).min(self.words.len() - 1)].clone()
    }
}

struct Population {
    given: Words,
    surnames: Words,
    streets: Words,
    estates: Words,
    suburbs: Words,
}

impl Population {
    fn new(rows: usize, dice: &mut ChaCha8Rng) -> Self {
        let root = rows.isqrt();
        Self {
            given: Words::new(300 + root, 2, dice),
            surnames: Words::new(1_000 + 8 * root, 3, dice),
            streets: Words::new(500 + 8 * root, 3, dice),
            estates: Words::new(500 + 4 * root, 3, dice),
            suburbs: Words::new(400 + root, 3, dice),
        }
    }

    fn person(&self, dice: &mut ChaCha8Rng) -> Fields {
        let suburb = self.suburbs.draw(dice);
        // A suburb lies in one state and has one postcode or two.
        let place = suburb.bytes().fold(7u64, |sum, b| sum.wrapping_mul(31).wrapping_add(u64::from(b)));
        let mut fields = [
            self.given.draw(dice),
            self.surnames.draw(dice),
            dice.random_range(1..250).to_string(),
            format!("{} {}", self.streets.draw(dice), STREETS.choose(dice).expect("not empty")),
            if dice.random_bool(0.3) { String::new() } else { self.estates.draw(dice) },
            suburb,
            (2000 + (place + u64::from(dice.random_bool(0.3))) % 6000).to_string(),
            STATES[usize::try_from(place % 8).expect("small")].to_owned(),
            format!(
                "{}{:02}{:02}",
                dice.random_range(1900..2000),
                dice.random_range(1..13),
                dice.random_range(1..29)
            ),
            dice.random_range(1_000_000..9_999_999).to_string(),
        ];
        for field in fields.iter_mut().take(9) {
            if dice.random_bool(MISSING) {
                field.clear();
            }
        }
        fields
    }
}

/// A row about the same person, written by someone else.
fn duplicate(original: &Fields, population: &Population, dice: &mut ChaCha8Rng) -> Fields {
    let mut fields = original.clone();
    let mut errors = [0; 10];
    for _ in 0..dice.random_range(1..=MOST_ERRORS) {
        let at = dice.random_range(0..10);
        if errors[at] == MOST_ERRORS_IN_FIELD {
            continue;
        }
        errors[at] += 1;
        match dice.random_range(0..100) {
            0..8 => fields[at].clear(),
            8..14 if at <= 1 => fields.swap(0, 1),
            8..14 if at == 3 || at == 4 => fields.swap(3, 4),
            14..24 => {
                let other = population.person(dice);
                fields[at].clone_from(&other[at]);
            }
            _ => fields[at] = typing_error(&fields[at], dice),
        }
    }
    fields
}

fn typing_error(text: &str, dice: &mut ChaCha8Rng) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    if chars.is_empty() {
        return String::new();
    }
    let at = dice.random_range(0..chars.len());
    let digits = chars[at].is_ascii_digit();
    let fresh = if digits { dice.random_range('0'..='9') } else { dice.random_range('a'..='z') };
    match dice.random_range(0..5) {
        0 => chars.insert(at, fresh),
        1 if chars.len() > 1 => {
            chars.remove(at);
        }
        2 if at + 1 < chars.len() => chars.swap(at, at + 1),
        3 if !digits => chars.insert(at, ' '),
        _ => chars[at] = fresh,
    }
    chars.into_iter().collect()
}

fn write(path: &str, rows: &[(String, Fields)]) {
    let mut writer = csv::Writer::from_path(path).expect("a writable file");
    writer.write_record(HEADINGS).expect("written");
    for (id, fields) in rows {
        writer.write_record(std::iter::once(id).chain(fields)).expect("written");
    }
    writer.flush().expect("written");
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let number = |text: &str| text.parse::<usize>().expect("a whole number");
    match words[..] {
        ["dedupe", rows, seed, path] => {
            let rows = number(rows);
            let mut dice = ChaCha8Rng::seed_from_u64(number(seed) as u64);
            let population = Population::new(rows, &mut dice);
            let mut all: Vec<(String, Fields)> = Vec::with_capacity(rows);
            let mut person = 0;
            while all.len() < rows {
                let original = population.person(&mut dice);
                // Two of three have no duplicate; the rest one to four.
                let copies = if dice.random_bool(0.67) {
                    0
                } else {
                    *[1, 1, 1, 2, 2, 4].choose(&mut dice).expect("some")
                };
                for copy in 0..copies {
                    all.push((
                        format!("rec-{person}-dup-{copy}"),
                        duplicate(&original, &population, &mut dice),
                    ));
                }
                all.push((format!("rec-{person}-org"), original));
                person += 1;
            }
            all.truncate(rows);
            all.shuffle(&mut dice);
            write(path, &all);
        }
        ["link", rows, seed, left, right] => {
            let rows = number(rows);
            let mut dice = ChaCha8Rng::seed_from_u64(number(seed) as u64);
            let population = Population::new(rows, &mut dice);
            let people: Vec<Fields> = (0..rows).map(|_| population.person(&mut dice)).collect();
            let copies = people.iter().map(|person| duplicate(person, &population, &mut dice));
            let mut copies: Vec<(String, Fields)> =
                copies.enumerate().map(|(n, fields)| (format!("rec-{n}-dup-0"), fields)).collect();
            let mut originals: Vec<(String, Fields)> =
                people.into_iter().enumerate().map(|(n, fields)| (format!("rec-{n}-org"), fields)).collect();
            originals.shuffle(&mut dice);
            copies.shuffle(&mut dice);
            write(left, &originals);
            write(right, &copies);
        }
        _ => println!("generate dedupe ROWS SEED FILE.csv | generate link ROWS SEED LEFT.csv RIGHT.csv"),
    }
}
