//! Floor 5: work in parts on a cluster of DataFusion Ballista. Knows no kind and no programme: what is done to a part is a function that
//! is handed in, and what it is given and gives are bytes.
//!
//! A client turns the parts into a plan (`plan`) in which the function (`function`) is called once a part; the scheduler (`scheduler`)
//! hands each part to an executor (`executor`) that asks for work, and hands it out again where the executor is heard of no more; the
//! client gathers what came of each (`client`). The function is registered in all three. We add no scheduling of our own: which limits
//! and times are ours is told in `limits`.
//!
//! Without the feature `ballista` the crate is empty.
#![cfg(feature = "ballista")]

pub mod limits;

mod address;
mod client;
mod error;
mod executor;
mod function;
mod plan;
mod ready;
mod runtime;
mod scheduler;
mod work;

pub use address::Address;
pub use client::run;
pub use error::ClusterError;
pub use executor::{ExecutorOptions, executor};
pub use scheduler::{SchedulerOptions, scheduler};
pub use work::Work;
