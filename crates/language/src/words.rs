//! Expressions in Chinese words, for a clerk who proofreads a programme against the document: what is tested, in which order,
//! with what. Groups of more than one test stay groups, so that no sentence has to be parsed by its reader; arithmetic keeps its
//! signs and all its parentheses.

mod call;

use vocabulary::Period;

use crate::ast::{Ast, AstKind, Operator, Range};

/// What the names of a programme mean, for whoever puts them into words.
pub trait Glossary {
    /// The name as it is said, with what a reader should know beside it; `None`: as written.
    fn name(&self, name: &str) -> Option<String>;
    /// Whether the name stands for a date: then things are earlier or later, not lower or higher.
    fn is_date(&self, name: &str) -> bool;
}

/// A judgement in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// One sentence.
    Line(String),
    /// All of these.
    All(Vec<Said>),
    /// At least one of these.
    Any(Vec<Said>),
    /// Not this.
    Not(Box<Said>),
    /// If the first holds the second, else the third.
    If(Box<Said>, Box<Said>, Box<Said>),
}

impl Said {
    /// On one line: groups in 〔…〕.
    pub fn line(&self) -> String {
        let joined = |parts: &[Self], word: &str| {
            let parts: Vec<String> = parts.iter().map(Self::part).collect();
            parts.join(word)
        };
        match self {
            Self::Line(line) => line.clone(),
            Self::All(parts) => joined(parts, "，且"),
            Self::Any(parts) => joined(parts, "，或"),
            Self::Not(inner) => format!("并非〔{}〕", inner.line()),
            Self::If(condition, yes, no) => {
                format!("如果{}，则{}；否则{}", condition.part(), yes.part(), no.part())
            }
        }
    }

    fn part(&self) -> String {
        match self {
            Self::Line(line) => line.clone(),
            other => format!("〔{}〕", other.line()),
        }
    }
}

/// A 是否 expression as judgements. `text` is what it was parsed from.
pub fn judgement(ast: &Ast, text: &str, glossary: &dyn Glossary) -> Said {
    Speaker { text, glossary }.judgement(ast)
}

/// A number, date or word as a phrase.
pub fn phrase(ast: &Ast, text: &str, glossary: &dyn Glossary) -> String {
    Speaker { text, glossary }.phrase(ast)
}

/// What a test of a table's row asks of its subject, without naming it: `不低于 30%`.
pub fn predicate(ast: &Ast, text: &str, glossary: &dyn Glossary) -> String {
    let speaker = Speaker { text, glossary };
    match &ast.kind {
        AstKind::Binary(Operator::Equal, _, right) => speaker.phrase(right),
        AstKind::Binary(operator, _, right) => {
            format!("{} {}", words(*operator, false), speaker.operand(right))
        }
        AstKind::InRange(_, range) => speaker.range(range),
        AstKind::InSet(_, values) => speaker.one_of(values),
        _ => speaker.judgement(ast).line(),
    }
}

struct Speaker<'s> {
    text: &'s str,
    glossary: &'s dyn Glossary,
}

impl Speaker<'_> {
    fn judgement(&self, ast: &Ast) -> Said {
        match &ast.kind {
            AstKind::Binary(Operator::And, ..) => Said::All(self.chain(ast, Operator::And)),
            AstKind::Binary(Operator::Or, ..) => Said::Any(self.chain(ast, Operator::Or)),
            AstKind::Not(inner) => match &inner.kind {
                AstKind::Name(_) | AstKind::Member(..) => Said::Line(format!("{}为否", self.quoted(inner))),
                AstKind::InSet(subject, values) => {
                    Said::Line(format!("{}不是{}", self.operand(subject), self.one_of(values)))
                }
                _ => Said::Not(Box::new(self.judgement(inner))),
            },
            AstKind::If(condition, yes, no) => Said::If(
                Box::new(self.judgement(condition)),
                Box::new(self.judgement(yes)),
                Box::new(self.judgement(no)),
            ),
            AstKind::Bool(value) => Said::Line(if *value { "总是成立" } else { "总不成立" }.to_owned()),
            AstKind::Name(_) | AstKind::Member(..) => Said::Line(format!("{}为是", self.quoted(ast))),
            AstKind::Bracket(..) => Said::Line(format!("{}为是", self.phrase(ast))),
            AstKind::Binary(operator, left, right) => Said::Line(self.compared(*operator, left, right)),
            AstKind::InRange(subject, range) => {
                Said::Line(format!("{}在{}之间", self.operand(subject), self.range(range)))
            }
            AstKind::InSet(subject, values) => {
                Said::Line(format!("{}是{}", self.operand(subject), self.one_of(values)))
            }
            AstKind::Call(name, arguments) => self.judged(name, arguments),
            _ => Said::Line(self.phrase(ast)),
        }
    }

    /// The members of `a and b and c`.
    fn chain(&self, ast: &Ast, operator: Operator) -> Vec<Said> {
        let mut parts = Vec::new();
        let mut rest = ast;
        // A chain leans to the left and may be long: it is unrolled, not recursed into.
        while let AstKind::Binary(other, left, right) = &rest.kind
            && *other == operator
        {
            parts.push(self.judgement(right));
            rest = left;
        }
        parts.push(self.judgement(rest));
        parts.reverse();
        parts
    }

    fn compared(&self, operator: Operator, left: &Ast, right: &Ast) -> String {
        let word = |ast: &Ast| matches!(ast.kind, AstKind::Text(_));
        let (left_said, right_said) = (self.operand(left), self.operand(right));
        match operator {
            Operator::Equal if word(right) => format!("{left_said}为{right_said}"),
            Operator::NotEqual if word(right) => format!("{left_said}不为{right_said}"),
            _ => {
                let dates = self.is_date(left) || self.is_date(right);
                format!("{left_said} {} {right_said}", words(operator, dates))
            }
        }
    }

    /// A phrase, in parentheses where it is more than one thing.
    fn operand(&self, ast: &Ast) -> String {
        let phrase = self.phrase(ast);
        match ast.kind {
            AstKind::If(..) => format!("〔{phrase}〕"),
            _ => phrase,
        }
    }

    fn phrase(&self, ast: &Ast) -> String {
        match &ast.kind {
            AstKind::Error => "（有误）".to_owned(),
            AstKind::Number { .. } => {
                let written = ast.span.of(self.text);
                written.trim_matches(|c: char| matches!(c, '(' | ')') || c.is_whitespace()).to_owned()
            }
            AstKind::Text(text) => format!("“{text}”"),
            AstKind::Date(date) => date.to_string(),
            AstKind::Name(name) if name == crate::check::AS_OF => "评估日".to_owned(),
            AstKind::Name(name) => self.glossary.name(name).unwrap_or_else(|| name.clone()),
            AstKind::Member(target, field) => match &target.kind {
                AstKind::Name(_) | AstKind::Member(..) => format!("{}.{field}", self.phrase(target)),
                _ => format!("{}的{field}", self.phrase(target)),
            },
            AstKind::Bracket(target, inner) => match period(inner) {
                Some(Period::Year(year)) => format!("{year}年{}", self.phrase(target)),
                Some(Period::YearsBefore(years)) if years > 1 => {
                    format!("往前第{years}年的{}", self.phrase(target))
                }
                Some(period) => format!("{period}{}", self.phrase(target)),
                None => format!("符合〔{}〕的{}", self.judgement(inner).line(), self.phrase(target)),
            },
            AstKind::Negate(inner) => format!("−{}", self.factor(inner)),
            AstKind::Binary(operator, left, right) => match arithmetic(*operator) {
                Some(sign) => {
                    // Sums, and products, are read from left to right; anything else that is mixed stays in parentheses.
                    let left = match &left.kind {
                        AstKind::Binary(other, ..) if runs_on(*other, *operator) => self.phrase(left),
                        _ => self.factor(left),
                    };
                    format!("{left} {sign} {}", self.factor(right))
                }
                None => self.judgement(ast).line(),
            },
            AstKind::If(condition, yes, no) => format!(
                "如果{}，取{}；否则{}",
                self.judgement(condition).part(),
                self.phrase(yes),
                match no.kind {
                    AstKind::If(..) => self.phrase(no),
                    _ => format!("取{}", self.phrase(no)),
                }
            ),
            AstKind::Call(name, arguments) => self.called(name, arguments),
            AstKind::Bool(_) | AstKind::Not(_) | AstKind::InRange(..) | AstKind::InSet(..) => {
                self.judgement(ast).line()
            }
        }
    }

    /// A name in quotes, as what is or is not.
    fn quoted(&self, ast: &Ast) -> String {
        let phrase = self.phrase(ast);
        if phrase.starts_with('“') { phrase } else { format!("“{phrase}”") }
    }

    /// A part of a sum or product: in parentheses unless it is one thing.
    fn factor(&self, ast: &Ast) -> String {
        let phrase = self.phrase(ast);
        match ast.kind {
            AstKind::Binary(..) | AstKind::Negate(_) => format!("（{phrase}）"),
            AstKind::If(..) => format!("〔{phrase}〕"),
            _ => phrase,
        }
    }

    fn range(&self, range: &Range) -> String {
        let bound = |ast: &Ast, closed: bool| {
            format!("{}（{}）", self.operand(ast), if closed { "含" } else { "不含" })
        };
        format!(" {} 至 {} ", bound(&range.low, range.low_closed), bound(&range.high, range.high_closed))
    }

    fn one_of(&self, values: &[Ast]) -> String {
        let values: Vec<String> = values.iter().map(|value| self.phrase(value)).collect();
        if values.len() == 1 { values.concat() } else { format!("{}之一", values.join("、")) }
    }

    fn is_date(&self, ast: &Ast) -> bool {
        match &ast.kind {
            AstKind::Date(_) => true,
            AstKind::Name(name) => name == crate::check::AS_OF || self.glossary.is_date(name),
            AstKind::Member(target, field) => match &target.kind {
                AstKind::Name(name) => self.glossary.is_date(&format!("{name}.{field}")),
                _ => self.glossary.is_date(field),
            },
            // A date less a date is a number of days; a date less a number of years is a date.
            AstKind::Binary(Operator::Add | Operator::Subtract, left, right) => {
                self.is_date(left) && !self.is_date(right)
            }
            AstKind::If(_, yes, _) => self.is_date(yes),
            _ => false,
        }
    }
}

fn period(inner: &Ast) -> Option<Period> {
    match &inner.kind {
        AstKind::Name(name) => Period::parse(name),
        AstKind::Number { value, has_unit: false, .. } if value.is_integer() => {
            Period::parse(&value.to_integer().to_string())
        }
        _ => None,
    }
}

fn words(operator: Operator, dates: bool) -> &'static str {
    match (operator, dates) {
        (Operator::Less, false) => "低于",
        (Operator::AtMost, false) => "不超过",
        (Operator::Greater, false) => "高于",
        (Operator::AtLeast, false) => "不低于",
        (Operator::Less, true) => "早于",
        (Operator::AtMost, true) => "不晚于",
        (Operator::Greater, true) => "晚于",
        (Operator::AtLeast, true) => "不早于",
        (Operator::NotEqual, _) => "不等于",
        _ => "等于",
    }
}

/// Whether `a first b second c` says the same from left to right as anybody reads it.
fn runs_on(first: Operator, second: Operator) -> bool {
    let sum = |operator| matches!(operator, Operator::Add | Operator::Subtract);
    sum(first) && sum(second) || first == Operator::Multiply && second == Operator::Multiply
}

fn arithmetic(operator: Operator) -> Option<&'static str> {
    match operator {
        Operator::Add => Some("＋"),
        Operator::Subtract => Some("−"),
        Operator::Multiply => Some("×"),
        Operator::Divide => Some("÷"),
        _ => None,
    }
}
