//! Conditions that no facts can satisfy together.

use jiff::{Span, civil::Date};

use crate::lint::assume::Reasoner;
use crate::lint::{Report, Subject};
use crate::programme::{Body, Condition};

rule! {
    /// ## 为什么
    ///
    /// 条件之间（或一条条件自己）界限冲突时，无论企业怎样都不符合。多半是符号写反、单位写错，或者本应是“之一”的写成了“全部”。
    ///
    /// 检查把每个量能取的范围逐条收窄：数的上下界（含不含端点）、只能取的词、是或否；计数只取整数，表按行分开看。范围空了才报，
    /// 所以报了就一定矛盾；看起来不同的量互相当作无关，因此不保证找出一切矛盾。参数有几段值时，每一段都看。
    ///
    /// ## 例子
    ///
    /// ```yaml
    /// conditions:
    ///   - {id: 规模上限, test: "职工总数[上年] <= 300人", ...}
    ///   - {id: 规模下限, test: "职工总数[上年] > 500人", ...}
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 对照原文核对两处的符号、数和单位；如果原文是“符合之一”，把它们放进 `any`。
    "contradictory-conditions", Error, "条件互相矛盾，没有任何事实能够符合"
}

/// A bound that moves with the date must be in conflict in leap years and others.
const YEARS: i64 = 4;

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let conjuncts = subject.conjuncts();
    for day in subject.regimes() {
        if !is_empty(subject, day, &conjuncts) {
            continue;
        }
        let (last, partners) = culprit(subject, day, &conjuncts);
        let Some(condition) = last else {
            report.at(subject.at("applies"), "适用范围（applies）自身不能成立：政策对谁都不适用");
            return;
        };
        let what = said(condition);
        let message = match partners {
            Partners::Itself => format!("条件“{}”{what}自身不能成立", condition.id),
            Partners::Scope => format!("条件“{}”{what}与适用范围（applies）不能同时成立", condition.id),
            Partners::One(other) => {
                format!("条件“{}”{what}与条件“{}”{}不能同时成立", condition.id, other.id, said(other))
            }
            Partners::Several => format!("条件“{}”{what}与它前面的各条合起来不能同时成立", condition.id),
        };
        let at = subject.condition_at(condition);
        report
            .at(at, format!("{message}：没有任何事实能够符合；请核对符号、数和单位，原文若是“之一”请用 any"));
        return;
    }
}

enum Partners<'c> {
    Itself,
    Scope,
    One(&'c Condition),
    Several,
}

/// The first condition that leaves nothing possible, and what it is in conflict with.
fn culprit<'c>(
    subject: &Subject<'_>,
    day: Date,
    conjuncts: &[&'c Condition],
) -> (Option<&'c Condition>, Partners<'c>) {
    let until = (0..=conjuncts.len())
        .find(|until| is_empty(subject, day, conjuncts.get(..*until).unwrap_or_default()));
    let Some((last, before)) = until.and_then(|until| conjuncts.get(..until)?.split_last()) else {
        return (None, Partners::Itself);
    };
    if is_empty_without_scope(subject, day, &[last]) {
        return (Some(last), Partners::Itself);
    }
    if is_empty(subject, day, &[last]) {
        return (Some(last), Partners::Scope);
    }
    let other = before.iter().find(|other| is_empty_without_scope(subject, day, &[other, last]));
    (Some(last), other.map_or(Partners::Several, |other| Partners::One(other)))
}

fn is_empty(subject: &Subject<'_>, day: Date, conditions: &[&Condition]) -> bool {
    empty(subject, day, conditions, true)
}

fn is_empty_without_scope(subject: &Subject<'_>, day: Date, conditions: &[&Condition]) -> bool {
    empty(subject, day, conditions, false)
}

fn empty(subject: &Subject<'_>, day: Date, conditions: &[&Condition], scope: bool) -> bool {
    let parameters = subject.programme.parameter_values(day);
    (0..YEARS).all(|years| {
        let day = day.checked_add(Span::new().years(years)).unwrap_or(day);
        let context = subject.without_facts(day, &parameters);
        let reasoner = Reasoner::new(subject.programme, subject.kind, &context);
        let mut ways = reasoner.start();
        if let Some(applies) = subject.programme.applies.as_ref().filter(|_| scope) {
            ways = reasoner.expr(ways, &applies.expr, true);
        }
        conditions.iter().fold(ways, |ways, condition| reasoner.condition(ways, condition, true)).is_empty()
    })
}

fn said(condition: &Condition) -> String {
    match &condition.body {
        Body::Test(test) => format!("（{}）", test.source),
        _ => String::new(),
    }
}
