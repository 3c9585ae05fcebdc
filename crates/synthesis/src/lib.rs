//! 示例 enterprises: plausible, correlated, reproducible, and never to be taken for real ones.
//!
//! Pure: no file, no clock, no network. The same request and seed give the same facts on any machine, and enterprise
//! number *n* does not depend on how many are asked for. What is assumed and why is written in `docs/demo.md`.
//!
//! - [`Generator`] streams [`vocabulary::Facts`], one enterprise at a time
//! - `industry` the industries and their figures, `company` one firm's latent state and its yearly accounts
//! - `rights` 知识产权, `titles` 资质 and records of conduct
//! - `columns` the attributes written to, `write` the firm as facts, `silence` what departments did not tell

mod account;
mod border;
mod columns;
mod company;
mod dice;
mod generator;
mod industry;
mod names;
mod rights;
mod silence;
mod titles;
mod write;

pub use columns::ColumnsError;
pub use generator::{Generator, GeneratorError, MAX_ENTERPRISES, Place, Request};
