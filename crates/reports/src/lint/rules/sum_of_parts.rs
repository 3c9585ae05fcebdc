use vocabulary::Number;
use vocabulary::number::format_decimal;

use super::{Report, Subject};
use crate::figure::{Figure, Operator, Sort};
use crate::magnitude::{amount, gap};

rule! {
    /// ## 为什么
    ///
    /// 三次产业增加值之和就是地区生产总值，进口与出口之和就是进出口总额；三次产业的占比之和是 100%。
    /// 各部分都写出来而加起来不对，至少有一个写错了。
    ///
    /// 哪些部分合成哪个总数写在词表里；相差千分之五以上才提示。另外，任何一个部分都不会比总数大。
    ///
    /// ## 例子
    ///
    /// ```text
    /// 地区生产总值5000亿元，其中第一产业增加值100亿元，第二产业增加值2400亿元，第三产业增加值2900亿元。
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 核对各部分和总数。
    "sum-of-parts", "各部分加起来不等于总数"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for sum in &subject.lexicon.indicators.sums {
        for whole in subject.figures().iter().filter(|f| is_level(f) && f.indicator == sum.whole) {
            let part = |name: &String| {
                subject.figures().iter().find(|f| {
                    is_level(f)
                        && f.indicator == *name
                        && f.place == whole.place
                        && f.year == whole.year
                        && f.period == whole.period
                })
            };
            let parts: Vec<&Figure> = sum.parts.iter().filter_map(part).collect();
            let Some((total, _)) = amount(whole) else { continue };
            let values: Vec<Number> =
                parts.iter().filter_map(|f| amount(f).map(|(value, _)| value)).collect();
            if values.len() == sum.parts.len() {
                let added: Number = values.iter().sum();
                if gap(added, total).is_some_and(|gap| gap > Number::new(5, 1000)) {
                    let list: Vec<String> =
                        parts.iter().map(|f| format!("{}{}", f.value.written(), f.unit)).collect();
                    report.about(
                        whole,
                        format!(
                            "{} 之和与{} {}{} 不等",
                            list.join("、"),
                            whole.indicator,
                            whole.value.written(),
                            whole.unit
                        ),
                        "核对各部分和总数",
                    );
                }
            } else if let Some((part, _)) = parts.iter().zip(&values).find(|(_, value)| **value > total) {
                report.about(
                    part,
                    format!(
                        "{} {}{} 比{} {}{} 还大",
                        part.indicator,
                        part.value.written(),
                        part.unit,
                        whole.indicator,
                        whole.value.written(),
                        whole.unit
                    ),
                    "核对两个数和单位",
                );
            }
        }
    }
    shares(subject, report);
}

fn is_level(figure: &Figure) -> bool {
    figure.context.sort == Sort::Level && figure.op == Operator::Equal && !figure.context.target
}

/// 三次产业占比 add up to a hundred, where all three are told in one sentence.
fn shares(subject: &Subject<'_>, report: &mut Report<'_>) {
    let names = ["第一产业", "第二产业", "第三产业"];
    let figures = subject.figures();
    for (at, first) in figures.iter().enumerate() {
        let three: Vec<&Figure> = figures
            .iter()
            .skip(at)
            .take(3)
            .filter(|f| {
                f.context.sort == Sort::Share && f.unit == "%" && f.context.sentence == first.context.sentence
            })
            .collect();
        if three.len() < 3 || !three.iter().zip(names).all(|(f, name)| f.indicator.starts_with(name)) {
            continue;
        }
        let sum: Number = three.iter().filter_map(|f| f.value.number()).sum();
        let apart = if sum > 100.into() { sum - 100 } else { Number::from_integer(100) - sum };
        if apart > Number::new(3, 10) {
            report.about(
                first,
                format!("三次产业的占比加起来是 {}%", format_decimal(sum, 2)),
                "核对三个占比",
            );
        }
    }
}
