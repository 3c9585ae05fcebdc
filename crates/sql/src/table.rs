//! A table that is handed in.

use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use arrow::array::ArrayRef;
use arrow::datatypes::DataType;

/// Gives the rows of a table, column by column, so that what a query does not read is never made.
pub trait Rows: Debug + Send + Sync + 'static {
    /// How many rows there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Some rows of the column at a position, of that column's type.
    fn array(&self, column: usize, rows: Range<usize>) -> ArrayRef;
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// As statements name it.
    pub name: String,
    /// Arrow type of its values; every column may hold NULL.
    pub r#type: DataType,
    /// Unit of its values, where they have one: 分, 人.
    pub unit: Option<String>,
    /// What it means, in Chinese.
    pub meaning: String,
}

/// A table with its rows.
#[derive(Clone, Debug)]
pub struct Table {
    /// Every name under which statements may name it.
    pub names: Vec<String>,
    /// In order.
    pub columns: Vec<TableColumn>,
    /// Its rows.
    pub rows: Arc<dyn Rows>,
}

/// That there is a table, for `SHOW TABLES`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableName {
    /// English name: `enterprise`.
    pub name: String,
    /// Chinese name, which means the same table: 企业.
    pub chinese: String,
    /// What a row is.
    pub meaning: String,
}
