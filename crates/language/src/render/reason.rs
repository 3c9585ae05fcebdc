//! Why a test came out as it did: a sentence per comparison that mattered, and how far a failed one was.

use vocabulary::{Dimension, Kind, Number};

use super::{interval, number, period_suffix};
use crate::ast::Operator;
use crate::eval::{Context, Extent, Trace};
use crate::ir::{Expr, Function, Node};
use crate::types::Type;
use crate::value::{Interval, Maybe, Truth, Unsure, Value};

/// What things are called, for sentences.
#[derive(Clone, Copy, Debug)]
pub struct Names<'n> {
    /// Names of definitions, by position.
    pub definitions: &'n [String],
    /// Source texts of definitions, by position.
    pub sources: &'n [String],
    /// The definitions themselves, by position.
    pub expressions: &'n [Expr],
}

/// One comparison or judgement and how it came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// How it came out.
    pub truth: Truth,
    /// In words.
    pub sentence: String,
    /// How far it was from holding: plain arithmetic, no advice. Only for failed comparisons of known numbers.
    pub shortfall: Option<Shortfall>,
}

/// How far a failed comparison was from holding, in base units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortfall {
    /// What was compared.
    pub quantity: String,
    /// What it is.
    pub have: Number,
    /// What it has to reach (or not to exceed).
    pub need: Number,
    /// Its dimension.
    pub dimension: Dimension,
    /// Best shown as a percentage.
    pub percent: bool,
}

/// The reasons behind the value of a 是否 expression, only those that decided it. `source` is the text it was parsed from.
pub fn reasons(expr: &Expr, source: &str, context: &Context<'_>, names: &Names<'_>) -> Vec<Reason> {
    let truth = context.eval(expr).truth();
    match &expr.node {
        Node::And(left, right) | Node::Or(left, right) => {
            if let Some(reason) = membership(expr, source, context, names, truth) {
                return vec![reason];
            }
            let mut parts = reasons(left, source, context, names);
            parts.extend(reasons(right, source, context, names));
            parts.retain(|part| part.truth == truth);
            parts
        }
        Node::If(condition, yes, no) => match context.eval(condition).truth() {
            Truth::True => reasons(yes, source, context, names),
            Truth::False => reasons(no, source, context, names),
            Truth::Unknown => vec![unknown(expr, source, context, names)],
        },
        Node::Definition(at) => match (names.expressions.get(*at), names.sources.get(*at)) {
            (Some(definition), Some(text)) => reasons(definition, text, context, names),
            _ => Vec::new(),
        },
        Node::Call(Function::FirstKnown, stated) => {
            match stated.iter().find(|one| context.eval(one).truth() != Truth::Unknown) {
                Some(Expr { node: Node::Truth(presumed), .. }) => {
                    let subject = stated.first().map(|one| quantity(one, source, context.kind, names));
                    let word = if *presumed { "符合" } else { "不符合" };
                    let sentence = format!("没有提到{}，视为{word}", subject.unwrap_or_default());
                    vec![Reason { truth, sentence, shortfall: None }]
                }
                Some(one) => reasons(one, source, context, names),
                None => vec![unknown(expr, source, context, names)],
            }
        }
        _ if truth == Truth::Unknown => vec![unknown(expr, source, context, names)],
        Node::Not(inner) if !matches!(inner.node, Node::Plain(_) | Node::Field(_)) => {
            let mut parts = reasons(inner, source, context, names);
            for part in &mut parts {
                part.truth = !part.truth;
                part.shortfall = None;
            }
            parts
        }
        Node::Compare(operator, left, right) => {
            vec![compared(*operator, left, right, truth, source, context, names)]
        }
        _ => {
            let (subject, said) = match &expr.node {
                Node::Not(inner) => (inner.as_ref(), !truth),
                _ => (expr, truth),
            };
            let word = if said == Truth::True { "是" } else { "否" };
            let sentence = format!("{}：{word}", quantity(subject, source, context.kind, names));
            vec![Reason { truth, sentence, shortfall: None }]
        }
    }
}

fn compared(
    operator: Operator,
    left: &Expr,
    right: &Expr,
    truth: Truth,
    source: &str,
    context: &Context<'_>,
    names: &Names<'_>,
) -> Reason {
    let name = quantity(left, source, context.kind, names);
    let (have, need) = (context.eval(left), context.eval(right));
    let holds = truth == Truth::True;
    let percent = left.percent || right.percent;
    let Some(dimension) = left.r#type.dimension().or(right.r#type.dimension()) else {
        let verb = if (operator == Operator::Equal) == holds { "符合" } else { "不符合" };
        let sentence = match (&have, &need) {
            (Value::Date(Maybe::Known(have)), Value::Date(Maybe::Known(need))) => {
                format!("{name} {have}，{} {need}", words(operator, holds))
            }
            (Value::Text(have), Value::Text(Maybe::Known(need))) => match have {
                Maybe::Known(have) if operator == Operator::Equal && !holds => {
                    format!("{name}为“{have}”，应为“{need}”")
                }
                Maybe::Known(have) => format!("{name}为“{have}”"),
                _ => format!("{name}：无，应为“{need}”"),
            },
            _ => format!("{name}：{verb}"),
        };
        return Reason { truth, sentence, shortfall: None };
    };
    let (Value::Number(have), Value::Number(need)) = (&have, &need) else {
        let verb = if holds { "每年都" } else { "并非每年都" };
        return Reason { truth, sentence: format!("{name}{verb}达到要求"), shortfall: None };
    };
    if *have == Maybe::Absent && !holds {
        let need = interval(need, dimension, percent);
        return Reason {
            truth,
            sentence: format!("{name}：无，应{} {need}", words(operator, true)),
            shortfall: None,
        };
    }
    let sentence = format!(
        "{name} {}，{} {}",
        interval(have, dimension, percent),
        words(operator, holds),
        interval(need, dimension, percent)
    );
    let exact = |value: &Maybe<Interval>| match value {
        Maybe::Known(interval) => interval.value(),
        _ => None,
    };
    let shortfall = match (holds, exact(have), exact(need)) {
        (false, Some(have), Some(need)) => Some(Shortfall { quantity: name, have, need, dimension, percent }),
        _ => None,
    };
    Reason { truth, sentence, shortfall }
}

/// `x in ("a", "b")`, which is a chain of equalities here, said in one sentence.
fn membership(
    expr: &Expr,
    source: &str,
    context: &Context<'_>,
    names: &Names<'_>,
    truth: Truth,
) -> Option<Reason> {
    let subject = subject_of_words(expr)?;
    let mut words = Vec::new();
    collect_words(expr, &mut None, &mut words);
    let name = quantity(subject, source, context.kind, names);
    let sentence = match (context.eval(subject), truth) {
        (_, Truth::Unknown) => return Some(unknown(expr, source, context, names)),
        (Value::Text(Maybe::Known(word)), Truth::True) => format!("{name}为“{word}”"),
        (Value::Text(Maybe::Known(word)), _) => format!("{name}为“{word}”，不在“{}”之中", words.join("、")),
        _ => format!("{name}：无，应为“{}”之一", words.join("、")),
    };
    Some(Reason { truth, sentence, shortfall: None })
}

/// What a chain of equalities with words compares.
fn subject_of_words(expr: &Expr) -> Option<&Expr> {
    let mut subject = None;
    collect_words(expr, &mut subject, &mut Vec::new()).then_some(subject).flatten()
}

fn collect_words<'e>(expr: &'e Expr, subject: &mut Option<&'e Expr>, words: &mut Vec<String>) -> bool {
    match &expr.node {
        Node::Or(left, right) => collect_words(left, subject, words) && collect_words(right, subject, words),
        Node::Compare(Operator::Equal, left, right) if left.r#type == Type::Text => {
            let Node::Text(word) = &right.node else { return false };
            if subject.is_some_and(|other| other.node != left.node) {
                return false;
            }
            *subject = Some(left);
            words.push(word.to_string());
            true
        }
        _ => false,
    }
}

fn unknown(expr: &Expr, source: &str, context: &Context<'_>, names: &Names<'_>) -> Reason {
    let (_, trace) = context.explain(expr);
    let so_far = match &expr.node {
        Node::Compare(operator, left, right) => match (context.eval(left), context.eval(right)) {
            (Value::Number(have), Value::Number(need)) => {
                let dimension = left.r#type.dimension().unwrap_or(Dimension::ONE);
                let percent = left.percent || right.percent;
                format!(
                    "{} {}，尚不能判断是否{} {}",
                    quantity(left, source, context.kind, names),
                    interval(&have, dimension, percent),
                    words(*operator, true),
                    interval(&need, dimension, percent)
                )
            }
            _ => format!("{}尚不能判断", quantity(left, source, context.kind, names)),
        },
        Node::Not(inner) => return unknown(inner, source, context, names),
        Node::Plain(_) => format!("{}未知", quantity(expr, source, context.kind, names)),
        _ => match subject_of_words(expr) {
            Some(subject) => format!("{}未知", quantity(subject, source, context.kind, names)),
            None => "尚不能判断".to_owned(),
        },
    };
    let sentence = match why_unknown(&trace, context.kind) {
        Some(why) => format!("{so_far}（{why}）"),
        None => so_far,
    };
    Reason { truth: Truth::Unknown, sentence, shortfall: None }
}

/// Which facts are missing, or why nothing could be computed.
fn why_unknown(trace: &Trace, kind: &Kind) -> Option<String> {
    let mut missing: Vec<String> = Vec::new();
    for reading in trace.unknown() {
        let name = &kind.get(reading.attribute).name;
        let text = match reading.extent {
            Extent::Year(year) => format!("{year}年{name}"),
            _ => name.clone(),
        };
        if !missing.contains(&text) {
            missing.push(text);
        }
    }
    if !missing.is_empty() {
        return Some(format!("缺少 {}", missing.join("、")));
    }
    trace.unsure.first().map(|why| match why {
        Unsure::DivisionByZero => "分母为零".to_owned(),
        Unsure::Overflow => "数值超出可精确计算的范围".to_owned(),
    })
}

fn words(operator: Operator, holds: bool) -> &'static str {
    match (operator, holds) {
        (Operator::AtLeast, true) | (Operator::Less, false) => "不低于",
        (Operator::AtLeast, false) | (Operator::Less, true) => "低于",
        (Operator::AtMost, true) | (Operator::Greater, false) => "不超过",
        (Operator::AtMost, false) | (Operator::Greater, true) => "高于",
        (Operator::Equal, true) | (Operator::NotEqual, false) => "等于",
        _ => "不等于",
    }
}

/// What an expression is called.
pub(crate) fn quantity(expr: &Expr, source: &str, kind: &Kind, names: &Names<'_>) -> String {
    match &expr.node {
        Node::Definition(at) => names.definitions.get(*at).cloned().unwrap_or_default(),
        Node::Plain(id) => kind.get(*id).name.clone(),
        Node::Yearly(id, period) => format!("{}{}", kind.get(*id).name, period_suffix(*period)),
        Node::Not(inner) => quantity(inner, source, kind, names),
        Node::Call(Function::Division, arguments) => arguments
            .first()
            .map_or_else(String::new, |code| format!("{}大类", quantity(code, source, kind, names))),
        Node::Call(Function::Sum, arguments) => match arguments.as_slice() {
            [Expr { node: Node::Series(id, period), .. }] => format!("{period}{}合计", kind.get(*id).name),
            _ => expr.span.of(source).to_owned(),
        },
        Node::Number(interval) => interval.value().map_or_else(String::new, |n| {
            number(n, expr.r#type.dimension().unwrap_or(Dimension::ONE), expr.percent)
        }),
        _ => expr.span.of(source).to_owned(),
    }
}
