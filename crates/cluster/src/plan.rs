//! The plan: the function over a union of the parts, one row each, so that each is a partition and therefore a task.

use std::sync::Arc;

use datafusion::common::{Result, ScalarValue, plan_err};
use datafusion::logical_expr::{LogicalPlan, LogicalPlanBuilder, ScalarUDF, Union, col, lit};

/// Name of the column that holds what came of each part, and of the one that says which part it was.
pub(crate) const DONE: &str = "done";
pub(crate) const AT: &str = "at";
const PART: &str = "part";

/// What is planned for a request and its parts.
pub(crate) fn plan(function: &ScalarUDF, request: &[u8], parts: &[Vec<u8>]) -> Result<LogicalPlan> {
    let binary = |bytes: &[u8]| lit(ScalarValue::Binary(Some(bytes.to_vec())));
    let row = |(at, part): (u64, &Vec<u8>)| {
        LogicalPlanBuilder::empty(true)
            .project([lit(at).alias(AT), binary(part).alias(PART)])?
            .build()
            .map(Arc::new)
    };
    let mut rows = (0..).zip(parts).map(row).collect::<Result<Vec<_>>>()?;
    let rows = match (rows.len(), rows.pop()) {
        (1, Some(only)) => Arc::unwrap_or_clone(only),
        (_, Some(last)) => {
            rows.push(last);
            LogicalPlan::Union(Union::try_new(rows)?)
        }
        (_, None) => return plan_err!("there are no parts"),
    };
    // The request stands once in the plan, whatever the number of parts.
    let done = function.call(vec![binary(request), col(PART)]).alias(DONE);
    LogicalPlanBuilder::from(rows).project([col(AT), done])?.build()
}

#[cfg(test)]
mod tests {
    use datafusion::common::cast::as_binary_array;
    use datafusion::physical_plan::ExecutionPlanProperties;
    use datafusion::prelude::{SessionConfig, SessionContext};
    use datafusion_proto::bytes::{logical_plan_from_bytes, logical_plan_to_bytes};

    use super::*;
    use crate::{Work, function};

    /// Gives the request and the part, one after the other.
    #[derive(Debug)]
    struct Echo;

    impl Work for Echo {
        fn part(&self, request: &[u8], part: &[u8]) -> Vec<u8> {
            [request, part].concat()
        }
    }

    /// As a scheduler has it: the plan as a message, planned and run here.
    async fn done(parts: &[Vec<u8>]) -> (usize, Vec<Vec<u8>>) {
        let config = SessionConfig::new().with_target_partitions(8).with_round_robin_repartition(false);
        let context = SessionContext::new_with_config(config);
        let function = function::function(Arc::new(Echo));
        context.register_udf(function.clone());
        let sent =
            logical_plan_to_bytes(&plan(&function, b"request ", parts).expect("a plan")).expect("bytes");
        let plan = logical_plan_from_bytes(&sent, &context.task_ctx()).expect("a plan");
        let frame = context.execute_logical_plan(plan).await.expect("a frame");
        let partitions = frame.clone().create_physical_plan().await.expect("planned");
        let partitions = partitions.output_partitioning().partition_count();
        let mut done = Vec::new();
        for batch in frame.collect().await.expect("done") {
            let column =
                as_binary_array(batch.column_by_name(DONE).expect("the column")).expect("bytes").clone();
            done.extend(column.iter().flatten().map(<[u8]>::to_vec));
        }
        done.sort();
        (partitions, done)
    }

    fn parts(count: usize) -> Vec<Vec<u8>> {
        (0..count).map(|part| format!("{part:03}").into_bytes()).collect()
    }

    #[tokio::test]
    async fn each_part_is_a_partition_and_done_once() {
        for count in [1, 2, 37] {
            let (partitions, done) = done(&parts(count)).await;
            assert_eq!(partitions, count);
            let expected: Vec<Vec<u8>> =
                parts(count).iter().map(|part| [b"request ", part.as_slice()].concat()).collect();
            assert_eq!(done, expected);
        }
    }

    #[test]
    fn the_request_is_sent_once() {
        let function = function::function(Arc::new(Echo));
        let size = |request: &[u8], count: usize| {
            logical_plan_to_bytes(&plan(&function, request, &parts(count)).expect("a plan"))
                .expect("bytes")
                .len()
        };
        let request = vec![7; 100_000];
        assert!(size(&request, 200) < 200_000, "{} bytes", size(&request, 200));
    }
}
