//! Looking at every step of a plan that can make many rows of few: whether to stop, and whether a batch outgrew its limit. Without this a
//! join of joins would go on inside one step long after whoever asked has gone.

mod filter;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use datafusion::common::config::ConfigOptions;
use datafusion::common::tree_node::{Transformed, TreeNode, TreeNodeRecursion};
use datafusion::common::{Result, resources_err};
use datafusion::execution::{RecordBatchStream, SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_plan::coop::make_cooperative;
use datafusion::physical_plan::execution_plan::{
    ChildrenPropertiesMode, ReplaceChildrenOptions, SchedulingType,
};
use datafusion::physical_plan::{DisplayAs, DisplayFormatType, ExecutionPlan, PlanProperties};
use futures::Stream;

use crate::limits::MAX_BATCH_BYTES;
use crate::stop::Stop;

pub(crate) use filter::watch_joins;

/// Puts a watch on every step.
#[derive(Debug)]
pub(crate) struct Watch {
    stop: Stop,
}

impl Watch {
    pub(crate) fn new(stop: &Stop) -> Self {
        Self { stop: stop.clone() }
    }
}

impl PhysicalOptimizerRule for Watch {
    fn optimize(
        &self,
        plan: Arc<dyn ExecutionPlan>,
        _config: &ConfigOptions,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let watched =
            plan.transform_up(|step| {
                // A step with one input makes no more rows than it gets; the values it makes are looked at where they are projected.
                let watch = step.children().len() > 1
                    || matches!(
                        step.name(),
                        "ProjectionExec" | "RecursiveQueryExec" | "WindowAggExec" | "BoundedWindowAggExec"
                    );
                if watch {
                    Ok(Transformed::yes(
                        Arc::new(Watched::new(step, self.stop.clone())) as Arc<dyn ExecutionPlan>
                    ))
                } else {
                    Ok(Transformed::no(step))
                }
            })?;
        Ok(watched.data)
    }

    fn name(&self) -> &'static str {
        "watch"
    }

    fn schema_check(&self) -> bool {
        true
    }
}

/// A step that is watched; it changes nothing.
#[derive(Debug)]
struct Watched {
    input: Arc<dyn ExecutionPlan>,
    properties: Arc<PlanProperties>,
    stop: Stop,
}

impl Watched {
    fn new(input: Arc<dyn ExecutionPlan>, stop: Stop) -> Self {
        let properties = PlanProperties::clone(input.properties())
            .with_scheduling_type(SchedulingType::Cooperative)
            .into();
        Self { input, properties, stop }
    }
}

impl DisplayAs for Watched {
    fn fmt_as(&self, _form: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watch")
    }
}

impl ExecutionPlan for Watched {
    fn name(&self) -> &'static str {
        "Watch"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn maintains_input_order(&self) -> Vec<bool> {
        vec![true]
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![&self.input]
    }

    fn apply_expressions(
        &self,
        _f: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn replace_children(
        self: Arc<Self>,
        mut children: Vec<Arc<dyn ExecutionPlan>>,
        _options: ReplaceChildrenOptions,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        match children.pop() {
            Some(input) if children.is_empty() => Ok(Arc::new(Self::new(input, self.stop.clone()))),
            _ => datafusion::common::internal_err!("a watched step has one input"),
        }
    }

    fn with_new_children(
        self: Arc<Self>,
        children: Vec<Arc<dyn ExecutionPlan>>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        self.replace_children(children, ReplaceChildrenOptions::new(ChildrenPropertiesMode::Recompute))
    }

    fn execute(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let inner = self.input.execute(partition, context)?;
        Ok(make_cooperative(Box::pin(Watching { inner, stop: self.stop.clone() })))
    }
}

/// The rows of a watched step.
struct Watching {
    inner: SendableRecordBatchStream,
    stop: Stop,
}

impl Stream for Watching {
    type Item = Result<RecordBatch>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Err(error) = self.stop.check() {
            return Poll::Ready(Some(Err(error)));
        }
        let batch = ready!(self.inner.as_mut().poll_next(context));
        Poll::Ready(batch.map(|batch| {
            let batch = batch?;
            if bytes(&batch)? > MAX_BATCH_BYTES {
                return resources_err!("a batch of rows is larger than {} MB", MAX_BATCH_BYTES >> 20);
            }
            Ok(batch)
        }))
    }
}

/// Bytes of the values of a batch; what other slices of the same buffers hold does not count.
pub(crate) fn bytes(batch: &RecordBatch) -> Result<usize> {
    let mut total = 0;
    for column in batch.columns() {
        total += column.to_data().get_slice_memory_size()?;
    }
    Ok(total)
}

impl RecordBatchStream for Watching {
    fn schema(&self) -> SchemaRef {
        self.inner.schema()
    }
}
