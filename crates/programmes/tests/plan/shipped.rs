//! Plans for the shipped programmes, worked out by hand from the clauses.

#[path = "../shipped/mod.rs"]
mod content;

use jiff::civil::{Date, date};
use programmes::plan::{Blocked, CostOverride, Costs, Plan, PlanOutcome, PlanRequest, plan};
use programmes::{Programme, Status, status};
use vocabulary::{Facts, Number, facts_file};

use crate::brute::carried_out;

const AS_OF: Date = date(2025, 6, 30);

/// Meets every clause of 高新技术企业 on 2026-06-30 if 2025 goes on like 2024.
const HNTE: &str = "
成立日期: 2015-03-01
技术领域: 电子信息
职工总数: {2024: 100}
科技人员数: {2024: 20}
销售收入: {2022: 3000万元, 2023: 3600万元, 2024: 4500万元}
研发费用: {2022: 200万元, 2023: 250万元, 2024: 300万元}
境内研发费用: {2022: 200万元, 2023: 250万元, 2024: 300万元}
高新技术产品收入: {2024: 3500万元}
总收入: {2024: 4600万元}
净资产: {2022: 1000万元, 2023: 1300万元, 2024: 1700万元}
知识产权: [{类别: Ⅰ类, 有效: 是, 获得方式: 自主研发, 核心支持: 是, 高企已用: 否}]
标准: []
参与标准: 否
成果转化数: {2022: 5, 2023: 5, 2024: 5}
技术先进程度: 高
核心支持作用: 强
组织管理得分: {制度核算: 6, 机构产学研: 6, 激励双创: 4, 人才: 4}
事故违法: []
";

fn programme(id: &str) -> Programme {
    content::library().0.programmes().find(|programme| programme.id == id).expect("shipped").clone()
}

fn facts(programme: &Programme, changes: &[(&str, &str)]) -> Facts {
    let mut text = HNTE.to_owned();
    for (attribute, value) in changes {
        let kept: Vec<&str> =
            text.lines().filter(|line| !line.starts_with(&format!("{attribute}:"))).collect();
        text = format!("{}\n{attribute}: {value}\n", kept.join("\n"));
    }
    facts_file::read(&programme.subject, &text, AS_OF).expect("facts").facts
}

fn outcome(changes: &[(&str, &str)], request: &PlanRequest) -> PlanOutcome {
    let programme = programme("cn.hnte.2016");
    let facts = facts(&programme, changes);
    let outcome = plan(&programme, &facts, request).expect("a good request");
    if let PlanOutcome::Plan(plan) = &outcome {
        let after = carried_out(&programme, &facts, (request.as_of, plan.target_date), &plan.changes);
        assert_eq!(status(&programme, &after, plan.target_date), Status::Met);
        assert!(plan.optimal);
    }
    outcome
}

fn planned(changes: &[(&str, &str)], request: &PlanRequest) -> Plan {
    match outcome(changes, request) {
        PlanOutcome::Plan(plan) => plan,
        PlanOutcome::Blocked(blocked) => panic!("no plan: {blocked:?}"),
    }
}

fn blocked(changes: &[(&str, &str)], request: &PlanRequest) -> Blocked {
    match outcome(changes, request) {
        PlanOutcome::Plan(plan) => panic!("a plan: {plan:?}"),
        PlanOutcome::Blocked(blocked) => blocked,
    }
}

/// `attribute[year] from→to`, each.
fn changes(plan: &Plan) -> Vec<String> {
    let json = plan.to_json();
    let changes = json["changes"].as_array().expect("changes");
    let show = |value: &serde_json::Value| value.as_str().map_or(value.to_string(), str::to_owned);
    (changes.iter())
        .map(|c| {
            let period = c["period"].as_str().map(|year| format!("[{year}]")).unwrap_or_default();
            format!("{}{period} {}→{}", show(&c["attribute"]), show(&c["from"]), show(&c["to"]))
        })
        .collect()
}

fn next_year() -> PlanRequest {
    PlanRequest { target: Some(date(2026, 6, 30)), ..PlanRequest::new(AS_OF) }
}

#[test]
fn a_firm_that_goes_on_as_it_is_has_nothing_to_do() {
    let plan = planned(&[("净资产", "{2022: 900万元, 2023: 1000万元, 2024: 1700万元}")], &next_year());
    assert_eq!(changes(&plan), Vec::<String>::new());
    assert_eq!(plan.cost, Number::from_integer(0));
    assert_eq!(plan.assumptions[0], "不需要任何变动，到 2026-06-30 即符合");
    assert!(
        plan.assumptions.contains(&"2025年职工总数按2024年的 100人 推算".to_owned()),
        "{:?}",
        plan.assumptions
    );
}

#[test]
fn a_young_firm_waits() {
    let young = [
        ("成立日期", "2024-09-01"),
        ("销售收入", "{2024: 1000万元, 2025: 4500万元}"),
        ("研发费用", "{2024: 200万元, 2025: 300万元}"),
        ("境内研发费用", "{2024: 200万元, 2025: 300万元}"),
        ("净资产", "{2024: 1000万元, 2025: 1700万元}"),
        ("成果转化数", "{2024: 5, 2025: 5}"),
    ];
    let request = PlanRequest { target: Some(date(2025, 8, 31)), ..PlanRequest::new(AS_OF) };
    let too_early = blocked(&young, &request);
    assert!(too_early.conditions.contains(&"注册满一年".to_owned()), "{too_early:?}");
    let spring = PlanRequest { target: Some(date(2026, 3, 31)), ..PlanRequest::new(AS_OF) };
    let plan = planned(&young, &spring);
    assert_eq!((changes(&plan), plan.cost), (vec![], Number::from_integer(0)));
}

#[test]
fn scientists_are_hired_in_the_open_year_only() {
    let plan = planned(
        &[("科技人员数", "{2024: 7}"), ("净资产", "{2022: 900万元, 2023: 1000万元, 2024: 1700万元}")],
        &next_year(),
    );
    assert_eq!(changes(&plan), ["科技人员数[2025] 7→10"]);
    assert_eq!(plan.cost, Number::from_integer(600_000));
    let json = plan.to_json();
    assert_eq!(json["cost"], "600000");
    assert_eq!(json["changes"][0]["lead_time"], "60天");
    assert_eq!(json["changes"][0]["unit"], "人");
}

#[test]
fn overridden_costs_turn_the_plan() {
    // Three heads fewer in other work and one more scientist… whatever is cheapest at these costs.
    let costs = Costs::from([(
        "职工总数".to_owned(),
        CostOverride { cost: Some(Number::from_integer(1)), ..CostOverride::default() },
    )]);
    let plan = planned(
        &[("科技人员数", "{2024: 7}"), ("净资产", "{2022: 900万元, 2023: 1000万元, 2024: 1700万元}")],
        &PlanRequest { costs, ..next_year() },
    );
    assert_eq!(changes(&plan), ["职工总数[2025] 100→70"]);
    assert_eq!(plan.cost, Number::from_integer(30));
}

#[test]
fn what_nobody_can_move_blocks_with_its_clause() {
    let found = blocked(&[("技术领域", "其他")], &PlanRequest::new(AS_OF));
    assert_eq!(found.conditions, ["技术领域"]);
    assert_eq!(found.target_date, date(2028, 6, 30));
    assert_eq!(found.reason, "到 2028-06-30 不能符合：“技术领域”在可变动的各项和时间内做不到");
    let unknown = blocked(&[("技术领域", "null")], &next_year());
    assert_eq!(unknown.reason, "到 2026-06-30 不能符合：“技术领域”所需的事实未知（技术领域）");
}

#[test]
fn research_is_raised_by_the_exact_shortfall() {
    // 近三年 2023–2025: 600 + x over 12600 万元 at 5% asks for 630; 境内 60% of 630 is 378 and 350 stand.
    let plan = planned(
        &[
            ("研发费用", "{2022: 200万元, 2023: 300万元, 2024: 150万元}"),
            ("境内研发费用", "{2022: 200万元, 2023: 200万元, 2024: 75万元}"),
            ("净资产", "{2022: 900万元, 2023: 1000万元, 2024: 1700万元}"),
        ],
        &next_year(),
    );
    assert_eq!(changes(&plan), ["境内研发费用[2025] 750000→1030000", "研发费用[2025] 1500000→1800000"]);
}

#[test]
fn a_title_that_confirms_directly_is_weighed_against_points() {
    let programme = programme("cn.tech-sme.2017");
    let text = "
成立日期: 2015-03-01
居民企业: 是
查账征收: 是
国民经济行业: I6510
禁止限制淘汰类: 否
事故违法: []
科研严重失信: 否
经营异常: 否
严重违法失信: 否
职工总数: {2024: 100}
科技人员数: {2024: 12}
销售收入: {2024: 5000万元}
成本费用: {2024: 4500万元}
资产总额: {2024: 6000万元}
研发费用: {2024: 150万元}
知识产权: []
资质: []
科技奖励: []
标准: []
研发机构级别: 市级
";
    let facts = facts_file::read(&programme.subject, text, AS_OF).expect("facts").facts;
    let request = next_year();
    let PlanOutcome::Plan(plan) = plan(&programme, &facts, &request).expect("a good request") else {
        panic!("a plan exists");
    };
    // 4 + 20 points stand; 36 more at least: 4 rights of class Ⅱ (24) and research of 200万元 (10) and three heads (4) — or one
    // rung of the institution, 50万元.
    let after = carried_out(&programme, &facts, (AS_OF, plan.target_date), &plan.changes);
    assert_eq!(status(&programme, &after, plan.target_date), Status::Met);
    assert_eq!(changes(&plan), ["研发机构级别 市级→省级"]);
    assert_eq!(plan.cost, Number::from_integer(500_000));
}
