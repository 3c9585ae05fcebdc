//! A programme as one SELECT over the view of its kind (`docs/sql-dialects.md`), written from the same steps that the executor runs, so
//! that there is one meaning. What an engine differs in is a table ([`dialect`]); what cannot be said exactly is refused by name.

mod answer;
pub mod dialect;
mod fragment;
mod number;
mod table;
mod writer;

use crate::plan::Plan;
use crate::plan::graph::NodeId;
pub use dialect::{DIALECTS, Dialect};
use table::Table;
use writer::{Beyond, Writer};

/// Why a programme cannot be said in a dialect.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{programme} 不能用 {dialect} 的 SQL 准确表达：{place}里有{construct}")]
pub struct Unsupported {
    /// Id of the programme.
    pub programme: String,
    /// Name of the dialect.
    pub dialect: &'static str,
    /// The construct.
    pub construct: String,
    /// The condition, or score, class or amount, that it is in.
    pub place: String,
}

/// What to run, and over what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// One SELECT: `subject`, `status`, `class`, `score_min`, `score_max`, and `amount_min`, `amount_max` in 分.
    pub select: String,
    /// Statements that make the tables that it reads, for who has none.
    pub tables: String,
    /// Attributes of subjects in other roles, which a view does not have: they are unknown.
    pub foreign: Vec<String>,
}

impl Plan<'_> {
    /// A programme of the plan as SQL; everything was asked for when the plan was made ([`crate::Wanted::ALL`]).
    ///
    /// # Errors
    /// What the dialect cannot say exactly, and where it stands.
    pub fn sql(&self, variant: usize, dialect: &'static Dialect) -> Result<Statement, Unsupported> {
        let programme = self.variants.get(variant).map(|variant| variant.programme);
        let (id, kind, roles) = programme.map_or(("", "", &[][..]), |programme| {
            (programme.id.as_str(), programme.kind.as_str(), &programme.roles[..])
        });
        let table = Table::new(self.kind, dialect, kind, roles);
        match Writer::new(self, dialect, table).statement(variant) {
            Ok((select, writer)) => Ok(Statement {
                select,
                tables: writer.table.created(),
                foreign: writer.table.foreign.into_iter().collect(),
            }),
            Err((at, Beyond(construct))) => Err(Unsupported {
                programme: id.to_owned(),
                dialect: dialect.name,
                construct,
                place: at.map_or_else(|| "结论".to_owned(), |at| self.place(variant, at)),
            }),
        }
    }

    /// The part of a programme that rests on a step, in words.
    fn place(&self, variant: usize, step: NodeId) -> String {
        let (Some(roots), Some(variant)) = (self.roots.get(variant), self.variants.get(variant)) else {
            return String::new();
        };
        if roots.applies.is_some_and(|root| self.rests_on(root, step)) {
            return "适用范围".to_owned();
        }
        let conditions = roots.conditions.iter().zip(&variant.programme.conditions);
        for (root, condition) in conditions {
            if self.rests_on(*root, step) {
                return format!("条件“{}”", condition.id);
            }
        }
        match [roots.score, roots.class].map(|root| root.is_some_and(|root| self.rests_on(root, step))) {
            [true, _] => "得分".to_owned(),
            [_, true] => "类别".to_owned(),
            _ => "金额".to_owned(),
        }
    }

    fn rests_on(&self, root: NodeId, step: NodeId) -> bool {
        let mut seen = vec![false; self.graph.nodes.len()];
        let mut pending = vec![root];
        while let Some(at) = pending.pop() {
            if at == step {
                return true;
            }
            if at >= step && !std::mem::replace(&mut seen[at], true) {
                pending.extend(&self.graph.nodes[at].arguments);
            }
        }
        false
    }
}
