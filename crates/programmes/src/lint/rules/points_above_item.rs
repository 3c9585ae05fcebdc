//! Points beyond the highest that a scorecard allows for the item.

use language::render;
use vocabulary::{Dimension, Number};

use crate::lint::scope::tables;
use crate::lint::{Report, Subject, written};

rule! {
    /// ## 为什么
    ///
    /// 评分项写明满分 `of`，而表里的一行给得更高，总分就可能超过满分；多半是抄错了一行。
    ///
    /// ## 例子
    ///
    /// ```yaml
    /// tables:
    ///   - name: 科技人员得分
    ///     rows:
    ///       - {when: 科技人员占比[上年] >= 30%, then: 25}    # 满分 20
    ///       - {then: 0}
    /// score:
    ///   name: 总分
    ///   of: 20
    ///   items: [{name: 科技人员得分, of: 20}]
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 对照原文改那一行，或者改满分。加分后封顶的，用一个定义写 `min(甲 + 乙, 满分)`，评分项用这个定义。
    "points-above-item", Warning, "某一行给的分高于该项满分"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Some(card) = &subject.programme.score else { return };
    let Some(day) = subject.regimes().last().copied() else { return };
    let parameters = subject.programme.parameter_values(day);
    let context = subject.without_facts(day, &parameters);
    let tables = tables(subject);
    let written =
        written::field(subject.root, "score").map_or(&[][..], |score| written::items(score, "items"));
    for item in &card.items {
        let Some(name) = subject.programme.definitions.names.get(item.definition) else { continue };
        let of = Number::from_integer(item.of.into());
        let above = |most: Option<Number>| most.filter(|most| *most > of).map(shown);
        let mut found = false;
        for table in tables.iter().filter(|table| table.name.text == *name) {
            for row in &table.rows {
                if let Some(most) = above(row.points.and_then(|points| points.high)) {
                    found = true;
                    let message = format!("这一行给到 {most} 分，高于“{name}”的满分 {}；请核对", item.of);
                    report.at(row.then.at, message);
                }
            }
        }
        let most = context.definition(item.definition).interval().and_then(|interval| interval.high);
        if let Some(most) = above(most).filter(|_| !found) {
            let named = |node: &&vocabulary::yaml::Node| {
                written::field(node, "name").and_then(|node| node.text()) == Some(name.as_str())
            };
            let at = written.iter().find(named).map_or_else(|| subject.at("score"), |node| node.at);
            report.at(at, format!("“{name}”可以得到 {most} 分，高于满分 {}；请核对，或用 min 封顶", item.of));
        }
    }
}

fn shown(points: Number) -> String {
    render::number(points, Dimension::ONE, false)
}
