//! An executor: asks the scheduler for parts, does them, and hands out what came of them until the client has fetched it.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::sync::Arc;

use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};

use crate::function::{self, NAME};
use crate::limits::{CONNECT_SECONDS, MAX_MESSAGE_BYTES, RESULTS_INTERVAL_SECONDS, RESULTS_SECONDS};
use crate::runtime::runtime;
use crate::{Address, ClusterError, Work};

/// What an executor is started with.
#[derive(Clone, Debug)]
pub struct ExecutorOptions {
    /// The scheduler that it works for.
    pub scheduler: Address,
    /// Where it hands out results.
    pub listen: SocketAddr,
    /// The name or address under which clients reach it; `None`: that from which it came to the scheduler.
    pub host: Option<String>,
    /// How many parts it does at a time; `None`: one a core.
    pub cores: Option<usize>,
}

impl ExecutorOptions {
    /// How many parts it does at a time.
    pub fn cores(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.cores.filter(|cores| *cores > 0).unwrap_or_else(all)
    }
}

/// Runs an executor until the program is told to stop.
///
/// # Errors
/// Where the scheduler cannot be reached, the port cannot be listened on, or it ends by itself.
pub fn executor(options: &ExecutorOptions, work: Arc<dyn Work>) -> Result<(), ClusterError> {
    // Taken before anything is promised to the scheduler; given back for Ballista to take.
    std::net::TcpListener::bind(options.listen)
        .map_err(|error| ClusterError::Listen { address: options.listen, why: error.to_string() })?;
    let results = tempfile::Builder::new().prefix("kechuang-executor-").tempdir()?;
    let mut functions = BallistaFunctionRegistry::default();
    functions.scalar_functions.insert(NAME.to_owned(), Arc::new(function::function(work)));
    let config = ExecutorProcessConfig {
        bind_host: options.listen.ip().to_string(),
        port: options.listen.port(),
        external_host: options.host.clone(),
        scheduler_host: options.scheduler.host.clone(),
        scheduler_port: options.scheduler.port,
        scheduler_connect_timeout_seconds: CONNECT_SECONDS,
        vcores: options.cores(),
        task_scheduling_policy: TaskSchedulingPolicy::PullStaged,
        work_dir: Some(results.path().display().to_string()),
        job_data_ttl_seconds: RESULTS_SECONDS,
        job_data_clean_up_interval_seconds: RESULTS_INTERVAL_SECONDS,
        grpc_max_decoding_message_size: MAX_MESSAGE_BYTES,
        grpc_max_encoding_message_size: MAX_MESSAGE_BYTES,
        override_function_registry: Some(Arc::new(functions)),
        ..ExecutorProcessConfig::default()
    };
    runtime()?.block_on(start_executor_process(Arc::new(config))).map_err(|error| {
        let why = error.to_string();
        if why.contains("connect") {
            return ClusterError::Unreachable { address: options.scheduler.clone(), why };
        }
        ClusterError::Ended(why)
    })
}
