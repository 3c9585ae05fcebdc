//! Random expressions from a typed grammar, so that most of them check: a rule says which parts of which type make an expression
//! of a type. Now and then a part of another type is slipped in. Facts are mostly missing.

use rand::Rng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

/// A type and how expressions of it are made; `{X}` in a rule stands for an expression of type `X`. Rules without parts come first.
type Rules = (&'static str, &'static [&'static str], &'static [&'static str]);

const GRAMMAR: [Rules; 14] = [
    (
        "truth",
        &["居民企业", "经营异常", "老字号", "参与标准", "true", "false"],
        &[
            "({truth} and {truth})",
            "({truth} or {truth})",
            "not ({truth})",
            "(if {truth} then {truth} else {truth})",
            "any({truths})",
            "every({truths})",
            "any(知识产权[{record}])",
            "first_known({truth}, {truth})",
            "({text} in (\"35\", {text}, \"\"))",
            "({date} {comparison} {date})",
            "({ratio} in [{ratio}..{ratio}))",
            "({truth} = {truth})",
            "({money} {comparison} {money})",
            "({heads} {comparison} {heads})",
            "({ratio} {comparison} {ratio})",
            "({days} {comparison} {days})",
            "{money} / {heads} {comparison} {money} / {heads}",
        ],
    ),
    (
        "money",
        &[
            "0元",
            "5000万元",
            "2亿元",
            "0.01元",
            "99999999999亿元",
            "研发费用[上年]",
            "营业收入[今年]",
            "净利润[前2年]",
            "净资产[2023]",
            "销售收入[2022]",
            "总收入[前3年]",
        ],
        &[
            "({money} + {money})",
            "({money} - {money})",
            "({money} * {ratio})",
            "({money} / {ratio})",
            "(if {truth} then {money} else {money})",
            "min({money}, {money})",
            "max({money}, abs({money}))",
            "sum({moneys})",
            "mean({moneys})",
            "max({moneys})",
            "-{money}",
        ],
    ),
    (
        "heads",
        &["0人", "500人", "1万人", "职工总数[上年]", "科技人员数[上年]", "研发人员数[前2年]"],
        &[
            "({heads} + {heads})",
            "({heads} - {heads})",
            "({heads} * {ratio})",
            "(if {truth} then {heads} else {heads})",
            "min({heads}, {heads})",
            "sum({headss})",
            "min({headss})",
        ],
    ),
    (
        "ratio",
        &[
            "0",
            "5%",
            "0.333",
            "100%",
            "1",
            "70",
            "3‰",
            "0.000000000001",
            "99999999999999999999",
            "市场占有率",
            "count(标准)",
            "count(知识产权)",
            "count(职工总数[近3年])",
            "year(as_of)",
            "year(成立日期)",
            "max(知识产权.权利人排名)",
        ],
        &[
            "({ratio} + {ratio})",
            "({ratio} - {ratio})",
            "({ratio} * {ratio})",
            "({ratio} / {ratio})",
            "({money} / {money})",
            "({heads} / {heads})",
            "(if {truth} then {ratio} else {ratio})",
            "max({ratio}, {ratio})",
            "abs({ratio})",
            "-{ratio}",
            "growth({money}, {money})",
            "mean_growth({moneys})",
            "cagr({moneys})",
            "round({ratio}, 2)",
            "round({ratio}, 18)",
            "floor({ratio})",
            "ceil({ratio})",
            "count(知识产权[{record}])",
            "year({date})",
        ],
    ),
    ("days", &["365天", "0天"], &["({date} - {date})", "({days} + {days})", "-{days}", "({days} * {ratio})"]),
    (
        "date",
        &["as_of", "成立日期", "@\"2024-02-29\"", "@\"9999-12-31\"", "@\"0001-01-01\""],
        &[
            "({date} - {years})",
            "({date} + {years})",
            "({date} - {days})",
            "(if {truth} then {date} else {date})",
        ],
    ),
    (
        "years",
        &["1年", "3年", "6月", "30个月", "9999年"],
        &["({years} * {ratio})", "-{years}", "full_years({date}, {date})"],
    ),
    (
        "text",
        &["技术领域", "国民经济行业", "行政区划", "\"新材料\"", "\"C3562\""],
        &["division({text})", "(if {truth} then {text} else {text})"],
    ),
    (
        "truths",
        &["研发费用[近3年] > 0", "净利润[近2年] >= 0元"],
        &[
            "{moneys} {comparison} {moneys}",
            "{headss} {comparison} {heads}",
            "{moneys} / {moneys} {comparison} {ratio}",
        ],
    ),
    (
        "moneys",
        &["研发费用[近3年]", "营业收入[近3年]", "净利润[近5年]", "销售收入[近1年]", "净资产[近2年]"],
        &["({moneys} + {moneys})", "({moneys} - {money})", "-{moneys}", "({moneys} * {ratio})"],
    ),
    ("headss", &["职工总数[近3年]", "科技人员数[近2年]"], &["({headss} + {headss})", "({heads} - {headss})"]),
    ("list", &["知识产权", "标准", "科技奖励"], &["知识产权[{record}]", "知识产权[{record}][{record}]"]),
    (
        "record",
        &[
            "有效",
            "类别 = \"Ⅰ类\"",
            "类别 != \"Ⅱ类\"",
            "权利人排名 <= 3",
            "获得方式 in (\"自主研发\", \"受让\")",
        ],
        &[
            "({record} and {record})",
            "({record} or {record})",
            "not ({record})",
            "{record} and {truth}",
            "权利人排名 {comparison} {ratio}",
        ],
    ),
    ("comparison", &["<", "<=", ">", ">=", "=", "!="], &[]),
];

/// One part in so many is of a type picked at random.
const SLIPS: u32 = 40;

/// Any expression, at most `depth` rules deep.
pub(crate) fn any(rng: &mut ChaCha8Rng, depth: usize) -> String {
    // The last rules make no expressions of their own.
    let (start, ..) = GRAMMAR[rng.random_range(0..GRAMMAR.len() - 2)];
    expression(rng, start, depth)
}

fn expression(rng: &mut ChaCha8Rng, wanted: &str, depth: usize) -> String {
    let slip = wanted != "comparison" && rng.random_ratio(1, SLIPS);
    let wanted = if slip { GRAMMAR[rng.random_range(0..GRAMMAR.len() - 2)].0 } else { wanted };
    let (_, leaves, rules) =
        GRAMMAR.iter().find(|(name, ..)| *name == wanted).expect("a type of the grammar");
    if depth == 0 || rules.is_empty() || rng.random_ratio(1, 8) {
        return pick(rng, leaves).to_owned();
    }
    let mut out = String::new();
    for (at, part) in pick(rng, rules).split(['{', '}']).enumerate() {
        if at % 2 == 0 { out.push_str(part) } else { out.push_str(&expression(rng, part, depth - 1)) }
    }
    out
}

fn pick<T: Copy>(rng: &mut ChaCha8Rng, from: &[T]) -> T {
    *from.choose(rng).expect("something to choose from")
}

const MONEY: [&str; 6] = ["研发费用", "营业收入", "净利润", "净资产", "销售收入", "总收入"];
const HEADS: [&str; 3] = ["职工总数", "科技人员数", "研发人员数"];
const TRUTHS: [&str; 6] = ["居民企业", "经营异常", "老字号", "参与标准", "查账征收", "自主品牌"];

/// Facts as a file: most attributes are not stated, some are 无, zero, negative or huge.
pub(crate) fn facts(rng: &mut ChaCha8Rng) -> String {
    let mut out = String::new();
    let amounts = ["0", "0.01", "100万元", "3000万元", "9000000亿元", "无", "null"];
    for name in MONEY.iter().chain(&HEADS) {
        if rng.random_bool(0.4) {
            let heads = HEADS.contains(name);
            let years: Vec<String> = (2020..=2025)
                .filter_map(|year| {
                    let value =
                        if heads { pick(rng, &["0", "7", "500", "null"]) } else { pick(rng, &amounts) };
                    rng.random_bool(0.5).then(|| format!("{year}: {value}"))
                })
                .collect();
            out.push_str(&format!("{name}: {{{}}}\n", years.join(", ")));
        }
    }
    for name in TRUTHS {
        if rng.random_bool(0.3) {
            out.push_str(&format!("{name}: {}\n", pick(rng, &["是", "否", "无"])));
        }
    }
    if rng.random_bool(0.6) {
        out.push_str(&format!(
            "成立日期: {}\n",
            pick(rng, &["2015-03-01", "2024-02-29", "2025-06-30", "2023-05-01"])
        ));
    }
    if rng.random_bool(0.4) {
        out.push_str(&format!("国民经济行业: {}\n", pick(rng, &["I6510", "3562", "无", "??"])));
    }
    if rng.random_bool(0.4) {
        out.push_str(&format!(
            "技术领域: {}\n市场占有率: {}\n",
            pick(rng, &["新材料", "其他"]),
            pick(rng, &["12%", "无"])
        ));
    }
    let records: Vec<String> = (0..rng.random_range(0..4))
        .map(|_| {
            let class = pick(rng, &["类别: Ⅰ类", "类别: Ⅱ类", "类型: 发明专利", "有效: 否"]);
            format!("{{{class}, 权利人排名: {}}}", pick(rng, &["1", "4", "null"]))
        })
        .collect();
    if rng.random_bool(0.6) {
        let complete = rng.random_bool(0.5);
        out.push_str(&format!("知识产权: {{complete: {complete}, items: [{}]}}\n", records.join(", ")));
    }
    if rng.random_bool(0.3) {
        out.push_str("标准: []\n");
    }
    out
}
