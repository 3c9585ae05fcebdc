//! Populations on a cluster: the same answer, counted on other machines. Without the feature `cluster` everything here says that it is
//! not there.

#[cfg(feature = "cluster")]
mod roles;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use super::populations::{Subjects, populations};
use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::{Code, Failure};
use crate::job::Job;
use crate::limits::PART_SUBJECTS;
use crate::model::{PopulationAnswer, PopulationOrder};
use crate::region::Region;

/// Where a cluster's scheduler is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterAddress {
    /// A name or an IP address.
    pub host: String,
    /// Its port.
    pub port: u16,
}

impl FromStr for ClusterAddress {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        let parts = text.rsplit_once(':').filter(|(host, _)| !host.is_empty() && !host.contains('/'));
        let address = parts.and_then(|(host, port)| {
            let port = port.parse().ok().filter(|port| *port > 0)?;
            Some(Self { host: host.to_owned(), port })
        });
        address.ok_or_else(|| {
            let message = format!("“{text}”不是 主机:端口");
            Failure::new(Code::InvalidArgument, message, "写成如 127.0.0.1:50050")
        })
    }
}

/// Where a population is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Engine {
    /// On this machine.
    Local,
    /// On a cluster, in parts of so many subjects.
    Ballista(ClusterAddress, usize),
}

impl Engine {
    /// In parts of another size, where it works in parts.
    #[must_use]
    pub fn in_parts_of(self, subjects: usize) -> Self {
        match self {
            Self::Local => Self::Local,
            Self::Ballista(address, _) => Self::Ballista(address, subjects),
        }
    }
}

impl FromStr for Engine {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        if text == "local" {
            return Ok(Self::Local);
        }
        let Some(address) = text.strip_prefix("ballista://") else {
            let message = format!("不认识“{text}”");
            let hint = "可写 local（本机）或 ballista://主机:端口（集群）";
            return Err(Failure::new(Code::InvalidArgument, message, hint).at("engine"));
        };
        address
            .trim_end_matches('/')
            .parse()
            .map(|address| Self::Ballista(address, PART_SUBJECTS))
            .map_err(|failure: Failure| failure.at("engine"))
    }
}

/// What a scheduler is started with.
#[derive(Clone, Debug)]
pub struct SchedulerOrder {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Seconds without a word after which an executor is taken for dead.
    pub timeout: u64,
}

/// What an executor is started with.
#[derive(Clone, Debug)]
pub struct ExecutorOrder {
    /// The scheduler that it works for.
    pub scheduler: ClusterAddress,
    /// Where it hands out results.
    pub listen: SocketAddr,
    /// The name or address under which others reach it; `None`: that from which it came.
    pub host: Option<String>,
    /// How many parts it counts at a time; `None`: one a core.
    pub cores: Option<usize>,
    /// The directory of view files.
    pub shared: PathBuf,
}

/// As [`populations`], on an engine.
///
/// # Errors
/// As [`populations`]; where the subjects are not in a view file, or the cluster cannot answer.
pub fn populations_on(
    engine: &Engine,
    scope: &AccessScope,
    region: &Region,
    subjects: Subjects<'_>,
    order: &PopulationOrder,
    when: When,
) -> Result<PopulationAnswer, Failure> {
    match engine {
        Engine::Local => populations(scope, region, subjects, order, when, &Job::default()),
        Engine::Ballista(address, size) => on_cluster(address, *size, scope, region, subjects, order, when),
    }
}

#[cfg(feature = "cluster")]
use roles::on_cluster;
#[cfg(feature = "cluster")]
pub use roles::{cluster_executor, cluster_scheduler};

#[cfg(not(feature = "cluster"))]
fn on_cluster(
    _address: &ClusterAddress,
    _size: usize,
    _scope: &AccessScope,
    _region: &Region,
    _subjects: Subjects<'_>,
    _order: &PopulationOrder,
    _when: When,
) -> Result<PopulationAnswer, Failure> {
    Err(not_built().at("engine"))
}

/// Says that this program was built without a cluster.
///
/// # Errors
/// Always.
#[cfg(not(feature = "cluster"))]
pub fn cluster_scheduler(_order: &SchedulerOrder, _said: impl Fn(&str)) -> Result<(), Failure> {
    Err(not_built())
}

/// Says that this program was built without a cluster.
///
/// # Errors
/// Always.
#[cfg(not(feature = "cluster"))]
pub fn cluster_executor(_order: &ExecutorOrder, _said: impl Fn(&str)) -> Result<(), Failure> {
    Err(not_built())
}

#[cfg(not(feature = "cluster"))]
fn not_built() -> Failure {
    let hint =
        "请用 cargo build --release -p kechuang --features cluster 重新编译；在本机算用 --engine local";
    Failure::new(Code::NotBuilt, "这个程序编译时没有带集群（特性 cluster）", hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engines_are_read() {
        assert_eq!("local".parse(), Ok(Engine::Local));
        let address = ClusterAddress { host: "调度.局域网".to_owned(), port: 50_050 };
        assert_eq!(
            "ballista://调度.局域网:50050".parse(),
            Ok(Engine::Ballista(address.clone(), PART_SUBJECTS))
        );
        assert_eq!("ballista://调度.局域网:50050/".parse(), Ok(Engine::Ballista(address, PART_SUBJECTS)));
    }

    #[test]
    fn what_is_no_engine_is_refused() {
        for wrong in [
            "",
            "spark",
            "ballista://",
            "ballista://host",
            "ballista://:1",
            "ballista://host:0",
            "ballista://a/b:1",
        ] {
            let failure = wrong.parse::<Engine>().expect_err("no engine");
            assert_eq!(
                (failure.code, failure.place.as_deref()),
                (Code::InvalidArgument, Some("engine")),
                "{wrong}"
            );
        }
    }
}
