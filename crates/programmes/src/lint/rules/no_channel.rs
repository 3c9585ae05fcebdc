//! A programme that does not say channel.

use crate::lint::{Report, Subject};

rule! {
    /// ## 为什么
    ///
    /// 知道自己符合，却不知道到哪里报，是企业最常打电话问的事。
    ///
    /// ## 例子
    ///
    /// ```yaml
    /// evidence: [申报书]
    /// # 没有 channel
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 写文件指明的平台、窗口或申报表，如 `channel: 高新技术企业认定管理工作网`。文件没有写的不要猜。
    "no-channel", Note, "没有写从哪里申报"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if !subject.says("channel") {
        report.at(subject.top(), "没有写从哪里申报：请写 channel（申报平台、窗口或所用的申报表）");
    }
}
