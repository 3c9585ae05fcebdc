use vocabulary::Number;
use vocabulary::number::format_decimal;

use super::{Report, Subject};
use crate::figure::{Figure, Sort};
use crate::magnitude::{amount, gap, scale};

rule! {
    /// ## 为什么
    ///
    /// “仅是深圳的2/5”加上自己的数，就说出了深圳的数。报告里另外写了深圳的数，或者数据湖里有，就能核对。
    /// 说成几分之几的往往是约数，相差四分之一以上才提示。
    ///
    /// ## 例子
    ///
    /// ```text
    /// 2020年，我市高新技术企业7711家，仅是深圳（12000家）的2/5。
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 写出两边的数和年份，重新计算。
    "ratio-count", "几分之几与两边的数对不上"
}

/// A ratio told in words is rough.
const TOLERANCE: (i128, i128) = (1, 4);

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for ratio in subject.figures().iter().filter(|f| f.context.sort == Sort::Ratio) {
        let (Some(against), Some(part)) = (&ratio.context.against, ratio.value.number()) else { continue };
        let own_place = ratio.place.as_ref().and_then(|place| place.split('/').next()).unwrap_or_default();
        let Some(own) = latest(subject, own_place, &ratio.context.base) else { continue };
        let Some((own_value, _)) = amount(own).filter(|_| part > 0.into()) else { continue };
        let implied = own_value / part;
        if let Some(other) = latest(subject, against, &ratio.context.base)
            && let Some((value, _)) = amount(other)
            && other.year == own.year
        {
            tell(
                ratio,
                own,
                implied,
                value,
                &format!("报告写的是 {}{}", other.value.written(), other.unit),
                report,
            );
            continue;
        }
        let stored = subject.stored.of(against, &ratio.context.base);
        let fact = stored.iter().rev().find(|fact| own.year.is_none_or(|year| fact.year == year));
        if let Some(fact) = fact {
            tell(ratio, own, implied, fact.amount(), &format!("数据湖里是 {}", fact.told()), report);
        }
    }
}

fn latest<'a>(subject: &'a Subject<'_>, place: &str, indicator: &str) -> Option<&'a Figure> {
    subject
        .figures()
        .iter()
        .filter(|f| {
            f.context.sort == Sort::Level && f.indicator == indicator && f.place.as_deref() == Some(place)
        })
        .max_by_key(|f| (f.year, f.context.at.start))
}

fn tell(ratio: &Figure, own: &Figure, implied: Number, other: Number, known: &str, report: &mut Report<'_>) {
    if gap(implied, other).is_some_and(|gap| gap > Number::new(TOLERANCE.0, TOLERANCE.1)) {
        let (factor, _) = scale(&own.unit);
        report.about(
            ratio,
            format!(
                "由 {}{} 推出对方是 {}{}，{known}",
                own.value.written(),
                own.unit,
                format_decimal(implied / factor, 0),
                own.unit
            ),
            "写出两边的数和年份，重新计算",
        );
    }
}
