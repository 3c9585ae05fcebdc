//! Who is who, where a value comes from, and what changed between two dates.

use app::model::{Cause, Status};
use app::{AccessScope, Clock, ContentFiles, ImportOrder, Region, Table};
use jiff::civil::date;
use serde_json::json;

use crate::fixture::Site;

const ZHIZAO: &str = "enterprise:91330100799655058B";

/// The same directory a year on, with another delivery of the tax bureau.
fn a_year_later(site: &Site, table: &str) -> Region {
    let clock = Clock::fixed("2026-07-01T02:00:00Z".parse().expect("a timestamp"));
    let region =
        Region::open(site.region.directory(), ContentFiles::shipped(), clock).expect("the same region");
    let order = ImportOrder {
        kind: "enterprise".to_owned(),
        source: "税务局 2025 汇算".to_owned(),
        department: Some("税务局".to_owned()),
        delivered: Some(date(2026, 6, 30)),
        imported_by: "测试".to_owned(),
        ..ImportOrder::default()
    };
    let table = Table::Bytes { name: "表.csv", bytes: table.as_bytes() };
    app::import(&AccessScope::officer(), &region, table, &order, &app::Job::default()).expect("a good table");
    region
}

#[tokio::test]
async fn every_word_about_a_value_is_told_with_the_rule_that_decided() {
    let site = Site::new();
    site.load(
        "enterprise",
        "统计.csv",
        "名称,营业收入[2024]\n杭州西湖智造有限公司,99000000000\n",
        "统计局年报",
    );
    let path = format!("/api/v1/subjects/enterprise/{ZHIZAO}/explain/营业收入");
    let told = site.get(&path).await.json();
    let candidates = told["candidates"].as_array().expect("candidates");
    assert_eq!(candidates.len(), 2, "{told}");
    assert_eq!(candidates[0]["stands"], true);
    assert_eq!(candidates.iter().filter(|candidate| candidate["stands"] == true).count(), 1);
    assert!(candidates[1]["apart"].as_str().is_some_and(|apart| apart.starts_with("0.00")), "{told}");
    assert!(candidates.iter().all(|candidate| candidate["why"].as_str().is_some_and(|why| !why.is_empty())));
    let refused = site.get_as(Some("visitor"), &path).await.problem();
    assert_eq!(refused.1, "withheld_attribute");
    let misspelt = site.get(&format!("/api/v1/subjects/enterprise/{ZHIZAO}/explain/营业收人")).await;
    assert!(misspelt.text().contains("营业收入"), "{}", misspelt.text());
}

#[tokio::test]
async fn a_decision_joins_two_subjects_and_can_be_taken_back() {
    let site = Site::new();
    let total = async || site.get("/api/v1/subjects/enterprise").await.json()["total"].clone();
    assert_eq!(total().await, 4);
    let order = |verdict: &str| json!({"subject": "滨江未知有限公司", "verdict": verdict, "object": ZHIZAO});
    let decide = "/api/v1/kinds/enterprise/identity";
    assert_eq!(site.post_as(Some("visitor"), decide, &order("同一主体")).await.problem().1, "forbidden");
    assert_eq!(site.post(decide, &order("也许")).await.problem().1, "invalid_argument");
    let stored = site.post(decide, &order("同一主体")).await.json();
    assert_eq!(total().await, 3);
    let found = site.get("/api/v1/subjects/enterprise/滨江未知有限公司").await.json();
    assert_eq!((&found["id"], &found["name"]), (&json!(ZHIZAO), &json!("杭州西湖智造有限公司")));
    let back = json!({"subject": stored["subject"], "verdict": "不是同一主体", "object": stored["object"]});
    site.post(decide, &back).await.json();
    assert_eq!(total().await, 4, "of two decisions about a pair the later one counts");
    let kept = site.get("/api/v1/sources").await.json()["items"].as_array().map(Vec::len);
    assert_eq!(kept, Some(3), "decisions are sources, none is overwritten");
}

#[tokio::test]
async fn what_changed_is_told_apart_facts_law_time_and_merges() {
    let site = Site::new();
    let later = a_year_later(
        &site,
        "名称,统一社会信用代码,研发费用[2025],经营异常\n杭州西湖智造有限公司,91330100799655058B,1万元,是\n新来有限公司,,,\n",
    );
    let scope = AccessScope::officer();
    let between = (date(2025, 6, 30), date(2026, 7, 1));
    let order = app::model::DecisionOrder {
        subject: "滨江未知有限公司".to_owned(),
        verdict: "合并入".to_owned(),
        object: ZHIZAO.to_owned(),
        since: Some(date(2026, 1, 1)),
        reason: None,
    };
    app::decide(&scope, &later, "enterprise", &order, "测试").expect("a decision");
    let found = app::changes_of_subject(&scope, &later, "enterprise", ZHIZAO, between).expect("changes");
    let facts: Vec<String> = (found.facts.iter())
        .map(|change| format!("{} {:?} {} → {}", change.attribute, change.year, change.before, change.after))
        .collect();
    assert_eq!(facts, ["研发费用 Some(2025) 未知 → 1万元", "经营异常 None 未知 → 是"]);
    assert_eq!(found.merges.len(), 1, "{:?}", found.merges);
    assert_eq!(found.merges[0].to, ZHIZAO);
    assert!(found.statuses.iter().all(|change| change.before != change.after));
    let by = |cause: Cause| found.statuses.iter().find(|change| change.causes.contains(&cause));
    let unmet = by(Cause::Fact).unwrap_or_else(|| panic!("{:?}", found.statuses));
    assert_eq!(unmet.after, Some(Status::Unmet), "a firm with an abnormal record");
    let list = app::changes_of_kind(&scope, &later, "enterprise", between).expect("changes");
    assert_eq!((list.added_total, list.gone_total, list.changed_total), (1, 1, 1));
    assert_eq!(list.gone[0].to, ZHIZAO);
    // As known on the first day, nothing of this is seen.
    let when =
        app::When { as_of: Some(between.0), known_at: Some("2025-07-01T00:00:00Z".parse().expect("a time")) };
    let then = app::profile(&scope, &later, "enterprise", "滨江未知有限公司", when).expect("still there");
    assert_ne!(then.id, ZHIZAO);
    assert!(app::changes_of_kind(&scope, &later, "enterprise", (between.1, between.0)).is_err());
}

#[tokio::test]
async fn likely_duplicates_come_with_their_evidence() {
    let site = Site::empty();
    let mut table = String::from("名称,网址,注册地址\n");
    for n in 0..30 {
        let core: String = [n, n * 7 + 3, n * 11 + 5]
            .iter()
            .map(|k| "恒信远达天成宏图瑞丰华泰安康盛德新锐鼎立".chars().nth(k % 20).expect("a character"))
            .collect();
        table.push_str(&format!("杭州{core}科技有限公司,www.firm{n}.cn,杭州市文一路{n}号\n"));
        if n % 5 == 0 {
            table.push_str(&format!("{core}科技（杭州）有限公司,firm{n}.cn,文一路{n}号\n"));
        }
    }
    site.load("enterprise", "企业.csv", &table, "企业名录");
    let found = site.get("/api/v1/kinds/enterprise/duplicates?limit=10").await.json();
    let pairs = found["pairs"].as_array().expect("pairs");
    // Of thirty names twenty are different, and four of these are written twice.
    assert_eq!(pairs.len(), 4, "{found}");
    for pair in pairs {
        assert!(pair["probability"].as_f64().is_some_and(|p| p > 0.9), "{pair}");
        assert!(!pair["evidence"].as_array().expect("evidence").is_empty());
        let core = |side: &str| {
            pair[side]["name"].as_str().map(|name| name.replace(['（', '）'], "").replace("杭州", ""))
        };
        assert_eq!(core("left"), core("right"), "{pair}");
    }
}
