//! Conditions that decide nothing: always true where the others hold, or alternatives that never are.

use jiff::civil::Date;
use language::Value;

use crate::lint::assume::{Reasoner, Ways};
use crate::lint::{Report, Subject};
use crate::programme::{Body, Condition, Group};

rule! {
    /// ## 为什么
    ///
    /// 其余条件成立时总会成立的条件不起筛选作用；永远不会成立的选项是摆设。两者多半是界限写错了，或者原文修改后忘了删。
    ///
    /// 检查用与 contradictory-conditions 相同的方法，只在能证明时报。
    ///
    /// ## 例子
    ///
    /// ```yaml
    /// conditions:
    ///   - {id: 小型, test: "职工总数[上年] <= 300人", ...}
    ///   - {id: 不过大, test: "职工总数[上年] <= 1000人", ...}   # 总会成立
    /// ```
    ///
    /// ```yaml
    /// any:
    ///   - {id: 甲, test: 居民企业, ...}
    ///   - {id: 乙, test: "职工总数[上年] > 300人", ...}          # 另一条要求不超过 300 人：永远不会成立
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 核对界限。原文确实把两条都写了的（如逐条列举），可以保留；这条提醒说明它不影响结论。
    "unreachable-condition", Warning, "条件总会成立，或者选项永远不会成立，不起作用"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let days = subject.regimes();
    let conjuncts = subject.conjuncts();
    let whole: Vec<&Condition> = conjuncts.clone();
    // Where all of it is contradictory everything follows; that is another finding.
    if days.iter().any(|day| ask(subject, *day, |reasoner| all(reasoner, subject, &whole, None).is_empty())) {
        return;
    }
    for (at, condition) in conjuncts.iter().enumerate() {
        let everywhere =
            |question: &dyn Fn(&Reasoner<'_>) -> bool| days.iter().all(|day| ask(subject, *day, question));
        if !matches!(condition.body, Body::Review(_))
            && everywhere(&|reasoner| {
                let others = all(reasoner, subject, &conjuncts, Some(at));
                reasoner.condition(others, condition, false).is_empty()
            })
        {
            let message =
                format!("条件“{}”在其余条件成立时总会成立，不起作用；请核对界限，或删去", condition.id);
            report.at(subject.condition_at(condition), message);
            continue;
        }
        alternatives(condition, &mut Vec::new(), &mut |child, beside| {
            let never = everywhere(&|reasoner| {
                let others = all(reasoner, subject, &conjuncts, Some(at));
                let ways = beside.iter().fold(others, |ways, other| reasoner.condition(ways, other, true));
                reasoner.condition(ways, child, true).is_empty()
            });
            if never {
                let message = format!("选项“{}”在其余条件成立时永远不会成立；请核对界限，或删去", child.id);
                report.at(subject.condition_at(child), message);
            }
            never
        });
    }
}

fn ask(subject: &Subject<'_>, day: Date, question: impl FnOnce(&Reasoner<'_>) -> bool) -> bool {
    let parameters: Vec<Value> = subject.programme.parameter_values(day);
    let context = subject.without_facts(day, &parameters);
    question(&Reasoner::new(subject.programme, subject.kind, &context))
}

/// Assumes the scope and all conditions but one.
fn all(
    reasoner: &Reasoner<'_>,
    subject: &Subject<'_>,
    conditions: &[&Condition],
    but: Option<usize>,
) -> Ways {
    let mut ways = reasoner.start();
    if let Some(applies) = &subject.programme.applies {
        ways = reasoner.expr(ways, &applies.expr, true);
    }
    let others = conditions.iter().enumerate().filter(|(at, _)| Some(*at) != but);
    others.fold(ways, |ways, (_, condition)| reasoner.condition(ways, condition, true))
}

/// Calls `dead` with every alternative below a condition and the conditions that must hold beside it, outermost first; what lies
/// below a dead one is not asked.
fn alternatives<'c>(
    condition: &'c Condition,
    beside: &mut Vec<&'c Condition>,
    dead: &mut dyn FnMut(&'c Condition, &[&'c Condition]) -> bool,
) {
    let Body::Group(group, children) = &condition.body else { return };
    for (at, child) in children.iter().enumerate() {
        let before = beside.len();
        if *group == Group::All {
            beside.extend(
                children.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other),
            );
            alternatives(child, beside, dead);
        } else if !dead(child, beside) {
            alternatives(child, beside, dead);
        }
        beside.truncate(before);
    }
}
