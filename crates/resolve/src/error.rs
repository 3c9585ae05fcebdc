//! What can go wrong, in words for people.

use crate::decisions::{Decision, Node};

/// Why tables could not be resolved. Rows count from 1, as people count them.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ResolveError {
    /// A row has another number of cells than the table has columns.
    #[error("第 {row} 行有 {found} 个单元格，应为 {expected} 个（与表头一致），请补齐或删去多余的单元格")]
    RowWidth {
        /// The row.
        row: usize,
        /// Cells found.
        found: usize,
        /// Columns of the table.
        expected: usize,
    },
    /// More rows than the engine numbers.
    #[error("共 {found} 行，一次最多 {most} 行，请分批处理")]
    TooManyRows {
        /// Rows of both tables.
        found: usize,
        /// The limit.
        most: usize,
    },
    /// Settings name a column that is not there.
    #[error("设置中的列“{column}”不在表中；现有的列：{}", .known.join("、"))]
    NoSuchColumn {
        /// As in the settings.
        column: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Nothing to compare.
    #[error("没有可以比较的列（{reason}），请指定列的角色，或提供名称、代码、日期、地址等列")]
    NoEvidence {
        /// What was found instead.
        reason: String,
    },
    /// A probability outside 0 to 1, or a review zone upside down.
    #[error("{name} 为 {value}，应在 0 与 1 之间，且复核下限不高于复核上限")]
    Threshold {
        /// Which one.
        name: &'static str,
        /// As given.
        value: f64,
    },
    /// A decision about a row that is not there.
    #[error("人工判定引用的{node}不存在，该表只有 {rows} 行")]
    NoSuchRow {
        /// As given.
        node: Node,
        /// Rows of that table.
        rows: usize,
    },
    /// A decision says that a row is not itself.
    #[error("人工判定称{node}与它自己不是同一个，请更正")]
    NotItself {
        /// The row.
        node: Node,
    },
    /// Two decisions exclude each other.
    #[error(
        "人工判定自相矛盾：{}与{}被判为“不是同一个”，而由其他判定（{}）可推出它们是同一个；请撤销其中一条",
        .different.left, .different.right, chain(.because)
    )]
    Contradiction {
        /// The decision that says «not the same».
        different: Decision,
        /// Decisions «the same» that lead from the one row to the other.
        because: Vec<Decision>,
    },
}

fn chain(decisions: &[Decision]) -> String {
    let steps: Vec<String> = decisions.iter().map(|d| format!("{}＝{}", d.left, d.right)).collect();
    steps.join("，")
}
