use super::{Report, Subject};
use crate::figure::{Figure, Operator, Sort};
use crate::magnitude::{amount, gap, same_unit};

rule! {
    /// ## 为什么
    ///
    /// 同一个地方、同一年、同一个指标，一份报告里不应有两个数。有的话，或者一个是旧数，或者口径不同而没有写明。
    ///
    /// 只看词表里的指标、写明年份的总量和占比；约数（“近”“超过”）与它约的那个数不算两个数；
    /// “由甲增加到乙”的两头不算；目标和实绩不算。相差千分之一以内的当作舍入。
    ///
    /// ## 例子
    ///
    /// ```text
    /// 2023年末，全市高新技术企业1.5万家。……2023年，高新技术企业总数为13200家。
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 留下一个；两个都要留的，写明各自的口径和时点。
    "two-values", "同一个指标有两个数"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let candidates: Vec<&Figure> = subject.figures().iter().filter(|f| stated(f, subject)).collect();
    for (at, second) in candidates.iter().enumerate() {
        let first = candidates[..at].iter().find(|first| {
            first.indicator == second.indicator
                && first.place == second.place
                && first.year == second.year
                && first.period == second.period
                && first.context.sort == second.context.sort
                && first.context.scope == second.context.scope
                && differ(first, second)
        });
        if let Some(first) = first {
            report.about(
                second,
                format!(
                    "{} {} 年的{}，前面写的是 {}{}，这里是 {}{}",
                    second.place.as_deref().unwrap_or_default(),
                    second.year.unwrap_or_default(),
                    second.indicator,
                    first.value.written(),
                    first.unit,
                    second.value.written(),
                    second.unit
                ),
                "核对出处，留下一个；都要留的，写明各自的口径和时点",
            );
        }
    }
}

fn stated(figure: &Figure, subject: &Subject<'_>) -> bool {
    figure.op == Operator::Equal
        && figure.year.is_some()
        && figure.context.end.is_none()
        && !figure.context.target
        && matches!(figure.context.sort, Sort::Level | Sort::Share)
        && subject.lexicon.indicators.named(figure.indicator.split('（').next().unwrap_or_default()).is_some()
}

fn differ(first: &Figure, second: &Figure) -> bool {
    match (amount(first), amount(second)) {
        (Some((a, unit)), Some((b, other))) => {
            same_unit(unit, other) && gap(a, b).is_some_and(|gap| gap > vocabulary::Number::new(1, 1000))
        }
        _ => false,
    }
}
