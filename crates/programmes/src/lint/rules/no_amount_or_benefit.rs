//! A programme that does not say amount or benefit.

use crate::lint::{Report, Subject};

rule! {
    /// ## 为什么
    ///
    /// 看到一个政策，人先问能得到什么。没有金额、没有支持内容、也不授予资质的政策，符合了也没有下文，组合和排序也无从比较。
    ///
    /// ## 例子
    ///
    /// ```yaml
    /// conditions: [...]
    /// # 没有 amount、benefits、grants、class
    /// ```
    ///
    /// ## 怎样改
    ///
    /// - 有钱：写 `amount: {formula, cap, period, article}`；
    /// - 得到的是待遇或服务：写进 `benefits`，一条一项，照原文；
    /// - 认定后得到资质：写 `grants`；
    /// - 只是分类（如中小企业划型）：写 `class`。
    ///
    /// 文件里确实没有写的，不要编一个；留着这条建议，提醒看的人去问发文机关。
    "no-amount-or-benefit", Note, "没有写得到什么"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if !subject.says("amount")
        && !subject.says("benefits")
        && !subject.says("grants")
        && !subject.says("class")
    {
        report.at(
            subject.top(),
            "没有写得到什么：请写 amount（金额）、benefits（支持内容）、grants（资质）或 class（类别）",
        );
    }
}
