use vocabulary::Number;

use super::{Report, Subject};
use crate::figure::{Figure, Sort};
use crate::magnitude::{amount, scale};

rule! {
    /// ## 为什么
    ///
    /// “全社会研发经费 530.4 万元”——一座城市的研发经费不会只有几百万元：亿元写成了万元。这类错误差一万倍，一眼就能看出，
    /// 一汇总就看不出了。
    ///
    /// 词表给一些指标写了可能的范围（从一个县到全国，宁宽勿窄），落在范围外，而且换一个单位（万、亿）就落在范围里的，才提示。
    ///
    /// ## 例子
    ///
    /// ```text
    /// 2023年，全市全社会研发经费支出达530.4万元。
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 核对单位。
    "unit-slip", "数量级不可能，单位多半写错了"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for figure in subject.figures().iter().filter(|f| f.context.sort == Sort::Level) {
        let Some(indicator) = subject.lexicon.indicators.named(&figure.indicator) else { continue };
        let Some((least, most)) = indicator.plausible else { continue };
        let (usual, usual_unit) = scale(&indicator.unit);
        let Some((value, unit)) = amount(figure) else { continue };
        let comparable = unit == usual_unit || crate::magnitude::same_unit(unit, usual_unit);
        let inside = |value: Number| value >= least * usual && value <= most * usual;
        if !comparable || inside(value) || value <= 0.into() {
            continue;
        }
        let proposal = [10_000, 100_000_000].iter().find_map(|times| {
            let times = Number::from_integer(*times);
            (inside(value * times) || inside(value / times)).then(|| unit_for(figure, &indicator.unit))
        });
        if let Some(proposal) = proposal {
            report.about(
                figure,
                format!("{}{} 不是“{}”可能的数量级", figure.value.written(), figure.unit, figure.indicator),
                proposal,
            );
        }
    }
}

fn unit_for(figure: &Figure, usual: &str) -> String {
    format!("这个指标通常以“{usual}”计，写的是“{}”：核对单位", figure.unit)
}
