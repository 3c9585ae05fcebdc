//! A table for DataFusion: batches of rows made while they are read, of the columns asked for.

use std::ops::Range;
use std::sync::Arc;

use arrow::array::{RecordBatch, RecordBatchOptions};
use arrow::datatypes::{Field, Schema, SchemaRef};
use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::error::Result;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::logical_expr::{Expr, TableType};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::streaming::{PartitionStream, StreamingTableExec};
use futures::stream;

use crate::limits::BATCH_ROWS;
use crate::stop::Stop;
use crate::table::{Rows, Table};

/// Key of a field's metadata that names the unit of its values, as in the lake's Parquet.
pub(crate) const UNIT: &str = "unit";

/// A table that is handed in, as DataFusion sees it.
#[derive(Debug)]
pub(crate) struct Provider {
    schema: SchemaRef,
    rows: Arc<dyn Rows>,
    stop: Stop,
}

impl Provider {
    pub(crate) fn new(table: &Table, stop: &Stop) -> Self {
        let fields = table.columns.iter().map(|column| {
            let field = Field::new(&column.name, column.r#type.clone(), true);
            match &column.unit {
                Some(unit) => field.with_metadata([(UNIT.to_owned(), unit.clone())].into()),
                None => field,
            }
        });
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        Self { schema, rows: Arc::clone(&table.rows), stop: stop.clone() }
    }
}

#[async_trait]
impl TableProvider for Provider {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        _filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let columns: Vec<usize> =
            projection.cloned().unwrap_or_else(|| (0..self.schema.fields().len()).collect());
        let schema = Arc::new(self.schema.project(&columns)?);
        let len = self.rows.len();
        let parts = state.config().target_partitions().clamp(1, len.div_ceil(BATCH_ROWS).max(1));
        let share = len.div_ceil(parts).max(1);
        let partitions = (0..parts).map(|part| {
            let partition = Partition {
                schema: Arc::clone(&schema),
                rows: Arc::clone(&self.rows),
                columns: columns.clone().into(),
                range: (part * share).min(len)..((part + 1) * share).min(len),
                stop: self.stop.clone(),
            };
            Arc::new(partition) as Arc<dyn PartitionStream>
        });
        Ok(Arc::new(StreamingTableExec::try_new(
            Arc::clone(&schema),
            partitions.collect(),
            None,
            Vec::new(),
            false,
            limit,
        )?))
    }
}

/// A run of rows that one thread reads.
#[derive(Clone, Debug)]
struct Partition {
    schema: SchemaRef,
    rows: Arc<dyn Rows>,
    columns: Arc<[usize]>,
    range: Range<usize>,
    stop: Stop,
}

impl Partition {
    fn batch(&self, rows: &Range<usize>) -> Result<RecordBatch> {
        self.stop.check()?;
        let arrays = self.columns.iter().map(|column| self.rows.array(*column, rows.clone())).collect();
        let options = RecordBatchOptions::new().with_row_count(Some(rows.len()));
        Ok(RecordBatch::try_new_with_options(Arc::clone(&self.schema), arrays, &options)?)
    }
}

impl PartitionStream for Partition {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, _context: Arc<TaskContext>) -> SendableRecordBatchStream {
        let own = self.clone();
        let starts = self.range.clone().step_by(BATCH_ROWS);
        let batches = starts.map(move |start| {
            let rows = start..(start + BATCH_ROWS).min(own.range.end);
            own.batch(&rows)
        });
        Box::pin(RecordBatchStreamAdapter::new(Arc::clone(&self.schema), stream::iter(batches)))
    }
}
