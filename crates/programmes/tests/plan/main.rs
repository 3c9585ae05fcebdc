//! Plans: the cheapest one, nothing of the past, and why where there is none.
#![expect(clippy::expect_used, reason = "a test may panic")]

mod brute;
mod cases;
mod firm;
mod random;
mod scorecards;
mod shipped;
