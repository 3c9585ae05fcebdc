//! A programme whose facts come from one department.

use vocabulary::Sensitivity;
use vocabulary::kind::AttributeId;

use language::Expr;
use language::ir::Node;

use crate::lint::quantity::walk;
use crate::lint::{Report, Subject};

rule! {
    /// ## 为什么
    ///
    /// 一个政策要用的不公开的事实，首选来源都是同一个部门时，这个部门的数据不到，谁也评不了；它的一处差错也没有别的来源可以核对。知道这一点，
    /// 才好先谈这份数据，或者给关键的一项另找佐证。
    ///
    /// 来源的次序写在 `content/kinds/` 里；公开的事实（名称、成立日期等）不算。
    ///
    /// ## 例子
    ///
    /// 研发费用、销售收入、应纳税所得额都首选税务局，政策又只看这几项。
    ///
    /// ## 怎样改
    ///
    /// 不是错误。可以做的：请第二个部门提供同一指标用来核对；在 `notes` 里写明依赖哪个部门的哪份数据、每年什么时候有。
    "single-source", Note, "不公开的事实只出自一个部门"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let kind = subject.kind;
    let mut private: Vec<AttributeId> = attributes(subject);
    private.retain(|id| kind.get(*id).sensitivity != Sensitivity::Public);
    let mut sources: Vec<Option<&String>> = private.iter().map(|id| kind.get(*id).sources.first()).collect();
    sources.sort();
    sources.dedup();
    if let [Some(source)] = sources.as_slice() {
        let names: Vec<&str> = private.iter().map(|id| kind.get(*id).name.as_str()).collect();
        let message = format!(
            "不公开的事实（{}）首选来源都是{source}：没有它的数据就评不了，也没有别的来源可以核对",
            names.join("、")
        );
        report.at(subject.top(), message);
    }
}

/// The attributes that the status depends on, in the order in which they are named.
fn attributes(subject: &Subject<'_>) -> Vec<AttributeId> {
    let programme = subject.programme;
    let mut out = Vec::new();
    let tests = programme.tests().map(|(_, test)| &test.expr);
    for expr in tests.chain(programme.applies.as_ref().map(|test| &test.expr)) {
        walk(expr, &programme.definitions.expressions, &mut |node: &Expr| match node.node {
            Node::Plain(id) | Node::Yearly(id, _) | Node::Series(id, _) | Node::List(id)
                if !out.contains(&id) =>
            {
                out.push(id);
            }
            _ => {}
        });
    }
    out
}
