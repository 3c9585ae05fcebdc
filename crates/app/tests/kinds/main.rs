//! Every kind of content works everywhere: import, list, profile, export, template.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test may panic, says why it skips, and reads the files that it is about"
)]

mod figures;
mod fixture;
mod real_data;
mod records;
mod small_tables;
mod taken_over;
mod template;
