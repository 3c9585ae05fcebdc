//! The parts as one Markdown document.

use super::{Amount, Asks, Clause, Line, Table, Words, term, terms};
use crate::programme::Programme;

/// Said before what the program tests.
const TESTED: &str = "程序检查：";

pub(super) fn write(programme: &Programme, words: &Words) -> String {
    let mut out = String::new();
    terms::identity(programme, &mut out);
    if !words.applies.is_empty() {
        out.push_str("## 适用范围\n\n不满足时结论是“不适用”。\n\n");
        led(&mut out, TESTED, &words.applies, 0);
        out.push('\n');
    }
    out.push_str("## 条件\n\n下列各条须全部满足。\n\n");
    for (at, clause) in words.conditions.iter().enumerate() {
        out.push_str(&format!("### {}. {}（{}）\n\n", at + 1, clause.id, clause.article));
        out.push_str(&format!("> {}\n\n", clause.text));
        asks(&mut out, clause, 0);
        out.push('\n');
    }
    if let Some(score) = &words.score {
        out.push_str(&format!("## 评分：{}（满分 {}）\n\n各项相加：\n\n", score.name, score.of));
        for item in &score.items {
            line(&mut out, 0, &format!("{}（满分 {}）", item.name, item.of));
            lines(&mut out, &item.lines, 1);
        }
        out.push('\n');
    }
    if let Some(class) = &words.class {
        out.push_str(&format!("## 分类\n\n- 类别由“{}”得出\n", class.name));
        lines(&mut out, &class.lines, 1);
        out.push('\n');
    }
    if let Some(given) = &words.amount {
        amount(&mut out, given);
    }
    if !words.tables.is_empty() {
        out.push_str("## 决策表\n\n");
    }
    for part in &words.tables {
        table(&mut out, part);
    }
    if !words.unused.is_empty() {
        out.push_str("## 其他定义\n\n");
        lines(&mut out, &words.unused, 1);
        out.push('\n');
    }
    terms::closing(programme, &mut out);
    out
}

fn asks(out: &mut String, clause: &Clause, indent: usize) {
    if clause.likely {
        line(out, indent, "把握：转引");
    }
    match &clause.asks {
        Asks::Test(tested) => led(out, TESTED, tested, indent),
        Asks::Review(whom) => line(out, indent, &format!("程序不判断，留给：{whom}")),
        Asks::Group(asked, children) => {
            line(out, indent, &format!("{TESTED}{asked}"));
            for child in children {
                let article = if child.article == clause.article {
                    String::new()
                } else {
                    format!("（{}）", child.article)
                };
                line(out, indent + 1, &format!("**{}**{article}", child.id));
                if child.text != clause.text {
                    line(out, indent + 2, &format!("原文：{}", child.text));
                }
                asks(out, child, indent + 2);
            }
        }
    }
}

fn amount(out: &mut String, amount: &Amount) {
    let article = if amount.article.is_empty() { String::new() } else { format!("（{}）", amount.article) };
    out.push_str(&format!("## 金额：{}{article}\n\n", term(amount.term)));
    if !amount.text.is_empty() {
        out.push_str(&format!("> {}\n\n", amount.text));
    }
    led(out, "程序计算：", &amount.lines, 0);
    out.push('\n');
}

fn table(out: &mut String, table: &Table) {
    let article = if table.article.is_empty() { String::new() } else { format!("（{}）", table.article) };
    out.push_str(&format!("### {}{article}\n\n", table.name));
    lines(out, &table.lines, 0);
    out.push('\n');
    let columns: Vec<String> = table.columns.iter().map(|text| cell(text)).collect();
    out.push_str(&format!("| {} | 结果 |\n|{}---|\n", columns.join(" | "), "---|".repeat(columns.len())));
    for row in &table.rows {
        let cells: Vec<String> = row.tests.iter().chain([&row.gives]).map(|text| cell(text)).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    out.push('\n');
}

/// Lines of which the first says first what they are.
fn led(out: &mut String, lead: &str, all: &[Line], indent: usize) {
    let Some((first, rest)) = all.split_first() else { return };
    line(out, indent, &format!("{lead}{}", first.text));
    lines(out, &first.below, indent + 1);
    lines(out, rest, indent);
}

fn lines(out: &mut String, all: &[Line], indent: usize) {
    for one in all {
        line(out, indent, &one.text);
        lines(out, &one.below, indent + 1);
    }
}

fn line(out: &mut String, indent: usize, text: &str) {
    out.extend(std::iter::repeat_n("  ", indent));
    out.push_str("- ");
    out.push_str(text);
    out.push('\n');
}

/// A bar would end the cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
