//! The whole national set over generated enterprises: status, every condition, bounds of points and amount are those of the
//! interpreter, programme by programme and row by row.
#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test reads the shipped content"
)]

#[path = "../../programmes/tests/national/setup.rs"]
mod setup;

use columnar::{Gather, Plan, Variant, Wanted, fold};
use jiff::civil::Date;
use language::value::{Interval, Maybe};
use language::{Context, Value};
use num_traits::Zero;
use programmes::{AssessContext, Programme, Status, explain, status};
use vocabulary::{Facts, Number};

/// How many enterprises: some hundreds, or as many as `KECHUANG_COLUMNAR_ROWS` asks for (`make test-columnar`: 100,000).
fn rows() -> u64 {
    std::env::var("KECHUANG_COLUMNAR_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(600)
}

#[test]
fn the_national_set_equals_the_interpreter() {
    let (kind, library) = setup::library();
    let facts = setup::enterprises(&kind, rows(), 7);
    for as_of in [jiff::civil::date(2026, 6, 30), jiff::civil::date(2024, 3, 1)] {
        let programmes: Vec<&Programme> = library.programmes().filter(|p| p.kind == "enterprise").collect();
        compare(&programmes, &facts, as_of);
    }
}

/// What became of the values compared.
#[derive(Default)]
struct Seen {
    statuses: [u64; 4],
    scores: u64,
    amounts: u64,
    by_cases: u64,
}

fn compare(programmes: &[&Programme], facts: &[Facts], as_of: Date) {
    let kind = programmes.first().expect("programmes").subject.clone();
    let variants: Vec<Variant<'_>> =
        programmes.iter().map(|programme| Variant::new(programme, as_of)).collect();
    let plan = Plan::new(&kind, as_of, variants, Wanted::ALL);
    let batch = |rows: std::ops::Range<usize>| {
        let mut gather = Gather::new(&kind, plan.reads());
        facts[rows].iter().for_each(|facts| gather.push(facts));
        Some(gather.finish().expect("generated facts fit columns"))
    };
    let seen = fold(
        &plan,
        facts.len(),
        batch,
        |rows, _, outcome| {
            let mut seen = Seen::default();
            for (at, programme) in programmes.iter().enumerate() {
                let parameters = programme.parameter_values(as_of);
                let found = &outcome.variants[at];
                seen.by_cases += found.by_cases as u64;
                for row in rows.clone() {
                    let (facts, row) = (&facts[row], row - rows.start);
                    let wanted = status(programme, facts, as_of);
                    assert_eq!(found.statuses[row], wanted, "{} row {row}", programme.id);
                    seen.statuses[wanted as usize] += 1;
                    let context = Context::new(
                        &programme.subject,
                        facts,
                        as_of,
                        &parameters,
                        &programme.definitions.expressions,
                    );
                    if let Some(card) = &programme.score {
                        let (least, most) = (Number::zero(), Number::from_integer(i128::from(card.of)));
                        let wanted = match context.definition(card.total) {
                            Value::Number(Maybe::Known(Interval { low, high })) => {
                                (low.unwrap_or(least), high.unwrap_or(most))
                            }
                            _ => (least, most),
                        };
                        assert_eq!(found.score(row), Some(wanted), "{} row {row}", programme.id);
                        seen.scores += 1;
                    }
                    if matches!(wanted, Status::Met | Status::Unknown) {
                        let wanted = programmes::assess::amount_bounds(programme, facts, as_of, &parameters);
                        assert_eq!(found.amount(row), wanted, "{} row {row}", programme.id);
                        seen.amounts += u64::from(wanted.is_some());
                    } else {
                        assert_eq!(found.amount(row), None);
                    }
                    // The explanation is ten times slower than the rest.
                    if row % 64 == 0 {
                        let answer = explain(programme, facts, &AssessContext::typed_in(as_of, ""));
                        for (at, condition) in answer.conditions.iter().enumerate() {
                            let truth: Status = found.condition(at, row).into();
                            assert_eq!(
                                truth, condition.status,
                                "{} row {row} {}",
                                programme.id, condition.id
                            );
                        }
                        assert_eq!(found.class(row).map(|class| class.to_string()), answer.class);
                    }
                }
            }
            seen
        },
        |mut a, b| {
            a.statuses.iter_mut().zip(b.statuses).for_each(|(a, b)| *a += b);
            a.scores += b.scores;
            a.amounts += b.amounts;
            a.by_cases += b.by_cases;
            a
        },
    )
    .expect("rows");
    assert!(seen.statuses[..3].iter().all(|count| *count > 0), "{:?}", seen.statuses);
    assert!(seen.scores > 0 && seen.amounts > 0);
    let (steps, interpreted) = plan.steps();
    println!(
        "{as_of}: {} programmes × {} rows; statuses {:?}, {} scores, {} amounts of which {} by cases; {steps} steps, {interpreted} left to the interpreter",
        programmes.len(),
        facts.len(),
        seen.statuses,
        seen.scores,
        seen.amounts,
        seen.by_cases,
    );
}
