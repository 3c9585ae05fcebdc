//! Which expressions are the same quantity: a key that forgets where an expression stands and by which name it is called.

use std::fmt::Write;

use language::Expr;
use language::ir::{Function, Node};
use vocabulary::{AttributeType, Kind};

/// Longest key; a longer expression is known by its definition or not at all.
const MAX_KEY: usize = 4_000;
/// Units of things that are counted, never halved.
const WHOLE_UNITS: [&str; 10] = ["项", "家", "个", "件", "次", "所", "名", "位", "场", "人次"];

/// The key of an expression; `None` where it would be too long. Two expressions of one key have one value under all facts.
pub(super) fn key(expr: &Expr, definitions: &[Expr]) -> Option<String> {
    let mut out = String::new();
    write(expr, definitions, &mut out)?;
    Some(out)
}

fn write(expr: &Expr, definitions: &[Expr], out: &mut String) -> Option<()> {
    if out.len() > MAX_KEY {
        return None;
    }
    let mut call = |name: &str, parts: &[&Expr]| -> Option<()> {
        let _ = write!(out, "{name}(");
        for part in parts {
            write(part, definitions, out)?;
            out.push(';');
        }
        out.push(')');
        Some(())
    };
    match &expr.node {
        Node::Definition(at) => match definitions.get(*at) {
            // A table is known by its place: it is long, and nobody writes it twice.
            Some(definition) if !matches!(definition.node, Node::If(..)) => {
                write(definition, definitions, out)
            }
            _ => call(&format!("definition{at}"), &[]),
        },
        Node::Filter(a, b) => call("filter", &[a, b]),
        Node::Column(a, field) => call(&format!("column{}", field.0), &[a]),
        Node::Not(a) => call("not", &[a]),
        Node::Negate(a) => call("negate", &[a]),
        Node::And(a, b) => call("and", &[a, b]),
        Node::Or(a, b) => call("or", &[a, b]),
        Node::Compare(operator, a, b) | Node::Arithmetic(operator, a, b) => call(operator.symbol(), &[a, b]),
        Node::If(a, b, c) => call("if", &[a, b, c]),
        Node::Call(function, arguments) => {
            call(&format!("{function:?}"), &arguments.iter().collect::<Vec<_>>())
        }
        leaf => call(&format!("{leaf:?}"), &[]),
    }
}

/// Calls `visit` on an expression, everything below it, and the definitions it uses, each once.
pub(super) fn walk<'e>(expr: &'e Expr, definitions: &'e [Expr], visit: &mut impl FnMut(&'e Expr)) {
    let mut seen = vec![false; definitions.len()];
    let mut pending = vec![expr];
    while let Some(expr) = pending.pop() {
        expr.walk(&mut |node| {
            visit(node);
            if let Node::Definition(at) = node.node
                && let (Some(seen), Some(definition)) = (seen.get_mut(at), definitions.get(at))
                && !std::mem::replace(seen, true)
            {
                pending.push(definition);
            }
        });
    }
}

/// Whether an expression looks at no fact: literals, parameters, the date of the assessment.
pub(super) fn is_constant(expr: &Expr, definitions: &[Expr]) -> bool {
    let mut constant = true;
    walk(expr, definitions, &mut |node| constant &= !reads(node));
    constant
}

/// Whether an expression looks at the date of the assessment.
pub(super) fn is_dated(expr: &Expr, definitions: &[Expr]) -> bool {
    let mut dated = false;
    walk(expr, definitions, &mut |node| dated |= node.node == Node::AsOf);
    dated
}

fn reads(expr: &Expr) -> bool {
    matches!(expr.node, Node::Plain(_) | Node::Yearly(..) | Node::Series(..) | Node::List(_) | Node::Field(_))
}

/// Whether a quantity is a count of things: 3 and 4 have nothing between them.
pub(super) fn is_whole(expr: &Expr, kind: &Kind, definitions: &[Expr]) -> bool {
    let whole = |expr: &Expr| is_whole(expr, kind, definitions);
    match &expr.node {
        Node::Definition(at) => {
            // Definitions have no cycle; a table's points may be halves.
            definitions.get(*at).is_some_and(|expr| !matches!(expr.node, Node::If(..)) && whole(expr))
        }
        Node::Number(interval) => interval.value().is_some_and(|number| number.is_integer()),
        Node::Plain(id) | Node::Yearly(id, _) | Node::Series(id, _) => match &kind.get(*id).r#type {
            AttributeType::Number(unit) => WHOLE_UNITS.contains(&unit.symbol),
            _ => false,
        },
        Node::Call(Function::Count, _) => true,
        Node::Call(Function::Sum | Function::Min | Function::Max, arguments) => arguments.iter().all(whole),
        Node::Arithmetic(
            language::ast::Operator::Add
            | language::ast::Operator::Subtract
            | language::ast::Operator::Multiply,
            a,
            b,
        ) => whole(a) && whole(b),
        _ => false,
    }
}
