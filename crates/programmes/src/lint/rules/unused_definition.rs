//! Definitions and tables that nothing names.

use super::unused_parameter::used;
use crate::lint::{Report, Subject, written};

rule! {
    /// ## 为什么
    ///
    /// 没有用到的定义和表，要么是条款还没有编完，要么是改了条件以后剩下的；留着会让人以为它还起作用。
    ///
    /// 条件、评分、类别、金额、别的定义和表、引用本文件的文件都没有用到才报。
    /// 把规则留给下级规定（`delegates`）而下级还没有文件的，定义是给下级用的词，不报。
    ///
    /// ## 例子
    ///
    /// ```yaml
    /// definitions:
    ///   - {name: 研发投入占比, formula: "研发费用[上年] / 营业收入[上年]"}
    /// conditions:
    ///   - {id: 研发, test: "研发强度[上年] >= 3%", ...}
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 用进公式，或者删去。
    "unused-definition", Warning, "定义或表没有用到"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    // What a lower layer is to fill in, it fills in with these words.
    let is_filled = subject.library.filled().any(|filled| filled.id == subject.programme.id);
    if !subject.programme.delegates.is_empty() && !is_filled {
        return;
    }
    let used = used(subject);
    for (key, what) in [("definitions", "定义"), ("tables", "表")] {
        for node in written::items(subject.root, key) {
            if let Some(name) = written::text(node, "name").filter(|name| !used.contains(&name.text)) {
                report.at(name.at, format!("{what}“{}”没有用到；请用进公式，或删去", name.text));
            }
        }
    }
}
