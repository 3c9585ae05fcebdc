//! Serving a region on a listener until told to stop.

use std::future::{Future, IntoFuture};
use std::sync::Arc;

use app::{Principal, Region};
use tokio::net::TcpListener;

use crate::guard::{ListenError, check_listen};
use crate::limits::SHUTDOWN_GRACE;
use crate::router::router;

/// Settings of a server.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The most that a request may be: without accounts the person at this machine is an officer.
    pub principal: Principal,
}

impl Default for Options {
    fn default() -> Self {
        Self { principal: Principal::Officer }
    }
}

/// Why a server did not start or ended.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address must not be listened on.
    #[error(transparent)]
    Listen(#[from] ListenError),
    /// The operating system refused.
    #[error("服务中断：{0}")]
    Io(#[from] std::io::Error),
}

/// Serves `region` until `shutdown` ends, then lets the requests under way finish for a while.
///
/// # Errors
/// Where the listener is not on a loopback address, or accepting fails.
pub async fn serve(
    listener: TcpListener,
    region: Region,
    options: Options,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    check_listen(listener.local_addr()?)?;
    let region = Arc::new(region);
    warm(Arc::clone(&region));
    let (told, mut stopping) = tokio::sync::watch::channel(false);
    let graceful = async move {
        shutdown.await;
        told.send_replace(true);
    };
    let serving =
        axum::serve(listener, router(region, options)).with_graceful_shutdown(graceful).into_future();
    let too_late = async move {
        // An error means that `graceful` was dropped, and serving with it.
        let _ = stopping.wait_for(|stop| *stop).await;
        tokio::time::sleep(SHUTDOWN_GRACE).await;
    };
    tokio::select! {
        ended = serving => Ok(ended?),
        () = too_late => Ok(()),
    }
}

/// Computes what the first pages need, so that nobody waits for it.
fn warm(region: Arc<Region>) {
    tokio::task::spawn_blocking(move || {
        if let Err(failure) = region.warm() {
            tracing::warn!(code = failure.code.as_str(), "{failure}");
        }
    });
}
