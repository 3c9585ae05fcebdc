//! What people decided about who is who.

use jiff::civil::date;
use vocabulary::Number;

use super::{clocks, enterprise, import, lake_in_a_directory, number, request};
use crate::{Clocks, Decision, Found, Lake, Verdict, View};

const A: &str = "enterprise:91330100799655058B";
const FIRMS: &str = "名称,统一社会信用代码,营业收入[2024]\n甲公司,91330100799655058B,1\n";

fn name_id(name: &str) -> Box<str> {
    crate::identity::name_id(&enterprise(), crate::identity::name_hash(name)).into()
}

fn decided(left: &str, right: &str, verdict: Verdict) -> Decision {
    Decision { left: left.into(), right: right.into(), verdict, since: None }
}

fn view(lake: &Lake, decisions: &[Decision]) -> View {
    lake.view(&enterprise(), clocks(), &decisions.to_vec().into()).expect("a view")
}

fn revenue(view: &View, subject: usize, year: i16) -> Option<Number> {
    number(view, subject, "营业收入", Some(year))
}

#[test]
fn two_records_of_one_firm_become_one() {
    let (_directory, lake) = lake_in_a_directory();
    import(&lake, FIRMS, &request("税务局"));
    import(&lake, "名称,营业收入[2023]\n老甲厂,7\n", &request("统计局"));
    assert_eq!(view(&lake, &[]).len(), 2);
    let old = name_id("老甲厂");
    let one = view(&lake, &[decided(&old, A, Verdict::Same)]);
    assert_eq!(one.len(), 1);
    assert_eq!(one.id(0), Some(A));
    assert_eq!(revenue(&one, 0, 2023), Some(Number::from_integer(7)));
    assert_eq!(one.name(0), "甲公司", "its own name, though the other record is the later");
    for text in ["老甲厂", &old, A, "甲公司"] {
        assert_eq!(one.find(text), Found::One(0), "{text}");
    }
}

#[test]
fn the_later_decision_counts_and_a_name_can_be_kept_apart_from_its_code() {
    let (_directory, lake) = lake_in_a_directory();
    import(&lake, FIRMS, &request("税务局"));
    import(&lake, "名称,营业收入[2023]\n甲公司,7\n", &request("统计局"));
    assert_eq!(view(&lake, &[]).len(), 1, "a name joins its code");
    let name = name_id("甲公司");
    let apart = decided(&name, A, Verdict::Different);
    let two = view(&lake, std::slice::from_ref(&apart));
    assert_eq!(two.len(), 2);
    assert!(matches!(two.find("甲公司"), Found::Ambiguous(_)));
    let Found::One(coded) = two.find(A) else { panic!("the coded one") };
    assert_eq!(revenue(&two, coded, 2023), None);
    let again = decided(A, &name, Verdict::Same);
    assert_eq!(view(&lake, &[apart.clone(), again.clone()]).len(), 1);
    assert_eq!(view(&lake, &[again, apart]).len(), 2);
}

#[test]
fn what_is_kept_apart_is_not_joined_through_a_third() {
    let (_directory, lake) = lake_in_a_directory();
    import(&lake, "名称\n甲\n乙\n丙\n", &request("统计局"));
    let [a, b, c] = ["甲", "乙", "丙"].map(name_id);
    let decisions =
        [decided(&a, &c, Verdict::Different), decided(&a, &b, Verdict::Same), decided(&b, &c, Verdict::Same)];
    let two = view(&lake, &decisions);
    assert_eq!(two.len(), 2);
    assert_eq!(two.find("甲"), two.find("乙"));
    assert_ne!(two.find("甲"), two.find("丙"));
}

#[test]
fn from_its_day_a_merged_firm_is_found_in_the_other_and_its_figures_are_nobodys() {
    let (_directory, lake) = lake_in_a_directory();
    import(&lake, FIRMS, &request("税务局"));
    import(&lake, "名称,营业收入[2023]\n乙公司,7\n", &request("税务局"));
    let gone =
        Decision { since: Some(date(2025, 6, 1)), ..decided(&name_id("乙公司"), A, Verdict::MergedInto) };
    let at = |as_of| {
        let clocks = Clocks { as_of, ..clocks() };
        lake.view(&enterprise(), clocks, &vec![gone.clone()].into()).expect("a view")
    };
    let before = at(date(2025, 5, 31));
    assert_eq!(before.len(), 2);
    let after = at(date(2025, 6, 1));
    assert_eq!(after.len(), 1);
    assert_eq!(after.find("乙公司"), Found::One(0));
    assert_eq!(revenue(&after, 0, 2023), None, "not the other's revenue");
    assert_eq!(revenue(&after, 0, 2024), Some(Number::from_integer(1)));
}
