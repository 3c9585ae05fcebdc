use vocabulary::Number;
use vocabulary::number::format_decimal;

use super::{Report, Subject};
use crate::figure::{End, Figure, Sort};
use crate::magnitude::{amount, rounding};

rule! {
    /// ## 为什么
    ///
    /// 同一句里写了“由甲增加到乙”，又写了“增长百分之几”，三个数就能互相验证。对不上，至少有一个写错了，
    /// 或者增长率是另一个口径（如扣除价格因素、年均），应当写明。
    ///
    /// 检查时考虑四舍五入：按各数写出的位数，可能的增长率是一个区间，写出的增长率连同自己的舍入都落在区间外才提示。
    ///
    /// ## 例子
    ///
    /// ```text
    /// 高新技术企业由2844家增加到7711家，增长85%。
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 重新计算，或者写明增长率的口径。
    "growth-parts", "增长率与起止两个数对不上"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let figures = subject.figures();
    for (at, start) in figures.iter().enumerate().filter(|(_, f)| f.context.end == Some(End::Start)) {
        let same = |f: &&Figure| f.context.sentence == start.context.sentence;
        let Some(finish) =
            figures.iter().skip(at + 1).take(3).find(|f| same(f) && f.context.end == Some(End::Finish))
        else {
            continue;
        };
        let growth = figures.iter().skip(at + 1).take(4).filter(same).find(|f| {
            f.context.sort == Sort::Growth
                && f.unit == "%"
                && f.context.at.start > finish.context.at.start
                && f.context.base == finish.context.base
        });
        let (Some(growth), Some((from, unit)), Some((to, other))) = (growth, amount(start), amount(finish))
        else {
            continue;
        };
        let Some(stated) = growth.value.number() else { continue };
        if unit != other || from <= Number::from_integer(0) {
            continue;
        }
        let (least, most) = possible(start, finish, from, to);
        let slack = rounding(stated);
        // 增长 may be told as its size after 下降到.
        let size = |x: Number| if x < Number::from_integer(0) { -x } else { x };
        let fits = |x: Number| x + slack >= least && x - slack <= most;
        if !fits(stated) && !fits(-size(stated)) && !fits(size(stated)) {
            let true_growth = (to / from - 1) * 100;
            report.about(
                growth,
                format!(
                    "由 {}{} 到 {}{}，应为 {}%，写的是 {}%",
                    start.value.written(),
                    start.unit,
                    finish.value.written(),
                    finish.unit,
                    format_decimal(true_growth, 1),
                    format_decimal(stated, 2)
                ),
                "重新计算；如果是年均增长或扣除了价格因素，写明口径",
            );
        }
    }
}

/// The growth that rounding leaves possible, in percent.
fn possible(start: &Figure, finish: &Figure, from: Number, to: Number) -> (Number, Number) {
    let scale = |f: &Figure, value: Number| match f.value.number() {
        Some(written) if written != 0.into() => rounding(written) * value / written,
        _ => 0.into(),
    };
    let (a, b) = (scale(start, from), scale(finish, to));
    let growth = |from: Number, to: Number| (to / from - 1) * 100;
    let lowest = if from > a { from - a } else { from };
    (growth(from + a, to - b), growth(lowest, to + b))
}
