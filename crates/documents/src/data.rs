//! What a template can read: a tree of records, lists, words and figures.

use std::sync::Arc;

use crate::model::{Chart, Figure, Table};

/// A value that a template reads.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// Nobody told us; false in a condition, printed as 未知.
    Unknown,
    /// Words: a name, a date. Their digits are no figures.
    Text(String),
    /// Yes or no, for conditions.
    Flag(bool),
    /// A figure with its source.
    Figure(Figure),
    /// A table, for `::: table`.
    Table(Arc<Table>),
    /// A chart, for `::: chart`.
    Chart(Arc<Chart>),
    /// Several of the same sort.
    List(Vec<Data>),
    /// Named members, in order.
    Record(Vec<(String, Data)>),
}

impl Data {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Words, or unknown.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Unknown, |text| Self::Text(text.into()))
    }

    /// A record.
    pub fn record<K: Into<String>>(members: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Record(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }

    /// A list.
    pub fn list(items: impl IntoIterator<Item = Self>) -> Self {
        Self::List(items.into_iter().collect())
    }

    /// A table.
    pub fn table(table: Table) -> Self {
        Self::Table(Arc::new(table))
    }

    /// A chart.
    pub fn chart(chart: Chart) -> Self {
        Self::Chart(Arc::new(chart))
    }
}

impl From<Figure> for Data {
    fn from(figure: Figure) -> Self {
        Self::Figure(figure)
    }
}
