//! Thresholds that the embedded tests do not show from both sides.

use language::{Context, Expr};
use vocabulary::Facts;

use crate::cases::facts_of;
use crate::finding::Text;
use crate::lint::quantity::key;
use crate::lint::scope::tables;
use crate::lint::threshold::{Comparison, Shown, comparisons};
use crate::lint::{Report, Subject, written};

rule! {
    /// ## 为什么
    ///
    /// 政策里出错最多的是界限：“不低于”写成“高于”，5% 写成 0.5%，端点归错了一档。只有恰在界限上的测试和刚过界限的测试能发现它们。
    ///
    /// 对每个与数比较的地方（条件、定义、筛选条件、表的每个端点、金额；数是参数或写在公式里的），用每个内置测试的事实算出比较的两边，要求：
    ///
    /// - 有一个测试恰好等于阈值（量的步长碰不到阈值时，两侧各有一个最近的也可以）；
    /// - 有一个测试在另一侧、离阈值不远（一成以内；计数差一、得分差一档也算）。
    ///
    /// 量是区间的（专家裁量的分值）看它的两端：最低恰好等于阈值的，最高恰好等于阈值的，都算恰好等于。
    /// 等于（`=`、`!=`）只要求成立、不成立各有一个。日期的界限不在此列。
    ///
    /// ## 例子
    ///
    /// ```yaml
    /// conditions:
    ///   - {id: 研发, test: "研发费用[上年] >= 100万元", ...}
    /// tests:
    ///   - {name: 符合, facts: {研发费用: 500万元}, expect: {status: met}}   # 离 100万元 太远
    /// ```
    ///
    /// ## 怎样改
    ///
    /// ```yaml
    /// tests:
    ///   - {name: 研发恰100万元, facts: {研发费用: 100万元}, expect: {status: met}}
    ///   - {name: 研发差一分, facts: {研发费用: 999999.99}, expect: {status: unmet}}
    /// ```
    "untested-threshold", Warning, "阈值的两侧没有测试"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let programme = subject.programme;
    let definitions = &programme.definitions.expressions;
    let tests: Vec<_> = (programme.tests.iter())
        .filter_map(|test| Some((test.as_of, facts_of(programme, test).ok()?)))
        .map(|(day, facts)| (day, facts, programme.parameter_values(day)))
        .collect();
    let contexts: Vec<(Context<'_>, &Facts)> = (tests.iter())
        .map(|(day, facts, parameters)| {
            (Context::new(subject.kind, facts, *day, parameters, definitions), facts)
        })
        .collect();
    let formulas = formulas(subject);
    let tables = tables(subject);
    let mut places: Vec<(Comparison<'_>, &Text, bool)> = Vec::new();
    for (text, expr) in &formulas {
        let mut found = Vec::new();
        comparisons(expr, definitions, &mut found);
        places.extend(found.into_iter().map(|comparison| (comparison, text, true)));
    }
    for table in &tables {
        let mut borders: Vec<(Option<String>, Option<String>)> = Vec::new();
        for (text, test) in table.rows.iter().flat_map(|row| &row.tests) {
            let mut found = Vec::new();
            comparisons(test, definitions, &mut found);
            for comparison in found {
                // Two rows share the border between them.
                let border = (key(comparison.left, definitions), key(comparison.right, definitions));
                if !borders.contains(&border) {
                    borders.push(border);
                    places.push((comparison, text, false));
                }
            }
        }
    }
    if programme.tests.is_empty() {
        if !places.is_empty() {
            let message = format!("一个测试也没有，{} 处阈值都没有验证；请写 tests", places.len());
            report.at(subject.top(), message);
        }
        return;
    }
    for (comparison, text, inline) in places {
        let mut shown = Shown::default();
        for (context, facts) in &contexts {
            comparison.observe(context, facts, &mut shown);
        }
        let lacking = comparison.lacking(shown);
        if !lacking.is_empty() {
            let span = comparison.expr.span;
            let (at, what) = if inline && span.end > span.start {
                (text.position_of(span), span.of(&text.text))
            } else {
                (text.at, text.text.as_str())
            };
            report.at(at, format!("阈值“{what}”缺少{}测试；请补上", lacking.join("、")));
        }
    }
}

/// The formulas of the file itself, as typed, with their texts.
fn formulas<'s>(subject: &Subject<'s>) -> Vec<(Text, &'s Expr)> {
    let programme = subject.programme;
    let mut out: Vec<(Text, &Expr)> = Vec::new();
    for (condition, test) in programme.tests() {
        let text =
            written::condition(subject.root, &condition.id).and_then(|node| written::text(node, "test"));
        out.extend(text.map(|text| (text, &test.expr)));
    }
    out.extend(written::text(subject.root, "applies").zip(programme.applies.as_ref().map(|test| &test.expr)));
    if let Some((node, amount)) = written::field(subject.root, "amount").zip(programme.amount.as_ref()) {
        out.extend(written::text(node, "formula").map(|text| (text, &amount.formula.expr)));
        out.extend(written::text(node, "cap").zip(amount.cap.as_ref().map(|cap| &cap.expr)));
    }
    let named = ["slots", "definitions"].into_iter().flat_map(|key| written::items(subject.root, key));
    for node in named {
        let name = written::text(node, "name");
        let at = name.and_then(|name| programme.definitions.position(&name.text));
        let expr = at.and_then(|at| programme.definitions.expressions.get(at));
        out.extend(written::text(node, "formula").zip(expr));
    }
    out
}
