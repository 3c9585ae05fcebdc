//! Parameters that no formula names.

use std::collections::HashSet;

use crate::lint::{Report, Subject, written};

rule! {
    /// ## 为什么
    ///
    /// 写了出处的数没有进公式，说明条款还没有编完，或者公式里用了另一个数：改参数时这里不会跟着变。
    ///
    /// 本文件的公式和引用它的文件（`imports`）都没有用到才报。
    ///
    /// ## 例子
    ///
    /// ```yaml
    /// parameters:
    ///   - {name: 研发强度下限, article: 第三条, values: [{value: 3%}]}
    /// conditions:
    ///   - {id: 研发, test: "研发强度[上年] >= 4%", ...}      # 没有用到参数
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 把公式里的数换成参数的名称，或者删去这个参数。
    "unused-parameter", Warning, "参数没有用到"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let used = used(subject);
    for node in written::items(subject.root, "parameters") {
        let Some(name) = written::text(node, "name").filter(|name| !used.contains(&name.text)) else {
            continue;
        };
        report.at(name.at, format!("参数“{}”没有用到；请用进公式，或删去", name.text));
    }
}

/// The names that this file and those that import it use.
pub(super) fn used(subject: &Subject<'_>) -> HashSet<String> {
    let id = subject.programme.id.as_str();
    let importing = subject
        .library
        .programmes()
        .chain(subject.library.filled())
        .filter_map(|programme| programme.written.root.as_deref());
    let importing = importing.filter(|root| {
        written::items(root, "imports").iter().any(|node| node.text() == Some(id))
            || written::field(root, "fills").and_then(|node| node.text()) == Some(id)
    });
    let mut used = written::names_used(subject.root);
    importing.for_each(|root| used.extend(written::names_used(root)));
    used
}
