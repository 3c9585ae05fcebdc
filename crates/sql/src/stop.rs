//! How a query is told to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use datafusion::error::DataFusionError;
use tokio::sync::Notify;

/// Tells a query to stop; clones tell the same one. Every step looks at it between two batches of rows.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    asked: AtomicBool,
    wake: Notify,
}

impl Stop {
    /// Asks the query to stop, now or as soon as it begins.
    pub fn ask(&self) {
        self.0.asked.store(true, Ordering::Relaxed);
        self.0.wake.notify_waiters();
    }

    /// Whether it was asked to.
    pub fn is_asked(&self) -> bool {
        self.0.asked.load(Ordering::Relaxed)
    }

    /// Asks it to stop when the guard is dropped: whoever waited for the answer is gone.
    pub fn on_drop(&self) -> StopOnDrop {
        StopOnDrop(self.clone())
    }

    /// Waits until it is asked to.
    pub(crate) async fn asked(&self) {
        let notified = self.0.wake.notified();
        tokio::pin!(notified);
        notified.as_mut().enable();
        if !self.is_asked() {
            notified.await;
        }
    }

    /// # Errors
    /// Where it was asked to.
    pub(crate) fn check(&self) -> Result<(), DataFusionError> {
        if self.is_asked() { Err(DataFusionError::Execution("stopped".to_owned())) } else { Ok(()) }
    }
}

/// See [`Stop::on_drop`].
#[derive(Debug)]
pub struct StopOnDrop(Stop);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.ask();
    }
}
