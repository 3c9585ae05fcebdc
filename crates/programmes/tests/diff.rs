//! Differences between versions: in words, and on a population counted by hand.
#![expect(clippy::expect_used, reason = "a test may panic")]

use jiff::civil::date;
use programmes::diff::{Difference, Move, diff, diff_population};
use programmes::{Level, Library};
use vocabulary::{Facts, Kind, facts_file};

const BEFORE: &str = r#"
id: t.x.2022
family: t.x
name: 某资质
kind: enterprise
authority: 某部
document: 某办法〔2022〕1号
territory: 全国
confidence: certain
until: 2026-03-31
parameters:
  - {name: 收入下限, article: 第二条, values: [{value: 1000万元}]}
  - {name: 比例下限, article: 第三条, values: [{value: 3%}]}
tables:
  - name: 人员得分
    article: 第四条
    on: 科技人员占比[上年]
    rows:
      - {when: ">= 30%", then: 20}
      - {when: "[20%..30%)", then: 10}
      - {then: 0}
conditions:
  - {id: 收入, article: 第二条, text: 上年度营业收入不低于1000万元, test: "营业收入[上年] >= 收入下限"}
  - {id: 研发, article: 第三条, text: 研发费用占营业收入比重不低于3%, test: "研发强度[上年] >= 比例下限"}
  - {id: 老字号, article: 第五条, text: 属于老字号, test: 老字号}
  - {id: 得分, article: 第四条, text: 人员得分不低于10分, test: 人员得分 >= 10}
benefits: [优先推荐申报国家级项目]
evidence: [申报书, 审计报告]
"#;

const AFTER: &str = r#"
id: t.x.2026
family: t.x
name: 某资质
kind: enterprise
authority: 某部
document: 某办法〔2026〕2号
territory: 全国
confidence: certain
from: 2026-04-01
parameters:
  - {name: 收入下限, article: 第二条, values: [{value: 1500万元}]}
  - {name: 比例下限, article: 第三条, values: [{value: 3%}]}
tables:
  - name: 人员得分
    article: 第四条
    on: 科技人员占比[上年]
    rows:
      - {when: ">= 30%", then: 20}
      - {when: "[20%..30%)", then: 15}
      - {when: "[10%..20%)", then: 10}
      - {then: 0}
conditions:
  - {id: 收入, article: 第二条, text: 上年度营业收入不低于1500万元, test: "营业收入[上年] >= 收入下限"}
  - {id: 研发投入, article: 第三条, text: 研发费用占营业收入比重不低于3%, test: "研发强度[上年] >= 比例下限"}
  - {id: 得分, article: 第四条, text: 人员得分不低于10分, test: 人员得分 >= 10}
  - {id: 查账, article: 第六条, text: 实行查账征收, test: 查账征收}
benefits: [优先推荐申报国家级项目, 贷款贴息]
evidence: [申报书, 专项审计报告]
amount: {formula: 20万元, period: once, article: 第七条}
"#;

fn library() -> Library {
    load(&[BEFORE, AFTER])
}

fn load(documents: &[&str]) -> Library {
    let kind = Kind::from_yaml("enterprise.yaml", include_str!("../../../content/kinds/enterprise.yaml"))
        .expect("shipped kind");
    let files = documents.iter().enumerate().map(|(at, text)| (format!("{at}.yaml"), (*text).to_owned()));
    let (library, findings) = Library::load(&[kind], files);
    assert!(findings.iter().all(|finding| finding.level != Level::Error), "{findings:?}");
    library
}

fn changes(before: &str, after: &str) -> Vec<Difference> {
    let library = library();
    let of = |id: &str| library.programmes().find(|programme| programme.id == id).expect("a version");
    diff(of(before), of(after))
}

#[test]
fn every_change_is_told_once_in_words() {
    let texts: Vec<String> = changes("t.x.2022", "t.x.2026").into_iter().map(|change| change.text).collect();
    assert_eq!(
        texts,
        [
            "文件改为“某办法〔[-2022-]{+2026+}〕[-1-]{+2+}号”",
            "写明施行之日：2026-04-01",
            "不再写失效之日（原为 2026-03-31）",
            "参数“收入下限”由 1000万元 改为 1500万元（第二条）",
            "表“人员得分”的一行由“[20%..30%) 给 10”改为“[20%..30%) 给 15”（第四条）",
            "表“人员得分”新增一行：[10%..20%) 给 10（第四条）",
            "条件“收入”的条款改为“上年度营业收入不低于[-1000-]{+1500+}万元”（第二条）",
            "条件“研发投入”（原“研发”）改名（第三条）",
            "删去条件“老字号”：属于老字号〔老字号〕（第五条）",
            "新增条件“查账”：实行查账征收〔查账征收〕（第六条）",
            "新增“金额”：20万元，一次",
            "新增支持内容：贷款贴息",
            "材料改为“{+专项+}审计报告”",
        ]
    );
}

const SIZE: &str = r#"
id: t.size.2011
family: t.size
name: 划型
kind: enterprise
authority: 某部
document: 某规定
territory: 全国
confidence: certain
parameters:
  - {name: 人数线, article: 第一条, values: [{value: 300人}]}
definitions:
  - {name: 人数, formula: "从业人数季均[上年]"}
tables:
  - name: 规模
    on: 人数
    rows: [{when: "> 人数线", then: '"大"'}, {then: '"小"'}]
conditions:
  - {id: 划型, article: 第一条, text: 划型, test: 规模 = "小"}
"#;

#[test]
fn what_is_imported_is_no_difference_but_that_it_is() {
    let importing = BEFORE
        .replace("until: 2026-03-31", "until: 2026-03-31\nimports: [t.size.2011]")
        .replace("t.x.2022", "t.x.2021");
    let library = load(&[SIZE, BEFORE, &importing]);
    let of = |id: &str| library.programmes().find(|programme| programme.id == id).expect("a version");
    let (without, with) = (of("t.x.2022"), of("t.x.2021"));
    assert!(with.written.tables.iter().any(|table| table.name.text == "规模"), "it was imported");
    let texts = |a, b| -> Vec<String> { diff(a, b).into_iter().map(|change| change.text).collect() };
    assert_eq!(texts(without, with), ["写明引用的版本：t.size.2011"]);
    assert_eq!(texts(with, without), ["不再写引用的版本（原为 t.size.2011）"]);
}

#[test]
fn a_version_is_not_different_from_itself_and_back_undoes_there() {
    assert_eq!(changes("t.x.2022", "t.x.2022"), []);
    let (there, back) = (changes("t.x.2022", "t.x.2026"), changes("t.x.2026", "t.x.2022"));
    assert_eq!(there.len(), back.len());
    for change in &there {
        let undone = |other: &&Difference| other.before == change.after && other.after == change.before;
        assert!(back.iter().any(|other| undone(&other)), "{change:?}");
    }
}

#[test]
fn a_population_is_told_apart_as_by_hand() {
    let library = library();
    let of = |id: &str| library.programmes().find(|programme| programme.id == id).expect("a version");
    let (before, after) = (of("t.x.2022"), of("t.x.2026"));
    let as_of = date(2026, 6, 30);
    let subject = |name: &str, income: &str, share: u32, old: &str, audited: &str| -> (String, Facts) {
        let text = format!(
            "成立日期: 2010-01-01\n营业收入: {{2025: {income}}}\n研发费用: {{2025: 100万元}}\n职工总数: {{2025: 100}}\n科技人员数: {{2025: {share}}}\n老字号: {old}\n查账征收: {audited}\n"
        );
        (name.to_owned(), facts_file::read(&before.subject, &text, as_of).expect("valid facts").facts)
    };
    let subjects = vec![
        subject("都符合", "2000万元", 30, "是", "是"),
        subject("不再符合", "1200万元", 30, "是", "是"),
        subject("新符合", "2000万元", 15, "否", "是"),
        subject("都不符合", "100万元", 30, "是", "是"),
        subject("变得不确定", "2000万元", 30, "是", "null"),
        subject("原来就不确定", "2000万元", 30, "null", "否"),
    ];
    let shift = diff_population(before, after, subjects.into_iter(), as_of);
    let counts = (shift.both, shift.gained, shift.lost, shift.neither, shift.unknown, shift.newly_unknown);
    assert_eq!(counts, (1, 1, 1, 1, 2, 1));
    let moved: Vec<(&str, Move)> =
        shift.examples.iter().map(|example| (example.name.as_str(), example.moved)).collect();
    assert_eq!(moved, [("不再符合", Move::Lost), ("新符合", Move::Gained), ("变得不确定", Move::Unsure)]);
}

#[test]
fn examples_are_few() {
    let library = library();
    let programme = library.programmes().next().expect("a version");
    let empty = Facts::empty(&programme.subject);
    let many = (0..100).map(|n| (n.to_string(), empty.clone()));
    let shift = diff_population(programme, programme, many, date(2026, 6, 30));
    assert_eq!((shift.unknown, shift.newly_unknown, shift.examples.len()), (100, 0, 0));
}
