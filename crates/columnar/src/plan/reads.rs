//! Which facts a plan looks at.

use jiff::civil::Date;
use language::Expr;
use language::ir::Node as Ir;
use vocabulary::kind::{AttributeId, FieldId};
use vocabulary::{AttributeType, Kind, Period};

use super::graph::{Graph, NodeId, Op};
use super::{Variant, Wanted};
use crate::Reads;

pub(super) fn reads(graph: &Graph<'_>, variants: &[Variant<'_>], as_of: Date, wanted: Wanted) -> Reads {
    let mut reads = Reads::default();
    for at in 0..graph.nodes.len() {
        step_reads(graph, at, as_of, &mut reads);
    }
    let mut walk =
        |expr: &Expr, definitions: &[Expr]| reads_of(graph.kind, expr, definitions, as_of, &mut reads);
    // Amounts are told by cases where a choice is open.
    for programme in variants.iter().map(|variant| variant.programme).filter(|_| wanted.amount) {
        if let Some(amount) = &programme.amount {
            let definitions = &programme.definitions.expressions;
            for test in std::iter::once(&amount.formula).chain(&amount.cap) {
                walk(&test.expr, definitions);
            }
        }
    }
    reads
}

/// What a step and all that it takes values from look at.
pub(crate) fn reads_below(graph: &Graph<'_>, root: NodeId, as_of: Date) -> Reads {
    let mut reads = Reads::default();
    let mut seen = vec![false; graph.nodes.len()];
    let mut pending = vec![root];
    while let Some(at) = pending.pop() {
        if !std::mem::replace(&mut seen[at], true) {
            step_reads(graph, at, as_of, &mut reads);
            pending.extend(&graph.nodes[at].arguments);
        }
    }
    reads
}

/// Adds what a step looks at by itself.
fn step_reads(graph: &Graph<'_>, at: NodeId, as_of: Date, reads: &mut Reads) {
    match graph.nodes[at].op {
        Op::Read { attribute, year, born, .. } => {
            reads.columns.insert((attribute, year));
            reads.columns.extend(born.map(|born| (born, None)));
        }
        Op::Included { attribute, year, born } => {
            reads.columns.insert((attribute, Some(year)));
            reads.columns.insert((born, None));
        }
        Op::Field { list, field, .. } => {
            reads.lists.entry(list).or_default().insert(field);
        }
        Op::Count(list) => {
            reads.lists.entry(list).or_default();
        }
        Op::Interpret(at) => {
            let interpreted = &graph.interpreted[at];
            reads_of(graph.kind, interpreted.expr, interpreted.definitions, as_of, reads);
        }
        _ => {}
    }
}

/// Adds what an expression reads, by itself or by the definitions it uses.
fn reads_of(kind: &Kind, expr: &Expr, definitions: &[Expr], as_of: Date, reads: &mut Reads) {
    let mut pending = vec![expr];
    let mut seen = vec![false; definitions.len()];
    while let Some(expr) = pending.pop() {
        expr.walk(&mut |part| match &part.node {
            Ir::Definition(at) => {
                if let (Some(definition), Some(seen)) = (definitions.get(*at), seen.get_mut(*at))
                    && !std::mem::replace(seen, true)
                {
                    pending.push(definition);
                }
            }
            Ir::Plain(id) => {
                reads.columns.insert((*id, None));
            }
            Ir::Yearly(id, period) | Ir::Series(id, period) => years(kind, *id, *period, as_of, reads),
            Ir::List(id) => {
                let fields = match &kind.get(*id).r#type {
                    AttributeType::List(fields) => fields.len(),
                    _ => 0,
                };
                let all = (0u16..).take(fields).map(FieldId);
                reads.lists.entry(*id).or_default().extend(all);
            }
            _ => {}
        });
    }
}

fn years(kind: &Kind, id: AttributeId, period: Period, as_of: Date, reads: &mut Reads) {
    reads.columns.extend(period.years(as_of.year()).map(|year| (id, Some(year))));
    reads.columns.extend(kind.get(id).born.map(|born| (born, None)));
}
