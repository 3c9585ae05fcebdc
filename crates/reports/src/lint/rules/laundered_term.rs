use std::collections::BTreeMap;
use std::ops::Range;

use super::{Report, Subject};
use crate::lexicon::Laundering;

rule! {
    /// ## 为什么
    ///
    /// 转载网站用“洗稿”软件把词换成近义词：国家重点**试验室**、**学问**产权、人才**鼓励**机制、创新**根底**。术语一变，
    /// 检索不到、汇总不了，机构的名称也错了；出现这类词，还说明文中的数字也可能被改过。
    ///
    /// 词表 `content/lexicons/report-laundered.yaml` 写着每个词通常的说法；一个词本身正常的，只在连着特定的词时才提示。
    /// 同一个词在一份报告里提示一次，并说明出现几处。
    ///
    /// ## 例子
    ///
    /// ```text
    /// 支持之江试验室打造国家试验室的核心支撑，加强学问产权爱护。
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 找到原文核对；引用时用通常的说法。程序从不替你改。
    "laundered-term", "术语被换成了近义词"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let chars = subject.text.chars();
    let mut by_term: BTreeMap<usize, (Range<usize>, &Laundering, usize)> = BTreeMap::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (range, term) in subject.lexicon.laundered.find(chars) {
        let first = *seen.entry(term.term.as_str()).or_insert(range.start);
        by_term.entry(first).or_insert((range, term, 0)).2 += 1;
    }
    for (range, term, count) in by_term.into_values() {
        let around = range.start.saturating_sub(6)..(range.end + 6).min(chars.len());
        let line = chars.get(around.clone()).unwrap_or_default();
        let cut = |c: &char| matches!(c, '。' | '，' | '\n' | '；' | '、');
        let before = line[..range.start - around.start]
            .iter()
            .rposition(cut)
            .map_or(around.start, |at| around.start + at + 1);
        let after =
            line[range.end - around.start..].iter().position(cut).map_or(around.end, |at| range.end + at);
        let times = if count > 1 { format!("，共 {count} 处") } else { String::new() };
        report.at(
            before..after,
            format!("“{}”通常写作“{}”{times}", term.term, term.usual),
            "核对原文；引用时用通常的说法",
        );
    }
}
