//! The scheduler: one a cluster. It keeps jobs in memory; one that dies takes them with it, and clients ask again.

use std::net::SocketAddr;
use std::sync::Arc;

use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::utils::default_session_builder;
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::{SchedulerConfig, TaskDistributionPolicy};
use ballista_scheduler::scheduler_process::{create_scheduler, start_grpc_service_with_listener};
use datafusion::execution::FunctionRegistry;
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};
use tokio::net::TcpListener;

use crate::limits::{
    EXPIRY_INTERVAL_SECONDS, FINISHED_JOB_SECONDS, MAX_MESSAGE_BYTES, MIN_EXECUTOR_TIMEOUT_SECONDS,
    NO_EXECUTORS_GRACE_SECONDS,
};
use crate::runtime::{runtime, stop};
use crate::work::Elsewhere;
use crate::{ClusterError, function};

/// What a scheduler is started with.
#[derive(Clone, Debug)]
pub struct SchedulerOptions {
    /// Where it listens to clients and executors.
    pub listen: SocketAddr,
    /// Seconds without a word after which an executor is taken for dead.
    pub executor_timeout: u64,
}

/// Runs a scheduler until the program is told to stop. `started` is told where it listens.
///
/// # Errors
/// Where it cannot listen, or ends by itself.
pub fn scheduler(options: &SchedulerOptions, started: impl FnOnce(SocketAddr)) -> Result<(), ClusterError> {
    runtime()?.block_on(async {
        let listen =
            |error: std::io::Error| ClusterError::Listen { address: options.listen, why: error.to_string() };
        let listener = TcpListener::bind(options.listen).await.map_err(listen)?;
        let address = listener.local_addr()?;
        let config = config(options, address);
        config.validate()?;
        let cluster = BallistaCluster::new_from_config(&config).await?;
        let scheduler =
            create_scheduler::<LogicalPlanNode, PhysicalPlanNode>(cluster, Arc::new(config)).await?;
        started(address);
        tokio::select! {
            ended = start_grpc_service_with_listener(listener, scheduler) => Ok(ended?),
            () = stop() => Ok(()),
        }
    })
}

fn config(options: &SchedulerOptions, address: SocketAddr) -> SchedulerConfig {
    let timeout = options.executor_timeout.max(MIN_EXECUTOR_TIMEOUT_SECONDS);
    SchedulerConfig {
        bind_host: address.ip().to_string(),
        external_host: address.ip().to_string(),
        bind_port: address.port(),
        // Executors ask for work: a dead one asks for none, so nothing more is lost on it while nobody knows.
        scheduling_policy: TaskSchedulingPolicy::PullStaged,
        task_distribution: TaskDistributionPolicy::RoundRobin,
        executor_timeout_seconds: timeout,
        expire_dead_executor_interval_seconds: EXPIRY_INTERVAL_SECONDS,
        no_executors_grace_period_seconds: NO_EXECUTORS_GRACE_SECONDS.max(timeout),
        finished_job_data_clean_up_interval_seconds: FINISHED_JOB_SECONDS,
        finished_job_state_clean_up_interval_seconds: FINISHED_JOB_SECONDS,
        grpc_server_max_decoding_message_size: MAX_MESSAGE_BYTES,
        grpc_server_max_encoding_message_size: MAX_MESSAGE_BYTES,
        grpc_client_max_message_size: MAX_MESSAGE_BYTES,
        override_session_builder: Some(Arc::new(|config| {
            let mut state = default_session_builder(config)?;
            state.register_udf(Arc::new(function::function(Arc::new(Elsewhere))))?;
            Ok(state)
        })),
        ..SchedulerConfig::default()
    }
}
