//! The missing facts of the national set against trial: a few facts of a generated enterprise are blanked; whatever two completions
//! that differ in one fact alone show to matter has to be named. `KECHUANG_MISSING_CASES` says how many cases each programme gets.
#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may panic, reads the shipped content, and is told how many cases to try"
)]

#[path = "national/setup.rs"]
mod setup;

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use programmes::missing::missing;
use programmes::{Programme, Status, status};
use rand::Rng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use vocabulary::fact::{Cell, ListFact, Lookup};
use vocabulary::kind::AttributeId;
use vocabulary::{AttributeType, Datum, Facts, Kind, Number};

const AS_OF: Date = date(2026, 6, 30);
/// Completions tried of each case, where there are more than these.
const COMPLETIONS: usize = 80;

/// A fact that can be blanked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Spot {
    attribute: AttributeId,
    year: Option<i16>,
}

#[derive(Clone, Debug)]
enum Filling {
    Datum(Datum),
    List(ListFact),
}

fn fill(facts: &mut Facts, spot: Spot, filling: &Filling) {
    match (filling, spot.year) {
        (Filling::Datum(datum), None) => facts.set_plain(spot.attribute, Cell::known(datum.clone())),
        (Filling::Datum(datum), Some(year)) => {
            facts.set_yearly(spot.attribute, year, Cell::known(datum.clone()));
        }
        (Filling::List(list), _) => facts.set_list(spot.attribute, list.clone()),
    }
}

fn blank(facts: &mut Facts, spot: Spot) {
    match spot.year {
        Some(year) => facts.set_yearly(spot.attribute, year, Cell::default()),
        None => facts.clear(spot.attribute),
    }
}

/// Values that a fact may have: what other enterprises have, and round numbers of every size.
fn fillings(kind: &Kind, others: &[Facts], spot: Spot) -> Vec<Filling> {
    let r#type = &kind.get(spot.attribute).r#type;
    let mut out: Vec<Filling> = match r#type {
        AttributeType::Boolean => [true, false].map(|truth| Filling::Datum(Datum::Bool(truth))).to_vec(),
        AttributeType::Enumeration(words) => {
            words.iter().map(|word| Filling::Datum(Datum::Text(word.as_str().into()))).collect()
        }
        AttributeType::Number(_) => {
            let sizes = [0, 1, 3, 8, 20, 60, 150, 500, 3_000];
            let amounts =
                sizes.iter().copied().chain([400_000, 3_000_000, 20_000_000, 90_000_000, 900_000_000]);
            amounts.map(|size| Filling::Datum(Datum::Number(Number::from_integer(size)))).collect()
        }
        _ => Vec::new(),
    };
    for facts in others {
        let told = match r#type {
            AttributeType::List(_) => facts.list(spot.attribute).cloned().map(Filling::List),
            _ => match spot
                .year
                .map_or_else(|| facts.plain(spot.attribute), |year| facts.yearly(spot.attribute, year))
            {
                Lookup::Known(datum, _) => Some(Filling::Datum(datum.clone())),
                _ => None,
            },
        };
        out.extend(told);
    }
    // A founding after figures that are told contradicts them.
    let is_late =
        |filling: &Filling| matches!(filling, Filling::Datum(Datum::Date(day)) if day.year() > 2020);
    out.retain(|filling| !is_late(filling));
    out
}

/// What programmes ask of an enterprise of which nothing but its age is known.
fn spots(programme: &Programme, kind: &Kind) -> Vec<Spot> {
    let mut facts = Facts::empty(kind);
    let (founded, _) = kind.attribute("成立日期").expect("an enterprise has it");
    facts.set_plain(founded, Cell::known(Datum::Date(date(2010, 1, 1))));
    let asked = missing(programme, kind, &facts, AS_OF);
    let spot = |fact: &programmes::answer::Missing| Spot {
        attribute: kind.attribute(&fact.attribute).expect("of the kind").0,
        year: fact.period.as_ref().map(|year| year.parse().expect("a year")),
    };
    let mut spots: Vec<Spot> = asked.iter().map(spot).collect();
    spots.push(Spot { attribute: founded, year: None });
    spots
}

/// Facts of which two completions that differ in nothing else have different statuses, as far as trial shows.
fn seen_to_matter(
    programme: &Programme,
    facts: &Facts,
    open: &[(Spot, Vec<Filling>)],
    random: &mut ChaCha8Rng,
) -> BTreeSet<Spot> {
    let mut seen = BTreeSet::new();
    let mut filled = facts.clone();
    for _ in 0..COMPLETIONS {
        for (spot, fillings) in open {
            fill(&mut filled, *spot, fillings.choose(random).expect("some value"));
        }
        let before = status(programme, &filled, AS_OF);
        if before == Status::Unknown {
            continue;
        }
        for (spot, fillings) in open {
            if seen.contains(spot) {
                continue;
            }
            let mut other = filled.clone();
            let turns = fillings.iter().any(|filling| {
                fill(&mut other, *spot, filling);
                let after = status(programme, &other, AS_OF);
                after != Status::Unknown && after != before
            });
            if turns {
                seen.insert(*spot);
            }
        }
    }
    seen
}

#[test]
fn no_fact_that_trial_shows_to_matter_is_left_out() {
    let cases: usize =
        std::env::var("KECHUANG_MISSING_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(6);
    let (kind, library) = setup::library();
    let programmes: Vec<&Programme> =
        library.in_force(AS_OF).into_iter().filter(|programme| programme.kind == kind.id).collect();
    let mut random = ChaCha8Rng::seed_from_u64(11);
    let (mut compared, mut seen_in_all, mut listed_in_all, mut left_out) = (0, 0, 0, Vec::new());
    for programme in &programmes {
        let kind = &*programme.subject;
        let enterprises = setup::enterprises(kind, 40, 5);
        let spots = spots(programme, kind);
        for _ in 0..cases {
            let mut facts = enterprises.choose(&mut random).expect("enterprises").clone();
            // What departments did not tell is told, so that only what is blanked here is open.
            for spot in &spots {
                let is_told = match spot.year {
                    Some(year) => !matches!(facts.yearly(spot.attribute, year), Lookup::Unknown),
                    None => facts.has(spot.attribute),
                };
                if !is_told && let Some(filling) = fillings(kind, &enterprises, *spot).choose(&mut random) {
                    fill(&mut facts, *spot, filling);
                }
            }
            let mut blanked = spots.clone();
            blanked.shuffle(&mut random);
            blanked.truncate(random.random_range(2..6));
            let open: Vec<(Spot, Vec<Filling>)> = blanked
                .into_iter()
                .map(|spot| (spot, fillings(kind, &enterprises, spot)))
                .filter(|(_, fillings)| fillings.len() > 1)
                .collect();
            for (spot, _) in &open {
                blank(&mut facts, *spot);
            }
            if status(programme, &facts, AS_OF) != Status::Unknown {
                continue;
            }
            compared += 1;
            let seen = seen_to_matter(programme, &facts, &open, &mut random);
            let listed: BTreeSet<Spot> = missing(programme, kind, &facts, AS_OF)
                .iter()
                .map(|fact| Spot {
                    attribute: kind.attribute(&fact.attribute).expect("of the kind").0,
                    year: fact.period.as_ref().map(|year| year.parse().expect("a year")),
                })
                .collect();
            seen_in_all += seen.len();
            listed_in_all += listed.len();
            for spot in seen.difference(&listed) {
                let name = &kind.get(spot.attribute).name;
                left_out.push(format!(
                    "{}：{name} {:?}，空缺 {:?}",
                    programme.id,
                    spot.year,
                    open.iter().map(|(spot, _)| &kind.get(spot.attribute).name).collect::<Vec<_>>()
                ));
            }
        }
    }
    eprintln!("{compared} 例：试得 {seen_in_all} 项，列出 {listed_in_all} 项，漏 {} 项", left_out.len());
    assert!(left_out.is_empty(), "{}", left_out.join("\n"));
    assert!(compared > programmes.len() && seen_in_all > compared, "hardly anything was open");
}
