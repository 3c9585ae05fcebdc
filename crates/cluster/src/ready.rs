//! Whether there is a cluster at all: a job without executors would wait for one for ever, and something else that listens there would
//! answer in words that nobody understands. The scheduler tells on its own port, in plain HTTP.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};

use crate::limits::{EXECUTOR_WAIT, MAX_READY_BYTES, REACH_TIMEOUT, READY_PAUSE};
use crate::{Address, ClusterError};

/// What a scheduler tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Ready,
    NoExecutors,
    /// It is no scheduler.
    Noise,
}

impl Told {
    fn of(answer: &str) -> Self {
        let head = answer.split("\r\n\r\n").next().unwrap_or_default().to_ascii_lowercase();
        let is_scheduler = head.lines().any(|line| line.starts_with("server: ballista/"));
        match head.split_whitespace().nth(1) {
            Some("200") if is_scheduler => Self::Ready,
            Some("503") if is_scheduler => Self::NoExecutors,
            _ => Self::Noise,
        }
    }
}

/// Waits until the scheduler has an executor.
pub(crate) async fn ready(address: &Address) -> Result<(), ClusterError> {
    let unreachable = |why: String| ClusterError::Unreachable { address: address.clone(), why };
    let until = Instant::now() + EXECUTOR_WAIT;
    loop {
        let answer = match timeout(REACH_TIMEOUT, ask(address)).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => return Err(unreachable(error.to_string())),
            Err(_) => return Err(unreachable(format!("{} 秒没有回音", REACH_TIMEOUT.as_secs()))),
        };
        match Told::of(&answer) {
            Told::Ready => return Ok(()),
            Told::Noise => return Err(unreachable("那里听着的不是集群的调度器".to_owned())),
            Told::NoExecutors if Instant::now() >= until => {
                return Err(ClusterError::NoExecutors { address: address.clone() });
            }
            Told::NoExecutors => sleep(READY_PAUSE).await,
        }
    }
}

async fn ask(address: &Address) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address.to_string()).await?;
    let question = format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(question.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.take(MAX_READY_BYTES).read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheduler_is_told_from_others() {
        let answer = |status: &str, server: &str| {
            format!("HTTP/1.1 {status}\r\nServer: {server}\r\ncontent-length: 2\r\n\r\nok")
        };
        assert_eq!(Told::of(&answer("200 OK", "ballista/55.0.0")), Told::Ready);
        assert_eq!(Told::of(&answer("503 Service Unavailable", "ballista/55.0.0")), Told::NoExecutors);
        assert_eq!(Told::of(&answer("404 Not Found", "ballista/55.0.0")), Told::Noise);
        assert_eq!(Told::of(&answer("200 OK", "nginx")), Told::Noise);
        assert_eq!(Told::of("SSH-2.0-OpenSSH\r\n"), Told::Noise);
        assert_eq!(Told::of(""), Told::Noise);
    }
}
