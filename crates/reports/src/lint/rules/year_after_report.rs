use super::{Report, Subject};
use crate::figure::{Figure, Sort};

rule! {
    /// ## 为什么
    ///
    /// 报告不会知道写成以后的事。一份写着“今年是‘十四五’开局之年”（2021 年）的报告里出现“2023 年”的统计数，
    /// 年份一定有误：多半是转载时整批替换了年份。
    ///
    /// 报告的年份取自标题、落款，或者“今年是‘十四五’开局之年”一类的说法；目标、规划里的年份不算。
    ///
    /// ## 例子
    ///
    /// ```text
    /// 2023年，某市在国家创新型城市评价中位居第三。……今年是“十四五”开局之年。
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 核对这些数实际的年份；不能确认的，标明“年份存疑”。
    "year-after-report", "数字的年份晚于报告自己的年份"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let about = &subject.reading.about;
    let Some((year, why)) = about
        .opening_year
        .map(|year| (year, format!("报告说今年是五年规划的开局之年，即 {year} 年")))
        .or_else(|| about.report_year.map(|year| (year, format!("报告是 {year} 年的"))))
    else {
        return;
    };
    // A range whose ends are one year is dated by it too.
    let of = |figure: &Figure| figure.year.or(figure.context.years.map(|(_, last)| last));
    let late: Vec<&Figure> = subject
        .figures()
        .iter()
        .filter(|f| !f.context.target && f.context.sort != Sort::Words && of(f).is_some_and(|y| y > year))
        .collect();
    if let Some(first) = late.first() {
        report.about(
            first,
            format!(
                "{why}，却有 {} 个数写的是以后的年份（最早的一处是 {} 年）",
                late.len(),
                of(first).unwrap_or(year)
            ),
            "核对这些数实际的年份；不能确认的，标明年份存疑",
        );
    }
}
