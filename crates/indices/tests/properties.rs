//! What holds of every index, on random figures with gaps: bounds, monotone, the order of rows does not matter, weights add up, the unit of a
//! figure does not matter.

mod support;

use indices::{Framework, Run, Units, run};
use proptest::prelude::*;
use support::{framework, units};

const COLUMNS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

fn index(methods: &str) -> Framework {
    framework(&format!(
        "id: t\nname: 试\nunits: {{code: u, groups: [g]}}\n{methods}index:\n  id: I\n  children:\n    - {{id: P, weight: 2, children: [{{id: a}}, {{id: b, direction: negative, weight: 3}}, {{id: c, weight: 0.5}}]}}\n    - {{id: Q, children: [{{id: d}}, {{id: e, direction: negative}}, {{id: f}}]}}\n"
    ))
}

/// Rows of six figures, some unknown; whole numbers so that ties happen.
fn figures() -> impl Strategy<Value = Vec<[Option<i32>; 6]>> {
    let cell = prop_oneof![1 => Just(None), 6 => (-50i32..50).prop_map(Some)];
    let row = [cell.clone(), cell.clone(), cell.clone(), cell.clone(), cell.clone(), cell];
    prop::collection::vec(row, 1..25)
}

fn table(rows: &[[Option<i32>; 6]], order: &[usize], factor: f64) -> String {
    let mut text = format!("u,g,{}\n", COLUMNS.join(","));
    for at in order {
        let group = if at % 3 == 0 { "x" } else { "y" };
        let cells = rows[*at].iter().enumerate().map(|(column, cell)| {
            let factor = if column == 0 { factor } else { 1.0 };
            cell.map(|number| (f64::from(number) * factor).to_string()).unwrap_or_default()
        });
        text.push_str(&format!("U{at},{group},{}\n", cells.collect::<Vec<_>>().join(",")));
    }
    text
}

fn straight(rows: &[[Option<i32>; 6]]) -> Vec<usize> {
    (0..rows.len()).collect()
}

#[expect(clippy::expect_used, reason = "a test may panic")]
fn computed(framework: &Framework, text: &str) -> (Units, Run) {
    let units = units(framework, text);
    let done = run(framework, &units, 1).expect("a run");
    (units, done)
}

/// The score of a unit by code.
fn score(units: &Units, done: &Run, code: &str) -> Option<f64> {
    let row = done.scores.rows.iter().position(|row| units.code(*row) == code)?;
    done.scores.columns.last()?.get(row)?.get()
}

const METHODS: [&str; 6] = [
    "impute: {method: group_mean, group: g}\ntreat: {methods: [{method: winsorise, max: 3}, log_ct]}\nnormalise: {method: min_max, range: [0, 100]}\n",
    "normalise: {method: min_max, range: [0, 100]}\naggregate: geometric\n",
    "impute: median\nnormalise: {method: percentile_rank, range: [0, 100], ties: average}\naggregate: harmonic\n",
    "impute: row_mean\nnormalise: {method: min_max, range: [0, 100]}\naggregate: {method: power, power: 0.5}\n",
    "screen: {available: 0.5}\nnormalise: {method: distance_to_max, range: [0, 100]}\nweights: equal\n",
    "normalise: {method: goalposts, between: [-50, 50], range: [0, 100]}\nlevels: [{level: 2, aggregate: {method: power, power: -1}}]\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn scores_keep_their_bounds_and_the_order_of_rows_does_not_matter(rows in figures(), turn in 0usize..25, method in 0usize..6) {
        let framework = index(METHODS[method]);
        let mut order = straight(&rows);
        let (units, done) = computed(&framework, &table(&rows, &order, 1.0));
        for column in &done.scores.columns {
            for value in column.iter().filter_map(|value| value.get()) {
                prop_assert!((-1e-9..=100.0 + 1e-9).contains(&value), "{}", value);
            }
        }
        order.rotate_left(turn % rows.len());
        order.reverse();
        let (turned, again) = computed(&framework, &table(&rows, &order, 1.0));
        for at in &order {
            let code = format!("U{at}");
            match (score(&units, &done, &code), score(&turned, &again, &code)) {
                (Some(one), Some(other)) => prop_assert!((one - other).abs() < 1e-9, "{}: {} and {}", code, one, other),
                (one, other) => prop_assert_eq!(one, other),
            }
        }
    }

    #[test]
    fn copeland_does_not_depend_on_the_order_of_rows(rows in figures(), turn in 0usize..25) {
        let framework = index("aggregate: copeland\n");
        let mut order = straight(&rows);
        let (units, done) = computed(&framework, &table(&rows, &order, 1.0));
        order.rotate_left(turn % rows.len());
        let (turned, again) = computed(&framework, &table(&rows, &order, 1.0));
        for at in &order {
            let code = format!("U{at}");
            prop_assert_eq!(score(&units, &done, &code), score(&turned, &again, &code));
        }
    }

    #[test]
    fn a_better_figure_never_lowers_the_score(rows in figures(), who in 0usize..25, column in 0usize..6, more in 1i32..60) {
        // Goalposts are fixed: what others score does not change with one unit's figure.
        let framework = index(METHODS[5]);
        let who = who % rows.len();
        let (units, done) = computed(&framework, &table(&rows, &straight(&rows), 1.0));
        let mut better = rows.clone();
        let sign = if matches!(COLUMNS[column], "b" | "e") { -1 } else { 1 };
        let Some(figure) = &mut better[who][column] else { return Ok(()) };
        *figure += sign * more;
        let (changed, again) = computed(&framework, &table(&better, &straight(&rows), 1.0));
        let code = format!("U{who}");
        let (before, after) = (score(&units, &done, &code), score(&changed, &again, &code));
        prop_assert!(after.zip(before).is_none_or(|(after, before)| after >= before - 1e-9), "{:?} {:?}", before, after);
    }

    #[test]
    fn weights_add_up(rows in figures()) {
        let framework = index("");
        let (_, done) = computed(&framework, &table(&rows, &straight(&rows), 1.0));
        let share = |parent: &str| -> f64 {
            let parent = framework.node(parent);
            done.records.weights.iter().filter(|weight| framework.nodes[weight.node].parent == parent).map(|weight| weight.used).sum()
        };
        for parent in ["I", "P", "Q"] {
            prop_assert!((share(parent) - 1.0).abs() < 1e-12);
        }
        let effective: f64 = done.records.weights.iter().filter(|weight| framework.nodes[weight.node].level == 1).map(|weight| weight.effective).sum();
        prop_assert!((effective - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_unit_of_a_figure_does_not_matter(rows in figures(), factor in 1u32..1_000_000) {
        for method in [0usize, 2, 3] {
            let framework = index(METHODS[method]);
            let (units, done) = computed(&framework, &table(&rows, &straight(&rows), 1.0));
            // A power of two loses nothing, so that ties stay ties.
            let factor = f64::from(factor.next_power_of_two());
            let (other, again) = computed(&framework, &table(&rows, &straight(&rows), factor));
            for at in 0..rows.len() {
                let code = format!("U{at}");
                match (score(&units, &done, &code), score(&other, &again, &code)) {
                    (Some(one), Some(other)) => prop_assert!((one - other).abs() < 1e-9, "{}: {} and {}", code, one, other),
                    (one, other) => prop_assert_eq!(one, other),
                }
            }
        }
    }
}
