//! Small tables, and the ways to ask them.

use std::ops::Range;
use std::sync::{Arc, Mutex};

use arrow::array::{Array, ArrayRef, BooleanArray, Date32Array, Decimal128Array, Int64Array, StringArray};
use arrow::datatypes::DataType;
use serde_json::Value;

use crate::{Answer, Limits, Rows, SqlError, Statement, Stop, Table, TableColumn, TableName, run};

/// Rows held in arrays; remembers which columns were asked for.
#[derive(Debug)]
pub(super) struct Held {
    arrays: Vec<ArrayRef>,
    pub(super) asked: Mutex<Vec<usize>>,
}

impl Rows for Held {
    fn len(&self) -> usize {
        self.arrays.first().map_or(0, Array::len)
    }

    fn array(&self, column: usize, rows: Range<usize>) -> ArrayRef {
        self.asked.lock().expect("not poisoned").push(column);
        self.arrays[column].slice(rows.start, rows.len())
    }
}

/// Whole numbers from 0.
#[derive(Debug)]
struct Numbers(usize);

impl Rows for Numbers {
    fn len(&self) -> usize {
        self.0
    }

    fn array(&self, _column: usize, rows: Range<usize>) -> ArrayRef {
        Arc::new(rows.map(|row| Some(i64::try_from(row).expect("few rows"))).collect::<Int64Array>())
    }
}

fn column(name: &str, r#type: DataType, unit: Option<&str>) -> TableColumn {
    TableColumn {
        name: name.to_owned(),
        r#type,
        unit: unit.map(str::to_owned),
        meaning: format!("{name}的含义"),
    }
}

/// Four enterprises: one without revenue, one without anything.
pub(super) fn enterprises() -> (Table, Arc<Held>) {
    let columns = vec![
        column("subject", DataType::Utf8, None),
        column("名称", DataType::Utf8, None),
        column("行政区划", DataType::Utf8, None),
        column("营业收入_2024", DataType::Int64, Some("分")),
        column("职工总数_2024", DataType::Int64, Some("人")),
        column("持股比例", DataType::Decimal128(18, 8), None),
        column("成立日期", DataType::Date32, None),
        column("居民企业", DataType::Boolean, None),
        column("PCT申请量_2024", DataType::Int64, Some("件")),
    ];
    let ratios = Decimal128Array::from(vec![Some(5_000_000), Some(12_500_000), None, None]);
    let arrays: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from(vec!["enterprise:1", "enterprise:2", "enterprise:3", "enterprise:4"])),
        Arc::new(StringArray::from(vec!["甲", "乙", "=丙", "丁"])),
        Arc::new(StringArray::from(vec![Some("330106"), Some("330108"), Some("330106"), None])),
        Arc::new(Int64Array::from(vec![Some(10_000), Some(25_050), None, Some(0)])),
        Arc::new(Int64Array::from(vec![Some(5), Some(2), Some(7), None])),
        Arc::new(ratios.with_precision_and_scale(18, 8).expect("fits")),
        Arc::new(Date32Array::from(vec![Some(19_723), Some(0), None, Some(-30_000)])),
        Arc::new(BooleanArray::from(vec![Some(true), Some(false), None, None])),
        Arc::new(Int64Array::from(vec![Some(3), None, Some(0), None])),
    ];
    let held = Arc::new(Held { arrays, asked: Mutex::default() });
    let names = vec!["enterprise".to_owned(), "企业".to_owned()];
    (Table { names, columns, rows: Arc::clone(&held) as Arc<dyn Rows> }, held)
}

/// The table `numbers` with the column `n`.
pub(super) fn numbers(count: usize) -> Table {
    Table {
        names: vec!["numbers".to_owned()],
        columns: vec![column("n", DataType::Int64, None)],
        rows: Arc::new(Numbers(count)),
    }
}

pub(super) fn names() -> Vec<TableName> {
    vec![TableName {
        name: "enterprise".to_owned(),
        chinese: "企业".to_owned(),
        meaning: "一个企业".to_owned(),
    }]
}

/// What a statement says of the enterprises and 10,000 numbers.
pub(super) fn ask(sql: &str) -> Result<Answer, SqlError> {
    ask_within(sql, &Limits::shown())
}

pub(super) fn ask_within(sql: &str, limits: &Limits) -> Result<Answer, SqlError> {
    let tables = [enterprises().0, numbers(10_000)];
    run(Statement::parse(sql)?, &tables, &names(), limits, &Stop::default())
}

/// The rows of an answer.
#[track_caller]
pub(super) fn rows(sql: &str) -> Vec<Vec<Value>> {
    match ask(sql) {
        Ok(answer) => answer.json_rows(),
        Err(error) => panic!("{sql}: {error}"),
    }
}

/// The one value of an answer.
#[track_caller]
pub(super) fn value(sql: &str) -> Value {
    let mut rows = rows(sql);
    assert_eq!((rows.len(), rows[0].len()), (1, 1), "{sql}");
    rows.remove(0).remove(0)
}

/// Why a statement has no answer.
#[track_caller]
pub(super) fn failure(sql: &str) -> SqlError {
    match ask(sql) {
        Ok(answer) => panic!("{sql} is answered: {:?}", answer.json_rows()),
        Err(error) => error,
    }
}
