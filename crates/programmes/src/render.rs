//! A programme in words, as Markdown: each clause beside what the program tests, so that a clerk who reads no formulas can
//! compare the two. Definitions and parameters are explained where they are first used.

mod glossary;
mod tables;
mod terms;

use language::ast::{Ast, AstKind, Operator};
use language::words::{self, Said};
use language::{Type, parse};

use crate::programme::{Body, Condition, Group, Programme};

use glossary::{Terms, names_in};

/// The programme as a clerk proofreads it against the document: Chinese Markdown.
pub fn in_words(programme: &Programme) -> String {
    let mut out = Writer { terms: Terms::new(programme), out: String::new() };
    terms::identity(programme, &mut out.out);
    out.applies();
    out.conditions();
    out.score();
    out.class();
    out.amount();
    out.rest();
    terms::closing(programme, &mut out.out);
    out.out
}

struct Writer<'p> {
    terms: Terms<'p>,
    out: String,
}

impl Writer<'_> {
    fn applies(&mut self) {
        if let Some(applies) = &self.terms.programme.applies {
            self.out.push_str("## 适用范围\n\n不满足时结论是“不适用”。\n\n");
            self.test(&applies.source, 0);
            self.out.push('\n');
        }
    }

    fn conditions(&mut self) {
        let programme = self.terms.programme;
        self.out.push_str("## 条件\n\n下列各条须全部满足。\n\n");
        for (at, condition) in programme.conditions.iter().enumerate() {
            self.out.push_str(&format!("### {}. {}（{}）\n\n", at + 1, condition.id, condition.article));
            self.out.push_str(&format!("> {}\n\n", condition.text));
            self.body(condition, 0);
            self.out.push('\n');
        }
    }

    fn body(&mut self, condition: &Condition, indent: usize) {
        if condition.confidence.as_deref() == Some("likely") {
            self.line(indent, "把握：转引");
        }
        match &condition.body {
            Body::Test(test) => self.test(&test.source, indent),
            Body::Review(whom) => self.line(indent, &format!("程序不判断，留给：{whom}")),
            Body::Group(group, children) => {
                let asked = match group {
                    Group::All => "程序检查：以下全部满足".to_owned(),
                    Group::Any => "程序检查：以下至少满足一项".to_owned(),
                    Group::AtLeast(number) => format!("程序检查：以下至少满足 {number} 项"),
                };
                self.line(indent, &asked);
                for child in children {
                    let article = if child.article == condition.article {
                        String::new()
                    } else {
                        format!("（{}）", child.article)
                    };
                    self.line(indent + 1, &format!("**{}**{article}", child.id));
                    if child.text != condition.text {
                        self.line(indent + 2, &format!("原文：{}", child.text));
                    }
                    self.body(child, indent + 2);
                }
            }
        }
    }

    /// A test in words, and below it the names that it uses for the first time.
    fn test(&mut self, source: &str, indent: usize) {
        let (ast, _) = parse(source);
        let said = words::judgement(&ast, source, &self.terms);
        self.said(&said, "程序检查：", indent);
        self.explain(source, indent);
    }

    fn said(&mut self, said: &Said, lead: &str, indent: usize) {
        match said {
            Said::All(parts) | Said::Any(parts) if parts.len() > 1 => {
                let all = matches!(said, Said::All(_));
                self.line(
                    indent,
                    &format!("{lead}{}", if all { "以下全部满足" } else { "以下至少满足一项" }),
                );
                for part in parts {
                    self.said(part, "", indent + 1);
                }
            }
            Said::If(condition, yes, no) => {
                self.said(condition, &format!("{lead}先看："), indent);
                self.said(yes, "是，则须：", indent + 1);
                self.said(no, "否，则须：", indent + 1);
            }
            Said::Not(inner) if !matches!(inner.as_ref(), Said::Line(_)) => {
                self.line(indent, &format!("{lead}以下不能成立"));
                self.said(inner, "", indent + 1);
            }
            other => self.line(indent, &format!("{lead}{}", other.line())),
        }
    }

    /// Explains the names in a formula that have not been explained before, and what they in turn are made of.
    fn explain(&mut self, source: &str, indent: usize) {
        for name in names_in(source) {
            let Some(formula) = self.terms.begin(&name) else { continue };
            let (ast, _) = parse(&formula.source);
            let note = formula.text.as_ref().map_or(String::new(), |text| format!("（原文：{text}）"));
            if formula.r#type == Type::Bool {
                let said = words::judgement(&ast, &formula.source, &self.terms);
                self.said(&said, &format!("“{name}”{note}指："), indent + 1);
            } else if let Some((list, filter)) = counted(&ast) {
                let list = words::phrase(list, &formula.source, &self.terms);
                self.line(indent + 1, &format!("“{name}”{note} = 这样的{list}的条数：以下全部满足"));
                if let Said::All(parts) = words::judgement(filter, &formula.source, &self.terms) {
                    for part in parts {
                        self.said(&part, "", indent + 2);
                    }
                }
            } else if let AstKind::If(..) = ast.kind {
                self.line(indent + 1, &format!("“{name}”{note}："));
                self.cases(&ast, &formula.source, indent + 2);
            } else {
                let phrase = words::phrase(&ast, &formula.source, &self.terms);
                self.line(indent + 1, &format!("“{name}”{note} = {phrase}"));
            }
            self.explain(&formula.source, indent + 1);
        }
    }

    /// `if a then x else if b then y else z`, a line each.
    fn cases(&mut self, ast: &Ast, source: &str, indent: usize) {
        let mut rest = ast;
        while let AstKind::If(condition, yes, no) = &rest.kind {
            let condition = words::judgement(condition, source, &self.terms).line();
            let value = words::phrase(yes, source, &self.terms);
            let lead = if std::ptr::eq(rest, ast) { "如果" } else { "否则，如果" };
            self.line(indent, &format!("{lead}{condition}：取{value}"));
            rest = no;
        }
        let value = words::phrase(rest, source, &self.terms);
        self.line(indent, &format!("其余：取{value}"));
    }

    fn score(&mut self) {
        let document = self.terms.programme.written.clone();
        let Some(score) = &document.score else { return };
        self.out
            .push_str(&format!("## 评分：{}（满分 {}）\n\n各项相加：\n\n", score.name.text, score.of.text));
        for (name, of) in &score.items {
            self.line(0, &format!("{}（满分 {}）", name.text, of.text));
            self.explain(&format!("`{}`", name.text), 0);
        }
        self.out.push('\n');
    }

    fn class(&mut self) {
        let document = self.terms.programme.written.clone();
        if let Some(class) = &document.class {
            self.out.push_str(&format!("## 分类\n\n- 类别由“{}”得出\n", class.text));
            self.explain(&format!("`{}`", class.text), 0);
            self.out.push('\n');
        }
    }

    fn amount(&mut self) {
        let Some(amount) = &self.terms.programme.amount else { return };
        self.out.push_str(&terms::amount_heading(amount));
        let phrase = |terms: &Terms<'_>, source: &str| words::phrase(&parse(source).0, source, terms);
        let value = phrase(&self.terms, &amount.formula.source);
        self.line(0, &format!("程序计算：{value}；小于零算零"));
        self.explain(&amount.formula.source, 0);
        if let Some(cap) = &amount.cap {
            let limit = phrase(&self.terms, &cap.source);
            self.line(0, &format!("最多：{limit}"));
            self.explain(&cap.source, 0);
        }
        self.out.push('\n');
    }

    /// Tables, each with what its rows are made of; then what nothing has used.
    fn rest(&mut self) {
        let document = self.terms.programme.written.clone();
        if !document.tables.is_empty() {
            self.out.push_str("## 决策表\n\n");
        }
        for table in &document.tables {
            let heading = tables::heading(table, &self.terms);
            self.out.push_str(&heading);
            for source in tables::formulas(table) {
                self.explain(source, 0);
            }
            if !self.out.ends_with("\n\n") {
                self.out.push('\n');
            }
            let rows = tables::rows(table, &self.terms);
            self.out.push_str(&rows);
        }
        let unused: Vec<String> =
            document.definitions.iter().map(|definition| definition.name.text.clone()).collect();
        let start = self.out.len();
        for name in unused {
            self.explain(&format!("`{name}`"), 0);
        }
        if self.out.len() > start {
            self.out.insert_str(start, "## 其他定义\n\n");
            self.out.push('\n');
        }
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.out.extend(std::iter::repeat_n("  ", indent));
        self.out.push_str("- ");
        self.out.push_str(text);
        self.out.push('\n');
    }
}

/// `count(list[a and b])`: the list and its filter.
fn counted(ast: &Ast) -> Option<(&Ast, &Ast)> {
    let AstKind::Call(name, arguments) = &ast.kind else { return None };
    let [Ast { kind: AstKind::Bracket(list, filter), .. }] = arguments.as_slice() else { return None };
    let several = matches!(filter.kind, AstKind::Binary(Operator::And, ..));
    (name == "count" && several).then_some((list, filter))
}
