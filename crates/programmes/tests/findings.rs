//! Findings are public: what, where, what was expected, how to mend it — word for word.
#![expect(clippy::expect_used, reason = "a test may panic")]

use programmes::{Level, Library};
use vocabulary::Kind;

const HEAD: &str = "id: t.x.1\nfamily: t.x\nname: 试\nkind: enterprise\nauthority: 试\ndocument: 试\nterritory: 试\nconfidence: certain\n";

fn findings(document: &str) -> Vec<String> {
    let kind = Kind::from_yaml("enterprise.yaml", include_str!("../../../content/kinds/enterprise.yaml"))
        .expect("kind");
    let (_, findings) =
        Library::load(std::slice::from_ref(&kind), [("试.yaml".to_owned(), document.to_owned())]);
    findings.iter().map(ToString::to_string).collect()
}

fn about(body: &str) -> Vec<String> {
    findings(&format!("{HEAD}{body}"))
}

const CONDITION: &str = "conditions:\n  - {id: a, article: 一, text: 甲, test: 居民企业}\n";

#[test]
fn a_sound_document_has_none() {
    assert_eq!(about(CONDITION), Vec::<String>::new());
}

#[test]
fn expressions_are_pointed_at_by_line_and_column() {
    let body = "conditions:\n  - id: a\n    article: 一\n    text: 甲\n    test: 居民企业 and 职工总数[上年] <= 500\n";
    assert_eq!(
        about(body),
        [
            "试.yaml:13:20: error[unit-mismatch]: 单位不同：<= 左边是人，右边是无单位；请写明单位，如 500人（可改为 500人）"
        ]
    );
    let quoted = "conditions:\n  - id: a\n    article: 一\n    text: 甲\n    test: \"研发费甪[上年] > 0\"\n";
    assert_eq!(
        about(quoted),
        [
            "试.yaml:13:12: error[unknown-name]: 没有名为“研发费甪”的企业属性、参数或定义；是否想写“研发费用”（可改为 研发费用）"
        ]
    );
}

#[test]
fn full_width_punctuation_has_a_fix() {
    let body = "conditions:\n  - {id: a, article: 一, text: 甲, test: 居民企业 and （查账征收 or 老字号）}\n";
    assert_eq!(
        about(body)[0],
        "试.yaml:10:49: error[wide-punctuation]: “（”是全角符号，请改用半角 (（可改为 (）"
    );
}

#[test]
fn several_mistakes_show_in_one_run() {
    let body = "authorities: 试\nparameters:\n  - {name: 线, article: 一, values: [{value: 10园}]}\nconditions:\n  - {id: a, text: 甲, test: 居民企业}\n  - {id: a, article: 一, text: 甲, tset: 居民企业}\n";
    assert_eq!(
        about(body),
        [
            "试.yaml:14:5: error[bad-document]: 条件应恰有 test、review、all、any、at_least 之一",
            "试.yaml:9:1: error[unknown-field]: 政策文件里不认识“authorities”；是否想写 authority",
            "试.yaml:11:44: error[unknown-unit]: 不认识单位“园”，可用：元 千元 万元 百万元 亿元 % ‰ 人 万人 年 月 个月 天 日 ㎡ 平方米 万㎡ 万平方米 元/㎡·年 元/㎡·月 项 家 个 件 次 所 名 位 岁 场 级 度 小时 纳米 分",
            "试.yaml:11:12: error[bad-document]: 参数“线”没有值；还不知道的写明 unit（如 unit: 分）",
            "试.yaml:13:10: error[no-clause]: 条件“a”应写明 article（条款）和 text（条款原文）",
        ]
    );
}

#[test]
fn tables_have_a_last_row_and_definitions_no_cycle() {
    let table = format!(
        "tables:\n  - {{name: 得分, on: \"市场占有率\", rows: [{{when: '>= 10%', then: 5}}]}}\n{CONDITION}"
    );
    assert_eq!(about(&table), ["试.yaml:10:12: error[table-gap]: 表“得分”最后一行应没有 when（其余情况）"]);
    let cycle = format!(
        "definitions:\n  - {{name: 甲, formula: 乙 + 1}}\n  - {{name: 乙, formula: 甲 + 1}}\n{CONDITION}"
    );
    assert!(about(&cycle)[0].contains("error[definition-cycle]"), "{:?}", about(&cycle));
}

#[test]
fn what_is_no_document_is_told_so() {
    assert_eq!(findings("[1, 2]"), ["试.yaml:1:1: error[bad-document]: 政策文件应是“键: 值”"]);
    assert!(findings("a: [1").iter().any(|finding| finding.contains("YAML 格式有误")));
    assert!(findings("").iter().any(|finding| finding.contains("error[")));
    assert!(findings("id: x").len() > 5, "each missing field is told");
}

#[test]
fn any_bytes_are_survived() {
    let kind = Kind::from_yaml("enterprise.yaml", include_str!("../../../content/kinds/enterprise.yaml"))
        .expect("kind");
    for cut in (0..include_str!("../../../content/programmes/cn/hnte.2016.yaml").len()).step_by(97) {
        let text = include_str!("../../../content/programmes/cn/hnte.2016.yaml");
        let Some(part) = text.get(..cut) else { continue };
        let (library, findings) =
            Library::load(std::slice::from_ref(&kind), [("切.yaml".to_owned(), part.to_owned())]);
        let errors = findings.iter().filter(|finding| finding.level == Level::Error).count();
        assert_eq!(
            library.programmes().count() == 0,
            errors > 0,
            "cut at {cut}: a file stands or says why not"
        );
    }
}

#[test]
fn ids_dates_and_parameters_fit_together() {
    let head = HEAD.replace("id: t.x.1", "id: t.y.1");
    assert_eq!(
        findings(&format!("{head}{CONDITION}")),
        ["试.yaml:1:5: error[bad-id]: id 应是 family 加版本，如 t.x.2026"]
    );
    let spaced = HEAD.replace("t.x", "t x");
    assert!(findings(&format!("{spaced}{CONDITION}"))[0].contains("error[bad-id]: “t x.1”只能有小写字母"));
    let reversed = about(&format!("from: 2026-01-01\nuntil: 2020-01-01\n{CONDITION}"));
    assert_eq!(reversed, ["试.yaml:1:5: error[bad-validity]: until 早于 from，这个版本没有一天施行"]);
    let late = "from: 2020-01-01\nparameters:\n  - {name: 线, article: 一, values: [{from: 2030-01-01, value: 5人}]}\nconditions:\n  - {id: a, article: 一, text: 甲, test: \"职工总数[上年] <= 线\"}\n";
    assert_eq!(
        about(late),
        ["试.yaml:11:12: error[parameter-gap]: 参数“线”的第一个值晚于政策施行之日，此前没有值"]
    );
}

#[test]
fn slips_of_the_pen_have_a_fix() {
    let body = "tables:\n  - {name: 得分, hit: uniqe, rows: [{when: 居民企业, then: 1}, {then: 0}]}\ntests:\n  - {name: 甲, as_of: 2025-06-30, expect: {status: unmett}}\n";
    let head = HEAD.replace("confidence: certain", "confidence: likly");
    assert_eq!(
        findings(&format!("{head}{body}{CONDITION}")),
        [
            "试.yaml:8:13: error[bad-document]: confidence 应是 certain 或 likely；是否想写 likely（可改为 likely）",
            "试.yaml:12:51: error[bad-document]: “unmett”应是 met、unmet、unknown 或 not_applicable；是否想写 unmet（可改为 unmet）",
            "试.yaml:10:21: error[bad-document]: hit“uniqe”应是 first、unique、max、min 或 sum；是否想写 unique（可改为 unique）",
        ]
    );
}
