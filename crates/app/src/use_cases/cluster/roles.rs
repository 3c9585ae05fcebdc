//! What a cluster does for us: hands parts to executors, which count them, and counts again what was lost.

use std::sync::Arc;

use cluster::{Address, ClusterError, ExecutorOptions, SchedulerOptions, Work};

use super::super::populations::{PartCounter, PartedPopulation, Subjects};
use super::{ClusterAddress, ExecutorOrder, SchedulerOrder};
use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::{Code, Failure};
use crate::model::{PopulationAnswer, PopulationOrder};
use crate::region::Region;

/// What an executor does.
#[derive(Debug)]
struct Counting(PartCounter);

impl Work for Counting {
    fn part(&self, request: &[u8], part: &[u8]) -> Vec<u8> {
        self.0.count(request, part)
    }
}

impl From<&ClusterAddress> for Address {
    fn from(address: &ClusterAddress) -> Self {
        Self { host: address.host.clone(), port: address.port }
    }
}

pub(super) fn on_cluster(
    address: &ClusterAddress,
    size: usize,
    scope: &AccessScope,
    region: &Region,
    subjects: Subjects<'_>,
    order: &PopulationOrder,
    when: When,
) -> Result<PopulationAnswer, Failure> {
    let Subjects::File(view) = subjects else {
        let hint = "先写出视图：kechuang view enterprise --out 共享目录/企业.parquet，再用 --view 共享目录/企业.parquet";
        let message = "集群不读数据目录，只读各台机器都看得到的视图文件";
        return Err(Failure::new(Code::InvalidArgument, message, hint).at("engine"));
    };
    let population = PartedPopulation::new(scope, region, view, order, when, size)?;
    let counted = cluster::run(&address.into(), population.request(), population.parts())?;
    population.answer(&counted)
}

/// Runs a scheduler until it is told to stop.
///
/// # Errors
/// Where it cannot listen.
pub fn cluster_scheduler(order: &SchedulerOrder, said: impl Fn(&str)) -> Result<(), Failure> {
    let options = SchedulerOptions { listen: order.listen, executor_timeout: order.timeout };
    let started = |address| said(&format!("调度器已启动：ballista://{address}　按 Ctrl+C 停止"));
    Ok(cluster::scheduler(&options, started)?)
}

/// Runs an executor until it is told to stop.
///
/// # Errors
/// Where there is no shared directory, no scheduler, or it cannot listen.
pub fn cluster_executor(order: &ExecutorOrder, said: impl Fn(&str)) -> Result<(), Failure> {
    let work = Arc::new(Counting(PartCounter::new(&order.shared).map_err(|failure| failure.at("shared"))?));
    let options = ExecutorOptions {
        scheduler: (&order.scheduler).into(),
        listen: order.listen,
        host: order.host.clone(),
        cores: order.cores,
    };
    let cores = options.cores();
    let (address, shared) = (&options.scheduler, order.shared.display());
    said(&format!("执行器为 ballista://{address} 工作：同时 {cores} 段，只读 {shared} 之下　按 Ctrl+C 停止"));
    Ok(cluster::executor(&options, work)?)
}

impl From<ClusterError> for Failure {
    fn from(error: ClusterError) -> Self {
        let (message, hint) = (error.to_string(), error.hint());
        match error {
            ClusterError::Unreachable { address, .. } | ClusterError::NoExecutors { address } => {
                Self::new(Code::InvalidArgument, message, hint).at(format!("ballista://{address}"))
            }
            ClusterError::Listen { address, .. } => {
                Self::new(Code::InvalidArgument, message, hint).at(address.to_string())
            }
            _ => Self::new(Code::StorageFailed, message, hint),
        }
    }
}
