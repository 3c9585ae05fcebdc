//! Which facts the status of a programme looks at on a date.

use std::collections::BTreeSet;

use jiff::civil::Date;
use language::Expr;
use language::ir::Node;
use vocabulary::Kind;
use vocabulary::kind::AttributeId;

use crate::programme::{Body, Condition, Programme};

/// A plain or list attribute (no year), or one year of a yearly one.
pub(super) type Place = (AttributeId, Option<i16>);

/// The facts that the conditions and the scope of a programme can read at `target`, with the wholes and the parts of each
/// ([`vocabulary::Attribute::at_most`]): moving one may ask for moving the other.
pub(super) fn places(programme: &Programme, kind: &Kind, target: Date) -> BTreeSet<Place> {
    let mut out = read(programme, target);
    close_over_parts(kind, &mut out);
    out
}

/// The facts that the conditions and the scope of a programme can read at `target`.
pub(super) fn read(programme: &Programme, target: Date) -> BTreeSet<Place> {
    let mut out = BTreeSet::new();
    let mut seen = vec![false; programme.definitions.expressions.len()];
    let mut pending: Vec<&Expr> = programme.applies.iter().map(|test| &test.expr).collect();
    tests(&programme.conditions, &mut pending);
    while let Some(expr) = pending.pop() {
        expr.walk(&mut |node| match &node.node {
            Node::Plain(id) | Node::List(id) => {
                out.insert((*id, None));
            }
            Node::Yearly(id, period) | Node::Series(id, period) => {
                out.extend(period.years(target.year()).map(|year| (*id, Some(year))));
            }
            Node::Definition(at) => {
                if let (Some(seen), Some(definition)) =
                    (seen.get_mut(*at), programme.definitions.expressions.get(*at))
                    && !std::mem::replace(seen, true)
                {
                    pending.push(definition);
                }
            }
            _ => {}
        });
    }
    out
}

fn tests<'p>(conditions: &'p [Condition], out: &mut Vec<&'p Expr>) {
    for condition in conditions {
        match &condition.body {
            Body::Test(test) => out.push(&test.expr),
            Body::Review(_) => {}
            Body::Group(_, children) => tests(children, out),
        }
    }
}

fn close_over_parts(kind: &Kind, places: &mut BTreeSet<Place>) {
    let pairs: Vec<(AttributeId, AttributeId)> =
        kind.iter().filter_map(|(part, attribute)| Some((part, attribute.at_most?))).collect();
    loop {
        let related: Vec<Place> = (places.iter())
            .flat_map(|(id, year)| {
                let other = pairs.iter().filter_map(move |(part, whole)| match *id {
                    id if id == *part => Some(*whole),
                    id if id == *whole => Some(*part),
                    _ => None,
                });
                other.map(|other| (other, *year))
            })
            .filter(|place| !places.contains(place))
            .collect();
        if related.is_empty() {
            return;
        }
        places.extend(related);
    }
}
