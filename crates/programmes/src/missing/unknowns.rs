//! Which facts an expression may read that are not fully known.

use jiff::civil::Date;
use language::Expr;
use language::eval::Extent;
use language::ir::Node;
use vocabulary::fact::Stated;
use vocabulary::kind::{AttributeId, FieldId};
use vocabulary::{Datum, Facts, Kind, Lookup, Period};

/// An unknown fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unknown {
    pub(super) attribute: AttributeId,
    /// [`Extent::Plain`], [`Extent::Year`] or [`Extent::Records`].
    pub(super) extent: Extent,
}

/// The unknown facts that `expr` may read, in the order it names them.
pub(super) fn unknown_facts(
    expr: &Expr,
    definitions: &[Expr],
    kind: &Kind,
    facts: &Facts,
    as_of: Date,
) -> Vec<Unknown> {
    let mut reads =
        Reads { kind, facts, as_of, out: Vec::new(), seen: vec![false; definitions.len()], periods: false };
    let fields = fields_used(expr, definitions);
    reads.visit(expr, definitions, &fields);
    // Years before a subject existed are excluded: while that is unknown, it may matter for every period.
    if let Some(born) = kind.born
        && reads.periods
        && !reads.out.is_empty()
    {
        reads.plain(born);
    }
    reads.out
}

struct Reads<'a> {
    kind: &'a Kind,
    facts: &'a Facts,
    as_of: Date,
    out: Vec<Unknown>,
    seen: Vec<bool>,
    periods: bool,
}

impl Reads<'_> {
    fn visit(&mut self, expr: &Expr, definitions: &[Expr], fields: &[FieldId]) {
        let mut nested = Vec::new();
        expr.walk(&mut |node| match &node.node {
            Node::Plain(id) => self.plain(*id),
            Node::Yearly(id, period) | Node::Series(id, period) => self.years(*id, *period),
            Node::List(id) => self.records(*id, fields),
            Node::Definition(at) if self.seen.get(*at) == Some(&false) => {
                self.seen[*at] = true;
                nested.push(*at);
            }
            _ => {}
        });
        for at in nested {
            self.visit(&definitions[at], definitions, fields);
        }
    }

    fn add(&mut self, attribute: AttributeId, extent: Extent) {
        let unknown = Unknown { attribute, extent };
        if !self.out.contains(&unknown) {
            self.out.push(unknown);
        }
    }

    fn plain(&mut self, id: AttributeId) {
        if self.facts.plain(id) == Lookup::Unknown {
            self.add(id, Extent::Plain);
        }
    }

    fn years(&mut self, id: AttributeId, period: Period) {
        self.periods = true;
        let born = self.kind.born.and_then(|born| match self.facts.plain(born) {
            Lookup::Known(Datum::Date(date), _) => Some(date.year()),
            _ => None,
        });
        for year in period.years(self.as_of.year()) {
            if born.is_none_or(|born| year >= born) && self.facts.yearly(id, year) == Lookup::Unknown {
                self.add(id, Extent::Year(year));
            }
        }
    }

    fn records(&mut self, id: AttributeId, fields: &[FieldId]) {
        let known = self.facts.list(id).is_some_and(|list| {
            let stated =
                |record: &vocabulary::Record| fields.iter().all(|f| *record.field(*f) != Stated::Unknown);
            list.complete && list.items.iter().all(stated)
        });
        if !known {
            self.add(id, Extent::Records);
        }
    }
}

fn fields_used(expr: &Expr, definitions: &[Expr]) -> Vec<FieldId> {
    let mut fields = Vec::new();
    let mut pending: Vec<&Expr> = vec![expr];
    let mut seen = vec![false; definitions.len()];
    while let Some(expr) = pending.pop() {
        expr.walk(&mut |node| match &node.node {
            Node::Field(field) | Node::Column(_, field) if !fields.contains(field) => {
                fields.push(*field);
            }
            Node::Definition(at) if !std::mem::replace(&mut seen[*at], true) => {
                pending.push(&definitions[*at]);
            }
            _ => {}
        });
    }
    fields
}
