use super::{Report, Subject};
use crate::figure::{Figure, Operator, Sort};

rule! {
    /// ## 为什么
    ///
    /// “居全国第一”——在谁发布的、哪一年的、多少个对象的榜单里？没有榜单的名次无法核对。
    ///
    /// 名次所在的句子里写明了榜单、报告、评价、指数、考核，或者名次排的就是一个统计指标（如“研发强度居全省第二”，可以由数据算出）的，不提示。
    ///
    /// ## 例子
    ///
    /// ```text
    /// 我市营商环境连续三年位居全国第一。
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 写明“在某机构发布的某年某榜单中列第几位”。
    "rank-list", "名次没有写明是哪个榜单"
}

const LISTS: [&str; 22] = [
    "评价",
    "评估",
    "指数",
    "报告",
    "榜",
    "排行",
    "考核",
    "测评",
    "百强",
    "评选",
    "监测",
    "公布",
    "发布",
    "测算",
    "统计",
    "普查",
    "城市中",
    "省份中",
    "通报",
    "调查",
    "强县",
    "竞赛",
];
/// What can be ranked by anybody who has the figures.
const MEASURED: [&str; 24] = [
    "率", "量", "额", "数", "值", "增速", "增幅", "收入", "支出", "投入", "强度", "人口", "面积", "里程",
    "产值", "规模", "GDP", "比重", "占比", "经费", "投资", "人数", "岁", "密度",
];

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let chars = subject.text.chars();
    for figure in subject.figures().iter().filter(|f| f.context.sort == Sort::Rank && f.unit == "位") {
        if matches!(figure.op, Operator::Up | Operator::Down) {
            continue;
        }
        let end = figure.context.at.end;
        let from = end.saturating_sub(120);
        let before = chars.get(from..end).unwrap_or_default();
        let start = before.iter().rposition(|c| matches!(c, '。' | '\n')).map_or(from, |cut| from + cut + 1);
        let sentence: String = chars.get(start..end).unwrap_or_default().iter().collect();
        let named = LISTS.iter().any(|word| sentence.contains(word));
        if !named && !measured(figure, subject) {
            report.about(
                figure,
                format!("“{}”没有写明是谁的、哪一年的榜单", figure.indicator),
                "写明榜单的名称、发布者和年份；没有榜单的，写出依据的数",
            );
        }
    }
}

fn measured(figure: &Figure, subject: &Subject<'_>) -> bool {
    let base = figure.context.base.as_str();
    subject.lexicon.indicators.named(base).is_some() || MEASURED.iter().any(|word| base.ends_with(word))
}
