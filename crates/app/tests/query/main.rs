//! The analyst's SQL over a region: tables by their names, the clocks, and who may see what.
#![cfg(feature = "sql")]
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says where and stops")]

mod access;
mod fixture;
mod tables;
