//! Work that somebody waits for: how far it has come, and whether it is still wanted.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::failure::Failure;
use crate::model::JobProgress;

/// A piece of work. It is watched and stopped from other threads; work that was stopped ends with [`crate::Code::Stopped`] and leaves nothing.
#[derive(Debug, Default)]
pub struct Job {
    done: AtomicU64,
    /// 0 where nobody knows yet.
    of: AtomicU64,
    is_stopped: AtomicBool,
}

impl Job {
    /// Asks the work to end at its next step.
    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    /// How far it has come.
    pub fn progress(&self) -> JobProgress {
        let of = self.of.load(Ordering::Relaxed);
        JobProgress { done: self.done.load(Ordering::Relaxed), of: (of > 0).then_some(of) }
    }

    /// How many rows there are to do.
    pub(crate) fn begin(&self, of: usize) {
        self.of.store(of as u64, Ordering::Relaxed);
    }

    /// So many rows more are done; whether the rest is still wanted.
    pub(crate) fn advance(&self, rows: u64) -> bool {
        self.done.fetch_add(rows, Ordering::Relaxed);
        self.is_wanted()
    }

    pub(crate) fn is_wanted(&self) -> bool {
        !self.is_stopped.load(Ordering::Relaxed)
    }

    /// # Errors
    /// Where the work was stopped.
    pub(crate) fn wanted(&self) -> Result<(), Failure> {
        if self.is_wanted() {
            return Ok(());
        }
        Err(Failure::stopped())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_wanted_until_somebody_stops_it() {
        let job = Job::default();
        assert_eq!(job.progress(), JobProgress { done: 0, of: None });
        job.begin(10);
        assert!(job.advance(4) && job.wanted().is_ok());
        job.stop();
        assert!(!job.advance(2));
        assert_eq!(job.progress(), JobProgress { done: 6, of: Some(10) });
        assert_eq!(job.wanted().map_err(|failure| failure.code), Err(crate::Code::Stopped));
    }
}
