//! `SHOW TABLES` and `DESCRIBE`: what there is, what each column means and in which unit.

use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema};

use crate::answer::{Answer, AnswerColumn, ValueType};
use crate::error::SqlError;
use crate::table::{Table, TableName};

/// What tables there are.
pub(crate) fn tables(names: &[TableName]) -> Result<Answer, SqlError> {
    let column =
        |value: fn(&TableName) -> &str| names.iter().map(|name| Some(value(name).to_owned())).collect();
    answer([
        ("表", column(|name| &name.name)),
        ("中文表名", column(|name| &name.chinese)),
        ("一行是", column(|name| &name.meaning)),
    ])
}

/// The columns of a table.
pub(crate) fn columns(table: &Table) -> Result<Answer, SqlError> {
    let columns = || table.columns.iter();
    answer([
        ("列", columns().map(|column| Some(column.name.clone())).collect()),
        ("类型", columns().map(|column| Some(ValueType::of(&column.r#type).word().to_owned())).collect()),
        ("单位", columns().map(|column| column.unit.clone()).collect()),
        ("含义", columns().map(|column| Some(column.meaning.clone())).collect()),
    ])
}

fn answer<const N: usize>(columns: [(&str, Vec<Option<String>>); N]) -> Result<Answer, SqlError> {
    let fields = columns.iter().map(|(name, _)| Field::new(*name, DataType::Utf8, true));
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    let told = columns.iter().map(|(name, _)| AnswerColumn {
        name: (*name).to_owned(),
        r#type: ValueType::Text,
        unit: None,
    });
    let told = told.collect();
    let arrays = columns.into_iter().map(|(_, values)| Arc::new(StringArray::from(values)) as ArrayRef);
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays.collect());
    let batch = batch.map_err(|error| SqlError::Internal { message: error.to_string() })?;
    Ok(Answer { columns: told, schema, batches: vec![batch], truncated: false })
}
