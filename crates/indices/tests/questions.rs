//! Panels, one part left out, what-if, levers.

mod support;

use indices::{Edit, Value, levers, remove_each, run, what_if};
use support::{framework, units};

#[test]
fn a_panel_is_imputed_along_time_on_one_scale_and_ranked_by_year() {
    let framework = framework(
        "id: t\nname: 试\nunits: {code: u, time: 年}\nimpute: linear\nnormalise: {method: min_max, range: [0, 100]}\nindex: {id: I, children: [{id: a}, {id: b}]}\n",
    );
    let text = "u,年,a,b\nA,2020,0,1\nB,2020,10,1\nA,2021,,2\nB,2021,10,1\nA,2022,20,3\nB,2022,10,1\n";
    let units = units(&framework, text);
    let done = run(&framework, &units, 1).expect("a run");
    assert_eq!(done.imputed.columns[0][2].get(), Some(10.0));
    assert_eq!(done.records.imputed[0].from, Some((2020, 2022)));
    let index: Vec<_> = done.scores.columns[2].iter().map(|value| value.get().expect("known")).collect();
    assert_eq!(index, [0.0, 25.0, 50.0, 25.0, 100.0, 25.0]);
    assert_eq!(done.places[2], [Some(2), Some(1), Some(1), Some(2), Some(1), Some(2)]);
}

#[test]
fn the_index_without_a_part_is_that_of_the_others() {
    let framework = framework(
        "id: t\nname: 试\nunits: {code: u}\nindex: {id: I, children: [{id: a}, {id: b, weight: 3}, {id: P, children: [{id: c}]}]}\n",
    );
    let units = units(&framework, "u,a,b,c\nA,1,9,4\nB,5,6,2\nC,9,1,7\n");
    let (rows, removed) = remove_each(&framework, &units, 1, 1).expect("removed");
    assert_eq!((rows.len(), removed.len()), (3, 3));
    let without_b = &removed[1];
    // a: 0, 50, 100; c: 40, 0, 100.
    let scores: Vec<_> = without_b.scores.iter().map(|value| value.get().expect("known")).collect();
    assert_eq!(scores, [20.0, 25.0, 100.0]);
    assert_eq!(without_b.places, [Some(3), Some(2), Some(1)]);
    // With its only indicator the group goes too.
    assert_eq!(
        removed[2].scores.iter().map(|value| value.get().expect("known")).collect::<Vec<_>>(),
        [75.0, 59.375, 25.0]
    );
}

#[test]
fn an_edit_is_computed_again_from_the_table() {
    let framework =
        framework("id: t\nname: 试\nunits: {code: u}\nindex: {id: I, children: [{id: a}, {id: b}]}\n");
    let units = units(&framework, "u,a,b\nA,0,0\nB,5,5\nC,10,10\n");
    let edits = [Edit { row: 0, indicator: 0, value: Value::new(20.0) }];
    let after = what_if(&framework, &units, &edits, 1).expect("an outcome");
    let scores: Vec<_> = after.scores.iter().map(|value| value.get().expect("known")).collect();
    assert!((scores[0] - 50.0).abs() < 1e-12);
    assert!((scores[2] - f64::midpoint(100.0 / 3.0, 100.0)).abs() < 1e-9);
    assert_eq!(what_if(&framework, &units, &[], 1).expect("as it is").places, [Some(3), Some(2), Some(1)]);
}

#[test]
fn the_lever_with_most_weight_for_its_effort_comes_first_and_passes_the_unit_above() {
    let framework = framework(
        "id: t\nname: 试\nunits: {code: u}\nindex: {id: I, children: [{id: a, weight: 3}, {id: b, direction: negative}, {id: c, weight: 3, effort: 10}]}\n",
    );
    let units = units(&framework, "u,a,b,c\nA,0,10,0\nB,4,5,4\nC,6,5,6\nD,10,0,10\n");
    let (above, found) = levers(&framework, &units, 1, 1).expect("levers");
    assert_eq!(above, Some(2));
    assert_eq!(found.iter().map(|lever| lever.indicator).collect::<Vec<_>>(), [0, 1, 2]);
    // C has 3·60 + 50 + 3·60, B 3·40 + 50 + 3·40: B needs 80 in a alone.
    assert!((found[0].to_pass.get().expect("reachable") - 8.0).abs() < 1e-3);
    // Even the best figure of any unit in b gives 50 of the 120 that are missing.
    assert_eq!(found[1].to_pass, Value::UNKNOWN);
    assert!(found[1].gain.get().expect("a gain") > 0.0, "less is better");
}
