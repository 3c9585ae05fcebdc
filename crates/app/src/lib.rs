//! The use-cases, one function each, over an opened region. Knows neither HTTP nor a terminal; clock and files are handed in.

pub mod access;
pub mod failure;
pub mod limits;
pub mod model;

pub use access::{AccessScope, Principal, Purpose};
pub use failure::{Code, Detail, Failure};
pub mod subjects;
