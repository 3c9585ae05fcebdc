//! How sure: repeatable, bounded, and telling which choice matters.

mod support;

use indices::uncertainty::Uncertainty;
use indices::{sensitivity, usual};
use support::{framework, shared, shipped, units};

#[test]
fn the_asem_example_is_repeatable_and_its_intervals_hold_the_place() {
    let Some(data) = shared("indicators/ASEM_iData.csv") else { return };
    let framework = framework(&shipped("asem"));
    let units = units(&framework, &data);
    let how = Uncertainty { runs: 1_200, bootstrap: 100, ..framework.uncertainty.clone() };
    let found = sensitivity(&framework, &units, &how, 7).expect("an analysis");
    assert_eq!((found.runs, found.choices.len(), found.units.len()), (1_200, 4, 51));
    let again = sensitivity(&framework, &units, &how, 7).expect("an analysis");
    assert_eq!(found.units, again.units);
    let other = sensitivity(&framework, &units, &how, 8).expect("an analysis");
    assert_ne!(found.units, other.units);
    let (mut within, mut everywhere) = (0, 0);
    for unit in &found.units {
        let (low, high) = (unit.low.get().expect("low"), unit.high.get().expect("high"));
        let (best, worst) = (unit.best.expect("best") as f64, unit.worst.expect("worst") as f64);
        assert!(1.0 <= best && best <= low && low <= high && high <= worst && worst <= 51.0);
        // Without imputation five countries know less than nine in ten indicators and are screened out.
        everywhere += usize::from((unit.placed - 1.0).abs() < 1e-12);
        assert!(unit.placed > 0.6);
        within += usize::from((best..=worst).contains(&(unit.place.expect("a place") as f64)));
    }
    assert_eq!(everywhere, 46);
    assert!(within >= 49, "{within} of 51 places lie between the best and the worst");
    let first: f64 = found.choices.iter().map(|(_, order)| order.first.value.get().expect("known")).sum();
    assert!(first < 1.2, "{first}");
    for (choice, order) in &found.choices {
        let (first, total) =
            (order.first.value.get().expect("known"), order.total.value.get().expect("known"));
        assert!(total >= -1e-12 && total > first - 0.15, "{}: {first} {total}", choice.id);
    }
}

#[test]
fn a_choice_without_effect_has_no_share_and_one_alone_has_all() {
    let text = "id: t\nname: 试\nunits: {code: u}\nuncertainty:\n  choices:\n    - {id: none, options: [{name: 甲, screen: {available: 0}}, {name: 乙, screen: {available: 0.1}}]}\n    - {id: all, options: [{name: 甲, node_weights: {a: 1, b: 1}}, {name: 乙, node_weights: {a: 9, b: 1}}]}\nindex: {id: I, children: [{id: a}, {id: b}]}\n";
    let framework = framework(text);
    let units = units(&framework, "u,a,b\nA,1,9\nB,5,6\nC,9,1\nD,8,5\n");
    let how = Uncertainty { runs: 1_024, bootstrap: 50, ..framework.uncertainty.clone() };
    let found = sensitivity(&framework, &units, &how, 1).expect("an analysis");
    let share = |at: usize| found.choices[at].1;
    assert_eq!(share(0).total.value.get(), Some(0.0));
    assert!((share(1).first.value.get().expect("known") - 1.0).abs() < 0.05);
    assert!((share(1).total.value.get().expect("known") - 1.0).abs() < 0.05);
}

#[test]
fn a_combination_that_cannot_be_computed_is_named() {
    let text = "id: t\nname: 试\nunits: {code: u}\nuncertainty:\n  choices:\n    - {id: n, name: 标准化, options: [{name: 极差, normalise: min_max}, {name: Z, normalise: z_score}]}\n    - {id: a, name: 汇总, options: [{name: 算术, aggregate: arithmetic}, {name: 几何, aggregate: geometric}]}\nindex: {id: I, children: [{id: a}, {id: b}]}\n";
    let framework = framework(text);
    let units = units(&framework, "u,a,b\nA,1,9\nB,5,6\nC,9,1\n");
    let refusal = sensitivity(&framework, &units, &framework.uncertainty, 1).expect_err("a refusal");
    assert!(
        refusal.message.starts_with("选择组合（标准化=Z，汇总=几何）不能计算：“I”：几何平均不能用于负的得分"),
        "{}",
        refusal.message
    );
}

#[test]
fn a_framework_without_choices_has_the_usual_ones() {
    let framework =
        framework("id: t\nname: 试\nunits: {code: u}\nindex: {id: I, children: [{id: a}, {id: b}]}\n");
    assert_eq!(usual(&framework).len(), 4);
    let units = units(&framework, "u,a,b\nA,1,9\nB,5,6\nC,9,1\nD,8,\n");
    let how = Uncertainty { runs: 600, ..Uncertainty::default() };
    let found = sensitivity(&framework, &units, &how, 1).expect("an analysis");
    assert_eq!(found.choices.len(), 4);
    assert!(found.units.iter().all(|unit| unit.placed > 0.5));
}
