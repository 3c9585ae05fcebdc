//! For want of which facts a status is not known: those that the open conditions read and nobody told.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use vocabulary::kind::{AttributeId, FieldId};

use programmes::Status;

use crate::batch::{Batch, ListCells, ListState, Reads};
use crate::kernel;
use crate::outcome::VariantOutcome;
use crate::plan::Plan;
use crate::plan::graph::{NodeId, Op};
use crate::vector::UNKNOWN;

/// What a step looks at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Read {
    /// An attribute; nothing is wanting of years before `born`.
    Column {
        attribute: AttributeId,
        year: Option<i16>,
        born: Option<AttributeId>,
    },
    List {
        attribute: AttributeId,
        fields: Vec<FieldId>,
    },
}

impl Read {
    fn attribute(&self) -> AttributeId {
        match self {
            Self::Column { attribute, .. } | Self::List { attribute, .. } => *attribute,
        }
    }
}

/// What each condition of a variant reads.
#[derive(Clone, Debug)]
pub struct Wanting {
    /// Attributes in the order in which conditions name them.
    pub attributes: Vec<AttributeId>,
    /// By condition at the top, or what says whom the programme applies to, last: positions of attributes and what is read of them.
    conditions: Vec<Vec<(usize, Read)>>,
}

impl Wanting {
    /// Of a variant of a plan, by position.
    pub fn of(plan: &Plan<'_>, variant: usize) -> Self {
        let mut out = Self { attributes: Vec::new(), conditions: Vec::new() };
        let Some(roots) = plan.roots.get(variant) else { return out };
        for root in roots.conditions.iter().copied().chain(roots.applies) {
            let mut reads = Vec::new();
            for read in reads_of(plan, root) {
                let known = out.attributes.iter().position(|known| *known == read.attribute());
                let at = known.unwrap_or_else(|| {
                    out.attributes.push(read.attribute());
                    out.attributes.len() - 1
                });
                reads.push((at, read));
            }
            out.conditions.push(reads);
        }
        out
    }

    /// Of how many of the rows that are unknown an open condition waits for each attribute.
    pub fn count(
        &self,
        untold: &mut Untold<'_>,
        outcome: &VariantOutcome,
        counts: impl Fn(usize) -> bool,
    ) -> Vec<u64> {
        let rows = untold.batch.rows;
        let open: Vec<u8> =
            (0..rows).map(|row| u8::from(outcome.statuses[row] == Status::Unknown && counts(row))).collect();
        let mut waits: Vec<Option<Vec<u8>>> = vec![None; self.attributes.len()];
        if !open.contains(&1) {
            return vec![0; self.attributes.len()];
        }
        for (condition, reads) in self.conditions.iter().enumerate() {
            let truths = outcome.conditions.get(condition).or(outcome.applies.as_ref());
            let Some(truths) = truths else { continue };
            for (at, read) in reads {
                let untold = untold.of(read);
                let waits = waits[*at].get_or_insert_with(|| vec![0; rows]);
                let all = waits.iter_mut().zip(truths).zip(untold).zip(&open);
                all.for_each(|(((waits, truth), untold), open)| {
                    *waits |= u8::from(*truth == UNKNOWN) & untold & open;
                });
            }
        }
        let sum = |waits: &Option<Vec<u8>>| waits.iter().flatten().map(|wait| u64::from(*wait)).sum();
        waits.iter().map(sum).collect()
    }
}

fn reads_of(plan: &Plan<'_>, root: NodeId) -> Vec<Read> {
    let graph = &plan.graph;
    let mut reads: Vec<Read> = Vec::new();
    let mut lists: BTreeMap<AttributeId, Vec<FieldId>> = BTreeMap::new();
    let mut seen = vec![false; graph.nodes.len()];
    let mut pending = vec![root];
    while let Some(at) = pending.pop() {
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        let node = &graph.nodes[at];
        match node.op {
            Op::Read { attribute, year, born, .. } => reads.push(Read::Column { attribute, year, born }),
            Op::Included { born, .. } => {
                reads.push(Read::Column { attribute: born, year: None, born: None });
            }
            Op::Field { list, field, .. } => lists.entry(list).or_default().push(field),
            Op::Count(list) => {
                lists.entry(list).or_default();
            }
            Op::Interpret(at) => {
                let interpreted = &graph.interpreted[at];
                let mut found = Reads::default();
                let (expr, definitions) = (interpreted.expr, interpreted.definitions);
                crate::plan::reads_of(graph.kind, expr, definitions, plan.as_of, &mut found);
                reads.extend(found.columns.into_iter().map(|(attribute, year)| {
                    let born = year.and(graph.kind.get(attribute).born);
                    Read::Column { attribute, year, born }
                }));
                for (list, fields) in found.lists {
                    lists.entry(list).or_default().extend(fields);
                }
            }
            _ => {}
        }
        pending.extend(node.arguments.iter().rev());
    }
    reads.extend(lists.into_iter().map(|(attribute, mut fields)| {
        fields.sort_unstable();
        fields.dedup();
        Read::List { attribute, fields }
    }));
    reads
}

/// Which facts of a batch nobody told: looked at once each.
pub struct Untold<'b> {
    batch: &'b Batch,
    known: FxHashMap<Read, Vec<u8>>,
}

impl<'b> Untold<'b> {
    /// Of a batch.
    pub fn of_batch(batch: &'b Batch) -> Self {
        Self { batch, known: FxHashMap::default() }
    }

    /// 1 where the fact is not told.
    fn of(&mut self, read: &Read) -> &[u8] {
        let batch = self.batch;
        self.known.entry(read.clone()).or_insert_with(|| match read {
            Read::Column { attribute, year, born } => {
                let unborn = born.zip(*year).and_then(|(born, year)| {
                    kernel::unborn(batch.columns.get(&(born, None)), year, batch.rows)
                });
                let existed = |row: usize| unborn.as_ref().is_none_or(|unborn| unborn[row] == 0);
                let Some(cells) = batch.columns.get(&(*attribute, *year)) else {
                    return (0..batch.rows).map(|row| u8::from(existed(row))).collect();
                };
                let nulls = cells.values.array().nulls();
                let is_untold = |row: usize| {
                    nulls.is_some_and(|nulls| nulls.is_null(row))
                        && !cells.is_absent(row)
                        && !cells.ranges.contains_key(&row)
                        && existed(row)
                };
                (0..batch.rows).map(|row| u8::from(is_untold(row))).collect()
            }
            Read::List { attribute, fields } => match batch.lists.get(attribute) {
                None => vec![1; batch.rows],
                Some(list) => {
                    (0..batch.rows).map(|row| u8::from(list_is_untold(list, fields, row))).collect()
                }
            },
        })
    }
}

/// Whether there may be other records, or a field that is read is not told of one.
fn list_is_untold(list: &ListCells, fields: &[FieldId], row: usize) -> bool {
    if list.states[row] != ListState::Complete {
        return true;
    }
    let mut records = list.offsets[row] as usize..list.offsets[row + 1] as usize;
    records.any(|record| {
        fields.iter().any(|field| {
            list.fields.get(field).is_none_or(|cells| {
                !cells.is_absent(record) && cells.values.array().nulls().is_some_and(|n| n.is_null(record))
            })
        })
    })
}
