//! Missing facts: every fact that can still change the status is named, no other is.
#![expect(clippy::expect_used, reason = "a test may panic")]

use programmes::{AssessContext, Library, Status, assess};
use vocabulary::{Kind, facts_file};

const HEAD: &str = "
id: t.x.1
family: t.x
name: 试
kind: enterprise
authority: 试
document: 试
territory: 试
confidence: certain
";

fn missing(body: &str, facts: &str) -> (Status, Vec<String>) {
    let kind = Kind::from_yaml("enterprise.yaml", include_str!("../../../content/kinds/enterprise.yaml"))
        .expect("kind");
    let (library, findings) =
        Library::load(std::slice::from_ref(&kind), [("t.yaml".to_owned(), format!("{HEAD}{body}"))]);
    assert!(findings.iter().all(|finding| finding.level != programmes::Level::Error), "{findings:?}");
    let as_of = jiff::civil::date(2025, 6, 30);
    let facts = facts_file::read(&kind, facts, as_of).expect("valid facts").facts;
    let programme = library.programmes().next().expect("one programme");
    let answer = assess(programme, &facts, &AssessContext::typed_in(as_of, ""));
    let name = |m: &programmes::answer::Missing| match &m.period {
        Some(period) => format!("{}@{period}", m.attribute),
        None => m.attribute.clone(),
    };
    (answer.status, answer.missing.iter().map(name).collect())
}

fn tests(tests: &[&str]) -> String {
    let mut body = "conditions:\n".to_owned();
    for (at, test) in tests.iter().enumerate() {
        body.push_str(&format!("  - {{id: c{at}, article: 一, text: 试, test: '{test}'}}\n"));
    }
    body
}

#[test]
fn nothing_matters_once_a_condition_failed() {
    let found = missing(&tests(&["居民企业", "老字号"]), "居民企业: 否");
    assert_eq!(found, (Status::Unmet, vec![]));
}

#[test]
fn a_fact_that_is_no_longer_needed_is_not_asked_for() {
    let found = missing(&tests(&["居民企业 or 老字号", "查账征收"]), "居民企业: 是");
    assert_eq!(found, (Status::Unknown, vec!["查账征收".to_owned()]));
}

#[test]
fn x_or_not_x_decides_nothing() {
    let found = missing(&tests(&["老字号 or not 老字号", "查账征收"]), "居民企业: 是");
    assert_eq!(found, (Status::Unknown, vec!["查账征收".to_owned()]));
}

#[test]
fn each_year_of_a_ratio_is_asked_for() {
    let facts = "成立日期: 2015-01-01\n研发费用: {2023: 100万元, 2024: 100万元}\n销售收入: {2022: 1000万元, 2023: 2000万元}";
    let found = missing(&tests(&["sum(研发费用[近3年]) / sum(销售收入[近3年]) >= 5%"]), facts);
    assert_eq!(found, (Status::Unknown, vec!["研发费用@2022".to_owned(), "销售收入@2024".to_owned()]));
}

#[test]
fn a_year_that_cannot_change_the_outcome_is_not_asked_for() {
    // Already 50 % with one year unknown on top: more R&D can only raise it.
    let facts = "成立日期: 2015-01-01\n研发费用: {2023: 500万元, 2024: 500万元}\n销售收入: {2022: 500万元, 2023: 500万元, 2024: 1000万元}";
    let found = missing(&tests(&["sum(研发费用[近3年]) / sum(销售收入[近3年]) >= 5%", "查账征收"]), facts);
    assert_eq!(found, (Status::Unknown, vec!["查账征收".to_owned()]));
}

#[test]
fn lists_and_words_are_asked_for() {
    let found = missing(
        &tests(&["count(知识产权[类别 = \"Ⅰ类\" and 有效]) >= 4", "技术领域 = \"新材料\""]),
        "居民企业: 是",
    );
    assert_eq!(found, (Status::Unknown, vec!["知识产权".to_owned(), "技术领域".to_owned()]));
}

#[test]
fn of_alternatives_only_those_that_are_open() {
    let body = "conditions:\n  - id: 任一\n    article: 一\n    text: 试\n    any:\n      - {id: a, test: '居民企业 and 老字号'}\n      - {id: b, test: 查账征收}\n";
    assert_eq!(missing(body, "居民企业: 否"), (Status::Unknown, vec!["查账征收".to_owned()]));
    assert_eq!(missing(body, "查账征收: 是"), (Status::Met, vec![]));
}

#[test]
fn what_an_expert_decides_is_no_missing_fact() {
    let body = "tables:\n  - name: 得分\n    on: 技术先进程度\n    rows: [{when: '\"高\"', then: 7..8}, {then: 0}]\nconditions:\n  - {id: c, article: 一, text: 试, test: '得分 > 7'}\n";
    assert_eq!(missing(body, "技术先进程度: 高"), (Status::Unknown, vec![]));
    assert_eq!(missing(body, ""), (Status::Unknown, vec!["技术先进程度".to_owned()]));
}

/// The shipped programme against facts of which nothing is known: what decides the expert score is asked for as well.
#[test]
fn of_a_blank_sheet_every_fact_of_the_programme_is_asked_for() {
    let kind = Kind::from_yaml("enterprise.yaml", include_str!("../../../content/kinds/enterprise.yaml"))
        .expect("kind");
    let text = include_str!("../../../content/programmes/cn/hnte.2016.yaml");
    let (library, _) =
        Library::load(std::slice::from_ref(&kind), [("hnte.yaml".to_owned(), text.to_owned())]);
    let programme = library.programmes().next().expect("hnte");
    for (year, facts) in [(2024, ""), (2025, ""), (2026, ""), (2025, "成立日期: 2015-03-01")] {
        let as_of = jiff::civil::date(year, 6, 30);
        let facts = facts_file::read(&kind, facts, as_of).expect("valid facts").facts;
        let answer = assess(programme, &facts, &AssessContext::typed_in(as_of, ""));
        let asked = |attribute: &str, period: Option<i16>| {
            let period = period.map(|year| year.to_string());
            answer.missing.iter().any(|m| m.attribute == attribute && m.period == period)
        };
        for part in ["制度核算", "机构产学研", "激励双创", "人才"] {
            assert!(asked(&format!("组织管理得分.{part}"), None), "{year}: {part}");
        }
        for attribute in ["净资产", "销售收入", "研发费用", "成果转化数", "境内研发费用"]
        {
            for before in 1..=3 {
                assert!(asked(attribute, Some(year - before)), "{year}: {attribute} {}", year - before);
            }
        }
    }
}

/// A list of tens of thousands of records must not make one assessment last for minutes: the work is bounded, and the answer
/// then errs by asking for too much.
#[test]
fn long_lists_do_not_make_the_search_endless() {
    let records = "{类别: Ⅰ类}, ".repeat(5_000);
    let facts = format!("知识产权: [{records}]");
    let (status, asked) =
        missing(&tests(&["count(知识产权[类别 = \"Ⅰ类\" and 有效]) >= 5", "技术领域 = \"新材料\""]), &facts);
    assert_eq!((status, asked), (Status::Unknown, vec!["知识产权".to_owned(), "技术领域".to_owned()]));
}

/// Between 100万元 and 1000万元 the share is half or more; below that and beyond, where the divisor turns negative, it is not.
#[test]
fn a_fact_that_counts_only_in_a_window_is_asked_for() {
    let facts = "成立日期: 2010-01-01\n主营业务收入: {2024: 450万元}\n总收入: {2024: 1000万元}";
    let found = missing(&tests(&["主营业务收入[上年] / (总收入[上年] - 投资收益[上年]) < 50%"]), facts);
    assert_eq!(found, (Status::Unknown, vec!["投资收益@2024".to_owned()]));
}

/// 居民企业 must hold for the one condition and not for the other: the whole is never met, so that no fact matters.
#[test]
fn of_conditions_that_exclude_each_other_nothing_is_asked() {
    assert_eq!(missing(&tests(&["居民企业", "not 居民企业 and 老字号"]), ""), (Status::Unknown, vec![]));
}
