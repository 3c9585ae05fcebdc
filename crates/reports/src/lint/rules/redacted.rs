use super::{Report, Subject};
use crate::figure::{Amount, Figure};

rule! {
    /// ## 为什么
    ///
    /// 用星号遮去的数（`*家`、`逾****人`、`*/*`）读作“未知”，不是零，也不会去猜。这样的报告不能作为数据来源。
    /// 一份报告提示一次，说明有几处。
    ///
    /// ## 例子
    ///
    /// ```text
    /// 设立**家新型研发机构，科研服务人员逾****人。
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 找到没有遮盖的原文。
    "redacted", "数字被遮去"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let hidden: Vec<&Figure> = subject.figures().iter().filter(|f| f.value == Amount::Unknown).collect();
    if let Some(first) = hidden.first() {
        report.about(
            first,
            format!("有 {} 个数被遮去，读作未知", hidden.len()),
            "找到没有遮盖的原文；遮去的数不要猜",
        );
    }
}
