use super::{Report, Subject};
use crate::figure::{Figure, Sort};

rule! {
    /// ## 为什么
    ///
    /// “在建 1 个”与“已建、在建的 11 个”不是一个范围，相比没有意义：差距有多大取决于范围，而不是事实。
    ///
    /// 同一句话里、同一个指标的两个数，写出的范围（在建、已建、规上、户籍、常住……，见词表）不同时提示；
    /// 一个写了范围、另一个没有写的，也提示。
    ///
    /// ## 例子
    ///
    /// ```text
    /// 大科学装置在建1个，与合肥已建、在建的11个，差距明显。
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 两边用同一个范围：都写在建的，或者都写已建和在建的。
    "unlike-scopes", "拿范围不同的数相比"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let figures = subject.figures();
    for (at, second) in figures.iter().enumerate() {
        let first = figures[..at].iter().rev().take(6).find(|first| {
            first.context.sentence == second.context.sentence
                && first.context.sort == Sort::Level
                && second.context.sort == Sort::Level
                && first.place != second.place
                && stem(first) == stem(second)
        });
        let Some(first) = first else { continue };
        if first.context.scope != second.context.scope {
            report.at(
                first.context.at.start.min(second.context.at.start).saturating_sub(12)..second.context.at.end,
                format!(
                    "{}的{}是“{}”，{}的是“{}”，范围不同，不能相比",
                    first.place.as_deref().unwrap_or("一方"),
                    stem(first),
                    scope(first),
                    second.place.as_deref().unwrap_or("另一方"),
                    scope(second)
                ),
                "两边用同一个范围，再比较",
            );
        }
    }
}

fn stem(figure: &Figure) -> &str {
    figure.indicator.split('（').next().unwrap_or_default()
}

fn scope(figure: &Figure) -> String {
    if figure.context.scope.is_empty() {
        "没有写明范围".to_owned()
    } else {
        figure.context.scope.join("+")
    }
}
