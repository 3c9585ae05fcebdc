//! Every limit and time of a cluster in one place; docs/cluster.md tells those that an operator meets.

use std::time::Duration;

/// Largest message between the roles, in bytes. Ballista's own default is 16 MiB; a request is part of every task.
pub const MAX_MESSAGE_BYTES: u32 = 64 << 20;

/// Seconds without a word after which an executor is taken for dead and its parts are done again. Ballista's own default is 180. An
/// executor that has all its cores at work asks every 5 seconds, so this is two words missed.
pub const EXECUTOR_TIMEOUT_SECONDS: u64 = 15;

/// Least that can be asked for: less than two words apart, a busy executor would be taken for dead.
pub const MIN_EXECUTOR_TIMEOUT_SECONDS: u64 = 10;

/// How often the scheduler looks for dead executors, in seconds.
pub const EXPIRY_INTERVAL_SECONDS: u64 = 2;

/// How long a job without a single executor waits for one, in seconds.
pub const NO_EXECUTORS_GRACE_SECONDS: u64 = 30;

/// How long an executor tries to reach its scheduler when it starts, in seconds.
pub const CONNECT_SECONDS: u16 = 30;

/// How long a client waits for the scheduler's port.
pub const REACH_TIMEOUT: Duration = Duration::from_secs(5);

/// How long a client waits for a scheduler to have an executor, and how often it looks.
pub const EXECUTOR_WAIT: Duration = Duration::from_secs(20);
/// See [`EXECUTOR_WAIT`].
pub const READY_PAUSE: Duration = Duration::from_millis(200);

/// Most bytes that are read of what a scheduler tells of itself.
pub const MAX_READY_BYTES: u64 = 4096;

/// How often a job is asked for: results lie on the executors until the client has fetched them, and one may die in between.
pub const ATTEMPTS: u32 = 3;

/// How long a client waits before it asks again.
pub const ATTEMPT_PAUSE: Duration = Duration::from_secs(1);

/// What the scheduler knows of a finished job is kept so long, in seconds.
pub const FINISHED_JOB_SECONDS: u64 = 300;

/// Results that nobody fetched lie on an executor so long, in seconds; longer than any job takes.
pub const RESULTS_SECONDS: u64 = 24 * 3600;

/// How often an executor looks for such results, in seconds.
pub const RESULTS_INTERVAL_SECONDS: u64 = 3600;

/// Stack of each thread: plans are walked by recursion, deepest in builds that are not optimised.
pub const STACK_BYTES: usize = 16 << 20;
