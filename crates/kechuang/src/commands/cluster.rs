//! `cluster`: the roles of a cluster on which populations are counted (`population --engine ballista://…`).

use std::net::SocketAddr;

use app::{Code, ExecutorOrder, Failure, SchedulerOrder};

use crate::args::{ClusterExecutor, ClusterNetwork, ClusterScheduler};
use crate::exit::{Outcome, Verdict};
use crate::output;

/// What the roles tell of themselves unless `RUST_LOG` says otherwise: each part, and what is wrong. Ballista's display counts the
/// metrics of tasks against those of a plan, and takes every union of several tasks for an error.
const LOG: &str = "warn,cluster=info,ballista_scheduler::display=off";

pub(crate) fn scheduler(args: &ClusterScheduler) -> Outcome {
    admitted(args.listen, &args.network)?;
    log();
    let order = SchedulerOrder { listen: args.listen, timeout: args.executor_timeout };
    app::cluster_scheduler(&order, output::say)?;
    Ok(Verdict::Holds)
}

pub(crate) fn executor(args: &ClusterExecutor) -> Outcome {
    admitted(args.listen, &args.network)?;
    log();
    let order = ExecutorOrder {
        scheduler: args.scheduler.parse().map_err(|failure: Failure| failure.at("scheduler"))?,
        listen: args.listen,
        host: args.host.clone(),
        cores: args.cores.map(usize::from),
        shared: args.shared.clone(),
    };
    app::cluster_executor(&order, output::say)?;
    Ok(Verdict::Holds)
}

/// Nobody is asked who they are: another address than this machine's own takes somebody who says that its network may be trusted.
fn admitted(listen: SocketAddr, network: &ClusterNetwork) -> Result<(), Failure> {
    if listen.ip().is_loopback() || network.trusted_network {
        return Ok(());
    }
    let message = format!("{listen} 不是本机地址，而集群没有账号，谁连得上谁就能用");
    let hint = "只在专用网络里这样做，并写 --trusted-network；见 docs/cluster.md";
    Err(Failure::new(Code::InvalidArgument, message, hint).at("listen"))
}

fn log() {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| LOG.into()))
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
}
