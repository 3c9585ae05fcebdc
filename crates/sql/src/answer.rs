//! An answer: columns with their units, and rows.

use arrow::array::{Array, RecordBatch};
use arrow::datatypes::{DataType, SchemaRef};
use datafusion::common::cast::{
    as_boolean_array, as_date32_array, as_decimal128_array, as_float64_array, as_int64_array, as_string_array,
};
use serde_json::Value;

use crate::error::SqlError;

/// The largest whole number that every reader of JSON takes exactly.
const MAX_JSON_INTEGER: u64 = 1 << 53;

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueType {
    /// Text.
    Text,
    /// Whole number.
    Integer,
    /// Exact decimal.
    Decimal,
    /// Floating number.
    Float,
    /// True or false.
    Boolean,
    /// Calendar date.
    Date,
}

impl ValueType {
    /// As scripts see it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Float => "float",
            Self::Boolean => "boolean",
            Self::Date => "date",
        }
    }

    /// For people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "文字",
            Self::Integer => "整数",
            Self::Decimal => "小数",
            Self::Float => "浮点数",
            Self::Boolean => "是否",
            Self::Date => "日期",
        }
    }

    /// Of a type of the tables.
    pub(crate) fn of(r#type: &DataType) -> Self {
        match r#type {
            DataType::Int64 => Self::Integer,
            DataType::Decimal128(..) => Self::Decimal,
            DataType::Float64 => Self::Float,
            DataType::Boolean => Self::Boolean,
            DataType::Date32 => Self::Date,
            _ => Self::Text,
        }
    }
}

/// A column of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerColumn {
    /// Its heading.
    pub name: String,
    /// What its values are.
    pub r#type: ValueType,
    /// Unit of the values, where it is known: 分, 人.
    pub unit: Option<String>,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its columns.
    pub columns: Vec<AnswerColumn>,
    /// Of the six types of [`ValueType`] only.
    pub(crate) schema: SchemaRef,
    pub(crate) batches: Vec<RecordBatch>,
    /// Whether there were more rows than the limit, which were cut off.
    pub truncated: bool,
}

impl Answer {
    /// How many rows.
    pub fn len(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Hands every row to `each`, as JSON values: a whole number beyond 2^53 and a decimal are text, so that nothing is rounded.
    ///
    /// # Errors
    /// What `each` says.
    pub fn rows<E>(&self, mut each: impl FnMut(Vec<Cell<'_>>) -> Result<(), E>) -> Result<(), E> {
        for batch in &self.batches {
            let columns: Vec<Reading<'_>> =
                batch.columns().iter().map(|column| Reading::of(column.as_ref())).collect();
            for row in 0..batch.num_rows() {
                each(columns.iter().map(|column| column.cell(row)).collect())?;
            }
        }
        Ok(())
    }

    /// Every row as JSON values.
    pub fn json_rows(&self) -> Vec<Vec<Value>> {
        let mut rows = Vec::with_capacity(self.len());
        let pushed: Result<(), std::convert::Infallible> = self.rows(|row| {
            rows.push(row.into_iter().map(|cell| cell.json()).collect());
            Ok(())
        });
        match pushed {
            Ok(()) => rows,
            Err(never) => match never {},
        }
    }
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// NULL.
    Unknown,
    /// Text.
    Text(&'a str),
    /// Whole number.
    Integer(i64),
    /// Exact decimal, as text.
    Decimal(String),
    /// Finite floating number.
    Float(f64),
    /// True or false.
    Boolean(bool),
    /// Calendar date, as days since 1970-01-01 and as text.
    Date(i32, String),
}

impl Cell<'_> {
    /// As JSON.
    pub fn json(&self) -> Value {
        match self {
            Self::Unknown => Value::Null,
            Self::Text(text) => Value::from(*text),
            Self::Integer(number) if number.unsigned_abs() > MAX_JSON_INTEGER => {
                Value::from(number.to_string())
            }
            Self::Integer(number) => Value::from(*number),
            Self::Decimal(text) | Self::Date(_, text) => Value::from(text.as_str()),
            Self::Float(number) => Value::from(*number),
            Self::Boolean(yes) => Value::from(*yes),
        }
    }

    /// For people; NULL is empty.
    pub fn text(&self) -> String {
        match self {
            Self::Unknown => String::new(),
            Self::Text(text) => (*text).to_owned(),
            Self::Integer(number) => number.to_string(),
            Self::Decimal(text) | Self::Date(_, text) => text.clone(),
            Self::Float(number) => number.to_string(),
            Self::Boolean(yes) => if *yes { "是" } else { "否" }.to_owned(),
        }
    }
}

/// A column of an answer, for reading.
enum Reading<'a> {
    Text(&'a arrow::array::StringArray),
    Integer(&'a arrow::array::Int64Array),
    Decimal(&'a arrow::array::Decimal128Array),
    Float(&'a arrow::array::Float64Array),
    Boolean(&'a arrow::array::BooleanArray),
    Date(&'a arrow::array::Date32Array),
    /// Of a type that an answer does not have.
    Nothing,
}

impl<'a> Reading<'a> {
    fn of(array: &'a dyn Array) -> Self {
        let reading = match ValueType::of(array.data_type()) {
            ValueType::Text => as_string_array(array).map(Self::Text),
            ValueType::Integer => as_int64_array(array).map(Self::Integer),
            ValueType::Decimal => as_decimal128_array(array).map(Self::Decimal),
            ValueType::Float => as_float64_array(array).map(Self::Float),
            ValueType::Boolean => as_boolean_array(array).map(Self::Boolean),
            ValueType::Date => as_date32_array(array).map(Self::Date),
        };
        reading.unwrap_or(Self::Nothing)
    }

    fn cell(&self, row: usize) -> Cell<'a> {
        let known = match self {
            Self::Text(array) => array.is_valid(row).then(|| Cell::Text(array.value(row))),
            Self::Integer(array) => array.is_valid(row).then(|| Cell::Integer(array.value(row))),
            Self::Decimal(array) => {
                array.is_valid(row).then(|| Cell::Decimal(plain(array.value_as_string(row))))
            }
            Self::Float(array) => array.is_valid(row).then(|| Cell::Float(array.value(row))),
            Self::Boolean(array) => array.is_valid(row).then(|| Cell::Boolean(array.value(row))),
            Self::Date(array) => array.is_valid(row).then(|| {
                let text = array.value_as_date(row).map(|date| date.to_string());
                Cell::Date(array.value(row), text.unwrap_or_default())
            }),
            Self::Nothing => None,
        };
        known.unwrap_or(Cell::Unknown)
    }
}

/// A decimal without the zeros behind that its scale adds.
fn plain(text: String) -> String {
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The limit on columns of a result.
pub(crate) fn check_width(columns: usize) -> Result<(), SqlError> {
    use crate::limits::MAX_RESULT_COLUMNS;
    if columns > MAX_RESULT_COLUMNS {
        return Err(SqlError::Limit {
            what: format!("结果有 {columns} 列，最多 {MAX_RESULT_COLUMNS} 列"),
            hint: "请写出要的列，不用 *".to_owned(),
        });
    }
    Ok(())
}
