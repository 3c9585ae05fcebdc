use vocabulary::Number;
use vocabulary::number::format_decimal;

use super::{Report, Subject};
use crate::figure::{Figure, Operator, Sort};
use crate::magnitude::{amount, rounding};

rule! {
    /// ## 为什么
    ///
    /// 写了部分、总数和占比，三个数就能互相验证：部分 ÷ 总数 = 占比。对不上，至少有一个写错了或者口径不同。
    ///
    /// 只看同一地方、同一年、写明了的三个数（“其中……，占……的比重”）；考虑四舍五入。
    ///
    /// ## 例子
    ///
    /// ```text
    /// 全年地区生产总值5000亿元。其中，第三产业增加值2500亿元，占地区生产总值的比重为60%。
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 重新计算；口径不同的写明口径。
    "share-parts", "占比与部分、总数对不上"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let figures = subject.figures();
    for share in
        figures.iter().filter(|f| f.context.sort == Sort::Share && f.unit == "%" && f.op == Operator::Equal)
    {
        let Some((part_name, whole_name)) = share.indicator.split_once('占') else { continue };
        let whole: Vec<char> = whole_name.chars().collect();
        let Some((whole, _)) = subject.lexicon.indicators.last_in(&whole) else { continue };
        let level = |name: &str| {
            figures.iter().filter(|f| f.context.sort == Sort::Level && f.op == Operator::Equal).find(|f| {
                f.indicator == name
                    && f.place == share.place
                    && f.year == share.year
                    && f.period == share.period
            })
        };
        let (Some(part), Some(whole)) = (level(part_name), level(&whole.name)) else { continue };
        compare(share, part, whole, report);
    }
}

fn compare(share: &Figure, part: &Figure, whole: &Figure, report: &mut Report<'_>) {
    let (Some((above, unit)), Some((below, other)), Some(stated)) =
        (amount(part), amount(whole), share.value.number())
    else {
        return;
    };
    if unit != other || below <= Number::from_integer(0) {
        return;
    }
    let true_share = above / below * 100;
    let slack = rounding(stated) + true_share * Number::new(1, 200);
    let apart = if true_share > stated { true_share - stated } else { stated - true_share };
    if apart > slack {
        report.about(
            share,
            format!(
                "{}{} ÷ {}{} = {}%，写的是 {}%",
                part.value.written(),
                part.unit,
                whole.value.written(),
                whole.unit,
                format_decimal(true_share, 2),
                format_decimal(stated, 2)
            ),
            "重新计算；口径不同的写明口径",
        );
    }
}
