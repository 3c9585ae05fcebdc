//! What is done on a cluster.

use std::fmt;

/// Does a part of what a request asks for. The same request and part give the same wherever and however often it is done: what was lost
/// with its machine is done again on another.
pub trait Work: fmt::Debug + Send + Sync + 'static {
    /// Does a part. What is wrong is told in what it gives: an error would only be tried again.
    fn part(&self, request: &[u8], part: &[u8]) -> Vec<u8>;
}

/// The work of those who only pass it on: scheduler and client plan the function and never call it.
#[derive(Debug)]
pub(crate) struct Elsewhere;

impl Work for Elsewhere {
    fn part(&self, _request: &[u8], _part: &[u8]) -> Vec<u8> {
        Vec::new()
    }
}
