//! Why a cluster did not do what it was asked for.

use std::net::SocketAddr;

use ballista_core::error::BallistaError;
use datafusion::error::DataFusionError;

use crate::Address;
use crate::limits::EXECUTOR_WAIT;

/// Why nothing came of it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClusterError {
    /// Nobody listens where the scheduler should be.
    #[error("连不上调度器：{why}")]
    Unreachable {
        /// Where it was looked for.
        address: Address,
        /// What the system said.
        why: String,
    },
    /// There is a scheduler, and nobody who works for it.
    #[error("调度器没有执行器：等了 {} 秒", EXECUTOR_WAIT.as_secs())]
    NoExecutors {
        /// The scheduler.
        address: Address,
    },
    /// The port cannot be listened on.
    #[error("不能监听：{why}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// What the system said.
        why: String,
    },
    /// The job failed as often as it was asked for.
    #[error("集群没有算完（试了 {attempts} 次）：{why}")]
    Failed {
        /// How often.
        attempts: u32,
        /// What was said last.
        why: String,
    },
    /// A role ended by itself.
    #[error("角色停止了：{0}")]
    Ended(String),
}

impl ClusterError {
    /// How to mend it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => {
                "请检查主机、端口和防火墙；调度器用 kechuang cluster scheduler 启动，见 docs/cluster.md"
            }
            Self::NoExecutors { .. } => "请用 kechuang cluster executor --scheduler … --shared … 启动执行器",
            Self::Listen { .. } => "端口可能已被占用，或地址不是本机的；请用 --listen 换一个",
            Self::Failed { .. } => "请看调度器和执行器的日志；也可用 --engine local 在本机算",
            Self::Ended(_) => "请看它的日志",
        }
    }
}

impl From<BallistaError> for ClusterError {
    fn from(error: BallistaError) -> Self {
        Self::Ended(error.to_string())
    }
}

impl From<std::io::Error> for ClusterError {
    fn from(error: std::io::Error) -> Self {
        Self::Ended(error.to_string())
    }
}

impl From<DataFusionError> for ClusterError {
    fn from(error: DataFusionError) -> Self {
        Self::Ended(error.to_string())
    }
}
