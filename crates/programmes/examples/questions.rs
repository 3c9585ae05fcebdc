//! How soon a visitor is told most of the result: the share of programmes settled after one to ten answers, asked in the order of
//! [`programmes::questions`] and in the order in which the programmes name the facts. 示例 enterprises answer truthfully.
//!
//! `cargo run --release -p programmes --example questions`
#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods, clippy::allow_attributes)]

use std::path::Path;
use std::time::{Duration, Instant};

use programmes::{Library, Programme, Question, Status, missing, questions, status};
use synthesis::{Generator, Place, Request};
use vocabulary::fact::{Cell, Stated};
use vocabulary::{Datum, Facts, Kind, Lookup};

const AS_OF: jiff::civil::Date = jiff::civil::date(2025, 6, 30);
const ENTERPRISES: u64 = 24;
const ANSWERS: usize = 10;

fn main() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let read = |path: &Path| std::fs::read_to_string(path).expect("shipped content");
    let files = |folder: &str| {
        let folder = std::fs::read_dir(content.join(folder)).expect("a folder");
        let mut files: Vec<_> = folder.map(|entry| entry.expect("a file").path()).collect();
        files.sort();
        files
    };
    let kind = |path: &std::path::PathBuf| Kind::from_yaml("kind", &read(path)).expect("a kind");
    let kinds: Vec<Kind> = files("kinds").iter().map(kind).collect();
    let texts = files("programmes/cn").into_iter().map(|path| (path.display().to_string(), read(&path)));
    let (library, _) = Library::load(&kinds, texts.collect::<Vec<_>>());
    let kind = library.kind("enterprise").expect("shipped");
    let programmes: Vec<&Programme> =
        library.in_force(AS_OF).into_iter().filter(|programme| programme.kind == "enterprise").collect();
    let place = Place { code: "330100".to_owned(), name: "杭州市".to_owned() };
    let request =
        Request { region: place, districts: Vec::new(), enterprises: ENTERPRISES, seed: 1, last_year: 2024 };
    let truths: Vec<Facts> = Generator::new(kind, request).expect("a generator").collect();
    let mut slowest = Duration::ZERO;
    let mut spent = Duration::ZERO;
    let mut asked = 0;
    let mut ordered = [0usize; ANSWERS + 1];
    let mut naive = [0usize; ANSWERS + 1];
    for truth in &truths {
        let mut facts = Facts::empty(kind);
        for (count, settled) in ordered.iter_mut().enumerate() {
            *settled += settled_of(&programmes, &facts);
            if count == ANSWERS {
                break;
            }
            let start = Instant::now();
            let next = questions(&programmes, kind, &facts, AS_OF, 1);
            slowest = slowest.max(start.elapsed());
            spent += start.elapsed();
            asked += 1;
            if let Some(question) = next.first() {
                answer(&mut facts, truth, kind, question);
            }
        }
        let mut facts = Facts::empty(kind);
        for settled in &mut naive {
            *settled += settled_of(&programmes, &facts);
            // The first fact still missing of the first programme still open.
            let open = programmes.iter().find(|programme| status(programme, &facts, AS_OF) == Status::Unknown);
            let Some(first) = open.and_then(|p| missing::missing(p, kind, &facts, AS_OF).into_iter().next()) else {
                continue;
            };
            let question = Question {
                attribute: first.attribute,
                period: first.period,
                decides: Vec::new(),
                settles: 0.0,
            };
            answer(&mut facts, truth, kind, &question);
        }
    }
    let whole = programmes.len() * truths.len();
    println!("{} programmes, {} 示例 enterprises", programmes.len(), truths.len());
    println!("answers  ordered  one programme after another");
    for (count, (ordered, naive)) in ordered.iter().zip(&naive).enumerate() {
        let share = |settled: usize| settled as f64 / whole as f64 * 100.0;
        println!("{count:>7} {:>7.1}% {:>7.1}%", share(*ordered), share(*naive));
    }
    println!("one question: {:?} on average, {slowest:?} at most", spent / asked);
    for question in questions(&programmes, kind, &Facts::empty(kind), AS_OF, ANSWERS) {
        println!("{} {:?} settles {:.2}", question.attribute, question.period, question.settles);
    }
}

fn settled_of(programmes: &[&Programme], facts: &Facts) -> usize {
    programmes.iter().filter(|programme| status(programme, facts, AS_OF) != Status::Unknown).count()
}

/// What the enterprise says; what its departments did not tell, an unremarkable firm answers: no, none, zero.
fn answer(facts: &mut Facts, truth: &Facts, kind: &Kind, question: &Question) {
    let (id, attribute) = kind.attribute(&question.attribute).expect("of the kind");
    let plain = match &attribute.r#type {
        vocabulary::AttributeType::Boolean => Stated::Known(Datum::Bool(false)),
        _ => Stated::Absent,
    };
    let told = |lookup: Lookup<'_>| match lookup {
        Lookup::Known(datum, _) => Cell::known(datum.clone()),
        _ => Cell { stated: plain.clone(), provenance: None },
    };
    match question.period.as_deref().and_then(|year| year.parse::<i16>().ok()) {
        Some(year) => facts.set_yearly(id, year, told(truth.yearly(id, year))),
        None if matches!(attribute.r#type, vocabulary::AttributeType::List(_)) => {
            let empty = || vocabulary::fact::ListFact { complete: true, items: Vec::new() };
            let list = truth.list(id).cloned().map_or_else(empty, |list| vocabulary::fact::ListFact {
                complete: true,
                ..list
            });
            facts.set_list(id, list);
        }
        None => facts.set_plain(id, told(truth.plain(id))),
    }
}
