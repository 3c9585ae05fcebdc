//! One rule of planning each, on programmes of a line.

use jiff::civil::{Date, date};
use programmes::plan::{
    Blocked, CostOverride, Costs, Plan, PlanError, PlanOutcome, PlanRequest, plan, plan_within,
};
use vocabulary::Number;

use crate::firm;

const AS_OF: Date = date(2025, 6, 30);
const OLD: &str = "成立日期: 2015-03-01\n";

fn body(tests: &[&str]) -> String {
    let mut out = "conditions:\n".to_owned();
    for (at, test) in tests.iter().enumerate() {
        out += &format!("  - {{id: c{at}, article: 一, text: 试, test: '{test}'}}\n");
    }
    out
}

fn ask(tests: &[&str], facts: &str, request: &PlanRequest) -> Result<PlanOutcome, PlanError> {
    plan(&firm::programme(&body(tests)), &firm::facts(&format!("{OLD}{facts}")), request)
}

fn planned(tests: &[&str], facts: &str, target: Date) -> Plan {
    let request = PlanRequest { target: Some(target), ..PlanRequest::new(AS_OF) };
    match ask(tests, facts, &request).expect("a good request") {
        PlanOutcome::Plan(plan) => plan,
        PlanOutcome::Blocked(blocked) => panic!("no plan: {blocked:?}"),
    }
}

fn blocked(tests: &[&str], facts: &str, target: Date) -> Blocked {
    let request = PlanRequest { target: Some(target), ..PlanRequest::new(AS_OF) };
    match ask(tests, facts, &request).expect("a good request") {
        PlanOutcome::Plan(plan) => panic!("a plan: {plan:?}"),
        PlanOutcome::Blocked(blocked) => blocked,
    }
}

/// `attribute[year] +steps` by cost, each.
fn moved(plan: &Plan) -> Vec<String> {
    let year = |year: Option<i16>| year.map(|year| format!("[{year}]")).unwrap_or_default();
    plan.changes.iter().map(|c| format!("{}{} {}", c.attribute, year(c.year), c.cost)).collect()
}

#[test]
fn closed_years_stay_as_they_are() {
    // Last year seen from next June is still open, seen from this December it is closed.
    let test = ["人数[上年] >= 5人"];
    assert_eq!(moved(&planned(&test, "人数: {2024: 3}", date(2026, 6, 30))), ["人数[2025] 6"]);
    assert_eq!(blocked(&test, "人数: {2024: 3}", date(2025, 12, 31)).conditions, ["c0"]);
}

#[test]
fn a_figure_moves_only_while_its_year_is_open_and_in_time() {
    // 科技人员 count 60 days after the start; on 2025-11-30 only 31 days of the year are left.
    let test = ["科技人员[上年] >= 2人"];
    let facts = "科技人员: {2024: 1}\n人数: {2024: 9}";
    let late = PlanRequest { target: Some(date(2026, 6, 30)), ..PlanRequest::new(date(2025, 11, 30)) };
    let outcome = ask(&test, facts, &late).expect("a good request");
    assert!(matches!(outcome, PlanOutcome::Blocked(_)), "{outcome:?}");
    assert_eq!(moved(&planned(&test, facts, date(2026, 6, 30))), ["科技人员[2025] 4"]);
    // A word counts from its own day: 90 days from 2025-06-30 are 2025-09-28.
    let word = ["等级 = \"甲\""];
    assert_eq!(moved(&planned(&word, "等级: 乙", date(2025, 9, 28))), ["等级 6"]);
    assert_eq!(blocked(&word, "等级: 乙", date(2025, 9, 27)).conditions, ["c0"]);
}

#[test]
fn what_was_stated_for_an_open_year_is_its_projection() {
    let plan = planned(&["人数[上年] >= 5人"], "人数: {2024: 1, 2025: 4}", date(2026, 6, 30));
    assert_eq!(moved(&plan), ["人数[2025] 3"]);
    assert_eq!(plan.projection.len(), 1);
    assert_eq!(plan.projection[0].carried_from, None);
    let carried = planned(&["人数[上年] >= 5人"], "人数: {2023: 4, 2024: null}", date(2027, 6, 30));
    assert_eq!(
        carried.assumptions,
        ["每一步的费用和所需时间是规划用的假设，不是统计数据，可以另行指定", "2026年人数按2023年的 4人 推算"]
    );
}

#[test]
fn parts_stay_within_their_wholes() {
    let plan = planned(&["科技人员[上年] >= 5人"], "科技人员: {2024: 3}\n人数: {2024: 4}", date(2026, 6, 30));
    assert_eq!(moved(&plan), ["人数[2025] 3", "科技人员[2025] 8"]);
}

#[test]
fn ties_go_to_the_fewest_changes_then_to_the_name() {
    // 5 for one step of 研发, and 5 + 5 for two years of it; 负债 and 人数 at 2 × 3 and 3 × 2.
    let both = ["人数[上年] >= 6人 or 负债[上年] <= 1万元"];
    let facts = "人数: {2024: 4}\n负债: {2024: 4万元}";
    assert_eq!(moved(&planned(&both, facts, date(2026, 6, 30))), ["人数[2025] 6"]);
    let spread = ["sum(研发[近3年]) >= 9万元"];
    let plan = planned(&spread, "研发: {2023: 1万元, 2024: 1万元}", date(2027, 6, 30));
    assert_eq!(
        moved(&plan),
        ["研发[2025] 30"],
        "one year rather than both, the earlier rather than the later"
    );
}

#[test]
fn records_are_added_one_kind_after_the_other() {
    let test = ["count(成果) >= 3", "count(成果[类别 = \"专利\"]) >= 1"];
    let plan = planned(&test, "成果: [{类别: 软著}]", date(2026, 6, 30));
    let json = plan.to_json();
    let shown: Vec<_> =
        json["changes"].as_array().expect("changes").iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            r#"{"attribute":"成果","period":null,"from":1,"to":2,"unit":"项","lead_time":"300天","cost":"9","action":"申请专利","record":{"类别":"专利","有效":true,"日期":"2026-04-26"}}"#,
            r#"{"attribute":"成果","period":null,"from":2,"to":3,"unit":"项","lead_time":"90天","cost":"4","action":"申请软著","record":{"类别":"软著","有效":true,"日期":"2025-09-28"}}"#,
        ]
    );
}

#[test]
fn conditions_that_exclude_each_other_block_together() {
    let found = blocked(
        &["人数[上年] >= 6人", "人数[上年] <= 5人", "认证"],
        "人数: {2024: 4}\n认证: 否",
        date(2026, 6, 30),
    );
    assert_eq!(found.conditions, ["c0", "c1"]);
    assert_eq!(found.reason, "到 2026-06-30 不能符合：“c0”、“c1”不能同时做到");
}

#[test]
fn an_experts_interval_counts_with_its_least() {
    let facts = "评分: 4..6\n认证: 否";
    assert_eq!(moved(&planned(&["评分 >= 4 or 认证"], facts, date(2026, 6, 30))), Vec::<String>::new());
    assert_eq!(moved(&planned(&["评分 >= 5 or 认证"], facts, date(2026, 6, 30))), ["认证 8"]);
}

#[test]
fn the_first_year_with_a_plan_is_taken() {
    let test = ["as_of >= @\"2027-01-01\""];
    let outcome = ask(&test, "", &PlanRequest::new(AS_OF)).expect("a good request");
    let PlanOutcome::Plan(plan) = outcome else { panic!("waiting is a plan") };
    assert_eq!((plan.target_date, plan.changes.len()), (date(2027, 6, 30), 0));
    let never = ask(&["as_of >= @\"2029-01-01\""], "", &PlanRequest::new(AS_OF)).expect("a good request");
    let PlanOutcome::Blocked(blocked) = never else { panic!("beyond the horizon") };
    assert_eq!((blocked.target_date, blocked.certain), (date(2028, 6, 30), true));
}

#[test]
fn windows_are_aimed_at() {
    let text =
        format!("windows: [{{opens: 03-01, closes: 05-31, article: 一}}]\n{}", body(&["人数[上年] >= 5人"]));
    let programme = firm::programme(&text);
    let facts = firm::facts(&format!("{OLD}人数: {{2024: 4}}"));
    let outcome = plan(&programme, &facts, &PlanRequest::new(AS_OF)).expect("a good request");
    let PlanOutcome::Plan(plan) = outcome else { panic!("a plan exists") };
    assert_eq!(plan.target_date, date(2026, 5, 31));
}

#[test]
fn targets_out_of_reach_and_bad_costs_are_refused() {
    let refused =
        |request: &PlanRequest| ask(&["认证"], "认证: 否", request).expect_err("refused").to_string();
    let target = |target| PlanRequest { target: Some(target), ..PlanRequest::new(AS_OF) };
    assert_eq!(
        refused(&target(date(2025, 6, 29))),
        "目标日期 2025-06-29 早于评估日期 2025-06-30：过去的事实不能改变，请给一个以后的日期"
    );
    assert_eq!(
        refused(&target(date(2028, 7, 1))),
        "目标日期 2028-07-01 超过评估日期 2025-06-30 之后 3 年，请给一个 2028-06-30 以前的日期"
    );
    assert!(ask(&["认证"], "认证: 否", &target(date(2028, 6, 30))).is_ok());
    let costs = |name: &str, said: CostOverride| PlanRequest {
        costs: Costs::from([(name.to_owned(), said)]),
        ..PlanRequest::new(AS_OF)
    };
    let minus = CostOverride { cost: Some(Number::from_integer(-1)), ..CostOverride::default() };
    assert_eq!(refused(&costs("人数", minus)), "费用表里的“人数”：cost 不能小于零");
    let step = CostOverride { step: Some(Number::from_integer(2)), ..CostOverride::default() };
    assert_eq!(refused(&costs("认证", step.clone())), "费用表里的“认证”：不是数，没有 step");
    assert_eq!(
        refused(&costs("收人", step)),
        "费用表里的“收人”：企业没有这个属性，也没有这样的新增；是否想写“收入”"
    );
}

#[test]
fn overrides_replace_steps_leads_and_costs() {
    let said = CostOverride {
        cost: Some(Number::new(1, 3)),
        lead_days: Some(300),
        step: Some(Number::from_integer(2)),
    };
    let costs = Costs::from([("人数".to_owned(), said)]);
    let request = PlanRequest { target: Some(date(2027, 6, 30)), costs, ..PlanRequest::new(AS_OF) };
    let outcome = ask(&["人数[上年] >= 9人"], "人数: {2024: 4}", &request).expect("a good request");
    let PlanOutcome::Plan(plan) = outcome else { panic!("a plan exists") };
    assert_eq!((moved(&plan), plan.cost), (vec!["人数[2026] 1".to_owned()], Number::from_integer(1)));
    assert_eq!(plan.changes[0].lead_days, 300);
}

#[test]
fn the_work_limit_is_told() {
    let programme = firm::programme(&body(&["sum(研发[近3年]) / sum(收入[近3年]) >= 40%"]));
    let facts = firm::facts(&format!("{OLD}研发: {{2024: 1万元}}\n收入: {{2024: 9万元}}"));
    let request = PlanRequest { target: Some(date(2027, 6, 30)), ..PlanRequest::new(AS_OF) };
    let ask = |boxes| plan_within(&programme, &facts, &request, boxes).expect("a good request");
    let needed = (1..100)
        .find(|boxes| matches!(ask(*boxes), PlanOutcome::Plan(plan) if plan.optimal))
        .expect("few boxes suffice");
    assert!(matches!(ask(needed), PlanOutcome::Plan(plan) if plan.optimal));
    match ask(needed - 1) {
        PlanOutcome::Plan(plan) => {
            assert!(!plan.optimal);
            assert!(plan.assumptions.contains(&"搜索达到上限：方案可行，但不能保证费用最低".to_owned()));
        }
        PlanOutcome::Blocked(blocked) => assert!(!blocked.certain),
    }
    let PlanOutcome::Blocked(blocked) = ask(0) else { panic!("nothing was searched") };
    assert_eq!(blocked.reason, "搜索达到上限：没有找到到 2027-06-30 符合的方案，也不能断定没有");
    assert!(!blocked.certain);
}
