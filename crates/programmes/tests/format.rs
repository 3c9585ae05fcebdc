//! What a document can say beside conditions: classes, amounts, hit policies, imports, roles, layers, transitions.
#![expect(clippy::expect_used, reason = "a test may panic")]

mod shipped;

use jiff::civil::date;
use programmes::answer::Answer;
use programmes::{AssessContext, Library, Status, assess, purpose};
use vocabulary::facts_file;

const HEAD: &str = "family: t.x\nname: 试\nkind: enterprise\nauthority: 试\ndocument: 试\nterritory: 全国\nconfidence: certain\n";
const CONDITION: &str = "conditions: [{id: a, article: 一, text: 甲, test: 居民企业}]\n";

fn load(documents: &[&str]) -> Library {
    let files = documents.iter().enumerate().map(|(at, text)| (format!("{at}.yaml"), (*text).to_owned()));
    let (library, findings) = Library::load(&shipped::kinds(), files);
    let errors: Vec<String> =
        findings.iter().filter(|f| f.level == programmes::Level::Error).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    library
}

fn errors(documents: &[&str]) -> Vec<String> {
    let files = documents.iter().enumerate().map(|(at, text)| (format!("{at}.yaml"), (*text).to_owned()));
    Library::load(&shipped::kinds(), files).1.iter().map(ToString::to_string).collect()
}

fn answer(library: &Library, id: &str, facts: &str) -> Answer {
    let as_of = date(2025, 6, 30);
    let programme = library.select(id, as_of).expect("a programme");
    let facts = facts_file::read(&programme.subject, facts, as_of).expect("facts").facts;
    assess(programme, &facts, &AssessContext::typed_in(as_of, ""))
}

fn table(hit: &str, rows: &str) -> Library {
    load(&[&format!(
        "id: t.x.1\n{HEAD}tables:\n  - {{name: 分, hit: {hit}, on: '从业人数季均[上年]', rows: [{rows}]}}\nscore: {{name: 总分, of: 100, items: [{{name: 分, of: 100}}]}}\n{CONDITION}"
    )])
}

fn score(library: &Library, facts: &str) -> String {
    let score = answer(library, "t.x", facts).score.expect("a score");
    format!("{}..{}", score.min, score.max)
}

#[test]
fn hit_policies_decide_which_rows_count() {
    let rows = "{when: '>= 10人', then: 3}, {when: '>= 5人', then: 7..8}, {then: 0}";
    let told = |hit: &str, heads: &str| score(&table(hit, rows), &format!("从业人数季均: {heads}"));
    assert_eq!([told("first", "10"), told("first", "5"), told("first", "4")], ["3..3", "7..8", "0..0"]);
    assert_eq!([told("max", "10"), told("max", "5"), told("max", "4")], ["7..8", "7..8", "0..0"]);
    assert_eq!([told("min", "10"), told("min", "4")], ["0..0", "0..0"]);
    assert_eq!([told("first", "null"), told("max", "null")], ["0..8", "0..8"]);
    let added = table("sum", "{when: '>= 10人', then: 3}, {when: '>= 5人', then: 4}");
    let told = |heads: &str| score(&added, &format!("从业人数季均: {heads}"));
    assert_eq!([told("10"), told("5"), told("4"), told("null")], ["7..7", "4..4", "0..0", "0..7"]);
}

#[test]
fn a_row_may_test_several_things() {
    let library = load(&[&format!(
        "id: t.x.1\n{HEAD}tables:\n  - name: 规模\n    on: ['从业人数季均[上年]', '营业收入[上年]']\n    rows:\n      - {{when: ['>= 300人', '>= 2000万元'], then: '\"中型\"'}}\n      - {{when: ['-', '>= 300万元'], then: '\"小型\"'}}\n      - {{then: '\"微型\"'}}\nclass: 规模\n{CONDITION}"
    )]);
    let class = |facts: &str| answer(&library, "t.x", facts).class;
    assert_eq!(class("从业人数季均: 300\n营业收入: 2000万元").as_deref(), Some("中型"));
    assert_eq!(class("从业人数季均: 299\n营业收入: 2000万元").as_deref(), Some("小型"));
    assert_eq!(class("营业收入: 2").as_deref(), Some("微型"));
    assert_eq!(class("营业收入: 2000万元"), None, "中型 or 小型: not known");
}

#[test]
fn an_amount_has_bounds_a_cap_and_a_floor() {
    let library = load(&[&format!(
        "id: t.x.1\n{HEAD}parameters: [{{name: 上限, article: 一, values: [{{value: 100万元}}]}}]\namount: {{formula: '研发费用[上年] - 50万元', cap: 上限, period: year}}\n{CONDITION}"
    )]);
    let amount = |facts: &str| {
        answer(&library, "t.x", facts)
            .amount
            .map(|amount| (amount.min.unwrap_or_default(), amount.max.unwrap_or_default()))
    };
    let told = |min: &str, max: &str| Some((min.to_owned(), max.to_owned()));
    assert_eq!(amount("居民企业: 是\n研发费用: 80万元"), told("300000", "300000"));
    assert_eq!(amount("居民企业: 是\n研发费用: 20万元"), told("0", "0"));
    assert_eq!(amount("居民企业: 是\n研发费用: 900万元"), told("1000000", "1000000"));
    assert_eq!(amount("研发费用: null"), told("0", "1000000"));
    assert_eq!(amount("居民企业: 否\n研发费用: 80万元"), None);
}

#[test]
fn a_cap_below_zero_leaves_nothing_and_takes_nothing() {
    let library = load(&[&format!(
        "id: t.x.1\n{HEAD}amount: {{formula: '研发费用[上年]', cap: '应纳税所得额[上年]', period: year}}\n{CONDITION}"
    )]);
    let amount = |facts: &str| {
        let amount = answer(&library, "t.x", &format!("居民企业: 是\n{facts}")).amount.expect("an amount");
        (amount.min.unwrap_or_default(), amount.max.unwrap_or_default())
    };
    let told = |min: &str, max: &str| (min.to_owned(), max.to_owned());
    assert_eq!(amount("研发费用: 80万元\n应纳税所得额: -10万元"), told("0", "0"));
    assert_eq!(amount("研发费用: 80万元\n应纳税所得额: null"), told("0", "800000"));
}

#[test]
fn one_unknown_judgement_is_not_taken_both_ways_at_once() {
    let library = load(&[&format!(
        "id: t.x.1\n{HEAD}definitions:\n  - {{name: 前, formula: if 老字号 then 100元 else 20元}}\n  - {{name: 后, formula: if 老字号 then 60元 else 10元}}\namount: {{formula: 前 - 后, period: once}}\n{CONDITION}"
    )]);
    let amount = answer(&library, "t.x", "居民企业: 是").amount.expect("an amount");
    assert_eq!((amount.min.as_deref(), amount.max.as_deref()), (Some("10"), Some("40")), "not 0 and 90");
}

const SIZE: &str = "id: t.size.1\nfamily: t.size\nname: 规模\nkind: enterprise\nauthority: 试\ndocument: 试\nterritory: 全国\nconfidence: certain\nparameters: [{name: 线, article: 一, values: [{value: 5人}]}]\ndefinitions: [{name: 够大, formula: '从业人数季均[上年] >= 线'}]\nconditions: [{id: a, article: 一, text: 甲, test: 够大}]\n";

#[test]
fn another_versions_names_can_be_imported() {
    let body = format!(
        "id: t.x.1\n{HEAD}imports: [t.size.1]\nconditions: [{{id: a, article: 一, text: 甲, test: not 够大}}]\n"
    );
    let library = load(&[SIZE, &body]);
    assert_eq!(answer(&library, "t.x", "从业人数季均: 4").status, Status::Met);
    assert_eq!(answer(&library, "t.x", "从业人数季均: 5").status, Status::Unmet);
    let programme = library.select("t.x", date(2025, 1, 1)).expect("t.x");
    assert_eq!(programme.parameters[0].of.as_deref(), Some("t.size.1"));
    assert_eq!(
        errors(&[SIZE, &body.replace("t.size.1", "t.size.2")]),
        ["1.yaml:9:11: error[unknown-import]: 没有政策版本“t.size.2”可以引用；是否想写“t.size.1”"]
    );
}

#[test]
fn conditions_may_be_about_several_roles() {
    let body = format!(
        "id: t.x.1\n{HEAD}roles: {{被投企业: enterprise}}\nconditions:\n  - {{id: a, article: 一, text: 甲, test: '被投企业.职工总数[上年] <= 500人 and 查账征收'}}\n  - {{id: b, article: 一, text: 甲, test: '被投企业.职工总数[前3年] >= 1人'}}\n"
    );
    let library = load(&[&body]);
    let told = |facts: &str| answer(&library, "t.x", facts).status;
    let young = "查账征收: 是\n成立日期: 2024-01-01\n";
    assert_eq!(
        told(&format!("{young}被投企业: {{成立日期: 2010-01-01, 职工总数: {{2022: 3, 2024: 500}}}}")),
        Status::Met
    );
    assert_eq!(
        told(&format!("{young}被投企业: {{成立日期: 2023-01-01, 职工总数: {{2022: 3, 2024: 500}}}}")),
        Status::Unmet
    );
    assert_eq!(told("查账征收: 是"), Status::Unknown);
    let unknown = body.replace("被投企业: enterprise", "被投企业: company");
    assert!(
        errors(&[&unknown])[0].contains("error[unknown-kind]: 角色“被投企业”的类别“company”不存在"),
        "{:?}",
        errors(&[&unknown])
    );
}

const UPPER: &str = "id: t.x.1\nfamily: t.x\nname: 试\nkind: enterprise\nauthority: 试\ndocument: 试\nterritory: 全国\nconfidence: certain\ndelegates: [{name: 地方特色得分, of: 15, to: 省级主管部门, article: 三}]\nconditions: [{id: a, article: 一, text: 甲, test: 地方特色得分 >= 10}]\n";
const LOWER: &str = "id: zj.x.1\nfamily: zj.x\nfills: t.x.1\nname: 浙江补充\nkind: enterprise\nauthority: 试\ndocument: 试\nterritory: 浙江省 330000\nconfidence: certain\nslots: [{name: 地方特色得分, formula: if 老字号 then 15 else 5}]\n";

#[test]
fn a_lower_layer_fills_what_was_left_to_it() {
    let library = load(&[UPPER, LOWER]);
    let as_of = date(2025, 6, 30);
    let upper = library.select("t.x", as_of).expect("t.x");
    assert_eq!(library.programmes().count(), 1, "a filling file is no programme of its own");
    let told = |region: Option<&str>, facts: &str| {
        let programme = library.localised(upper, region);
        let facts = facts_file::read(&programme.subject, facts, as_of).expect("facts").facts;
        let answer = assess(programme, &facts, &AssessContext::typed_in(as_of, ""));
        (answer.programme, answer.filled_by, answer.status)
    };
    let id = "t.x.1".to_owned();
    assert_eq!(told(Some("330106"), "老字号: 是"), (id.clone(), Some("zj.x.1".to_owned()), Status::Met));
    assert_eq!(told(Some("330106"), "老字号: 否"), (id.clone(), Some("zj.x.1".to_owned()), Status::Unmet));
    assert_eq!(told(Some("320106"), "老字号: 是"), (id.clone(), None, Status::Unknown));
    assert_eq!(told(None, "地方特色得分: 10"), (id, None, Status::Met));
}

#[test]
fn a_lower_layer_adds_only_where_it_may() {
    let other = LOWER.replace("name: 地方特色得分", "name: 发展评价得分");
    assert!(errors(&[UPPER, &other])[0].contains(
        "error[not-delegated]: “t.x.1”没有把“发展评价得分”留给下级规定；它留给下级的有：地方特色得分"
    ));
    let harder = format!("{LOWER}{CONDITION}");
    assert!(
        errors(&[UPPER, &harder])[0].contains("error[not-delegated]: 补充文件只补充上级留出的项，不能加条件")
    );
}

#[test]
fn a_review_goes_on_by_the_old_version() {
    let old = format!(
        "id: t.x.1\n{HEAD}until: 2026-03-31\ntransition: [{{purpose: 复核, until: 2026-12-31, article: 附则}}]\n{CONDITION}"
    );
    let new = format!("id: t.x.2\n{HEAD}from: 2026-04-01\nreplaces: [t.x.1]\n{CONDITION}");
    let library = load(&[&old, &new]);
    let chosen = |day, purpose| library.select_for("t.x", day, purpose).expect("a version").id.as_str();
    assert_eq!(chosen(date(2026, 3, 31), None), "t.x.1");
    assert_eq!(chosen(date(2026, 4, 1), None), "t.x.2");
    assert_eq!(chosen(date(2026, 4, 1), Some("新申请")), "t.x.2");
    assert_eq!(chosen(date(2026, 12, 31), Some("复核")), "t.x.1");
    assert_eq!(chosen(date(2027, 1, 1), Some("复核")), "t.x.2");
    let programme = library.select("t.x.2", date(2026, 6, 1)).expect("t.x.2");
    let facts = facts_file::read(&programme.subject, "居民企业: 是\n申请类型: 复核", date(2026, 6, 1))
        .expect("facts")
        .facts;
    assert_eq!(purpose(&programme.subject, &facts), Some("复核"));
    let answer = assess(programme, &facts, &AssessContext::typed_in(date(2026, 6, 1), ""));
    assert!(!answer.in_force, "asked for by name, it says that it is not yet the one");
}

#[test]
fn a_parameter_that_nobody_has_said_is_unknown() {
    let library = load(&[&format!(
        "id: t.x.1\n{HEAD}parameters: [{{name: 线, article: 一, unit: 人}}, {{name: 比, article: 一, values: [{{from: 2020-01-01, value: 10%}}, {{from: 2025-01-01}}]}}]\nfrom: 2020-01-01\nconditions: [{{id: a, article: 一, text: 甲, test: '从业人数季均[上年] >= 线'}}, {{id: b, article: 一, text: 乙, test: '市场占有率 >= 比'}}]\n"
    )]);
    let answer = answer(&library, "t.x", "从业人数季均: 4\n市场占有率: 20%");
    assert_eq!(answer.conditions.iter().map(|c| c.status).collect::<Vec<_>>(), [Status::Unknown; 2]);
    assert!(answer.missing.is_empty(), "no fact of the subject can help: {:?}", answer.missing);
}

#[test]
fn mistakes_in_terms_are_told() {
    for (body, told) in [
        ("class: 规模\n", "error[unknown-name]: 没有名为“规模”的定义或表"),
        (
            "amount: {formula: '从业人数季均[上年]', period: year}\n",
            "error[type-mismatch]: 这里应是金额（元），实为数（人）",
        ),
        ("amount: {formula: 5元, period: month}\n", "error[bad-document]: period“month”应是 year 或 once"),
        (
            "windows: [{opens: 13-01, closes: 05-31}]\n",
            "error[bad-document]: “13-01”应是每年的月日（如 03-01）或日期（如 2026-03-01）",
        ),
        (
            "delegates: [{name: 地方特色分, of: 15, to: 省}]\n",
            "error[unknown-name]: 企业没有属性“地方特色分”；是否想写“地方特色得分”",
        ),
        (
            "tables: [{name: 表, hit: second, rows: [{then: 0}]}]\n",
            "error[bad-document]: hit“second”应是 first、unique、max、min 或 sum",
        ),
        (
            "tables: [{name: 表, rows: [{when: 老字号, then: 1元}, {then: '\"无\"'}]}]\n",
            "error[type-mismatch]: 表的各行应给出同一种值",
        ),
    ] {
        let found = errors(&[&format!("id: t.x.1\n{HEAD}{body}{CONDITION}")]);
        assert!(found.iter().any(|finding| finding.contains(told)), "{body}{found:?}");
    }
}
