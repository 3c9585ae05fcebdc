//! Reports, read and checked.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::format_collect,
    clippy::cast_possible_truncation,
    reason = "a test may panic, builds small files and prints what it measured"
)]

mod checks;
mod files;
mod hostile;
mod reading;
mod shipped;
