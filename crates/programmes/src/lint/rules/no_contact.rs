//! A programme that does not say contact.

use crate::lint::{Report, Subject};

rule! {
    /// ## 为什么
    ///
    /// 待定的条件、留给评审的判断，总要有人可问。
    ///
    /// ## 例子
    ///
    /// ```yaml
    /// channel: 某平台
    /// # 没有 contact
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 写受理部门和公开的咨询方式，如 `contact: 市科技局高新处`。个人的姓名和手机号不写，除非它本来就公开并注明出处。
    "no-contact", Note, "没有写问谁"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if !subject.says("contact") {
        report.at(subject.top(), "没有写问谁：请写 contact（受理部门，公开的咨询电话或网页）");
    }
}
