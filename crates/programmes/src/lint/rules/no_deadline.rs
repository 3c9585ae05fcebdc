//! A programme that does not say deadline.

use crate::lint::{Report, Subject};

rule! {
    /// ## 为什么
    ///
    /// 错过申报期等于没有政策。没有 `windows` 的政策不能提醒“还有几天”，规划也只能按今天起算。
    ///
    /// ## 例子
    ///
    /// ```yaml
    /// validity: 三年
    /// # 没有 windows
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 每年固定的期间写月日，只办一次的写全日期，并写出处：
    ///
    /// ```yaml
    /// windows: [{opens: 03-01, closes: 05-31, article: 申报通知第三条}]
    /// ```
    ///
    /// 常年受理、随申报表享受的（如税收优惠），文件没有申报期，可以不写；这条建议就留着。
    "no-deadline", Note, "没有写申报期"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if !subject.says("windows") {
        report.at(subject.top(), "没有写申报期：请写 windows（如 [{opens: 03-01, closes: 05-31, article: …}]）；文件没有规定的留空");
    }
}
