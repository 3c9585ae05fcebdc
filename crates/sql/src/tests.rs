//! Statements over small tables.

mod documented;
mod exactness;
mod fixture;
mod limits;
mod output;
mod refusals;
mod tables;
