//! The plan: the function over a union of the parts, one row each, so that each is a partition and therefore a task.

use std::sync::Arc;

use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::{EmptyRelation, LogicalPlan, LogicalPlanBuilder, ScalarUDF, Union, col, lit};

/// Name of the column that holds what came of each part.
pub(crate) const DONE: &str = "done";
const PART: &str = "part";

/// What is planned for a request and its parts.
pub(crate) fn plan(function: &ScalarUDF, request: &[u8], parts: &[Vec<u8>]) -> Result<LogicalPlan> {
    let binary = |bytes: &[u8]| lit(ScalarValue::Binary(Some(bytes.to_vec())));
    let row = |part: &Vec<u8>| {
        LogicalPlanBuilder::empty(true).project([binary(part).alias(PART)])?.build().map(Arc::new)
    };
    let mut rows = parts.iter().map(row).collect::<Result<Vec<_>>>()?;
    let rows = match (rows.len(), rows.pop()) {
        (1, Some(only)) => Arc::unwrap_or_clone(only),
        (_, Some(last)) => {
            rows.push(last);
            LogicalPlan::Union(Union::try_new(rows)?)
        }
        (_, None) => {
            LogicalPlan::EmptyRelation(EmptyRelation { produce_one_row: false, schema: Arc::default() })
        }
    };
    // The request stands once in the plan, whatever the number of parts.
    let done = function.call(vec![binary(request), col(PART)]).alias(DONE);
    LogicalPlanBuilder::from(rows).project([done])?.build()
}
