//! What is on record about a subject: judgements that assessments follow, and dated relations.

use app::model::Standing;
use app::{AccessScope, When};
use jiff::civil::date;

use crate::fixture::{Site, plain};

const FIRMS: &str = "名称,统一社会信用代码,技术先进程度,职工总数[2024]\n\
甲公司,91330100799655058B,一般,10\n乙公司,,,\n";
const A: &str = "91330100799655058B";

fn site(judgements: &str) -> Site {
    let site = Site::new();
    site.import("enterprise", "企业.csv", FIRMS.as_bytes(), None);
    if !judgements.is_empty() {
        let table = format!("主体,政策,属性,年度,结论,得分下限,得分上限,评定者,评定日期\n{judgements}");
        let answer = site.import("judgement", "评审.csv", table.as_bytes(), None);
        assert_eq!(answer.rows_rejected, 0, "{:?}", answer.rejects);
    }
    site
}

fn grade(site: &Site) -> Option<String> {
    plain(&site.profile("enterprise", A), "技术先进程度")
}

fn judged(site: &Site) -> Vec<(String, bool, String)> {
    let found = app::judgements(&AccessScope::officer(), &site.region, "enterprise", A, When::default());
    let found = found.expect("judgements").judgements;
    found.into_iter().map(|judgement| (judgement.verdict, judgement.used, judgement.why)).collect()
}

#[test]
fn a_judgement_stands_before_a_table_and_the_later_one_before_the_earlier() {
    assert_eq!(grade(&site("")).as_deref(), Some("一般"));
    let site = site(
        "甲公司,cn.hnte,技术先进程度,,高,,,专家组,2025-06-01\n甲公司,cn.hnte.2016,技术先进程度,,较高,,,专家组,2025-03-01\n",
    );
    assert_eq!(grade(&site).as_deref(), Some("高"));
    let told = judged(&site);
    assert_eq!(told[0], ("高".to_owned(), true, "用于评估".to_owned()));
    assert_eq!((told[1].1, told[1].2.as_str()), (false, "同一项已有较晚的评审意见"));
    // Before the later one was made, the earlier one stood; before that, the table.
    let on = |day| When { as_of: Some(day), known_at: None };
    let then = |day| {
        let profile = app::profile(&AccessScope::officer(), &site.region, "enterprise", A, on(day));
        plain(&profile.expect("a profile"), "技术先进程度")
    };
    assert_eq!(then(date(2025, 5, 1)).as_deref(), Some("较高"));
    assert_eq!(then(date(2025, 2, 1)).as_deref(), Some("一般"));
    // Every candidate is told, and which one stands.
    let scope = AccessScope::officer();
    let found = app::explain(&scope, &site.region, "enterprise", A, "技术先进程度", When::default());
    let found = found.expect("an explanation").candidates;
    let values: Vec<_> =
        found.iter().map(|own| (own.value.as_deref().unwrap_or_default(), own.stands)).collect();
    assert_eq!(values, [("高", true), ("较高", false), ("一般", false)]);
    assert!(found[0].why.contains("专家组，2025-06-01"), "{}", found[0].why);
    assert!(found[2].why.contains("已有评审意见"), "{}", found[2].why);
}

#[test]
fn an_interval_widens_the_score_and_nothing_else() {
    let narrow = site(&format!("{A},,组织管理得分.人才,,,3,3,专家组,2025-06-01\n"));
    let wide = site(&format!("{A},,组织管理得分.人才,,,1,3.5,专家组,2025-06-01\n"));
    let score = |site: &Site| {
        let (scope, programmes) = (AccessScope::officer(), ["cn.hnte".to_owned()]);
        let found =
            app::assess_subject(&scope, &site.region, "enterprise", A, &programmes, None, When::default());
        let answer = serde_json::to_value(&found.expect("an assessment").answers[0]).expect("JSON");
        (answer["score"]["min"].clone(), answer["score"]["max"].clone())
    };
    let as_f64 = |value: serde_json::Value| value.as_f64().unwrap_or_else(|| panic!("{value}"));
    let ((low, high), (wide_low, wide_high)) = (score(&narrow), score(&wide));
    assert!((as_f64(low) - as_f64(wide_low) - 2.0).abs() < 1e-9);
    assert!((as_f64(wide_high) - as_f64(high) - 0.5).abs() < 1e-9);
    assert_eq!(judged(&wide)[0].0, "1分 至 3.5分");
    assert_eq!(plain(&wide.profile("enterprise", A), "组织管理得分.人才").as_deref(), Some("1..3.5"));
}

#[test]
fn a_judgement_that_cannot_be_followed_says_why() {
    let site = site(
        "甲公司,,职工总数,2024,99,,,专家组,2025-06-01\n\
甲公司,,没有的属性,,高,,,专家组,2025-06-02\n\
甲公司,cn.star,技术先进程度,,高,,,专家组,2025-06-03\n\
甲公司,,技术先进程度,,特别高,,,专家组,2025-06-04\n\
甲公司,,发展评价得分,,,80,80,平台,2025-06-05\n",
    );
    assert_eq!(grade(&site).as_deref(), Some("一般"));
    let why: Vec<String> = judged(&site)
        .into_iter()
        .map(|(_, used, why)| {
            assert!(!used, "{why}");
            why
        })
        .collect();
    for (found, wanted) in why.iter().zip([
        "按年度",
        "特别高",
        "政策“cn.star”不看",
        "没有属性“没有的属性”",
        "不是由人评定的属性",
    ]) {
        assert!(found.contains(wanted), "{found}");
    }
}

#[test]
fn relations_are_read_in_both_directions_and_at_a_date() {
    let site = site("");
    let table = "主体,关系,对象,持股比例,起,止,依据\n\
甲公司,控股,乙公司,60%,2020-01-01,无,登记\n\
甲公司,供应,乙公司,,2020-01-01,2021-12-31,合同\n\
甲公司,参股,丙公司,5%,,,年报\n\
乙公司,分公司,甲公司,,2026-01-01,无,登记\n";
    let answer = site.import("relation", "关系.csv", table.as_bytes(), None);
    assert_eq!(answer.rows_rejected, 0, "{:?}", answer.rejects);
    let of = |id: &str, day| {
        let when = When { as_of: Some(day), known_at: None };
        let found = app::relations(&AccessScope::officer(), &site.region, "enterprise", id, when);
        let found = found.expect("relations").relations;
        let told = found
            .into_iter()
            .map(|own| (own.relation, own.outgoing, own.other_subject.map(|other| other.name), own.standing));
        told.collect::<Vec<_>>()
    };
    let b = Some("乙公司".to_owned());
    assert_eq!(
        of(A, date(2025, 6, 30)),
        [
            ("控股".to_owned(), true, b.clone(), Standing::Holds),
            ("参股".to_owned(), true, None, Standing::Unknown),
            ("分公司".to_owned(), false, b.clone(), Standing::Later),
            ("供应".to_owned(), true, b.clone(), Standing::Ended),
        ]
    );
    let a = Some("甲公司".to_owned());
    assert_eq!(
        of("乙公司", date(2021, 6, 30))[..2],
        [
            ("供应".to_owned(), false, a.clone(), Standing::Holds),
            ("控股".to_owned(), false, a, Standing::Holds),
        ]
    );
}
