//! Parts of a programme put into lines. Definitions and parameters are explained where they are first used, so the parts have to be
//! said in the order in which they will be read.

use language::ast::{Ast, AstKind, Operator};
use language::words::{self, Said};
use language::{Type, parse};

use super::glossary::{Terms, names_in};
use super::{Amount, Asks, Class, Clause, Line, Score, ScoreItem, Table, tables};
use crate::document::RawTable;
use crate::programme::{Body, Condition, Group, Programme};

pub(super) struct Speaker<'p> {
    terms: Terms<'p>,
    /// Lines so far, each with how deep it stands.
    lines: Vec<(usize, String)>,
}

impl<'p> Speaker<'p> {
    pub(super) fn new(programme: &'p Programme) -> Self {
        Self { terms: Terms::new(programme), lines: Vec::new() }
    }

    /// A test in words, and below it the names that it uses for the first time.
    pub(super) fn test(&mut self, source: &str) -> Vec<Line> {
        let (ast, _) = parse(source);
        let said = words::judgement(&ast, source, &self.terms);
        self.said(&said, "", 0);
        self.explain(source, 0);
        self.taken()
    }

    pub(super) fn clause(&mut self, condition: &Condition) -> Clause {
        let asks = match &condition.body {
            Body::Test(test) => Asks::Test(self.test(&test.source)),
            Body::Review(whom) => Asks::Review(whom.clone()),
            Body::Group(group, children) => {
                let asked = match group {
                    Group::All => "以下全部满足".to_owned(),
                    Group::Any => "以下至少满足一项".to_owned(),
                    Group::AtLeast(number) => format!("以下至少满足 {number} 项"),
                };
                Asks::Group(asked, children.iter().map(|child| self.clause(child)).collect())
            }
        };
        Clause {
            id: condition.id.clone(),
            article: condition.article.clone(),
            text: condition.text.clone(),
            likely: condition.confidence.as_deref() == Some("likely"),
            asks,
        }
    }

    pub(super) fn score(&mut self) -> Option<Score> {
        let document = self.terms.programme.written.clone();
        let score = document.score.as_ref()?;
        let items = score.items.iter().map(|(name, of)| {
            self.explain(&format!("`{}`", name.text), 0);
            ScoreItem { name: name.text.clone(), of: of.text.clone(), lines: self.taken() }
        });
        let items = items.collect();
        Some(Score { name: score.name.text.clone(), of: score.of.text.clone(), items })
    }

    pub(super) fn class(&mut self) -> Option<Class> {
        let document = self.terms.programme.written.clone();
        let class = document.class.as_ref()?;
        self.explain(&format!("`{}`", class.text), 0);
        Some(Class { name: class.text.clone(), lines: self.taken() })
    }

    pub(super) fn amount(&mut self) -> Option<Amount> {
        let amount = self.terms.programme.amount.as_ref()?;
        let mut part = |source: &str, said: &dyn Fn(&str) -> String| {
            let phrase = words::phrase(&parse(source).0, source, &self.terms);
            self.line(0, &said(&phrase));
            self.explain(source, 0);
        };
        part(&amount.formula.source, &|value| format!("{value}；小于零算零"));
        if let Some(cap) = &amount.cap {
            part(&cap.source, &|limit| format!("最多：{limit}"));
        }
        let (term, article, text) = (amount.term, amount.article.clone(), amount.text.clone());
        Some(Amount { term, article, text, lines: self.taken() })
    }

    pub(super) fn table(&mut self, table: &RawTable) -> Table {
        let mut lines = vec![tables::policy(table).to_owned()];
        lines.extend(tables::subjects(table, &self.terms));
        for line in &lines {
            self.line(0, line);
        }
        for source in tables::formulas(table) {
            self.explain(source, 0);
        }
        let lines = self.taken();
        let columns = tables::columns(table, &self.terms);
        let rows = tables::rows(table, columns.len(), &self.terms);
        Table {
            name: table.name.text.clone(),
            article: table.article.as_ref().map(|text| text.text.clone()).unwrap_or_default(),
            of: table.of.clone(),
            lines,
            columns,
            rows,
        }
    }

    /// The definitions that nothing has used.
    pub(super) fn unused(&mut self) -> Vec<Line> {
        let document = self.terms.programme.written.clone();
        for definition in &document.definitions {
            self.explain(&format!("`{}`", definition.name.text), 0);
        }
        // They stand below nothing that would use them.
        for (indent, _) in &mut self.lines {
            *indent = indent.saturating_sub(1);
        }
        self.taken()
    }

    fn said(&mut self, said: &Said, lead: &str, indent: usize) {
        match said {
            Said::All(parts) | Said::Any(parts) if parts.len() > 1 => {
                let all = matches!(said, Said::All(_));
                let asked = if all { "以下全部满足" } else { "以下至少满足一项" };
                self.line(indent, &format!("{lead}{asked}"));
                for part in parts {
                    self.said(part, "", indent + 1);
                }
            }
            Said::If(condition, yes, no) => {
                self.said(condition, &format!("{lead}先看："), indent);
                self.said(yes, "是，则须：", indent + 1);
                self.said(no, "否，则须：", indent + 1);
            }
            Said::Not(inner) => match inner.as_ref() {
                Said::All(parts) | Said::Any(parts) => {
                    let all = matches!(inner.as_ref(), Said::All(_));
                    let said = if all { "以下不能同时成立" } else { "以下一项也不能成立" };
                    self.line(indent, &format!("{lead}{said}"));
                    for part in parts {
                        self.said(part, "", indent + 1);
                    }
                }
                _ => self.line(indent, &format!("{lead}{}", said.line())),
            },
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

    fn line(&mut self, indent: usize, text: &str) {
        self.lines.push((indent, text.to_owned()));
    }

    /// The lines so far as a tree.
    fn taken(&mut self) -> Vec<Line> {
        let lines = std::mem::take(&mut self.lines);
        let mut rest = lines.into_iter().peekable();
        let mut out = Vec::new();
        while rest.peek().is_some() {
            out.extend(nested(&mut rest, 0));
        }
        out
    }
}

type Lines = std::iter::Peekable<std::vec::IntoIter<(usize, String)>>;

/// The lines that stand at least `indent` deep, up to one that does not.
fn nested(rest: &mut Lines, indent: usize) -> Vec<Line> {
    let mut out = Vec::new();
    while let Some((at, text)) = rest.next_if(|(at, _)| *at >= indent) {
        out.push(Line { text, below: nested(rest, at + 1) });
    }
    out
}

/// `count(list[a and b])`: the list and its filter.
fn counted(ast: &Ast) -> Option<(&Ast, &Ast)> {
    let AstKind::Call(name, arguments) = &ast.kind else { return None };
    let [Ast { kind: AstKind::Bracket(list, filter), .. }] = arguments.as_slice() else { return None };
    let several = matches!(filter.kind, AstKind::Binary(Operator::And, ..));
    (name == "count" && several).then_some((list, filter))
}
