//! Tests that expect something of a condition that is not there.

use crate::lint::{Report, Subject};
use crate::programme::{Body, Condition};

rule! {
    /// ## 为什么
    ///
    /// 测试期望一个不存在的条件，永远不会通过；多半是条件改了名而测试没有跟着改。
    ///
    /// ## 例子
    ///
    /// ```yaml
    /// conditions: [{id: 研发强度, ...}]
    /// tests:
    ///   - {name: 低于, as_of: 2025-06-30, expect: {status: unmet, conditions: {研发投入强度: unmet}}}
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 把测试里的名称改成条件的 `id`。
    "unknown-condition-in-test", Error, "测试里的条件不存在"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut ids: Vec<&str> = Vec::new();
    let mut pending: Vec<&Condition> = subject.programme.conditions.iter().collect();
    while let Some(condition) = pending.pop() {
        ids.push(&condition.id);
        if let Body::Group(_, children) = &condition.body {
            pending.extend(children);
        }
    }
    for test in &subject.programme.tests {
        for (id, _) in test.conditions.iter().filter(|(id, _)| !ids.contains(&id.text.as_str())) {
            let near = vocabulary::kind::nearest(&id.text, ids.iter().copied());
            let hint = near.map(|near| format!("；是否想写“{near}”（可改为 {near}）")).unwrap_or_default();
            report.at(id.at, format!("测试“{}”里的条件“{}”不存在{hint}", test.name.text, id.text));
        }
    }
}
