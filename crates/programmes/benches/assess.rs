//! One enterprise against the shipped programmes: status alone, and the whole answer with reasons.
//! Peer in the same run: parsing the facts file, which every assessment of typed-in facts pays as well.
#![expect(clippy::expect_used, clippy::disallowed_methods, reason = "a bench reads the shipped content")]

use programmes::{AssessContext, Library, assess, explain, status};
use vocabulary::{Facts, Kind, facts_file};

const FACTS: &str = "
成立日期: 2015-03-01
居民企业: 是
技术领域: 电子信息
职工总数: {2024: 100}
科技人员数: {2024: 20}
销售收入: {2022: 3000万元, 2023: 3600万元, 2024: 4500万元}
研发费用: {2022: 200万元, 2023: 250万元, 2024: 300万元}
境内研发费用: {2022: 200万元, 2023: 250万元, 2024: 300万元}
高新技术产品收入: {2024: 3500万元}
总收入: {2024: 4600万元}
资产总额: {2024: 6000万元}
知识产权: [{类别: Ⅰ类, 有效: 是, 获得方式: 自主研发, 核心支持: 是}]
";

fn main() {
    divan::main();
}

fn setup() -> (Kind, Library, Facts) {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content");
    let read = |path: &str| std::fs::read_to_string(format!("{root}/{path}")).expect("shipped content");
    let kind = Kind::from_yaml("enterprise.yaml", &read("kinds/enterprise.yaml")).expect("kind");
    let folder = std::fs::read_dir(format!("{root}/programmes/cn")).expect("the national set");
    let files = folder.map(|entry| {
        let name = entry.expect("a file").file_name().to_string_lossy().into_owned();
        let text = read(&format!("programmes/cn/{name}"));
        (name, text)
    });
    let (library, _) = Library::load(std::slice::from_ref(&kind), files.collect::<Vec<_>>());
    let facts = facts_file::read(&kind, FACTS, jiff::civil::date(2025, 6, 30)).expect("facts").facts;
    (kind, library, facts)
}

#[divan::bench(args = ["cn.hnte", "cn.tech-sme"])]
fn status_alone(bencher: divan::Bencher<'_, '_>, programme: &str) {
    let (_, library, facts) = setup();
    let as_of = jiff::civil::date(2025, 6, 30);
    let programme = library.select(programme, as_of).expect("shipped");
    bencher.bench_local(|| status(programme, &facts, as_of));
}

/// With facts missing, so that the search for relevant ones is paid for too.
#[divan::bench(args = ["cn.hnte", "cn.tech-sme"])]
fn whole_answer(bencher: divan::Bencher<'_, '_>, programme: &str) {
    let (_, library, facts) = setup();
    let as_of = jiff::civil::date(2025, 6, 30);
    let programme = library.select(programme, as_of).expect("shipped");
    bencher.bench_local(|| assess(programme, &facts, &AssessContext::typed_in(as_of, "")));
}

/// Every programme for enterprises that is in force, with reasons and missing facts.
#[divan::bench]
fn whole_national_set(bencher: divan::Bencher<'_, '_>) {
    let (_, library, facts) = setup();
    let as_of = jiff::civil::date(2025, 6, 30);
    let programmes = library.in_force(as_of);
    let assess_one = |programme| assess(programme, &facts, &AssessContext::typed_in(as_of, ""));
    bencher.bench_local(|| programmes.iter().copied().map(assess_one).collect::<Vec<_>>());
}

/// The same without looking for missing facts.
#[divan::bench]
fn explanation_of_the_national_set(bencher: divan::Bencher<'_, '_>) {
    let (_, library, facts) = setup();
    let as_of = jiff::civil::date(2025, 6, 30);
    let programmes = library.in_force(as_of);
    let explain_one = |programme| explain(programme, &facts, &AssessContext::typed_in(as_of, ""));
    bencher.bench_local(|| programmes.iter().copied().map(explain_one).collect::<Vec<_>>());
}

/// The same without reasons and missing facts.
#[divan::bench]
fn status_of_the_national_set(bencher: divan::Bencher<'_, '_>) {
    let (_, library, facts) = setup();
    let as_of = jiff::civil::date(2025, 6, 30);
    let programmes = library.in_force(as_of);
    bencher.bench_local(|| {
        programmes.iter().map(|programme| status(programme, &facts, as_of)).collect::<Vec<_>>()
    });
}

#[divan::bench]
fn parsing_the_facts(bencher: divan::Bencher<'_, '_>) {
    let (kind, ..) = setup();
    bencher.bench_local(|| facts_file::read(&kind, FACTS, jiff::civil::date(2025, 6, 30)).expect("facts"));
}
