//! Random expressions over random facts, most of them missing: column by column the values are those of the interpreter, bounds and all.
#![expect(clippy::expect_used, reason = "a test may panic")]

#[path = "../../language/tests/total/generator.rs"]
mod generator;

use arrow::array::Array;
use columnar::{Cells, Gather, Plan, Values};
use language::{Context, Expr, Scope, Type, check, parse};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use vocabulary::{Facts, Kind, facts_file};

/// How many batches are run: a few hundred, or as many as `KECHUANG_COLUMNAR_CASES` asks for (`make test-columnar`).
#[expect(clippy::disallowed_methods, reason = "how long a test runs is no setting of the product")]
fn cases() -> u64 {
    std::env::var("KECHUANG_COLUMNAR_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(120)
}

const ROWS: usize = 40;
const EXPRESSIONS: usize = 40;

fn is_told(cells: &Cells) -> bool {
    let nulls = match &cells.values {
        Values::Truth(array) => array.null_count(),
        Values::Number(array, _) => array.null_count(),
        Values::Text(array, _) => array.null_count(),
        Values::Date(array) => array.null_count(),
    };
    nulls < ROWS || cells.absent.is_some() || !cells.ranges.is_empty()
}

#[test]
fn columns_equal_the_interpreter() {
    let kind = Kind::from_yaml("enterprise.yaml", include_str!("../../../content/kinds/enterprise.yaml"))
        .expect("shipped kind");
    let as_of = jiff::civil::date(2025, 6, 30);
    let scope = Scope { kind: &kind, parameters: &[], definitions: &[], definition_names: &[] };
    let (mut compared, mut steps, mut left) = (0, 0, 0);
    for seed in 0..cases() {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let texts: Vec<String> = (0..EXPRESSIONS).map(|at| generator::any(&mut rng, 1 + at % 5)).collect();
        let expressions: Vec<Expr> = texts.iter().map(|text| check(&parse(text).0, &scope).0).collect();
        let facts: Vec<Facts> = (0..ROWS)
            .map(|_| facts_file::read(&kind, &generator::facts(&mut rng), as_of).expect("facts").facts)
            .collect();
        let sound: Vec<bool> = expressions
            .iter()
            .map(|expr| {
                let mut sound = matches!(expr.r#type, Type::Bool | Type::Number(_) | Type::Text | Type::Date);
                expr.walk(&mut |part| sound &= part.r#type != Type::Error);
                sound
            })
            .collect();
        let plan = Plan::of_expressions(&kind, as_of, &expressions);
        let mut gather = Gather::new(&kind, plan.reads());
        for facts in &facts {
            gather.push(facts);
        }
        let mut batch = gather.finish().expect("facts of the generator fit columns");
        // A column of which nothing is told may as well not be there: views and files leave it out.
        if seed % 2 == 1 {
            batch.columns.retain(|_, cells| is_told(cells));
        }
        let outcome = plan.run(&batch);
        let (all, interpreted) = plan.steps();
        (steps, left) = (steps + all, left + interpreted);
        for (row, facts) in facts.iter().enumerate() {
            let context = Context::new(&kind, facts, as_of, &[], &[]);
            for (at, expr) in expressions.iter().enumerate().filter(|(at, _)| sound[*at]) {
                compared += 1;
                assert_eq!(
                    outcome.value(at, row),
                    context.eval(expr),
                    "seed {seed}, row {row}: {}",
                    texts[at]
                );
            }
        }
    }
    assert!(compared > cases() * 1000 / 2, "{compared} values were compared");
    assert!(left * 8 < steps, "{left} of {steps} steps are left to the interpreter");
    println!("{compared} values compared; {left} of {steps} steps left to the interpreter");
}
