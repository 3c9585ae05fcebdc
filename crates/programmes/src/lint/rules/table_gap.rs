//! Holes between the ranges of a table.

use language::Expr;
use language::render;
use vocabulary::{Dimension, Number};

use crate::lint::assume::Reasoner;
use crate::lint::possible::{End, Range, Values};
use crate::lint::quantity::key;
use crate::lint::scope::{Table, tables};
use crate::lint::{Report, Subject};

rule! {
    /// ## 为什么
    ///
    /// `[4..5)` 后面接 `[2..3)`，3 到 4 就落进最后一行“其余情况”，得的往往是 0。没有人会故意这样写。
    ///
    /// 只看 `on` 是一个数、各行是区间的表；计数只取整数，`[1..2]` 与 `[3..4]` 之间没有空隙。最低一行以下、最高一行以上归“其余情况”是正常的，不报。
    ///
    /// 缺少“其余情况”一行的表是错误，由文件检查指出，代码相同。
    ///
    /// ## 例子
    ///
    /// ```yaml
    /// on: 研发强度[上年]
    /// rows:
    ///   - {when: ">= 5%", then: 10}
    ///   - {when: "[3%..4%)", then: 5}     # 4%～5% 没有写
    ///   - {then: 0}
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 对照原文补上那一段，或者把区间的端点接上：`[3%..5%)`。端点含不含也要核对：`(3%..5%)` 与 `[5%..8%)` 之间没有空隙，`(3%..5%)` 与 `(5%..8%)` 之间缺 5%。
    "table-gap", Warning, "表的区间之间有空隙，落进“其余情况”"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for table in tables(subject) {
        let Some(quantity) = table.subject.as_ref().filter(|expr| expr.r#type.dimension().is_some()) else {
            continue;
        };
        let Some(mut ranges) = ranges(subject, &table, quantity) else { continue };
        ranges.sort_by(|a, b| order(a.low, b.low));
        let mut reached: Option<End> = None;
        for range in ranges {
            if let Some(Some(high)) = reached
                && let Some(low) = range.low
                && leaves_hole(high, low, range.is_whole())
            {
                let dimension = quantity.r#type.dimension().unwrap_or(Dimension::ONE);
                let message = format!(
                    "表“{}”没有写{}：落进其余情况；请补上这一段，或者接上端点",
                    table.name.text,
                    hole(high, low, &|number| render::number(number, dimension, quantity.percent))
                );
                report.at(table.name.at, message);
            }
            reached = Some(match reached {
                Some(so_far) => further(so_far, range.high),
                None => range.high,
            });
        }
    }
}

/// The range of every row; nothing where a row is something else than ranges of the quantity.
fn ranges(subject: &Subject<'_>, table: &Table, quantity: &Expr) -> Option<Vec<Range>> {
    let definitions = &subject.programme.definitions.expressions;
    let key = key(quantity, definitions)?;
    let day = *subject.regimes().last()?;
    let parameters = subject.programme.parameter_values(day);
    let context = subject.without_facts(day, &parameters);
    let reasoner = Reasoner::new(subject.programme, subject.kind, &context);
    let mut out = Vec::new();
    for row in table.rows.iter().filter(|row| !row.tests.is_empty()) {
        let ways = row.tests.iter().fold(reasoner.start(), |ways, (_, test)| reasoner.expr(ways, test, true));
        for way in ways {
            match way.get(&key).map(|possible| &possible.values) {
                Some(Values::Range(range)) => out.push(range.clone()),
                _ => return None,
            }
        }
    }
    Some(out)
}

/// Lower ends: without limit first; one that belongs to its range before one that does not.
fn order(a: End, b: End) -> std::cmp::Ordering {
    match (a, b) {
        (Some((a, a_closed)), Some((b, b_closed))) => a.cmp(&b).then(b_closed.cmp(&a_closed)),
        (a, b) => a.is_some().cmp(&b.is_some()),
    }
}

fn further(a: End, b: End) -> End {
    let ((x, x_closed), (y, y_closed)) = (a?, b?);
    if x > y || x == y && x_closed { Some((x, x_closed)) } else { Some((y, y_closed)) }
}

fn leaves_hole((high, high_closed): (Number, bool), (low, low_closed): (Number, bool), whole: bool) -> bool {
    if whole {
        return low - high > Number::from_integer(1);
    }
    high < low || high == low && !high_closed && !low_closed
}

fn hole(
    (high, high_closed): (Number, bool),
    (low, low_closed): (Number, bool),
    show: &dyn Fn(Number) -> String,
) -> String {
    if high == low {
        return format!("恰好 {}", show(high));
    }
    let (from, to) = (if high_closed { "不含" } else { "含" }, if low_closed { "不含" } else { "含" });
    format!(" {}（{from}）到 {}（{to}）之间", show(high), show(low))
}
