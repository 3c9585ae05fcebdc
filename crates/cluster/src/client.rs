//! Asks a cluster.

use std::sync::Arc;

use arrow::array::RecordBatch;
use ballista::prelude::SessionContextExt;
use ballista_core::config::{
    BALLISTA_CLIENT_GRPC_MAX_MESSAGE_SIZE, BALLISTA_SCHEDULER_MAX_PARTITIONS_PER_TASK,
};
use ballista_core::extension::SessionConfigExt;
use datafusion::common::cast::{as_binary_array, as_uint64_array};
use datafusion::common::exec_datafusion_err;
use datafusion::error::DataFusionError;
use datafusion::execution::SessionStateBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use tokio::time::sleep;

use crate::limits::{ATTEMPT_PAUSE, ATTEMPTS, MAX_MESSAGE_BYTES};
use crate::plan::{AT, DONE, plan};
use crate::ready::ready;
use crate::runtime::runtime;
use crate::work::Elsewhere;
use crate::{Address, ClusterError, function};

/// Has every part of a request done by the executors of a cluster; what came of each, in their order.
///
/// # Errors
/// Where the scheduler cannot be reached, it has no executors, or the job fails as often as it is tried.
pub fn run(address: &Address, request: &[u8], parts: &[Vec<u8>]) -> Result<Vec<Vec<u8>>, ClusterError> {
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    runtime()?.block_on(async {
        let mut attempt = 0;
        loop {
            ready(address).await?;
            attempt += 1;
            let error = match once(address, request, parts).await {
                Ok(done) => return Ok(done),
                Err(error) => error,
            };
            log::warn!("attempt {attempt}: {error}");
            if attempt >= ATTEMPTS {
                return Err(ClusterError::Failed { attempts: attempt, why: error.to_string() });
            }
            sleep(ATTEMPT_PAUSE).await;
        }
    })
}

async fn once(address: &Address, request: &[u8], parts: &[Vec<u8>]) -> Result<Vec<Vec<u8>>, DataFusionError> {
    let state = SessionStateBuilder::new().with_default_features().with_config(config(parts.len())).build();
    let context = SessionContext::remote_with_state(&format!("df://{address}"), state).await?;
    let function = function::function(Arc::new(Elsewhere));
    context.register_udf(function.clone());
    let plan = plan(&function, request, parts)?;
    let batches = context.execute_logical_plan(plan).await?.collect().await?;
    gathered(&batches, parts.len())
}

/// What came of each part, each once: where an executor was lost a part may come twice, and then both are the same.
fn gathered(batches: &[RecordBatch], parts: usize) -> Result<Vec<Vec<u8>>, DataFusionError> {
    let mut done: Vec<Option<Vec<u8>>> = vec![None; parts];
    let missing = |name: &str| exec_datafusion_err!("no column {name}");
    for batch in batches {
        let numbers = as_uint64_array(batch.column_by_name(AT).ok_or_else(|| missing(AT))?)?;
        let values = as_binary_array(batch.column_by_name(DONE).ok_or_else(|| missing(DONE))?)?;
        for (at, value) in numbers.iter().zip(values) {
            let place = at.and_then(|at| done.get_mut(usize::try_from(at).ok()?));
            if let (Some(place), Some(value)) = (place, value) {
                *place = Some(value.to_vec());
            }
        }
    }
    let came = done.iter().flatten().count();
    let done: Option<Vec<Vec<u8>>> = done.into_iter().collect();
    done.ok_or_else(|| exec_datafusion_err!("{parts} parts were asked for, {came} came"))
}

/// One task a part; the plan is as good as it is: nothing is to be repartitioned or decided on the way.
fn config(parts: usize) -> SessionConfig {
    SessionConfig::new_with_ballista()
        .with_target_partitions(parts)
        .with_round_robin_repartition(false)
        .with_ballista_job_name("kechuang population")
        .with_ballista_adaptive_query_planner(false)
        .set_usize(BALLISTA_SCHEDULER_MAX_PARTITIONS_PER_TASK, 1)
        .set_usize(BALLISTA_CLIENT_GRPC_MAX_MESSAGE_SIZE, MAX_MESSAGE_BYTES as usize)
}

#[cfg(test)]
mod tests {
    use arrow::array::{ArrayRef, BinaryArray, UInt64Array};

    use super::*;

    fn batch(rows: &[(u64, &[u8])]) -> RecordBatch {
        let numbers: ArrayRef = Arc::new(rows.iter().map(|(at, _)| *at).collect::<UInt64Array>());
        let values: ArrayRef = Arc::new(rows.iter().map(|(_, value)| Some(*value)).collect::<BinaryArray>());
        RecordBatch::try_from_iter([(AT, numbers), (DONE, values)]).expect("a batch")
    }

    #[test]
    fn each_part_counts_once() {
        let twice = [batch(&[(1, b"b")]), batch(&[(0, b"a"), (1, b"b")])];
        assert_eq!(gathered(&twice, 2).expect("all"), [b"a", b"b"]);
        let error = gathered(&twice, 3).expect_err("one is missing").to_string();
        assert!(error.contains("3 parts were asked for, 2 came"), "{error}");
        // As many as were asked for, and yet not all.
        assert!(gathered(&[batch(&[(0, b"a"), (0, b"a")])], 2).is_err());
    }
}
