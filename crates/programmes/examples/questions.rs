//! How soon a visitor is told most of the result: the share of programmes settled after one to ten answers, asked in the order of
//! [`programmes::questions`] and in the order in which the programmes name the facts. 示例 enterprises answer truthfully.
//!
//! `cargo run --release -p programmes --example questions`
#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods, clippy::allow_attributes)]

use std::path::Path;
use std::time::{Duration, Instant};

use programmes::{Asked, Form, Library, Programme, Question, Status, missing, questions, status};
use synthesis::{Generator, Place, Request};
use vocabulary::fact::{Cell, ListFact, Stated};
use vocabulary::{AttributeType, Datum, Facts, Kind, Lookup};

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
            let open =
                programmes.iter().find(|programme| status(programme, &facts, AS_OF) == Status::Unknown);
            let Some(first) = open.and_then(|p| missing::missing(p, kind, &facts, AS_OF).into_iter().next())
            else {
                continue;
            };
            let asked =
                Asked { attribute: first.attribute, periods: first.period.into_iter().collect(), tick: None };
            let question =
                Question { form: Form::Value, facts: vec![asked], decides: Vec::new(), settles: 0.0 };
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
        let facts: Vec<&str> = question.facts.iter().map(|asked| asked.attribute.as_str()).collect();
        println!("{:?} {} settles {:.2}", question.form, facts.join("、"), question.settles);
    }
}

fn settled_of(programmes: &[&Programme], facts: &Facts) -> usize {
    programmes.iter().filter(|programme| status(programme, facts, AS_OF) != Status::Unknown).count()
}

/// What the enterprise says; what its departments did not tell, an unremarkable firm answers: no, none, zero. A box is ticked where
/// there is any, and the fact itself left for a later question.
fn answer(facts: &mut Facts, truth: &Facts, kind: &Kind, question: &Question) {
    for asked in &question.facts {
        let (id, attribute) = kind.attribute(&asked.attribute).expect("of the kind");
        let plain = match &attribute.r#type {
            AttributeType::Boolean => Stated::Known(Datum::Bool(false)),
            _ => Stated::Absent,
        };
        let ticks = question.form == Form::Checklist;
        let told = |lookup: Lookup<'_>| match lookup {
            Lookup::Known(datum, _) if *datum == Datum::Bool(false) || !ticks => Cell::known(datum.clone()),
            Lookup::Known(..) => Cell::default(),
            _ => Cell { stated: plain.clone(), provenance: None },
        };
        if matches!(attribute.r#type, AttributeType::List(_)) {
            let list = truth.list(id).filter(|list| !list.items.is_empty());
            if !(ticks && list.is_some()) {
                let items = list.map_or_else(Vec::new, |list| list.items.clone());
                facts.set_list(id, ListFact { complete: true, items });
            }
        } else if asked.periods.is_empty() {
            facts.set_plain(id, told(truth.plain(id)));
        }
        for year in asked.periods.iter().filter_map(|year| year.parse::<i16>().ok()) {
            facts.set_yearly(id, year, told(truth.yearly(id, year)));
        }
    }
}
