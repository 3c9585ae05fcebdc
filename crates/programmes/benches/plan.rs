//! The plan of one enterprise for the shipped programmes, a year ahead and over the whole horizon. Budget: 50 ms.
//! Peer in the same run: one assessment of the same facts.
#![expect(clippy::expect_used, clippy::disallowed_methods, reason = "a bench reads the shipped content")]

use jiff::civil::{Date, date};
use programmes::plan::{PlanOutcome, PlanRequest, plan};
use programmes::{Library, status};
use vocabulary::{Facts, Kind, facts_file};

const AS_OF: Date = date(2025, 6, 30);

/// Short of scientists, of research in three years, of conversions and of rights: most conditions have something to move.
const FACTS: &str = "
成立日期: 2021-03-01
居民企业: 是
查账征收: 是
禁止限制淘汰类: 否
科研严重失信: 否
经营异常: 否
严重违法失信: 否
国民经济行业: I6510
技术领域: 电子信息
职工总数: {2024: 117}
科技人员数: {2024: 9}
销售收入: {2022: 3000万元, 2023: 3600万元, 2024: 4500万元}
研发费用: {2022: 80万元, 2023: 90万元, 2024: 100万元}
境内研发费用: {2022: 60万元, 2023: 40万元, 2024: 50万元}
成本费用: {2024: 4100万元}
高新技术产品收入: {2024: 2100万元}
总收入: {2024: 4600万元}
资产总额: {2022: 4000万元, 2023: 5000万元, 2024: 6000万元}
净资产: {2022: 1000万元, 2023: 1100万元, 2024: 1300万元}
知识产权: [{类别: Ⅱ类, 类型: 软件著作权, 有效: 是, 获得方式: 受让, 核心支持: 否, 高企已用: 否}]
资质: []
标准: []
科技奖励: []
参与标准: 否
成果转化数: {2022: 2, 2023: 3, 2024: 3}
技术先进程度: 高
核心支持作用: 强
研发机构级别: 无
组织管理得分: {制度核算: 6, 机构产学研: 6, 激励双创: 4, 人才: 4}
事故违法: []
";

fn main() {
    divan::main();
}

fn setup() -> (Library, Facts) {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content");
    let read = |path: &str| std::fs::read_to_string(format!("{root}/{path}")).expect("shipped content");
    let kind = Kind::from_yaml("enterprise.yaml", &read("kinds/enterprise.yaml")).expect("kind");
    let files =
        ["hnte.2016", "tech-sme.2017"].map(|id| (id.to_owned(), read(&format!("programmes/cn/{id}.yaml"))));
    let facts = facts_file::read(&kind, FACTS, AS_OF).expect("facts").facts;
    let (library, _) = Library::load(&[kind], files);
    (library, facts)
}

fn bench(bencher: divan::Bencher<'_, '_>, programme: &str, target: Date) {
    let (library, facts) = setup();
    let programme = library.select(programme, AS_OF).expect("shipped");
    let request = PlanRequest { target: Some(target), ..PlanRequest::new(AS_OF) };
    let outcome = plan(programme, &facts, &request).expect("a good request");
    assert!(matches!(outcome, PlanOutcome::Plan(plan) if plan.optimal), "there is a plan");
    bencher.bench_local(|| plan(programme, &facts, &request));
}

#[divan::bench(args = ["cn.hnte", "cn.tech-sme"])]
fn one_year_ahead(bencher: divan::Bencher<'_, '_>, programme: &str) {
    bench(bencher, programme, date(2026, 6, 30));
}

#[divan::bench(args = ["cn.hnte", "cn.tech-sme"])]
fn three_years_ahead(bencher: divan::Bencher<'_, '_>, programme: &str) {
    bench(bencher, programme, date(2028, 6, 30));
}

#[divan::bench(args = ["cn.hnte", "cn.tech-sme"])]
fn one_assessment(bencher: divan::Bencher<'_, '_>, programme: &str) {
    let (library, facts) = setup();
    let programme = library.select(programme, AS_OF).expect("shipped");
    bencher.bench_local(|| status(programme, &facts, AS_OF));
}
