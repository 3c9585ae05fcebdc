use serde::Serialize;
use utoipa::ToSchema;

use super::Notice;

/// A column of an answer to SQL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct QueryColumn {
    /// Its heading.
    pub name: String,
    /// text, integer, decimal, float, boolean or date.
    pub r#type: String,
    /// Unit of its values, where it follows from the statement: 分 (a hundredth of a 元), 人. A ratio has none: 0.05 is 5 %.
    #[schema(required = true)]
    pub unit: Option<String>,
}

/// An answer to SQL.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct QueryAnswer {
    /// In order.
    pub columns: Vec<QueryColumn>,
    /// One array a row, one value a column; null: unknown. Decimals and whole numbers beyond 2^53 are text, so that nothing is rounded.
    #[schema(value_type = Vec<Vec<Value>>)]
    pub rows: Vec<Vec<serde_json::Value>>,
    /// Whether there were more rows, which were cut off.
    pub truncated: bool,
    /// Whether a table that was read has subjects which the program generated.
    pub example: bool,
    /// Disclaimer, clocks, freshest data.
    pub notice: Notice,
}
