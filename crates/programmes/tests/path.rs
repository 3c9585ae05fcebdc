//! The cultivation path: what an earlier rung grants serves the later ones, titles held are not planned again, and what cannot be
//! reached says why.
#![expect(clippy::expect_used, reason = "a test may panic")]

mod shipped;

use jiff::civil::{Date, date};
use programmes::Library;
use programmes::path::{RungState, path};
use programmes::plan::Costs;
use vocabulary::facts_file;

const HEAD: &str = "kind: enterprise\nauthority: 试\ndocument: 试\nterritory: 全国\nconfidence: certain\n";

/// 甲 asks for ten R&D heads and grants the title that 乙 asks for; nothing leads to 丙's judgement.
fn library() -> Library {
    let first = format!(
        "id: t.a.1\nfamily: t.a\nname: 甲\n{HEAD}grants: {{name: 甲企业, years: 3}}\nnext: [t.b]\nconditions: [{{id: 人员, article: 一, text: 人员, test: '科技人员数[上年] >= 10人'}}]\n"
    );
    let second = format!(
        "id: t.b.1\nfamily: t.b\nname: 乙\n{HEAD}next: [t.c]\nconditions: [{{id: 资格, article: 一, text: 资格, test: 'count(资质[名称 = \"甲企业\" and 起 <= as_of and 止 >= as_of]) >= 1'}}]\n"
    );
    let third = format!(
        "id: t.c.1\nfamily: t.c\nname: 丙\n{HEAD}conditions: [{{id: 评审, article: 一, text: 评审, review: 专家}}]\n"
    );
    let files = [first, second, third].into_iter().enumerate().map(|(at, text)| (format!("{at}.yaml"), text));
    let (library, findings) = Library::load(&shipped::kinds(), files);
    assert!(findings.iter().all(|finding| finding.level != programmes::Level::Error), "{findings:?}");
    library
}

/// Family, standing and date of each rung.
fn rungs(facts: &str) -> Vec<(String, &'static str, Option<Date>)> {
    let as_of = date(2025, 6, 30);
    let library = library();
    let kind = library.kind("enterprise").expect("enterprises");
    let facts = facts_file::read(kind, facts, as_of).expect("facts").facts;
    let rungs = path(&library, kind, &facts, as_of, &Costs::new()).expect("a path");
    let told = rungs.into_iter().map(|rung| {
        let (standing, day) = match rung.state {
            RungState::Held(until) => ("held", Some(until)),
            RungState::Met => ("met", None),
            RungState::Planned(plan) => ("planned", Some(plan.target_date)),
            RungState::Blocked(why) => {
                assert!(!why.reason.is_empty(), "what stands in the way is told");
                ("blocked", None)
            }
        };
        (rung.programme.family.clone(), standing, day)
    });
    told.collect()
}

fn rung(family: &str, standing: &'static str, day: Option<Date>) -> (String, &'static str, Option<Date>) {
    (family.to_owned(), standing, day)
}

#[test]
fn what_a_rung_grants_serves_the_next() {
    // 2024 is closed with 9; 2025 can still become 10, which counts from 2026 on.
    let facts = "成立日期: 2015-01-01\n职工总数: {2024: 100}\n科技人员数: {2024: 9}\n资质: []";
    let found = rungs(facts);
    let (planned, after) = (found[0].2.expect("a date"), found[1].2.expect("a date"));
    assert_eq!([&found[0].1, &found[1].1, &found[2].1], [&"planned", &"planned", &"blocked"]);
    assert_eq!(planned.year(), 2026);
    assert!(after >= planned, "the title is there from the day of the first rung on");
}

#[test]
fn what_is_met_today_grants_its_title_today() {
    let facts = "成立日期: 2015-01-01\n科技人员数: {2024: 10}\n资质: []";
    let expected = [rung("t.a", "met", None), rung("t.b", "met", None), rung("t.c", "blocked", None)];
    assert_eq!(rungs(facts), expected);
}

#[test]
fn a_title_held_is_not_planned_again() {
    let facts = "科技人员数: {2024: 1}\n资质: [{名称: 甲企业, 起: 2024-01-01, 止: 2026-12-31}]";
    let expected = [
        rung("t.a", "held", Some(date(2026, 12, 31))),
        rung("t.b", "met", None),
        rung("t.c", "blocked", None),
    ];
    assert_eq!(rungs(facts), expected);
}
