//! Requests that may take long: a client names one, watches how far it has come, and stops it by hanging up.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use app::Job;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::limits::MAX_JOBS;
use crate::problem::{Problem, ProblemCode};
use crate::state::Server;

/// Header by which a client names its request, in a word of its own.
pub(crate) const JOB_HEADER: &str = "kechuang-job";
/// Longest name of a request, in characters.
const MAX_NAME: usize = 64;

/// The named requests that are being answered.
#[derive(Debug, Default)]
pub(crate) struct Jobs(Mutex<HashMap<String, Arc<Job>>>);

impl Jobs {
    pub(crate) fn get(&self, name: &str) -> Option<Arc<Job>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// Whether there is room for a name that nobody bears.
    fn add(&self, name: &str, job: &Arc<Job>) -> bool {
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_free = jobs.len() < MAX_JOBS && !jobs.contains_key(name);
        if is_free {
            jobs.insert(name.to_owned(), Arc::clone(job));
        }
        is_free
    }

    fn remove(&self, name: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }
}

/// The job of a request. It is stopped when this is dropped: the answer is there, or whoever waited has hung up.
pub(crate) struct Watched {
    job: Arc<Job>,
    named: Option<(Arc<Jobs>, String)>,
}

impl Watched {
    pub(crate) fn job(&self) -> Arc<Job> {
        Arc::clone(&self.job)
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.job.stop();
        if let Some((jobs, name)) = &self.named {
            jobs.remove(name);
        }
    }
}

impl FromRequestParts<Server> for Watched {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let job = Arc::new(Job::default());
        let Some(name) = parts.headers.get(JOB_HEADER) else { return Ok(Self { job, named: None }) };
        let name = name.to_str().ok().filter(|name| is_name(name)).ok_or_else(|| {
            Problem::new(
                ProblemCode::InvalidArgument,
                "请求头 Kechuang-Job 不能使用",
                format!("应是 1 至 {MAX_NAME} 个字母、数字或连字符"),
            )
        })?;
        if !server.jobs.add(name, &job) {
            return Err(Problem::new(
                ProblemCode::InvalidArgument,
                format!("请求头 Kechuang-Job 的值“{name}”正被别的请求使用，或同时进行的已有 {MAX_JOBS} 个"),
                "请换一个值，或等前面的请求结束",
            ));
        }
        Ok(Self { job, named: Some((Arc::clone(&server.jobs), name.to_owned())) })
    }
}

fn is_name(name: &str) -> bool {
    (1..=MAX_NAME).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words() {
        let long = "a".repeat(MAX_NAME + 1);
        for (name, good) in
            [("a", true), ("0f-9", true), (&long[1..], true), (&long, false), ("", false), ("a b", false)]
        {
            assert_eq!(is_name(name), good, "{name}");
        }
    }

    #[test]
    fn a_job_is_known_until_its_request_ends_and_no_two_bear_a_name() {
        let jobs = Arc::new(Jobs::default());
        let job = Arc::new(Job::default());
        assert!(jobs.add("one", &job));
        assert!(!jobs.add("one", &Arc::default()));
        let watched = Watched { job: Arc::clone(&job), named: Some((Arc::clone(&jobs), "one".to_owned())) };
        assert!(jobs.get("one").is_some_and(|found| Arc::ptr_eq(&found, &job)));
        drop(watched);
        assert!(jobs.get("one").is_none());
        assert!(jobs.add("one", &Arc::default()), "free again");
        for at in 1..MAX_JOBS {
            assert!(jobs.add(&at.to_string(), &Arc::default()));
        }
        assert!(!jobs.add("more", &Arc::default()), "one past the limit");
    }
}
