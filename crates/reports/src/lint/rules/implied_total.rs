use num_traits::CheckedDiv;
use vocabulary::Number;
use vocabulary::number::format_decimal;

use super::{Report, Subject};
use crate::figure::{Figure, Operator, Sort};
use crate::lint::StoredFact;
use crate::magnitude::{amount, gap, scale};

rule! {
    /// ## 为什么
    ///
    /// 一个强度和它的分子一起写出来，就说出了分母：研发经费 ÷ 研发强度 = 地区生产总值。这个推出来的数可以和三样东西核对：
    ///
    /// 1. 报告里同一年写的地区生产总值；
    /// 2. 报告里同一年的另一对数推出来的（一年不会有两个总值）；
    /// 3. 数据湖里这个地方的地区生产总值：同一年对不上而另一年对得上时，说出是哪一年。
    ///
    /// 相差 2% 以上才提示（强度一般只写到百分位）。年份写不清楚（如“2023—2023 年”）的，按写出的年份核对。
    ///
    /// ## 例子
    ///
    /// ```text
    /// 2023-2023年，研发经费由396.8亿元增加到530.4亿元，占地区生产总值的比重由3.15%增加到3.45%。
    /// ```
    ///
    /// 推出同一年有 12597 亿元和 15374 亿元两个总值。
    ///
    /// ## 怎样改
    ///
    /// 核对三个数各自的年份和口径（初步核算、普查修订后的总值不同）。
    "implied-total", "由强度推出的总量与别处的数对不上"
}

/// Apart by more than this part, two totals are different.
const TOLERANCE: (i128, i128) = (2, 100);

struct Implied<'a> {
    above: &'a Figure,
    ratio: &'a Figure,
    total: Number,
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for indicator in subject.lexicon.indicators.iter() {
        let Some([above, below]) = &indicator.quotient else { continue };
        let implied = pairs(subject, above, &indicator.name);
        contradictions(&implied, below, report);
        for one in &implied {
            against_text(subject, one, below, report);
            against_stored(subject, one, below, report);
        }
    }
}

fn pairs<'a>(subject: &'a Subject<'_>, above: &str, ratio: &str) -> Vec<Implied<'a>> {
    let exact = |f: &&Figure| f.op == Operator::Equal && !f.context.target;
    let ratios = subject
        .figures()
        .iter()
        .filter(|f| f.indicator == ratio && matches!(f.context.sort, Sort::Share | Sort::Level))
        .filter(exact);
    let mut out = Vec::new();
    for ratio in ratios {
        let near = subject.figures().iter().filter(exact).find(|f| {
            f.indicator == above
                && f.context.sort == Sort::Level
                && f.place == ratio.place
                && f.year == ratio.year
                && f.context.end == ratio.context.end
                && f.context.sentence.abs_diff(ratio.context.sentence) <= 1
        });
        let (Some(above), Some(percent)) = (near, ratio.value.number()) else { continue };
        let total = amount(above).and_then(|(value, _)| (value * 100).checked_div(&percent));
        if let Some(total) = total.filter(|_| percent > 0.into()) {
            out.push(Implied { above, ratio, total });
        }
    }
    out
}

fn far(a: Number, b: Number) -> bool {
    gap(a, b).is_some_and(|gap| gap > Number::new(TOLERANCE.0, TOLERANCE.1))
}

fn in_unit_of(above: &Figure, total: Number) -> String {
    let (factor, _) = scale(&above.unit);
    format!("{}{}", format_decimal(total / factor, 0), above.unit)
}

fn how(one: &Implied<'_>) -> String {
    format!("{}{} ÷ {}%", one.above.value.written(), one.above.unit, one.ratio.value.written())
}

/// Two pairs of one place and one year that imply two totals.
fn contradictions(implied: &[Implied<'_>], below: &str, report: &mut Report<'_>) {
    for (at, first) in implied.iter().enumerate() {
        for second in implied.iter().skip(at + 1) {
            let same = first.above.place == second.above.place
                && first.above.year.is_some()
                && first.above.year == second.above.year;
            if same && far(first.total, second.total) {
                report.about(
                    second.ratio,
                    format!(
                        "{} 推出{below} {}，{} 推出 {}；同一个 {} 年不会有两个{below}",
                        how(first),
                        in_unit_of(first.above, first.total),
                        how(second),
                        in_unit_of(second.above, second.total),
                        first.above.year.unwrap_or_default()
                    ),
                    "两对数应属于不同的年份：查原始出处，写明各自的年份",
                );
            }
        }
    }
}

/// The total that the text itself states for that year.
fn against_text(subject: &Subject<'_>, one: &Implied<'_>, below: &str, report: &mut Report<'_>) {
    let stated = subject.figures().iter().find(|f| {
        f.indicator == below
            && f.context.sort == Sort::Level
            && f.op == Operator::Equal
            && f.place == one.above.place
            && f.year == one.above.year
            && f.year.is_some()
            && f.period.is_none()
    });
    if let Some(stated) = stated
        && let Some((value, _)) = amount(stated)
        && far(value, one.total)
    {
        report.about(
            one.ratio,
            format!(
                "{} 推出{below} {}，同一年写的却是 {}{}",
                how(one),
                in_unit_of(one.above, one.total),
                stated.value.written(),
                stated.unit
            ),
            "核对三个数的年份和口径",
        );
    }
}

/// The total that the lake knows.
fn against_stored(subject: &Subject<'_>, one: &Implied<'_>, below: &str, report: &mut Report<'_>) {
    let (Some(place), Some(year)) = (&one.above.place, one.above.year) else { return };
    let known = subject.stored.of(place, below);
    let Some(same) = known.iter().find(|fact| fact.year == year) else { return };
    if !far(same.amount(), one.total) {
        return;
    }
    let fitting: Vec<String> = known
        .iter()
        .filter(|fact| !far(fact.amount(), one.total))
        .map(|fact: &&StoredFact| fact.told())
        .collect();
    let proposal = if fitting.is_empty() {
        "核对三个数的年份和口径".to_owned()
    } else {
        format!("与 {} 相符：这两个数多半是那一年的，请查原始出处", fitting.join("、"))
    };
    report.about(
        one.ratio,
        format!(
            "{} 推出{below} {}，数据湖里却是 {}",
            how(one),
            in_unit_of(one.above, one.total),
            same.told()
        ),
        proposal,
    );
}
