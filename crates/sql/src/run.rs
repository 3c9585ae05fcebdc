//! Running a statement within limits.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, Float64Array, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::error::DataFusionError;
use datafusion::execution::SessionState;
use datafusion::execution::context::SQLOptions;
use datafusion::logical_expr::LogicalPlan;
use datafusion::physical_plan::execute_stream;
use futures::StreamExt;

use crate::answer::{Answer, AnswerColumn, ValueType, check_width};
use crate::error::SqlError;
use crate::limits::{Limits, STACK_BYTES};
use crate::session::{session, threads};
use crate::statement::{Statement, Task};
use crate::stop::Stop;
use crate::table::{Table, TableName};
use crate::translate::translate;
use crate::units::units;
use crate::watch::{bytes, watch_joins};
use crate::{describe, translate};

/// Runs a statement over the tables that it names, on threads of its own, which have ended when this returns.
///
/// `names` are all tables that there are, for `SHOW TABLES`.
///
/// # Errors
/// Where it cannot be planned, fails while it runs, passes a limit, or `stop` was asked.
pub fn run(
    mut statement: Statement,
    tables: &[Table],
    names: &[TableName],
    limits: &Limits,
    stop: &Stop,
) -> Result<Answer, SqlError> {
    match &statement.task {
        Task::ShowTables => return describe::tables(names),
        Task::Describe(name) => {
            let table = tables.iter().find(|table| table.names.contains(name));
            let hint = "有哪些表：SHOW TABLES".to_owned();
            return describe::columns(
                table.ok_or_else(|| SqlError::UnknownTable { name: name.clone(), hint })?,
            );
        }
        Task::Query(_) => {}
    }
    let columns = tables.iter().flat_map(|table| &table.columns);
    statement.quote(&columns.map(|column| column.name.as_str()).collect::<Vec<_>>());
    let Task::Query(parsed) = statement.task else { return describe::tables(names) };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads())
        .thread_name("sql")
        .thread_stack_size(STACK_BYTES)
        .enable_time()
        .build()
        .map_err(|error| SqlError::Internal { message: error.to_string() })?;
    // What ends early for any reason ends everywhere: every step looks at this.
    let ended = Stop::default();
    let ends = ended.on_drop();
    let answer = runtime.block_on(async {
        let state = session(tables, limits, &ended).map_err(|error| translate(&error))?;
        tokio::select! {
            biased;
            () = stop.asked() => Err(SqlError::Stopped),
            () = tokio::time::sleep(limits.time) => Err(out_of_time(limits)),
            answer = runtime.spawn(answer(state, *parsed, *limits, ended.clone())) => {
                answer.unwrap_or_else(|error| Err(SqlError::Internal { message: error.to_string() }))
            }
        }
    });
    drop(ends);
    // Waits for the threads: each looks at `ended` between two batches.
    drop(runtime);
    answer
}

fn out_of_time(limits: &Limits) -> SqlError {
    SqlError::Limit {
        what: format!("查询超过 {} 秒，已停止", limits.time.as_secs_f64()),
        hint: "请加条件缩小范围；两张表相连要写 ON 条件".to_owned(),
    }
}

async fn answer(
    state: SessionState,
    statement: datafusion::sql::parser::Statement,
    limits: Limits,
    ended: Stop,
) -> Result<Answer, SqlError> {
    let failed = |error: DataFusionError| translate(&error);
    let plan = state.statement_to_plan(statement).await.map_err(failed)?;
    // The statement was checked already; this is the engine's own word on it.
    SQLOptions::new()
        .with_allow_ddl(false)
        .with_allow_dml(false)
        .with_allow_statements(false)
        .verify_plan(&plan)
        .map_err(failed)?;
    let shape = Shape::of(&plan)?;
    let plan = watch_joins(state.optimize(&plan).map_err(failed)?, &ended).map_err(failed)?;
    let physical = state.query_planner().create_physical_plan(&plan, &state).await.map_err(failed)?;
    let mut stream = execute_stream(physical, state.task_ctx()).map_err(failed)?;
    let (mut batches, mut rows, mut size, mut truncated) = (Vec::new(), 0usize, 0usize, false);
    while let Some(batch) = stream.next().await {
        let mut batch = shape.read(&batch.map_err(failed)?, rows)?;
        if rows + batch.num_rows() > limits.rows {
            if !limits.cut {
                return Err(SqlError::Limit {
                    what: format!("结果超过 {} 行", limits.rows),
                    hint: "请加条件、汇总，或分几次导出".to_owned(),
                });
            }
            batch = batch.slice(0, limits.rows - rows);
            truncated = true;
        }
        rows += batch.num_rows();
        size += bytes(&batch).map_err(failed)?;
        if size > limits.bytes {
            return Err(SqlError::Limit {
                what: format!("结果超过 {} MB", limits.bytes >> 20),
                hint: "请加条件，或只选需要的列".to_owned(),
            });
        }
        if batch.num_rows() > 0 {
            batches.push(batch);
        }
        if truncated {
            break;
        }
    }
    Ok(Answer { columns: shape.columns, schema: shape.schema, batches, truncated })
}

/// The columns of an answer, each of one of the six types.
struct Shape {
    columns: Vec<AnswerColumn>,
    schema: SchemaRef,
}

impl Shape {
    fn of(plan: &LogicalPlan) -> Result<Self, SqlError> {
        let fields = plan.schema().fields();
        check_width(fields.len())?;
        let units = units(plan);
        let columns = fields.iter().zip(&units).map(|(field, unit)| AnswerColumn {
            name: field.name().clone(),
            r#type: ValueType::of(&simple(field.data_type())),
            unit: unit.clone(),
        });
        let schema = fields.iter().zip(&units).map(|(field, unit)| {
            let field = Field::new(field.name(), simple(field.data_type()), true);
            match unit {
                Some(unit) => field.with_metadata([(crate::provider::UNIT.to_owned(), unit.clone())].into()),
                None => field,
            }
        });
        Ok(Self { columns: columns.collect(), schema: Arc::new(Schema::new(schema.collect::<Vec<_>>())) })
    }

    /// A batch in these types. `before`: how many rows came before it.
    fn read(&self, batch: &RecordBatch, before: usize) -> Result<RecordBatch, SqlError> {
        let columns = batch.columns().iter().zip(self.schema.fields()).map(|(column, field)| {
            let column = cast(column, field.data_type()).map_err(|error| SqlError::Run {
                message: translate::quoted(&error.to_string()),
                hint: format!("列“{}”不能写成文字，请用 CAST 转换", field.name()),
            })?;
            finite(&column, field.name(), before)?;
            Ok(column)
        });
        let columns = columns.collect::<Result<Vec<ArrayRef>, SqlError>>()?;
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns);
        batch.map_err(|error| SqlError::Internal { message: error.to_string() })
    }
}

/// The type in which a result is answered.
fn simple(r#type: &DataType) -> DataType {
    match r#type {
        DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 => DataType::Int64,
        DataType::UInt8 | DataType::UInt16 | DataType::UInt32 => DataType::Int64,
        DataType::UInt64 => DataType::Decimal128(20, 0),
        DataType::Decimal128(precision, scale) => DataType::Decimal128(*precision, *scale),
        DataType::Float16 | DataType::Float32 | DataType::Float64 => DataType::Float64,
        DataType::Boolean => DataType::Boolean,
        DataType::Date32 => DataType::Date32,
        _ => DataType::Utf8,
    }
}

/// No result is infinite or not a number.
fn finite(column: &ArrayRef, name: &str, before: usize) -> Result<(), SqlError> {
    let Some(numbers) = column.as_any().downcast_ref::<Float64Array>() else { return Ok(()) };
    match numbers.iter().position(|number| number.is_some_and(|number| !number.is_finite())) {
        Some(row) => Err(SqlError::Run {
            message: format!("第 {} 行的“{name}”不是有限的数", before + row + 1),
            hint: "请看是否对负数开方、取对数，或结果过大".to_owned(),
        }),
        None => Ok(()),
    }
}
