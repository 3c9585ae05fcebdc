//! Rows of a table that are never used, overlap, or count twice.

use crate::finding::Level;
use crate::lint::assume::{Reasoner, Ways};
use crate::lint::scope::{Row, Table, tables};
use crate::lint::{Report, Subject};

rule! {
    /// ## 为什么
    ///
    /// - `hit: first`：前面的行已经把它包住，这一行永远用不到，多半是次序写反了；
    /// - `hit: unique`：两行能同时符合，违背了“只有一行符合”的声明——这是错误；
    /// - `hit: sum`：两行的条件相同，同一件事加了两次。
    ///
    /// 检查用与 contradictory-conditions 相同的方法，只在能证明用不到时报用不到；报 `unique` 重叠时，两行的范围确有共同部分。
    ///
    /// 没有 when 的行后面还有别的行，由文件检查指出，代码相同。
    ///
    /// ## 例子
    ///
    /// ```yaml
    /// hit: first
    /// on: 年均成果转化数
    /// rows:
    ///   - {when: ">= 3", then: 13}
    ///   - {when: ">= 5", then: 25}   # 不少于 5 已经是不少于 3：永远用不到
    ///   - {then: 0}
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 把严的一行放前面，或者写成互不重叠的区间 `[3..5)`。
    "table-overlap", Warning, "表有永远用不到、互相重叠或者重复计算的行"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Some(day) = subject.regimes().last().copied() else { return };
    let parameters = subject.programme.parameter_values(day);
    let context = subject.without_facts(day, &parameters);
    let reasoner = Reasoner::new(subject.programme, subject.kind, &context);
    for table in tables(subject) {
        match table.hit.as_str() {
            "unique" => unique(&table, &reasoner, report),
            "sum" => twice(&table, report),
            "first" => unused(&table, &reasoner, report),
            _ => {}
        }
    }
}

fn holds(reasoner: &Reasoner<'_>, ways: Ways, row: &Row) -> Ways {
    row.tests.iter().fold(ways, |ways, (_, test)| reasoner.expr(ways, test, true))
}

/// Rows that those before them leave nothing for.
fn unused(table: &Table, reasoner: &Reasoner<'_>, report: &mut Report<'_>) {
    for (at, row) in table.rows.iter().enumerate() {
        let Some((when, _)) = row.tests.first() else { continue };
        if holds(reasoner, reasoner.start(), row).is_empty() {
            report
                .at(when.at, format!("表“{}”的这一行自身不能成立，永远用不到；请核对界限", table.name.text));
            continue;
        }
        // A row with several tests fails in several ways: only rows of one test are taken away, which keeps more.
        let before = table.rows.iter().take(at).filter(|row| row.tests.len() == 1);
        let left = before.fold(holds(reasoner, reasoner.start(), row), |ways, earlier| {
            earlier.tests.iter().fold(ways, |ways, (_, test)| reasoner.expr(ways, test, false))
        });
        if left.is_empty() {
            let message = format!(
                "表“{}”的这一行永远用不到：前面的行已经包住它；请把严的一行放前面，或写成互不重叠的区间",
                table.name.text
            );
            report.at(when.at, message);
        }
    }
}

fn unique(table: &Table, reasoner: &Reasoner<'_>, report: &mut Report<'_>) {
    for (at, row) in table.rows.iter().enumerate() {
        let Some((when, _)) = row.tests.first() else { continue };
        let other = table.rows.iter().take(at).find(|other| {
            !other.tests.is_empty()
                && !holds(reasoner, holds(reasoner, reasoner.start(), other), row).is_empty()
        });
        if let Some(other) = other {
            let message = format!(
                "表“{}”声明只有一行符合（hit: unique），这一行却能与“{}”一行同时符合；请核对端点，或改用 first",
                table.name.text,
                said(other)
            );
            report.at_level(Level::Error, when.at, message);
        }
    }
}

fn said(row: &Row) -> String {
    row.tests.iter().map(|(text, _)| text.text.as_str()).collect::<Vec<_>>().join("，")
}

fn twice(table: &Table, report: &mut Report<'_>) {
    for (at, row) in table.rows.iter().enumerate() {
        let tests = |row: &Row| row.tests.iter().map(|(text, _)| text.text.clone()).collect::<Vec<_>>();
        let Some((when, _)) = row.tests.first() else { continue };
        if table.rows.iter().take(at).any(|other| tests(other) == tests(row)) {
            let message = format!(
                "表“{}”各行相加（hit: sum），这一行的条件与前面的一行相同，会加两次；请核对，或合成一行",
                table.name.text
            );
            report.at(when.at, message);
        }
    }
}
