//! Asks a cluster.

use std::sync::Arc;

use ballista::prelude::SessionContextExt;
use ballista_core::config::{
    BALLISTA_CLIENT_GRPC_MAX_MESSAGE_SIZE, BALLISTA_SCHEDULER_MAX_PARTITIONS_PER_TASK,
};
use ballista_core::extension::SessionConfigExt;
use datafusion::common::cast::as_binary_array;
use datafusion::common::exec_datafusion_err;
use datafusion::error::DataFusionError;
use datafusion::execution::SessionStateBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use tokio::time::sleep;

use crate::limits::{ATTEMPT_PAUSE, ATTEMPTS, MAX_MESSAGE_BYTES};
use crate::plan::{DONE, plan};
use crate::ready::ready;
use crate::runtime::runtime;
use crate::work::Elsewhere;
use crate::{Address, ClusterError, function};

/// Has every part of a request done by the executors of a cluster; what came of each, in no order.
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
    let mut done = Vec::with_capacity(parts.len());
    for batch in &batches {
        let column = batch.column_by_name(DONE).ok_or_else(|| exec_datafusion_err!("no column {DONE}"))?;
        let column = as_binary_array(column)?;
        done.extend(column.iter().flatten().map(<[u8]>::to_vec));
    }
    if done.len() != parts.len() {
        return Err(exec_datafusion_err!("{} parts were asked for, {} came", parts.len(), done.len()));
    }
    Ok(done)
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
