//! Each function and operator in words, so that a change of wording is seen.

use language::ir::Function;
use language::parse;
use language::words::{Glossary, judgement, phrase};

struct Plain;

impl Glossary for Plain {
    fn name(&self, name: &str) -> Option<String> {
        (name == "下限").then(|| "5%（参数“下限”，第一条）".to_owned())
    }

    fn is_date(&self, name: &str) -> bool {
        name == "日期"
    }
}

const JUDGEMENTS: [(&str, &str); 19] = [
    ("居民企业", "“居民企业”为是"),
    ("not 经营异常", "“经营异常”为否"),
    ("研发强度[上年] >= 下限", "上年研发强度 不低于 5%（参数“下限”，第一条）"),
    ("职工总数[前3年] < 300人", "往前第3年的职工总数 低于 300人"),
    ("日期 >= as_of - 1年", "日期 不早于 评估日 − 1年"),
    ("as_of - 日期 >= 365天", "评估日 − 日期 不低于 365天"),
    ("领域 = \"新材料\"", "领域为“新材料”"),
    ("领域 in (\"甲\", \"乙\")", "领域是“甲”、“乙”之一"),
    ("not (领域 in (\"甲\", \"乙\"))", "领域不是“甲”、“乙”之一"),
    ("占比 in (55%..75%]", "占比在 55%（不含） 至 75%（含） 之间"),
    ("a and b and c", "“a”为是，且“b”为是，且“c”为是"),
    ("a and (b or c)", "“a”为是，且〔“b”为是，或“c”为是〕"),
    ("(a and b) or c", "〔“a”为是，且“b”为是〕，或“c”为是"),
    ("not (a and b)", "并非〔“a”为是，且“b”为是〕"),
    ("if a then b else not c", "如果“a”为是，则“b”为是；否则“c”为否"),
    ("any(标准)", "有标准"),
    ("any(研发费用[近2年] > 0)", "至少有一年：近2年研发费用 高于 0"),
    ("every(研发费用[近2年] > 0)", "每一年都：近2年研发费用 高于 0"),
    ("first_known(参与标准, any(标准), false)", "“参与标准”为是（不知道时看：有标准（不知道时视为不符合））"),
];

const PHRASES: [(&str, &str); 21] = [
    ("a + b - c", "a ＋ b − c"),
    ("a - (b - c)", "a − （b − c）"),
    ("(a + b) * c", "（a ＋ b） × c"),
    ("a / b * c", "（a ÷ b） × c"),
    ("count(知识产权[有效])", "符合〔“有效”为是〕的知识产权的条数"),
    ("count(研发费用[近3年])", "近3年研发费用的年数"),
    ("sum(研发费用[近3年]) / sum(收入[近3年])", "近3年研发费用合计 ÷ 近3年收入合计"),
    ("mean(研发费用[近3年])", "近3年研发费用的平均数"),
    ("min(a, 30)", "a（最多计 30）"),
    ("max(a + b, 0元)", "（a ＋ b）（最少计 0元）"),
    ("max(a, b)", "a、b二者中最大的"),
    ("min(研发费用[近3年])", "近3年研发费用中最小的一个"),
    ("growth(收入[前2年], 收入[上年])", "从往前第2年的收入到上年收入的增长率"),
    ("mean_growth(收入[近3年])", "近3年收入各年增长率的平均数"),
    ("cagr(收入[近3年])", "近3年收入的复合增长率"),
    ("abs(a - b)", "（a − b）的绝对值"),
    ("round(a / b, 2)", "（a ÷ b）四舍五入到2位小数"),
    ("floor(a) + ceil(b)", "a舍去小数 ＋ b向上取整"),
    ("full_years(日期, as_of)", "从日期到评估日满的周年数"),
    ("year(日期)", "日期所在的年份"),
    ("division(行业)", "行业的行业大类（两位代码）"),
];

#[test]
fn judgements() {
    for (text, expected) in JUDGEMENTS {
        assert_eq!(judgement(&parse(text).0, text, &Plain).line(), expected, "{text}");
    }
}

#[test]
fn phrases() {
    for (text, expected) in PHRASES {
        assert_eq!(phrase(&parse(text).0, text, &Plain), expected, "{text}");
    }
}

#[test]
fn every_function_is_said_here() {
    for (_, name, _) in Function::ALL {
        let call = format!("{name}(");
        let said = JUDGEMENTS.iter().chain(&PHRASES).any(|(text, _)| text.contains(&call));
        assert!(said, "{name}");
    }
}
