//! Reads the rows of a decision table again, one by one: compiled, a table is one expression.

use language::check::Named;
use language::{Context, Expr, Interval, Scope, Type, check, parse, parse_test_of};
use vocabulary::number::parse_decimal;
use vocabulary::yaml::{Node, Value};
use vocabulary::{Facts, Kind, Unit};

use super::{Subject, written};
use crate::finding::Text;
use crate::programme::Programme;

/// A decision table, row by row.
pub(super) struct Table {
    pub(super) name: Text,
    /// `first`, `unique`, `max`, `min` or `sum`.
    pub(super) hit: String,
    /// What the rows test, where that is one thing.
    pub(super) subject: Option<Expr>,
    pub(super) rows: Vec<Row>,
}

pub(super) struct Row {
    /// All must hold; empty: otherwise.
    pub(super) tests: Vec<(Text, Expr)>,
    pub(super) then: Text,
    /// The most points it gives, where it gives points.
    pub(super) points: Option<Interval>,
}

/// The names and types that the formulas of a programme may use.
struct Names {
    parameters: Vec<Named>,
    definitions: Vec<Option<Named>>,
}

impl Names {
    fn of(programme: &Programme, kind: &Kind) -> Self {
        let empty = Scope { kind, parameters: &[], definitions: &[], definition_names: &[] };
        let named = |name: &str, r#type: Type, percent| Named { name: name.to_owned(), r#type, percent };
        let parameters = programme.parameters.iter().map(|parameter| {
            let written = parameter.values.iter().map(|value| check(&parse(&value.written).0, &empty).0);
            let valued = written.into_iter().find(|expr| expr.r#type != Type::Error);
            // Without any value yet it has a unit.
            let raw = programme.written.parameters.iter().find(|raw| raw.name.text == parameter.name);
            let unit = raw.and_then(|raw| Unit::find(&raw.unit.as_ref()?.text));
            match (valued, unit) {
                (Some(expr), _) => named(&parameter.name, expr.r#type, expr.percent),
                (None, Some(unit)) => {
                    named(&parameter.name, Type::Number(unit.dimension), unit.symbol == "%")
                }
                (None, None) => named(&parameter.name, Type::Error, false),
            }
        });
        let definitions = programme.definitions.names.iter().zip(&programme.definitions.expressions);
        Self {
            parameters: parameters.collect(),
            definitions: definitions
                .map(|(name, expr)| Some(named(name, expr.r#type, expr.percent)))
                .collect(),
        }
    }

    fn scope<'s>(&'s self, programme: &'s Programme, kind: &'s Kind) -> Scope<'s> {
        Scope {
            kind,
            parameters: &self.parameters,
            definitions: &self.definitions,
            definition_names: &programme.definitions.names,
        }
    }
}

/// The tables of the programme's own file.
pub(super) fn tables(subject: &Subject<'_>) -> Vec<Table> {
    let names = Names::of(subject.programme, subject.kind);
    let scope = names.scope(subject.programme, subject.kind);
    written::items(subject.root, "tables").iter().filter_map(|node| table(node, &scope)).collect()
}

fn table(node: &Node, scope: &Scope<'_>) -> Option<Table> {
    let subjects = scalars(written::field(node, "on"));
    let subject = match subjects.as_slice() {
        [one] => Some(check(&parse(&one.text).0, scope).0),
        _ => None,
    };
    let rows = written::items(node, "rows").iter().map(|node| row(node, &subjects, scope));
    Some(Table {
        name: written::text(node, "name")?,
        hit: written::text(node, "hit").map_or("first".to_owned(), |text| text.text),
        subject,
        rows: rows.collect::<Option<_>>()?,
    })
}

fn row(node: &Node, subjects: &[Text], scope: &Scope<'_>) -> Option<Row> {
    let whens = scalars(written::field(node, "when"));
    let tests = whens.iter().enumerate().filter(|(_, when)| when.text != "-").map(|(at, when)| {
        let ast = match subjects.get(at) {
            Some(subject) => parse_test_of(&parse(&subject.text).0, &when.text).0,
            None => parse(&when.text).0,
        };
        (when.clone(), check(&ast, scope).0)
    });
    let then = written::text(node, "then")?;
    let points = points(&then.text, scope);
    Some(Row { tests: tests.collect(), then, points })
}

/// A scalar, or the scalars of a list.
fn scalars(node: Option<&Node>) -> Vec<Text> {
    match node.map(|node| (node, &node.value)) {
        Some((_, Value::Sequence(items))) => items.iter().filter_map(Text::of).collect(),
        Some((node, _)) => Text::of(node).into_iter().collect(),
        None => Vec::new(),
    }
}

/// `7..8`, or a formula that gives a bare number whatever the facts.
fn points(text: &str, scope: &Scope<'_>) -> Option<Interval> {
    if let Some((low, high)) = text.split_once("..") {
        return Some(Interval { low: parse_decimal(low.trim()), high: parse_decimal(high.trim()) });
    }
    let (expr, diagnostics) = check(&parse(text).0, scope);
    if !diagnostics.is_empty() || !super::quantity::is_constant(&expr, &[]) {
        return None;
    }
    let facts = Facts::empty(scope.kind);
    Context::new(scope.kind, &facts, jiff::civil::Date::ZERO, &[], &[]).eval(&expr).interval()
}
