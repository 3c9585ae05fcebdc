use std::collections::BTreeMap;

use super::{Report, Subject};
use crate::figure::{Figure, Sort};

rule! {
    /// ## 为什么
    ///
    /// 不知道哪一年的数不能比较，也不能入库。“目前”“近年来”在报告没有写明日期时，等于没有说。
    /// 政策口径、空间结构、目标不算。一段里没有年份的数合在一起提示一次。
    ///
    /// ## 例子
    ///
    /// ```text
    /// 全市人才总量超300万名，每万名就业人员拥有人才资源数达3943人。
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 写明“2020 年末，全市人才总量……”。
    "missing-year", "数字没有写明年份"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut by_block: BTreeMap<usize, Vec<&Figure>> = BTreeMap::new();
    for figure in subject.figures() {
        if undated(figure, subject) {
            by_block.entry(figure.context.block).or_default().push(figure);
        }
    }
    for figures in by_block.values() {
        if let Some(first) = figures.first() {
            let others = if figures.len() > 1 {
                format!("（本段这样的有 {} 个）", figures.len())
            } else {
                String::new()
            };
            report.about(
                first,
                format!("“{}”没有写明是哪一年{others}", first.indicator),
                "写明年份或时点；报告有日期时，“目前”才有意义",
            );
        }
    }
}

fn undated(figure: &Figure, subject: &Subject<'_>) -> bool {
    let measured = matches!(figure.context.sort, Sort::Level | Sort::Share | Sort::Rank | Sort::Growth);
    let vague = figure
        .period
        .as_deref()
        .is_none_or(|period| matches!(period, "目前" | "当前" | "现有" | "如今" | "截至目前" | "近年来"));
    // Rules and structures need no year; nor does what no lexicon knows, which may be a rule.
    let known = subject.lexicon.indicators.named(figure.context.base.split('（').next().unwrap_or_default());
    measured
        && vague
        && figure.year.is_none()
        && !figure.context.target
        && known.is_some_and(|known| !known.no_year)
}
